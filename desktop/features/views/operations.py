"""What the page of views reads and changes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QObject

from desktop.background.operations import WriteOp
from desktop.shell import wording
from desktop.shell.kept.whom import sharing
from desktop.shell.view_words import CHANNEL, SLA, WHOEVER, translated
from desktop.shell.workspace import Workspace
from domain.views import FIELDS, ME, MY_TEAMS, NOBODY
from sync.replica.reading import directory, labels
from sync.replica.reading import views as reading
from sync.replica.reading.views import ViewRow

PEOPLE_MOST = 2_000
"""So many are offered; who is further down the alphabet is found by their tickets."""
Values = list[tuple[str, str]]
"""Value and words of each that can be chosen."""


def views(work: Workspace) -> list[ViewRow]:
    """Read all that one may look through: a millisecond or so, in the GUI thread."""
    return reading.views(work.reader, work.locale)


def choices(work: Workspace, field: str, chosen: Sequence[str]) -> Values:
    """Read the values that a field may have, as they are offered, with the names of those `chosen` as far as known."""
    match FIELDS[field].of:
        case "user_card":
            return _people(work, field, chosen)
        case "team":
            return [
                (MY_TEAMS, translated(WHOEVER[MY_TEAMS])),
                *directory.teams(work.reader),
                (NOBODY, wording.word(wording.NONE_OF, "team")),
            ]
        case "store":
            stores = [(one.id, one.name) for one in directory.stores(work.reader)]
            return [*stores, (NOBODY, wording.word(wording.NONE_OF, "store"))]
        case "topic":
            topics = [(one.id, wording.named(one.names, work.locale)) for one in directory.topics(work.reader)]
            return [*topics, (NOBODY, wording.word(wording.NONE_OF, "topic"))]
    return _words(work, field)


def _people(work: Workspace, field: str, chosen: Sequence[str]) -> Values:
    nobody = [(NOBODY, wording.word(wording.NONE_OF, "assignee"))] if field == "assignee" else []
    if field == "assignee":
        people = [(one.id, one.name) for one in directory.agents(work.reader)]
    else:
        people = directory.everybody(work.reader, PEOPLE_MOST)
    offered = {person_id for person_id, _ in people}
    others = directory.names(work.reader, [one for one in chosen if one not in offered])
    return [(ME, translated(WHOEVER[ME])), *nobody, *people, *others.items()]


def _words(work: Workspace, field: str) -> Values:
    match field:
        case "sla":
            return [(str(value), translated(words)) for value, words in SLA.items()]
        case "channel":
            return [(value, translated(words)) for value, words in CHANNEL.items()]
        case "tag":
            return [(tag, tag) for tag in labels.known_tags(work.reader)]
    tables = {
        "status": wording.STATUS, "priority": wording.PRIORITY, "type": wording.TYPE,
        "close_reason": wording.CLOSE_REASON,
    }  # fmt: skip
    table = tables.get(field, {})
    return [(value, wording.word(table, value)) for value in table]


def save(
    work: Workspace, parent: QObject, view: ViewRow | None, whom: str, content: dict[str, Any], draft: str | None = None
) -> WriteOp[None]:
    """Keep a new view, or what was changed of one. `draft` goes."""
    args = content | sharing(whom, view)
    if view is None:
        return work.mutate(parent, "view.create", {"view_id": work.new_id()} | args, draft=draft)
    return work.mutate(parent, "view.edit", {"view_id": view.id} | args, draft=draft)


def delete(work: Workspace, parent: QObject, view_id: str) -> WriteOp[None]:
    """Show it to nobody any more."""
    return work.mutate(parent, "view.delete", {"view_id": view_id})


def bring_back(work: Workspace, parent: QObject, view_id: str) -> WriteOp[None]:
    """Show a deleted one again, as it was."""
    return work.mutate(parent, "view.edit", {"view_id": view_id})
