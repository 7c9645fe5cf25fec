"""Rows to choose from by typing: what the palette and the pickers show, and how the keyboard moves among them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import product

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop.shell.entry_painter import EntryPainter
from desktop.shell.fitting import Fit, Lexicon, Mark, fit, folded
from desktop.theme.theme import Theme
from desktop.widgets.painting import fill, paint_box

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
EntryRole = Qt.ItemDataRole.UserRole + 1
HEADING = "heading"
STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
PAGE = 8
MEANINGS_MOST = 4
THUMB_WIDTH, THUMB_GAP = 6, 3


@dataclass(frozen=True, slots=True)
class Entry:
    """A row.

    Attributes:
        kind: what it stands for, such as `ticket`; HEADING for the name of a group.
        key: which of them.
        text: its words.
        icon: an icon's name, tinted by the role `color`.
        beside: a second, quieter text.
        hint: its key, one step a word.
        marks: where what was typed stands in the text.
        ticked: whether it holds already, among several that may.
        person: whose initials stand there in place of the icon; their id.
    """

    kind: str
    key: str
    text: str
    icon: str = ""
    color: str = "text_secondary"
    beside: str = ""
    hint: str = ""
    marks: tuple[Mark, ...] = ()
    ticked: bool = False
    person: str = ""

    def is_same(self, other: Entry | None) -> bool:
        """Whether both stand for one thing."""
        return other is not None and (self.kind, self.key) == (other.kind, other.key)


def fitting(words: Sequence[str], entries: Sequence[Entry], most: int | None = None) -> list[Entry]:
    """The entries in which every word fits, the best first; in their order without words.

    Where none does, what they may mean that are one slip of the finger away.
    """
    plain = [folded(word) for word in words]
    if not plain:
        return list(entries[:most])
    found = _fitting(plain, entries)
    if not found:
        lexicon = Lexicon.of_texts(entry.text for entry in entries)
        meant = [lexicon.meant(word)[:MEANINGS_MOST] for word in plain]
        found = [pair for forms in product(*meant) for pair in _fitting(forms, entries)]
    found.sort(key=lambda pair: pair[0].rank)
    shown = {entry.key: replace(entry, marks=hit.marks) for hit, entry in found}
    return list(shown.values())[:most]


def _fitting(words: Sequence[str], entries: Sequence[Entry]) -> list[tuple[Fit, Entry]]:
    return [(hit, entry) for entry in entries if (hit := fit(words, entry.text)) is not None]


class EntryModel(QAbstractListModel):
    """The rows."""

    def __init__(self) -> None:
        super().__init__()
        self.entries: list[Entry] = []

    def show(self, entries: list[Entry]) -> None:
        """Replaces all rows."""
        self.beginResetModel()
        self.entries = entries
        self.endResetModel()

    def rowCount(self, parent: Index = ROOT) -> int:
        """Override QAbstractListModel.rowCount."""
        return 0 if parent.isValid() else len(self.entries)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Override QAbstractListModel.flags."""
        if self.entries[index.row()].kind == HEADING:
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Override QAbstractListModel.data."""
        entry = self.entries[index.row()]
        if role == EntryRole:
            return entry
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return ", ".join(part for part in (entry.text, entry.beside) if part)
        return None


class EntryDelegate(QStyledItemDelegate):
    """Gives rows their height and lets the painter paint them."""

    def __init__(self, theme: Theme, parent: QWidget, height: int) -> None:
        super().__init__(parent)
        self._painter, self._height = EntryPainter(theme), height

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Override QStyledItemDelegate.sizeHint."""
        return QSize(0, self._height)

    def paint(self, painter: object, option: QStyleOptionViewItem, index: Index) -> None:
        """Override QStyledItemDelegate.paint."""
        self._painter.paint(painter, option, index.data(EntryRole))  # type: ignore[arg-type]


class EntryList(QListView):
    """Shows entries; a field above it keeps the keyboard, and its arrows move here.

    Signals:
        chosen: (entry) by a click or Return.
        left: Esc was pressed.
    """

    chosen = Signal(object)
    left = Signal()

    def __init__(self, theme: Theme, name: str, height: int, *, ground: str = "") -> None:
        """Makes it; with a `ground`, a role of the theme, nothing below is painted anew with what changes here."""
        super().__init__()
        self._theme, self._ground = theme, ground
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent, bool(ground))
        if ground:
            # A bar that comes and goes has all that lies below it painted anew: a mark on the list does as well.
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setObjectName(name)
        self.setUniformItemSizes(True)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.entry_model = EntryModel()
        self.setModel(self.entry_model)
        self.setItemDelegate(EntryDelegate(theme, self, height))
        self._is_behind = self._is_wanted = False
        """Rows for what was typed are on their way; Return was pressed meanwhile."""
        self.is_moved = False
        """Whether somebody moved among the rows since more was typed."""
        self.clicked.connect(lambda index: self._choose(index))
        self.entered.connect(self._on_entered)

    def expect(self) -> None:
        """More was typed, and its rows are on their way: Return means those, whatever still stands here."""
        self._is_behind, self._is_wanted, self.is_moved = True, False, False

    def show_entries(self, entries: list[Entry], *, stay: bool = True, is_all: bool = True) -> None:
        """Replaces all rows; the chosen one stays chosen where it is among them, else the first is.

        Not `is_all`: more is on its way for what was typed.
        """
        before = self.current() if stay else None
        self.entry_model.show(entries)
        row = next((n for n, entry in enumerate(entries) if entry.is_same(before)), -1)
        if row < 0:
            row = next((n for n, entry in enumerate(entries) if entry.kind != HEADING), -1)
        if row >= 0:
            self._go_to(row)
        self._is_behind = self._is_behind and not is_all
        if self._is_wanted and not self._is_behind:
            self._is_wanted = False
            self._choose(self.currentIndex())

    def current(self) -> Entry | None:
        """The row that Return would choose."""
        index = self.currentIndex()
        found = index.data(EntryRole) if index.isValid() else None
        return found if isinstance(found, Entry) else None

    def paintEvent(self, event: QPaintEvent) -> None:
        """Override QListView.paintEvent."""
        if self._ground:
            painter = QPainter(self.viewport())
            fill(painter, event.rect(), self._theme.colors[self._ground])
            painter.end()
        super().paintEvent(event)
        if self._ground and self.verticalScrollBar().maximum():
            self._paint_thumb()

    def _paint_thumb(self) -> None:
        """Paints which part of the rows is in view."""
        bar, room = self.verticalScrollBar(), self.viewport().rect().adjusted(0, THUMB_GAP, -THUMB_GAP, -THUMB_GAP)
        share = room.height() / (bar.maximum() + bar.pageStep())
        top, height = round(bar.value() * share), round(bar.pageStep() * share)
        place = QRect(room.right() - THUMB_WIDTH, room.top() + top, THUMB_WIDTH, height)
        paint_box(QPainter(self.viewport()), place, THUMB_WIDTH // 2, self._theme.colors.border_strong)

    def follow(self, field: QLineEdit) -> None:
        """Lets the arrows, Return and Esc of a field work here."""
        field.installEventFilter(self)

    def step(self, by: int) -> None:
        """Moves up or down over the headings; past an end, to the other one."""
        self._move()
        rows = [n for n, entry in enumerate(self.entry_model.entries) if entry.kind != HEADING]
        if not rows:
            return
        at = rows.index(self.currentIndex().row()) if self.currentIndex().row() in rows else -1
        if abs(by) > 1:
            self._go_to(rows[min(max(at + by, 0), len(rows) - 1)])
        else:
            self._go_to(rows[(at + by) % len(rows)])

    def _move(self) -> None:
        """Whoever moves among the rows means those that stand here."""
        self._is_behind, self.is_moved = False, True

    def _go_to(self, row: int) -> None:
        index = self.entry_model.index(row)
        self.setCurrentIndex(index)
        above = row - 1
        if above >= 0 and self.entry_model.entries[above].kind == HEADING:
            self.scrollTo(self.entry_model.index(above))
        self.scrollTo(index)

    def _on_entered(self, index: QModelIndex) -> None:
        if self.entry_model.entries[index.row()].kind != HEADING:
            self._move()
            self.setCurrentIndex(index)

    def _choose(self, index: Index) -> None:
        entry = index.data(EntryRole) if index.isValid() else None
        if isinstance(entry, Entry) and entry.kind != HEADING:
            self.chosen.emit(entry)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Override QObject.eventFilter: the arrows move here while one types there."""
        if not isinstance(event, QKeyEvent) or event.type() is not QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        match event.key():
            case Qt.Key.Key_Down | Qt.Key.Key_Up:
                self.step(STEPS[Qt.Key(event.key())])
            case Qt.Key.Key_PageDown:
                self.step(PAGE)
            case Qt.Key.Key_PageUp:
                self.step(-PAGE)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._is_wanted = self._is_behind
                if not self._is_behind:
                    self._choose(self.currentIndex())
            case Qt.Key.Key_Escape:
                self._is_wanted = False
                self.left.emit()
            case _:
                return False
        return True
