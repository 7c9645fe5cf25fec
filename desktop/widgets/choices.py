"""Choices: a box to tick, one of several, and one of a list that opens."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QComboBox, QSizePolicy, QWidget

from desktop.theme.theme import Theme
from desktop.widgets.focus import KeyboardFocus, TakesLetters
from desktop.widgets.painting import paint_box, paint_icon, paint_text

MARK = 16
GAP = 8
CHEVRON = 14
PAD = 10


def choice_size(theme: Theme, text: str) -> QSize:
    """What a mark and its words take."""
    width = theme.scaled(MARK + GAP) + theme.metrics("body").horizontalAdvance(text)
    return QSize(width, theme.fonts.step("body").line + 4)


def paint_words(button: QAbstractButton, painter: QPainter, theme: Theme) -> None:
    """The words behind a mark."""
    left = theme.scaled(MARK + GAP)
    room = QRect(left, 0, button.width() - left, button.height())
    paint_text(painter, theme, room, button.text(), "text" if button.isEnabled() else "text_disabled")


class Check(KeyboardFocus, QCheckBox):
    """A box to tick; the whole of it, words and all, takes the click."""

    def __init__(self, theme: Theme, text: str = "", *, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._theme = self._ring_theme = theme
        self._ring_radius = theme.tokens.radius.small
        self.setObjectName(name)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        theme.theme_changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """Override QWidget.sizeHint."""
        return choice_size(self._theme, self.text())

    def hitButton(self, pos: QPoint) -> bool:
        """Override QAbstractButton.hitButton."""
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Override QCheckBox.paintEvent."""
        painter, colors, size = QPainter(self), self._theme.colors, self._theme.scaled(MARK)
        box, corner = QRect(0, (self.height() - size) // 2, size, size), self._theme.tokens.radius.small
        if not self.isEnabled():
            paint_box(painter, box, corner, colors.sunken, colors.border)
        elif self.isChecked():
            paint_box(painter, box, corner, colors.accent_hover if self.underMouse() else colors.accent)
        else:
            ground = colors.hover if self.underMouse() else colors.raised
            paint_box(painter, box, corner, ground, colors.border_control)
        if self.isChecked():
            tick = "text_on_accent" if self.isEnabled() else "text_disabled"
            paint_icon(painter, self._theme, "check", tick, 0, self.height() // 2, size)
        paint_words(self, painter, self._theme)


class Select(TakesLetters, QComboBox):
    """One of a list; opened by a click, Space or Alt+Down, changed by letters and arrows without opening it."""

    def __init__(self, theme: Theme, name: str = "", *, height: int = 32, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._high = theme, height
        self.setObjectName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        theme.theme_changed.connect(self.updateGeometry)

    def choose(self, value: object) -> bool:
        """Chooses the item with these data; returns whether there is one. Qt's own search knows no None."""
        place = next((place for place in range(self.count()) if self.itemData(place) == value), -1)
        if place >= 0:
            self.setCurrentIndex(place)
        return place >= 0

    def sizeHint(self) -> QSize:
        """Override QWidget.sizeHint."""
        metrics = self._theme.metrics("body")
        widest = max((metrics.horizontalAdvance(self.itemText(place)) for place in range(self.count())), default=80)
        return QSize(widest + 2 * PAD + self._theme.scaled(CHEVRON) + GAP, self._theme.scaled(self._high))

    def minimumSizeHint(self) -> QSize:
        """Override QWidget.minimumSizeHint."""
        return QSize(80, self._theme.scaled(self._high))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Override QComboBox.paintEvent."""
        painter, colors, tokens = QPainter(self), self._theme.colors, self._theme.tokens
        border, ground, text = "border_control", "hover" if self.underMouse() else "raised", "text"
        if not self.isEnabled():
            border, ground, text = "border", "sunken", "text_disabled"
        elif self.hasFocus():
            border = "focus_ring"
        width = tokens.line.focus if self.hasFocus() else tokens.line.hairline
        paint_box(painter, QRectF(self.rect()), tokens.radius.control, colors[ground], colors[border], width)
        size = self._theme.scaled(CHEVRON)
        right = self.width() - PAD - size
        tint = "text_secondary" if self.isEnabled() else "text_disabled"
        paint_icon(painter, self._theme, "chevron-down", tint, right, self.height() // 2, size)
        shown = self.currentText() or self.placeholderText()
        room = QRect(PAD, 0, right - PAD - GAP, self.height())
        paint_text(painter, self._theme, room, shown, text if self.currentText() else "text_muted")
