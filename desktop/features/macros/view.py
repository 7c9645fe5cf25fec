"""The page of macros: what there is to be done with one gesture."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from desktop.background.operations import WriteOp
from desktop.features.macros import operations
from desktop.features.macros.form import MacroForm
from desktop.features.macros.steps import kind_title
from desktop.shell import names
from desktop.shell.kept.page import KeptPage, spoken
from desktop.shell.workspace import Workspace
from sync.replica.reading.macros import MacroRow


class MacrosPage(KeptPage[MacroRow, MacroForm]):
    """Macros."""

    KIND = "macro"

    def __init__(self, work: Workspace) -> None:
        super().__init__(work, MacroForm(work), names.MACROS_PAGE)
        self.retranslate()

    def kept(self) -> Sequence[MacroRow]:
        """Override KeptPage.kept."""
        return operations.macros(self._work)

    def words_of(self, kept: MacroRow) -> tuple[str, str, list[str], list[str]]:
        """Override KeptPage.words_of."""
        does = [kind_title(step["name"]) for step in kept.steps]
        steps = self.tr("%n steps", "", len(does))
        return kept.title(self._work.locale), " · ".join(does), [steps], [spoken(list(kept.titles))]

    def save_op(self, kept: MacroRow | None, whom: str, content: dict[str, Any]) -> WriteOp[None]:
        """Override KeptPage.save_op."""
        return operations.save(self._work, self, kept, whom, content, draft=self.draft)

    def delete_op(self, kept: MacroRow) -> WriteOp[None]:
        """Override KeptPage.delete_op."""
        return operations.delete(self._work, self, kept.id)

    def bring_back_op(self, kept: MacroRow) -> WriteOp[None]:
        """Override KeptPage.bring_back_op."""
        return operations.bring_back(self._work, self, kept.id)

    def saved_sentence(self) -> str:
        """Override KeptPage.saved_sentence."""
        key = self._work.keys.first_of("macro")
        if not key:
            return self.tr("Saved. At a ticket, the commands (Ctrl+K) offer it.")
        return self.tr("Saved. At a ticket, {0} offers it.").format(key)

    def deleted_sentence(self) -> str:
        """Override KeptPage.deleted_sentence."""
        return self.tr("The macro is deleted.")

    def retranslate(self) -> None:
        """Override Retranslated.retranslate."""
        self.title.setText(self.tr("Macros"))
        self.lead.setText(
            self.tr("Several things done to a ticket with one gesture: all of them, or none where a rule says no.")
        )
        self.none.setText(self.tr("There are none yet. Make the first one of what you do again and again."))
        self.new.setText(self.tr("New macro"))
        super().retranslate()
