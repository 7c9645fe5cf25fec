"""A drop-down list, painted from the theme."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox

from desktop.theme.theme import Theme
from desktop.widgets.focus import TakesLetters
from desktop.widgets.painting import paint_icon, paint_text

ARROW = 12


class Choice(TakesLetters, QComboBox):
    """Stands in a `Frame` of the widgets; Qt's own frame around it would be a second one."""

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._theme = theme
        self.setFrame(False)
        theme.theme_changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """Override QWidget.sizeHint."""
        return QSize(super().sizeHint().width(), self._theme.tokens.height.button_small)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Override QWidget.paintEvent."""
        painter = QPainter(self)
        color = "text" if self.isEnabled() else "text_disabled"
        room = QRect(0, 0, self.width() - ARROW - 8, self.height())
        paint_text(painter, self._theme, room, self.currentText(), color)
        paint_icon(
            painter, self._theme, "chevron-down", "text_secondary", self.width() - ARROW, self.height() // 2, ARROW
        )
