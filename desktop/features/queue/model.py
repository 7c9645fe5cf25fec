"""Tickets of a list as a model: the numbers of their rows in order, group rows between them, rows read by the page."""

from __future__ import annotations

import bisect
import struct
from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple, Protocol

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop.features.queue.ticket_words import spoken, tooltip
from desktop.shell import moments
from desktop.shell.people_present import Being
from sync.replica.reading.list_query import GroupRow, Listed
from sync.replica.reading.rows import TicketRow

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
RowRole = Qt.ItemDataRole.UserRole + 1
IdRole = Qt.ItemDataRole.UserRole + 2
FoldedRole = Qt.ItemDataRole.UserRole + 3
OthersRole = Qt.ItemDataRole.UserRole + 4
PAGE = 60
CACHED_MOST = 3_000
NOTHING = Listed(array("q"), 0)
NUMBER_BYTES = array("q").itemsize


class Source(Protocol):
    """Where rows are read."""

    def rows(self, numbers: Sequence[int]) -> Mapping[int, TicketRow]:
        """Return those of the rows that there are, by their number in the cache."""

    def number_of(self, ticket_id: str) -> int | None:
        """Return the number of a ticket's row."""


class Stretch(NamedTuple):
    """Tickets that stand together: where in the model, from which place in the order, how many, under what."""

    row: int
    start: int
    shown: int
    group: GroupRow | None


class TicketListModel(QAbstractListModel):
    """Holds the order of a whole list, and the rows of what was looked at.

    A ticket is known by the number of its row in the cache; its `place` is where it stands in the order, its row in
    the model counts group rows as well, and folded groups show none of theirs.
    """

    def __init__(self, source: Source, me_id: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._source = source
        self.me_id = me_id
        self._listed = NOTHING
        self._stretches: list[Stretch] = []
        self._starts: list[int] = []
        self._row_count = 0
        self._folded: frozenset[str] = frozenset()
        self._rows: dict[int, TicketRow] = {}
        self._numbers: dict[str, int] = {}
        self.others: Callable[[str], Sequence[Being]] = lambda _ticket_id: ()
        """Who else is at a ticket now."""
        self.sentences = False
        """Whether statuses are said as sentences: a store's people do not know their names."""

    @property
    def listed(self) -> Listed:
        """What is shown."""
        return self._listed

    @property
    def ticket_count(self) -> int:
        """How many tickets the list has, those under folded groups too."""
        return self._listed.count

    @property
    def folded(self) -> frozenset[str]:
        """The keys of the groups that are folded."""
        return self._folded

    def groups_before(self, row: int) -> int:
        """How many group rows stand above a row."""
        if not self._listed.groups:
            return 0
        return bisect.bisect_left(self._starts, row)

    def show(self, listed: Listed, changed: Iterable[str] | None = ()) -> None:
        """Shows other tickets, or these in another order; who is current stays current.

        Args:
            listed: the tickets.
            changed: the ids whose rows are to be read again; None for all.
        """
        self._forget(changed)
        if listed == self._listed:
            if self._row_count:
                self.dataChanged.emit(self.index(0), self.index(self._row_count - 1))
            return
        self._rearrange(listed, self._folded)

    def fold(self, keys: Iterable[str]) -> None:
        """Folds the groups with these keys, and unfolds all others."""
        folded = frozenset(keys)
        if folded != self._folded:
            self._rearrange(self._listed, folded)

    def _forget(self, changed: Iterable[str] | None) -> None:
        if changed is None:
            self._rows.clear()
            self._numbers.clear()
            return
        for ticket_id in changed:
            number = self._numbers.pop(ticket_id, None)
            if number is not None:
                self._rows.pop(number, None)

    def _rearrange(self, listed: Listed, folded: frozenset[str]) -> None:
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        numbers = [self.number_at(index.row()) for index in before]
        self._listed, self._folded = listed, folded
        self._stretches, self._row_count = stretches(listed, folded)
        self._starts = [stretch.row for stretch in self._stretches]
        self.changePersistentIndexList(before, [self.index_of_number(number) for number in numbers])
        self.layoutChanged.emit()

    # Rows, places and numbers.

    def index_of(self, ticket_id: str | None) -> QModelIndex:
        """The index of a ticket; invalid if it is not in the list, or under a folded group."""
        if not ticket_id:
            return QModelIndex()
        number = self._numbers.get(ticket_id)
        return self.index_of_number(self._source.number_of(ticket_id) if number is None else number)

    def index_of_number(self, number: int | None) -> QModelIndex:
        """The index of the ticket with that row in the cache."""
        place = None if number is None else place_of(self._listed.rows, number)
        row = None if place is None else self.row_of_place(place)
        return QModelIndex() if row is None else self.index(row)

    def row_of_place(self, place: int) -> int | None:
        """The row of the ticket at a place in the order; None under a folded group."""
        at = bisect.bisect_right(self._stretches, place, key=lambda stretch: stretch.start) - 1
        stretch = self._stretches[at]
        offset = place - stretch.start
        return stretch.row + (stretch.group is not None) + offset if offset < stretch.shown else None

    def place_at(self, row: int) -> int | None:
        """The place in the order of the ticket in a row; None for a group."""
        stretch = self._stretch_at(row)
        if stretch is None or (stretch.group is not None and row == stretch.row):
            return None
        return stretch.start + row - stretch.row - (stretch.group is not None)

    def number_at(self, row: int) -> int | None:
        """The number, in the cache, of the ticket in a row; None for a group and for what is not read yet."""
        place = self.place_at(row)
        return self._listed.rows[place] if place is not None and place < len(self._listed.rows) else None

    def group_at(self, row: int) -> GroupRow | None:
        """The group that a row names; None for a ticket."""
        stretch = self._stretch_at(row)
        return stretch.group if stretch is not None and stretch.row == row else None

    def group_above(self, row: int) -> GroupRow | None:
        """The group that a row stands under, or names itself."""
        stretch = self._stretch_at(row)
        return None if stretch is None else stretch.group

    def row_of_group(self, key: str) -> int | None:
        """The row that names a group."""
        return next((one.row for one in self._stretches if one.group is not None and one.group.key == key), None)

    def id_at(self, row: int) -> str | None:
        """The ticket of a row; None for a group."""
        shown = self.ticket_at(row)
        return None if shown is None else shown.id

    def numbers_between(self, first: int, last: int) -> list[int]:
        """The numbers of the tickets in these rows and all between them."""
        rows = range(min(first, last), max(first, last) + 1)
        return [number for row in rows if (number := self.number_at(row)) is not None]

    def _stretch_at(self, row: int) -> Stretch | None:
        if not 0 <= row < self._row_count:
            return None
        return self._stretches[bisect.bisect_right(self._starts, row) - 1]

    def ticket_at(self, row: int) -> TicketRow | None:
        """The ticket in a row, read with its neighbours if need be."""
        place = self.place_at(row)
        numbers = self._listed.rows
        if place is None or place >= len(numbers):
            return None
        if numbers[place] not in self._rows:
            if len(self._rows) > CACHED_MOST:
                self._forget(None)
            start = place // PAGE * PAGE
            found = self._source.rows([one for one in numbers[start : start + PAGE] if one not in self._rows])
            self._rows.update(found)
            self._numbers.update((each.id, number) for number, each in found.items())
        return self._rows.get(numbers[place])

    # Overrides of Qt.

    def rowCount(self, parent: Index = ROOT) -> int:
        """Override QAbstractListModel.rowCount."""
        return 0 if parent.isValid() else self._row_count

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Override QAbstractListModel.flags: groups can be stepped onto, to fold them, but not chosen."""
        if self.group_at(index.row()) is not None:
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Override QAbstractListModel.data."""
        row = index.row()
        group = self.group_at(row)
        if role == FoldedRole:
            return group is not None and group.key in self._folded
        shown = group or self.ticket_at(row)
        if role == OthersRole:
            return self.others(shown.id) if isinstance(shown, TicketRow) else ()
        if role == IdRole:
            return shown.id if isinstance(shown, TicketRow) else None
        if role == RowRole or shown is None:
            return shown
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            folded = group is not None and group.key in self._folded
            others = self.others(shown.id) if isinstance(shown, TicketRow) else ()
            return spoken(shown, moments.now(), self.me_id, sentences=self.sentences, folded=folded, others=others)
        if role == Qt.ItemDataRole.ToolTipRole and isinstance(shown, TicketRow):
            return tooltip(shown)
        return None


def stretches(listed: Listed, folded: frozenset[str]) -> tuple[list[Stretch], int]:
    """The stretches of a list, and how many rows they take with their group rows."""
    if not listed.groups:
        return ([Stretch(0, 0, listed.count, None)] if listed.count else []), listed.count
    found: list[Stretch] = []
    row = start = 0
    for group in listed.groups:
        shown = 0 if group.key in folded else group.count
        found.append(Stretch(row, start, shown, group))
        row += 1 + shown
        start += group.count
    return found, row


def place_of(numbers: array[int], number: int) -> int | None:
    """Where a number stands: sought as bytes, a hundred times as fast as one by one."""
    whole, sought = memoryview(numbers).tobytes(), struct.pack("q", number)
    at = whole.find(sought)
    while at >= 0 and at % NUMBER_BYTES:
        at = whole.find(sought, at + 1)
    return at // NUMBER_BYTES if at >= 0 else None
