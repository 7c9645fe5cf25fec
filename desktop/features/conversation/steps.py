"""Small steps with a ticket: tags, following, what was tried, and what a status may lead back to."""

from __future__ import annotations

from PySide6.QtCore import QObject

from desktop.background.operations import WriteOp
from desktop.shell.workspace import Workspace
from sync.replica.reading import forms, tickets
from sync.replica.reading.forms import StepRow
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


def tried(work: Workspace, ticket_id: str) -> list[StepRow]:
    """Read what was tried on a ticket, in its order."""
    return forms.steps(work.reader, ticket_id)


def add_step(work: Workspace, parent: QObject, ticket_id: str, text: str, helped: bool | None) -> WriteOp[None]:  # noqa: FBT001 - as it is kept
    """Note what was tried."""
    return work.mutate(parent, "ticket.add_step", {"ticket_id": ticket_id, "text": text, "helped": helped})


def desk_may_go(before: str, after: str) -> bool:
    """Whether the desk may take a ticket from one status to another."""
    from domain.tickets import Side, may_follow
    from domain.words import Status

    return may_follow(Status(before), Status(after), Side.DESK)
