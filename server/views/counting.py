"""Keeps the counts of views in step with the tickets: in the transaction that changes one, as time passes, and anew.

A view that is new or asks something else is counted ticket by ticket, in the order of their ids, some at a time:
`through` says how far. What comes before it is kept in step from then on; what comes after will be counted. The
counts of a space are true up to the transaction that it notes: should anybody write without them, all is counted anew.
"""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

import msgspec
from sqlalchemy import Connection

from domain.ids import RecordId, SpaceId
from domain.records import LATEST, Ticket, TicketDesk, View
from domain.views import Query, Unreadable, query_of
from server.background import Work, in_thread
from server.db.database import Database
from server.db.reading import RecordReader
from server.db.store import Touched
from server.views import queries
from server.views.facets import FOR_EVER, Counted, Judges, Numbers, Sighted, add, asked_by, is_same
from server.views.queries import LAST_ID, CountedView

TOGETHER_MOST = 300
"""Tickets that are counted for new views in one transaction: some dozen milliseconds of the space's lock."""
LOOK_EVERY_S = 2.0
ALL = -1
"""As a mask: every view."""


class Known(NamedTuple):
    """The counted views of a space, as of one version of them."""

    version: int
    judges: Judges

    def counted(self, ticket_id: RecordId) -> int:
        """Return in which views a ticket is counted, a bit each."""
        return sum(1 << place for place, view in enumerate(self.judges.views) if ticket_id <= view.through)


class Change(NamedTuple):
    """A ticket before and after a transaction; None where it was not, or is no more."""

    id: RecordId
    before: Sighted | None
    after: Sighted | None


class Counts:
    """The counts of one process: remembers what the views ask. For any thread; writes under the space's lock.

    Args:
        database: Whose transactions are followed.
        clock: Tells the time.
    """

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock
        self._known: dict[SpaceId, Known] = {}

    def follow(self) -> None:
        """Have every transaction of the database bring its changes into the counts."""
        self._database.on_written(self._written)

    def known(self, connection: Connection, space_id: SpaceId, version: int) -> Known:
        """Return the views that are counted, as of that version."""
        known = self._known.get(space_id)
        if known is None or known.version != version:
            views = sorted(queries.counted_views(connection, space_id).items())
            known = Known(version, Judges(tuple(_counted(*item) for item in views)))
            self._known[space_id] = known
        return known

    def _written(self, connection: Connection, space_id: SpaceId, touched: Sequence[Touched]) -> None:
        state = queries.state_of(connection, space_id)
        views = [change for change in touched if change.key[0] == View.KIND]
        if state.version is None and not views:
            return
        version = state.version or 0
        if state.seq is not None and state.seq != state.head - 1:
            # Left as it is: whoever counts next sees the gap, and begins anew.
            return
        known = self.known(connection, space_id, version)
        changes = _changes(RecordReader(connection, space_id), touched, known)
        self._count(connection, space_id, known, changes)
        if views and _take_views(connection, space_id, views):
            version = _new_version()
        queries.note_counted(connection, space_id, version, state.head)
        if version != state.version:
            # A small space is counted at once.
            self._count_on(connection, space_id)

    def _count(self, connection: Connection, space_id: SpaceId, known: Known, changes: Sequence[Change]) -> None:
        """Bring changes of tickets into the counts."""
        judges = known.judges
        if not changes or not judges.views:
            return
        now = self._clock()
        turns = queries.turns_of(connection, space_id, [change.id for change in changes]) if judges.is_timed else {}
        numbers: Numbers = Counter()
        turning: dict[RecordId, tuple[datetime, datetime | None]] = {}
        for ticket_id, before, after in changes:
            turn, among, at = turns.get(ticket_id), known.counted(ticket_id), LATEST
            is_at = max(now, turn.as_of) if turn else now
            if before is not None:
                # What never turns again stands as it will for ever, whatever the clock of whoever counted it.
                shown = judges.shown(before, turn.as_of if turn else FOR_EVER)
                add(numbers, judges, before.ticket, shown, among, sign=-1)
            if after is not None:
                shown = judges.shown(after, is_at)
                add(numbers, judges, after.ticket, shown, among, sign=1)
                at = shown.turn
            if turn is not None or at < LATEST:
                turning[ticket_id] = (is_at, at if at < LATEST else None)
        queries.add_counts(connection, space_id, numbers)
        queries.set_turns(connection, space_id, turning)

    def count_on(self, space_id: SpaceId) -> bool:
        """Count some more of what is not counted yet, and what has turned; tell whether there is more to do.

        Raises:
            StorageError: Busy or full.
        """
        now = self._clock()
        with self._database.snapshot() as connection:
            state = queries.state_of(connection, space_id)
            reader = RecordReader(connection, space_id)
            kept = queries.counted_views(connection, space_id)
            there = _asked(reader)
            whole = there == {view_id: counted.asked for view_id, counted in kept.items()}
            is_behind = state.seq != state.head and bool(there or kept)
            unfinished = any(counted.through != LAST_ID for counted in kept.values())
            has_turned = bool(queries.turned(connection, space_id, now, 1))
        if whole and not is_behind and not unfinished and not has_turned:
            return False
        with self._database.write(space_id) as session:
            connection = session.connection
            state = queries.state_of(connection, space_id)
            version = state.version or 0
            if state.seq != state.head or not whole:
                version = _new_version()
                _begin_anew(RecordReader(connection, space_id), gap=state.seq != state.head)
                queries.note_counted(connection, space_id, version, state.head)
            known = self.known(connection, space_id, version)
            more = self._turn(connection, space_id, known, now)
            return self._count_on(connection, space_id) or more

    def _count_on(self, connection: Connection, space_id: SpaceId) -> bool:
        """Count the next tickets for those views that are furthest behind; tell whether there are more."""
        state = queries.state_of(connection, space_id)
        known = self.known(connection, space_id, state.version or 0)
        behind = [view for view in known.judges.views if view.through != LAST_ID]
        if not behind:
            return False
        start = min(view.through for view in behind)
        views = [view for view in behind if view.through == start]
        found = queries.tickets_after(connection, space_id, start, TOGETHER_MOST)
        reader = RecordReader(connection, space_id)
        self._add(connection, space_id, views, _sighted(reader, found))
        through = found[-1] if len(found) == TOGETHER_MOST else LAST_ID
        queries.counted_through(connection, space_id, [view.id for view in views], through)
        queries.note_counted(connection, space_id, _new_version(), state.head)
        return through != LAST_ID or len(behind) > len(views)

    def _add(
        self, connection: Connection, space_id: SpaceId, views: Sequence[Counted], tickets: Mapping[RecordId, Sighted]
    ) -> None:
        """Count tickets for views for the first time."""
        now, judges = self._clock(), Judges(tuple(views))
        numbers: Numbers = Counter()
        turns = queries.turns_of(connection, space_id, list(tickets))
        turning: dict[RecordId, tuple[datetime, datetime | None]] = {}
        for ticket_id, sighted in tickets.items():
            turn = turns.get(ticket_id)
            at = turn.as_of if turn else now
            shown = judges.shown(sighted, at)
            add(numbers, judges, sighted.ticket, shown, ALL, sign=1)
            if shown.turn < LATEST and (turn is None or shown.turn < turn.at):
                turning[ticket_id] = (at, shown.turn)
        queries.add_counts(connection, space_id, numbers)
        queries.set_turns(connection, space_id, turning)

    def _turn(self, connection: Connection, space_id: SpaceId, known: Known, now: datetime) -> bool:
        """Bring what time has changed into the counts, some of it; tell whether there may be more."""
        turned = queries.turned(connection, space_id, now, TOGETHER_MOST)
        tickets = _sighted(RecordReader(connection, space_id), [turn.ticket_id for turn in turned])
        numbers: Numbers = Counter()
        turning: dict[RecordId, tuple[datetime, datetime | None]] = {}
        for turn in turned:
            sighted, at = tickets.get(turn.ticket_id), LATEST
            if sighted is not None:
                among, judges = known.counted(turn.ticket_id), known.judges
                add(numbers, judges, sighted.ticket, judges.shown(sighted, turn.as_of), among, sign=-1)
                shown = judges.shown(sighted, now)
                add(numbers, judges, sighted.ticket, shown, among, sign=1)
                at = shown.turn
            turning[turn.ticket_id] = (now, at if at < LATEST else None)
        queries.add_counts(connection, space_id, numbers)
        queries.set_turns(connection, space_id, turning)
        return len(turned) == TOGETHER_MOST

    def as_they_come(self) -> Work:
        """Return the work of counting what is not counted; several processes may do so at once."""

        def count_some() -> bool:
            # Every space, also where another one has more to do.
            return any([self.count_on(space_id) for space_id in self._database.heads()])

        async def work() -> float:
            return 0.0 if await in_thread(count_some) else LOOK_EVERY_S

        return work


def _new_version() -> int:
    """Return what names the counted views from now on: never what an undone transaction had named others."""
    return secrets.randbits(52) + 1


def _counted(view_id: RecordId, kept: CountedView) -> Counted:
    return Counted(view_id, msgspec.json.decode(kept.asked, type=Query), kept.through)


def _asked(reader: RecordReader) -> dict[RecordId, str]:
    """Return what every view asks, as text; those are left out that this build does not understand."""
    return {view.id: asked for view in reader.find(View, active=True) if (asked := _asked_of(view)) is not None}


def _asked_of(view: View) -> str | None:
    try:
        return asked_by(query_of(view.conditions))
    except Unreadable:
        return None


def _take_views(connection: Connection, space_id: SpaceId, changes: Sequence[Touched]) -> bool:
    """Begin to count views that are new or ask something else, forget those that are gone; tell whether any is."""
    kept = queries.counted_views(connection, space_id)
    found = False
    for change in changes:
        view_id, view = change.key[1], change.after
        asked = _asked_of(view) if isinstance(view, View) and view.active else None
        if asked is None:
            found = found or view_id in kept
            queries.drop_view(connection, space_id, view_id)
        elif view_id not in kept or kept[view_id].asked != asked:
            queries.begin_view(connection, space_id, view_id, asked)
            found = True
    return found


def _begin_anew(reader: RecordReader, *, gap: bool) -> None:
    """Have counted what was written while nobody counted: everything after a `gap`, else views that differ."""
    there = _asked(reader)
    kept = queries.counted_views(reader.connection, reader.space_id)
    for view_id in kept.keys() - there.keys():
        queries.drop_view(reader.connection, reader.space_id, view_id)
    for view_id, asked in there.items():
        if view_id not in kept or kept[view_id].asked != asked:
            queries.begin_view(reader.connection, reader.space_id, view_id, asked)
    if gap:
        queries.drop_counts(reader.connection, reader.space_id)


def _changes(reader: RecordReader, touched: Sequence[Touched], known: Known) -> list[Change]:
    """Return the tickets that a transaction changed, or whose desk's side it did, as they were and as they are."""
    tickets = {change.key[1]: change for change in touched if change.key[0] == Ticket.KIND}
    desk_changes = touched if known.judges.asks_desk else ()
    desks = {change.key[1]: change for change in desk_changes if change.key[0] == TicketDesk.KIND}
    if not tickets and not desks:
        return []
    other_tickets = reader.get_many(Ticket, list(desks.keys() - tickets.keys()))
    other_desks = reader.get_many(TicketDesk, list(tickets.keys() - desks.keys())) if known.judges.asks_desk else {}
    found = []
    for ticket_id in sorted(tickets.keys() | desks.keys()):
        same = other_tickets.get(ticket_id)
        before, after = tickets[ticket_id][1:] if ticket_id in tickets else (same, same)
        desk = other_desks.get(ticket_id)
        desk_before, desk_after = desks[ticket_id][1:] if ticket_id in desks else (desk, desk)
        pairs = _pair(before, desk_before), _pair(after, desk_after)
        if pairs[0] is None or pairs[1] is None or not is_same(pairs[0], pairs[1]):
            found.append(Change(ticket_id, *pairs))
    return found


def _pair(ticket: object, desk: object) -> Sighted | None:
    if not isinstance(ticket, Ticket):
        return None
    return Sighted(ticket, desk if isinstance(desk, TicketDesk) else None)


def _sighted(reader: RecordReader, ticket_ids: Sequence[RecordId]) -> dict[RecordId, Sighted]:
    tickets = reader.get_many(Ticket, ticket_ids)
    desks = reader.get_many(TicketDesk, ticket_ids)
    return {ticket_id: Sighted(ticket, desks.get(ticket_id)) for ticket_id, ticket in tickets.items()}


def recount(database: Database, space_id: SpaceId, clock: Callable[[], datetime]) -> None:
    """Count every view of a space anew, to the end.

    Raises:
        StorageError: Busy or full; what is not counted yet is counted by the server.
    """
    with database.write(space_id) as session:
        queries.drop_counts(session.connection, space_id)
        queries.note_counted(session.connection, space_id, _new_version(), session.head().seq)
    counts = Counts(database, clock)
    while counts.count_on(space_id):
        pass


def differing(database: Database, space_id: SpaceId) -> dict[RecordId, int]:
    """Return the views whose counts are not what the tickets come to, and in how many numbers they differ.

    Tickets that turn are counted as of when they were counted; a view that is being counted is left aside.
    """
    with database.read(space_id) as reader:
        state = queries.state_of(reader.connection, space_id)
        if state.seq != state.head:
            return {}
        views = [_counted(*item) for item in queries.counted_views(reader.connection, space_id).items()]
        judges = Judges(tuple(view for view in views if view.through == LAST_ID))
        stored: Numbers = Counter(queries.stored_counts(reader.connection, space_id))
        wanted: Numbers = Counter()
        after = RecordId("")
        while found := queries.tickets_after(reader.connection, space_id, after, TOGETHER_MOST):
            turns = queries.turns_of(reader.connection, space_id, found)
            for ticket_id, sighted in _sighted(reader, found).items():
                at = turns[ticket_id].as_of if ticket_id in turns else FOR_EVER
                add(wanted, judges, sighted.ticket, judges.shown(sighted, at), ALL, sign=1)
            after = found[-1]
    counted = {view.id for view in judges.views}
    differ: Counter[RecordId] = Counter()
    for key in stored.keys() | wanted.keys():
        if key[0] in counted and stored[key] != wanted[key]:
            differ[key[0]] += 1
    return dict(differ)
