"""The key on Windows: RegisterHotKey on a window of its own. Unverified: nobody has run it there yet."""

from __future__ import annotations

import ctypes
import sys

from desktop.system.shortcut import Pressed, Refused
from desktop.system.shortcut.chord import Chord, chord_of

if sys.platform == "win32":
    from ctypes import wintypes
    from typing import Any

    from PySide6.QtWidgets import QWidget

    WM_HOTKEY = 0x0312
    HOTKEY_ID = 1
    MOD_ALT, MOD_CONTROL, MOD_SHIFT, MOD_WIN, MOD_NOREPEAT = 0x1, 0x2, 0x4, 0x8, 0x4000
    VK_SPACE, VK_F1 = 0x20, 0x70

    class WindowsShortcut(QWidget):
        """A `GlobalShortcut`; never shown, it only has the handle to which the system posts."""

        def __init__(self, pressed: Pressed, refused: Refused) -> None:
            super().__init__()
            self._pressed, self._refused = pressed, refused
            self._handle = int(self.winId())

        def bind(self, keys: str) -> None:
            """Take a key in place of the one before."""
            user32 = ctypes.windll.user32
            user32.UnregisterHotKey(self._handle, HOTKEY_ID)
            chord = chord_of(keys) if keys else None
            if chord is not None and user32.RegisterHotKey(
                self._handle, HOTKEY_ID, modifiers(chord), virtual_key(chord)
            ):
                return
            if keys:
                self._refused(keys)

        def close(self) -> bool:
            """Give the key back."""
            ctypes.windll.user32.UnregisterHotKey(self._handle, HOTKEY_ID)
            return super().close()

        def nativeEvent(self, event_type: Any, message: Any) -> Any:
            """Override QWidget.nativeEvent."""
            if wintypes.MSG.from_address(int(message)).message == WM_HOTKEY:
                self._pressed()
                return True, 0
            return super().nativeEvent(event_type, message)

    def modifiers(chord: Chord) -> int:
        """A chord's modifiers as Windows counts them."""
        pairs = ((chord.alt, MOD_ALT), (chord.ctrl, MOD_CONTROL), (chord.shift, MOD_SHIFT), (chord.meta, MOD_WIN))
        return MOD_NOREPEAT + sum(flag for wanted, flag in pairs if wanted)

    def virtual_key(chord: Chord) -> int:
        """A chord's key as Windows counts it."""
        if chord.key == "space":
            return VK_SPACE
        return ord(chord.key) if len(chord.key) == 1 else VK_F1 + int(chord.key[1:]) - 1
