"""The keys of a window: bound to what the table names, bound anew when the user chooses others."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from desktop.shell.key_map import KeyMap
from desktop.shell.keys import Action


class KeyBinding(QObject):
    """Binds actions in a window. Fields keep what one types into them: Qt asks the field first."""

    def __init__(self, window: QWidget, keys: KeyMap, actions: Iterable[Action], run: Callable[[str], object]) -> None:
        super().__init__(window)
        self._keys = keys
        self._shortcuts: dict[str, QShortcut] = {}
        for action in actions:
            shortcut = QShortcut(window)
            shortcut.activated.connect(partial(run, action.name))
            # Two windows may have the same key, as each has its own focus; one window never has it twice.
            self._shortcuts[action.name] = shortcut
        keys.changed.connect(self._bind)
        self._bind()

    def _bind(self) -> None:
        for name, shortcut in self._shortcuts.items():
            shortcut.setKeys([QKeySequence(key) for key in self._keys.keys_of(name)])

    def set_enabled(self, *, enabled: bool) -> None:
        """Lets the keys rest while something lies over the window."""
        for shortcut in self._shortcuts.values():
            shortcut.setEnabled(enabled)
