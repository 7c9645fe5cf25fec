"""Finding in one conversation: which messages have what was typed, and where in a text it stands."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from desktop.background.operations import Latest
from desktop.features.conversation import operations
from desktop.shell.workspace import Workspace


def occurrences(text: str, typed: str) -> list[tuple[int, int]]:
    """Where `typed` stands in `text`, as (begin, end); capitals and accents make no difference."""
    from domain.text.analysis import fold

    wanted = fold(typed.strip())
    if not wanted:
        return []
    if text.isascii():
        folded, origin = text.lower(), None
    else:
        pieces = [fold(letter) for letter in text]
        folded = "".join(pieces)
        origin = [place for place, piece in enumerate(pieces) for _ in piece]
    found, start = [], folded.find(wanted)
    while start >= 0:
        end = start + len(wanted)
        found.append((start, end) if origin is None else (origin[start], origin[end - 1] + 1))
        start = folded.find(wanted, end)
    return found


class Finder(QObject):
    """Steps through the messages of a ticket that have what was typed.

    Signals:
        moved: another message is the one that is found, or none is.
    """

    moved = Signal()

    def __init__(self, work: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work = work
        self._latest = Latest()
        self._found: Sequence[str] = ()
        self._at = -1
        self.typed = ""
        """What is looked for; empty while nothing is."""

    @property
    def count(self) -> int:
        """How many messages have it."""
        return len(self._found)

    @property
    def number(self) -> int:
        """Which of them one is at, from 1; 0 for none."""
        return self._at + 1

    @property
    def message_id(self) -> str | None:
        """The message one is at."""
        return self._found[self._at] if self._at >= 0 else None

    def look(self, ticket_id: str, typed: str, near_id: str | None) -> None:
        """Looks for something, and goes to the message at or before `near_id` that has it, else to the first."""
        self.typed = typed.strip()
        if not self.typed:
            self._latest.cancel()
            self._take(((), -1))
            return
        # Nobody steps through what was found of other words meanwhile.
        self._found, self._at = (), -1
        self._latest.run(operations.find(self._work, self, ticket_id, self.typed, near_id).success(self._take))

    def stop(self) -> None:
        """Looks for nothing any more."""
        self.typed = ""
        self._latest.cancel()
        self._take(((), -1))

    def step(self, by: int) -> None:
        """Goes on to the next message that has it, or back; behind the last comes the first."""
        if self._found:
            self._at = (self._at + by) % len(self._found)
            self.moved.emit()

    def _take(self, found: tuple[Sequence[str], int]) -> None:
        self._found, self._at = found
        self.moved.emit()
