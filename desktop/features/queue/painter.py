"""Paints a ticket in two lines, and the rows that name groups."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QColor, QPainter

from desktop.features.queue.model import FoldedRole, OthersRole, RowRole
from desktop.features.queue.ticket_words import deadline_of, group_name, is_unread, item_state, second_line
from desktop.shell import moments, wording
from desktop.shell.people_present import Being
from desktop.shell.virtual_list import RowState
from desktop.theme.theme import Theme
from desktop.widgets.painting import fill, paint_avatar, paint_box, paint_count
from sync.replica.reading.list_query import GroupRow
from sync.replica.reading.rows import TicketRow

Index = QModelIndex | QPersistentModelIndex
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
DOT = 6
STATUS = 12
MARK = 16
AVATAR = 18
COUNTED_FROM = 2
"""A single new message is said by the dot alone."""
OTHERS_MOST = 2
"""So many of those who are at a ticket have room in its row."""
FLAG = 14
EDGE = 16
TEXT_LEFT = 40
"""Where subject and second line begin, from the row's left."""
FLAGGED = frozenset({"high", "urgent", "low"})


class ListPainter:
    """What rows of both kinds of list share: grounds, marks, and the rows that name groups."""

    def __init__(self, theme: Theme, me_id: str) -> None:
        self._theme = theme
        self._me_id = me_id
        self.present: datetime = moments.now()
        self.sentences = False
        """Whether states are said in a store's words."""
        self.others: Sequence[Being] = ()
        """Who else is at the ticket that is being painted."""

    def paint(self, painter: QPainter, rect: QRect, index: Index, state: RowState) -> None:
        """Paint one row."""
        shown = index.data(RowRole)
        if isinstance(shown, GroupRow):
            self._paint_group(painter, rect, shown, state, folded=bool(index.data(FoldedRole)))
            return
        self._paint_back(painter, rect, state)
        if isinstance(shown, TicketRow):
            self.others = index.data(OthersRole) or ()
            self._paint_ticket(painter, rect, shown, state)
        if state.focused and (state.marked or not state.selected):
            self._paint_ring(painter, rect)

    def _paint_ticket(self, painter: QPainter, rect: QRect, row: TicketRow, state: RowState) -> None:
        raise NotImplementedError

    def _paint_group(self, painter: QPainter, rect: QRect, group: GroupRow, state: RowState, *, folded: bool) -> None:
        colors = self._theme.colors
        fill(painter, rect, colors.hover_sidebar if state.hovered else colors.sunken)
        self._line_below(painter, rect, colors.border)
        name = group_name(group, sentences=self.sentences)
        metrics = self._theme.metrics("caption", 600)
        painter.setFont(self._theme.font("caption", 600))
        painter.setPen(colors.danger if group.key == "overdue" else colors.text_secondary)
        # Of a row wider than the list, what is in sight.
        inner = rect.intersected(painter.window()).adjusted(EDGE, 0, -EDGE, 0)
        room = inner.width() - metrics.horizontalAdvance(f"  {group.count}") - 24
        shown = metrics.elidedText(name, Qt.TextElideMode.ElideRight, room)
        painter.drawText(inner, LEFT, shown)
        painter.setFont(self._theme.font("caption", tabular=True))
        painter.setPen(colors.text_secondary)
        painter.drawText(inner.adjusted(metrics.horizontalAdvance(shown) + 8, 0, 0, 0), LEFT, str(group.count))
        if folded or state.hovered or state.focused:
            ratio = painter.device().devicePixelRatioF()
            glyph = self._theme.pixmap("chevron-right" if folded else "chevron-down", "text_secondary", 12, ratio)
            painter.drawPixmap(inner.right() - 11, inner.center().y() - 5, glyph)
        if state.focused:
            self._paint_ring(painter, rect)

    def _line_below(self, painter: QPainter, rect: QRect, color: QColor) -> None:
        fill(painter, QRect(rect.left(), rect.bottom(), rect.width(), 1), color)

    def _paint_back(self, painter: QPainter, rect: QRect, state: RowState) -> None:
        colors = self._theme.colors
        if state.selected or state.marked:
            fill(painter, rect, colors.selection if state.active else colors.selection_inactive)
        elif state.hovered:
            fill(painter, rect, colors.hover)
        if state.selected:
            bar = self._theme.tokens.line.selected_bar
            fill(painter, QRect(max(0, rect.left()), rect.top(), bar, rect.height()), colors.accent_text)
        self._line_below(painter, rect, colors.border)

    def _paint_ring(self, painter: QPainter, rect: QRect) -> None:
        painter.setPen(self._theme.colors.focus_ring)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(rect.adjusted(0, 0, -1, -2))
        painter.drawRect(rect.adjusted(1, 1, -2, -3))

    def _paint_others(self, painter: QPainter, right: int, middle: int, *, most: int = OTHERS_MOST) -> int:
        """Paints who else is at the ticket, an eye or an arrow before them; returns where that begins."""
        others = self.others[:most]
        for being in reversed(others):
            right -= AVATAR
            place = QRect(right, middle - AVATAR // 2, AVATAR, AVATAR)
            paint_avatar(painter, self._theme, place, being.user_id, being.name)
            right -= 4
        if others:
            right -= 14
            icon, role = ("reply", "info") if others[0].replies else ("eye", "text_secondary")
            ratio = painter.device().devicePixelRatioF()
            painter.drawPixmap(right, middle - 7, self._theme.pixmap(icon, role, 14, ratio))
            right -= 6
        return right

    def _paint_news(self, painter: QPainter, right: int, middle: int, row: TicketRow) -> int:
        """Paints how many messages are new, from two on; returns where that begins."""
        if row.new_messages < COUNTED_FROM or not is_unread(row, self._me_id, self.present):
            return right
        return paint_count(painter, self._theme, right, middle, row.new_messages) - 4

    def _paint_signs(self, painter: QPainter, left: int, middle: int, row: TicketRow, state: RowState) -> bool:
        """Paints the unread dot, and the status or the mark; tells whether the ticket is unread."""
        theme, ratio = self._theme, painter.device().devicePixelRatioF()
        unread = is_unread(row, self._me_id, self.present)
        if unread and not state.marked:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colors.accent_text)
            painter.drawEllipse(left + 9, middle - DOT // 2 + 1, DOT, DOT)
        if state.marked:
            box = QRect(left + 18, middle - MARK // 2 + 1, MARK, MARK)
            paint_box(painter, box, theme.tokens.radius.small, theme.colors.accent)
            painter.drawPixmap(left + 20, middle - STATUS // 2 + 1, theme.pixmap("check", "text_on_accent", 12, ratio))
            return unread
        icon = wording.STATUS_ICON.get(row.status, "status-open")
        glyph = theme.pixmap(icon, f"status_{row.status}", STATUS, ratio)
        painter.drawPixmap(left + 20, middle - STATUS // 2 + 1, glyph)
        return unread


class TicketPainter(ListPainter):
    """One row: unread dot, status, subject, flag, deadline; store and requester, what waits, who works on it."""

    def _paint_ticket(self, painter: QPainter, rect: QRect, row: TicketRow, state: RowState) -> None:
        theme, colors = self._theme, self._theme.colors
        ratio = painter.device().devicePixelRatioF()
        line = theme.fonts.step("body").line
        first = QRect(rect.left() + TEXT_LEFT, rect.top() + 8, rect.width() - TEXT_LEFT - EDGE, line)
        second = QRect(first.left(), rect.bottom() - 8 - 16, first.width(), 16)
        unread = self._paint_signs(painter, rect.left(), first.center().y(), row, state)

        right = self._paint_deadline(painter, first, row)
        if row.priority in FLAGGED:
            name = wording.priority_icon(row.priority)
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
            return self._paint_others(painter, right - 6, line.center().y())
        right = self._paint_news(painter, right, line.center().y(), row)
        if self.others:
            return self._paint_others(painter, right, line.center().y())
        if row.assignee_id and row.assignee_id != self._me_id and not self.sentences:
            right -= 18
            paint_avatar(painter, theme, QRect(right, line.center().y() - 8, 18, 18), row.assignee_id, row.assignee)
            return right - 6
        return right
