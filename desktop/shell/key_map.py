"""Which keys do what: those of the table, or those that the user has chosen in their place."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtGui import QKeySequence

from desktop.settings.declared import KEYS
from desktop.settings.settings import Settings
from desktop.shell.keys import ACTIONS, BY_NAME, ELSEWHERE, Action

SIGNS = {"Left": "←", "Right": "→", "Up": "↑", "Down": "↓", "Return": "↵", "Enter": "↵", "Backspace": "⌫"}
FIXED = frozenset({"Tab", "Shift+Tab", *(key for row in ELSEWHERE for key in row.keys)})
"""Keys by which fields and panels work: no action may take them."""


class KeyMap(QObject):
    """The keys in force, kept among the profile's settings. Made once per open profile, in the GUI thread.

    Signals:
        changed: other keys hold now.
    """

    changed = Signal()

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self._settings = settings
        kept = settings.get(KEYS)
        # What another version knew and this one does not is left out.
        self._chosen = {name: keys for name, given in kept.items() if (keys := _readable(name, given)) is not None}

    def keys_of(self, name: str) -> tuple[str, ...]:
        """The keys of an action; empty if it has none."""
        chosen = self._chosen.get(name)
        return BY_NAME[name].keys if chosen is None else chosen

    def first_of(self, name: str) -> str:
        """The key that is shown beside an action, as this system writes it; empty for none."""
        keys = self.keys_of(name)
        return native(keys[0]) if keys else ""

    def is_chosen(self, name: str) -> bool:
        """Whether the user chose other keys for an action."""
        return name in self._chosen

    def choose(self, name: str, keys: tuple[str, ...]) -> None:
        """Gives an action other keys, and takes them from whichever had them."""
        for other in self.meeting(name, keys):
            self._put(other.name, tuple(key for key in self.keys_of(other.name) if not _meet(key, keys)))
        self._put(name, keys)
        self._keep()

    def reset(self, name: str) -> None:
        """Gives an action its own keys back, and takes them from whichever had them."""
        self.choose(name, BY_NAME[name].keys)

    def reset_all(self) -> None:
        """Lets the table hold again."""
        self._chosen.clear()
        self._keep()

    def meeting(self, name: str, keys: tuple[str, ...]) -> list[Action]:
        """The other actions that could not be reached beside these keys: the same, or one that begins the other."""
        return [
            action
            for action in ACTIONS
            if action.name != name and any(_meet(key, keys) for key in self.keys_of(action.name))
        ]

    def _keep(self) -> None:
        kept: dict[str, object] = {name: list(keys) for name, keys in self._chosen.items()}
        self._settings.set(KEYS, kept)
        self.changed.emit()

    def _put(self, name: str, keys: tuple[str, ...]) -> None:
        if keys == BY_NAME[name].keys:
            self._chosen.pop(name, None)
        else:
            self._chosen[name] = keys


def native(key: str) -> str:
    """A key as people read it: a Mac has signs for its keys, elsewhere arrows are signs and the rest is short words."""
    if sys.platform == "darwin":
        return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
    return ", ".join("+".join(_parts(step)) for step in _steps(key)) if key else ""


def key_parts(key: str) -> list[str]:
    """A key as it is drawn, one cap a part: `Ctrl+K` and `G, H` are two each."""
    return [part for step in key.split(", ") for chord in step.split(" ") for part in _parts(chord) if part]


def _parts(step: str) -> list[str]:
    """The keys that are held together; a plus may be one of them."""
    parts = step.removesuffix("+").split("+") if step != "+" else [""]
    parts = [part for part in parts if part] + (["+"] if step.endswith("+") else [])
    engraved = {
        "Shift": QCoreApplication.translate("keys", "Shift"),
        "Del": QCoreApplication.translate("keys", "Del"),
    }
    return [engraved.get(part) or SIGNS.get(part, part) for part in parts]


def is_fixed(key: str, name: str) -> bool:
    """Whether a key works in fields and panels, so that an action may not have it, unless the table gives it that."""
    return not FIXED.isdisjoint(_steps(key)) and key not in BY_NAME[name].keys


def _readable(name: str, given: object) -> tuple[str, ...] | None:
    if name not in BY_NAME or not isinstance(given, list) or not all(isinstance(key, str) for key in given):
        return None
    return tuple(QKeySequence(key).toString() for key in given if not QKeySequence(key).isEmpty())


def _steps(key: str) -> Iterator[str]:
    yield from QKeySequence(key).toString().split(", ")


def _meet(key: str, others: tuple[str, ...]) -> bool:
    """Whether one of these begins with the other."""
    steps = list(_steps(key))
    return any(all(a == b for a, b in zip(steps, _steps(other), strict=False)) for other in others)
