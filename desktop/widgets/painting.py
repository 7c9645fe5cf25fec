"""Strokes that several widgets and row painters share; each paints from the theme and keeps nothing."""

from __future__ import annotations

import zlib
from functools import lru_cache

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPixmap

from desktop.theme.theme import Theme
from desktop.theme.tokens import AvatarColors, Colors

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
CENTER = Qt.AlignmentFlag.AlignCenter
ELIDE = Qt.TextElideMode.ElideRight
LEAST_INITIALS_PX = 8
AVATARS_MOST = 400


def visual(painter: QPainter, rect: QRect) -> QRect:
    """The rectangle as it lies on the screen: mirrored within what is painted on, where one reads from right to left.

    The painters of rows and items reckon from the left; everything below passes through here.
    """
    if painter.layoutDirection() is Qt.LayoutDirection.LeftToRight:
        return rect
    return rect.translated(painter.device().width() - rect.right() - 1 - rect.left(), 0)


def fill(painter: QPainter, rect: QRect, color: QColor) -> None:
    """A plain area. Not `fillRect`: to choose among its forms the binding loads all of gradients, 4 to 10 ms once."""
    painter.setBackground(color)
    painter.eraseRect(rect)


def paint_box(
    painter: QPainter, rect: QRect | QRectF, radius: float, fill: QColor | None, border: QColor | None = None,
    width: float = 1.0,
) -> None:  # fmt: skip
    """A rounded box whose border lies wholly within `rect`."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    inset = width / 2 if border is not None else 0.0
    if border is None:
        painter.setPen(Qt.PenStyle.NoPen)
    else:
        pen = painter.pen()
        pen.setStyle(Qt.PenStyle.SolidLine)
        pen.setColor(border)
        pen.setWidthF(width)
        painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush if fill is None else fill)
    whole = visual(painter, rect) if isinstance(rect, QRect) else rect
    box = QRectF(whole).adjusted(inset, inset, -inset, -inset)
    painter.drawRoundedRect(box, max(0.0, radius - inset), max(0.0, radius - inset))


def paint_icon(painter: QPainter, theme: Theme, name: str, color: str, left: int, middle: int, size: int) -> None:
    """An icon whose left edge is at `left` and whose centre lies on the line `middle`; `size` as it is to be."""
    pixmap = theme.pixmap(name, color, size, painter.device().devicePixelRatioF())
    painter.drawPixmap(visual(painter, QRect(left, middle - size // 2, size, size)).topLeft(), pixmap)


def paint_text(
    painter: QPainter, theme: Theme, rect: QRect, text: str, color: str | QColor, role: str = "body", weight: int = 400,
    flags: Qt.AlignmentFlag = LEFT, *, tabular: bool = False,
) -> int:  # fmt: skip
    """One line of text, cut where room ends. Returns how wide it became in pixels."""
    metrics = theme.metrics(role, weight, tabular=tabular)
    # Measured once: it costs about as much as painting.
    width = metrics.horizontalAdvance(text)
    # Rounding may make the room a pixel narrower than the hint that asked for it: that is not worth three dots.
    if width > rect.width() + 1:
        text = metrics.elidedText(text, ELIDE, rect.width())
        width = metrics.horizontalAdvance(text)
    painter.setFont(theme.font(role, weight, tabular=tabular))
    painter.setPen(theme.colors[color] if isinstance(color, str) else color)
    painter.drawText(visual(painter, rect), flags | Qt.TextFlag.TextDontClip | Qt.TextFlag.TextSingleLine, text)
    return width


def paint_picture(painter: QPainter, picture: QPixmap, rect: QRect, radius: float = 3.0) -> None:
    """The middle of a picture, as much of it as fills `rect`, with rounded corners."""
    rect = visual(painter, rect)
    painter.save()
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
    # Imported late, with what its elements are: nothing at a start is cut to a shape.
    from PySide6.QtGui import QPainterPath

    path = QPainterPath()
    path.addRoundedRect(QRectF(rect), radius, radius)
    painter.setClipPath(path)
    filling = picture.size().scaled(rect.size(), Qt.AspectRatioMode.KeepAspectRatioByExpanding)
    left, top = (filling.width() - rect.width()) // 2, (filling.height() - rect.height()) // 2
    painter.drawPixmap(QRect(rect.left() - left, rect.top() - top, filling.width(), filling.height()), picture)
    painter.restore()


def initials(name: str) -> str:
    """First letters of the first and the last word, capitals; one letter for one word."""
    words = [word for word in name.split() if word[0].isalnum()]
    return "".join(word[0] for word in words[:1] + words[1:][-1:]).upper()


def avatar_colors(colors: Colors, person_id: str) -> AvatarColors:
    """The entry of the palette that a person has on every screen and machine."""
    return colors.avatar[zlib.crc32(person_id.encode()) % len(colors.avatar)]


def paint_avatar(painter: QPainter, theme: Theme, rect: QRect, person_id: str, name: str) -> None:
    """A person's initials on a disc of their own colour."""
    entry, font = avatar_colors(theme.colors, person_id), theme.font("caption", 600).toString()
    ratio = painter.device().devicePixelRatioF()
    disc = _avatar(initials(name), font, entry.bg.rgba(), entry.fg.rgba(), rect.width(), ratio)
    painter.drawPixmap(visual(painter, rect).topLeft(), disc)


@lru_cache(maxsize=AVATARS_MOST)
def _avatar(letters: str, font: str, ground: int, color: int, edge: int, ratio: float) -> QPixmap:
    """Painted once: a font of its own size for each would take as long as the words of a row."""
    disc = QPixmap(round(edge * ratio), round(edge * ratio))
    disc.setDevicePixelRatio(ratio)
    disc.fill(Qt.GlobalColor.transparent)
    painter, rect, own = QPainter(disc), QRect(0, 0, edge, edge), QFont()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor.fromRgba(ground))
    painter.drawEllipse(rect)
    own.fromString(font)
    own.setPixelSize(max(LEAST_INITIALS_PX, round(edge * 0.38)))
    painter.setFont(own)
    painter.setPen(QColor.fromRgba(color))
    painter.drawText(rect, int(CENTER), letters)
    painter.end()
    return disc


def count_width(theme: Theme, count: int) -> int:
    """How wide a badge of that number is."""
    height = theme.tokens.height.badge
    return max(height, theme.metrics("caption", 600, tabular=True).horizontalAdvance(str(count)) + 10)


def paint_count(
    painter: QPainter, theme: Theme, right: int, middle: int, count: int, fill: str = "accent",
    color: str = "text_on_accent",
) -> int:  # fmt: skip
    """A number in a pill that ends at `right` (exclusive). Returns where it begins."""
    height, width = theme.tokens.height.badge, count_width(theme, count)
    box = QRect(right - width, middle - height // 2, width, height)
    paint_box(painter, box, height / 2, theme.colors[fill])
    paint_text(painter, theme, box, str(count), color, "caption", 600, CENTER, tabular=True)
    return box.left()
