"""Who else is at a ticket now, and telling the others where one is oneself. Kept in memory, gone with the line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal

from sync.replica.reading import directory
from sync.replica.reading.reader import Reader

VIEWING, REPLYING = "viewing", "replying"
REPEAT_MS = 20_000
"""How often it is said again that one is there; whoever does not for 45 seconds is gone."""

Say = Callable[[str, str | None], None]
"""Tells the server what the user does at a ticket; None: they have left it."""


class Being(NamedTuple):
    """Somebody else at a ticket."""

    user_id: str
    name: str
    replies: bool


class PeoplePresent(QObject):
    """Made once per open profile.

    Signals:
        people_changed: (ticket id) others are there, or do something else; empty for every ticket.
    """

    people_changed = Signal(str)

    def __init__(self, reader: Reader, me_id: str) -> None:
        super().__init__()
        self._reader, self._me_id = reader, me_id
        self._people: dict[str, tuple[Being, ...]] = {}
        self._at: tuple[str, str] | None = None
        self.say: Say | None = None
        """How the others are told, once there is an engine."""
        self._again = QTimer(self, interval=REPEAT_MS)
        self._again.timeout.connect(self._say_again)

    def others(self, ticket_id: str) -> tuple[Being, ...]:
        """Who else is at a ticket, those who write an answer first."""
        return self._people.get(ticket_id, ())

    def take(self, ticket_id: str, people: Sequence[tuple[str, str]]) -> None:
        """Takes over who is at a ticket: (user id, `viewing` or `replying`)."""
        doing = {user_id: does for user_id, does in people if user_id != self._me_id}
        called = directory.names(self._reader, list(doing))
        beings = [Being(user_id, called.get(user_id, ""), does == REPLYING) for user_id, does in doing.items()]
        beings.sort(key=lambda being: (not being.replies, being.name))
        if tuple(beings) != self.others(ticket_id):
            self._people.pop(ticket_id, None)
            if beings:
                self._people[ticket_id] = tuple(beings)
            self.people_changed.emit(ticket_id)

    def forget(self) -> None:
        """Nothing that was told holds any more: the line is another. Whoever listens now hears where one is."""
        if self._people:
            self._people.clear()
            self.people_changed.emit("")
        self._say_again()

    def attend(self, ticket_id: str | None, *, replies: bool = False) -> None:
        """Tells the others where one is: at a ticket, or at none."""
        at = (ticket_id, REPLYING if replies else VIEWING) if ticket_id else None
        before, self._at = self._at, at
        if at == before or self.say is None:
            return
        if before is not None and (at is None or at[0] != before[0]):
            self.say(before[0], None)
        self._say_again()

    def _say_again(self) -> None:
        if self._at is None or self.say is None:
            self._again.stop()
            return
        self.say(*self._at)
        self._again.start()
