"""Statements over tickets and what hangs on them: pages by key, of what an actor sees.

Where somebody sees tickets through few scopes, the first of each are read along its own index and merged; where through
many, one index of the whole space is walked. Either way a page costs what it shows, not what there is.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, and_, case, func, literal, or_, select, tuple_, union

from domain.access import Actor, user_scope
from domain.ids import RecordId, SpaceId
from domain.judging import Looker
from domain.records import Attachment, Message, Ticket, TicketEvent
from domain.views import Query
from domain.words import Audience, Permission, Priority, Status
from server.db.reading import RecordReader
from server.db.tables import RECORDS, feed
from server.tickets.conditions import TICKET, clause
from server.tickets.listing import After, Key, Order, Sorting
from sync.protocol.tables import record_of

MERGED_MOST = 6
"""Up to so many scopes have an index walked for each of them."""
STATUSES = tuple(Status)
PRIORITIES = tuple(reversed(Priority))
"""Both in the order in which lists have them."""


class Place(NamedTuple):
    """A ticket's place in an order."""

    key: Key | None
    id: RecordId


class Branch(NamedTuple):
    """Tickets that somebody sees in one way: which, and whether with the desk's side."""

    which: ColumnElement[bool]
    internal: bool


def places(
    connection: Connection,
    space_id: SpaceId,
    actor: Actor,
    queries: Sequence[Query],
    looker: Looker,
    now: datetime,
    sorting: Sorting,
    after: After | None,
    limit: int,
) -> list[Place]:
    """Return the first `limit` places behind `after` of tickets that the actor sees and all queries may hold.

    Words in texts are not looked at: whoever asks for those looks at what is found (`server.tickets.conditions`).
    """
    dialect = connection.dialect.name
    branches = [
        and_(
            TICKET.space_id == space_id,
            branch.which,
            *(clause(query, looker, now, dialect, internal=branch.internal) for query in queries),
        )
        for branch in _branches(actor, space_id)
    ]
    key = _key(sorting.order)
    found: list[Place] = []
    if after is None or after.key is not None:
        found += _section(connection, branches, key, sorting, after, limit, empty=False)
    if len(found) < limit and sorting.order in OPTIONAL:
        behind = after if after is not None and after.key is None else None
        found += _section(connection, branches, key, sorting, behind, limit - len(found), empty=True)
    return found


OPTIONAL = frozenset(Order) - {
    Order.SUBJECT, Order.STATUS, Order.PRIORITY, Order.CREATED, Order.UPDATED, Order.MESSAGES,
}  # fmt: skip
"""Orders in which some tickets have no value."""


def _branches(actor: Actor, space_id: SpaceId) -> list[Branch]:
    """Return the ways in which the actor sees tickets; see `domain.access.scopes_of`."""
    teams = sorted(scope.partition(":")[2] for scope in actor.scopes if scope.startswith("team:"))
    stores = sorted(scope.partition(":")[2] for scope in actor.scopes if scope.startswith("store:"))
    own = TICKET.id.in_(
        select(feed.c.id).where(
            feed.c.space_id == space_id,
            feed.c.scope == user_scope(actor.user_id),
            feed.c.kind == Ticket.KIND,
            feed.c.gone.is_(False),
        )
    )
    desk = actor.can(Permission.DESK_READ)
    if len(teams) + len(stores) <= MERGED_MOST:
        return [
            *(Branch(TICKET.team_id == team_id, internal=True) for team_id in teams),
            *(Branch(TICKET.store_id == store_id, internal=False) for store_id in stores),
            Branch(own, internal=desk),
        ]
    inside = [TICKET.team_id.in_(teams)] if teams else []
    outside = [TICKET.store_id.in_(stores)] if stores else []
    (inside if desk else outside).append(own)
    return [Branch(or_(*which), internal) for which, internal in ((inside, True), (outside, False)) if which]


def _section(
    connection: Connection,
    branches: Sequence[ColumnElement[bool]],
    key: ColumnElement[Any],
    sorting: Sorting,
    after: After | None,
    limit: int,
    *,
    empty: bool,
) -> list[Place]:
    """Return places of tickets that have a value, or of those that have none."""
    at, own = (literal(None) if empty else key).label("place"), TICKET.id
    bounds: list[ColumnElement[bool]] = [key.is_(None)] if empty else []
    if not empty and sorting.order in OPTIONAL:
        bounds.append(key.is_not(None))
    if after is not None:
        here, there = (own, literal(after.id, own.type)) if empty else (
            tuple_(key, own), tuple_(literal(after.key, key.type), literal(after.id, own.type)))  # fmt: skip
        bounds.append(here < there if sorting.descending else here > there)

    def turned(column: ColumnElement[Any]) -> ColumnElement[Any]:
        return column.desc() if sorting.descending else column.asc()

    ordering = [turned(own)] if empty else [turned(key), turned(own)]
    parts = [select(at, own).where(which, *bounds).order_by(*ordering).limit(limit) for which in branches]
    statement: Select[Any] = parts[0]
    if len(parts) > 1:
        # A union keeps one of what is seen in several ways.
        merged = union(*(select(part.subquery()) for part in parts)).subquery()
        columns = [merged.c.id] if empty else [merged.c.place, merged.c.id]
        statement = select(merged).order_by(*map(turned, columns)).limit(limit)
    return [Place(row[0], row[1]) for row in connection.execute(statement)]


def _key(order: Order) -> ColumnElement[Any]:
    """Return what tickets are ordered by."""
    match order:
        case Order.NUMBER:
            return TICKET.number
        case Order.SUBJECT:
            return func.lower(TICKET.subject)
        case Order.STATUS:
            return _rank(TICKET.status, STATUSES)
        case Order.PRIORITY:
            return _rank(TICKET.priority, PRIORITIES)
        case Order.STORE | Order.TEAM:
            return _named(str(order), TICKET[f"{order}_id"])
        case Order.REQUESTER | Order.ASSIGNEE:
            return _named("user_card", TICKET[f"{order}_id"])
        case Order.TOPIC:
            topic = RECORDS["topic"].c
            here = (topic.space_id == TICKET.space_id, topic.id == TICKET.topic_id)
            return select(topic.position).where(*here).scalar_subquery()
        case Order.MESSAGES:
            return TICKET.message_count
        case _:
            return TICKET[f"{order}_at"]


def _rank(column: ColumnElement[Any], words: Sequence[str]) -> ColumnElement[Any]:
    return case({str(word): place for place, word in enumerate(words)}, value=column, else_=len(words))


def _named(kind: str, column: ColumnElement[Any]) -> ColumnElement[Any]:
    named = RECORDS[kind].c
    here = (named.space_id == TICKET.space_id, named.id == column)
    return select(func.lower(named.name)).where(*here).scalar_subquery()


def tickets_at(reader: RecordReader, found: Sequence[RecordId]) -> list[Ticket]:
    """Return the tickets of those ids, in that order; those that are not there are left out."""
    there = reader.get_many(Ticket, found)
    return [there[ticket_id] for ticket_id in found if ticket_id in there]


MESSAGE = RECORDS["message"]
EVENT = RECORDS["ticket_event"]
ATTACHMENT = RECORDS["attachment"]


def messages_before(
    reader: RecordReader, ticket_id: RecordId, before: After | None, limit: int, *, internal: bool
) -> list[Message]:
    """Return the latest messages of a ticket, the latest first: before a place, if one is given."""
    columns = MESSAGE.c
    which = [columns.space_id == reader.space_id, columns.ticket_id == ticket_id]
    if not internal:
        which.append(columns.audience == Audience.PUBLIC.value)
    if before is not None:
        there = tuple_(literal(before.key, columns.created_at.type), literal(before.id, columns.id.type))
        which.append(tuple_(columns.created_at, columns.id) < there)
    statement = select(MESSAGE).where(*which).order_by(columns.created_at.desc(), columns.id.desc()).limit(limit)
    return [record_of(Message, row) for row in reader.connection.execute(statement).mappings()]  # type: ignore[arg-type]


def events_between(
    reader: RecordReader, ticket_id: RecordId, since: datetime | None, until: datetime | None, *, internal: bool
) -> list[TicketEvent]:
    """Return what was changed from a moment on and before another, the earliest first."""
    columns = EVENT.c
    which = [columns.space_id == reader.space_id, columns.ticket_id == ticket_id]
    if not internal:
        which.append(columns.audience == Audience.PUBLIC.value)
    if since is not None:
        which.append(columns.at >= since)
    if until is not None:
        which.append(columns.at < until)
    statement = select(EVENT).where(*which).order_by(columns.at, columns.id)
    return [record_of(TicketEvent, row) for row in reader.connection.execute(statement).mappings()]  # type: ignore[arg-type]


def attachments_of(reader: RecordReader, message_ids: Collection[RecordId]) -> list[Attachment]:
    """Return the files of messages."""
    if not message_ids:
        return []
    columns = ATTACHMENT.c
    which = (columns.space_id == reader.space_id, columns.message_id.in_(message_ids))
    statement = select(ATTACHMENT).where(*which).order_by(columns.id)
    return [record_of(Attachment, row) for row in reader.connection.execute(statement).mappings()]  # type: ignore[arg-type]
