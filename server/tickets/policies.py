"""What only the server adds to a mutation: who is told of it. Runs after the mutation, in the same transaction."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from domain.access import sees, store_scope, team_scope
from domain.ids import RecordId
from domain.mutations import Context
from domain.records import Grant, Message, Notification, Rating, Record, Ticket, TicketDesk, TicketEvent
from domain.tickets import DONE
from domain.words import Audience, CheckBack, NotificationKind, Origin, Right
from server.db.store import ServerStore, Touched

URGENCY = (
    NotificationKind.TO_LEAD,
    NotificationKind.MENTION,
    NotificationKind.ASSIGNED,
    NotificationKind.ASKED,
    NotificationKind.ESCALATED,
    NotificationKind.NOTE,
    NotificationKind.REPLY,
    NotificationKind.CHECK_BACK,
    NotificationKind.AWAITED,
    NotificationKind.RATED,
    NotificationKind.REMINDER,
    NotificationKind.WOKE,
    NotificationKind.STATUS,
)
"""One mutation tells one person one of these: the first that applies. What was overwritten is told besides."""
SET_ALSO_BY = {"team": ("escalated", "handed_back")}
"""Field to the rows that say under another name what it has become."""

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
        # A timer acts in the name of whoever set it, and that is whom it is for.
        acts = user_id == context.actor.user_id and context.origin is not Origin.TIMER
        if not acts and _sees(store, user_id, ticket, message):
            store.put(_notification(context, user_id, about, ticket, message))
    for event in _overwriting(changes):
        _tell_loser(store, context, event)


def _news(store: ServerStore, changes: Sequence[Touched]) -> Iterator[News]:
    for _, before, after in changes:
        if isinstance(after, Ticket) and isinstance(before, Ticket):
            yield from _ticket_news(before, after)
        elif isinstance(after, Ticket) and before is None and after.at_store and after.store_id is not None:
            for grant in store.find(Grant, scope=store_scope(after.store_id)):
                yield grant.user_id, NotificationKind.ASKED, after, None
        elif isinstance(after, TicketDesk) and isinstance(before, TicketDesk):
            yield from _desk_news(store, before, after)
        elif isinstance(after, TicketEvent) and before is None:
            yield from _to_lead(store, after) if after.field == "to_lead" else _event_news(store, after)
        elif isinstance(after, Rating):
            yield from _rating_news(store, before, after)
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
    if after.reminder_count > before.reminder_count:
        yield after.requester_id, NotificationKind.AWAITED, after, None
    if after.check_back is CheckBack.ASKED and before.check_back is not CheckBack.ASKED:
        yield after.requester_id, NotificationKind.CHECK_BACK, after, None


def _to_lead(store: ServerStore, event: TicketEvent) -> Iterator[News]:
    ticket = store.get(Ticket, event.ticket_id)
    if ticket is not None and ticket.assignee_id is not None:
        yield ticket.assignee_id, NotificationKind.TO_LEAD, ticket, None


def _rating_news(store: ServerStore, before: Record | None, rating: Rating) -> Iterator[News]:
    """Tell whoever worked on the ticket how it was found, and that the word on it is another one now."""
    ticket = store.get(Ticket, rating.ticket_id)
    is_new = not isinstance(before, Rating) or before.score != rating.score
    if ticket is not None and rating.agent_id is not None and is_new:
        yield rating.agent_id, NotificationKind.RATED, ticket, None


def _desk_news(store: ServerStore, before: TicketDesk, after: TicketDesk) -> Iterator[News]:
    ticket = store.get(Ticket, after.ticket_id)
    if ticket is not None and before.snoozed_at is not None and after.snoozed_at is None and ticket.status not in DONE:
        for user_id in (before.snoozed_by_id, ticket.assignee_id):
            if user_id is not None:
                yield user_id, NotificationKind.WOKE, ticket, None


def _event_news(store: ServerStore, event: TicketEvent) -> Iterator[News]:
    ticket = store.get(Ticket, event.ticket_id) if event.field in {"escalated", "owed", "split"} else None
    if ticket is None:
        return
    if event.field == "split":
        yield ticket.requester_id, NotificationKind.STATUS, ticket, None
        return
    if event.field == "owed":
        desk = store.get(TicketDesk, ticket.id)
        whom = ticket.assignee_id or (desk.remind_id if desk is not None else None)
        if whom is not None:
            yield whom, NotificationKind.REMINDER, ticket, None
    elif ticket.team_id is not None and event.after == ticket.team_id:
        for grant in store.find(Grant, scope=team_scope(ticket.team_id)):
            if not {Right.CHANGE, Right.FULL}.isdisjoint(grant.rights):
                yield grant.user_id, NotificationKind.ESCALATED, ticket, None


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


def _overwriting(changes: Sequence[Touched]) -> list[TicketEvent]:
    """Return the changes of fields whose author had not seen what they replaced."""
    new = (after for _, before, after in changes if before is None and isinstance(after, TicketEvent))
    return [event for event in new if event.expected is not None]


def _tell_loser(store: ServerStore, context: Context, event: TicketEvent) -> None:
    """Tell whoever had set the field that it was overwritten, if they may see the row that says so.

    A store's answer gives a ticket to whoever stands in, and the store has not set anything.
    """
    ticket = store.get(Ticket, event.ticket_id)
    fields = (event.field, *SET_ALSO_BY.get(event.field, ()))
    earlier = [one for field in fields for one in store.find(TicketEvent, ticket_id=event.ticket_id, field=field)]
    setters = [one for one in earlier if one.id != event.id and one.after == event.before]
    if ticket is None or not setters:
        return
    loser = max(setters, key=lambda one: (one.at, one.id)).actor_id
    actor = store.actor(loser)
    if loser != event.actor_id and actor is not None and sees(actor, event, ticket):
        told = _notification(context, loser, NotificationKind.OVERWRITTEN, ticket, None)
        told_id = context.derived_id(f"overwritten/{event.field}/{loser}")
        store.put(replace(told, id=told_id, field=event.field, before=event.before, after=event.after))


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
