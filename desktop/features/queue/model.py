"""Tickets of a view as a list model: ids in their order, group rows between them, rows read a page at a time."""

from __future__ import annotations

import bisect
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop.shell import moments, wording
from domain.plain import Plain
from sync.replica.reading.rows import TicketRow
from sync.replica.reading.tickets import Key

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
RowRole = Qt.ItemDataRole.UserRole + 1
IdRole = Qt.ItemDataRole.UserRole + 2
PAGE = 60
CACHED_MOST = 3_000
GROUPS = ("overdue", "hour", "today", "later", "answered", "paused")

FetchRows = Callable[[Sequence[str]], Mapping[str, TicketRow]]


class Group(Plain):
    """A row that names the tickets below it: `overdue`, `hour`, `today`, `later`, `answered`, `paused`."""

    key: str
    count: int


class TicketListModel(QAbstractListModel):
    """Holds the ids of a whole view, and the rows of what was looked at."""

    def __init__(self, fetch: FetchRows, me_id: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._fetch = fetch
        self.me_id = me_id
        self._keys: list[Key] = []
        self._place: dict[str, int] = {}
        self._groups: list[tuple[int, Group]] = []
        """(row of the model, group), ascending."""
        self._rows: dict[str, TicketRow] = {}

    @property
    def ticket_count(self) -> int:
        """How many tickets the list has, group rows aside."""
        return len(self._keys)

    @property
    def group_rows(self) -> list[int]:
        """The rows that name a group."""
        return [row for row, _ in self._groups]

    def set_keys(
        self, keys: list[Key], present: datetime, *, grouped: bool, changed: Iterable[str] | None = ()
    ) -> None:
        """Shows these tickets; who is selected stays selected.

        Args:
            keys: ids in their order.
            present: what "overdue" and "today" are measured by.
            grouped: whether rows name the deadlines' groups.
            changed: the ids whose rows are to be read again; None for all.
        """
        if changed is None:
            self._rows.clear()
        else:
            for ticket_id in changed:
                self._rows.pop(ticket_id, None)
        groups = grouped_rows(keys, present) if grouped else []
        if keys == self._keys and groups == self._groups:
            if self.rowCount():
                self.dataChanged.emit(self.index(0), self.index(self.rowCount() - 1))
            return
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        ids = [self.id_at(index.row()) for index in before]
        self._keys, self._groups = keys, groups
        self._place = {key.id: number for number, key in enumerate(keys)}
        self.changePersistentIndexList(before, [self.index_of(ticket_id) for ticket_id in ids])
        self.layoutChanged.emit()

    def index_of(self, ticket_id: str | None) -> QModelIndex:
        """The index of a ticket; invalid if it is not in the list."""
        number = self._place.get(ticket_id) if ticket_id else None
        return QModelIndex() if number is None else self.index(self._row_of_number(number))

    def id_at(self, row: int) -> str | None:
        """The ticket of a row; None for a group."""
        entry = self._entry(row)
        return None if entry is None or isinstance(entry, Group) else self._keys[entry].id

    def _row_of_number(self, number: int) -> int:
        row = number
        for group_row, _ in self._groups:
            if group_row <= row:
                row += 1
        return row

    def _entry(self, row: int) -> Group | int | None:
        """The group in a row, or the number of its ticket."""
        if not 0 <= row < self.rowCount():
            return None
        before = 0
        for group_row, group in self._groups:
            if group_row == row:
                return group
            before += group_row < row
        return row - before

    def rowCount(self, parent: Index = ROOT) -> int:
        """Override QAbstractListModel.rowCount."""
        return 0 if parent.isValid() else len(self._keys) + len(self._groups)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Override QAbstractListModel.flags: groups cannot be chosen."""
        if isinstance(self._entry(index.row()), Group):
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Override QAbstractListModel.data."""
        entry = self._entry(index.row())
        if entry is None:
            return None
        if role == IdRole:
            return None if isinstance(entry, Group) else self._keys[entry].id
        shown = entry if isinstance(entry, Group) else self.row_at(entry)
        if role == RowRole or shown is None:
            return shown
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return spoken(shown, moments.now(), self.me_id)
        if role == Qt.ItemDataRole.ToolTipRole and isinstance(shown, TicketRow):
            return tooltip(shown)
        return None

    def row_at(self, number: int) -> TicketRow | None:
        """The ticket of that number in the list, read with its neighbours if need be."""
        ticket_id = self._keys[number].id
        if ticket_id not in self._rows:
            if len(self._rows) > CACHED_MOST:
                self._rows.clear()
            start = number // PAGE * PAGE
            ids = [key.id for key in self._keys[start : start + PAGE] if key.id not in self._rows]
            self._rows.update(self._fetch(ids))
        return self._rows.get(ticket_id)


def grouped_rows(keys: list[Key], present: datetime) -> list[tuple[int, Group]]:
    """The group rows of a list in the order of its deadlines, and where they stand."""
    dues = [key.due_at for key in keys]
    timed = next((number for number, due in enumerate(dues) if due is None), len(dues)) if None in dues else len(dues)
    local = present.astimezone()
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    edges = [moments.stored(moment) for moment in (present, present + timedelta(hours=1), midnight)]
    paused = bisect.bisect_left(keys, 1, lo=timed, key=lambda key: key.paused)
    cuts = [0, *(bisect.bisect_left(dues, edge, hi=timed) for edge in edges), timed, paused, len(keys)]  # type: ignore[type-var]
    found: list[tuple[int, Group]] = []
    for name, start, end in zip(GROUPS, cuts, cuts[1:], strict=False):
        if end > start:
            found.append((start + len(found), Group(name, end - start)))
    return found


def is_unread(row: TicketRow, me_id: str, present: datetime) -> bool:
    """Whether somebody else wrote since the ticket was last looked at here.

    What was never opened here counts as unread for a day, or while nobody has answered it: a first sync is no pile
    of unread tickets.
    """
    if row.last_message_at is None or row.last_message_by == me_id:
        return False
    if row.seen_at is not None:
        return row.seen_at < row.last_message_at
    return row.status == "new" or row.last_message_at > moments.stored(present - timedelta(days=1))


def waits_for_others(row: TicketRow) -> bool:
    """Whether its clock is paused."""
    return row.status in ("pending", "on_hold")


def deadline_of(row: TicketRow, present: datetime) -> moments.Deadline | None:
    """What to show of its deadline."""
    return moments.deadline(row.due_at, row.last_message_at or row.created_at, present, waits=waits_for_others(row))


def second_line(row: TicketRow) -> str:
    """Store and requester."""
    return " · ".join(part for part in (row.store, row.requester) if part)


def item_state(row: TicketRow) -> str | None:
    """The state of what was changed here: `refused`, `saved`, or None when all of it arrived."""
    if row.refused:
        return "refused"
    return "saved" if row.waits else None


def spoken(shown: TicketRow | Group, present: datetime, me_id: str) -> str:
    """A row as a screen reader says it."""
    if isinstance(shown, Group):
        return f"{wording.word(wording.GROUP, shown.key)} {shown.count}"
    parts = [shown.subject, wording.word(wording.STATUS, shown.status)]
    if shown.number is not None:
        parts.insert(1, f"#{shown.number}")
    if shown.priority != "normal":
        parts.append(wording.word(wording.PRIORITY, shown.priority))
    due = deadline_of(shown, present)
    parts += [second_line(shown), due.text if due else ""]
    if is_unread(shown, me_id, present):
        parts.append(wording.word(wording.UNREAD, "unread"))
    state = item_state(shown)
    parts.append(wording.word(wording.ITEM_STATE, state) if state else "")
    return ", ".join(part for part in parts if part)


def tooltip(row: TicketRow) -> str:
    """What a row has no room for."""
    lines = [row.subject, second_line(row)]
    if row.due_at:
        lines.append(moments.absolute(moments.moment_of(row.due_at)))
    return "\n".join(lines)
