"""What goes on beside the user's work and takes a while: the first sync, an index, files, an export."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from domain.plain import Plain

SYNC = "sync"
"""The first sync's name."""
SHOWN_AFTER_S = 0.4
"""What is over sooner was never in anybody's way: it would only flicker."""


class Task(Plain):
    """One of them.

    Attributes:
        name: which; putting another of that name replaces it.
        icon: an icon's name.
        title: what it does, in the language in force.
        done: how far it is, of `total`.
        total: what there is to do; 0 while nobody knows.
        unit: `%` if done and total are a share, else they are told as they are.
        cancel: stops it; None where stopping makes no sense.
    """

    name: str
    icon: str
    title: Callable[[], str]
    done: int = 0
    total: int = 0
    unit: str = ""
    cancel: Callable[[], object] | None = None

    @property
    def percent(self) -> int | None:
        """How far it is; None while nobody knows."""
        return min(100, 100 * self.done // self.total) if self.total else None


class Tasks(QObject):
    """Made once per open profile; used in the GUI thread.

    Signals:
        changed: another task is shown, one is over, or one has come further.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._tasks: dict[str, Task] = {}
        self._begun_s: dict[str, float] = {}

    def put(self, task: Task) -> None:
        """A task has begun, or come further."""
        if self._tasks.get(task.name) == task:
            return
        begins = task.name not in self._tasks
        self._tasks[task.name] = task
        if begins:
            self._begun_s[task.name] = time.monotonic()
            QTimer.singleShot(round(SHOWN_AFTER_S * 1000) + 1, self, self.changed.emit)
        elif self._is_shown(task.name):
            self.changed.emit()

    def end(self, name: str) -> None:
        """A task is over; one that there is not, was over before."""
        if self._tasks.pop(name, None) is not None:
            shown = self._is_shown(name)
            del self._begun_s[name]
            if shown:
                self.changed.emit()

    def runs(self, name: str) -> bool:
        """Whether this one goes on, however short it may be."""
        return name in self._tasks

    def shown(self) -> list[Task]:
        """Those that take long enough to be told of, in the order in which they began."""
        return [task for name, task in self._tasks.items() if self._is_shown(name)]

    def percent(self) -> int | None:
        """How far those are together; None while nobody knows."""
        known = [task.percent for task in self.shown() if task.percent is not None]
        return sum(known) // len(known) if known else None

    def _is_shown(self, name: str) -> bool:
        return time.monotonic() - self._begun_s[name] >= SHOWN_AFTER_S
