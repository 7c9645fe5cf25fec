"""Small steps with a ticket: tags, following, and what a status may lead back to."""

from __future__ import annotations

from PySide6.QtCore import QObject

from desktop.background.operations import WriteOp
from desktop.shell.workspace import Workspace
from sync.replica.reading import tickets
from sync.replica.reading.rows import TicketHead


def head(work: Workspace, ticket_id: str) -> TicketHead | None:
    """Read a ticket's head as it is now."""
    return tickets.head(work.reader, ticket_id)


def tag(work: Workspace, parent: QObject, ticket_id: str, name: str, *, on: bool) -> WriteOp[None]:
    """Put a tag on, or take it off."""
    change = {"add": [name], "remove": []} if on else {"add": [], "remove": [name]}
    return work.mutate(parent, "ticket.tag", {"ticket_id": ticket_id, **change})


def follow(work: Workspace, parent: QObject, ticket_id: str, *, following: bool) -> WriteOp[None]:
    """Follow a ticket, or stop following it."""
    return work.mutate(parent, "ticket.follow", {"ticket_id": ticket_id, "following": following})


def desk_may_go(before: str, after: str) -> bool:
    """Whether the desk may take a ticket from one status to another."""
    from domain.tickets import Side, may_follow
    from domain.words import Status

    return may_follow(Status(before), Status(after), Side.DESK)
