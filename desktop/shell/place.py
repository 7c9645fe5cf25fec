"""How far one had read in the ticket that was open: remembered inside the profile, found again at the next start."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from desktop.background.throttle import Throttle
from desktop.shell.workspace import Workspace
from sync.replica.reading.remembered import Remembered, remembered

if TYPE_CHECKING:
    from desktop.shell.window import MainWindow

KEEP_MS = 700


class Place(QObject):
    """Belongs to a window. Which page and ticket were shown is the arrangement's; this is where in the ticket."""

    def __init__(self, window: MainWindow, work: Workspace) -> None:
        super().__init__(window)
        self._window, self._work = window, work
        self._kept = ""
        self._keep_soon = Throttle(KEEP_MS, self.keep, self, leading=False)
        self._is_led = False
        window.closed.connect(self.keep)

    def find_again(self) -> None:
        """Leads to where one had read, if that ticket is shown again; from now on every step is kept."""
        if self._is_led:
            return
        self._is_led = True
        self._go(remembered(self._work.reader, Remembered.PLACE))
        tickets = self._window.tickets
        tickets.ticket_opened.connect(self._keep_soon)
        tickets.conversation.messages.scrolled.connect(self._keep_soon)

    def _go(self, kept: str) -> None:
        try:
            place: Any = json.loads(kept or "null")
        except ValueError:
            return
        match place:
            case [str(ticket_id), [str(message_id), int(below)]] if ticket_id == self._window.tickets.ticket_id:
                self._window.tickets.conversation.go_to(message_id, below)

    def keep(self, *_: object) -> None:
        """Writes down where it is now, if that is elsewhere than before; nothing before it was found again."""
        tickets = self._window.tickets if "tickets" in self._window.pages.by_name else None
        if not self._is_led or tickets is None or not tickets.shows_ticket:
            return
        place = json.dumps([tickets.conversation.ticket_id, tickets.conversation.messages.anchor()])
        if place != self._kept:
            self._kept = place
            self._work.remember(Remembered.PLACE, place)
