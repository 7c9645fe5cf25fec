"""Applying a page: rows, memberships, bases, confirmed mutations, fills and cursor become true together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

import msgspec

from domain.access import DESK
from domain.ids import RecordId, Scope
from sync.errors import PageOutOfPlace
from sync.protocol.codec import encode
from sync.protocol.cursor import Cursor
from sync.protocol.pull import Check, Delete, Fill, Out, Put
from sync.replica.acting import ACCESS_KINDS
from sync.replica.cache import Cache, listed
from sync.replica.changes import Changes, RecordKey
from sync.replica.columns import CHILDREN, COLUMNS
from sync.replica.crash_points import CrashPoint
from sync.replica.journal import Journal
from sync.replica.memberships import Memberships
from sync.replica.outbox import Outbox
from sync.replica.page import Page, check_place
from sync.replica.rebase import connected, replay, restore
from sync.replica.repair import DIFFERS, FENCED, Repair
from sync.replica.side_indexes import SideIndexes

ROWS_AT_ONCE = 100


class PageWriter:
    """Applies pages to a cache; every call runs inside one transaction."""

    def __init__(self, cache: Cache, user_id: RecordId) -> None:
        self._cache = cache
        self._user_id = user_id
        self._members = Memberships(cache)
        self._outbox = Outbox(cache)
        self._journal = Journal(cache)
        self.repair = Repair(cache)

    def apply(self, page: Page, now: datetime) -> Changes:
        """Apply a page that follows the cursor; `now` is the server's time.

        Raises:
            PageOutOfPlace: It does not; nothing was changed.
        """
        cursor = check_place(page, self._cursor())
        if page.scopes is None and self._members.scopes() is None:
            # Whoever has not been told what it sees asks for it with every page: this answers another question.
            raise PageOutOfPlace("the page does not say what the user may see")
        self._cache.reach(CrashPoint.PAGE_BEGIN)
        done = self._confirmed(cursor, more=page.end.more)
        losses = page.scopes is not None and bool(self._members.losses(page.scopes.scopes))
        # Scopes decide what the user may do: also those that are new, as long as their role has not come yet.
        everything = page.scopes is not None or self._ends_reset(page) or page.rows_told
        again, changed = self._take_off(page, done, everything=everything)
        anew = self._members.set_scopes(page.scopes.scopes) if page.scopes is not None else set()
        for gone in page.removals:
            changed |= self._remove(gone)
        missing = self._put_all(page)
        changed |= self._hide(page, everything=losses)
        changed |= self._check(page, cursor)
        # A piece of a fill that this very page begins anew is not its progress: it was asked for before.
        self._write_fills([fill for fill in page.fills if fill.target not in anew], missing)
        swept = self._sweep()
        if swept:
            done = self._confirmed(cursor, more=page.end.more)
        self._confirm(done, now)
        changed |= replay(self._cache, self._outbox, again - set(done), self._user_id)
        more = int(page.end.more)
        self._cache.set_meta(epoch=cursor.epoch, seq=cursor.seq, more=more, heard_at=page.begin.server_time)
        if not self._cache.meta("checked_at"):
            self._cache.set_meta(checked_at=page.begin.server_time)
        self._cache.reach(CrashPoint.CURSOR_WRITTEN)
        return Changes(frozenset(changed | page.keys()), losses or swept or page.scopes is not None, bool(done))

    def drop(self, refused: Iterable[int], now: datetime, *, sent: Iterable[int] = ()) -> Changes:
        """Take the refused mutations off the records, and the sent ones as far as their effect has come already.

        Args:
            refused: Numbers in the outbox.
            sent: Numbers of those whose effect has a place in the feed only now.
            now: The server's time.
        """
        done = self._confirmed(self._cursor(), more=self._cache.meta("more") == "1")
        removed = {*refused, *done}
        told = self._outbox.told(sent)
        if not removed | told:
            return Changes(outbox=True)
        footprints = self._outbox.footprints()
        again = connected(footprints, (), removed | told)
        changed = restore(self._cache, again, footprints)
        for n in refused:
            self._outbox.set_footprint(n, {})
        self._confirm(done, now)
        changed |= replay(self._cache, self._outbox, again - removed, self._user_id)
        return Changes(frozenset(changed), outbox=True)

    def begin_anew(self, since: int, epoch: str) -> None:
        """Follow a server that has gone back in time, or has become another one; records and what is pending stay.

        What the server took at `since` or later is pending again: it may have lost it. What came from it later is
        compared and fetched anew; all is, where nobody knows what the histories have in common (`since` is 0).

        Args:
            since: The last sequence that both histories have in common.
            epoch: The server's history.
        """
        footprints = self._outbox.footprints()
        restore(self._cache, footprints, footprints)
        if since and not self._cache.meta("sweep") and not self._cache.value("SELECT 1 FROM segment"):
            for columns in COLUMNS.values():
                self._cache.execute(f"UPDATE {columns.table} SET rev = -rev WHERE rev > ?", (since,))  # noqa: S608 - names of ours
            self._cache.execute("DELETE FROM unknown_record WHERE rev > ?", (since,))
            self._compare_all()
            self._cache.set_meta(epoch="", seq=0, more=0, bound_for=epoch)
        else:
            self._forget_all(bound_for="")
        self._journal.offer_again(since)
        self._outbox.forget_effects()
        replay(self._cache, self._outbox, self._outbox.pending_numbers(), self._user_id)
        self._cache.reach(CrashPoint.EPOCH_RESET)

    def forget_effects(self) -> None:
        """Run all that is pending again as if the server had taken none of it."""
        footprints = self._outbox.footprints()
        restore(self._cache, footprints, footprints)
        self._outbox.forget_effects()
        replay(self._cache, self._outbox, self._outbox.pending_numbers(), self._user_id)

    def fetch_anew(self) -> None:
        """Ask for everything again, because comparing did not help; what is pending stays on top."""
        footprints = self._outbox.footprints()
        restore(self._cache, footprints, footprints)
        self._forget_all(bound_for=self._history())
        replay(self._cache, self._outbox, footprints, self._user_id)

    def begin_reconcile(self) -> None:
        """Go to the head without the changes in between, and compare instead: deletions among them are forgotten."""
        self.repair.begin(FENCED)
        self._cache.set_meta(epoch="", seq=0, more=0, bound_for=self._history())

    def _history(self) -> str:
        """Return the server's history that sequences kept here are of, also while there is no cursor."""
        return self._cache.meta("epoch") or self._cache.meta("bound_for")

    def _forget_all(self, *, bound_for: str) -> None:
        """Ask for everything again; what no fill brings back is swept out once the last one is done.

        Args:
            bound_for: The history that has to answer, because what is pending has its place there; empty for any.
        """
        for columns in COLUMNS.values():
            self._cache.execute(f"UPDATE {columns.table} SET rev = -abs(rev)")  # noqa: S608 - names of ours
        self._cache.execute("DELETE FROM fill")
        self._cache.execute("DELETE FROM segment")
        SideIndexes(self._cache).restore()
        self._cache.execute("DELETE FROM unknown_record")
        self.repair.begin("")
        self._cache.set_meta(epoch="", seq=0, more=0, bound_for=bound_for, scopes="", sweep=1)

    def adopt_unknown(self) -> None:
        """Apply what an older build could not read, below what is pending; what is still unknown stays aside.

        All is compared then: of kinds that it did not know, an older build that skipped a part of the feed at a repair
        has missed what was in there.
        """
        footprints = self._outbox.footprints()
        restore(self._cache, footprints, footprints)
        rows = self._cache.all("SELECT kind, id, rev, scopes, payload FROM unknown_record")
        puts = [
            Put(e=kind, id=record_id, rev=rev, s=tuple(msgspec.json.decode(scopes)), d=msgspec.json.decode(payload))
            for kind, record_id, rev, scopes, payload in rows
        ]
        for kind in COLUMNS:
            self._put_kind(kind, [put for put in puts if put.e == kind])
        replay(self._cache, self._outbox, self._outbox.pending_numbers(), self._user_id)
        self._compare_all()

    def _compare_all(self) -> None:
        """Begin a check of everything; what was fenced off until one is over stays so."""
        self.repair.begin(FENCED if self.repair.is_fenced else DIFFERS)

    def put_records(self, kind: str, puts: Sequence[Put]) -> None:
        """Write records of one kind whose parents, if they have any, are held; unknown ones are kept aside."""
        if kind in COLUMNS:
            self._put_kind(kind, puts)
        else:
            for put in puts:
                self._set_aside(put)

    def _check(self, page: Page, cursor: Cursor) -> set[RecordKey]:
        """Take in what the page says of a check; return what is no longer held."""
        self.repair.told(page.keys())
        if page.checked is None:
            return set()
        if not page.checked.scope:
            # What is in no scope is in no digest.
            gone = self._members.remove_unseen()
            self.repair.take_sums(page.sums, cursor)
            return gone
        gone = self.repair.take_rows(Check(scope=page.checked.scope, last_bytes=page.checked.last_bytes), page.rows)
        self._cache.reach(CrashPoint.ROWS_COMPARED)
        return gone

    def _cursor(self) -> Cursor:
        return Cursor(self._cache.meta("epoch"), int(self._cache.meta("seq", "0")))

    def _confirmed(self, cursor: Cursor, *, more: bool) -> list[int]:
        """Return the sent mutations whose effect a replica that stands at `cursor` shows.

        While there are `more` pages, none for sure: a record that changed again after the effect comes with the page
        of its last change, and until then what the user did would be gone from the screen. Nor while all that came in
        between is still to be compared, or what is of a history before to be replaced.
        """
        if more or self.repair.is_unfinished or self._cache.meta("sweep"):
            return []
        return self._outbox.passed(cursor.seq)

    def _take_off(self, page: Page, done: list[int], *, everything: bool) -> tuple[set[int], set[RecordKey]]:
        """Restore what pending mutations touched if this page may change it; return which of them and which records."""
        touched = page.keys()
        everything = everything or any(kind in ACCESS_KINDS for kind, _ in touched)
        if not (everything or done or self._outbox.touching(touched)):
            return set(), set()
        footprints = self._outbox.footprints()
        if everything:
            # Those too that have read nothing, because their author was not allowed to.
            again = self._outbox.pending_numbers()
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
        held = columns.held(self._cache.connection, listed(put.id for put in puts))
        rows: list[list[Any]] = []
        members: list[tuple[RecordId, tuple[Scope, ...]]] = []
        for put in puts:
            known = held[put.id][columns.REV] if put.id in held else -2
            if put.rev > known:
                try:
                    rows.append(columns.row(put.d, put.rev))
                except msgspec.ValidationError:
                    self._set_aside(put)
                    continue
            if put.rev >= known:
                members.append((put.id, put.s))
        for start in range(0, len(rows), ROWS_AT_ONCE):
            columns.write(self._cache.connection, rows[start : start + ROWS_AT_ONCE], held)
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
        and comes with a later one, and then its children have to come once more. During a repair it may have been in a
        part of the feed that was skipped: then comparing brings it with its children, and begins when no fill is left.
        """
        name, kind = parent
        ids = {RecordId(str(put.d.get(name))) for put in puts}
        held = self._members.held_ids(kind, ids)
        absent = set() if self._cache.meta("repair") else ids - held.keys()
        return [put for put in puts if put.d.get(name) in held], {f"parent:{kind}:{one}" for one in absent}

    def _set_aside(self, put: Put) -> None:
        """Keep what this build does not understand: the cursor never passes what was not stored."""
        self._cache.execute(
            "INSERT INTO unknown_record (kind, id, rev, scopes, payload) VALUES (?, ?, ?, ?, ?)"
            " ON CONFLICT (kind, id) DO UPDATE"
            " SET rev = excluded.rev, scopes = excluded.scopes, payload = excluded.payload",
            (put.e, put.id, put.rev, encode(put.s).decode(), encode(put.d).decode()),
        )

    def _write_fills(self, fills: Sequence[Fill], missing: set[str]) -> None:
        """Note how fills stand. One that is to begin in this page begins, however far the old one had come.

        What goes on from another place than this fill has come to answers an older request: taken for progress, it
        would leave out what lies between.
        """
        begins = missing | {fill.target for fill in fills if not fill.done and not fill.position}
        for fill in fills:
            elsewhere = fill.after is not None and fill.after != self._members.fill_position(fill.target)
            if fill.target in begins or elsewhere:
                continue
            if fill.done:
                self._members.end_fill(fill.target)
            else:
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
            # What came back in a form that this build cannot read is set aside, beside what it could read.
            seen = "sight_id IS NOT NULL" if columns.parent is None else "1"
            sql = (
                "SELECT id, EXISTS (SELECT 1 FROM unknown_record u WHERE u.kind = ? AND u.id = r.id) AS aside,"  # noqa: S608 - names of ours
                f" {seen} AS seen FROM {columns.table} r WHERE rev < 0"
            )
            for record_id, aside, seen in self._cache.all(sql, (columns.kind,)):
                if not (aside and seen):
                    self._members.remove(columns.kind, record_id, but_aside=bool(aside))
        self._cache.set_meta(sweep="")
        return True

    def _confirm(self, done: Iterable[int], now: datetime) -> None:
        """Move mutations whose effect has come from the outbox to the journal."""
        done = list(done)
        if done:
            self._journal.keep(done, now)
            self._outbox.remove(done)
            self._cache.reach(CrashPoint.ACK_DROPPED)
