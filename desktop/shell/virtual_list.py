"""A list view that lays out nothing it does not show: a million rows of a few known heights cost what a screenful does.

QListView asks every row for its height before it paints the first one, unless all are equally high; lists with group
rows and conversations are not.
"""

from __future__ import annotations

import bisect
from collections.abc import Callable, Iterable, Iterator
from itertools import accumulate
from typing import NamedTuple, Protocol, TypeVar

from PySide6.QtCore import (
    QAbstractItemModel,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QRegion,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QAbstractScrollArea, QWidget

from desktop.widgets.painting import fill

Index = QModelIndex | QPersistentModelIndex
Row = TypeVar("Row")
LINE_PX = 56


class RowHeights(Protocol):
    """Where rows stand, in pixels from the top of the list."""

    def top_of(self, row: int) -> int:
        """Return where `row` begins; the row after the last one begins at the end."""

    def row_at(self, y: int) -> int:
        """Return the row at `y`, clamped to the rows there are; -1 for none."""


class RowTops:
    """Where rows begin that were measured one by one: for lists of a few hundred at most."""

    def __init__(self, foot: int = 0) -> None:
        """Knows of no rows; `foot` is the room below the last one."""
        self._tops = [0]
        self.foot = foot

    def measure(self, rows: Iterable[Row], height_of: Callable[[Row], int]) -> None:
        """Measures every row."""
        self._tops = [0, *accumulate(map(height_of, rows))]

    def top_of(self, row: int) -> int:
        """Where a row begins; after the last one comes a little room."""
        last = len(self._tops) - 1
        return self._tops[row] + (self.foot if row == last and last else 0) if row <= last else self._tops[-1]

    def row_at(self, y: int) -> int:
        """The row at `y`."""
        rows = len(self._tops) - 1
        return max(-1, min(rows - 1, bisect.bisect_right(self._tops, y) - 1))


class RowState(NamedTuple):
    """How a row stands in its list.

    Attributes:
        selected: it is chosen.
        active: its window has the keyboard.
        hovered: the pointer is over it.
        focused: it is the one that keys would move from, in a list that has the keyboard.
        marked: it is one of several that something is to be done to.
    """

    selected: bool = False
    active: bool = True
    hovered: bool = False
    focused: bool = False
    marked: bool = False


class RowPainter(Protocol):
    """What rows look like. Not Qt's delegate: it would make Qt load all of its styles before the first paint."""

    def paint(self, painter: QPainter, rect: QRect, index: Index, state: RowState) -> None:
        """Paint one row."""


class VirtualListView(QAbstractItemView):
    """Shows a list model: `heights` knows where its rows stand, `rows` paints them.

    Signals:
        scrolled: other rows are visible now.
    """

    scrolled = Signal()

    def __init__(self, heights: RowHeights, rows: RowPainter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._heights = heights
        self._rows = rows
        self._content_width = 0
        # One that Python made: asked for one of Qt's own, PySide first loads every kind of widget it might be.
        self.setViewport(QWidget())
        # What is seen through cannot be moved when one scrolls; a style sheet would take a ground of Qt's away.
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        self.viewport().setMouseTracking(True)
        self._hovered = -1
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        self.horizontalScrollBar().valueChanged.connect(self._on_scrolled)

    def setModel(self, model: QAbstractItemModel | None) -> None:
        """Override QAbstractItemView.setModel."""
        super().setModel(model)
        if model is not None:
            model.layoutChanged.connect(self.relayout)
            model.modelReset.connect(self.relayout)
            model.rowsInserted.connect(self.relayout)
            model.rowsRemoved.connect(self.relayout)
        self.relayout()

    def relayout(self) -> None:
        """Takes over changed heights; the scroll position stays."""
        self._update_range()
        self.viewport().update()

    def set_content_width(self, width: int) -> None:
        """Takes over how wide rows are, where that is wider than the list; 0 for never."""
        self._content_width = width
        policy = Qt.ScrollBarPolicy.ScrollBarAsNeeded if width else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setHorizontalScrollBarPolicy(policy)
        self.relayout()

    def row_count(self) -> int:
        """How many rows there are."""
        model: QAbstractItemModel | None = self.model()
        return 0 if model is None else model.rowCount()

    def content_height(self) -> int:
        """How high all rows are together."""
        return self._heights.top_of(self.row_count())

    def visible_rows(self) -> range:
        """The rows of which at least a pixel is visible."""
        if not self.row_count():
            return range(0)
        top = self.verticalScrollBar().value()
        first = self._heights.row_at(top)
        last = self._heights.row_at(top + max(0, self.viewport().height() - 1))
        return range(max(0, first), min(self.row_count(), last + 1))

    def _update_range(self) -> None:
        bar = self.verticalScrollBar()
        bar.setPageStep(self.viewport().height())
        bar.setSingleStep(LINE_PX // 2)
        bar.setRange(0, max(0, self.content_height() - self.viewport().height()))
        across = self.horizontalScrollBar()
        across.setPageStep(self.viewport().width())
        across.setSingleStep(LINE_PX)
        across.setRange(0, max(0, self._content_width - self.viewport().width()))

    def _on_scrolled(self, _value: int) -> None:
        self._set_hovered(-1)
        self.scrolled.emit()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Override QAbstractScrollArea.scrollContentsBy: what stays in sight is moved rather than painted."""
        if dx:
            self.viewport().update()
        else:
            self.viewport().scroll(0, dy, self.viewport().rect())

    def rect_of(self, row: int) -> QRect:
        """Where a row is on the viewport."""
        top = self._heights.top_of(row)
        height = self._heights.top_of(row + 1) - top
        width = max(self.viewport().width(), self._content_width)
        return QRect(-self.horizontalOffset(), top - self.verticalScrollBar().value(), width, height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Override QAbstractItemView.resizeEvent."""
        super().resizeEvent(event)
        self._update_range()

    def updateGeometries(self) -> None:
        """Override QAbstractItemView.updateGeometries."""
        super().updateGeometries()
        self._update_range()

    def doItemsLayout(self) -> None:
        """Override QAbstractItemView.doItemsLayout, which has all painted twice: `relayout` has done what there is."""
        self._update_range()

    def visualRect(self, index: Index) -> QRect:
        """Override QAbstractItemView.visualRect."""
        return self.rect_of(index.row()) if index.isValid() else QRect()

    def indexAt(self, point: QPoint) -> QModelIndex:
        """Override QAbstractItemView.indexAt."""
        y = point.y() + self.verticalScrollBar().value()
        if not self.row_count() or y < 0 or y >= self.content_height():
            return QModelIndex()
        return self.model().index(self._heights.row_at(y), 0)

    def scrollTo(
        self, index: Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        """Override QAbstractItemView.scrollTo."""
        if not index.isValid():
            return
        bar, rect = self.verticalScrollBar(), self.rect_of(index.row())
        if hint is QAbstractItemView.ScrollHint.PositionAtTop:
            bar.setValue(bar.value() + rect.top())
        elif hint is QAbstractItemView.ScrollHint.PositionAtBottom:
            bar.setValue(bar.value() + rect.bottom() - self.viewport().height())
        elif rect.top() < 0:
            bar.setValue(bar.value() + rect.top())
        elif rect.bottom() >= self.viewport().height():
            bar.setValue(bar.value() + rect.bottom() + 1 - self.viewport().height())

    def horizontalOffset(self) -> int:
        """Override QAbstractItemView.horizontalOffset."""
        return self.horizontalScrollBar().value() if self._content_width else 0

    def verticalOffset(self) -> int:
        """Override QAbstractItemView.verticalOffset."""
        return self.verticalScrollBar().value()

    def isIndexHidden(self, index: Index) -> bool:
        """Override QAbstractItemView.isIndexHidden."""
        return False

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        """Override QAbstractItemView.setSelection: the row at the rectangle's middle."""
        index = self.indexAt(rect.center())
        if index.isValid() and index.flags() & Qt.ItemFlag.ItemIsSelectable:
            self.selectionModel().select(index, command)

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:
        """Override QAbstractItemView.visualRegionForSelection."""
        region = QRegion()
        for index in selection.indexes():
            region += self.visualRect(index)
        return region

    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Override QAbstractItemView.moveCursor."""
        act = QAbstractItemView.CursorAction
        row, last = self.currentIndex().row(), self.row_count() - 1
        page = max(1, len(self.visible_rows()) - 1)
        steps = {
            act.MoveUp: row - 1, act.MovePrevious: row - 1, act.MoveDown: row + 1, act.MoveNext: row + 1,
            act.MovePageUp: row - page, act.MovePageDown: row + page, act.MoveHome: 0, act.MoveEnd: last,
        }  # fmt: skip
        wanted = min(max(0, steps.get(action, row)), last)
        step = -1 if wanted < row or action is act.MoveEnd else 1
        return self.selectable_from(wanted, step)

    def selectable_from(self, row: int, step: int) -> QModelIndex:
        """The first row from there, in that direction, that can be chosen; else the one in the other direction."""
        for candidate in (*self._walk(row, step), *self._walk(row, -step)):
            index = self.model().index(candidate, 0)
            if index.flags() & Qt.ItemFlag.ItemIsSelectable:
                return index
        return QModelIndex()

    def _walk(self, row: int, step: int) -> Iterator[int]:
        # Group rows never stand more than two in a row, so a short look suffices.
        for candidate in range(row, row + 4 * step, step):
            if 0 <= candidate < self.row_count():
                yield candidate

    def paintEvent(self, event: QPaintEvent) -> None:
        """Override QAbstractItemView.paintEvent."""
        painter = QPainter(self.viewport())
        fill(painter, event.rect(), QGuiApplication.palette().color(QPalette.ColorRole.Base))
        # Rows are composed from the left, for readers from either side: their painters reckon so.
        painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        for row in self.visible_rows():
            rect = self.rect_of(row)
            if event.region().intersects(rect):
                index = self.model().index(row, 0)
                self._rows.paint(painter, rect, index, self.state_of(index))
        painter.end()

    def state_of(self, index: QModelIndex) -> RowState:
        """How a row stands."""
        focused = self.hasFocus() and index.row() == self.currentIndex().row()
        selected = self.selectionModel().isSelected(index)
        return RowState(selected, self.isActiveWindow(), index.row() == self._hovered, focused)

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Override QAbstractItemView.currentChanged: readers are told of the row; Qt does it for its own lists only."""
        super().currentChanged(current, previous)
        said = str(current.data(Qt.ItemDataRole.AccessibleTextRole) or "") if current.isValid() else ""
        self.setAccessibleDescription(said)
        if said:
            _announce(self, said)

    def viewportEvent(self, event: object) -> bool:
        """Override QAbstractItemView.viewportEvent: the row under the pointer is lit."""
        kind = event.type()  # type: ignore[attr-defined]
        if kind == event.Type.MouseMove:  # type: ignore[attr-defined]
            self._set_hovered(self.indexAt(event.position().toPoint()).row())  # type: ignore[attr-defined]
        elif kind == event.Type.Leave:  # type: ignore[attr-defined]
            self._set_hovered(-1)
        return bool(super().viewportEvent(event))  # type: ignore[arg-type]

    def _set_hovered(self, row: int) -> None:
        if row != self._hovered:
            before, self._hovered = self._hovered, row
            for each in (before, row):
                if each >= 0:
                    self.viewport().update(self.rect_of(each))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Override QAbstractItemView.mousePressEvent: the buttons that go back and forward are the window's."""
        if event.button() in (Qt.MouseButton.BackButton, Qt.MouseButton.ForwardButton):
            event.ignore()
        else:
            super().mousePressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Override QAbstractItemView.focusInEvent, which chooses the first row: nobody asked to open it."""
        QAbstractScrollArea.focusInEvent(self, event)
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override QAbstractItemView.keyPressEvent: letters are shortcuts here, not a search."""
        if event.text().strip() and event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
            return
        super().keyPressEvent(event)


def _announce(widget: QWidget, said: str) -> None:
    """Let a screen reader say it, if there is one; what that takes is loaded with the first row that is chosen."""
    from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

    if QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, said))
