"""A key with its modifiers, taken apart for the systems' own calls."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence

from domain.plain import Plain

FUNCTION_KEYS = 35


class Chord(Plain):
    """One key with modifiers.

    Attributes:
        key: one upper-case letter or a digit, `space`, or `F1` to `F35`.
        shift, ctrl, alt, meta: which modifiers go with it; on macOS `ctrl` stands for Command, as with Qt.
    """

    key: str
    shift: bool
    ctrl: bool
    alt: bool
    meta: bool


def chord_of(keys: str) -> Chord | None:
    """The chord that Qt reads in `keys`; None for anything that cannot be a key of the whole desktop.

    Without Ctrl, Alt or Meta only function keys can: a letter alone would be taken from every other program.
    """
    sequence = QKeySequence(keys)
    if sequence.count() != 1:
        return None
    combination = sequence[0]  # type: ignore[index]
    named, held, modifier = _name(combination.key()), combination.keyboardModifiers(), Qt.KeyboardModifier
    ctrl, alt = bool(held & modifier.ControlModifier), bool(held & modifier.AltModifier)
    shift, meta = bool(held & modifier.ShiftModifier), bool(held & modifier.MetaModifier)
    if not named or not (ctrl or alt or meta or named[0] == "F" and len(named) > 1):
        return None
    return Chord(named, shift, ctrl, alt, meta)


def _name(key: Qt.Key) -> str:
    code = int(key)
    if int(Qt.Key.Key_A) <= code <= int(Qt.Key.Key_Z) or int(Qt.Key.Key_0) <= code <= int(Qt.Key.Key_9):
        return chr(code)
    if int(Qt.Key.Key_F1) <= code < int(Qt.Key.Key_F1) + FUNCTION_KEYS:
        return f"F{code - int(Qt.Key.Key_F1) + 1}"
    return "space" if key == Qt.Key.Key_Space else ""
