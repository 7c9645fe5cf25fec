"""What the panel beside a conversation is made of: parts with a name, and facts, one a line."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.theme.theme import Theme
from desktop.widgets.marks import Chip
from desktop.widgets.panels import Panel
from desktop.widgets.text import ElidedLabel, Text


class Section(Panel):
    """A part of the panel with its name above."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "sunken", edges="b")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(16, 12, 16, 13)
        self.column.setSpacing(6)
        self.label = Text(theme, role="caption", weight=600, color="text_secondary")
        self.badge = Chip(theme)
        self.badge.hide()
        top = QHBoxLayout()
        top.addWidget(self.label)
        top.addStretch(1)
        top.addWidget(self.badge)
        self.column.addLayout(top)


class Facts(QWidget):
    """Pairs of a name and a value, one a line."""

    def __init__(self, theme: Theme, rows: int) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(3)
        grid.setColumnMinimumWidth(0, 68)
        grid.setColumnStretch(1, 1)
        self._pairs = []
        for row in range(rows):
            pair = Text(theme, role="caption", color="text_secondary"), ElidedLabel(theme, role="caption")
            grid.addWidget(pair[0], row, 0)
            grid.addWidget(pair[1], row, 1)
            self._pairs.append(pair)

    def say(self, pairs: list[tuple[str, str]]) -> None:
        """Shows these; lines without a value are left out."""
        given = [pair for pair in pairs if pair[1]]
        for number, (name, value) in enumerate(self._pairs):
            shown = number < len(given)
            name.setVisible(shown)
            value.setVisible(shown)
            if shown:
                name.setText(given[number][0])
                value.setText(given[number][1])
