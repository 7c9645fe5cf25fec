"""The sentence above the composer that somebody else is at this ticket too."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.i18n.retranslated import Retranslated
from desktop.shell import names
from desktop.shell.workspace import Workspace
from desktop.widgets.marks import Glyph
from desktop.widgets.text import ElidedLabel


class CollisionLine(Retranslated, QWidget):
    """Hidden while nobody else is there."""

    def __init__(self, work: Workspace, parent: QWidget | None = None) -> None:
        QWidget.__init__(self, parent)
        self.setObjectName(names.CONVERSATION_COLLISION)
        self._work, self._ticket_id = work, ""
        self._text = ElidedLabel(work.theme, "", "caption", 400, "info")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 4)
        row.setSpacing(6)
        row.addWidget(Glyph(work.theme, "eye", "info", 14))
        row.addWidget(self._text, 1)
        work.present.people_changed.connect(self._on_people_changed)
        self.hide()

    def show_ticket(self, ticket_id: str) -> None:
        """Shows who is at another ticket."""
        self._ticket_id = ticket_id
        self.retranslate()

    def _on_people_changed(self, ticket_id: str) -> None:
        if ticket_id in ("", self._ticket_id):
            self.retranslate()

    def retranslate(self) -> None:
        """Override Retranslated.retranslate."""
        others = self._work.present.others(self._ticket_id)
        self.setVisible(bool(others))
        if not others:
            return
        first = others[0]
        if len(others) > 1:
            sentence = self.tr("{0} and %n other(s) are at this ticket", "", len(others) - 1)
        elif first.replies:
            sentence = self.tr("{0} is writing an answer")
        else:
            sentence = self.tr("{0} is viewing this ticket")
        self._text.setText(sentence.format(first.name))
        self.setAccessibleName(self._text.text())
