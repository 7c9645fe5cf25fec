"""The question before sending over what others wrote meanwhile."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.i18n.retranslated import Retranslated
from desktop.shell import names
from desktop.shell.workspace import Workspace
from desktop.widgets.buttons import Button
from desktop.widgets.flow import Beside, FlowRow
from desktop.widgets.marks import Glyph
from desktop.widgets.panels import Panel
from desktop.widgets.text import Text


class Gate(Retranslated, Panel):
    """Says that others wrote since the draft was begun, and asks what to do.

    Signals: the two answers.
    """

    send_anyway = Signal()
    read_first = Signal()

    def __init__(self, work: Workspace, parent: QWidget | None = None) -> None:
        Panel.__init__(self, work.theme, "info_soft", card="info_soft", parent=parent)
        self.setObjectName(names.GATE)
        self._count = 0
        self._words = Text(work.theme, weight=600, color="info", wraps=True)
        self._send = Button(work.theme, name=names.GATE_SEND, height=28)
        self._read = Button(work.theme, name=names.GATE_READ, height=28)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 8, 8)
        row.setSpacing(8)
        row.addWidget(Glyph(work.theme, "chat", "info"))
        row.addWidget(Beside(self._words, FlowRow(self._read, self._send)), 1)
        self._send.clicked.connect(self.send_anyway)
        self._read.clicked.connect(self.read_first)
        self.hide()
        self.retranslate()

    def ask(self, count: int) -> None:
        """Shows the question for so many messages; none hides it."""
        self._count = count
        self.retranslate()
        self.setVisible(count > 0)

    def retranslate(self) -> None:
        """Override Retranslated.retranslate."""
        self._words.setText(self.tr("%n new messages since you wrote this", "", self._count))
        self._send.setText(self.tr("Send anyway"))
        self._read.setText(self.tr("Read first"))
