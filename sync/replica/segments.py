"""The first sync in bulk: which segments are still to come, putting them in, and filling the full text afterwards.

A replica that takes segments stands at the moment they tell, with only some of its records, until the last of them is
in; no page is applied before that. So no row of a segment can be older than one that is held, and none can bring back
what a page has removed.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import Any

import msgspec

from domain.access import scopes_of, ticket_scopes
from domain.ids import RecordId, Scope
from domain.records import BY_KIND, Ticket, from_wire
from sync.protocol.cursor import START, Cursor
from sync.protocol.pull import Put
from sync.protocol.segments import SegmentList, Tier
from sync.replica.cache import Cache
from sync.replica.changes import NOTHING, Changes
from sync.replica.columns import COLUMNS, GAP
from sync.replica.connection import BULK_CHECKPOINT_PAGES, CHECKPOINT_PAGES
from sync.replica.crash_points import CrashPoint
from sync.replica.memberships import Memberships
from sync.replica.pages import PageWriter
from sync.replica.segment_rows import Segment, Table, stored_fields
from sync.replica.side_indexes import SideIndexes
from sync.replica.text_index import TextIndex
from sync.replica.views.counting import ViewCounts

GROUP_ROWS = 50_000
"""Rows stored together: a change of the user's own waits behind the storing of no more, well under a second."""


class Segments:
    """A first sync in bulk, from its beginning to its full text. Every call that writes is one transaction."""

    def __init__(self, cache: Cache, user_id: RecordId, pages: PageWriter, views: ViewCounts) -> None:
        self._cache = cache
        self._user_id = user_id
        self._pages = pages
        self._views = views
        self._members = Memberships(cache)
        self._text = TextIndex(cache)
        self._side_indexes = SideIndexes(cache)
        self._grouped_rows = 0

    def names(self) -> list[str]:
        """Return the names of the segments still to come, in the order in which they are asked for."""
        return [str(name) for (name,) in self._cache.all("SELECT name FROM segment ORDER BY place")]

    def unindexed(self) -> bool:
        """Tell whether there are rows that no search finds yet, or lists that are not in order of an index."""
        return self._side_indexes.wait() or self._text.waits()

    def begin(self, listed: SegmentList) -> Changes:
        """Stand where the listed segments stand, and note them; nothing happens if this replica has begun otherwise."""
        with self._cache.transaction(durable=False):
            at = Cursor(self._cache.meta("epoch"), int(self._cache.meta("seq", "0")))
            if not listed.parts or at != START or self._members.scopes() is not None or self._cache.meta("sweep"):
                return NOTHING
            self._members.set_scopes(listed.scopes)
            for scope in listed.whole:
                self._members.end_fill(f"scope:{scope}")
            self._cache.connection.executemany(
                "INSERT OR IGNORE INTO segment (name, scope, tier, rows) VALUES (?, ?, ?, ?)",
                [(part.name, part.scope, part.tier, part.rows) for part in listed.parts],
            )
            self._text.suspend()
            self._side_indexes.drop()
            self._views.suspend()
            self._cache.set_meta(epoch=listed.epoch, seq=listed.seq)
            self._cache.reach(CrashPoint.SEGMENTS_NOTED)
        self._copy_the_log_every(BULK_CHECKPOINT_PAGES)
        return Changes(everything=True)

    def apply(self, segment: Segment) -> Changes:
        """Put a segment in; one that is not waited for, as it came twice or of a history that is over, does nothing.

        What the user waits for is stored at once. The rest is stored with the segments after it, some ten thousand
        rows at a time, or before whatever else is written: each page of an index is then written once for many rows.
        """
        known = self._cache.all("SELECT scope, tier, rows FROM segment WHERE name = ?", (segment.name,))
        if not known or segment.head.epoch != self._cache.meta("epoch"):
            return NOTHING
        [(scope, tier, rows)] = known
        self._grouped_rows = rows + (self._grouped_rows if self._cache.in_group else 0)
        last = len(self.names()) == 1
        stored = tier <= Tier.OPEN or last or self._grouped_rows >= GROUP_ROWS
        with self._cache.group(stored=stored):
            scopes = frozenset(self._members.scopes() or {})
            for table in segment.tables:
                if table.exact:
                    self._put(table, scopes)
                else:
                    self._put_one_by_one(table, Scope(scope), scopes)
                self._cache.reach(CrashPoint.SEGMENT_ROWS)
            self._cache.execute("DELETE FROM segment WHERE name = ?", (segment.name,))
            self._cache.reach(CrashPoint.SEGMENT_DONE)
        return Changes(everything=stored)

    def settle(self) -> None:
        """Store what has been put in so far."""
        self._cache.settle()

    def abandon(self) -> Changes:
        """Give up what is still to come: the server no longer has it. Their scopes are filled page by page."""
        with self._cache.transaction(durable=False):
            for (scope,) in self._cache.all("SELECT DISTINCT scope FROM segment"):
                self._members.set_fill(f"scope:{scope}", "")
            self._cache.execute("DELETE FROM segment")
            self._side_indexes.restore()
            self._cache.reach(CrashPoint.SEGMENTS_ABANDONED)
        self._copy_the_log_every(CHECKPOINT_PAGES)
        return Changes(everything=True)

    def begin_text_anew(self) -> None:
        """Forget the full text: `index_more` makes it again, here or after the next start."""
        with self._cache.transaction(durable=False):
            self._text.begin_anew()

    def index_more(self) -> bool:
        """Make an index of what segments brought, or some of it searchable; tell whether there is more to do."""
        with self._cache.transaction(durable=False):
            if self._side_indexes.wait():
                self._side_indexes.step()
            else:
                self._text.step()
        if self.unindexed():
            return True
        self._copy_the_log_every(CHECKPOINT_PAGES)
        return False

    def _copy_the_log_every(self, pages: int) -> None:
        self._cache.execute(f"PRAGMA wal_autocheckpoint = {pages}")

    def _put(self, table: Table, scopes: frozenset[Scope]) -> None:
        columns = COLUMNS[table.kind]
        names, gaps, values = [], [], []
        for name, column in zip(table.names, table.columns, strict=True):
            missing = column.count(None)
            if missing == len(column):
                continue
            names.append(name)
            gaps += [name] if missing else []
            values.append([GAP if value is None else value for value in column] if missing else column)
        if columns.parent is None:
            names.append("sight_id")
            values.append(self._sights(table, scopes))
        statement = columns.insert_new(tuple(names), frozenset(gaps))
        self._cache.connection.executemany(statement, zip(*values, strict=True))

    def _sights(self, table: Table, held: frozenset[Scope]) -> list[int | None]:
        """Return for each row the number of the set of scopes that shows it here."""
        number = functools.cache(lambda scopes: self._members.sights.number(scopes & held))
        seen = _ticket_scopes(table, self._user_id) if table.kind == Ticket.KIND else _each_scopes(table)
        return list(map(number, seen))

    def _put_one_by_one(self, table: Table, scope: Scope, scopes: frozenset[Scope]) -> None:
        """Put rows in that a newer server made: as pages do it, with what is not understood kept aside."""
        puts = []
        for row in table.rows():
            data, rev = stored_fields(table, row)
            puts.append(Put(e=table.kind, id=data["id"], rev=rev, s=_scopes(table.kind, data, scope, scopes), d=data))
        self._pages.put_records(table.kind, puts)


def _ticket_scopes(table: Table, user_id: RecordId) -> Iterator[frozenset[Scope]]:
    """Yield the scopes of tickets. Of people only the user counts: nobody else's scope is held."""
    scopes = functools.cache(lambda store, team, own: ticket_scopes(store, team, (user_id,) if own else ()))
    fields = ("store_id", "team_id", "requester_id", "assignee_id", "follower_ids")
    for store, team, requester, assignee, followers in zip(*map(table.column, fields), strict=True):
        yield scopes(store, team, user_id == requester or user_id == assignee or user_id in followers)


def _each_scopes(table: Table) -> Iterator[frozenset[Scope]]:
    for row in table.rows():
        data, _ = stored_fields(table, row)
        yield scopes_of(from_wire(BY_KIND[table.kind], data))


def _scopes(kind: str, data: dict[str, Any], scope: Scope, held: frozenset[Scope]) -> tuple[Scope, ...]:
    """Return through which scopes a record is seen; of one that is not understood only where it came from is known."""
    try:
        return tuple(sorted(scopes_of(from_wire(BY_KIND[kind], data)) & held))
    except (KeyError, msgspec.ValidationError):
        return (scope,)
