"""What waits in an account that somebody else is not to read: how much, never what."""

from __future__ import annotations

from PySide6.QtCore import QObject

from sync.replica.reading import waiting
from sync.replica.reading.reader import Reader


class WaitingCounts(QObject):
    """What is counted: the gatherer of texts knows plurals of `tr` only."""

    def to_send(self, count: int) -> str:
        """So many changes are still to be sent."""
        return self.tr("%n to send", "", count)

    def drafts(self, count: int) -> str:
        """So many texts were begun."""
        return self.tr("%n drafts saved here", "", count)


def waiting_words(reader: Reader) -> str:
    """What waits there, the more pressing first; empty for nothing."""
    unsent = waiting.unsent_count(reader) + waiting.held_count(reader)
    drafts = waiting.draft_count(reader)
    if unsent:
        return WaitingCounts().to_send(unsent)
    return WaitingCounts().drafts(drafts) if drafts else ""
