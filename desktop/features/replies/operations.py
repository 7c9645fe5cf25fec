"""What the page of saved replies reads and changes."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject

from desktop.background.operations import WriteOp
from desktop.shell.kept.whom import sharing
from desktop.shell.workspace import Workspace
from domain.mutations.saved_replies import SHORTCUT, SHORTCUT_LONGEST
from sync.replica.reading import saved_replies as reading
from sync.replica.reading.saved_replies import SavedReplyRow


def saved_replies(work: Workspace) -> list[SavedReplyRow]:
    """Read all that one may use, one's own first: a millisecond or so, in the GUI thread."""
    return reading.saved_replies(work.reader)


def save(
    work: Workspace, parent: QObject, reply: SavedReplyRow | None, whom: str, content: dict[str, Any],
    draft: str | None = None,
) -> WriteOp[None]:  # fmt: skip
    """Keep a new reply, or what was changed of one; `content` is `titles`, `texts` and `shortcut`. `draft` goes."""
    args = content | sharing(whom, reply)
    if reply is None:
        return work.mutate(parent, "saved_reply.create", {"saved_reply_id": work.new_id()} | args, draft=draft)
    return work.mutate(parent, "saved_reply.edit", {"saved_reply_id": reply.id} | args, draft=draft)


def delete(work: Workspace, parent: QObject, reply_id: str) -> WriteOp[None]:
    """Offer it to nobody any more."""
    return work.mutate(parent, "saved_reply.delete", {"saved_reply_id": reply_id})


def bring_back(work: Workspace, parent: QObject, reply_id: str) -> WriteOp[None]:
    """Offer a deleted one again, as it was."""
    return work.mutate(parent, "saved_reply.edit", {"saved_reply_id": reply_id})


def is_shortcut(typed: str) -> bool:
    """Whether a shortcut may be called so."""
    word = typed.strip().removeprefix("/").lower()
    return not word or (len(word) <= SHORTCUT_LONGEST and SHORTCUT.fullmatch(word) is not None)
