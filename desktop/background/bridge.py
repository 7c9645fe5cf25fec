"""The one way from a worker back into the GUI thread."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal


class Bridge(QObject):
    """Runs calls in the thread that made it, the GUI thread, in the order in which they were posted.

    Signals:
        posted: a call without arguments; emitted in any thread, delivered queued.
    """

    posted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._open = True
        self.posted.connect(self.on_posted, Qt.ConnectionType.QueuedConnection)

    def post(self, call: Callable[[], None]) -> None:
        """Has the call made in the GUI thread; from any thread."""
        self.posted.emit(call)

    def close(self) -> None:
        """Drops what is still under way."""
        self._open = False

    def on_posted(self, call: Callable[[], None]) -> None:
        """Makes a posted call."""
        if self._open:
            call()
