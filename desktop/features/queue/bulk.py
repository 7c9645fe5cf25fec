"""One change of many tickets: what it would do, as one transaction, and what takes it back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from domain.plain import Plain
from sync.replica.reading import labels, tickets
from sync.replica.reading.reader import Reader
from sync.replica.reading.rows import Me, TicketHead

MOST = 500
"""So many tickets at once: half a second of the store's thread, in which nothing else is written."""
Step = tuple[str, dict[str, Any]]
COLUMNS = {"status": "status", "priority": "priority", "assignee": "assignee_id", "team": "team_id"}


class BulkChange(Plain):
    """What is to be done: `field` is `status`, `priority`, `assignee`, `team` or `tag`; None gives back to the team."""

    field: str
    value: str | None


class Plan(Plain):
    """What a change would do.

    Attributes:
        change: the change.
        steps: the mutations, in order.
        heads: the tickets that change, as they are before.
        same: how many are so already.
        barred: how many are not this person's to change.
        unfit: how many cannot take that step from their status.
        leaves: whether they go to a team that this person does not work for, and could not take them back from.
    """

    change: BulkChange
    steps: tuple[Step, ...]
    heads: tuple[TicketHead, ...]
    same: int = 0
    barred: int = 0
    unfit: int = 0
    leaves: bool = False


def planned(reader: Reader, change: BulkChange, numbers: Sequence[int], me: Me) -> Plan:
    """Return what a change of these tickets would do; in the read thread."""
    steps: list[Step] = []
    changing: list[TicketHead] = []
    same = barred = unfit = 0
    heads = tickets.heads_at(reader, numbers)
    tagged = labels.tags_of(reader, [head.id for head in heads]) if change.field == "tag" else {}
    for head in heads:
        if not me.may_work(head):
            barred += 1
        elif is_so(head, change, tagged):
            same += 1
        elif change.field == "status" and not may_go(head.status, str(change.value)):
            unfit += 1
        else:
            changing.append(head)
            steps.append(step(head, change.field, change.value))
    leaves = change.field == "team" and bool(changing) and change.value not in me.team_ids
    return Plan(change, tuple(steps), tuple(changing), same, barred, unfit, leaves)


def is_so(head: TicketHead, change: BulkChange, tagged: dict[str, tuple[str, ...]]) -> bool:
    """Whether a ticket is already as the change would have it."""
    if change.field == "tag":
        return change.value in tagged.get(head.id, ())
    value: str | None = getattr(head, COLUMNS[change.field])
    return value == change.value


def step(head: TicketHead, field: str, value: str | None) -> Step:
    """Return the mutation that changes one ticket."""
    if field == "tag":
        return "ticket.tag", {"ticket_id": head.id, "add": [value], "remove": []}
    args: dict[str, Any] = {"ticket_id": head.id, COLUMNS[field]: value}
    if field == "status":
        args["seen_message_id"] = head.last_message_id
    return f"ticket.set_{field}", args


def taken_back(reader: Reader, plan: Plan, me: Me) -> tuple[Step, ...]:
    """Return the mutations that undo a plan, of tickets that are still as it left them; in the read thread.

    A status that never comes back (`new`) stays as it is now.
    """
    change = plan.change
    present = {head.id: head for before in plan.heads if (head := tickets.head(reader, before.id)) is not None}
    tagged = labels.tags_of(reader, list(present)) if change.field == "tag" else {}
    steps: list[Step] = []
    for before in plan.heads:
        head = present.get(before.id)
        if head is not None and me.may_work(head) and is_so(head, change, tagged):
            steps += _inverse(before, head, change)
    return tuple(steps)


def _inverse(before: TicketHead, head: TicketHead, change: BulkChange) -> Iterator[Step]:
    if change.field == "tag":
        yield "ticket.tag", {"ticket_id": head.id, "add": [], "remove": [change.value]}
    elif change.field != "status":
        yield step(head, change.field, getattr(before, COLUMNS[change.field]))
        if change.field == "team" and before.assignee_id is not None:
            # Another team's queue takes nobody's ticket along.
            yield step(head, "assignee", before.assignee_id)
    elif may_go(head.status, before.status):
        yield step(head, "status", before.status)


def may_go(before: str, after: str) -> bool:
    """Whether the desk may take a ticket from one status to another."""
    # Imported late: the rules bring the records with them.
    from domain.tickets import Side, may_follow
    from domain.words import Status

    return may_follow(Status(before), Status(after), Side.DESK)
