"""Calling a colleague into a ticket by name: they are told, and follow it from then on."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from domain.access import Action, may
from domain.ids import RecordId
from domain.mutations.on_tickets import record_event
from domain.mutations.registry import Context, RecordStore
from domain.records import Role, Ticket, UserCard
from domain.words import Permission


def called(store: RecordStore, user_ids: Iterable[RecordId]) -> tuple[RecordId, ...]:
    """Return those of the people who are there and read for the desk; nobody else is called into a ticket by name."""
    return tuple(sorted(user_id for user_id in set(user_ids) if _reads_for_desk(store, user_id)))


def with_followers(store: RecordStore, ticket: Ticket, context: Context, user_ids: Iterable[RecordId]) -> Ticket:
    """Return the ticket followed by those who were called, if the actor may add followers at all."""
    if not may(context.actor, Action.WORK, ticket):
        return ticket
    new = set(user_ids) - {context.actor.user_id, ticket.assignee_id, *ticket.follower_ids}
    for user_id in sorted(new):
        record_event(store, context, ticket, "follower", "", user_id, label=user_id)
    return replace(ticket, follower_ids=tuple(sorted({*ticket.follower_ids, *new}))) if new else ticket


def _reads_for_desk(store: RecordStore, user_id: RecordId) -> bool:
    card = store.get(UserCard, user_id)
    role = store.get(Role, card.role_id) if card is not None and card.active else None
    return role is not None and Permission.DESK_READ in role.permissions
