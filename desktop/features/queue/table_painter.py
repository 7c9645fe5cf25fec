"""Paints a ticket in one line of cells; the header above it has the same columns."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter

from desktop.features.queue.columns import FIRST_LAYOUT, KINDS, CellWords, TableLayout
from desktop.features.queue.painter import EDGE, FLAGGED, TEXT_LEFT, ListPainter
from desktop.features.queue.ticket_words import deadline_of, item_state
from desktop.shell import wording
from desktop.shell.virtual_list import RowState
from desktop.theme.theme import Theme
from desktop.widgets.painting import ELIDE, LEFT, RIGHT, paint_icon, visual
from sync.replica.reading.list_query import Column
from sync.replica.reading.rows import TicketRow

FITTED_MOST = 5_000
AT_LEFT, AT_RIGHT = (side.value | Qt.TextFlag.TextSingleLine.value for side in (LEFT, RIGHT))
"""As numbers: joining Qt's enumerations anew for every cell takes longer than drawing it."""
GAP = 12
"""Between a cell's text and the next cell."""


class Spans:
    """Where the columns stand: `(column, left, width)`, from the row's left; the subject takes what is over."""

    def __init__(self, theme: Theme, layout: TableLayout, room: int) -> None:
        widths = {column: theme.scaled(width) for column, width in layout.columns}
        self.whole = TEXT_LEFT + sum(widths.values()) + EDGE
        widths[Column.SUBJECT] += max(0, room - self.whole)
        self.whole = max(self.whole, room)
        self.columns: list[tuple[Column, int, int]] = []
        left = TEXT_LEFT
        for column, width in widths.items():
            self.columns.append((column, left, width))
            left += width


class TablePainter(ListPainter):
    """One row: unread dot, status, then the cells."""

    def __init__(self, theme: Theme, me_id: str) -> None:
        super().__init__(theme, me_id)
        self.layout = FIRST_LAYOUT
        self.words = CellWords()
        self._spans: tuple[tuple[TableLayout, int, float], Spans] | None = None
        self._fitted: dict[tuple[str, int, int, bool], tuple[str, int]] = {}
        """Texts as they fit into a width, and how wide they are then: measuring costs more than drawing."""

    def spans(self, room: int) -> Spans:
        """Where the columns stand in rows of that width."""
        key = (self.layout, room, self._theme.zoom)
        if self._spans is None or self._spans[0] != key:
            self._spans = key, Spans(self._theme, self.layout, room)
            self._fitted.clear()
        return self._spans[1]

    def _paint_ticket(self, painter: QPainter, rect: QRect, row: TicketRow, state: RowState) -> None:
        unread = self._paint_signs(painter, rect.left(), rect.center().y(), row, state)
        seen = painter.window()
        for column, left, width in self.spans(rect.width()).columns:
            cell = QRect(rect.left() + left, rect.top(), width - GAP, rect.height() - 1)
            if cell.right() < seen.left() or cell.left() > seen.right():
                continue
            match column:
                case Column.DUE:
                    self._paint_due(painter, cell, row)
                case Column.SUBJECT:
                    self._paint_subject(painter, cell, row, unread=unread)
                case Column.PRIORITY if row.priority in FLAGGED:
                    self._paint_priority(painter, cell, row)
                case _:
                    text = self.words.of(column, row, self.present, sentences=self.sentences)
                    self._paint_cell(painter, cell, text, "text_secondary", right=KINDS[column].right)

    def _paint_cell(
        self, painter: QPainter, cell: QRect, text: str, color: str, weight: int = 400, *, right: bool = False
    ) -> int:
        """One line of text, cut where the cell ends; returns how wide it became. Numbers end at the right."""
        if not text:
            return 0
        key = text, cell.width(), weight, right
        if key not in self._fitted:
            if len(self._fitted) > FITTED_MOST:
                self._fitted.clear()
            metrics = self._theme.metrics("body", weight, tabular=right)
            shown = metrics.elidedText(text, ELIDE, cell.width())
            self._fitted[key] = shown, metrics.horizontalAdvance(shown)
        shown, width = self._fitted[key]
        painter.setFont(self._theme.font("body", weight, tabular=right))
        painter.setPen(self._theme.colors[color])
        painter.drawText(visual(painter, cell), AT_RIGHT if right else AT_LEFT, shown)
        return width

    def _paint_subject(self, painter: QPainter, cell: QRect, row: TicketRow, *, unread: bool) -> None:
        state = item_state(row)
        if state is not None:
            role, icon = wording.ITEM_STATE_ROLE[state], wording.ITEM_STATE_ICON[state]
            paint_icon(painter, self._theme, icon, role, cell.right() - 13, cell.center().y() + 1, 14)
            cell = cell.adjusted(0, 0, -22, 0)
        cell.setRight(self._paint_news(painter, cell.right() + 1, cell.center().y() + 1, row) - 1)
        if self.others:
            cell.setRight(self._paint_others(painter, cell.right() + 1, cell.center().y() + 1) - 2)
        self._paint_cell(painter, cell, row.subject, "text", 600 if unread else 400)

    def _paint_priority(self, painter: QPainter, cell: QRect, row: TicketRow) -> None:
        icon = wording.priority_icon(row.priority)
        paint_icon(painter, self._theme, icon, f"priority_{row.priority}", cell.left(), cell.center().y() + 1, 14)
        text = wording.word(wording.PRIORITY, row.priority)
        self._paint_cell(painter, cell.adjusted(20, 0, 0, 0), text, "text_secondary")

    def _paint_due(self, painter: QPainter, cell: QRect, row: TicketRow) -> None:
        due = deadline_of(row, self.present)
        if due is None:
            return
        weight = 600 if due.bold else 400
        width = self._paint_cell(painter, cell, due.text, due.role, weight, right=True)
        if due.paused:
            paint_icon(painter, self._theme, "pause", due.role, cell.right() - width - 17, cell.center().y() + 1, 12)
