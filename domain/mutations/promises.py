"""More time is needed: the requester is told by when, hears of it regularly, and whoever works on it is reminded."""

from __future__ import annotations

from datetime import datetime, timedelta

from msgspec.structs import replace

from domain.errors import MutationRejected, RejectCode
from domain.ids import RecordId
from domain.mutations.on_tickets import TicketArgs, desk_of, record_event, workable
from domain.mutations.registry import Context, RecordStore, must_get, mutation
from domain.mutations.reminders import checked_time, settled
from domain.mutations.tickets import Reply, reply
from domain.records import Ticket, time_text
from domain.tickets import DONE

EVERY_MOST_H = 24 * 31


class Promise(TicketArgs, frozen=True, kw_only=True):
    """What the requester is told, and by when; without any time, what was promised before no longer holds."""

    message_id: RecordId
    body: str = ""
    expected_at: datetime | None = None
    """By when it is expected to be done."""
    next_update_at: datetime | None = None
    """By when they hear of it again, done or not; after `update_every_h`, if only that is given."""
    update_every_h: int = 0


@mutation("ticket.promise")
def promise(store: RecordStore, context: Context, args: Promise) -> None:
    """Tell the requester that it takes longer, and hold the desk to it."""
    before = workable(store, context, args)
    if before.status in DONE:
        raise MutationRejected(RejectCode.ILLEGAL_TRANSITION, before=str(before.status), after="promised")
    if not 0 <= args.update_every_h <= EVERY_MOST_H:
        raise MutationRejected(RejectCode.INVALID, field="update_every_h", most=EVERY_MOST_H)
    expected_at = checked_time(context, args.expected_at, "expected_at")
    update_at = checked_time(context, args.next_update_at, "next_update_at")
    if update_at is None and args.update_every_h:
        update_at = context.now + timedelta(hours=args.update_every_h)
    promises = expected_at is not None or update_at is not None
    if promises or args.body.strip():
        # Nobody is held to what they have not said: a promise goes with a word, and one that is empty is refused.
        reply(store, context, Reply(ticket_id=before.id, message_id=args.message_id, body=args.body))
    ticket = must_get(store, Ticket, before.id)
    for field, was, now in (
        ("expected", before.expected_at, expected_at),
        ("next_update", before.next_update_at, update_at),
    ):
        if was != now:
            record_event(store, context, ticket, field, _text(was), _text(now))
    every = args.update_every_h if update_at is not None else 0
    store.put(replace(ticket, expected_at=expected_at, next_update_at=update_at, update_every_h=every))
    store.put(replace(desk_of(store, ticket), remind_id=context.actor.user_id))
    settled(store, context, ticket.id, new=update_at)


def _text(at: datetime | None) -> str:
    return "" if at is None else time_text(at)
