"""Applying a page: rows, memberships, bases, confirmed mutations, fills and cursor become true together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import msgspec

from domain.access import DESK
from domain.ids import RecordId, Scope
from sync.errors import PageOutOfPlace
from sync.protocol.codec import encode
from sync.protocol.cursor import START, Cursor, parse_cursor
from sync.protocol.pull import Begin, Delete, End, Fill, Frame, Out, Put, Scopes
from sync.replica.acting import ACCESS_KINDS
from sync.replica.cache import Cache, listed
from sync.replica.changes import Changes, RecordKey
from sync.replica.columns import CHILDREN, COLUMNS
from sync.replica.crash_points import CrashPoint
from sync.replica.journal import Journal
from sync.replica.memberships import Memberships
from sync.replica.outbox import Outbox
from sync.replica.rebase import connected, replay, restore

ROWS_AT_ONCE = 100


@dataclass
class Page:
    """The frames of a page by what they do."""

    begin: Begin
    end: End
    scopes: Scopes | None = None
    puts: dict[str, list[Put]] = field(default_factory=lambda: defaultdict(list))
    removals: list[Out | Delete] = field(default_factory=list)
    fills: list[Fill] = field(default_factory=list)

    @classmethod
    def of(cls, frames: Sequence[Frame]) -> Page:
        """Sort the frames of a whole page (as `decode_page` returns it)."""
        begin, end = frames[0], frames[-1]
        if not isinstance(begin, Begin) or not isinstance(end, End):
            raise PageOutOfPlace("a page begins with `begin` and ends with `end`")
        page = cls(begin, end)
        for frame in frames[1:-1]:
            match frame:
                case Put():
                    page.puts[frame.e].append(frame)
                case Out() | Delete():
                    page.removals.append(frame)
                case Fill():
                    page.fills.append(frame)
                case Scopes():
                    page.scopes = frame
        return page

    def keys(self) -> set[RecordKey]:
        """Return kind and id of every record it speaks of."""
        keys = {(put.e, put.id) for puts in self.puts.values() for put in puts}
        return keys | {(gone.e, gone.id) for gone in self.removals}


class PageWriter:
    """Applies pages to a cache; every call runs inside one transaction."""

    def __init__(self, cache: Cache, user_id: RecordId) -> None:
        self._cache = cache
        self._user_id = user_id
        self._members = Memberships(cache)
        self._outbox = Outbox(cache)
        self._journal = Journal(cache)

    def apply(self, page: Page, now: datetime) -> Changes:
        """Apply a page that follows the cursor.

        Raises:
            PageOutOfPlace: It does not; nothing was changed.
        """
        cursor = check_place(page, self._cursor())
        self._cache.reach(CrashPoint.PAGE_BEGIN)
        done = self._outbox.passed(cursor.seq)
        losses = page.scopes is not None and bool(self._members.losses(page.scopes.scopes))
        again, changed = self._take_off(page, done, everything=losses or self._ends_reset(page))
        anew = self._members.set_scopes(page.scopes.scopes) if page.scopes is not None else set()
        for gone in page.removals:
            changed |= self._remove(gone)
        missing = self._put_all(page)
        changed |= self._hide(page, everything=losses)
        # A piece of a fill that this very page begins anew is not its progress: it was asked for before.
        self._write_fills([fill for fill in page.fills if fill.target not in anew], missing)
        swept = self._sweep()
        self._confirm(done, now)
        changed |= replay(self._cache, self._outbox, again - set(done), self._user_id)
        self._cache.set_meta(epoch=cursor.epoch, seq=cursor.seq)
        self._cache.reach(CrashPoint.CURSOR_WRITTEN)
        return Changes(frozenset(changed | page.keys()), losses or swept or page.scopes is not None, bool(done))

    def drop(self, refused: Iterable[int], now: datetime) -> Changes:
        """Take the refused mutations off the records, and the sent ones whose effect has come already."""
        done = self._outbox.passed(self._cursor().seq)
        removed = {*refused, *done}
        if not removed:
            return Changes(outbox=True)
        footprints = self._outbox.footprints()
        again = connected(footprints, (), removed)
        changed = restore(self._cache, again, footprints)
        for n in refused:
            self._outbox.set_footprint(n, (), frozenset())
        self._confirm(done, now)
        changed |= replay(self._cache, self._outbox, again - removed, self._user_id)
        return Changes(frozenset(changed), outbox=True)

    def begin_anew(self) -> None:
        """Forget how far this replica has come, but neither its records nor what is pending.

        The server has gone back in time or become another one. Everything is asked for again; what no fill brings
        back is swept out once the last one is done, so that the screen stays useful meanwhile.
        """
        for columns in COLUMNS.values():
            self._cache.execute(f"UPDATE {columns.table} SET rev = -1")  # noqa: S608 - names of ours
        self._cache.execute("UPDATE base SET rev = -1")
        self._cache.execute("DELETE FROM fill")
        self._cache.execute("DELETE FROM unknown_record")
        self._cache.set_meta(epoch="", seq=0, scopes="", sweep=1)
        self._cache.reach(CrashPoint.EPOCH_RESET)

    def adopt_unknown(self) -> None:
        """Apply what an older build could not read; what is still unknown stays aside."""
        rows = self._cache.all("SELECT kind, id, rev, scopes, payload FROM unknown_record")
        puts = [
            Put(e=kind, id=record_id, rev=rev, s=tuple(msgspec.json.decode(scopes)), d=msgspec.json.decode(payload))
            for kind, record_id, rev, scopes, payload in rows
        ]
        for kind in COLUMNS:
            self._put_kind(kind, [put for put in puts if put.e == kind])

    def _cursor(self) -> Cursor:
        return Cursor(self._cache.meta("epoch"), int(self._cache.meta("seq", "0")))

    def _take_off(self, page: Page, done: list[int], *, everything: bool) -> tuple[set[int], set[RecordKey]]:
        """Restore what pending mutations touched if this page may change it; return which of them and which records."""
        footprints = self._outbox.footprints()
        if not footprints:
            return set(), set()
        touched = page.keys()
        if everything or any(kind in ACCESS_KINDS for kind, _ in touched):
            again = set(footprints)
        else:
            again = connected(footprints, touched, done)
        changed = restore(self._cache, again, footprints)
        self._cache.reach(CrashPoint.PAGE_RESTORED)
        return again, changed

    def _remove(self, gone: Out | Delete) -> set[RecordKey]:
        if gone.e in COLUMNS:
            held = self._members.held_ids(gone.e, [gone.id])
            if held.get(gone.id, gone.rev) > gone.rev:
                return set()
        return self._members.remove(gone.e, gone.id)

    def _put_all(self, page: Page) -> set[str]:
        """Write the records, parents before their children; return the fills that are needed to make them whole."""
        missing: set[str] = set()
        for kind in page.puts.keys() - COLUMNS.keys():
            for put in page.puts[kind]:
                self._set_aside(put)
        for kind in COLUMNS:
            if kind not in page.puts:
                continue
            news = [put.id for put in page.puts[kind] if put.rev > page.begin.start] if CHILDREN[kind] else []
            before = self._inside(kind, news)
            missing |= self._put_kind(kind, page.puts[kind])
            # The server names such fills too, but not if the record changed again before the page that shows it.
            missing |= {f"parent:{kind}:{record_id}" for record_id, _ in self._inside(kind, news) - before}
        return missing

    def _inside(self, kind: str, ids: Sequence[RecordId]) -> set[tuple[RecordId, bool]]:
        """Return which of `ids` are held, and which of those are seen with their internal children."""
        if not ids:
            return set()
        held = self._members.held_ids(kind, ids)
        inside = self._members.seen_inside(kind, set(held), desk=self._reads_for_the_desk())
        return {(record_id, False) for record_id in held} | {(record_id, True) for record_id in inside}

    def _reads_for_the_desk(self) -> bool:
        # By the scopes, which the server names: the user's role may not have come yet.
        return DESK in (self._members.scopes() or {})

    def _hide(self, page: Page, *, everything: bool) -> set[RecordKey]:
        """Remove the internal children of records that the page shows from outside now."""
        gone: set[RecordKey] = set()
        kinds = [kind for kind, children in CHILDREN.items() if children and (everything or kind in page.puts)]
        if kinds:
            desk = self._reads_for_the_desk()
            for kind in kinds:
                ids = None if everything else [put.id for put in page.puts[kind]]
                gone |= self._members.remove_hidden(kind, ids, desk=desk)
        return gone

    def _put_kind(self, kind: str, puts: Sequence[Put]) -> set[str]:
        """Write records of one kind; return the fills of the parents that are missing."""
        columns = COLUMNS[kind]
        missing: set[str] = set()
        if columns.parent is not None:
            puts, missing = self._with_parent(columns.parent, puts)
        held = self._members.held_ids(kind, [put.id for put in puts])
        rows: list[list[Any]] = []
        members: list[tuple[RecordId, tuple[Scope, ...]]] = []
        for put in puts:
            known = held.get(put.id, -2)
            if put.rev > known:
                try:
                    rows.append(columns.row(put.d, put.rev))
                except msgspec.ValidationError:
                    self._set_aside(put)
                    continue
            if put.rev >= known:
                members.append((put.id, put.s))
        for start in range(0, len(rows), ROWS_AT_ONCE):
            self._cache.connection.executemany(columns.upsert, rows[start : start + ROWS_AT_ONCE])
            self._cache.reach(CrashPoint.PAGE_ROWS)
        if columns.parent is None:
            self._members.replace(kind, held, members)
        self._cache.execute(
            "DELETE FROM unknown_record WHERE kind = ? AND id IN (SELECT value FROM json_each(?))",
            (kind, listed(record_id for record_id, _ in members)),
        )
        return missing

    def _with_parent(self, parent: tuple[str, str], puts: Sequence[Put]) -> tuple[list[Put], set[str]]:
        """Return those whose parent is held, and the fills of the others' parents.

        A parent that is not held has left meanwhile, and its fill is over at once; or it changed again after this page
        and comes with a later one, and then its children have to come once more.
        """
        name, kind = parent
        ids = {RecordId(str(put.d.get(name))) for put in puts}
        held = self._members.held_ids(kind, ids)
        return [put for put in puts if put.d.get(name) in held], {f"parent:{kind}:{one}" for one in ids - held.keys()}

    def _set_aside(self, put: Put) -> None:
        """Keep what this build does not understand: the cursor never passes what was not stored."""
        self._cache.execute(
            "INSERT INTO unknown_record (kind, id, rev, scopes, payload) VALUES (?, ?, ?, ?, ?)"
            " ON CONFLICT (kind, id) DO UPDATE"
            " SET rev = excluded.rev, scopes = excluded.scopes, payload = excluded.payload",
            (put.e, put.id, put.rev, encode(put.s).decode(), encode(put.d).decode()),
        )

    def _write_fills(self, fills: Sequence[Fill], missing: set[str]) -> None:
        """Note how fills stand. One that is to begin in this page begins, however far the old one had come."""
        begins = missing | {fill.target for fill in fills if not fill.done and not fill.position}
        for fill in fills:
            if fill.target not in begins and fill.done:
                self._members.end_fill(fill.target)
            elif fill.target not in begins:
                self._members.set_fill(fill.target, fill.position)
        for target in begins:
            self._members.set_fill(target, "")
        self._cache.reach(CrashPoint.FILLS_WRITTEN)

    def _ends_reset(self, page: Page) -> bool:
        """Tell whether this page may finish what `begin_anew` began."""
        # Without any scope there is no fill to wait for: the page that says so is the last one already.
        return (bool(page.fills) or page.scopes is not None) and bool(self._cache.meta("sweep"))

    def _sweep(self) -> bool:
        """After a fresh start: remove what no fill has brought back, once all are done."""
        if not self._cache.meta("sweep") or self._members.scopes() is None:
            return False
        if any(target.startswith("scope:") for target, _ in self._members.fills()):
            return False
        for columns in COLUMNS.values():
            for (record_id,) in self._cache.all(f"SELECT id FROM {columns.table} WHERE rev < 0"):  # noqa: S608 - names of ours
                self._members.remove(columns.kind, record_id)
        self._cache.set_meta(sweep="")
        return True

    def _confirm(self, done: Iterable[int], now: datetime) -> None:
        """Move mutations whose effect has come from the outbox to the journal."""
        done = list(done)
        if done:
            self._journal.keep(done, now)
            self._outbox.remove(done)
            self._cache.reach(CrashPoint.ACK_DROPPED)


def check_place(page: Page, at: Cursor) -> Cursor:
    """Return the cursor after `page`, if it follows `at`.

    Raises:
        PageOutOfPlace: It does not.
    """
    after = parse_cursor(page.end.cursor)
    if at == START:
        if page.begin.start != page.begin.head:
            raise PageOutOfPlace("a first page starts at the head")
    elif (page.begin.epoch, page.begin.start) != at:
        raise PageOutOfPlace(f"the page starts at {page.begin.start}, the replica stands at {at.seq}")
    if after.epoch != page.begin.epoch or after.seq < page.begin.start:
        raise PageOutOfPlace("the page's cursor goes back")
    return after
