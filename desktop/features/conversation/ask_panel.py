"""What is about to be done to a ticket, said before it is done: a panel at the ticket with one button that does it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.shell.over import Over
from desktop.theme.theme import Theme
from desktop.widgets.buttons import Button
from desktop.widgets.marks import Glyph
from desktop.widgets.text import Text

WIDTH, EDGE = 380, 8


class AskPanel(Over):
    """Lies over its window without a scrim, below `anchor`. Return does it, Esc leaves it.

    Signals:
        run_wanted: the user wants it done.
    """

    run_wanted = Signal()
    run_key = "↵"

    def __init__(self, anchor: QWidget, theme: Theme, title: str, *, name: str, run_name: str) -> None:
        super().__init__(anchor.window(), theme)
        self.setObjectName(name)
        self._anchor = anchor
        self._column = QVBoxLayout(self.panel)
        self._column.setContentsMargins(16, 12, 16, 12)
        self._column.setSpacing(8)
        self._title = Text(theme, weight=600, wraps=True)
        self._column.addWidget(self._title)
        self._content = QVBoxLayout()
        self._content.setSpacing(8)
        self._column.addLayout(self._content)
        self._trouble = Text(theme, color="danger", wraps=True)
        self._trouble.hide()
        self._column.addWidget(self._trouble)
        self._run = Button(theme, kind="primary", name=run_name, height=28, key=self.run_key)
        leave = Button(theme, self.tr("Cancel"), kind="quiet", height=28)
        foot = QHBoxLayout()
        foot.addWidget(self._run)
        foot.addWidget(leave)
        foot.addStretch(1)
        self._column.addLayout(foot)
        self._run.clicked.connect(self._on_run)
        leave.clicked.connect(self.leave)
        self.set_title(title)

    def set_title(self, title: str) -> None:
        """Says what it is about."""
        self.setAccessibleName(title)
        self._title.setText(title)

    def add_line(self, icon: str, words: str) -> None:
        """One thing that will be done."""
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(Glyph(self._theme, icon, "text_secondary", 14), 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(Text(self._theme, words, wraps=True), 1)
        self._content.addLayout(line)

    def add_part(self, part: QWidget) -> None:
        """Something else that belongs to it."""
        self._content.addWidget(part)

    def offer(self, verb: str, trouble: str = "") -> None:
        """Sets the words of its button, and says why it cannot be done, if it cannot."""
        self._run.setText(verb)
        self._trouble.setText(trouble)
        self._trouble.setVisible(bool(trouble))
        self._run.setEnabled(not trouble)

    def _on_run(self) -> None:
        self.leave()
        self.run_wanted.emit()

    def panel_width(self) -> int:
        """How wide it is, in pixels."""
        return min(self._theme.scaled(WIDTH), self.width() - 2 * EDGE)

    def place(self) -> None:
        """Override Over.place."""
        width = self.panel_width()
        self._column.activate()
        height = min(self._column.totalHeightForWidth(width), self.height() - 2 * EDGE)
        corner = self._anchor.mapTo(self._anchor.window(), QPoint(0, self._anchor.height() + 4))
        left = max(EDGE, min(corner.x(), self.width() - width - EDGE))
        top = max(EDGE, min(corner.y(), self.height() - height - EDGE))
        self.panel.setGeometry(QRect(left, top, width, height))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override Over.keyPressEvent."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._run.isEnabled():
            self._on_run()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Override Over.paintEvent: the ticket stays in full light."""
