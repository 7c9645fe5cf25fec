"""What the palette keeps in memory: names of people and stores, titles of guides, and the words of subjects."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QObject

from desktop.background.changes import Changes
from desktop.shell.fitting import Lexicon
from desktop.shell.name_index import NameIndex
from desktop.shell.workspace import Workspace
from sync.replica.reading import jumping
from sync.replica.reading.jumping import Card, Title
from sync.replica.reading.reader import Reader

PIECES = tuple(pairwise(("", *"1abcdefghijklmnopqrstuvwxyz", "\U0010ffff")))
"""Where the words of subjects are parted."""
CARDS, TITLES, SUBJECTS = ("user_card", "store"), ("article",), ("ticket",)


class Cards:
    """People and stores by their names."""

    def __init__(self, rows: Sequence[Card]) -> None:
        self.rows = rows
        self.index = NameIndex([row.name for row in rows])


class Titles:
    """Guides by their titles."""

    def __init__(self, rows: Sequence[Title]) -> None:
        self.rows = rows
        self.index = NameIndex([row.title for row in rows])


class JumpIndex(QObject):
    """Belongs to a window. Made in the read thread, a part at a time: what one types meanwhile goes between.

    What changes is taken in when the palette is opened the next time; until then it finds what was there before.
    """

    def __init__(self, work: Workspace, parent: QObject) -> None:
        super().__init__(parent)
        self._work = work
        self.cards = Cards(())
        self.titles = Titles(())
        self.subjects = Lexicon(())
        self._stale = {CARDS, TITLES, SUBJECTS}
        work.hub.changes_committed.connect(self._on_changes)

    def bring_up(self) -> None:
        """Makes anew what has changed."""
        stale, self._stale = self._stale, set()
        read, locale = self._work.read, self._work.locale
        if SUBJECTS in stale:
            self._read_subjects([], 0)
        if CARDS in stale:
            read(self, lambda reader: Cards(jumping.cards(reader))).success(self._take_cards).run()
        if TITLES in stale:
            read(self, lambda reader: Titles(jumping.titles(reader, locale))).success(self._take_titles).run()

    def _read_subjects(self, words: list[str], piece: int) -> None:
        """Reads the words that begin like one piece, and then the next; all at once take a third of a second."""

        def read(reader: Reader) -> Lexicon | None:
            words.extend(jumping.subject_words(reader, *PIECES[piece]))
            return Lexicon(words) if piece == len(PIECES) - 1 else None

        self._work.read(self, read).success(lambda made: self._on_subjects(words, piece, made)).run()

    def _on_subjects(self, words: list[str], piece: int, made: Lexicon | None) -> None:
        if made is None:
            self._read_subjects(words, piece + 1)
        else:
            self.subjects = made

    def _take_cards(self, made: Cards) -> None:
        self.cards = made

    def _take_titles(self, made: Titles) -> None:
        self.titles = made

    def _on_changes(self, changes: Changes, _initiator: object) -> None:
        self._stale |= {part for part in (CARDS, TITLES, SUBJECTS) if changes.touches(*part)}
