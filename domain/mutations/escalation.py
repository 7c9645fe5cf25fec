"""Escalating: up to the team above or to a third party, with a word for whoever takes over; down with an answer.

A ticket that goes up remembers whose it was. Whoever sent it up follows it, as far as it goes.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from msgspec.structs import replace

from domain.errors import MutationRejected, RejectCode
from domain.ids import RecordId
from domain.mutations.absences import may_be_assigned, stand_in
from domain.mutations.on_tickets import TicketArgs, desk_of, record_event, workable
from domain.mutations.registry import Context, RecordStore, checked_text, must_get, mutation
from domain.mutations.reminders import settled
from domain.mutations.snooze import woken
from domain.mutations.stepping import stepped
from domain.mutations.tickets import BODY_LONGEST, WriteMessage, note
from domain.mutations.vendors import Vendor, vendor_text, waiting_for, waits_for_vendor
from domain.records import Escalation, Team, Ticket, TicketDesk
from domain.tickets import DONE, Side, may_follow
from domain.words import Status

LEVELS_MOST = 8
REASON_LONGEST = 500
VENDOR = "vendor"
"""With whom a ticket is that waits for a third party, whatever its team."""


class Handing(TicketArgs, frozen=True, kw_only=True):
    """A ticket changes hands with a word for whoever takes it."""

    GUARDS: ClassVar[tuple[str, ...]] = ("seen_place",)

    message_id: RecordId
    body: str
    """The internal note that goes with it."""
    mention_ids: tuple[RecordId, ...] = ()
    seen_place: str | None = None
    """With whom its author saw it: a team's id, or `vendor`. If somebody has moved it since, it is not moved again."""

    def seen(self, store: RecordStore) -> dict[str, Any]:
        """Override Args.seen: with whom it is."""
        ticket = store.get(Ticket, self.ticket_id)
        return {} if ticket is None else {"seen_place": place_of(ticket, desk_of(store, ticket))}


class Escalate(Handing, frozen=True, kw_only=True):
    """Up: to a third party if one is named, else to a team, which is the one above if none is."""

    reason: str
    team_id: RecordId | None = None
    vendor: str = ""
    vendor_reference: str = ""
    vendor_expected_at: datetime | None = None
    follow_up_at: datetime | None = None


class HandBack(Handing, frozen=True, kw_only=True):
    """Down again, with the answer."""


def place_of(ticket: Ticket, desk: TicketDesk) -> str:
    """Return with whom a ticket is: a team's id, empty for none, or `vendor`."""
    return VENDOR if waits_for_vendor(ticket, desk) else ticket.team_id or ""


@mutation("ticket.escalate")
def escalate(store: RecordStore, context: Context, args: Escalate) -> None:
    """Hand the ticket up, with the reason in its history and a note for whoever takes it."""
    ticket = _movable(store, context, args, "escalated")
    reason = checked_text(args.reason, "reason", longest=REASON_LONGEST)
    _write_note(store, context, ticket, args)
    ticket = must_get(store, Ticket, ticket.id)
    if args.vendor.strip():
        vendor = Vendor(args.vendor, args.vendor_reference, args.vendor_expected_at, args.follow_up_at)
        _to_vendor(store, context, ticket, vendor, reason)
    else:
        _to_team(store, context, ticket, args.team_id, reason)


@mutation("ticket.hand_back")
def hand_back(store: RecordStore, context: Context, args: HandBack) -> None:
    """Hand the ticket down to whom it came from, with the answer as a note."""
    ticket = _movable(store, context, args, "handed_back")
    from_vendor, steps = waits_for_vendor(ticket, desk_of(store, ticket)), desk_of(store, ticket).escalations
    if not from_vendor and not steps:
        raise MutationRejected(RejectCode.ILLEGAL_TRANSITION, before=str(ticket.status), after="handed_back")
    _write_note(store, context, ticket, args)
    ticket = must_get(store, Ticket, ticket.id)
    if from_vendor:
        _from_vendor(store, context, ticket)
    else:
        _down(store, context, ticket, steps[-1])


def _movable(store: RecordStore, context: Context, args: Handing, step: str) -> Ticket:
    """Return the ticket that is to change hands.

    Raises:
        MutationRejected: ILLEGAL_TRANSITION, if it is solved or somebody has moved it meanwhile; GONE; FORBIDDEN.
    """
    ticket = workable(store, context, args)
    place = place_of(ticket, desk_of(store, ticket))
    moved = args.seen_place is not None and args.seen_place != place
    if ticket.status in DONE or moved:
        raise MutationRejected(RejectCode.ILLEGAL_TRANSITION, before=str(ticket.status), after=step, place=place)
    return ticket


def _write_note(store: RecordStore, context: Context, ticket: Ticket, args: Handing) -> None:
    body = checked_text(args.body, "body", longest=BODY_LONGEST)
    written = WriteMessage(ticket_id=ticket.id, message_id=args.message_id, body=body, mention_ids=args.mention_ids)
    note(store, context, written)


def _to_team(store: RecordStore, context: Context, ticket: Ticket, team_id: RecordId | None, reason: str) -> None:
    own = store.get(Team, ticket.team_id) if ticket.team_id else None
    above_id = team_id or (own.escalates_to_id if own is not None else None)
    desk = desk_of(store, ticket)
    if above_id is None or above_id == ticket.team_id or len(desk.escalations) >= LEVELS_MOST:
        raise MutationRejected(RejectCode.INVALID, field="team_id", problem="no team above", most=LEVELS_MOST)
    must_get(store, Team, above_id)
    record_event(store, context, ticket, "escalated", ticket.team_id or "", above_id, reason=reason)
    if ticket.assignee_id is not None:
        record_event(store, context, ticket, "assignee", ticket.assignee_id, "")
    step = Escalation(
        team_id=ticket.team_id, assignee_id=ticket.assignee_id, by_id=context.actor.user_id, reason=reason
    )
    after = _followed(store, context, ticket)
    if ticket.status is Status.NEW:
        # Whoever sends it up has looked at it.
        record_event(store, context, ticket, "status", ticket.status, Status.OPEN)
        after = stepped(store, after, Status.OPEN, context.now)
    store.put(replace(after, team_id=above_id, assignee_id=None, updated_at=context.now))
    store.put(replace(desk, escalations=(*desk.escalations, step)))
    woken(store, context, ticket)


def _followed(store: RecordStore, context: Context, ticket: Ticket) -> Ticket:
    """Return the ticket followed by whoever sends it up and by whoever worked on it: they are told how it goes on."""
    new = {context.actor.user_id, ticket.assignee_id} - {None, *ticket.follower_ids}
    followers = sorted(user_id for user_id in new if user_id is not None)
    for user_id in followers:
        record_event(store, context, ticket, "follower", "", user_id, label=user_id)
    return replace(ticket, follower_ids=tuple(sorted({*ticket.follower_ids, *followers})))


def _to_vendor(store: RecordStore, context: Context, ticket: Ticket, vendor: Vendor, reason: str) -> None:
    before = desk_of(store, ticket)
    desk = waiting_for(context, before, vendor)
    was = vendor_text(before) if waits_for_vendor(ticket, before) else ""
    record_event(store, context, ticket, "escalated", was, vendor_text(desk), reason=reason)
    after = replace(ticket, updated_at=context.now)
    if ticket.assignee_id is None:
        # Somebody has to ask the third party again.
        after = replace(after, assignee_id=context.actor.user_id)
        record_event(store, context, ticket, "assignee", "", context.actor.user_id)
    if ticket.status is not Status.ON_HOLD:
        record_event(store, context, ticket, "status", ticket.status, Status.ON_HOLD)
        after = stepped(store, after, Status.ON_HOLD, context.now)
    store.put(after)
    store.put(desk)
    settled(store, context, ticket.id, new=vendor.follow_up_at)


def _from_vendor(store: RecordStore, context: Context, ticket: Ticket) -> None:
    desk = desk_of(store, ticket)
    record_event(store, context, ticket, "handed_back", vendor_text(desk), "")
    if may_follow(ticket.status, Status.OPEN, Side.DESK):
        record_event(store, context, ticket, "status", ticket.status, Status.OPEN)
        store.put(stepped(store, ticket, Status.OPEN, context.now))
    store.put(replace(desk, vendor="", vendor_reference="", vendor_expected_at=None))
    settled(store, context, ticket.id)


def _down(store: RecordStore, context: Context, ticket: Ticket, step: Escalation) -> None:
    desk = desk_of(store, ticket)
    record_event(store, context, ticket, "handed_back", ticket.team_id or "", step.team_id or "")
    whose = step.assignee_id if step.assignee_id and may_be_assigned(store, step.assignee_id) else None
    if whose is not None and (present := stand_in(store, whose, step.team_id, context.now)) != whose:
        record_event(store, context, ticket, "stand_in", whose, present or "")
        whose = present
    if whose != ticket.assignee_id:
        record_event(store, context, ticket, "assignee", ticket.assignee_id or "", whose or "")
    store.put(replace(ticket, team_id=step.team_id, assignee_id=whose, updated_at=context.now))
    store.put(replace(desk, escalations=desk.escalations[:-1]))
    woken(store, context, ticket)
