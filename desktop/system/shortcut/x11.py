"""The key on X11: grabbed from the root window, with python-xlib on a connection of its own."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, QSocketNotifier
from Xlib import XK, X
from Xlib.display import Display
from Xlib.error import BadAccess, CatchError

from desktop.system.shortcut import Pressed, Refused
from desktop.system.shortcut.chord import Chord, chord_of

IGNORED = (0, X.LockMask, X.Mod2Mask, X.LockMask | X.Mod2Mask)
"""Caps Lock and Num Lock are modifiers to X: the key is taken with each of them."""


class X11Shortcut(QObject):
    """A `GlobalShortcut`. Its connection is read when Qt's loop says that there is something: no thread, no polling."""

    def __init__(self, pressed: Pressed, refused: Refused) -> None:
        super().__init__()
        self._pressed, self._refused = pressed, refused
        self._display: Any = Display()
        self._root: Any = self._display.screen().root
        self._held: tuple[int, int] | None = None
        self._ready = QSocketNotifier(self._display.fileno(), QSocketNotifier.Type.Read, self)
        self._ready.activated.connect(self._on_ready)

    def bind(self, keys: str) -> None:
        """Take a key in place of the one before."""
        self._release()
        if not keys:
            return
        chord = chord_of(keys)
        if chord is None or not self._grab(chord):
            self._refused(keys)

    def _grab(self, chord: Chord) -> bool:
        code = self._display.keysym_to_keycode(
            XK.string_to_keysym(chord.key if len(chord.key) > 1 else chord.key.lower())
        )
        if not code:
            return False
        trouble = CatchError(BadAccess)
        held = modifiers(chord)
        for ignored in IGNORED:
            self._root.grab_key(code, held | ignored, True, X.GrabModeAsync, X.GrabModeAsync, onerror=trouble)
        self._display.sync()
        self._held = (code, held)
        if trouble.get_error() is not None:
            self._release()
            return False
        return True

    def _release(self) -> None:
        if self._held is None:
            return
        code, held = self._held
        for ignored in IGNORED:
            self._root.ungrab_key(code, held | ignored)
        self._display.sync()
        self._held = None

    def _on_ready(self) -> None:
        while self._display.pending_events():
            event = self._display.next_event()
            if event.type == X.KeyPress and self._held is not None and event.detail == self._held[0]:
                self._pressed()

    def close(self) -> None:
        """Give the key back."""
        self._ready.setEnabled(False)
        self._release()
        self._display.close()


def modifiers(chord: Chord) -> int:
    """A chord's modifiers as X counts them."""
    pairs = ((chord.shift, X.ShiftMask), (chord.ctrl, X.ControlMask), (chord.alt, X.Mod1Mask), (chord.meta, X.Mod4Mask))
    return sum(mask for wanted, mask in pairs if wanted)
