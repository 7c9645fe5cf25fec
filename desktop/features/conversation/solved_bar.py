"""What a store sees above its ticket: where it stands, and the question whether a solution works."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.i18n.retranslated import Retranslated
from desktop.shell import names, wording
from desktop.shell.workspace import Workspace
from desktop.widgets.buttons import Button
from desktop.widgets.marks import Glyph
from desktop.widgets.panels import Panel
from desktop.widgets.text import ElidedLabel, Text
from sync.replica.reading.rows import TicketHead


class SolvedBar(Retranslated, Panel):
    """What a store sees above its ticket: where it stands in a sentence, and whether a solution works.

    Signals: the two answers.
    """

    works = Signal()
    works_not = Signal()

    def __init__(self, work: Workspace, parent: QWidget | None = None) -> None:
        Panel.__init__(self, work.theme, edges="b", parent=parent)
        self._work = work
        self._head: TicketHead | None = None
        self.setFixedHeight(work.theme.tokens.height.properties + 4)
        self._glyph = Glyph(work.theme, "status-open", size=14)
        self._words = ElidedLabel(work.theme, weight=600)
        self._number = Text(work.theme, role="caption", color="text_secondary")
        self._yes = Button(work.theme, name=names.CONVERSATION_YES, height=28)
        self._not_yet = Button(work.theme, name=names.CONVERSATION_NOT_YET, height=28)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(8)
        row.addWidget(self._glyph)
        row.addWidget(self._words)
        row.addWidget(self._yes)
        row.addWidget(self._not_yet)
        row.addStretch(1)
        row.addWidget(self._number)
        self._yes.clicked.connect(self.works)
        self._not_yet.clicked.connect(self.works_not)

    def show_head(self, head: TicketHead, *, waits: bool) -> None:
        """Says how the ticket stands; `waits` is whether something of it is still to be sent."""
        self._head, self._waits = head, waits
        _, role, icon = wording.standing(head.status, head.number, waits=waits)
        self._glyph.show_icon(icon, f"status_{head.status}")
        self._words.set_color(role)
        self._yes.setVisible(head.status == "resolved")
        self._not_yet.setVisible(head.status == "resolved")
        self.retranslate()

    def retranslate(self) -> None:
        """Override Retranslated.retranslate."""
        self._yes.setText(self.tr("Yes, it works"))
        self._not_yet.setText(self.tr("Not yet"))
        if self._head is not None:
            number = self._head.number
            self._words.setText(wording.standing(self._head.status, number, waits=self._waits)[0])
            self._number.setText(f"#{number}" if number is not None else wording.word(wording.NUMBER, "none"))

    _waits = False
