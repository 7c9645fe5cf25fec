"""What the desk owes by a time: a word to the requester, asking a third party again. One reminder serves both.

The times stay where they are when they have passed, for everybody to see; only whoever works on the ticket is told,
once a time.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from msgspec.structs import replace

from domain.errors import MutationRejected, RejectCode
from domain.ids import RecordId
from domain.mutations.on_tickets import TicketArgs, desk_of, record_event, workable
from domain.mutations.registry import Context, RecordStore, mutation
from domain.mutations.snooze import woken
from domain.records import Ticket, TicketDesk, in_utc
from domain.words import Status

LONGEST = timedelta(days=366)


class RemindDesk(TicketArgs, frozen=True, kw_only=True):
    """A time has come by which something was owed."""


def checked_time(context: Context, at: datetime | None, field: str) -> datetime | None:
    """Return a time in UTC.

    Raises:
        MutationRejected: INVALID, if it is more than a year away.
    """
    moment = in_utc(at) if at is not None else None
    if moment is not None and moment > context.now + LONGEST:
        raise MutationRejected(RejectCode.INVALID, field=field, days=LONGEST.days)
    return moment


def settled(store: RecordStore, context: Context, ticket_id: RecordId, *, new: datetime | None = None) -> None:
    """Set the reminder to what is owed next, as the ticket stands now.

    On a computer that does not see the desk's side there is nothing to set; the server does it.

    Args:
        store: Has the ticket as the mutation under way leaves it.
        context: Of that mutation.
        ticket_id: The ticket's.
        new: A time that was just promised; one that has passed when it arrives is reminded of at once.
    """
    ticket, desk = store.get(Ticket, ticket_id), store.get(TicketDesk, ticket_id)
    if ticket is None or desk is None:
        return
    follow_up_at = desk.follow_up_at if ticket.status is Status.ON_HOLD else None
    since = min(desk.remind_at or context.now, context.now)
    fresh = in_utc(new) if new is not None else None
    owed = [at for at in (ticket.next_update_at, follow_up_at) if at is not None and (at >= since or at == fresh)]
    after = replace(desk, follow_up_at=follow_up_at, remind_at=min(owed, default=None))
    if after != desk:
        store.put(after)


@mutation("ticket.remind_desk")
def remind_desk(store: RecordStore, context: Context, args: RemindDesk) -> None:
    """Bring what is owed back into sight, and set the reminder to what is owed after it."""
    ticket = workable(store, context, args)
    desk = desk_of(store, ticket)
    due = desk.remind_at
    if due is None or due > context.now:
        return
    owed = {"next_update": ticket.next_update_at, "follow_up": desk.follow_up_at}
    for field, at in owed.items():
        if at is not None and at <= context.now and at >= due:
            record_event(store, context, ticket, "owed", "", field, label=field)
    woken(store, context, ticket)
    later = [at for at in owed.values() if at is not None and at > context.now]
    store.put(replace(desk_of(store, ticket), remind_at=min(later, default=None)))
