"""Takes the keys that are pressed, one step or two, and says them."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop.shell import names
from desktop.theme.theme import Theme
from desktop.widgets.painting import paint_box, paint_text

SECOND_MS = 900
"""After the first step: so long a second one may follow, as in `G, H`."""
WIDTH = 200
MODIFIERS = frozenset({
    Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_AltGr, Qt.Key.Key_Meta, Qt.Key.Key_CapsLock,
    Qt.Key.Key_Super_L, Qt.Key.Key_Super_R, Qt.Key.Key_unknown, Qt.Key.Key_Dead_Acute, Qt.Key.Key_Dead_Grave,
})  # fmt: skip


class KeyRecorder(QWidget):
    """A field that types nothing: every key that is pressed in it is what is meant.

    Signals:
        recorded: (keys) as `QKeySequence` writes them portably; empty for none, by Backspace.
        left: nothing is chosen, by Esc or because the keyboard went elsewhere.
    """

    recorded = Signal(str)
    left = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName(names.KEYS_RECORDER)
        self._theme = theme
        self._steps: list[str] = []
        self._over = QTimer(self, singleShot=True, interval=SECOND_MS)
        self._over.timeout.connect(self._finish)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFixedHeight(theme.tokens.height.button_small)
        self.retell()

    def begin(self) -> None:
        """Waits for keys."""
        self._steps = []
        self._over.stop()
        self.retell()
        self.setFocus()

    def retell(self) -> None:
        """Says what it waits for, or what was pressed."""
        pressed = QKeySequence(", ".join(self._steps)).toString(QKeySequence.SequenceFormat.NativeText)
        self._words = f"{pressed} …" if self._steps else self.tr("Press the new keys")
        self.setAccessibleName(self._words)
        self.update()

    def _finish(self) -> None:
        self._over.stop()
        if self._steps:
            steps, self._steps = self._steps, []
            self.recorded.emit(", ".join(steps))

    def event(self, event: QEvent) -> bool:
        """Override QWidget.event: no key of the window acts while this one listens."""
        if event.type() is QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def focusNextPrevChild(self, next_one: bool) -> bool:  # noqa: FBT001 - Qt's signature
        """Override QWidget.focusNextPrevChild: Tab is a key as any other."""
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override QWidget.keyPressEvent."""
        key, modifiers = Qt.Key(event.key()), event.modifiers()
        if key in MODIFIERS:
            return
        if not modifiers and key == Qt.Key.Key_Escape:
            self._over.stop()
            self.left.emit()
        elif not modifiers and key in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete) and not self._steps:
            self.recorded.emit("")
        else:
            self._steps.append(key_text(event))
            self.retell()
            if len(self._steps) == 2 or modifiers & ~Qt.KeyboardModifier.ShiftModifier:
                self._finish()
            else:
                self._over.start()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Override QWidget.focusOutEvent."""
        super().focusOutEvent(event)
        if self._steps:
            self._finish()
        elif self.isVisible():
            self.left.emit()

    def sizeHint(self) -> QSize:
        """Override QWidget.sizeHint."""
        return QSize(self._theme.scaled(WIDTH), self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Override QWidget.paintEvent."""
        painter, theme = QPainter(self), self._theme
        line = theme.tokens.line.focus
        paint_box(painter, self.rect(), theme.tokens.radius.control, theme.colors.raised, theme.colors.focus_ring, line)
        color = "text" if self._steps else "text_secondary"
        paint_text(painter, theme, self.rect().adjusted(10, 0, -10, 0), self._words, color)


def key_text(event: QKeyEvent) -> str:
    """The step that a key press is: a sign such as `?` is itself, however it is typed on this keyboard."""
    combination = event.keyCombination()
    text = event.text()
    is_sign = len(text) == 1 and text.isprintable() and not text.isalnum() and not text.isspace()
    others = event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.GroupSwitchModifier)
    if is_sign and not others:
        return QKeySequence(text).toString()
    return QKeySequence(combination).toString()
