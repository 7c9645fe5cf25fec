"""Paints a hit: its title, two lines of it, and where it belongs."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QPainter

from desktop.features.knowledge.model import HitListModel, HitRole, HitRow, Section
from desktop.shell import wording
from desktop.shell.marked_text import MarkedTexts, elided
from desktop.shell.virtual_list import RowState
from desktop.theme.theme import Theme
from desktop.widgets.painting import fill

Index = QModelIndex | QPersistentModelIndex
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
EDGE = 16
TEXT_LEFT = 40
PAD = 10
TITLE = 20
SNIPPET = 40
FOOT = 18


class HitPainter:
    """One hit, or the line above the tickets."""

    def __init__(self, theme: Theme, model: HitListModel) -> None:
        self._theme = theme
        self._model = model
        self._marked = MarkedTexts()

    def height_of(self, row: HitRow | Section) -> int:
        """How high a row is."""
        if isinstance(row, Section):
            return self._theme.tokens.height.group
        return 2 * PAD + TITLE + FOOT + (0 if row.brief or row.kind == "ticket" else SNIPPET)

    def paint(self, painter: QPainter, rect: QRect, index: Index, state: RowState) -> None:
        """Paint one row."""
        row, colors = index.data(HitRole), self._theme.colors
        if isinstance(row, Section):
            fill(painter, rect, colors.sunken)
            painter.setFont(self._theme.font("caption", 600))
            painter.setPen(colors.text_secondary)
            painter.drawText(rect.adjusted(EDGE, 0, -EDGE, 0), LEFT, f"{row.label}  {row.count}")
        elif isinstance(row, HitRow):
            self._paint_back(painter, rect, state)
            self._paint_hit(painter, rect, row)
        fill(painter, QRect(rect.left(), rect.bottom(), rect.width(), 1), colors.border)

    def _paint_back(self, painter: QPainter, rect: QRect, state: RowState) -> None:
        colors = self._theme.colors
        if state.selected:
            fill(painter, rect, colors.selection if state.active else colors.selection_inactive)
            bar = self._theme.tokens.line.selected_bar
            fill(painter, QRect(rect.left(), rect.top(), bar, rect.height()), colors.accent_text)
        elif state.hovered:
            fill(painter, rect, colors.hover)

    def _paint_hit(self, painter: QPainter, rect: QRect, row: HitRow) -> None:
        theme, colors = self._theme, self._theme.colors
        left, width = rect.left() + TEXT_LEFT, rect.width() - TEXT_LEFT - EDGE
        top = rect.top() + PAD
        ratio = painter.device().devicePixelRatioF()
        glyph, color = "book", "text_secondary"
        if row.kind == "ticket" and row.status in wording.STATUS_ICON:
            glyph, color = wording.STATUS_ICON[row.status], f"status_{row.status}"
        painter.drawPixmap(rect.left() + EDGE, top + 3, theme.pixmap(glyph, color, 14, ratio))
        font = theme.font("body", 600)
        painter.setFont(font)
        title = elided(painter, row.title, width)
        marks = [mark for mark in row.title_marks if mark[1] <= len(title)]
        self._marked.draw(painter, QRect(left, top, width, TITLE), title, marks, font, colors.text, colors.highlight)
        excerpt = self._model.excerpt(row)
        if excerpt is not None:
            place = QRect(left, top + TITLE, width, SNIPPET)
            self._marked.draw(
                painter,
                place,
                excerpt.text,
                excerpt.marks,
                theme.font("body"),
                colors.text_secondary,
                colors.highlight,
                2,
                SNIPPET // 2,
            )
        painter.setFont(theme.font("caption"))
        painter.setPen(colors.text_secondary)
        foot = QRect(left, rect.bottom() - PAD - FOOT + 1, width, FOOT)
        painter.drawText(foot, LEFT, elided(painter, row.foot, width))
