"""What can be put in place of a sign: a list below the cursor that follows what one types."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from desktop.shell import names
from desktop.shell.entries import Entry, EntryList
from desktop.shell.writing.trigger import Trigger, trigger_in
from desktop.theme.theme import Theme
from desktop.widgets.panels import Panel

Show = Callable[[Sequence[Entry]], object]
Source = Callable[[str, Show], object]
"""Is given what was typed behind its sign and what to hand its entries to, at once or later."""
ROWS_MOST = 7
WIDTH = 420
GAP = 4


class Completion(Panel):
    """Offers entries while the cursor stands behind a sign; a child of the window, so that it works on every platform.

    Signals:
        chosen: (Entry) something was put into the text, or is to be: the sign and what was typed are gone from it.
    """

    chosen = Signal(object)

    def __init__(self, theme: Theme, editor: QPlainTextEdit, sources: dict[str, Source]) -> None:
        super().__init__(theme, "raised", card="border_strong", radius=theme.tokens.radius.card, parent=editor)
        self.setObjectName(names.COMPLETION)
        self._theme, self._editor, self._sources = theme, editor, sources
        self._trigger: Trigger | None = None
        self._dismissed: tuple[int, int] | None = None
        """Block and place of a sign that was typed as such: nothing is offered for it any more."""
        self._asked = 0
        self._row = theme.tokens.height.palette_row
        self.list = EntryList(theme, names.COMPLETION_LIST, self._row)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 5, 1, 5)
        column.addWidget(self.list)
        self.list.chosen.connect(self._on_chosen)
        editor.textChanged.connect(self._look)
        editor.cursorPositionChanged.connect(self._look)
        editor.installEventFilter(self)
        self.hide()

    def set_words(self, name: str) -> None:
        """Says what it is, for screen readers."""
        self.list.setAccessibleName(name)

    def ask(self, sign: str) -> None:
        """Types a sign for the user: whoever does not know it has a button."""
        cursor = self._editor.textCursor()
        before = cursor.block().text()[: cursor.positionInBlock()]
        cursor.insertText(sign if not before or before[-1].isspace() else f" {sign}")
        self._editor.setTextCursor(cursor)
        self._editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _look(self) -> None:
        cursor = self._editor.textCursor()
        line = cursor.block().text()[: cursor.positionInBlock()]
        trigger = None if cursor.hasSelection() or not self._editor.hasFocus() else trigger_in(line)
        if trigger == self._trigger:
            return
        self._trigger = trigger
        self._asked += 1
        if trigger is None or trigger.kind not in self._sources:
            self._dismissed = None if trigger is None else self._dismissed
            self.hide()
            return
        if self._dismissed == (cursor.blockNumber(), trigger.start):
            return
        self._dismissed = None
        number = self._asked
        self._sources[trigger.kind](trigger.typed, lambda entries: self._show(number, entries))

    def _show(self, number: int, entries: Sequence[Entry]) -> None:
        """Shows what was found, unless something else was asked since."""
        if number != self._asked:
            return
        if not entries:
            self.hide()
            return
        self.list.show_entries(list(entries), stay=False)
        self._place()
        self.show()
        self.raise_()

    def _place(self) -> None:
        """Stands below the line with the sign, or above the whole field where there is no room: it hides no text."""
        pane: QWidget = self._editor.window()
        self.setParent(pane)
        height = min(ROWS_MOST, self.list.entry_model.rowCount()) * self._row + 12
        width = min(self._theme.scaled(WIDTH), pane.width() - 16)
        cursor = QTextCursor(self._editor.textCursor())
        if self._trigger is not None:
            cursor.setPosition(cursor.block().position() + self._trigger.start)
        line = self._editor.cursorRect(cursor)
        corner = self._editor.viewport().mapTo(pane, line.bottomLeft() + QPoint(0, GAP))
        if corner.y() + height > pane.height() - GAP:
            corner.setY(self._editor.mapTo(pane, QPoint(0, -GAP)).y() - height)
        left = max(8, min(corner.x() - 12, pane.width() - width - 8))
        self.setGeometry(left, max(GAP, corner.y()), width, height)

    def _on_chosen(self, entry: Entry) -> None:
        if self._trigger is None:
            return
        cursor = self._editor.textCursor()
        end = cursor.position()
        cursor.setPosition(cursor.block().position() + self._trigger.start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        cursor.removeSelectedText()
        self._editor.setTextCursor(cursor)
        self.hide()
        self.chosen.emit(entry)

    def _dismiss(self) -> None:
        if self._trigger is not None:
            self._dismissed = (self._editor.textCursor().blockNumber(), self._trigger.start)
        self._asked += 1
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Override QObject.eventFilter: the arrows move in it, Enter and Tab choose, Esc leaves the sign as typed."""
        if watched is not self._editor or not self.isVisible():
            return super().eventFilter(watched, event)
        if event.type() is QEvent.Type.FocusOut:
            self.hide()
            self._trigger = None
        elif isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            return self._on_key(event)
        return super().eventFilter(watched, event)

    def _on_key(self, event: QKeyEvent) -> bool:
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        match event.key():
            case Qt.Key.Key_Down:
                self.list.step(1)
            case Qt.Key.Key_Up:
                self.list.step(-1)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_Tab:
                current = self.list.current()
                if current is not None:
                    self._on_chosen(current)
            case Qt.Key.Key_Escape:
                self._dismiss()
            case _:
                return False
        return True
