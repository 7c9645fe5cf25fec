"""What a search found, and without a query the latest articles: a short list, snippets read for the rows in sight."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QCoreApplication, QModelIndex, QObject, QPersistentModelIndex, Qt

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
HitRole = Qt.ItemDataRole.UserRole + 1
Marks = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class HitRow:
    """An article or a ticket that answers; `foot` says where it belongs. Its excerpt comes later, or never: `brief`."""

    kind: str
    id: str
    title: str
    foot: str
    title_marks: Marks = ()
    anchor: str | None = None
    status: str = ""
    brief: bool = False


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Two lines of text with what matched."""

    text: str
    marks: Marks = ()
    anchor: str | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A row that names what is below it."""

    label: str
    count: int


class HitListModel(QAbstractListModel):
    """Articles first, then tickets under their own line."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[HitRow | Section] = []
        self._excerpts: dict[str, Excerpt] = {}

    @property
    def rows(self) -> Sequence[HitRow | Section]:
        """What is shown."""
        return self._rows

    def show(self, articles: Sequence[HitRow], tickets: Sequence[HitRow] = ()) -> None:
        """Replaces everything, the excerpts too."""
        self.beginResetModel()
        self._rows = list(articles)
        if tickets:
            label = QCoreApplication.translate("knowledge", "Tickets you may see")
            self._rows += [Section(label, len(tickets)), *tickets]
        self._excerpts = {}
        self.endResetModel()

    def add_excerpts(self, excerpts: Mapping[str, Excerpt]) -> None:
        """Shows excerpts that were cut meanwhile; the rows keep their height."""
        self._excerpts |= excerpts
        if self._rows:
            self.dataChanged.emit(self.index(0), self.index(len(self._rows) - 1))

    def excerpt(self, row: HitRow) -> Excerpt | None:
        """The excerpt of a row, once it is there."""
        return self._excerpts.get(row.id)

    def row_of(self, record_id: str) -> int | None:
        """Where an article or a ticket stands, if it is shown."""
        rows = enumerate(self._rows)
        return next((number for number, row in rows if isinstance(row, HitRow) and row.id == record_id), None)

    def lacking(self, rows: range) -> list[HitRow]:
        """Those of the rows in sight that have no excerpt yet."""
        shown = (self._rows[row] for row in rows if row < len(self._rows))
        return [row for row in shown if isinstance(row, HitRow) and row.id not in self._excerpts]

    def rowCount(self, parent: Index = ROOT) -> int:
        """Override QAbstractListModel.rowCount."""
        return 0 if parent.isValid() else len(self._rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Override QAbstractListModel.flags."""
        if index.isValid() and isinstance(self._rows[index.row()], Section):
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Override QAbstractListModel.data."""
        if not 0 <= index.row() < len(self._rows):
            return None
        row = self._rows[index.row()]
        if role == HitRole:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            if isinstance(row, Section):
                return f"{row.label} {row.count}"
            excerpt = self._excerpts.get(row.id)
            return ", ".join(part for part in (row.title, excerpt.text if excerpt else "", row.foot) if part)
        if role == Qt.ItemDataRole.ToolTipRole and isinstance(row, HitRow):
            return row.title
        return None
