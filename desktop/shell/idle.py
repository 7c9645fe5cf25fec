"""Notices that nobody works any more."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer, Signal

LOOK_MS = 10_000
INPUT = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
    }
)


class Idle(QObject):
    """Tells once when nobody has touched keyboard or mouse in any of our windows for so long.

    It hears the application's events only until the first touch after each look: a filter of Python's over every event
    would cost frames.

    Signals:
        idled: it has been long enough.
        returned: somebody has touched something again after that.
    """

    idled = Signal()
    returned = Signal()

    def __init__(
        self, after_s: Callable[[], float], clock: Callable[[], float] = time.monotonic, parent: QObject | None = None
    ) -> None:
        """Begins to listen; `after_s` is asked at every look."""
        super().__init__(parent)
        self._after_s, self._clock = after_s, clock
        self._touched = clock()
        self._told = False
        self._listening = False
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        self._listen()

    def touch(self) -> None:
        """Somebody is here."""
        was_told, self._touched, self._told = self._told, self._clock(), False
        if was_told:
            self.returned.emit()

    def look(self) -> None:
        """Looks whether it has been long enough."""
        self._listen()
        if not self._told and self._clock() - self._touched >= self._after_s():
            self._told = True
            self.idled.emit()

    def _listen(self) -> None:
        application = QCoreApplication.instance()
        if application is not None and not self._listening:
            self._listening = True
            application.installEventFilter(self)

    def close(self) -> None:
        """Listens no more."""
        self._timer.stop()
        application = QCoreApplication.instance()
        if application is not None:
            application.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Override QObject.eventFilter."""
        if event.type() in INPUT:
            self.touch()
            application = QCoreApplication.instance()
            if application is not None:
                application.removeEventFilter(self)
            self._listening = False
        return False
