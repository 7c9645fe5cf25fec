"""What needs attention, and what can be done about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject

from desktop.background.operations import WriteOp
from desktop.shell.workspace import Workspace
from sync.replica.reading import articles, tickets, waiting
from sync.replica.reading.rows import RefusedRow


@dataclass(frozen=True, slots=True)
class Group:
    """A refused change with those that hang on it. `about` names the ticket or article."""

    first: RefusedRow
    dependants: tuple[RefusedRow, ...]
    about: str
    ticket_id: str | None
    article_id: str | None

    @property
    def text(self) -> str:
        """The content that was written."""
        for row in (self.first, *self.dependants):
            body = row.args.get("body")
            if body:
                return str(body)
        return ""

    @property
    def title(self) -> str:
        """The title of a ticket or article that was not accepted."""
        return str(self.first.args.get("title") or "")

    @property
    def is_overtaken(self) -> bool:
        """Whether somebody wrote before this step was taken."""
        return self.first.code == "stale_guard"

    @property
    def writes(self) -> str | None:
        """`reply` or `note`, if the text can go into a composer again."""
        kind = self.first.name.partition(".")[2]
        return kind if kind in ("reply", "note") else None


def groups(work: Workspace) -> list[Group]:
    """Read what needs attention; dependants stand with what they hang on."""
    found: dict[str, list[RefusedRow]] = {}
    alone: list[list[RefusedRow]] = []
    for row in waiting.refused(work.reader):
        if row.name.endswith(".create") or row.subject in found:
            if row.subject not in found:
                found[row.subject] = []
                alone.append(found[row.subject])
            found[row.subject].append(row)
        else:
            alone.append([row])
    return [_group(work, rows) for rows in alone]


def _group(work: Workspace, rows: Sequence[RefusedRow]) -> Group:
    first = rows[0]
    head = tickets.head(work.reader, first.subject) if first.name.startswith("ticket.") else None
    article = articles.row(work.reader, first.subject) if first.name.startswith("article.") else None
    about = ""
    if head is not None:
        about = f"#{head.number} · {head.subject}" if head.number is not None else head.subject
    elif article is not None:
        about = article.title
    return Group(first, tuple(rows[1:]), about, head.id if head else None, article.id if article else None)


def write_again(work: Workspace, parent: QObject, group: Group) -> WriteOp[None]:
    """Put the text back where it was written, below what was begun there since; the refused change goes."""
    if group.writes is None or group.ticket_id is None:
        return work.discard_refused(parent, group.first.n)
    return work.discard_refused(parent, group.first.n, draft=f"{group.writes}:{group.ticket_id}", body=group.text)


def try_again(work: Workspace, parent: QObject, group: Group) -> WriteOp[None]:
    """Do it again as a new change; one that was refused for what had come in meanwhile, knowing of that now."""
    amended = {}
    if group.is_overtaken and group.ticket_id is not None:
        head = tickets.head(work.reader, group.ticket_id)
        amended = {"seen_message_id": head.last_message_id if head else None}
    return work.retry_refused(parent, group.first.n, amended)


def discard(work: Workspace, parent: QObject, group: Group) -> WriteOp[None]:
    """Give it up."""
    return work.discard_refused(parent, group.first.n)
