"""What the program says by itself: banners, the offline strip, toasts with undo, and the word in an empty place."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEasingCurve, QEvent, QObject, QPoint, QPropertyAnimation, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.theme.theme import Theme
from desktop.widgets.buttons import Button
from desktop.widgets.marks import Glyph
from desktop.widgets.painting import paint_box
from desktop.widgets.panels import Panel
from desktop.widgets.text import ElidedLabel, Text

TOAST_BOTTOM = 24
SECOND_MS = 1000


class Banner(Panel):
    """Something everyone on this screen should know, with what can be done about it."""

    def __init__(self, theme: Theme, tone: str = "warning", *, icon: str = "alert") -> None:
        """Makes it; `tone` is `warning`, `danger`, `info` or `success`."""
        super().__init__(theme, f"{tone}_soft", card=f"{tone}_fill")
        self._theme = theme
        self.title = Text(theme, "", "body", 600, wraps=True)
        self.text = Text(theme, "", "body", 400, "text_secondary", wraps=True)
        self.caption = Text(theme, "", "caption", 400, "text_secondary", wraps=True)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(16, 16, 16, 16)
        self._row.setSpacing(12)
        self._row.addWidget(Glyph(theme, icon, tone, 20), 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(4)
        for line in (self.title, self.text, self.caption):
            column.addWidget(line)
        self._row.addLayout(column, 1)

    def say(self, title: str, text: str = "", caption: str = "") -> None:
        """Sets its three lines; empty ones take no room."""
        for line, words in ((self.title, title), (self.text, text), (self.caption, caption)):
            line.setText(words)
            line.setVisible(bool(words))

    def add_action(self, button: Button) -> None:
        """Puts a button at its end."""
        self._row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)


class LineStrip(Panel):
    """The strip above everything while the line is down: since when, that work goes on, and what waits.

    Signals:
        action_asked: its button was pressed (sign in again, see what waits).
    """

    action_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "offline_bg")
        self._theme = theme
        self._glyph = Glyph(theme, "offline", "offline_accent", 20)
        self._fact = Text(theme, "", "body", 600, "offline_text")
        self._comfort = ElidedLabel(theme, "", "body", 400, "offline_text")
        self._waiting = Text(theme, "", "caption", 500, "offline_accent")
        self._action = Button(theme, "", kind="on_dark", height=28)
        self._action.clicked.connect(self.action_asked)
        row = QHBoxLayout(self)
        row.setContentsMargins(32, 0, 32, 0)
        row.setSpacing(8)
        row.addWidget(self._glyph)
        row.addWidget(self._fact)
        row.addWidget(self._comfort, 1)
        row.addWidget(self._waiting)
        row.addWidget(self._action)
        theme.theme_changed.connect(self.restyle)
        self.restyle()

    def restyle(self) -> None:
        """Takes over the theme."""
        self.setFixedHeight(self._theme.tokens.height.offline_strip)

    def say(self, fact: str, comfort: str, waiting: str = "", *, action: str = "", icon: str = "offline") -> None:
        """Sets its words.

        Args:
            fact: No connection since 10:12.
            comfort: Carry on: it goes out by itself.
            waiting: 2 changes to send; empty for nothing.
            action: a button's verb; empty for none.
            icon: `offline`, `key` for signing in again, …
        """
        self._glyph.show_icon(icon, "offline_accent")
        self._fact.setText(fact)
        self._comfort.setText(comfort)
        self._waiting.setText(waiting)
        self._waiting.setVisible(bool(waiting))
        self._action.setText(action)
        self._action.setVisible(bool(action))
        self.setAccessibleName(" ".join(part for part in (fact, comfort, waiting) if part))


class EmptyState(Panel):
    """A place with nothing in it: why, and the next key or button."""

    def __init__(self, theme: Theme, icon: str = "inbox", *, framed: bool = True) -> None:
        super().__init__(theme, "sunken" if framed else "surface", card="border" if framed else "")
        self._title = Text(theme, "", "body", 600, wraps=True)
        self._next = Text(theme, "", "caption", 400, "text_secondary", wraps=True)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(16, 16, 16, 16)
        self._row.setSpacing(16)
        self._row.addWidget(Glyph(theme, icon, "text_secondary", 24))
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addWidget(self._title)
        column.addWidget(self._next)
        self._row.addLayout(column, 1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def say(self, title: str, next_step: str) -> None:
        """Sets both sentences."""
        self._title.setText(title)
        self._next.setText(next_step)
        self.setAccessibleName(title)
        self.setAccessibleDescription(next_step)

    def add_action(self, button: Button) -> None:
        """Puts a button at its end."""
        self._row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)


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
        """How much higher than at the window's foot it stands: above what one writes."""
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
            self._leave()
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
        left = (self._pane.width() - self.width()) // 2
        return QPoint(left, self._pane.height() - self.height() - TOAST_BOTTOM - self.lift())

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

    def _leave(self) -> None:
        self._clock.stop()
        self.hide()
        self.expired.emit()

    def on_second_passed(self) -> None:
        """Counts down."""
        self._left_s -= 1
        if self._left_s <= 0:
            self._leave()
        else:
            self._tell()

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
