"""The page of saved replies: what there is to send with a slash."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from desktop.background.operations import WriteOp
from desktop.features.replies import operations
from desktop.features.replies.form import ReplyForm
from desktop.shell import names
from desktop.shell.kept.page import KeptPage, spoken
from desktop.shell.workspace import Workspace
from sync.replica.reading.saved_replies import SavedReplyRow


class RepliesPage(KeptPage[SavedReplyRow, ReplyForm]):
    """Saved replies."""

    KIND = "saved_reply"

    def __init__(self, work: Workspace) -> None:
        super().__init__(work, ReplyForm(work), names.REPLIES_PAGE)
        self.retranslate()

    def kept(self) -> Sequence[SavedReplyRow]:
        """Override KeptPage.kept."""
        return operations.saved_replies(self._work)

    def words_of(self, kept: SavedReplyRow) -> tuple[str, str, list[str], list[str]]:
        """Override KeptPage.words_of."""
        title, text = kept.in_locale(self._work.locale)
        return title, text, [f"/{kept.shortcut}"] if kept.shortcut else [], [spoken(list(kept.texts))]

    def save_op(self, kept: SavedReplyRow | None, whom: str, content: dict[str, Any]) -> WriteOp[None]:
        """Override KeptPage.save_op."""
        return operations.save(self._work, self, kept, whom, content, draft=self.draft)

    def delete_op(self, kept: SavedReplyRow) -> WriteOp[None]:
        """Override KeptPage.delete_op."""
        return operations.delete(self._work, self, kept.id)

    def bring_back_op(self, kept: SavedReplyRow) -> WriteOp[None]:
        """Override KeptPage.bring_back_op."""
        return operations.bring_back(self._work, self, kept.id)

    def saved_sentence(self) -> str:
        """Override KeptPage.saved_sentence."""
        return self.tr("Saved. Type / in an answer to put it in.")

    def deleted_sentence(self) -> str:
        """Override KeptPage.deleted_sentence."""
        return self.tr("The saved reply is deleted.")

    def retranslate(self) -> None:
        """Override Retranslated.retranslate."""
        self.title.setText(self.tr("Saved replies"))
        self.lead.setText(
            self.tr("Texts that you send often. In an answer, / puts one in, with its variables filled in.")
        )
        self.none.setText(self.tr("There are none yet. Write the first one."))
        self.new.setText(self.tr("New saved reply"))
        super().retranslate()
