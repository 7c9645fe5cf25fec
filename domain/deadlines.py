"""Response deadlines by priority, in calendar hours (the default policy of every space)."""

from __future__ import annotations

from datetime import datetime, timedelta

from domain.words import Priority

RESPONSE_HOURS: dict[Priority, int] = {
    Priority.LOW: 24,
    Priority.NORMAL: 24,
    Priority.HIGH: 4,
    Priority.URGENT: 1,
}
"""24 hours for every priority, unless high or urgent; calendar hours, nights and Sundays included."""


SOON_LEAST = timedelta(minutes=15)
"""A deadline is due soon at least so long before."""


def first_response_due(priority: Priority, created_at: datetime) -> datetime:
    """Return by when the desk owes its first answer. Never pauses."""
    return created_at + timedelta(hours=RESPONSE_HOURS[priority])


def next_response_due(priority: Priority, asked_at: datetime) -> datetime:
    """Return by when the desk owes an answer to a requester's message of `asked_at`."""
    return asked_at + timedelta(hours=RESPONSE_HOURS[priority])


def due_soon_at(priority: Priority, due_at: datetime) -> datetime:
    """Return from when a deadline is due soon: three quarters of its time are used, or a quarter of an hour is left.

    Whichever comes first.
    """
    return due_at - max(timedelta(hours=RESPONSE_HOURS[priority]) / 4, SOON_LEAST)
