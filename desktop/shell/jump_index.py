"""What the palette keeps in memory: names of people and stores, titles of guides, and the words of subjects."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject

from desktop.background.changes import Changes
from desktop.shell.fitting import Lexicon
from desktop.shell.name_index import NameIndex
from desktop.shell.workspace import Workspace
from sync.replica.reading import jumping
from sync.replica.reading.jumping import Card, Title

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
            read(self, lambda reader: Lexicon(jumping.subject_words(reader))).success(self._take_subjects).run()
        if CARDS in stale:
            read(self, lambda reader: Cards(jumping.cards(reader))).success(self._take_cards).run()
        if TITLES in stale:
            read(self, lambda reader: Titles(jumping.titles(reader, locale))).success(self._take_titles).run()

    def _take_subjects(self, made: Lexicon) -> None:
        self.subjects = made

    def _take_cards(self, made: Cards) -> None:
        self.cards = made

    def _take_titles(self, made: Titles) -> None:
        self.titles = made

    def _on_changes(self, changes: Changes, _initiator: object) -> None:
        self._stale |= {part for part in (CARDS, TITLES, SUBJECTS) if changes.touches(*part)}
