"""The page of views: the questions over tickets that somebody keeps."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from desktop.background.operations import WriteOp
from desktop.features.views import operations
from desktop.features.views.form import ViewForm
from desktop.shell import names
from desktop.shell.kept.page import KeptPage, spoken
from desktop.shell.view_words import Missing, field_title, missing
from desktop.shell.workspace import Workspace
from sync.replica.reading.views import ViewRow


class ViewsPage(KeptPage[ViewRow, ViewForm]):
    """Views."""

    KIND = "view"

    def __init__(self, work: Workspace) -> None:
        super().__init__(work, ViewForm(work), names.VIEWS_PAGE)
        self.retranslate()

    def kept(self) -> Sequence[ViewRow]:
        """Override KeptPage.kept."""
        return operations.views(self._work)

    def words_of(self, kept: ViewRow) -> tuple[str, str, list[str], list[str]]:
        """Override KeptPage.words_of."""
        tests = kept.conditions.get("tests", [])
        asks = " · ".join(field_title(str(test["field"])) for test in tests)
        return kept.name(self._work.locale), asks, [self._state(kept), asks], [spoken(list(kept.names))]

    def _state(self, kept: ViewRow) -> str:
        found = missing(self._work.reader, kept)
        if found is Missing.UNREADABLE:
            return self.tr("Made by a newer version")
        return self.tr("Asks for what is no longer here: {0}").format(", ".join(found)) if found else ""

    def begin_with(self, content: dict[str, Any]) -> None:
        """Begins a new one with what a list shows."""
        self._show_form()
        self.form.begin_with(content)

    def save_op(self, kept: ViewRow | None, whom: str, content: dict[str, Any]) -> WriteOp[None]:
        """Override KeptPage.save_op."""
        return operations.save(self._work, self, kept, whom, content, draft=self.draft)

    def delete_op(self, kept: ViewRow) -> WriteOp[None]:
        """Override KeptPage.delete_op."""
        return operations.delete(self._work, self, kept.id)

    def bring_back_op(self, kept: ViewRow) -> WriteOp[None]:
        """Override KeptPage.bring_back_op."""
        return operations.bring_back(self._work, self, kept.id)

    def saved_sentence(self) -> str:
        """Override KeptPage.saved_sentence."""
        return self.tr("Saved. It stands in the navigation, with its count.")

    def deleted_sentence(self) -> str:
        """Override KeptPage.deleted_sentence."""
        return self.tr("The view is deleted.")

    def retranslate(self) -> None:
        """Override Retranslated.retranslate."""
        self.title.setText(self.tr("Views"))
        self.lead.setText(
            self.tr("Lists of tickets that you choose by what they are. Each has its count, and keeps itself.")
        )
        self.none.setText(self.tr("There are none yet. Make the first one, or filter a list and save it as a view."))
        self.new.setText(self.tr("New view"))
        super().retranslate()
