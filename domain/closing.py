"""How a ticket comes to its end: reminders and closing by itself, asking later whether it works, and the rating.

Every time that is due by itself stands on the ticket, so that both sides read it before it comes, also without a line.
Who answers in time stops it. Nothing of it happens outside the store's opening hours.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from msgspec.structs import replace

from domain.errors import MutationRejected, RejectCode
from domain.ids import RecordId, derived_id
from domain.opening import Opening, next_open
from domain.records import ClosingPolicy, Ticket
from domain.tickets import DONE
from domain.words import CheckBack, CloseReason, Status

POLICY_ID = derived_id("01900000-0000-7000-8000-000000000000", "closing_policy")
"""A space has one policy, or none: then the defaults hold."""
DEFAULT = ClosingPolicy(id=POLICY_ID)
DAYS_MOST = 365
REMINDERS_MOST = 5
SHARE_LEFT = 0.75
"""A reminder that came late, as the server was away, leaves at least that share of the time it was to leave."""
SCORES = range(1, 6)
SATISFIED = 4
"""From this score on."""
REOPENINGS_MOST = 2
"""Whoever says for the second time that it is not solved is heard by the team's lead."""
UNCHECKED = frozenset({CloseReason.WITHDRAWN, CloseReason.DUPLICATE, CloseReason.MERGED, CloseReason.SPAM})
"""Closed so, nobody is asked whether it works, nor how it was."""


def planned(ticket: Ticket, policy: ClosingPolicy, opening: Opening, now: datetime) -> Ticket:
    """Return `ticket` with what is due by itself from `now` on in the status that it has: a wait begins."""
    reminder_at = closes_at = None
    if ticket.status is Status.PENDING:
        reminder_at = _after(now, policy.reminder_days[0], opening) if policy.reminder_days else None
        closes_at = _after(now, policy.close_days, opening)
    elif ticket.status is Status.RESOLVED:
        closes_at = _after(now, policy.confirm_days, opening)
    return replace(ticket, reminder_at=reminder_at, reminder_count=0, closes_at=closes_at)


def checked_back(ticket: Ticket, days: int, opening: Opening, now: datetime) -> Ticket:
    """Return `ticket`, just put into its status, with the question whether it works: planned, kept or dropped."""
    if ticket.status not in DONE or ticket.close_reason in UNCHECKED:
        return replace(ticket, check_back=None, check_back_at=None)
    if ticket.status is Status.RESOLVED:
        at = _after(now, days, opening)
        return replace(ticket, check_back=CheckBack.PLANNED if at else None, check_back_at=at)
    return ticket


def reminded(ticket: Ticket, policy: ClosingPolicy, opening: Opening, now: datetime) -> Ticket:
    """Return `ticket` after a reminder at `now`: when the next one is due, and when it closes."""
    days, count = policy.reminder_days, ticket.reminder_count + 1
    so_far = days[min(count, len(days)) - 1] if days else 0
    reminder_at = _after(now, days[count] - so_far, opening) if count < len(days) else None
    closes_at = ticket.closes_at
    if closes_at is not None:
        left = timedelta(days=max(policy.close_days - so_far, 1)) * SHARE_LEFT
        closes_at = max(closes_at, next_open(now + left, opening))
    return replace(ticket, reminder_at=reminder_at, reminder_count=count, closes_at=closes_at)


def rate_until(ticket: Ticket, policy: ClosingPolicy) -> datetime | None:
    """Return until when its requester may say how it was, and change that; None while nothing is solved."""
    return ticket.resolved_at + timedelta(days=policy.rating_days) if ticket.resolved_at is not None else None


def checked_policy(policy: ClosingPolicy) -> ClosingPolicy:
    """Return `policy`.

    Raises:
        MutationRejected: INVALID, if its days do not follow one another, or it is another space's idea of one.
    """
    days = policy.reminder_days
    rising = all(before < after for before, after in zip((0, *days), days, strict=False))
    before_end = not days or not policy.close_days or days[-1] < policy.close_days
    within = all(0 <= one <= DAYS_MOST for one in (*days, policy.close_days, policy.confirm_days, policy.rating_days))
    if policy.id != POLICY_ID or not (rising and before_end and within) or len(days) > REMINDERS_MOST:
        raise MutationRejected(RejectCode.INVALID, field="closing_policy", days=DAYS_MOST, reminders=REMINDERS_MOST)
    return policy


def rating_id(ticket_id: RecordId) -> RecordId:
    """Return the id of a ticket's rating: it has one, whoever makes it and wherever."""
    return derived_id(ticket_id, "rating")


def _after(now: datetime, days: int, opening: Opening) -> datetime | None:
    """Return the time so many days later at which the store is open; None for none."""
    return next_open(now + timedelta(days=days), opening) if days else None
