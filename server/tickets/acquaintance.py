"""Whoever sees a ticket sees the cards of those who take part in it: its people, and who wrote what everybody reads.

The desk sees every card, and a store those of its people and of the desk. What is left are the meetings of people who
have no store in common: a customer files with a store, an owner follows a ticket of another one, an administrator
without a team answers. They become known where they are met; a card that is known stays known.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from msgspec.structs import replace
from sqlalchemy import Select, bindparam, select, union

from domain.access import DESK, SPACE, card_scopes, store_scope, user_scope
from domain.ids import RecordId, Scope
from domain.records import Message, Ticket, TicketEvent, UserCard
from domain.words import Audience, Permission
from server.db.store import ServerStore, Touched
from server.db.tables import RECORDS, feed_child


def introduce(store: ServerStore, changes: Sequence[Touched]) -> None:
    """Make known whom `changes` bring into a ticket, and all who are in it to whom they let see it."""
    for people, viewers in _meetings(store, changes):
        for user_id in sorted(people):
            card = store.get(UserCard, user_id)
            strange = [scope for scope in sorted(viewers) if card and not _is_known(store, card, scope)]
            if card is None or not strange:
                continue
            actor = store.actor(user_id)
            # Who works for the desk answers many: known to the franchise, once.
            new = {SPACE} if actor is not None and actor.can(Permission.DESK_READ) else set(strange)
            store.put(replace(card, known_to=tuple(sorted({*card.known_to, *new}))))


Meeting = tuple[set[RecordId], set[Scope]]
"""People to be known in scopes through which others see the ticket."""


def _meetings(store: ServerStore, changes: Sequence[Touched]) -> Iterator[Meeting]:
    for _, before, after in changes:
        if isinstance(after, Ticket):
            old = before if isinstance(before, Ticket) else None
            viewers, came = _viewers(after), _viewers(after) - (_viewers(old) if old else set())
            yield _people(after) - (_people(old) if old else set()), viewers
            outsiders = {scope for scope in came if old is not None and not _sees_all_cards(store, scope)}
            if outsiders:
                yield _people(after) | _authors(store, after), outsiders
        elif before is None and isinstance(after, Message | TicketEvent) and after.audience is Audience.PUBLIC:
            ticket = store.get(Ticket, after.ticket_id)
            if ticket is not None:
                yield {_author(after)}, _viewers(ticket)


def _is_known(store: ServerStore, card: UserCard, scope: Scope) -> bool:
    """Tell whether those who see a ticket through `scope` see the card."""
    shared = card_scopes(card)
    # Customers, who do not see the franchise's people, know the desk as one.
    if scope in shared or SPACE in shared:
        return True
    viewer = _viewer(store, scope)
    return viewer is not None and not shared.isdisjoint(viewer)


def _sees_all_cards(store: ServerStore, scope: Scope) -> bool:
    viewer = _viewer(store, scope)
    return viewer is not None and DESK in viewer


def _viewer(store: ServerStore, scope: Scope) -> frozenset[Scope] | None:
    """Return what else somebody sees who sees a ticket for themselves; None for a store: anybody."""
    area, _, name = scope.partition(":")
    if area != "user":
        return None
    actor = store.actor(RecordId(name))
    return frozenset(actor.scopes) if actor else frozenset({DESK})


def _viewers(ticket: Ticket) -> set[Scope]:
    """Return the scopes through which others than the desk see the ticket."""
    place = {store_scope(ticket.store_id)} if ticket.store_id else set()
    return place | {user_scope(user_id) for user_id in _people(ticket)}


def _people(ticket: Ticket) -> set[RecordId]:
    people = {ticket.requester_id, *ticket.follower_ids}
    return people | ({ticket.assignee_id} if ticket.assignee_id else set())


def _authors(store: ServerStore, ticket: Ticket) -> set[RecordId]:
    """Return who has written or done what everybody who sees the ticket reads."""
    wanted = {"space": store.space_id, "ticket": ticket.id}
    return {RecordId(row.person) for row in store.connection.execute(AUTHORS, wanted)}


def _author(child: Message | TicketEvent) -> RecordId:
    return child.author_id if isinstance(child, Message) else child.actor_id


def _written(kind: str, person: str) -> Select[Any]:
    table = RECORDS[kind]
    return (
        select(table.c[person].label("person"))
        .join(feed_child, (feed_child.c.space_id == table.c.space_id) & (feed_child.c.id == table.c.id))
        .where(
            feed_child.c.space_id == bindparam("space"),
            feed_child.c.parent_kind == Ticket.KIND,
            feed_child.c.parent_id == bindparam("ticket"),
            feed_child.c.kind == kind,
            feed_child.c.audience == Audience.PUBLIC.value,
            feed_child.c.gone.is_(False),
        )
    )


AUTHORS = union(_written(Message.KIND, "author_id"), _written(TicketEvent.KIND, "actor_id"))
