"""What is due to tickets by itself."""

from __future__ import annotations

from datetime import datetime

from domain.ids import RecordId, derived_id
from domain.mutations.snooze import Wake
from domain.records import TicketDesk
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


TICKET_TIMERS = (TimerKind("ticket.wake", TicketDesk, "snoozed_until", _wake),)
