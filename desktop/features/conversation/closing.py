"""The end of a ticket, as either side brings it about: solving, confirming, saying what is wrong, rating."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from PySide6.QtCore import QObject

from desktop.background.operations import WriteOp
from desktop.shell import moments
from desktop.shell.workspace import Workspace
from sync.replica.reading import closing as reading
from sync.replica.reading import waiting
from sync.replica.reading.closing import RatingRow
from sync.replica.reading.rows import TicketHead

NOT_SOLVED, RATING, RESOLVE, WITHDRAW = "not_solved", "rating", "resolve", "withdraw"
"""What is written in a panel, and kept as it is typed."""
DONE = ("resolved", "closed")
UNRATED = frozenset({"withdrawn", "duplicate", "merged", "spam"})
"""Closed so, nobody is asked how it was (`domain.closing.UNCHECKED`)."""


def draft_key(what: str, ticket_id: str) -> str:
    """Under which the words of a panel are kept."""
    return f"{what}:{ticket_id}"


def kept(work: Workspace, draft: str) -> str:
    """Read what was typed into a panel and not done."""
    row = waiting.draft(work.reader, draft)
    return row.body if row is not None else ""


def is_asked(head: TicketHead) -> bool:
    """Whether its requester is asked now whether they can work again."""
    return head.check_back == "asked"


def confirm(work: Workspace, parent: QObject, head: TicketHead) -> WriteOp[None]:
    """Say that it works."""
    if is_asked(head):
        return work.mutate(parent, "ticket.answer_back", {"ticket_id": head.id, "works": True})
    args = {"ticket_id": head.id, "status": "closed", "seen_message_id": head.last_message_id}
    return work.mutate(parent, "ticket.set_status", args | {"close_reason": "confirmed"})


def not_solved(work: Workspace, parent: QObject, head: TicketHead, words: str, *, dissatisfied: bool) -> WriteOp[None]:
    """Say what is still wrong: the ticket is open again. Its draft goes with it."""
    args: dict[str, Any] = {"ticket_id": head.id, "message_id": work.new_id(), "body": words}
    draft = draft_key(NOT_SOLVED, head.id)
    if is_asked(head) and not dissatisfied:
        return work.mutate(parent, "ticket.answer_back", args | {"works": False}, draft=draft)
    return work.mutate(parent, "ticket.not_solved", args | {"dissatisfied": dissatisfied}, draft=draft)


def withdraw(work: Workspace, parent: QObject, head: TicketHead, words: str) -> WriteOp[None]:
    """Say that nothing is wanted any more, with why, if anything is said. Its draft goes with it."""
    steps = _said(work, head, words)
    args = {"ticket_id": head.id, "status": "closed", "close_reason": "withdrawn"}
    steps.append(("ticket.set_status", args if steps else args | {"seen_message_id": head.last_message_id}))
    return work.mutate_all(parent, steps, draft=draft_key(WITHDRAW, head.id))


def resolve(
    work: Workspace, parent: QObject, head: TicketHead, words: str, check_back_days: int | None
) -> WriteOp[None]:
    """Solve the ticket with an explanation, which may be empty; None asks later as its topic says. The draft goes."""
    steps = _said(work, head, words)
    args: dict[str, Any] = {"ticket_id": head.id, "status": "resolved", "check_back_days": check_back_days}
    steps.append(("ticket.set_status", args if steps else args | {"seen_message_id": head.last_message_id}))
    return work.mutate_all(parent, steps, draft=draft_key(RESOLVE, head.id))


def remind(work: Workspace, parent: QObject, ticket_id: str) -> WriteOp[None]:
    """Remind the requester now; outside the store's hours, when it opens."""
    return work.mutate(parent, "ticket.remind", {"ticket_id": ticket_id})


def rate(
    work: Workspace, parent: QObject, ticket_id: str, score: int, reasons: list[str], comment: str
) -> WriteOp[None]:
    """Say how it was. Its draft goes with it."""
    args = {"ticket_id": ticket_id, "score": score, "reasons": reasons, "comment": comment}
    return work.mutate(parent, "ticket.rate", args, draft=draft_key(RATING, ticket_id))


def rating(work: Workspace, ticket_id: str) -> RatingRow | None:
    """Read how a ticket was rated."""
    return reading.rating(work.reader, ticket_id)


def may_rate(work: Workspace, head: TicketHead) -> bool:
    """Whether the user is asked how it was, or may change what they said."""
    if head.requester_id != work.user_id or head.resolved_at is None or head.close_reason in UNRATED:
        return False
    days = timedelta(days=reading.rating_days(work.reader))
    return moments.now() <= moments.moment_of(head.resolved_at) + days


def topic_check_back_days(work: Workspace, head: TicketHead) -> int:
    """Read after how many days a solution of this topic is asked about; 0: never."""
    return reading.topic_check_back_days(work.reader, head.topic_id)


def _said(work: Workspace, head: TicketHead, words: str) -> list[tuple[str, dict[str, Any]]]:
    """The message that goes before a step, if there is one."""
    if not words:
        return []
    return [("ticket.reply", {"ticket_id": head.id, "message_id": work.new_id(), "body": words, "files": []})]
