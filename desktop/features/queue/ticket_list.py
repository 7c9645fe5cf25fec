"""The list of tickets under mouse and keys: one is current, several can be marked, groups fold."""

from __future__ import annotations

from collections.abc import Iterable
from time import monotonic

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QCursor, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from desktop.features.queue.model import TicketListModel
from desktop.shell.virtual_list import RowPainter, RowState, VirtualListView
from desktop.theme.theme import Theme
from desktop.widgets.focus import PaneRing

Modifier = Qt.KeyboardModifier
POINTER_REST_S = 2.0
"""A pointer that has not moved for so long aims at nothing."""
MOVES = {
    Qt.Key.Key_Up: QAbstractItemView.CursorAction.MoveUp,
    Qt.Key.Key_Down: QAbstractItemView.CursorAction.MoveDown,
    Qt.Key.Key_PageUp: QAbstractItemView.CursorAction.MovePageUp,
    Qt.Key.Key_PageDown: QAbstractItemView.CursorAction.MovePageDown,
    Qt.Key.Key_Home: QAbstractItemView.CursorAction.MoveHome,
    Qt.Key.Key_End: QAbstractItemView.CursorAction.MoveEnd,
}


class TicketHeights:
    """Where rows stand in a list of equally high tickets and a few group rows."""

    def __init__(self, theme: Theme, model: TicketListModel) -> None:
        self._theme, self._model = theme, model
        self.table = False
        """Whether tickets take one line."""

    def top_of(self, row: int) -> int:
        """Where a row begins."""
        height, groups = self._theme.tokens.height, self._model.groups_before(row)
        return groups * height.group + (row - groups) * (height.table_row if self.table else height.ticket_row)

    def row_at(self, y: int) -> int:
        """The row at `y`."""
        low, high = 0, self._model.rowCount() - 1
        while low < high:
            middle = (low + high + 1) // 2
            if self.top_of(middle) <= y:
                low = middle
            else:
                high = middle - 1
        return low if high >= 0 else -1


class TicketList(VirtualListView):
    """Marks are kept by ticket: they stay where rows come, go and change places.

    Signals:
        marks_changed: others are marked now.
        opened: (index) a ticket was clicked, or Enter pressed on it.
        fold_asked: (key) a group is to be folded or unfolded.
        resized: it is wider or narrower.
    """

    marks_changed = Signal()
    opened = Signal(object)
    fold_asked = Signal(str)
    resized = Signal()

    def __init__(self, theme: Theme, model: TicketListModel, rows: RowPainter, parent: QWidget | None = None) -> None:
        heights = TicketHeights(theme, model)
        super().__init__(heights, rows, parent)
        PaneRing(self, theme)
        self.heights = heights
        self.tickets = model
        self._marks: frozenset[int] = frozenset()
        self._anchor: int | None = None
        self._moved_s = 0.0
        self.can_mark = True
        """Whether there is anything to be done with marked tickets."""
        self.end_wanted = False
        """Whether the last ticket is to be chosen as soon as it is read."""
        self.extending = False
        """Whether the current row moves because a range grows: nobody opens it."""
        self.setModel(model)

    @property
    def marks(self) -> frozenset[int]:
        """The numbers, in the cache, of the marked tickets' rows."""
        return self._marks

    @property
    def pointer_aims(self) -> bool:
        """Whether the pointer has just moved over the rows: they must not change places now."""
        return self.viewport().underMouse() and monotonic() - self._moved_s < POINTER_REST_S

    def row_under_pointer(self) -> int:
        """The row the pointer is over; -1 for none."""
        if not self.viewport().underMouse():
            return -1
        return self.indexAt(self.viewport().mapFromGlobal(QCursor.pos())).row()

    def show_as(self, rows: RowPainter, *, table: bool) -> None:
        """Takes another painter, with rows of one line or two; the first ticket in sight stays there."""
        visible = self.visible_rows()
        self._rows, self.heights.table = rows, table
        self.relayout()
        if visible and self.verticalScrollBar().value():
            self.verticalScrollBar().setValue(self.heights.top_of(visible.start))

    def mark(self, numbers: Iterable[int]) -> None:
        """Marks these and no others."""
        marks = frozenset(numbers if self.can_mark else ())
        if marks != self._marks:
            self._marks = marks
            self.viewport().update()
            self.marks_changed.emit()

    def keep_marks(self) -> None:
        """Forgets marks of tickets that have left the list."""
        listed = self.tickets.listed
        if self._marks and listed.whole:
            self.mark(self._marks.intersection(listed.rows))

    def mark_all(self) -> None:
        """Marks every ticket of the list, those under folded groups too."""
        self.mark(self.tickets.listed.rows)

    def toggle_mark(self, row: int) -> None:
        """Marks a row, or takes its mark away."""
        number = self.tickets.number_at(row)
        if number is not None:
            self._anchor = number
            self.mark(self._marks ^ {number})

    def _extend_to(self, row: int) -> None:
        """Marks from where the range began to a row."""
        start = self.tickets.index_of_number(self._anchor)
        first = start.row() if start.isValid() else self.currentIndex().row()
        if self._anchor is None or not start.isValid():
            self._anchor = self.tickets.number_at(first)
        self.mark(self.tickets.numbers_between(max(0, first), row))

    def go(self, index: QModelIndex) -> None:
        """Makes a row the current one without opening it."""
        self.extending = True
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
        self.extending = False
        self.scrollTo(index)

    def state_of(self, index: QModelIndex) -> RowState:
        """Override VirtualListView.state_of."""
        state = super().state_of(index)
        number = self.tickets.number_at(index.row()) if self._marks else None
        return state._replace(marked=number in self._marks) if number is not None else state

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Override VirtualListView.resizeEvent."""
        super().resizeEvent(event)
        self.resized.emit()

    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Override VirtualListView.moveCursor: also onto folded groups, so that keys can open them."""
        self.end_wanted = action is QAbstractItemView.CursorAction.MoveEnd and not self.tickets.listed.whole
        if self.end_wanted:
            return self.currentIndex()
        row, last = self.currentIndex().row(), self.row_count() - 1
        if action in (QAbstractItemView.CursorAction.MoveUp, QAbstractItemView.CursorAction.MoveDown):
            step = 1 if action is QAbstractItemView.CursorAction.MoveDown else -1
            row += step
            while 0 <= row <= last and self._is_open_group(row):
                row += step
            return self.tickets.index(row) if 0 <= row <= last else self.currentIndex()
        return super().moveCursor(action, modifiers)

    def reach_end(self) -> None:
        """Goes to the last ticket, if that was asked for while only the first ones were read."""
        if self.end_wanted and self.tickets.listed.whole:
            self.end_wanted = False
            self.setCurrentIndex(self.selectable_from(self.row_count() - 1, -1))

    def _is_open_group(self, row: int) -> bool:
        group = self.tickets.group_at(row)
        return group is not None and group.key not in self.tickets.folded

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Override QAbstractItemView.mousePressEvent: Ctrl marks one, Shift a range; a group folds."""
        self.end_wanted = False
        index = self.indexAt(event.position().toPoint())
        group = self.tickets.group_at(index.row())
        if event.button() is not Qt.MouseButton.LeftButton or not index.isValid():
            super().mousePressEvent(event)
        elif group is not None:
            self.fold_asked.emit(group.key)
        elif self.can_mark and event.modifiers() & Modifier.ControlModifier:
            if not self._marks and self.currentIndex().isValid() and self.currentIndex() != index:
                self.toggle_mark(self.currentIndex().row())
            self.toggle_mark(index.row())
            self.go(index)
        elif self.can_mark and event.modifiers() & Modifier.ShiftModifier:
            self._extend_to(index.row())
            self.go(index)
        else:
            self.mark(())
            self._anchor = self.tickets.number_at(index.row())
            super().mousePressEvent(event)
            self.opened.emit(index)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Override QAbstractItemView.mouseMoveEvent: dragging chooses nothing."""
        self._moved_s = monotonic()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override VirtualListView.keyPressEvent."""
        key, shift = Qt.Key(event.key()), bool(event.modifiers() & Modifier.ShiftModifier)
        current = self.currentIndex()
        group = self.tickets.group_at(current.row())
        if self.can_mark and shift and key in MOVES:
            self._extend_by(key)
        elif key is Qt.Key.Key_A and event.modifiers() & Modifier.ControlModifier:
            self.mark_all()
        elif key is Qt.Key.Key_Escape and self._marks:
            self.mark(())
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._fold_by_key(key)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if group is not None:
                self.fold_asked.emit(group.key)
            elif current.isValid():
                self.opened.emit(current)
        else:
            super().keyPressEvent(event)

    def _extend_by(self, key: Qt.Key) -> None:
        if self._anchor is None or self._anchor not in self._marks:
            self._anchor = self.tickets.number_at(self.currentIndex().row())
        index = self.moveCursor(MOVES[key], Modifier.NoModifier)
        if index.isValid():
            self._extend_to(index.row())
            self.go(index)

    def _fold_by_key(self, key: Qt.Key) -> None:
        """Left folds the group one stands in, Right unfolds the one one stands on."""
        group = self.tickets.group_above(self.currentIndex().row())
        folded = group is not None and group.key in self.tickets.folded
        if group is not None and folded is (key is Qt.Key.Key_Right):
            self.fold_asked.emit(group.key)
