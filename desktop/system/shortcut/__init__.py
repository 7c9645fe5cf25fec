"""The port to a key that works wherever the user is: it brings the program forward."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Protocol

from PySide6.QtGui import QGuiApplication

Pressed = Callable[[], None]
"""Told, in the GUI thread, that the key was pressed."""
Refused = Callable[[str], None]
"""Told, in the GUI thread, the keys that the system did not give."""


class GlobalShortcut(Protocol):
    """Holds at most one key of the whole desktop."""

    def bind(self, keys: str) -> None:
        """Take a key, as `Ctrl+Alt+M`, in place of the one before; empty for none. Some systems ask the user."""

    def close(self) -> None:
        """Give the key back."""


def global_shortcut(pressed: Pressed, refused: Refused) -> GlobalShortcut | None:
    """The one of this platform, or None where no program can have such a key."""
    if sys.platform == "win32":
        from desktop.system.shortcut.windows import WindowsShortcut

        return WindowsShortcut(pressed, refused)
    if sys.platform == "darwin":
        from desktop.system.shortcut.macos import MacShortcut

        return MacShortcut(pressed, refused)
    platform = QGuiApplication.platformName()
    if platform == "xcb":
        from desktop.system.shortcut.x11 import X11Shortcut

        return X11Shortcut(pressed, refused)
    if platform.startswith("wayland"):
        from desktop.system.shortcut.portal import PortalShortcut

        return PortalShortcut(pressed, refused)
    return None
