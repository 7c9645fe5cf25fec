"""Repair: finding out whether the replica holds what it should, and mending only what differs.

A check goes in three steps, each a question that a pull carries: digests of everything; ids and revisions where the
digests differ; the records that are missing or of another revision. Then it begins again, until all digests agree.
What is pending is never touched, and the screen stays useful meanwhile.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

import msgspec

from domain.access import DESK, audience_in
from domain.ids import RecordId, Scope
from domain.words import Audience
from sync.protocol.cursor import START, Cursor
from sync.protocol.digest import EMPTY, LAST_BYTES, ByLastByte, Digest, differing_bytes, endings, last_byte, record_hash
from sync.protocol.pull import WANTS_MOST, Check, Rows, Sums
from sync.replica.cache import Cache, listed
from sync.replica.changes import RecordKey
from sync.replica.columns import COLUMNS, RecordColumns
from sync.replica.memberships import Memberships

log = logging.getLogger("mostrador.sync")

CHECK_EVERY = timedelta(days=1)
"""By the server's clock. The answer costs the server a walk through all that the user may see."""
ROWS_ASKED_MOST = 4_000
"""About so many ids are compared at once."""
SLICE_ROWS = 5_000
"""So many are hashed in a row; between two slices the user's own changes get their turn."""
ROUNDS_MOST = 3
"""So often differences are mended before all is fetched anew."""

DIFFERS, FENCED = "differs", "fenced"
"""What the replica holds is not whole: something differs from the server, or deletions were missed, and nothing may
be sent before those are known."""


class Aside(NamedTuple):
    """A record that is kept without being understood. `home`: the id whose bucket it is in."""

    rev: int
    home: RecordId
    scopes: frozenset[Scope]


SetAside = dict[str, dict[RecordId, Aside]]
"""By kind and id."""


class Repair:
    """The state of a check; kept in memory, since one that is cut off begins again."""

    def __init__(self, cache: Cache) -> None:
        self._cache = cache
        self._members = Memberships(cache)
        self._wants: set[RecordKey] = set()
        self._asking: dict[Scope, list[int]] = {}
        """Scope to the last bytes of ids that are still to be compared."""
        self._sizes: dict[Scope, int] = {}
        self._sums: dict[tuple[Scope, str], Sequence[Digest]] | None = None
        self._sums_at = START
        self._steps: Iterator[None] | None = None
        self._rounds = 0

    # What it comes to

    @property
    def is_unfinished(self) -> bool:
        """Whether something that differs is still to be mended."""
        return bool(self._wants or self._asking or self._cache.meta("repair"))

    @property
    def is_fenced(self) -> bool:
        """Whether nothing may be sent, because deletions may be unknown here."""
        return self._cache.meta("repair") == FENCED

    def begin(self, state: str) -> None:
        """Note, inside a transaction, that the replica is not whole; everything is checked."""
        self.forget()
        self._cache.set_meta(repair=state)

    def forget(self) -> None:
        """Forget a check that is under way."""
        self._wants, self._asking, self._sums, self._steps, self._rounds = set(), {}, None, None, 0

    def question(self) -> tuple[Check | None, tuple[RecordKey, ...]]:
        """Return what the next pull asks beside the changes; the replica is at no beginning and has nothing to fill."""
        if self._wants:
            order = {kind: place for place, kind in enumerate(COLUMNS)}
            return None, tuple(sorted(self._wants, key=lambda key: (order[key[0]], key[1]))[:WANTS_MOST])
        if self._asking:
            scope, last_bytes = next(iter(self._asking.items()))
            most = max(1, ROWS_ASKED_MOST * LAST_BYTES // max(1, self._sizes.get(scope, 0)))
            return Check(scope=scope, last_bytes=tuple(last_bytes[:most])), ()
        return (Check() if self._is_due() else None), ()

    def _is_due(self) -> bool:
        if self._cache.meta("repair"):
            return True
        heard, checked = self._cache.meta("heard_at"), self._cache.meta("checked_at")
        if not heard or not checked:
            return False
        return datetime.fromisoformat(heard) - datetime.fromisoformat(checked) >= CHECK_EVERY

    # What the server says

    def told(self, keys: set[RecordKey]) -> None:
        """Take note that a page has told these records."""
        self._wants -= keys

    def take_sums(self, sums: Sequence[Sums], at: Cursor) -> None:
        """Keep the digests of a page that came to `at`; `compare` goes through them afterwards.

        Those of an old answer that comes again, while what differed is still to be mended, are no round in vain.
        """
        if self._wants or self._asking:
            return
        self._sums = {(told.scope, told.e): told.digests for told in sums}
        self._sums_at = at
        self._steps = None

    def take_rows(self, check: Check, rows: Sequence[Rows]) -> set[RecordKey]:
        """Compare ids and revisions; return what is no longer held.

        Inside the transaction of the page, with its rows applied and nothing pending on top.
        """
        left = [byte for byte in self._asking.get(check.scope, ()) if byte not in check.last_bytes]
        self._asking.pop(check.scope, None)
        if left:
            self._asking[check.scope] = left
        revs = {told.e: told.revs for told in rows}
        aside = self._set_aside()
        before, gone = len(self._wants), set[RecordKey]()
        for kind, columns in COLUMNS.items():
            compare = self._compare_tops if columns.parent is None else self._compare_children
            gone |= compare(columns, check, revs.get(kind, {}), aside.get(kind, {}))
        if (gone or len(self._wants) > before) and not self._cache.meta("repair"):
            self._cache.set_meta(repair=DIFFERS)
        return gone

    def _compare_tops(
        self, columns: RecordColumns, check: Check, theirs: Mapping[RecordId, int], aside: Mapping[RecordId, Aside]
    ) -> set[RecordKey]:
        kind, scope = columns.kind, check.scope
        sql = (
            f"SELECT id, rev FROM {columns.table} WHERE sight_id IN (SELECT value FROM json_each(?))"  # noqa: S608 - names of ours
            " AND substr(id, -2) IN (SELECT value FROM json_each(?))"
        )
        showing = listed(self._members.sights.showing(scope))
        ours = dict(self._cache.all(sql, (showing, listed(endings(check.last_bytes)))))
        extra = [record_id for record_id in ours.keys() - theirs.keys() if record_id not in aside]
        gone: set[RecordKey] = set()
        left = {record_id: set(seen) - {scope} for record_id, seen in self._members.sights.of(kind, extra).items()}
        self._members.sights.set(kind, left.items())
        for record_id in [record_id for record_id, scopes in left.items() if not scopes]:
            gone |= self._members.remove(kind, record_id)
        gone |= self._members.remove_hidden(kind, extra, desk=self._reads_for_the_desk())
        self._want_differing(columns, ours, theirs, aside)
        return gone

    def _compare_children(
        self, columns: RecordColumns, check: Check, theirs: Mapping[RecordId, int], aside: Mapping[RecordId, Aside]
    ) -> set[RecordKey]:
        field, parent_kind = columns.parent or ("", "")
        sql = (
            f"SELECT id, rev, audience, {field} FROM {columns.table} WHERE rev <> 0 AND {field} IN"  # noqa: S608 - names of ours
            f" (SELECT id FROM {COLUMNS[parent_kind].table} WHERE sight_id IN (SELECT value FROM json_each(?))"
            " AND substr(id, -2) IN (SELECT value FROM json_each(?)))"
        )
        showing = listed(self._members.sights.showing(check.scope))
        found = self._cache.all(sql, (showing, listed(endings(check.last_bytes))))
        inside = audience_in(check.scope, desk=self._reads_for_the_desk()) is Audience.INTERNAL
        ours = {record_id: rev for record_id, rev, audience, _ in found if inside or audience == Audience.PUBLIC}
        # A parent that counts it comes first; the round after that compares both again.
        waits = {record_id for record_id, _, _, home in found if (parent_kind, home) in self._wants}
        extra = [record_id for record_id in ours.keys() - theirs.keys() - waits if record_id not in aside]
        for record_id in extra:
            self._cache.execute(columns.delete, (record_id,))
        self._want_differing(columns, ours, theirs, aside)
        return {(columns.kind, record_id) for record_id in extra}

    def _want_differing(
        self,
        columns: RecordColumns,
        ours: dict[RecordId, int | None],
        theirs: Mapping[RecordId, int],
        aside: Mapping[RecordId, Aside],
    ) -> None:
        held = ours | {record_id: kept.rev for record_id, kept in aside.items()}
        wanted = [record_id for record_id, rev in theirs.items() if held.get(record_id) != rev]
        # A later one than the server's is not of its history: whatever comes is newer than this.
        later = f"UPDATE {columns.table} SET rev = -rev WHERE id = ? AND rev > ?"  # noqa: S608 - names of ours
        self._cache.connection.executemany(later, [(record_id, theirs[record_id]) for record_id in wanted])
        self._wants |= {(columns.kind, record_id) for record_id in wanted}

    # Comparing digests

    def compare(self) -> bool:
        """Go on comparing what the server's digests were told of; tell whether there is more to do.

        Inside a transaction. Nothing but the user's own changes may come between two calls: these are not compared.
        """
        if self._steps is None:
            if self._sums is None:
                return False
            self._steps = self._comparing(self._sums)
        try:
            next(self._steps)
        except StopIteration:
            self._steps = self._sums = None
            return False
        return True

    def _comparing(self, theirs: Mapping[tuple[Scope, str], Sequence[Digest]]) -> Iterator[None]:
        """Hash all that is held, slice by slice; at the end note what differs, or that nothing does."""
        ours: dict[tuple[Scope, str], ByLastByte] = defaultdict(ByLastByte)
        aside = self._set_aside()
        desk = self._reads_for_the_desk()
        for kind, columns in COLUMNS.items():
            for record_id, (rev, home, scopes) in aside.get(kind, {}).items():
                for scope in scopes:
                    ours[scope, kind].add(last_byte(home), record_hash(kind, record_id, rev))
            for rows in self._slices(columns):
                for scope, record_id, rev, home, audience in rows:
                    hidden = audience == Audience.INTERNAL and audience_in(scope, desk=desk) is Audience.PUBLIC
                    if not hidden and record_id not in aside.get(kind, {}):
                        ours[scope, kind].add(last_byte(home), record_hash(kind, record_id, rev))
                yield
        self._finish(theirs, ours)

    def _slices(self, columns: RecordColumns) -> Iterator[list[tuple[Scope, RecordId, int, RecordId, str | None]]]:
        """Yield scope, id, revision, id whose bucket it is in, and audience of what the server has told of a kind."""
        home, audience, seen = "id", "NULL", f"{columns.table} r"
        if columns.parent is not None:
            home, audience = columns.parent[0], "r.audience"
            seen += f" JOIN {COLUMNS[columns.parent[1]].table} p ON p.id = r.{home}"
        sql = (
            f"SELECT sight_id, r.id, r.rev, r.{home}, {audience} FROM {seen}"  # noqa: S608 - names of ours
            " WHERE sight_id IS NOT NULL AND r.rev <> 0 AND r.row_id > ? AND r.row_id <= ?"
        )
        sets = self._members.sights.sets()
        last = self._cache.value(f"SELECT max(row_id) FROM {columns.table}") or 0  # noqa: S608 - names of ours
        for start in range(0, last, SLICE_ROWS):
            rows = self._cache.all(sql, (start, start + SLICE_ROWS))
            yield [(scope, *row) for number, *row in rows for scope in sets[number]]

    def _finish(
        self, theirs: Mapping[tuple[Scope, str], Sequence[Digest]], ours: Mapping[tuple[Scope, str], ByLastByte]
    ) -> None:
        if Cursor(self._cache.meta("epoch"), int(self._cache.meta("seq", "0"))) != self._sums_at:
            return
        differing: dict[Scope, set[int]] = defaultdict(set)
        nothing = ByLastByte()
        found: list[str] = []
        for scope in self._members.scopes() or {}:
            for kind in COLUMNS:
                told = theirs.get((scope, kind), (EMPTY,))
                held = ours.get((scope, kind), nothing)
                if last_bytes := differing_bytes(told, held):
                    differing[scope] |= last_bytes
                    found.append(f"{scope} {kind} {sum(held.counts)} here, {sum(n for n, _ in told)} there")
            self._sizes[scope] = sum(n for (of, _), told in theirs.items() if of == scope for n, _ in told)
        self._asking = {scope: sorted(last_bytes) for scope, last_bytes in differing.items() if last_bytes}
        if self._asking:
            if not self._rounds and not self._cache.meta("repair"):
                # Nothing had announced it: no lost history, no time away, no update.
                log.warning("the replica differs from the server and is mended: %s", "; ".join(found))
            self._rounds += 1
        else:
            self._rounds = 0
            self._cache.set_meta(repair="", checked_at=self._cache.meta("heard_at"))

    @property
    def is_comparing(self) -> bool:
        """Whether there are digests to be gone through."""
        return self._sums is not None

    @property
    def is_hopeless(self) -> bool:
        """Whether mending does not help: all is to be fetched anew."""
        return self._rounds > ROUNDS_MOST

    def _set_aside(self) -> SetAside:
        """Return what is held without being understood, of kinds that are."""
        found: SetAside = defaultdict(dict)
        for kind, record_id, rev, scopes, payload in self._cache.all(
            "SELECT kind, id, rev, scopes, payload FROM unknown_record"
        ):
            if kind not in COLUMNS:
                continue
            parent, home = COLUMNS[kind].parent, record_id
            shown: Iterable[Scope] = msgspec.json.decode(scopes, type=list[Scope])
            if parent is not None:
                data = msgspec.json.decode(payload)
                home = RecordId(str(data.get(parent[0])))
                shown = self._shown_in(parent[1], home, data.get("audience"))
            found[kind][record_id] = Aside(rev, home, frozenset(shown))
        return found

    def _shown_in(self, parent_kind: str, parent_id: RecordId, audience: object) -> Iterator[Scope]:
        """Yield the scopes that show the children of a parent that have this audience."""
        desk = self._reads_for_the_desk()
        for scope in self._members.sights.of(parent_kind, [parent_id]).get(parent_id, ()):
            if audience == Audience.PUBLIC or audience_in(scope, desk=desk) is Audience.INTERNAL:
                yield scope

    def _reads_for_the_desk(self) -> bool:
        return DESK in (self._members.scopes() or {})
