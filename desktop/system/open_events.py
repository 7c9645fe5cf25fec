"""Links that macOS hands to the running program as events. Unverified there; other systems start it a second time."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QFileOpenEvent


class OpenEvents(QObject):
    """An event filter for the application; `asked` is told each address."""

    def __init__(self, application: QObject, asked: Callable[[str], None]) -> None:
        super().__init__(application)
        self._asked = asked
        application.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Override QObject.eventFilter."""
        if isinstance(event, QFileOpenEvent):
            self._asked(event.url().toString())
            return True
        return False
