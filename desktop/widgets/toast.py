"""A short word at the foot of a window, with the way to take back what it says."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import QEasingCurve, QEvent, QObject, QPoint, QPropertyAnimation, QRect, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QWidget

from desktop.theme.theme import Theme
from desktop.widgets.buttons import Button
from desktop.widgets.marks import Glyph
from desktop.widgets.painting import paint_box
from desktop.widgets.text import Text

TOAST_BOTTOM = 24
TOAST_ABOVE = 8
"""How far it stands above what it must not cover."""
SECOND_MS = 1000


class Toast(QWidget):
    """One short word at the foot of the window, with Undo while it can be undone; the next takes its place.

    Signals:
        undo_asked: the user took it back in time.
        expired: it is gone and can no longer be taken back.
    """

    undo_asked = Signal()
    expired = Signal()

    def __init__(self, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self._theme, self._pane = theme, window
        self._sentence: Callable[[int], str] = str
        self._left_s = 0
        self._glyph = Glyph(theme, "check", "tooltip_text", 16)
        self._text = Text(theme, "", "body", 500, "tooltip_text")
        self._undo = Button(theme, "", kind="on_dark", icon="undo", height=32)
        self._undo.clicked.connect(self.on_undo_clicked)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 12, 4)
        row.setSpacing(10)
        for part in (self._glyph, self._text, self._undo):
            row.addWidget(part)
        row.insertSpacing(2, 6)
        self._clock = QTimer(self, interval=SECOND_MS)
        self._clock.timeout.connect(self.on_second_passed)
        self._rise = QPropertyAnimation(self, b"pos", self)
        self._rise.setEasingCurve(QEasingCurve.Type.OutCubic)
        window.installEventFilter(self)
        self.setMinimumHeight(theme.scaled(40))
        self.lift: Callable[[], int] = lambda: 0
        """How much higher than at the window's foot it stands: above what one writes. It keeps clear of buttons."""
        self.hide()

    def show_message(
        self, sentence: str | Callable[[int], str], *, icon: str = "check", undo: str = "", seconds: int | None = None
    ) -> None:
        """Shows a word in place of the one before, which expires.

        Args:
            sentence: what happened, or a function of the seconds left (Sending in 8 s).
            icon: the icon before it.
            undo: the word for taking it back; empty if it cannot be.
            seconds: how long it stays; None for the usual.
        """
        if self.isVisible():
            self.leave()
        self._sentence = sentence if callable(sentence) else lambda _seconds: str(sentence)
        timing = self._theme.tokens.time
        self._left_s = seconds if seconds is not None else timing.undo_send_s if undo else timing.toast_s
        self._glyph.show_icon(icon, "tooltip_text")
        self._undo.setText(undo)
        self._undo.setVisible(bool(undo))
        self._tell()
        self.show()
        self.raise_()
        self._rise_up()
        self._clock.start()

    def _tell(self) -> None:
        self._text.setText(self._sentence(self._left_s))
        self.setAccessibleName(self._text.text())
        self.adjustSize()

    def _place(self) -> QPoint:
        lift = self.lift()
        below = lift + TOAST_ABOVE if lift else TOAST_BOTTOM
        place = self.rect()
        place.moveBottom(self._pane.height() - below)
        place.moveLeft((self._pane.width() - self.width()) // 2)
        # From the foot up: above each that it would cover, unless that would take it past the middle of the window.
        for seen in sorted(self._buttons(), key=QRect.bottom, reverse=True):
            if place.intersects(seen) and seen.top() > self._pane.height() // 2:
                place.moveBottom(seen.top() - TOAST_ABOVE)
        return place.topLeft()

    def _buttons(self) -> Iterator[QRect]:
        """What of the window's buttons is in sight, in the window's coordinates."""
        for button in self._pane.findChildren(QAbstractButton):
            if button is not self._undo and button.isVisible():
                seen = button.visibleRegion().boundingRect()
                if not seen.isEmpty():
                    yield seen.translated(button.mapTo(self._pane, QPoint()))

    def _rise_up(self) -> None:
        duration_ms = self._theme.motion_ms(self._theme.tokens.motion.toast_ms)
        if not duration_ms:
            self.move(self._place())
            return
        self._rise.stop()
        self._rise.setDuration(duration_ms)
        self._rise.setStartValue(self._place() + QPoint(0, TOAST_BOTTOM))
        self._rise.setEndValue(self._place())
        self._rise.start()

    def leave(self) -> None:
        """Goes before its time."""
        self._clock.stop()
        self.hide()
        self.expired.emit()

    def on_second_passed(self) -> None:
        """Counts down."""
        self._left_s -= 1
        if self._left_s <= 0:
            self.leave()
        else:
            self._tell()
            self.settle()

    def changeEvent(self, event: QEvent) -> None:
        """Override QWidget.changeEvent: a word that was said is not said again in another language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self.hide()

    def on_undo_clicked(self) -> None:
        """Takes it back."""
        self._clock.stop()
        self.hide()
        self.undo_asked.emit()

    def settle(self) -> None:
        """Takes its place again: what it stands above is another."""
        if self.isVisible():
            self._rise.stop()
            self.move(self._place())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Override QObject.eventFilter: stays at the foot of a window that changes its size."""
        if event.type() is QEvent.Type.Resize:
            self.settle()
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Override QWidget.paintEvent."""
        colors = self._theme.colors
        paint_box(QPainter(self), self.rect(), self._theme.tokens.radius.card, colors.tooltip_bg)
