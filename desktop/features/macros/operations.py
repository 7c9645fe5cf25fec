"""What the page of macros reads and changes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QObject

from desktop.background.operations import WriteOp
from desktop.shell import wording
from desktop.shell.kept.whom import OWN, sharing
from desktop.shell.workspace import Workspace
from sync.replica.reading import directory
from sync.replica.reading import macros as reading
from sync.replica.reading.macros import MacroRow


def macros(work: Workspace) -> list[MacroRow]:
    """Read all that one may use, one's own first: a millisecond or so, in the GUI thread."""
    return reading.macros(work.reader)


def agents(work: Workspace) -> list[tuple[str, str]]:
    """Read who may work on tickets: id and name."""
    return [(person.id, person.name) for person in directory.agents(work.reader)]


def teams(work: Workspace) -> list[tuple[str, str]]:
    """Read the teams: id and name."""
    return directory.teams(work.reader)


def topics(work: Workspace) -> list[tuple[str, str]]:
    """Read the topics: id and name in the reader's language."""
    return [(topic.id, wording.named(topic.names, work.locale)) for topic in directory.topics(work.reader)]


def save(
    work: Workspace, parent: QObject, macro: MacroRow | None, whom: str, content: dict[str, Any],
    draft: str | None = None,
) -> WriteOp[None]:  # fmt: skip
    """Keep a new macro, or what was changed of one; `content` is `titles`, `steps` and `sensitive`. `draft` goes."""
    args = content | sharing(whom, macro)
    if macro is None:
        return work.mutate(parent, "macro.create", {"macro_id": work.new_id()} | args, draft=draft)
    return work.mutate(parent, "macro.edit", {"macro_id": macro.id} | args, draft=draft)


def create(work: Workspace, parent: QObject, titles: dict[str, str], steps: Sequence[dict[str, Any]]) -> WriteOp[None]:
    """Keep several things to be done at once, for oneself; `steps` as `domain.macros` describes patterns."""
    return save(work, parent, None, OWN, {"titles": titles, "steps": list(steps), "sensitive": False})


def delete(work: Workspace, parent: QObject, macro_id: str) -> WriteOp[None]:
    """Offer it to nobody any more."""
    return work.mutate(parent, "macro.delete", {"macro_id": macro_id})


def bring_back(work: Workspace, parent: QObject, macro_id: str) -> WriteOp[None]:
    """Offer a deleted one again, as it was."""
    return work.mutate(parent, "macro.edit", {"macro_id": macro_id})
