"""Snoozing a ticket: out of its team's way until a time comes or its requester answers."""

from __future__ import annotations

from datetime import datetime, timedelta

from msgspec.structs import replace

from domain.errors import MutationRejected, RejectCode
from domain.mutations.on_tickets import TicketArgs, desk_of, record_event, workable
from domain.mutations.registry import Context, RecordStore, mutation
from domain.records import Ticket, TicketDesk, in_utc, time_text
from domain.tickets import DONE

LONGEST = timedelta(days=366)
REASON_LONGEST = 500
UNTIL_ANSWER = "answer"
"""What the history says in place of a time."""


class Snooze(TicketArgs, frozen=True, kw_only=True):
    """Out of sight until then; without a time until the requester answers, which wakes it in any case."""

    until: datetime | None = None
    reason: str = ""


class Wake(TicketArgs, frozen=True, kw_only=True):
    """Back into sight now."""


@mutation("ticket.snooze")
def snooze(store: RecordStore, context: Context, args: Snooze) -> None:
    """Take the ticket out of its team's active views. A time that has passed when it arrives wakes it at once."""
    ticket = workable(store, context, args)
    if ticket.status in DONE:
        raise MutationRejected(RejectCode.ILLEGAL_TRANSITION, before=str(ticket.status), after="snoozed")
    until = in_utc(args.until) if args.until is not None else None
    reason = args.reason.strip()
    if (until is not None and until > context.now + LONGEST) or len(reason) > REASON_LONGEST:
        raise MutationRejected(RejectCode.INVALID, field="until", days=LONGEST.days, longest=REASON_LONGEST)
    desk = desk_of(store, ticket)
    record_event(store, context, ticket, "snooze", _said(desk), _text(until), reason=reason)
    store.put(
        replace(
            desk,
            snoozed_at=context.now,
            snoozed_by_id=context.actor.user_id,
            snoozed_until=until,
            snooze_reason=reason,
        )
    )


@mutation("ticket.wake")
def wake(store: RecordStore, context: Context, args: Wake) -> None:
    """Bring the ticket back; nothing to do if somebody has done so already."""
    woken(store, context, workable(store, context, args))


def woken(store: RecordStore, context: Context, ticket: Ticket) -> None:
    """Bring the ticket back if it is snoozed: what the mutation under way does asks for it.

    On a computer that does not see the desk's side there is nothing to change; the server does it.
    """
    desk = store.get(TicketDesk, ticket.id)
    if desk is None or desk.snoozed_at is None:
        return
    record_event(store, context, ticket, "snooze", _said(desk), "")
    store.put(replace(desk, snoozed_at=None, snoozed_by_id=None, snoozed_until=None, snooze_reason=""))


def _said(desk: TicketDesk) -> str:
    """Return until when it was snoozed, as the history says it; empty if it was not."""
    return "" if desk.snoozed_at is None else _text(desk.snoozed_until)


def _text(until: datetime | None) -> str:
    return UNTIL_ANSWER if until is None else time_text(until)
