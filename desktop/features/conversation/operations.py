"""What a conversation reads and changes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject

from desktop.background.operations import WriteOp
from desktop.shell.workspace import Workspace
from sync.replica.reading import conversation, directory, tickets, waiting
from sync.replica.reading.conversation import ConversationPage
from sync.replica.reading.rows import Me, PersonRow, StoreRow, TicketHead, TopicRow

REPLY, NOTE = "reply", "note"


@dataclass(frozen=True, slots=True)
class Opened:
    """A ticket as it was opened."""

    head: TicketHead
    page: ConversationPage
    states: dict[str, str]
    seen_at: str | None


def open_ticket(work: Workspace, ticket_id: str, size: int) -> Opened | None:
    """Read a ticket and the newest part of its conversation: a few milliseconds, in the GUI thread."""
    head = tickets.head(work.reader, ticket_id)
    if head is None:
        return None
    return Opened(
        head,
        conversation.page(work.reader, ticket_id, size=size),
        conversation.message_states(work.reader, ticket_id),
        waiting.read_until(work.reader, ticket_id),
    )


def earlier(work: Workspace, ticket_id: str, before: tuple[str, str], size: int) -> ConversationPage:
    """Read the page before a message."""
    return conversation.page(work.reader, ticket_id, before, size)


def draft_key(ticket_id: str, kind: str) -> str:
    """Under which a draft is kept."""
    return f"{kind}:{ticket_id}"


@dataclass(frozen=True, slots=True)
class Kept:
    """What was typed and not sent, and the newest message there was when it was begun."""

    body: str
    seen_message_id: str | None


def kept(work: Workspace, ticket_id: str, kind: str) -> Kept | None:
    """Read what was typed and not sent."""
    row = waiting.draft(work.reader, draft_key(ticket_id, kind))
    return Kept(row.body, row.seen_message_id) if row else None


def newest_message_id(work: Workspace, ticket_id: str) -> str | None:
    """Read the newest message one has."""
    return conversation.last_message_id(work.reader, ticket_id)


def newer_count(work: Workspace, ticket_id: str, seen_message_id: str | None) -> int:
    """Count what others wrote after a message."""
    return conversation.newer_than(work.reader, ticket_id, seen_message_id, work.user_id)


def works(me: Me, head: TicketHead) -> bool:
    """Whether this person answers the ticket for the desk; the rules have the last word."""
    if not me.can("ticket.work") or head.requester_id == me.id:
        return False
    return head.assignee_id == me.id or head.team_id in me.team_ids


def send(
    work: Workspace, parent: QObject, ticket_id: str, kind: str, body: str, status: str | None = None
) -> WriteOp[None]:
    """Send a reply or a note, then take a step in the ticket's life if one is named; the draft goes with it."""
    args: dict[str, Any] = {"ticket_id": ticket_id, "message_id": work.new_id(), "body": body}
    steps = [(f"ticket.{kind}", args)]
    if status is not None:
        steps.append(("ticket.set_status", {"ticket_id": ticket_id, "status": status}))
    return work.mutate_all(parent, steps, draft=draft_key(ticket_id, kind))


def set_status(
    work: Workspace, parent: QObject, head: TicketHead, status: str, reason: str | None = None
) -> WriteOp[None]:
    """Take a step in the ticket's life, unless somebody wrote meanwhile."""
    args: dict[str, Any] = {"ticket_id": head.id, "status": status, "seen_message_id": head.last_message_id}
    if reason is not None:
        args["close_reason"] = reason
    return work.mutate(parent, "ticket.set_status", args)


def set_property(work: Workspace, parent: QObject, ticket_id: str, name: str, value: str | None) -> WriteOp[None]:
    """Change `priority`, `assignee`, `team`, `topic` or `type`."""
    field = name if name in ("priority", "type") else f"{name}_id"
    return work.mutate(parent, f"ticket.set_{name}", {"ticket_id": ticket_id, field: value})


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the panel beside a conversation shows."""

    store: StoreRow | None
    store_open_count: int
    requester: PersonRow | None


def surroundings(work: Workspace, head: TicketHead) -> Surroundings:
    """Read a ticket's store and requester."""
    store = directory.store(work.reader, head.store_id) if head.store_id else None
    count = directory.store_open_count(work.reader, head.store_id) if head.store_id else 0
    return Surroundings(store, count, directory.person(work.reader, head.requester_id))


def names_of(work: Workspace, *ids: str | None) -> dict[str, str]:
    """Read the names of a few people; None and an empty id stand for nobody."""
    return directory.names(work.reader, [each for each in ids if each])


def agents(work: Workspace) -> list[PersonRow]:
    """Read who may work on tickets."""
    return directory.agents(work.reader)


def teams(work: Workspace) -> list[tuple[str, str]]:
    """Read the teams."""
    return directory.teams(work.reader)


def topics(work: Workspace) -> list[TopicRow]:
    """Read the topics."""
    return directory.topics(work.reader)


def allowed_steps(head: TicketHead, *, desk: bool) -> list[str]:
    """The statuses that may follow."""
    from domain.tickets import TRANSITIONS, Side
    from domain.words import Status

    side = Side.DESK if desk else Side.REQUESTER
    return [str(after) for after, sides in TRANSITIONS[Status(head.status)].items() if side in sides]


def read_until(work: Workspace, ticket_id: str) -> str | None:
    """Read up to which time the ticket was read."""
    return waiting.read_until(work.reader, ticket_id)
