"""The program's mark, and the icons made of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPixmap

from desktop.theme.theme import Theme
from desktop.widgets.painting import CENTER

if TYPE_CHECKING:
    from PySide6.QtGui import QIcon

DESIGNED = 20
"""Edge of the box in which the mark was drawn."""
COUNTED_MOST = 9
ICON_SIZES = (16, 22, 24, 32, 48, 64, 128, 256)


def paint_mark(painter: QPainter, theme: Theme, box: QRect | QRectF) -> None:
    """A counter with somebody behind it: the board, its two legs, a head."""
    colors, unit, box = theme.colors, box.width() / DESIGNED, QRectF(box)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colors.accent)
    painter.drawRoundedRect(box, 5 * unit, 5 * unit)
    painter.setBrush(colors.text_on_accent)
    for left, top, width, height in ((4, 9, 12, 2), (5, 11, 2, 5), (13, 11, 2, 5)):
        painter.drawRect(QRectF(box.left() + left * unit, box.top() + top * unit, width * unit, height * unit))
    painter.drawEllipse(QRectF(box.left() + 8 * unit, box.top() + 4 * unit, 4 * unit, 4 * unit))


def mark_pixmap(theme: Theme, size: int, unread: int = 0) -> QPixmap:
    """The mark, `size` pixels wide, with the number of what is unread in its corner: `9+` from ten."""
    pixmap = QPixmap(size, size)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    paint_mark(painter, theme, QRectF(0, 0, size, size))
    if unread:
        _paint_badge(painter, theme, size, str(unread) if unread <= COUNTED_MOST else f"{COUNTED_MOST}+")
    painter.end()
    return pixmap


def _paint_badge(painter: QPainter, theme: Theme, size: int, text: str) -> None:
    colors, high = theme.colors, size * 0.6
    wide = high * (1.0 if len(text) == 1 else 1.3)
    box = QRectF(size - wide, size - high, wide, high)
    # The rim parts it from the mark, which may have the same colour.
    painter.setBrush(colors.raised)
    painter.drawRoundedRect(box, high / 2, high / 2)
    rim = max(1.0, size / 24)
    inner = box.adjusted(rim, rim, 0, 0)
    painter.setBrush(colors.danger)
    painter.drawRoundedRect(inner, inner.height() / 2, inner.height() / 2)
    font = QFont(theme.font("caption", 600))
    font.setPixelSize(max(7, round(inner.height() * 0.78)))
    painter.setFont(font)
    painter.setPen(colors.raised)
    painter.drawText(inner, int(CENTER), text)


def mark_icon(theme: Theme, unread: int = 0) -> QIcon:
    """The mark in the sizes that trays, docks and task bars ask for."""
    from PySide6.QtGui import QIcon

    icon = QIcon()
    for size in ICON_SIZES:
        icon.addPixmap(mark_pixmap(theme, size, unread))
    return icon
