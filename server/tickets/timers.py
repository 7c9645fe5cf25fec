"""What is due to tickets by itself, done in the name of whoever let it come to that."""

from __future__ import annotations

from datetime import datetime

from domain.ids import RecordId, derived_id
from domain.mutations.closing import AskBack, Lapse, Remind
from domain.mutations.on_tickets import TicketArgs
from domain.mutations.reminders import RemindDesk
from domain.mutations.snooze import Wake
from domain.records import Ticket, TicketDesk, TicketEvent
from domain.words import Origin
from server.acting import act, operator
from server.db.database import WriteSession
from server.jobs.timers import TimerKind


def _wake(session: WriteSession, ticket_id: RecordId, now: datetime) -> None:
    """Bring a snoozed ticket back, in the name of whoever snoozed it."""
    desk = session.store.get(TicketDesk, ticket_id)
    if desk is not None and desk.snoozed_by_id is not None:
        mutation_id = derived_id(ticket_id, f"woken from {desk.snoozed_at} at {desk.snoozed_until}")
        wake = Wake(ticket_id=ticket_id)
        act(session, operator(desk.snoozed_by_id), "ticket.wake", wake, now, Origin.TIMER, mutation_id)


def _remind(session: WriteSession, ticket_id: RecordId, now: datetime) -> None:
    ticket = session.store.get(Ticket, ticket_id)
    if ticket is not None:
        label = f"reminder {ticket.reminder_count} at {ticket.reminder_at} since {ticket.waiting_since}"
        _act(session, ticket, "ticket.remind", Remind(ticket_id=ticket_id), now, label)


def _remind_desk(session: WriteSession, ticket_id: RecordId, now: datetime) -> None:
    """Remind the desk of what it owes, in the name of whoever promised it."""
    desk = session.store.get(TicketDesk, ticket_id)
    if desk is not None and desk.remind_id is not None:
        mutation_id = derived_id(ticket_id, f"desk reminded at {desk.remind_at}")
        remind = RemindDesk(ticket_id=ticket_id)
        act(session, operator(desk.remind_id), "ticket.remind_desk", remind, now, Origin.TIMER, mutation_id)


def _lapse(session: WriteSession, ticket_id: RecordId, now: datetime) -> None:
    ticket = session.store.get(Ticket, ticket_id)
    if ticket is not None:
        _act(session, ticket, "ticket.lapse", Lapse(ticket_id=ticket_id), now, f"lapsed at {ticket.closes_at}")


def _ask_back(session: WriteSession, ticket_id: RecordId, now: datetime) -> None:
    ticket = session.store.get(Ticket, ticket_id)
    if ticket is not None:
        label = f"checked back at {ticket.check_back_at}"
        _act(session, ticket, "ticket.ask_back", AskBack(ticket_id=ticket_id), now, label)


def _act(session: WriteSession, ticket: Ticket, name: str, args: TicketArgs, now: datetime, label: str) -> None:
    """Do what is due in the name of whoever put the ticket where it stands."""
    steps = session.store.find(TicketEvent, ticket_id=ticket.id, field="status", after=str(ticket.status))
    last = max(steps, key=lambda step: (step.at, step.id), default=None)
    who = last.actor_id if last is not None else ticket.assignee_id or ticket.requester_id
    act(session, operator(who), name, args, now, Origin.TIMER, derived_id(ticket.id, label))


TICKET_TIMERS = (
    TimerKind("ticket.wake", TicketDesk, "snoozed_until", _wake),
    TimerKind("ticket.remind", Ticket, "reminder_at", _remind),
    TimerKind("ticket.remind_desk", TicketDesk, "remind_at", _remind_desk),
    TimerKind("ticket.lapse", Ticket, "closes_at", _lapse),
    TimerKind("ticket.ask_back", Ticket, "check_back_at", _ask_back),
)
