"""Paints a hit: its title, two lines of it, and where it belongs."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop.features.knowledge.model import HitListModel, HitRole, HitRow, Section
from desktop.shell import wording
from desktop.shell.marked_text import draw_marked, elided
from desktop.theme.theme import Theme

Index = QModelIndex | QPersistentModelIndex
State = QStyle.StateFlag
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
EDGE = 16
TEXT_LEFT = 40
PAD = 10
TITLE = 20
SNIPPET = 40
FOOT = 18


class HitDelegate(QStyledItemDelegate):
    """One hit, or the line above the tickets."""

    def __init__(self, theme: Theme, model: HitListModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._model = model

    def height_of(self, row: HitRow | Section) -> int:
        """How high a row is."""
        if isinstance(row, Section):
            return self._theme.tokens.height.group
        return 2 * PAD + TITLE + FOOT + (0 if row.brief or row.kind == "ticket" else SNIPPET)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Override QStyledItemDelegate.paint."""
        row, rect, colors = index.data(HitRole), option.rect, self._theme.colors
        if isinstance(row, Section):
            painter.fillRect(rect, colors.sunken)
            painter.setFont(self._theme.font("caption", 600))
            painter.setPen(colors.text_secondary)
            painter.drawText(rect.adjusted(EDGE, 0, -EDGE, 0), LEFT, f"{row.label}  {row.count}")
        elif isinstance(row, HitRow):
            self._paint_back(painter, option)
            self._paint_hit(painter, rect, row)
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, colors.border)

    def _paint_back(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        colors, rect = self._theme.colors, option.rect
        if option.state & State.State_Selected:
            active = bool(option.state & State.State_Active)
            painter.fillRect(rect, colors.selection if active else colors.selection_inactive)
            bar = self._theme.tokens.line.selected_bar
            painter.fillRect(rect.left(), rect.top(), bar, rect.height(), colors.accent_text)
        elif option.state & State.State_MouseOver:
            painter.fillRect(rect, colors.hover)

    def _paint_hit(self, painter: QPainter, rect: QRect, row: HitRow) -> None:
        theme, colors = self._theme, self._theme.colors
        left, width = rect.left() + TEXT_LEFT, rect.width() - TEXT_LEFT - EDGE
        top = rect.top() + PAD
        ratio = painter.device().devicePixelRatioF()
        glyph = wording.STATUS_ICON.get(row.status, "ticket") if row.kind == "ticket" else "book"
        painter.drawPixmap(rect.left() + EDGE, top + 3, theme.pixmap(glyph, "text_secondary", 14, ratio))
        font = theme.font("body", 600)
        painter.setFont(font)
        title = elided(painter, row.title, width)
        marks = [mark for mark in row.title_marks if mark[1] <= len(title)]
        draw_marked(painter, QRect(left, top, width, TITLE), title, marks, font, colors.text, colors.highlight)
        excerpt = self._model.excerpt(row)
        if excerpt is not None:
            place = QRect(left, top + TITLE, width, SNIPPET)
            draw_marked(
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
