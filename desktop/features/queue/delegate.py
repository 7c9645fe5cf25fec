"""Paints a ticket in two lines, and the rows that name groups."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop.features.queue.model import (
    Group,
    RowRole,
    deadline_of,
    is_unread,
    item_state,
    second_line,
)
from desktop.shell import moments, wording
from desktop.theme.theme import Theme
from desktop.widgets.painting import paint_avatar
from sync.replica.reading.rows import TicketRow

Index = QModelIndex | QPersistentModelIndex
State = QStyle.StateFlag
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
DOT = 6
STATUS = 12
FLAG = 14
EDGE = 16
TEXT_LEFT = 40
"""Where subject and second line begin, from the row's left."""
FLAGGED = frozenset({"high", "urgent", "low"})


class TicketDelegate(QStyledItemDelegate):
    """One row: unread dot, status, subject, flag, deadline; store and requester, what waits, who works on it."""

    def __init__(self, theme: Theme, me_id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._me_id = me_id
        self.present: datetime = moments.now()
        self.sentences = False
        """Whether states are said in a store's words."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Override QStyledItemDelegate.sizeHint."""
        height = self._theme.tokens.height
        return QSize(0, height.group if isinstance(index.data(RowRole), Group) else height.ticket_row)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Override QStyledItemDelegate.paint."""
        shown = index.data(RowRole)
        if isinstance(shown, Group):
            self._paint_group(painter, option.rect, shown)
        else:
            self._paint_back(painter, option)
            if isinstance(shown, TicketRow):
                self._paint_ticket(painter, option.rect, shown)

    def _paint_group(self, painter: QPainter, rect: QRect, group: Group) -> None:
        colors = self._theme.colors
        painter.fillRect(rect, colors.sunken)
        self._line_below(painter, rect, colors.border)
        name = wording.word(wording.GROUP, group.key)
        metrics = self._theme.metrics("caption", 600)
        painter.setFont(self._theme.font("caption", 600))
        painter.setPen(colors.danger if group.key == "overdue" else colors.text_secondary)
        inner = rect.adjusted(EDGE, 0, -EDGE, 0)
        painter.drawText(inner, LEFT, name)
        painter.setFont(self._theme.font("caption", tabular=True))
        painter.setPen(colors.text_secondary)
        painter.drawText(inner.adjusted(metrics.horizontalAdvance(name) + 8, 0, 0, 0), LEFT, str(group.count))

    def _line_below(self, painter: QPainter, rect: QRect, color: QColor) -> None:
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, color)

    def _paint_back(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        colors, rect = self._theme.colors, option.rect
        if option.state & State.State_Selected:
            active = bool(option.state & State.State_Active)
            painter.fillRect(rect, colors.selection if active else colors.selection_inactive)
            painter.fillRect(
                rect.left(), rect.top(), self._theme.tokens.line.selected_bar, rect.height(), colors.accent_text
            )
        elif option.state & State.State_MouseOver:
            painter.fillRect(rect, colors.hover)
        self._line_below(painter, rect, colors.border)
        if option.state & State.State_HasFocus and not option.state & State.State_Selected:
            painter.setPen(colors.focus_ring)
            painter.drawRect(rect.adjusted(0, 0, -1, -2))
            painter.drawRect(rect.adjusted(1, 1, -2, -3))

    def _paint_ticket(self, painter: QPainter, rect: QRect, row: TicketRow) -> None:
        theme, colors = self._theme, self._theme.colors
        ratio = painter.device().devicePixelRatioF()
        line = theme.fonts.step("body").line
        first = QRect(rect.left() + TEXT_LEFT, rect.top() + 8, rect.width() - TEXT_LEFT - EDGE, line)
        second = QRect(first.left(), rect.bottom() - 8 - 16, first.width(), 16)
        unread = is_unread(row, self._me_id, self.present)
        if unread:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colors.accent_text)
            painter.drawEllipse(rect.left() + 9, first.center().y() - DOT // 2 + 1, DOT, DOT)
        glyph = theme.pixmap(wording.STATUS_ICON.get(row.status, "status-open"), f"status_{row.status}", STATUS, ratio)
        painter.drawPixmap(rect.left() + 20, first.center().y() - STATUS // 2 + 1, glyph)

        right = self._paint_deadline(painter, first, row)
        if row.priority in FLAGGED:
            name = "chevron-down" if row.priority == "low" else "flag"
            right -= FLAG
            painter.drawPixmap(
                right, first.center().y() - FLAG // 2 + 1, theme.pixmap(name, f"priority_{row.priority}", FLAG, ratio)
            )
            right -= 6
        weight = 600 if unread else 400
        painter.setFont(theme.font("body", weight))
        painter.setPen(colors.text)
        room = right - first.left() - 4
        subject = theme.metrics("body", weight).elidedText(row.subject, Qt.TextElideMode.ElideRight, room)
        painter.drawText(QRect(first.left(), first.top(), room, first.height()), LEFT, subject)

        right = self._paint_state(painter, second, row, ratio)
        text = self._store_line(row) if self.sentences else second_line(row)
        painter.setFont(theme.font("caption"))
        painter.setPen(colors.text_secondary)
        room = right - second.left() - 8
        painter.drawText(second, LEFT, theme.metrics("caption").elidedText(text, Qt.TextElideMode.ElideRight, room))

    def _store_line(self, row: TicketRow) -> str:
        if row.number is None and row.waits:
            return wording.word(wording.GOES_OUT, "saved")
        number = f"#{row.number}" if row.number is not None else wording.word(wording.NUMBER, "none")
        return f"{number} · {wording.word(wording.STATUS_SENTENCE, row.status)}"

    def _paint_deadline(self, painter: QPainter, line: QRect, row: TicketRow) -> int:
        """Paints what is left at the line's end; returns where it begins."""
        theme = self._theme
        if self.sentences:
            when = moments.short_day(moments.moment_of(row.updated_at), self.present)
            due: moments.Deadline | None = moments.Deadline(when)
        else:
            due = deadline_of(row, self.present)
        if due is None:
            return line.right() + 1
        weight = 600 if due.bold else 400
        painter.setFont(theme.font("caption", weight, tabular=True))
        painter.setPen(theme.colors[due.role])
        painter.drawText(line, RIGHT, due.text)
        left = line.right() + 1 - theme.metrics("caption", weight, tabular=True).horizontalAdvance(due.text)
        if due.paused:
            left -= 16
            glyph = theme.pixmap("pause", due.role, 12, painter.device().devicePixelRatioF())
            painter.drawPixmap(left, line.center().y() - 5, glyph)
        return left - 8

    def _paint_state(self, painter: QPainter, line: QRect, row: TicketRow, ratio: float) -> int:
        """Paints at the line's end what is not sent yet or refused, else who works on it; returns where it begins."""
        theme, right = self._theme, line.right() + 1
        state = item_state(row)
        if state is not None:
            role = wording.ITEM_STATE_ROLE[state]
            text = wording.word(wording.ITEM_STATE, state)
            painter.setFont(theme.font("caption"))
            painter.setPen(theme.colors[role])
            painter.drawText(line, RIGHT, text)
            right -= theme.metrics("caption").horizontalAdvance(text) + 18
            painter.drawPixmap(
                right, line.center().y() - 6, theme.pixmap(wording.ITEM_STATE_ICON[state], role, 14, ratio)
            )
            return right - 6
        if row.assignee_id and row.assignee_id != self._me_id and not self.sentences:
            right -= 18
            paint_avatar(painter, theme, QRect(right, line.center().y() - 8, 18, 18), row.assignee_id, row.assignee)
            return right - 6
        return right
