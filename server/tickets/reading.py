"""What is read of tickets: the list, and one with its conversation. All that is told was asked of `domain.access`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from domain.access import SPACE, Actor, audience_of, sees
from domain.ids import RecordId
from domain.judging import Judge, Looker, facts_of
from domain.records import Message, R, Record, Store, Team, Ticket, TicketDesk, TicketEvent, Topic, UserCard, View
from domain.text.analysis import primary_language
from domain.views import Query, Unreadable, query_of
from domain.words import Audience
from server.authentication import AuthenticatedUser
from server.db.database import Database, ReadSession
from server.db.reading import RecordReader
from server.errors import forbidden, malformed, not_found
from server.search import index as search
from server.search.index import Asked, SearchIndex
from server.tickets import queries
from server.tickets.conditions import is_known
from server.tickets.listing import NAMED, After, Order, Sorting, Wanted, order_of_view
from server.tickets.queries import Place
from server.tickets.wire import Conversation, TicketPage

LOOKED_AT = 500
"""Tickets that are read at once while words are looked for in their texts, …"""
LOOKED_AT_MOST = 5_000
"""… and for one page."""
SEARCHED_MOST = 200
"""Hits that are looked at: several messages of one ticket are one ticket."""
BY_MOMENT = Sorting(Order.CREATED, descending=True)
"""How the place of a message is written down."""
NO_TICKET = "there is no such ticket, or it is not for you to see"


class Asker(NamedTuple):
    """Who asks: what they may see, how conditions mean them, and in which language they read."""

    actor: Actor
    looker: Looker
    locale: str


def list_tickets(
    database: Database, index: SearchIndex, user: AuthenticatedUser, wanted: Wanted, now: datetime
) -> TicketPage:
    """Return the tickets that are asked for, of those the user sees.

    Raises:
        Refused: 400, an order by names the user does not know; 403, the account is not active; 404, no such view.
        StorageError: Busy.
    """
    with database.read(user.space_id) as session:
        asker = asker_of(session, user)
        view = _view(session, asker.actor, wanted.view_id) if wanted.view_id else None
        asked = [wanted.query, *([_asked_by(view)] if view else [])]
        if wanted.words:
            return _found(session, index, asker, wanted, asked, now)
        sorting = wanted.sorting or (order_of_view(view) if view else Sorting())
        if sorting.order in NAMED and SPACE not in asker.actor.scopes:
            raise malformed(f"you do not see the names that tickets would be ordered by: leave {sorting.order} out")
        shown, behind = _page(session, asker, asked, now, sorting, wanted)
        more = After(*behind).text(sorting) if behind else ""
        return TicketPage(tickets=tuple(shown), names=names_in(session, asker, shown), next=more)


def _page(
    session: ReadSession, asker: Asker, asked: Sequence[Query], now: datetime, sorting: Sorting, wanted: Wanted
) -> tuple[list[Ticket], Place | None]:
    """Return the tickets of a page, and the place behind which the next one begins if there may be one.

    Where SQL cannot say all that is asked, what it finds is judged one by one; a page then ends, full or not, when a
    good many have been looked at.
    """
    found: list[tuple[Place, Ticket]] = []
    judged = not all(map(is_known, asked))
    after, at_once, looked_at = wanted.after, wanted.limit + 1, 0
    while True:
        some = queries.places(
            session.connection, session.space_id, asker.actor, asked, asker.looker, now, sorting, after, at_once
        )
        there = {ticket.id: ticket for ticket in queries.tickets_at(session, [place.id for place in some])}
        seen = [ticket for ticket in there.values() if sees(asker.actor, ticket)]
        shown = _judged(session, asker, asked, seen, now) if judged else {ticket.id for ticket in seen}
        found += [(place, there[place.id]) for place in some if place.id in shown]
        looked_at += len(some)
        if len(found) > wanted.limit:
            return [ticket for _, ticket in found[: wanted.limit]], found[wanted.limit - 1][0]
        if len(some) < at_once or looked_at >= LOOKED_AT_MOST:
            return [ticket for _, ticket in found], some[-1] if len(some) == at_once else None
        after, at_once = After(*some[-1]), LOOKED_AT


def _judged(
    session: ReadSession, asker: Asker, asked: Sequence[Query], tickets: Sequence[Ticket], now: datetime
) -> set[RecordId]:
    """Return those of the tickets that every query holds for whoever asks."""
    judge = Judge(dict(enumerate(asked)), asker.looker)
    inside = [ticket.id for ticket in tickets if audience_of(ticket, asker.actor) is Audience.INTERNAL]
    desks = session.get_many(TicketDesk, inside)
    every = (1 << len(asked)) - 1
    return {ticket.id for ticket in tickets if judge.judge(facts_of(ticket, desks.get(ticket.id)), now)[0] == every}


def _found(
    session: ReadSession, index: SearchIndex, asker: Asker, wanted: Wanted, asked: Sequence[Query], now: datetime
) -> TicketPage:
    """Return the best tickets for the words, those of which only a message matches included."""
    actor, language = asker.actor, primary_language(asker.locale)
    searched = Asked(typed=wanted.words, kinds=(Ticket.KIND, Message.KIND), limit=SEARCHED_MOST, language=language)
    found = search.search(index, session.connection, session.space_id, actor, searched)
    messages = session.get_many(Message, [hit.id for hit in found.hits if hit.kind == Message.KIND])
    best: dict[RecordId, Message | None] = {}
    for hit in found.hits:
        message = messages.get(hit.id)
        ticket_id = hit.id if hit.kind == Ticket.KIND else message and message.ticket_id
        if ticket_id:
            best.setdefault(ticket_id, message)
    seen = [
        ticket
        for ticket in queries.tickets_at(session, list(best))
        # A hit in a message counts for whoever sees that message, and nobody else.
        if sees(actor, ticket) and ((message := best[ticket.id]) is None or sees(actor, message, ticket))
    ]
    if any(query.tests for query in asked):
        held = _judged(session, asker, asked, seen, now)
        seen = [ticket for ticket in seen if ticket.id in held]
    shown = seen[: wanted.limit]
    return TicketPage(tickets=tuple(shown), names=names_in(session, asker, shown), corrected=found.corrected)


def conversation(
    database: Database, user: AuthenticatedUser, ticket_id: RecordId, before: After | None, limit: int
) -> Conversation:
    """Return a ticket with its latest messages, or with those before a place.

    Raises:
        Refused: 403, the account is not active; 404, no such ticket that the user sees.
        StorageError: Busy.
    """
    with database.read(user.space_id) as session:
        asker = asker_of(session, user)
        actor = asker.actor
        ticket = session.get(Ticket, ticket_id)
        if ticket is None or not sees(actor, ticket):
            raise not_found(NO_TICKET)
        internal = audience_of(ticket, actor) is Audience.INTERNAL
        latest = queries.messages_before(session, ticket_id, before, limit + 1, internal=internal)
        messages = tuple(message for message in reversed(latest[:limit]) if sees(actor, message, ticket))
        more = len(latest) > limit
        since = messages[0].created_at if more and messages else None
        until = before.key if before is not None and isinstance(before.key, datetime) else None
        events = queries.events_between(session, ticket_id, since, until, internal=internal)
        events = [event for event in events if sees(actor, event, ticket)]
        files = queries.attachments_of(session, [message.id for message in messages])
        desk = session.get(TicketDesk, ticket_id) if internal else None
        return Conversation(
            ticket=ticket,
            desk=desk,
            messages=messages,
            events=tuple(events),
            attachments=tuple(file for file in files if sees(actor, file, ticket)),
            names=names_in(session, asker, [ticket, *messages, *events]),
            earlier=After(messages[0].created_at, messages[0].id).text(BY_MOMENT) if more and messages else "",
        )


def asker_of(session: ReadSession, user: AuthenticatedUser) -> Asker:
    """Return who asks; theirs are the teams whose tickets they see.

    Raises:
        Refused: 403, the account is not active.
    """
    actor = session.actor(user.user_id)
    card = session.get(UserCard, user.user_id)
    if actor is None or card is None or not actor.scopes:
        raise forbidden("the account is not active")
    return Asker(actor, Looker(actor.user_id, teams_seen(actor)), card.locale)


def teams_seen(actor: Actor) -> frozenset[str]:
    """Return the teams whose tickets the actor sees."""
    return frozenset(scope.partition(":")[2] for scope in actor.scopes if scope.startswith("team:"))


def _view(reader: RecordReader, actor: Actor, view_id: RecordId) -> View:
    view = reader.get(View, view_id)
    if view is None or not view.active or not sees(actor, view):
        raise not_found("there is no such view, or it is not for you to use")
    return view


def _asked_by(view: View) -> Query:
    try:
        return query_of(view.conditions)
    except Unreadable as error:
        raise malformed(f"this server does not understand what the view asks ({error}): update it") from error


def names_in(reader: RecordReader, asker: Asker, records: Iterable[Record]) -> dict[str, str]:
    """Return what the records that `records` name are called, as far as the asker sees them."""
    people: set[RecordId | None] = set()
    stores: set[RecordId | None] = set()
    teams: set[RecordId | None] = set()
    topics: set[RecordId | None] = set()
    for record in records:
        match record:
            case Ticket():
                people.update((record.requester_id, record.assignee_id, *record.follower_ids))
                stores.add(record.store_id)
                teams.add(record.team_id)
                topics.add(record.topic_id)
            case Message():
                people.update((record.author_id, *record.mention_ids))
            case TicketEvent():
                people.add(record.actor_id)
            case _:
                pass
    cards = _seen(reader, asker.actor, UserCard, people)
    names: dict[str, str] = {card.id: card.name for card in cards}
    names |= {store.id: store.name for store in _seen(reader, asker.actor, Store, stores)}
    names |= {team.id: team.name for team in _seen(reader, asker.actor, Team, teams)}
    for topic in _seen(reader, asker.actor, Topic, topics):
        names[topic.id] = topic.names.get(primary_language(asker.locale)) or topic.names.get("en") or topic.key
    return names


def _seen(reader: RecordReader, actor: Actor, kind: type[R], ids: Iterable[RecordId | None]) -> Sequence[R]:
    wanted = [one for one in ids if one]
    # Whoever does not see the franchise's names sees none of its stores, teams and topics.
    if not wanted or (kind is not UserCard and SPACE not in actor.scopes):
        return ()
    return [record for record in reader.get_many(kind, wanted).values() if sees(actor, record)]
