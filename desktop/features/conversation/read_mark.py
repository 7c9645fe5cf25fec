"""Notes up to which message a ticket has been read."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QObject, QTimer

from desktop.features.conversation import operations
from desktop.features.conversation.stretch import Stretch
from desktop.shell import moments
from desktop.shell.workspace import Workspace
from sync.replica.reading.rows import TicketHead

READ_AFTER_MS = 800


class InSight(NamedTuple):
    """The ticket that is on the screen, and which of its messages are."""

    head: TicketHead
    stretch: Stretch


class ReadMark(QObject):
    """Marks everything as read once the end of the conversation was in sight for a moment."""

    def __init__(self, work: Workspace, in_sight: Callable[[], InSight | None], parent: QObject) -> None:
        """Waits; `in_sight` tells what is on the screen, if anything is."""
        super().__init__(parent)
        self._work, self._in_sight = work, in_sight
        self._stays_unread = False
        self._soon = QTimer(self, singleShot=True, interval=READ_AFTER_MS)
        self._soon.timeout.connect(self.mark)

    def begin(self) -> None:
        """Another ticket is opened."""
        self._stays_unread = False

    def on_end_reached(self) -> None:
        """The newest message came into sight."""
        self._soon.start()

    def leave_unread(self) -> None:
        """Lets the ticket count as unread until it is opened again."""
        self._soon.stop()
        self._stays_unread = True

    def leave(self) -> None:
        """The ticket leaves the screen: what was in sight has been read."""
        self.mark()
        self._soon.stop()

    def mark(self) -> None:
        """Notes it now, if the end of the conversation is in sight."""
        shown = self._in_sight()
        if self._stays_unread or shown is None or not shown.stretch.messages or shown.stretch.later:
            return
        last = shown.stretch.messages[-1].created_at
        if shown.head.last_message_at is not None:
            last = max(last, shown.head.last_message_at)
        kept = operations.read_until(self._work, shown.head.id)
        if kept is None or kept < last:
            self._work.mark_read(shown.head.id, moments.moment_of(last))
