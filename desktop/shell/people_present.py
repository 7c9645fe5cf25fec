"""Who else is at a ticket now, and telling the others where one is oneself. Kept in memory, gone with the line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal

from sync.replica.reading import directory
from sync.replica.reading.reader import Reader

if TYPE_CHECKING:
    from desktop.shell.idle import Idle

VIEWING, REPLYING = "viewing", "replying"
REPEAT_MS = 20_000
"""How often it is said again that one is there; whoever does not for 45 seconds is gone."""

AWAY_AFTER_S = 300.0
"""Whoever has not touched anything for so long is at no ticket, though one is open: a colleague may take it."""

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
        self._idle: Idle | None = None
        self._is_away = False

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
        self._is_away = False
        if before is not None and (at is None or at[0] != before[0]):
            self.say(before[0], None)
        self._say_again()

    def _say_again(self) -> None:
        if self._at is None or self.say is None:
            self._again.stop()
            self._watch(watches=False)
        elif not self._is_away:
            self.say(*self._at)
            self._again.start()
            self._watch(watches=True)

    def _watch(self, *, watches: bool) -> None:
        """Looks whether somebody is still there, as long as the others are told so."""
        if watches and self._idle is None:
            from desktop.shell.idle import Idle

            self._idle = Idle(lambda: AWAY_AFTER_S, parent=self)
            self._idle.idled.connect(self.on_idled)
            self._idle.returned.connect(self.on_returned)
        elif not watches and self._idle is not None:
            self._idle.close()
            self._idle.deleteLater()
            self._idle = None

    def on_idled(self) -> None:
        """Nobody has touched anything for a while: the others hear that one has left."""
        if self._at is not None and self.say is not None and not self._is_away:
            self._is_away = True
            self._again.stop()
            self.say(self._at[0], None)

    def on_returned(self) -> None:
        """Somebody is here again, where they were."""
        if self._is_away:
            self._is_away = False
            self._say_again()
