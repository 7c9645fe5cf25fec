"""What the page of absences reads and changes."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject

from desktop.background.operations import WriteOp
from desktop.shell import moments
from desktop.shell.workspace import Workspace
from sync.replica.reading import absences, directory, tickets
from sync.replica.reading.absences import AwayRow
from sync.replica.reading.rows import PersonRow

HANDED_MOST = 500
"""So many tickets at once: half a second of the store's thread, in which nothing else is written."""
Step = tuple[str, dict[str, Any]]


def away(work: Workspace) -> dict[str, AwayRow]:
    """Read who is away now, by id."""
    return absences.away(work.reader, moments.stored(moments.now()))


def mine(work: Workspace) -> AwayRow | None:
    """Read that one is away oneself."""
    return absences.of(work.reader, work.user_id, moments.stored(moments.now()))


def people(work: Workspace) -> list[PersonRow]:
    """Read of whom one may say that they are away: oneself first; for a lead, the people of their teams."""
    me = directory.person(work.reader, work.user_id)
    own = [me] if me is not None else []
    if not leads(work):
        return own
    teams = set(work.me.team_ids)
    others = [one for one in directory.colleagues(work.reader) if one.id != work.user_id]
    return own + [one for one in others if teams & set(one.team_ids)]


def leads(work: Workspace) -> bool:
    """Whether one decides how one's teams work; the rules have the last word."""
    return work.me.can("desk.share") and work.me.can("ticket.work")


def stand_ins(work: Workspace, user_id: str) -> list[PersonRow]:
    """Read who may stand in for somebody: whoever works tickets, those of the same teams first."""
    whose = directory.person(work.reader, user_id)
    teams = set(whose.team_ids) if whose is not None else set()
    others = [one for one in directory.agents(work.reader) if one.id != user_id]
    return sorted(others, key=lambda one: not teams & set(one.team_ids))


def set_away(
    work: Workspace, parent: QObject, user_id: str, until: str | None, backup_id: str | None, word: str, draft: str
) -> WriteOp[None]:
    """Say that somebody is away."""
    args = {"user_id": user_id, "until": until, "backup_id": backup_id, "word": word}
    return work.mutate(parent, "absence.set", args, draft=draft)


def set_back(work: Workspace, parent: QObject, user_id: str) -> WriteOp[None]:
    """Say that somebody is back."""
    return work.mutate(parent, "absence.end", {"user_id": user_id})


def handed(work: Workspace, user_id: str) -> list[str]:
    """Read the tickets of somebody that one may give to others."""
    heads = (tickets.head(work.reader, ticket_id) for ticket_id in absences.open_of(work.reader, user_id))
    return [head.id for head in heads if head is not None and work.me.may_work(head)][:HANDED_MOST]


def hand_over(work: Workspace, parent: QObject, user_id: str, ticket_ids: list[str]) -> WriteOp[None]:
    """Give tickets of somebody who is away to whoever stands in: all of them, or none."""
    steps: list[Step] = [
        ("ticket.set_assignee", {"ticket_id": ticket_id, "assignee_id": user_id}) for ticket_id in ticket_ids
    ]
    return work.mutate_all(parent, steps)


def give_back(work: Workspace, parent: QObject, user_id: str, ticket_ids: list[str]) -> WriteOp[None]:
    """Take a hand-over back: they are theirs again, away or not; what somebody has changed since stays."""
    gone = (tickets.head(work.reader, ticket_id) for ticket_id in ticket_ids)
    steps: list[Step] = [
        ("ticket.set_assignee", {"ticket_id": head.id, "assignee_id": user_id, "anyway": True})
        for head in gone
        if head is not None and work.me.may_work(head)
    ]
    return work.mutate_all(parent, steps)


def teams(work: Workspace) -> list[tuple[str, str]]:
    """Read the teams whose line one may order."""
    return [team for team in directory.teams(work.reader) if team[0] in work.me.team_ids] if leads(work) else []


def line(work: Workspace, team_id: str) -> list[PersonRow]:
    """Read the people of a team who work tickets: those of its line in its order, then the others by name."""
    order = absences.line(work.reader, team_id)
    there = [one for one in directory.agents(work.reader) if team_id in one.team_ids]
    return sorted(there, key=lambda one: order.index(one.id) if one.id in order else len(order))


def set_line(work: Workspace, parent: QObject, team_id: str, user_ids: list[str]) -> WriteOp[None]:
    """Put the people of a team into an order."""
    return work.mutate(parent, "team.set_line", {"team_id": team_id, "user_ids": user_ids})
