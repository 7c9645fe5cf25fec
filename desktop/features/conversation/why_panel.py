"""The answer to “why is it in this state?”, below the ticket's bar."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from desktop.features.conversation.ask_panel import AskPanel
from desktop.features.conversation.why import Reason, sentences
from desktop.shell import names
from desktop.theme.theme import Theme


class WhyPanel(AskPanel):
    """Says it; Return leads on to the whole history, Esc leaves it."""

    def __init__(self, anchor: QWidget, theme: Theme, subject: str, reasons: Sequence[Reason]) -> None:
        super().__init__(anchor, theme, subject, name=names.WHY_PANEL, run_name=names.WHY_HISTORY)
        for reason in reasons:
            self.add_line(reason.icon, reason.sentence)
        self.offer(self.tr("Whole history"))
        self.setAccessibleName(self.tr("Why it is in this state"))
        self.setAccessibleDescription(sentences(reasons))
