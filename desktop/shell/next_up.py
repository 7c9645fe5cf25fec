"""Handing out tickets one after the other: the next that nobody is on, and after an answer the one after it.

It works with what is known here: without a line nobody else is seen, and what they have taken meanwhile comes to light
when there is one again.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop.background.changes import Changes
from desktop.background.operations import Latest
from desktop.shell import moments
from desktop.shell.workspace import OUTBOX

if TYPE_CHECKING:
    from desktop.shell.window import MainWindow
    from sync.replica.reading.next_up import Upcoming
    from sync.replica.reading.reader import Reader


class NextUp(QObject):
    """Belongs to a window.

    Signals:
        changed: it hands out tickets now, or no more, or there are more or fewer left.
    """

    changed = Signal()

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window, self._work = window, window.work
        self._reading = Latest()
        self._passed: set[str] = set()
        """Handed out since it began; each comes once, until there is no other."""
        self._left: tuple[int, int] = (0, 0)
        self._tells = False
        self.ticket_id: str | None = None
        """The ticket that was handed out and is being worked on; None while nothing is handed out."""

    @property
    def is_on(self) -> bool:
        """Whether tickets are handed out one after the other."""
        return self.ticket_id is not None

    @property
    def left(self) -> tuple[int, int]:
        """How many wait after this one, and how many of them are overdue."""
        return self._left

    def hand_out(self) -> None:
        """Hands out the next one; the one that was handed out before is passed over."""
        self._listen()
        work = self._work
        me, present, lines = work.me, moments.now(), work.lines
        lines.speak(work.locale)

        def read(reader: Reader) -> list[Upcoming]:
            from sync.replica.reading.next_up import next_up

            return next_up(reader, lines, me, present)

        self._reading.run(work.read(self, read).success(self._choose))

    def end(self) -> None:
        """Hands out no more."""
        if self.ticket_id is not None:
            self.ticket_id = None
            self._passed.clear()
            self.changed.emit()

    def _listen(self) -> None:
        if self._tells:
            return
        self._tells = True
        self._work.hub.changes_committed.connect(self._on_changes)
        self._on_page_made("tickets", self._window.tickets)
        # Another role, or another size of text, makes the page anew.
        self._window.pages.made.connect(self._on_page_made)

    def _on_page_made(self, name: str, page: QWidget) -> None:
        from desktop.shell.tickets_page import TicketsPage

        if name == "tickets" and isinstance(page, TicketsPage):
            page.message_held.connect(self._on_message_held)
            page.ticket_opened.connect(self._on_ticket_opened)

    def _choose(self, upcoming: Sequence[Upcoming]) -> None:
        free = [one for one in upcoming if not self._work.present.others(one.id)]
        fresh = [one for one in free if one.id not in self._passed]
        if not fresh:
            self._say_none(upcoming, free)
            return
        chosen, rest = fresh[0], fresh[1:]
        self._passed.add(chosen.id)
        self._left = len(rest), sum(one.urgency == 0 for one in rest)
        self.ticket_id = chosen.id
        self._window.open_ticket(chosen.id)
        self.changed.emit()

    def _say_none(self, upcoming: Sequence[Upcoming], free: Sequence[Upcoming]) -> None:
        was_on = self.is_on
        self.end()
        if free and was_on:
            self._window.say(self.tr("That was all: each of %n tickets was handed out once.", "", len(free)))
        elif upcoming and not free:
            self._window.say(self.tr("Somebody is at each of the tickets that wait."))
        else:
            self._window.say(self.tr("Nothing waits for you. Well done."))

    def _on_message_held(self, _message_id: str) -> None:
        # What is about to go out can still be taken back: its ticket is opened for that again.
        if self.is_on and self._window.tickets.ticket_id == self.ticket_id:
            self.hand_out()

    def _on_ticket_opened(self, ticket_id: str) -> None:
        if ticket_id != self.ticket_id:
            self.end()

    def _on_changes(self, changes: Changes, _initiator: object) -> None:
        """Goes on when what the user has just done leaves nothing to do at the ticket."""
        if not self.is_on or self.ticket_id is None or not changes.touches(OUTBOX):
            return
        if not changes.touches_record("ticket", self.ticket_id) and not changes.touches("ticket_desk"):
            return
        from sync.replica.reading.next_up import is_up

        if not is_up(self._work.reader, self._work.me, self.ticket_id, moments.now()):
            self.hand_out()
