"""Tickets that belong together, at one of them: merging, linking, and solving all incidents of a problem."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from desktop.background.operations import ReadOp, WriteOp
from desktop.shell.workspace import Workspace
from sync.replica.reading import relations as reading
from sync.replica.reading import saved_replies as kept_replies
from sync.replica.reading.reader import Reader
from sync.replica.reading.relations import RelatedRow, Relations
from sync.replica.reading.rows import TicketHead

if TYPE_CHECKING:
    from sync.replica.trial import Trial

MERGE, PROBLEM, PART = "merge", "problem", "parent"
"""What a ticket may become by another one: its merged half, an incident of it, a part of it."""
SOLVED_AT_ONCE = 50
JOINABLE_MOST = 40
"""So many are offered at once; whoever wants another one types more of it."""


def relations(work: Workspace, ticket_id: str) -> Relations:
    """Read what belongs to the ticket."""
    return reading.relations(work.reader, ticket_id)


def related(work: Workspace, ticket_id: str | None) -> RelatedRow | None:
    """Read one ticket as its relatives name it."""
    return reading.related(work.reader, ticket_id)


def joinable(work: Workspace, parent: QObject, ticket_id: str, kind: str, typed: str) -> ReadOp[list[RelatedRow]]:
    """Find what a ticket may be merged into (`merge`), an incident of (`problem`) or a part of (`parent`)."""

    def run(reader: Reader) -> list[RelatedRow]:
        from sync.replica.reading.joinable import joinable

        return joinable(reader, work.lines, ticket_id, kind, typed, JOINABLE_MOST)

    return work.read(parent, run)


def try_join(
    work: Workspace, parent: QObject, head: TicketHead, kind: str, other_id: str, done: Callable[[str], object]
) -> WriteOp[Trial]:
    """Tell `done`, in the GUI thread, why a merge or link would be refused: a `RejectCode`, empty if it would not."""
    name, args = _joining(head, kind, other_id)
    return work.try_out(parent, name, args).success(lambda trial: done(str(trial.code or "")))


def join(work: Workspace, parent: QObject, head: TicketHead, kind: str, other_id: str | None) -> WriteOp[None]:
    """Merge the ticket into another one, or say that it is a part or an incident of it; of none with None."""
    return work.mutate(parent, *_joining(head, kind, other_id))


def _joining(head: TicketHead, kind: str, other_id: str | None) -> tuple[str, dict[str, Any]]:
    if kind == MERGE:
        return "ticket.merge", {"ticket_id": head.id, "into_id": other_id, "seen_message_id": head.last_message_id}
    return "ticket.link", {"ticket_id": head.id, "kind": kind, "to_id": other_id}


def unmerge(work: Workspace, parent: QObject, ticket_id: str) -> WriteOp[None]:
    """Take a merge back; fails with `too_late` once somebody has written in either."""
    return work.mutate(parent, "ticket.unmerge", {"ticket_id": ticket_id})


def solve_all(
    work: Workspace, parent: QObject, problem_id: str, incidents: tuple[RelatedRow, ...], text: str
) -> WriteOp[None]:
    """Solve a problem with its incidents; each is answered with `text`, its variables filled in for that ticket.

    One whose text would have a gap is left out, and stays open: nothing is sent with a hole in it.
    """
    from domain.placeholders import expand

    answers: list[dict[str, Any]] = []
    for incident in incidents:
        expansion = expand(text, kept_replies.values(work.reader, incident.id, work.me))
        if not expansion.gaps:
            answers.append({"ticket_id": incident.id, "message_id": work.new_id(), "body": expansion.text})
    steps: list[tuple[str, dict[str, Any]]] = [
        ("ticket.solve_all", {"ticket_id": problem_id, "answers": answers[start : start + SOLVED_AT_ONCE]})
        for start in range(0, max(len(answers), 1), SOLVED_AT_ONCE)
    ]
    return work.mutate_all(parent, steps)
