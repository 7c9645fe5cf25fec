"""What only the server adds to a mutation: who is told of it. Runs after the mutation, in the same transaction."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from domain.access import sees
from domain.ids import RecordId
from domain.mutations import Context
from domain.records import Message, Notification, Record, Ticket
from domain.words import Audience, NotificationKind
from server.db.store import ServerStore, Touched

URGENCY = (
    NotificationKind.MENTION,
    NotificationKind.ASSIGNED,
    NotificationKind.NOTE,
    NotificationKind.REPLY,
    NotificationKind.STATUS,
)
"""One mutation tells one person one thing: the first of these that applies."""

News = tuple[RecordId, NotificationKind, Ticket, Message | None]
"""Whom, what, about which ticket and message."""


def notify(store: ServerStore, context: Context, changes: Sequence[Touched]) -> None:
    """Tell everybody concerned what `changes` bring: never the one who acts, only those who may see it."""
    told: dict[RecordId, News] = {}
    for news in _news(store, changes):
        user_id, about, _, _ = news
        known = told.get(user_id)
        if known is None or URGENCY.index(about) < URGENCY.index(known[1]):
            told[user_id] = news
    for user_id, (_, about, ticket, message) in sorted(told.items()):
        if user_id != context.actor.user_id and _sees(store, user_id, ticket, message):
            store.put(_notification(context, user_id, about, ticket, message))


def _news(store: ServerStore, changes: Sequence[Touched]) -> Iterator[News]:
    for _, before, after in changes:
        if isinstance(after, Ticket) and isinstance(before, Ticket):
            yield from _ticket_news(before, after)
        elif isinstance(after, Message) and before is None:
            ticket = store.get(Ticket, after.ticket_id)
            # The first message is the ticket itself: it is news to a queue, not to a person.
            if ticket is not None and not _is_new(ticket.id, changes):
                yield from _message_news(ticket, after)


def _ticket_news(before: Ticket, after: Ticket) -> Iterator[News]:
    if after.assignee_id and after.assignee_id != before.assignee_id:
        yield after.assignee_id, NotificationKind.ASSIGNED, after, None
    if after.status is not before.status:
        for user_id in _concerned(after):
            yield user_id, NotificationKind.STATUS, after, None


def _message_news(ticket: Ticket, message: Message) -> Iterator[News]:
    for user_id in message.mention_ids:
        yield user_id, NotificationKind.MENTION, ticket, message
    about = NotificationKind.REPLY if message.audience is Audience.PUBLIC else NotificationKind.NOTE
    for user_id in _concerned(ticket):
        yield user_id, about, ticket, message


def _concerned(ticket: Ticket) -> Iterator[RecordId]:
    yield ticket.requester_id
    if ticket.assignee_id:
        yield ticket.assignee_id
    yield from ticket.follower_ids


def _is_new(ticket_id: RecordId, changes: Sequence[Touched]) -> bool:
    return any(change.key == (Ticket.KIND, ticket_id) and change.before is None for change in changes)


def _sees(store: ServerStore, user_id: RecordId, ticket: Ticket, message: Message | None) -> bool:
    """Tell whether the user may see what the notification is about, message included."""
    actor = store.actor(user_id)
    if actor is None:
        return False
    record: Record = message or ticket
    return sees(actor, record, ticket if message else None)


def _notification(
    context: Context, user_id: RecordId, about: NotificationKind, ticket: Ticket, message: Message | None
) -> Notification:
    return Notification(
        id=context.derived_id(f"notification/{user_id}"),
        user_id=user_id,
        about=about,
        actor_id=context.actor.user_id,
        at=context.now,
        ticket_id=ticket.id,
        message_id=message.id if message else None,
    )
