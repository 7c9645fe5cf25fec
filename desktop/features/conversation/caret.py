"""A caret in a message: where the arrows take it, what Shift chooses on its way, and where it stands."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QKeyEvent, QTextCursor

Move = QTextCursor.MoveOperation
STEPS = {
    Qt.Key.Key_Left: (Move.Left, Move.WordLeft),
    Qt.Key.Key_Right: (Move.Right, Move.WordRight),
}
"""By a letter; with Ctrl by a word."""
CHOOSING = {
    Qt.Key.Key_Up: Move.Up,
    Qt.Key.Key_Down: Move.Down,
    Qt.Key.Key_Home: Move.StartOfLine,
    Qt.Key.Key_End: Move.EndOfLine,
}
"""Only with Shift: by themselves they go from message to message."""


def moved(cursor: QTextCursor, event: QKeyEvent) -> bool:
    """Moves a cursor as a key asks; tells whether the key is one of the caret's."""
    held, key = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier, Qt.Key(event.key())
    shift = bool(held & Qt.KeyboardModifier.ShiftModifier)
    ctrl = bool(held & Qt.KeyboardModifier.ControlModifier)
    if held & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier):
        return False
    if key in STEPS:
        step = STEPS[key][ctrl]
    elif shift and not ctrl and key in CHOOSING:
        step = CHOOSING[key]
    elif ctrl and not shift and key == Qt.Key.Key_A:
        cursor.select(QTextCursor.SelectionType.Document)
        return True
    else:
        return False
    cursor.movePosition(step, QTextCursor.MoveMode.KeepAnchor if shift else QTextCursor.MoveMode.MoveAnchor)
    return True


def line_of(cursor: QTextCursor) -> QRect:
    """Where the line stands that a cursor is in, in its document."""
    block = cursor.block()
    line = block.layout().lineForTextPosition(cursor.positionInBlock())
    top = cursor.document().documentLayout().blockBoundingRect(block).top()
    return QRect(0, round(top + line.y()), round(line.naturalTextWidth()), round(line.height()))
