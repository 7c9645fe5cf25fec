"""What stands in a list where nothing is, and the hairline above it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.shell import names
from desktop.theme.theme import Theme
from desktop.widgets.marks import Glyph
from desktop.widgets.panels import Panel
from desktop.widgets.text import Text


class Rule(QWidget):
    """A hairline."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setFixedHeight(1)
        self._line = Panel(theme, "border", parent=self)

    def resizeEvent(self, event: object) -> None:
        """Override QWidget.resizeEvent."""
        self._line.setGeometry(self.rect())


class EmptyNote(QWidget):
    """What stands where nothing is: one sentence and the next step."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName(names.QUEUE_EMPTY)
        self._first = Text(theme, weight=600, wraps=True)
        self._second = Text(theme, role="caption", color="text_secondary", wraps=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 32, 24, 16)
        column.setSpacing(4)
        column.addWidget(Glyph(theme, "inbox", size=24))
        column.addSpacing(4)
        column.addWidget(self._first)
        column.addWidget(self._second)
        column.addStretch(1)
        column.setAlignment(Qt.AlignmentFlag.AlignTop)

    def say(self, first: str, second: str) -> None:
        """Sets both lines."""
        self._first.setText(first)
        self._second.setText(second)
