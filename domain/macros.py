"""Macros: several things done to a ticket with one gesture. What is kept is a pattern; it is filled in for one ticket.

A pattern's messages are texts by locale with variables (`domain.placeholders`), `assignee_id` may be `me`, and a snooze
lasts some `hours`. Filled in, each step is a mutation of the ticket with all its arguments but the ticket's id.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from domain.ids import RecordId
from domain.placeholders import Gap, expand
from domain.records import MacroStep, time_text

MESSAGES = frozenset({"ticket.reply", "ticket.note"})
ALLOWED = MESSAGES | {
    "ticket.set_status",
    "ticket.set_priority",
    "ticket.set_assignee",
    "ticket.set_team",
    "ticket.set_topic",
    "ticket.set_type",
    "ticket.tag",
    "ticket.add_tasks",
    "ticket.snooze",
    "ticket.help_account",
}
"""What a step may be: what somebody may do to a ticket by hand, too."""
STEPS_MOST = 12
ME = "me"


class FilledIn(NamedTuple):
    """A pattern as it would be done to one ticket.

    Attributes:
        steps: In order.
        gaps: Variables of its messages that have no value here: with any of them it is not run.
    """

    steps: tuple[MacroStep, ...]
    gaps: tuple[Gap, ...]


def filled_in(
    pattern: Sequence[MacroStep],
    *,
    agent_id: RecordId,
    now: datetime,
    locale: str,
    values: Mapping[str, str],
    new_id: Callable[[], RecordId],
) -> FilledIn:
    """Return what `pattern` comes to.

    Args:
        pattern: The steps of a macro.
        agent_id: Who runs it.
        now: What a snooze counts from.
        locale: Of the ticket's requester.
        values: What the variables stand for.
        new_id: Gives ids of messages.
    """
    gaps: list[Gap] = []
    steps = []
    for step in pattern:
        args: dict[str, Any] = dict(step.args)
        if step.name in MESSAGES:
            expansion = expand(_text(args.pop("texts", {}), locale), values)
            gaps += expansion.gaps
            args |= {"message_id": new_id(), "body": expansion.text}
        if args.get("assignee_id") == ME:
            args["assignee_id"] = agent_id
        if "hours" in args:
            args["until"] = time_text(now + timedelta(hours=float(args.pop("hours"))))
        steps.append(MacroStep(name=step.name, args=args, v=step.v))
    return FilledIn(tuple(steps), tuple(gaps))


def _text(texts: Mapping[str, str], locale: str) -> str:
    """Return the text in the locale, else in English, else in whichever there is."""
    return texts.get(locale) or texts.get("en") or next(iter(texts.values()), "")
