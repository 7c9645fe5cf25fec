"""What happened on one sample ticket, and where it stands after that."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from domain.words import CloseReason, Priority, Status, TicketType


class StepKind(StrEnum):
    """What a step does; each maps to one mutation of tickets."""

    REPLY = "reply"
    NOTE = "note"
    STATUS = "status"
    ASSIGN = "assign"
    PRIORITY = "priority"
    TAG = "tag"
    TEAM = "team"


@dataclass(frozen=True)
class Step:
    """One thing somebody did.

    Attributes:
        actor: Handle of whoever did it.
        text: The message or note, Markdown; a note may name people as `@handle`.
        value: The new status, assignee's handle, priority, tag or team's key.
        mentions: Handles that a note names.
        vendor: With status `on_hold`: who is waited for, under which reference, until when.
    """

    at: datetime
    actor: str
    kind: StepKind
    text: str = ""
    value: str = ""
    close_reason: CloseReason | None = None
    mentions: tuple[str, ...] = ()
    vendor: str = ""
    vendor_reference: str = ""
    expected_at: datetime | None = None


@dataclass(frozen=True)
class TicketScript:
    """A ticket from its filing to the present; team, priority and assignee are those it was filed with."""

    script: str
    locale: str
    store: str
    requester: str
    subject: str
    opening: str
    topic: str
    type: TicketType
    priority: Priority
    team: str
    assignee: str | None
    tags: tuple[str, ...]
    created_at: datetime
    steps: tuple[Step, ...]

    @property
    def outcome(self) -> Outcome:
        return replay(self)

    def until(self, now: datetime) -> TicketScript:
        """The same ticket as it stood at `now`."""
        return replace(self, steps=tuple(step for step in self.steps if step.at <= now))


@dataclass(frozen=True)
class Outcome:
    """Where a ticket stands after some steps."""

    status: Status
    team: str
    priority: Priority
    assignee: str | None = None
    close_reason: CloseReason | None = None
    first_response_at: datetime | None = None
    reopened: int = 0


def replay(ticket: TicketScript, steps: Iterable[Step] | None = None) -> Outcome:
    """Take the steps one by one, by the rules of `domain.mutations.tickets`.

    A ticket that is taken is open, a requester's answer opens a waiting or finished one, another team has no
    assignee yet: such consequences are no steps of their own.
    """
    outcome = Outcome(Status.NEW, ticket.team, ticket.priority, ticket.assignee)
    for step in ticket.steps if steps is None else steps:
        outcome = _after(outcome, step, from_requester=step.actor == ticket.requester)
    return outcome


def _after(outcome: Outcome, step: Step, *, from_requester: bool) -> Outcome:
    match step.kind:
        case StepKind.STATUS:
            return _with_status(outcome, Status(step.value), step.close_reason)
        case StepKind.ASSIGN:
            taken = replace(outcome, assignee=step.value)
            return _with_status(taken, Status.OPEN) if outcome.status is Status.NEW else taken
        case StepKind.TEAM:
            return replace(outcome, team=step.value, assignee=None)
        case StepKind.PRIORITY:
            return replace(outcome, priority=Priority(step.value))
        case StepKind.REPLY if from_requester:
            opens = outcome.status in {Status.PENDING, Status.RESOLVED, Status.CLOSED}
            return _with_status(outcome, Status.OPEN) if opens else outcome
        case StepKind.REPLY:
            return replace(outcome, first_response_at=outcome.first_response_at or step.at)
        case _:
            return outcome


def _with_status(outcome: Outcome, status: Status, reason: CloseReason | None = None) -> Outcome:
    finished = {Status.RESOLVED, Status.CLOSED}
    reopened = outcome.status in finished and status not in finished
    return replace(outcome, status=status, close_reason=reason, reopened=outcome.reopened + reopened)
