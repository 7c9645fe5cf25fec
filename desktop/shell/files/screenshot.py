"""A picture of a part of the screen: the screen is taken once, the part chosen on it with the pointer or by keys."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPixmap, QRegion, QScreen
from PySide6.QtWidgets import QWidget

from desktop.theme.theme import Theme
from desktop.widgets.painting import CENTER, fill, paint_box, paint_text

LEAST_PX = 8
HINT_HEIGHT = 36
STEP_PX = 24
"""How far an arrow goes; with Ctrl a pixel."""
ARROWS = {
    Qt.Key.Key_Left: QPoint(-1, 0),
    Qt.Key.Key_Right: QPoint(1, 0),
    Qt.Key.Key_Up: QPoint(0, -1),
    Qt.Key.Key_Down: QPoint(0, 1),
}

Grab = Callable[[], QPixmap]
"""Gives what is on the screen; a null pixmap where the system lets no program see it."""


def grab_of(screen: QScreen) -> Grab:
    """What is on this screen now."""
    return lambda: screen.grabWindow(0)


class RegionPicker(QWidget):
    """Covers a screen with its own picture: dragging chooses a part and takes it, Enter takes all, Esc leaves.

    Arrows choose a part, too: they move a frame, with Shift its lower right corner, and Enter takes what is in it.

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
        self.chosen = QRect()
        """What lies in the frame, in points of the screen; null while there is none."""

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
            self.chosen = QRect(self._from, self._from)
        else:
            self._leave()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Override QWidget.mouseMoveEvent."""
        if self._from is not None:
            self.chosen = QRect(self._from, event.position().toPoint()).normalized() & self.rect()
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Override QWidget.mouseReleaseEvent: a part too small to be meant is chosen again."""
        chosen, self._from = self.chosen, None
        if chosen.width() >= LEAST_PX and chosen.height() >= LEAST_PX:
            self._take(chosen)
        else:
            self.chosen = QRect()
            self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override QWidget.keyPressEvent."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take(self.rect() if self.chosen.isNull() else self.chosen)
        elif event.key() in ARROWS:
            self.chosen = self._framed(ARROWS[Qt.Key(event.key())], event.modifiers())
            self.update()
        elif event.key() == Qt.Key.Key_Escape:
            self._leave()
        else:
            super().keyPressEvent(event)

    def _framed(self, way: QPoint, held: Qt.KeyboardModifier) -> QRect:
        """Return the frame after an arrow: the first one stands in the middle, and none leaves the screen."""
        frame, room = QRect(self.chosen), self.rect()
        if frame.isNull():
            frame.setSize(room.size() / 2)
            frame.moveCenter(room.center())
            return frame
        by = way * (1 if held & Qt.KeyboardModifier.ControlModifier else STEP_PX)
        if held & Qt.KeyboardModifier.ShiftModifier:
            frame.setWidth(min(max(LEAST_PX, frame.width() + by.x()), room.right() - frame.left() + 1))
            frame.setHeight(min(max(LEAST_PX, frame.height() + by.y()), room.bottom() - frame.top() + 1))
            return frame
        frame.moveLeft(min(max(room.left(), frame.left() + by.x()), room.right() - frame.width() + 1))
        frame.moveTop(min(max(room.top(), frame.top() + by.y()), room.bottom() - frame.height() + 1))
        return frame

    def paintEvent(self, event: QPaintEvent) -> None:
        """Override QWidget.paintEvent: what is not chosen lies under a veil."""
        painter, colors = QPainter(self), self._theme.colors
        painter.drawPixmap(self.rect(), self._shot)
        chosen = self.chosen
        painter.setClipRegion(QRegion(self.rect()).subtracted(QRegion(chosen)))
        fill(painter, self.rect(), colors.scrim)
        painter.setClipping(False)
        if not chosen.isNull():
            paint_box(painter, chosen, 0, None, colors.accent, 2)
            return
        words = self.tr("Drag over what you want to show, or press an arrow. Enter takes all of it, Esc cancels.")
        width = self._theme.metrics("body", 500).horizontalAdvance(words) + 32
        box = QRect((self.width() - width) // 2, 32, width, self._theme.scaled(HINT_HEIGHT))
        paint_box(painter, box, self._theme.tokens.radius.card, colors.tooltip_bg)
        paint_text(painter, self._theme, box, words, "tooltip_text", "body", 500, CENTER)
