"""The tickets at the top of the demo's queue: their ages are counted back from the present, whatever the hour."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from demo.content.scripts import Line, ProblemScript, Variant, fresh_scripts, required
from demo.content.steps import Step, StepKind, TicketScript, replay
from demo.content.timeline import mentions_in
from demo.content.topics import TOPICS_BY_KEY
from domain.words import Priority, Status, TicketType

_STATUS_AFTER = {"?": Status.PENDING, "#": Status.ON_HOLD, "!": Status.RESOLVED}


def fresh_tickets(now: datetime) -> list[TicketScript]:
    """The queue of this morning, as of `now`."""
    return [_ticket(script, variant, now) for script in fresh_scripts() for variant in script.variants.values()]


def _ticket(script: ProblemScript, variant: Variant, now: datetime) -> TicketScript:
    opening, *rest = variant.lines
    ticket = TicketScript(
        script=script.key,
        locale=variant.locale,
        store=required(script.fields, "store", script.key),
        requester=required(script.fields, "requester", script.key),
        subject=variant.subject,
        opening=opening.text,
        topic=script.topic,
        type=TicketType(script.fields["type"]),
        priority=Priority(script.fields["priority"]),
        team=TOPICS_BY_KEY[script.topic].team,
        assignee=None,
        tags=script.tags,
        created_at=_moment(opening, now),
        steps=(),
    )
    for line in rest:
        ticket = replace(ticket, steps=(*ticket.steps, *_steps(script, variant, ticket, line, now)))
    return ticket


def _steps(
    script: ProblemScript, variant: Variant, ticket: TicketScript, line: Line, now: datetime
) -> tuple[Step, ...]:
    at = _moment(line, now)
    if line.who == "open":
        return (Step(at, line.text, StepKind.ASSIGN, value=line.text),)
    if line.who == "team":
        return (Step(at, replay(ticket).assignee or ticket.requester, StepKind.TEAM, value=line.text),)
    assignee = replay(ticket).assignee or ticket.requester
    actor = line.speaker or (ticket.requester if line.who == "c" else assignee)
    if line.who in {"n", "l"}:
        return (Step(at, actor, StepKind.NOTE, text=line.text, mentions=mentions_in(line.text)),)
    reply = Step(at, actor, StepKind.REPLY, text=line.text)
    if line.outcome not in _STATUS_AFTER:
        return (reply,)
    status = Step(at, actor, StepKind.STATUS, value=_STATUS_AFTER[line.outcome])
    if line.outcome == "#":
        reference = next(word for word in line.text.split() if word.startswith("RW-")).strip(".,;")
        status = replace(
            status,
            vendor=script.vendor(variant.locale),
            vendor_reference=reference,
            expected_at=now + timedelta(hours=1 if ticket.priority is Priority.URGENT else 26),
        )
    return (reply, status)


def _moment(line: Line, now: datetime) -> datetime:
    if line.minutes is None:
        raise ValueError(f"a fresh line needs its age (@minutes): {line.text}")
    return now - timedelta(minutes=line.minutes)
