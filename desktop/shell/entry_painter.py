"""What a row of the palette or of a picker looks like."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from desktop.shell.marked_text import MarkedTexts
from desktop.theme.theme import Theme
from desktop.widgets.painting import CENTER, paint_avatar, paint_box, paint_icon, paint_text

if TYPE_CHECKING:
    from desktop.shell.entries import Entry

PAD, ICON, GAP = 16, 16, 12
CAP, CAP_GAP = 18, 6


class EntryPainter:
    """Paints from the theme."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._marked = MarkedTexts()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, entry: Entry) -> None:
        """Paint one row."""
        rect, theme = option.rect, self._theme
        if entry.kind == "heading":
            room = rect.adjusted(PAD, 8, -PAD, 0)
            paint_text(painter, theme, room, entry.text, "text_secondary", "caption", 600)
            return
        if option.state & QStyle.StateFlag.State_Selected:
            paint_box(painter, rect.adjusted(4, 0, -4, 0), theme.tokens.radius.control, theme.colors.selection)
        self._paint_mark(painter, rect, entry)
        px = theme.scaled
        left = rect.left() + PAD + px(ICON) + GAP
        right = self._paint_hint(painter, rect, entry) - 8
        width = self._paint_words(painter, QRect(left, rect.top(), right - left, rect.height()), entry)
        left += width + 10
        if entry.beside and right - left > 40:
            room = QRect(left, rect.top(), right - left, rect.height())
            paint_text(painter, theme, room, entry.beside, "text_secondary", "caption", tabular=True)

    def width_of(self, entry: Entry) -> int:
        """How wide a row has to be to show all of an entry and a tick, its keys aside."""
        theme = self._theme
        words = theme.metrics("body", 500).horizontalAdvance(entry.text)
        beside = theme.metrics("caption").horizontalAdvance(entry.beside) + 10 if entry.beside else 0
        return 2 * PAD + 2 * theme.scaled(ICON) + GAP + words + beside + 8

    def _paint_mark(self, painter: QPainter, rect: QRect, entry: Entry) -> None:
        size, left = self._theme.scaled(ICON), rect.left() + PAD
        if entry.person:
            edge = size + 4
            place = QRect(left - 2, rect.center().y() + 1 - edge // 2, edge, edge)
            paint_avatar(painter, self._theme, place, entry.person, entry.text)
        elif entry.icon:
            paint_icon(painter, self._theme, entry.icon, entry.color, left, rect.center().y() + 1, size)

    def _paint_words(self, painter: QPainter, room: QRect, entry: Entry) -> int:
        theme = self._theme
        metrics = theme.metrics("body", 500)
        width = metrics.horizontalAdvance(entry.text) if entry.marks else 0
        if not entry.marks or width > room.width():
            return paint_text(painter, theme, room, entry.text, "text", "body", 500)
        top = room.top() + (room.height() - metrics.height()) // 2
        place = QRect(room.left(), top, room.width(), metrics.height())
        font, colors = theme.font("body", 500), theme.colors
        self._marked.draw(painter, place, entry.text, entry.marks, font, colors.text, colors.highlight)
        return width

    def _paint_hint(self, painter: QPainter, rect: QRect, entry: Entry) -> int:
        """The keys as caps at the end, or a tick. Returns where they begin."""
        theme, right, middle = self._theme, rect.right() - PAD, rect.center().y() + 1
        if entry.ticked:
            size = theme.scaled(ICON)
            paint_icon(painter, theme, "check", "accent_text", right - size, middle, size)
            return right - size
        height = theme.scaled(CAP)
        for key in reversed(entry.hint.split()):
            width = max(height, theme.metrics("caption").horizontalAdvance(key) + 10)
            cap = QRect(right - width, middle - height // 2, width, height)
            paint_box(painter, cap, theme.tokens.radius.small, theme.colors.raised, theme.colors.border_strong)
            paint_text(painter, theme, cap, key, "text_secondary", "caption", 400, CENTER)
            right -= width + CAP_GAP
        return right
