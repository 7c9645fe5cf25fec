"""The text field for Markdown: formatted while one types, with keys for what the marks do."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QKeyEvent, QKeySequence, QTextCursor
from PySide6.QtWidgets import QMenu, QPlainTextEdit, QWidget

from desktop.shell.writing import marks
from desktop.shell.writing.highlighter import MarkdownHighlighter
from desktop.theme.theme import Theme
from desktop.widgets.fields import Frame, as_text_field

WRAPPED = {"Ctrl+B": "**", "Ctrl+I": "*", "Ctrl+E": "`", "Ctrl+Shift+X": "~~"}
LINES = {"Ctrl+Shift+8": "- ", "Ctrl+Shift+7": "1. ", "Ctrl+Shift+9": "> "}
LINK_KEY = "Ctrl+K"
"""Makes a link of what is chosen; with nothing chosen it is the window's."""


class MarkdownEdit(QPlainTextEdit):
    """A plain text editor whose text is Markdown."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.highlighter = MarkdownHighlighter(self.document(), theme)
        self.highlighter.writing_at = lambda: self.textCursor().position() if self.hasFocus() else -1
        self.cursorPositionChanged.connect(self.highlighter.on_cursor_moved)
        self.extend_menu: Callable[[QMenu, QTextCursor], object] | None = None
        """Adds to the menu what belongs to the place where it is opened."""

    def _action(self, event: QKeyEvent) -> Callable[[], object] | None:
        """What a key does here, beyond what any editor does with it."""
        pressed = QKeySequence(event.keyCombination()).toString(QKeySequence.SequenceFormat.PortableText)
        cursor = self.textCursor()
        if pressed in WRAPPED:
            return lambda: self._take(cursor, marks.toggle, WRAPPED[pressed])
        if pressed in LINES:
            return lambda: self._take(cursor, marks.begin_line, LINES[pressed])
        if pressed == LINK_KEY and cursor.hasSelection():
            copied = QGuiApplication.clipboard().text().strip()
            return lambda: self._take(cursor, marks.link, copied if marks.ADDRESS.match(copied) else "")
        return None

    def _take(self, cursor: object, change: Callable[..., object], *arguments: object) -> None:
        change(cursor, *arguments)
        self.setTextCursor(cursor)  # type: ignore[arg-type]

    def event(self, event: QEvent) -> bool:
        """Override QWidget.event: these keys are the editor's, not a shortcut's of the window."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._action(event):
            event.accept()
            return True
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self._indents(event):
            # Before Qt takes it for a way out of the field.
            return marks.indent(self.textCursor(), 1 if event.key() == Qt.Key.Key_Tab else -1)
        return super().event(event)

    def _indents(self, event: QKeyEvent) -> bool:
        tab = event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
        return tab and marks.ITEM.match(self.textCursor().block().text()) is not None

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Override QWidget.contextMenuEvent."""
        menu = self.createStandardContextMenu(event.pos())
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if self.extend_menu is not None:
            by_key = event.reason() is QContextMenuEvent.Reason.Keyboard
            self.extend_menu(menu, self.textCursor() if by_key else self.cursorForPosition(event.pos()))
        menu.popup(event.globalPos())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override QWidget.keyPressEvent."""
        action = self._action(event)
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if action is not None:
            action()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain:
            cursor = self.textCursor()
            if marks.continue_line(cursor):
                self.setTextCursor(cursor)
            else:
                super().keyPressEvent(event)
        else:
            super().keyPressEvent(event)


def markdown_field(theme: Theme, name: str) -> tuple[Frame, MarkdownEdit]:
    """A field for Markdown in its frame; Tab leaves it, except in a list."""
    field = MarkdownEdit(theme)
    return as_text_field(theme, field, name), field
