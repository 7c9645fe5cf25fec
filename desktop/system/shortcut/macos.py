"""The key on macOS: Carbon's hot keys, which need no right of accessibility. Unverified: nobody has run it there."""

from __future__ import annotations

import ctypes
import ctypes.util
from typing import Any

from desktop.system.shortcut import Pressed, Refused
from desktop.system.shortcut.chord import Chord, chord_of

CMD, SHIFT, OPTION, CONTROL = 0x100, 0x200, 0x800, 0x1000
KEYBOARD, HOT_KEY_PRESSED = int.from_bytes(b"keyb", "big"), 5
SIGNATURE = int.from_bytes(b"Mstr", "big")
CODES = {
    **dict(zip("ASDFHGZXCV", range(10), strict=True)),
    **{"B": 11, "Q": 12, "W": 13, "E": 14, "R": 15, "Y": 16, "T": 17, "O": 31, "U": 32, "I": 34, "P": 35, "L": 37},
    **{"J": 38, "K": 40, "N": 45, "M": 46, "1": 18, "2": 19, "3": 20, "4": 21, "6": 22, "5": 23, "9": 25, "7": 26},
    **{"8": 28, "0": 29, "space": 49, "F1": 122, "F2": 120, "F3": 99, "F4": 118, "F5": 96, "F6": 97, "F7": 98},
    **{"F8": 100, "F9": 101, "F10": 109, "F11": 103, "F12": 111},
}
"""Apple's virtual key codes, by the key's place on an ANSI keyboard."""


class EventKind(ctypes.Structure):
    """Carbon's EventTypeSpec."""

    _fields_ = (("family", ctypes.c_uint32), ("kind", ctypes.c_uint32))


class HotKeyId(ctypes.Structure):
    """Carbon's EventHotKeyID."""

    _fields_ = (("signature", ctypes.c_uint32), ("id", ctypes.c_uint32))


Handler = ctypes.CFUNCTYPE(ctypes.c_int32, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p)


class MacShortcut:
    """A `GlobalShortcut`. Carbon calls back on the main thread, in Qt's own loop."""

    def __init__(self, pressed: Pressed, refused: Refused) -> None:
        self._pressed, self._refused = pressed, refused
        self._carbon: Any = ctypes.CDLL(ctypes.util.find_library("Carbon"))
        self._carbon.GetApplicationEventTarget.restype = ctypes.c_void_p
        self._target = ctypes.c_void_p(self._carbon.GetApplicationEventTarget())
        self._handler = Handler(self._on_event)
        kinds = (EventKind * 1)(EventKind(KEYBOARD, HOT_KEY_PRESSED))
        self._carbon.InstallEventHandler(self._target, self._handler, 1, kinds, None, None)
        self._held: ctypes.c_void_p | None = None

    def bind(self, keys: str) -> None:
        """Take a key in place of the one before."""
        self.close()
        chord = chord_of(keys) if keys else None
        if keys and (chord is None or chord.key not in CODES or not self._register(chord)):
            self._refused(keys)

    def _register(self, chord: Chord) -> bool:
        held = ctypes.c_void_p()
        code = self._carbon.RegisterEventHotKey(
            CODES[chord.key], modifiers(chord), HotKeyId(SIGNATURE, 1), self._target, 0, ctypes.byref(held)
        )
        self._held = held if code == 0 else None
        return bool(code == 0)

    def _on_event(self, _next: Any, _event: Any, _data: Any) -> int:
        self._pressed()
        return 0

    def close(self) -> None:
        """Give the key back."""
        if self._held is not None:
            self._carbon.UnregisterEventHotKey(self._held)
            self._held = None


def modifiers(chord: Chord) -> int:
    """A chord's modifiers as Carbon counts them; what Qt calls Ctrl is Command here."""
    pairs = ((chord.ctrl, CMD), (chord.shift, SHIFT), (chord.alt, OPTION), (chord.meta, CONTROL))
    return sum(flag for wanted, flag in pairs if wanted)
