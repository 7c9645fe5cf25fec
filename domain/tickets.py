"""The life of a ticket: which status may follow which, for whom, and what each step does to its clocks."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

import msgspec

from domain.deadlines import first_response_due, next_response_due
from domain.records import Message, Ticket
from domain.words import CloseReason, Status


class Side(StrEnum):
    """On which side of the counter somebody stands for one ticket."""

    REQUESTER = "requester"
    DESK = "desk"


TRANSITIONS: dict[Status, dict[Status, frozenset[Side]]] = {
    Status.NEW: {
        Status.OPEN: frozenset({Side.DESK}),
        Status.PENDING: frozenset({Side.DESK}),
        Status.ON_HOLD: frozenset({Side.DESK}),
        Status.RESOLVED: frozenset({Side.DESK}),
        Status.CLOSED: frozenset({Side.DESK, Side.REQUESTER}),
    },
    Status.OPEN: {
        Status.PENDING: frozenset({Side.DESK}),
        Status.ON_HOLD: frozenset({Side.DESK}),
        Status.RESOLVED: frozenset({Side.DESK}),
        Status.CLOSED: frozenset({Side.DESK, Side.REQUESTER}),
    },
    Status.PENDING: {
        Status.OPEN: frozenset({Side.DESK, Side.REQUESTER}),
        Status.ON_HOLD: frozenset({Side.DESK}),
        Status.RESOLVED: frozenset({Side.DESK}),
        Status.CLOSED: frozenset({Side.DESK, Side.REQUESTER}),
    },
    Status.ON_HOLD: {
        Status.OPEN: frozenset({Side.DESK}),
        Status.PENDING: frozenset({Side.DESK}),
        Status.RESOLVED: frozenset({Side.DESK}),
        Status.CLOSED: frozenset({Side.DESK, Side.REQUESTER}),
    },
    Status.RESOLVED: {
        Status.OPEN: frozenset({Side.DESK, Side.REQUESTER}),
        Status.CLOSED: frozenset({Side.DESK, Side.REQUESTER}),
    },
    Status.CLOSED: {
        Status.OPEN: frozenset({Side.DESK, Side.REQUESTER}),
    },
}
"""Status to the statuses that may follow it and the sides that may take the step. `new` never comes back."""

REQUESTER_CLOSE_REASONS = frozenset({CloseReason.CONFIRMED, CloseReason.WITHDRAWN})
DONE = frozenset({Status.RESOLVED, Status.CLOSED})
WAITING = frozenset({Status.PENDING, Status.ON_HOLD})
STEPS_MOST, STEP_LONGEST = 60, 500
"""How many things a ticket keeps that were tried, and how many characters each has."""
UNSOLVED = frozenset(Status) - DONE
NOTHING_OWED: dict[str, Any] = {"expected_at": None, "next_update_at": None, "update_every_h": 0}
"""What the fields of a promise are once there is nothing left to promise."""


def may_follow(before: Status, after: Status, side: Side) -> bool:
    """Tell whether a ticket in status `before` may be put into `after` by `side`."""
    return side in TRANSITIONS[before].get(after, frozenset())


def with_status(ticket: Ticket, status: Status, now: datetime, reason: CloseReason | None = None) -> Ticket:
    """Return `ticket` in `status`, with every clock and counter that hangs on it."""
    reopened = ticket.status in DONE and status not in DONE
    return with_deadline(
        msgspec.structs.replace(
            ticket,
            status=status,
            close_reason=reason if status is Status.CLOSED else None,
            reopened_count=ticket.reopened_count + reopened,
            waiting_since=(ticket.waiting_since or now) if status in WAITING else None,
            resolved_at=(ticket.resolved_at or now) if status in DONE else None,
            closed_at=(ticket.closed_at or now) if status is Status.CLOSED else None,
            updated_at=now,
            **(NOTHING_OWED if status in DONE else {}),
        )
    )


def with_message(ticket: Ticket, message: Message, side: Side) -> Ticket:
    """Return `ticket` after a public message: counters, last message, the response clocks, and what was promised."""
    first_due, first_at, next_due = ticket.first_response_due_at, ticket.first_response_at, ticket.next_response_due_at
    update_at = ticket.next_update_at
    if side is Side.DESK:
        every = timedelta(hours=ticket.update_every_h)
        update_at = message.created_at + every if update_at is not None and every else None
        first_at = first_at or message.created_at
        next_due = None
    elif next_due is None and first_at is not None:
        next_due = next_response_due(ticket.priority, message.created_at)
    return with_deadline(
        msgspec.structs.replace(
            ticket,
            message_count=ticket.message_count + 1,
            last_message_id=message.id,
            last_message_at=message.created_at,
            last_message_by=message.author_id,
            first_response_due_at=first_due,
            first_response_at=first_at,
            next_response_due_at=next_due,
            next_update_at=update_at,
            updated_at=message.created_at,
        )
    )


def with_priority_deadlines(ticket: Ticket) -> Ticket:
    """Return `ticket` with the response deadlines its priority asks for."""
    due = first_response_due(ticket.priority, ticket.created_at)
    next_due = ticket.next_response_due_at
    if next_due is not None and ticket.last_message_at is not None:
        next_due = next_response_due(ticket.priority, ticket.last_message_at)
    return with_deadline(msgspec.structs.replace(ticket, first_response_due_at=due, next_response_due_at=next_due))


def with_deadline(ticket: Ticket) -> Ticket:
    """Return `ticket` with `due_at` set to the deadline that runs now.

    First response never pauses; next response is not owed while the ticket waits for others or is done.
    """
    due = None
    if ticket.status not in DONE:
        if ticket.first_response_at is None:
            due = ticket.first_response_due_at
        elif ticket.status not in WAITING:
            due = ticket.next_response_due_at
    return msgspec.structs.replace(ticket, due_at=due)
