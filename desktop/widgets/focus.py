"""The focus ring: around what has the keyboard's focus, when the keyboard brought it there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from desktop.theme.theme import Theme
from desktop.widgets.painting import paint_box

if TYPE_CHECKING:
    Mixin = QWidget
else:
    # A mixin must not be a Qt class itself: with two of them as bases, PySide6 makes two C++ objects and crashes.
    Mixin = object

BY_KEYBOARD = frozenset(
    {Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason}
)


class FocusRing(QWidget):
    """Stands 2 px outside its widget, as far as there is room, a sibling above it; follows it, gone with the focus."""

    def __init__(self, around: QWidget, theme: Theme, radius: int) -> None:
        super().__init__(around.parentWidget())
        self._around, self._theme, self._radius = around, theme, radius
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        around.installEventFilter(self)
        self._follow()
        self.raise_()
        self.setVisible(around.isVisible())

    def _reach(self) -> int:
        line = self._theme.tokens.line
        return line.focus + line.focus_offset

    def _follow(self) -> None:
        reach = self._reach()
        place = self._around.geometry().adjusted(-reach, -reach, reach, reach)
        holds = self._around.parentWidget()
        # Where its widget reaches the edge of what holds it, the ring stays within: outside it would be cut off.
        self.setGeometry(place.intersected(holds.rect()) if holds is not None else place)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Override QObject.eventFilter."""
        if event.type() in (QEvent.Type.Move, QEvent.Type.Resize):
            self._follow()
        elif event.type() is QEvent.Type.Hide:
            self.hide()
        elif event.type() is QEvent.Type.Show:
            self.show()
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Override QWidget.paintEvent."""
        line = self._theme.tokens.line
        painter = QPainter(self)
        paint_box(painter, self.rect(), self._radius + self._reach(), None, self._theme.colors.focus_ring, line.focus)


class PaneRing(QWidget):
    """Stands inside the edge of a pane while the keyboard is there, if the keyboard brought it: lists, texts, pages."""

    def __init__(self, pane: QAbstractScrollArea, theme: Theme) -> None:
        super().__init__(pane)
        self._pane, self._theme = pane, theme
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()
        pane.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Override QObject.eventFilter."""
        if isinstance(event, QFocusEvent):
            self.setGeometry(self._pane.rect())
            self.raise_()
            self.setVisible(event.gotFocus() and event.reason() in BY_KEYBOARD)
        elif event.type() is QEvent.Type.Resize:
            self.setGeometry(self._pane.rect())
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Override QWidget.paintEvent."""
        width = self._theme.tokens.line.focus
        paint_box(QPainter(self), self.rect(), 0, None, self._theme.colors.focus_ring, width)


class TakesLetters(Mixin):
    """A mixin for what is chosen from by letters: while it has the keyboard, no letter is a key of the window."""

    def event(self, event: QEvent) -> bool:
        """Override QObject.event."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.ShortcutOverride:
            held = event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
            if event.text().isprintable() and event.text() and not held:
                event.accept()
                return True
        return super().event(event)


class KeyboardFocus(Mixin):
    """A mixin for widgets that show the ring; stands before the Qt class and sets `_ring_theme` and `_ring_radius`."""

    _ring_theme: Theme
    _ring_radius = 6
    _ring: FocusRing | None = None

    def _drop_ring(self) -> None:
        if self._ring is not None:
            self._ring.hide()
            self._ring.deleteLater()
            self._ring = None

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Override QWidget.focusInEvent."""
        if event.reason() in BY_KEYBOARD and self.parentWidget() is not None:
            self._drop_ring()
            self._ring = FocusRing(self, self._ring_theme, self._ring_radius)
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Override QWidget.focusOutEvent."""
        self._drop_ring()
        super().focusOutEvent(event)
