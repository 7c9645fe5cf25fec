"""The titles above a table: a click orders by a column, dragging moves it, its edge makes it wider."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop.features.queue.columns import KINDS, title
from desktop.features.queue.order import Order
from desktop.features.queue.table_painter import GAP, TablePainter
from desktop.features.queue.ticket_list import TicketList
from desktop.theme.theme import Theme
from desktop.widgets.painting import LEFT, RIGHT, fill, paint_icon, paint_text
from sync.replica.reading.list_query import Column

GRAB = 4
"""How far from a column's edge the pointer takes hold of it."""
DRAG = 6
"""How far the pointer moves before a click is a drag."""
ARROW = 12


class TableHeader(QWidget):
    """Stands above the list and follows its scrolling; everything it does has a key elsewhere.

    Signals:
        sort_asked: (column) order by it, or the other way round.
        laid_out: (TableLayout) columns are elsewhere, or wider.
    """

    sort_asked = Signal(object)
    laid_out = Signal(object)

    def __init__(self, theme: Theme, table: TablePainter, below: TicketList, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._table, self._below = theme, table, below
        self._order = Order()
        self._pressed: tuple[Column, int] | None = None
        self._resized: tuple[Column, int, int] | None = None
        self._dragged_x: int | None = None
        self.setMouseTracking(True)
        self.restyle()
        theme.theme_changed.connect(self.restyle)
        below.horizontalScrollBar().valueChanged.connect(self.update)

    def restyle(self) -> None:
        """Takes over the theme."""
        self.setFixedHeight(self._theme.tokens.height.table_row)
        self.update()

    def show_order(self, order: Order) -> None:
        """Shows by what the table is ordered."""
        self._order = order
        self.update()

    def _columns(self) -> list[tuple[Column, int, int]]:
        offset = self._below.horizontalOffset()
        spans = self._table.spans(max(self._below.viewport().width(), 1))
        return [(column, left - offset, width) for column, left, width in spans.columns]

    def _edge_at(self, x: int) -> tuple[Column, int] | None:
        edges = ((column, width) for column, left, width in self._columns() if abs(x - left - width + GAP // 2) <= GRAB)
        return next(edges, None)

    def _column_at(self, x: int) -> Column | None:
        return next((column for column, left, width in self._columns() if left <= x < left + width), None)

    def _place_for(self, x: int) -> int:
        """Where a column that is let go at `x` would stand among the others."""
        others = [one for one in self._columns() if self._pressed is None or one[0] != self._pressed[0]]
        return sum(1 for _, left, width in others if left + width // 2 < x)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Override QWidget.mousePressEvent."""
        x = event.position().toPoint().x()
        edge, column = self._edge_at(x), self._column_at(x)
        if edge is not None:
            self._resized = (edge[0], x, dict(self._table.layout.columns)[edge[0]])
        elif column is not None:
            self._pressed = (column, x)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Override QWidget.mouseMoveEvent."""
        x = event.position().toPoint().x()
        if self._resized is not None:
            column, began_x, width = self._resized
            moved = round((x - began_x) / self._theme.zoom)
            self.laid_out.emit(self._table.layout.with_width(column, width + moved))
        elif self._pressed is not None and (self._dragged_x is not None or abs(x - self._pressed[1]) > DRAG):
            self._dragged_x = x
            self.update()
        else:
            shape = Qt.CursorShape.SplitHCursor if self._edge_at(x) else Qt.CursorShape.ArrowCursor
            self.setCursor(shape)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Override QWidget.mouseReleaseEvent."""
        pressed, dragged_x = self._pressed, self._dragged_x
        place = self._place_for(dragged_x) if dragged_x is not None else 0
        self._pressed = self._resized = self._dragged_x = None
        if pressed is not None and dragged_x is not None:
            self.laid_out.emit(self._table.layout.moved(pressed[0], place))
        elif pressed is not None:
            self.sort_asked.emit(pressed[0])
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Override QWidget.leaveEvent."""
        self.unsetCursor()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Override QWidget.paintEvent."""
        painter, colors = QPainter(self), self._theme.colors
        # As the rows below it.
        painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        fill(painter, self.rect(), colors.sunken)
        fill(painter, QRect(0, self.height() - 1, self.width(), 1), colors.border)
        for column, left, width in self._columns():
            self._paint_title(painter, column, QRect(left, 0, width - GAP, self.height() - 1))
            fill(painter, QRect(left + width - GAP // 2, 8, 1, self.height() - 16), colors.border_strong)
        if self._dragged_x is not None and self._pressed is not None:
            others = [one for one in self._columns() if one[0] != self._pressed[0]]
            place = self._place_for(self._dragged_x)
            x = others[place][1] if place < len(others) else others[-1][1] + others[-1][2]
            fill(painter, QRect(x - GAP // 2 - 1, 2, 2, self.height() - 5), colors.accent)

    def _paint_title(self, painter: QPainter, column: Column, cell: QRect) -> None:
        right = KINDS[column].right
        ordered = self._order.sort == column
        color = "text_disabled" if self._dragged_x is not None and self._pressed and self._pressed[0] == column else ""
        room = cell.adjusted(0, 0, -ARROW - 4 if ordered else 0, 0)
        role = color or ("text" if ordered else "text_secondary")
        width = paint_text(painter, self._theme, room, title(column), role, "caption", 600, RIGHT if right else LEFT)
        if ordered:
            icon = "chevron-down" if self._order.descending else "chevron-up"
            left = cell.right() - ARROW + 1 if right else room.left() + width + 4
            paint_icon(painter, self._theme, icon, "text", left, cell.center().y() + 1, ARROW)
