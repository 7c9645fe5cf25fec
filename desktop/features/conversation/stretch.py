"""The part of a conversation that is held for the screen: it grows where one scrolls, up to a few screens."""

from __future__ import annotations

from desktop.shell.workspace import Workspace
from sync.replica.reading import conversation
from sync.replica.reading.conversation import ConversationPage, Place
from sync.replica.reading.rows import EventRow, MessageRow

FURTHER = 8
"""Set in one go: each costs the GUI thread half a millisecond, twice that on a busy machine."""
ABOVE = 4
"""How many are read before a message that is jumped to."""
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

    def __init__(self, work: Workspace, ticket_id: str, first: int = FURTHER) -> None:
        """Holds none yet; `first` are read at once where one goes to, to fill the view."""
        self._work, self.ticket_id, self._first = work, ticket_id, first
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
        self._take(conversation.page(self._work.reader, self.ticket_id, size=self._first))

    def to(self, message_id: str) -> bool:
        """Reads those around a message; tells whether it is here."""
        found = conversation.page_around(self._work.reader, self.ticket_id, message_id, ABOVE, ABOVE + self._first)
        if found is not None:
            self._take(found)
        return found is not None

    def to_oldest(self) -> None:
        """Reads the first ones."""
        self._take(conversation.page_from(self._work.reader, self.ticket_id, ("", ""), self._first))

    def extend_up(self) -> bool:
        """Reads earlier ones; tells whether there were any."""
        if not self.more or not self.messages:
            return False
        found = conversation.page(self._work.reader, self.ticket_id, _place(self.messages[0]), FURTHER)
        self.messages[:0] = found.messages
        self.events[:0] = found.events
        self.more = found.more
        if len(self.messages) > MOST:
            cut = self.messages[MOST].created_at
            self.messages = self.messages[:MOST]
            self.events = [event for event in self.events if event.at < cut]
            self.later = True
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
        if len(self.messages) > MOST:
            self.messages = self.messages[-MOST:]
            self.events = [event for event in self.events if event.at >= self.messages[0].created_at]
            self.more = True
        return True

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
