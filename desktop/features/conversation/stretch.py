"""The part of a conversation that is held for the screen: it grows where one scrolls, up to a few screens."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.shell.workspace import Workspace
from sync.replica.reading import conversation
from sync.replica.reading.conversation import ConversationPage, Place
from sync.replica.reading.rows import EventRow, MessageRow

FURTHER = 4
"""Set in one go: each costs the GUI thread one or two milliseconds, twice that on a busy machine."""
ABOVE = 3
"""How many are read before a message that is jumped to."""
SHORTEST_PX, LINE_PX = 52, 18
"""How high a message of one line is, and each further line of about `LINE_LETTERS`."""
LINE_LETTERS = 90
MOST = 100
"""More are let go at the other end, so that each step costs the same however long a conversation is."""


class Stretch:
    """Consecutive messages of one ticket with the events among them; short queries, in the GUI thread.

    Attributes:
        messages: in order of arrival.
        events: those among them.
        more: whether there are earlier ones.
        later: whether there are later ones.
    """

    def __init__(self, work: Workspace, ticket_id: str, room: int = 0) -> None:
        """Holds none yet; where one goes to, so many are held at once as fill a `room` of that height in pixels."""
        self._work, self.ticket_id, self._room = work, ticket_id, room
        self.messages: list[MessageRow] = []
        self.events: list[EventRow] = []
        self.more = self.later = False

    @property
    def is_full(self) -> bool:
        """Whether to grow at one end is to let go at the other."""
        return len(self.messages) >= MOST

    def holds(self, message_id: str) -> bool:
        """Whether a message is part of it."""
        return any(message.id == message_id for message in self.messages)

    def to_newest(self) -> None:
        """Reads the newest ones."""
        self._take(conversation.page(self._work.reader, self.ticket_id, size=self._most))
        self._keep_last(self._filling(self.messages[::-1]))

    def to(self, message_id: str) -> bool:
        """Reads those around a message; tells whether it is here."""
        found = conversation.page_around(self._work.reader, self.ticket_id, message_id, ABOVE, ABOVE + self._most)
        if found is None:
            return False
        self._take(found)
        above = next(row for row, message in enumerate(self.messages) if message.id == message_id)
        self._keep_first(above + self._filling(self.messages[above:]))
        return True

    def to_oldest(self) -> None:
        """Reads the first ones."""
        self._take(conversation.page_from(self._work.reader, self.ticket_id, ("", ""), self._most))
        self._keep_first(self._filling(self.messages))

    def extend_up(self) -> bool:
        """Reads earlier ones; tells whether there were any."""
        if not self.more or not self.messages:
            return False
        found = conversation.page(self._work.reader, self.ticket_id, _place(self.messages[0]), FURTHER)
        self.messages[:0] = found.messages
        self.events[:0] = found.events
        self.more = found.more
        self._keep_first(MOST)
        return True

    def extend_down(self) -> bool:
        """Reads later ones; tells whether there were any."""
        if not self.later or not self.messages:
            return False
        last = self.messages[-1]
        found = conversation.page_from(self._work.reader, self.ticket_id, _place(last), FURTHER)
        known = {event.id for event in self.events}
        self.messages += [message for message in found.messages if message.id != last.id]
        self.events += [event for event in found.events if event.id not in known]
        self.later = found.later
        self._keep_last(MOST)
        return True

    @property
    def _most(self) -> int:
        """How many fill the room if each is as short as can be."""
        return max(FURTHER, self._room // SHORTEST_PX + 1)

    def _filling(self, messages: Sequence[MessageRow]) -> int:
        """How many of them fill the room, by the length of their texts: to set one takes far longer."""
        height = 0
        for count, message in enumerate(messages, 1):
            lines = sum(1 + len(line) // LINE_LETTERS for line in message.body.split("\n") if line)
            height += SHORTEST_PX + LINE_PX * max(0, lines - 1)
            if height >= self._room:
                return max(FURTHER, count)
        return len(messages)

    def _keep_first(self, count: int) -> None:
        if len(self.messages) > count:
            cut = self.messages[count].created_at
            self.messages = self.messages[:count]
            self.events = [event for event in self.events if event.at < cut]
            self.later = True

    def _keep_last(self, count: int) -> None:
        if len(self.messages) > count:
            self.messages = self.messages[-count:]
            self.events = [event for event in self.events if event.at >= self.messages[0].created_at]
            self.more = True

    def refresh(self) -> None:
        """Reads the same ones again, and those that came after them if the newest was among them."""
        if not self.messages:
            self.to_newest()
            return
        start = _place(self.messages[0]) if self.more else ("", "")
        size = len(self.messages) if self.later else MOST + FURTHER
        found = conversation.page_from(self._work.reader, self.ticket_id, start, size)
        if found.later and not self.later:
            self.to_newest()
        else:
            self._take(found)

    def _take(self, page: ConversationPage) -> None:
        self.messages, self.events = list(page.messages), list(page.events)
        self.more, self.later = page.more, page.later


def _place(message: MessageRow) -> Place:
    return message.created_at, message.id
