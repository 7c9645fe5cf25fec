"""A picture of a part of the screen: the screen is taken once, and the part chosen on it with the pointer."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPixmap, QRegion, QScreen
from PySide6.QtWidgets import QWidget

from desktop.theme.theme import Theme
from desktop.widgets.painting import CENTER, fill, paint_box, paint_text

LEAST_PX = 8
HINT_HEIGHT = 36

Grab = Callable[[], QPixmap]
"""Gives what is on the screen; a null pixmap where the system lets no program see it."""


def grab_of(screen: QScreen) -> Grab:
    """What is on this screen now."""
    return lambda: screen.grabWindow(0)


class RegionPicker(QWidget):
    """Covers a screen with its own picture; dragging chooses a part, Enter takes all, Esc leaves.

    Signals:
        taken: (QImage) the chosen part, in the screen's own pixels.
        left: nothing was chosen.
    """

    taken = Signal(QImage)
    left = Signal()

    def __init__(self, theme: Theme, shot: QPixmap, place: QRect) -> None:
        super().__init__(None, Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowStaysOnTopHint)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setGeometry(place)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setAccessibleName(self.tr("Choose a part of the screen"))
        self._theme, self._shot = theme, shot
        self._from: QPoint | None = None
        self._chosen = QRect()

    def _take(self, part: QRect) -> None:
        ratio = self._shot.width() / max(1, self.width())
        pixels = QRect(part.topLeft() * ratio, part.size() * ratio)
        image = self._shot.copy(pixels).toImage()
        image.setDevicePixelRatio(1.0)
        self.taken.emit(image)
        self.close()

    def _leave(self) -> None:
        self.left.emit()
        self.close()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Override QWidget.mousePressEvent."""
        if event.button() is Qt.MouseButton.LeftButton:
            self._from = event.position().toPoint()
            self._chosen = QRect(self._from, self._from)
        else:
            self._leave()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Override QWidget.mouseMoveEvent."""
        if self._from is not None:
            self._chosen = QRect(self._from, event.position().toPoint()).normalized() & self.rect()
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Override QWidget.mouseReleaseEvent: a part too small to be meant is chosen again."""
        chosen, self._from = self._chosen, None
        if chosen.width() >= LEAST_PX and chosen.height() >= LEAST_PX:
            self._take(chosen)
        else:
            self._chosen = QRect()
            self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override QWidget.keyPressEvent."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take(self.rect())
        elif event.key() == Qt.Key.Key_Escape:
            self._leave()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Override QWidget.paintEvent: what is not chosen lies under a veil."""
        painter, colors = QPainter(self), self._theme.colors
        painter.drawPixmap(self.rect(), self._shot)
        chosen = self._chosen if self._from is not None else QRect()
        painter.setClipRegion(QRegion(self.rect()).subtracted(QRegion(chosen)))
        fill(painter, self.rect(), colors.scrim)
        painter.setClipping(False)
        if not chosen.isNull():
            paint_box(painter, chosen, 0, None, colors.accent, 2)
            return
        words = self.tr("Drag over what you want to show. Enter takes the whole screen, Esc cancels.")
        width = self._theme.metrics("body", 500).horizontalAdvance(words) + 32
        box = QRect((self.width() - width) // 2, 32, width, self._theme.scaled(HINT_HEIGHT))
        paint_box(painter, box, self._theme.tokens.radius.card, colors.tooltip_bg)
        paint_text(painter, self._theme, box, words, "tooltip_text", "body", 500, CENTER)
