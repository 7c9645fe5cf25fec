"""The field for a counter PIN: as many boxes as the longest has digits."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRegularExpression, QSize
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QRegularExpressionValidator
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.theme.theme import Theme
from desktop.widgets.painting import fill, paint_box
from domain.counter_pin import LONGEST

BOX_WIDTH, BOX_HEIGHT, GAP, DOT = 44, 48, 8, 8


class PinField(QLineEdit):
    """An editor that shows a dot a digit; Qt's own beneath it, so that screen readers and keyboards know it."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setObjectName(name)
        self.setMaxLength(LONGEST)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setValidator(QRegularExpressionValidator(QRegularExpression(r"\d*"), self))
        self.setFrame(False)
        self.setContextMenuPolicy(self.contextMenuPolicy().NoContextMenu)
        self.textChanged.connect(self.update)
        theme.theme_changed.connect(self.restyle)
        self.restyle()

    def restyle(self) -> None:
        """Takes over the theme."""
        self.setFixedSize(self.sizeHint())
        self.update()

    def sizeHint(self) -> QSize:
        """Override QLineEdit.sizeHint."""
        scaled = self._theme.scaled
        return QSize(LONGEST * scaled(BOX_WIDTH) + (LONGEST - 1) * scaled(GAP), scaled(BOX_HEIGHT))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override QLineEdit.keyPressEvent: the caret stays behind the last digit."""
        super().keyPressEvent(event)
        self.end(False)  # noqa: FBT003 - Qt's own word

    def paintEvent(self, event: QPaintEvent) -> None:
        """Override QLineEdit.paintEvent."""
        painter, theme, colors = QPainter(self), self._theme, self._theme.colors
        width, gap, dot = theme.scaled(BOX_WIDTH), theme.scaled(GAP), theme.scaled(DOT)
        typed, radius = len(self.text()), theme.tokens.radius.control
        for place in range(LONGEST):
            box = QRect(place * (width + gap), 0, width, self.height())
            here = self.hasFocus() and place == min(typed, LONGEST - 1)
            border, thick = ("focus_ring", theme.tokens.line.focus) if here else ("border_control", 1)
            paint_box(painter, box, radius, colors.raised, colors[border], thick)
            middle = box.center()
            if place < typed:
                spot = QRect(middle.x() - dot // 2 + 1, middle.y() - dot // 2 + 1, dot, dot)
                paint_box(painter, spot, dot / 2, colors.text)
            elif here:
                fill(painter, QRect(middle.x(), middle.y() - box.height() // 5, 1, 2 * box.height() // 5), colors.text)
