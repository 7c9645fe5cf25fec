"""Every statement over the counts of views."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, Table, and_, bindparam, delete, func, insert, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from domain.access import Actor
from domain.ids import RecordId, SpaceId
from domain.words import Permission
from server.db.tables import RECORDS, space_head
from server.views.facets import Facet, Kind
from server.views.tables import counted_space, counted_view, ticket_turn, view_count

LAST_ID = RecordId("ffffffff-ffff-ffff-ffff-ffffffffffff")
"""Through here a view is counted whole."""
NO_ID = RecordId("")
ROWS_AT_ONCE = 500


class State(NamedTuple):
    """How far a space is counted, and where it stands; `version` is None before anything was counted."""

    version: int | None
    seq: int | None
    head: int


class CountedView(NamedTuple):
    """What is counted of a view: what it asks as text, and through which ticket."""

    asked: str
    through: RecordId


class Turning(NamedTuple):
    """A ticket whose place in some view passes with time."""

    ticket_id: RecordId
    as_of: datetime
    at: datetime


STATE = (
    select(counted_space.c.version, counted_space.c.seq, space_head.c.seq)
    .select_from(space_head.outerjoin(counted_space, counted_space.c.space_id == space_head.c.space_id))
    .where(space_head.c.space_id == bindparam("space"))
)
DIALECTS = {"postgresql": postgresql, "sqlite": sqlite}


def _upsert(table: Table, dialect: str, *names: str, adding: str = "") -> Any:
    """Return the statement that writes rows whose keys may be there: `names` anew, `adding` to what is there."""
    statement = DIALECTS[dialect].insert(table)
    fresh: dict[str, Any] = {name: statement.excluded[name] for name in names}
    if adding:
        fresh[adding] = table.c[adding] + statement.excluded[adding]
    return statement.on_conflict_do_update(index_elements=list(table.primary_key), set_=fresh)


ADD = {name: _upsert(view_count, name, adding="count") for name in DIALECTS}
NOTE = {name: _upsert(counted_space, name, "version", "seq") for name in DIALECTS}
SET_TURN = {name: _upsert(ticket_turn, name, "as_of", "at") for name in DIALECTS}


def state_of(connection: Connection, space_id: SpaceId) -> State:
    """Return how far the space is counted."""
    return State(*connection.execute(STATE, {"space": space_id}).one())


def note_counted(connection: Connection, space_id: SpaceId, version: int, seq: int) -> None:
    """Note that the counts are true up to a transaction."""
    row = {"space_id": space_id, "version": version, "seq": seq}
    connection.execute(NOTE[connection.dialect.name], row)


def counted_views(connection: Connection, space_id: SpaceId) -> dict[RecordId, CountedView]:
    """Return the views that are counted, by id."""
    columns = (counted_view.c.view_id, counted_view.c.asked, counted_view.c.through)
    rows = connection.execute(select(*columns).where(counted_view.c.space_id == space_id))
    return {RecordId(view_id): CountedView(asked, RecordId(through)) for view_id, asked, through in rows}


def begin_view(connection: Connection, space_id: SpaceId, view_id: RecordId, asked: str) -> None:
    """Have a view counted from the beginning."""
    drop_view(connection, space_id, view_id)
    row = {"space_id": space_id, "view_id": view_id, "asked": asked, "through": NO_ID}
    connection.execute(insert(counted_view).values(**row))


def drop_view(connection: Connection, space_id: SpaceId, view_id: RecordId) -> None:
    """Forget what is known of a view."""
    for table in (view_count, counted_view):
        connection.execute(delete(table).where(table.c.space_id == space_id, table.c.view_id == view_id))


def drop_counts(connection: Connection, space_id: SpaceId) -> None:
    """Begin anew for every view of a space."""
    for table in (view_count, ticket_turn):
        connection.execute(delete(table).where(table.c.space_id == space_id))
    connection.execute(update(counted_view).where(counted_view.c.space_id == space_id).values(through=NO_ID))


def counted_through(connection: Connection, space_id: SpaceId, view_ids: Collection[RecordId], through: str) -> None:
    """Note through which ticket views are counted."""
    which = (counted_view.c.space_id == space_id, counted_view.c.view_id.in_(view_ids))
    connection.execute(update(counted_view).where(*which).values(through=through))


def add_counts(connection: Connection, space_id: SpaceId, numbers: Mapping[tuple[RecordId, Facet], int]) -> None:
    """Add to the counts, in one order for everybody."""
    rows = [
        {
            "space_id": space_id,
            "kind": str(facet.kind),
            "holder_id": facet.holder_id,
            "view_id": view_id,
            "team_id": facet.team_id,
            "store_id": facet.store_id,
            "count": number,
        }
        for (view_id, facet), number in sorted(numbers.items())
        if number
    ]
    if rows:
        connection.execute(ADD[connection.dialect.name], rows)


def turns_of(connection: Connection, space_id: SpaceId, ticket_ids: Sequence[RecordId]) -> dict[RecordId, Turning]:
    """Return those of the tickets that turn, by id."""
    found: dict[RecordId, Turning] = {}
    columns = (ticket_turn.c.ticket_id, ticket_turn.c.as_of, ticket_turn.c.at)
    for start in range(0, len(ticket_ids), ROWS_AT_ONCE):
        some = ticket_ids[start : start + ROWS_AT_ONCE]
        rows = connection.execute(
            select(*columns).where(ticket_turn.c.space_id == space_id, ticket_turn.c.ticket_id.in_(some))
        )
        found |= {row.ticket_id: Turning(*row) for row in rows}
    return found


def turned(connection: Connection, space_id: SpaceId, now: datetime, most: int | None = None) -> list[Turning]:
    """Return the tickets that have turned since they were counted, the first first."""
    columns = (ticket_turn.c.ticket_id, ticket_turn.c.as_of, ticket_turn.c.at)
    which = (ticket_turn.c.space_id == space_id, ticket_turn.c.at <= now)
    rows = connection.execute(select(*columns).where(*which).order_by(ticket_turn.c.at).limit(most))
    return [Turning(*row) for row in rows]


def set_turns(
    connection: Connection, space_id: SpaceId, turns: Mapping[RecordId, tuple[datetime, datetime | None]]
) -> None:
    """Note when tickets turn next: id to (as of when they are counted, when; None for never again)."""
    dropped = [{"in_space": space_id, "of_ticket": ticket_id} for ticket_id, (_, at) in turns.items() if at is None]
    if dropped:
        which = (ticket_turn.c.space_id == bindparam("in_space"), ticket_turn.c.ticket_id == bindparam("of_ticket"))
        connection.execute(delete(ticket_turn).where(*which), dropped)
    rows = [
        {"space_id": space_id, "ticket_id": ticket_id, "as_of": as_of, "at": at}
        for ticket_id, (as_of, at) in turns.items()
        if at is not None
    ]
    if rows:
        connection.execute(SET_TURN[connection.dialect.name], rows)


def tickets_after(connection: Connection, space_id: SpaceId, after: RecordId, most: int) -> list[RecordId]:
    """Return the ids of the next tickets in the order of their ids."""
    columns = RECORDS["ticket"].c
    which = (columns.space_id == space_id, columns.id > after)
    return list(connection.scalars(select(columns.id).where(*which).order_by(columns.id).limit(most)))


def sums_for(connection: Connection, space_id: SpaceId, actor: Actor) -> dict[RecordId, int]:
    """Return what every view shows the actor, as it is counted: see `server.views.facets`."""
    teams = sorted(scope.partition(":")[2] for scope in actor.scopes if scope.startswith("team:"))
    stores = sorted(scope.partition(":")[2] for scope in actor.scopes if scope.startswith("store:"))
    rows = view_count.c
    me, beside = rows.holder_id == actor.user_id, rows.team_id.not_in(teams)
    parts = [
        and_(rows.kind == Kind.USER.value, me, beside, rows.store_id.not_in(stores)),
        and_(rows.kind == Kind.ME.value, me, beside),
    ]
    if actor.can(Permission.DESK_READ):
        parts.append(and_(rows.kind == Kind.DESK.value, me, beside))
    if stores:
        parts.append(and_(rows.kind == Kind.STORE.value, rows.holder_id.in_(stores), beside))
    if teams:
        parts.append(and_(rows.kind == Kind.TEAM.value, rows.holder_id.in_(teams)))
        parts.append(and_(rows.kind == Kind.OURS.value, me, rows.team_id.in_(teams)))
    sums = select(rows.view_id, func.sum(rows["count"])).where(rows.space_id == space_id, or_(*parts))
    return {RecordId(view_id): int(number) for view_id, number in connection.execute(sums.group_by(rows.view_id))}


def stored_counts(connection: Connection, space_id: SpaceId) -> dict[tuple[RecordId, Facet], int]:
    """Return every number that is not 0."""
    rows = view_count.c
    statement = select(rows.view_id, rows.kind, rows.holder_id, rows.team_id, rows.store_id, rows["count"]).where(
        rows.space_id == space_id, rows["count"] != 0
    )
    return {
        (RecordId(view_id), Facet(Kind(kind), holder, team, store)): number
        for view_id, kind, holder, team, store, number in connection.execute(statement)
    }


def spaces_counted(connection: Connection) -> Iterable[SpaceId]:
    """Return every space."""
    return [SpaceId(space_id) for space_id in connection.scalars(select(space_head.c.space_id))]
