"""The files of a message, painted below its text: pictures as such, everything else as a chip with its standing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QPainter

from desktop.shell.files.desk import FileDesk, Standing
from desktop.shell.files.pictures import Pictures
from desktop.shell.files.words import icon_of, said
from desktop.shell.workspace import Workspace
from desktop.theme.theme import Theme
from desktop.widgets.painting import fill, paint_box, paint_icon, paint_picture, paint_text
from domain.plain import Plain
from sync.replica.reading.files import FileRow

ABOVE, SPACING = 6, 8
PICTURE_WIDTH, PICTURE_HEIGHT, CAPTION = 168, 112, 18
CHIP_WIDTH, CHIP_HEIGHT, ICON = 240, 40, 18


class Tile(Plain):
    """A file and where it is painted."""

    file: FileRow
    rect: QRect


class FileTiles:
    """Lays out, paints and speaks of the files of messages."""

    def __init__(self, work: Workspace, desk: FileDesk, pictures: Pictures) -> None:
        self._work, self._theme = work, work.theme
        self._desk, self._pictures = desk, pictures

    def height(self, files: Sequence[FileRow], width: int) -> int:
        """How high the files are, set to a width; it does not change as they arrive."""
        tiles = list(self.tiles(files, QPoint(0, 0), width))
        return max((tile.rect.bottom() + 1 for tile in tiles), default=0)

    def tiles(self, files: Sequence[FileRow], corner: QPoint, width: int) -> Iterator[Tile]:
        """Where each file stands below a message's text that ends at `corner`."""
        left, top, line = corner.x(), corner.y() + ABOVE, 0
        for file in files:
            wide, high = self._size(file)
            if left > corner.x() and left + wide > corner.x() + width:
                left, top, line = corner.x(), top + line + SPACING, 0
            yield Tile(file=file, rect=QRect(left, top, min(wide, width), high))
            left += wide + SPACING
            line = max(line, high)

    def spoken(self, file: FileRow) -> str:
        """A file as a screen reader says it."""
        return f"{file.name}, {said(self._desk.standing(file), file.size_bytes, self._work.locale).text}"

    def paint(self, painter: QPainter, tile: Tile) -> None:
        """Paints one file."""
        standing = self._desk.standing(tile.file)
        if is_picture(tile.file):
            self._paint_picture(painter, self._theme, tile, standing)
        else:
            self._paint_chip(painter, self._theme, tile, standing)

    def _size(self, file: FileRow) -> tuple[int, int]:
        scaled = self._theme.scaled
        if is_picture(file):
            return scaled(PICTURE_WIDTH), scaled(PICTURE_HEIGHT + CAPTION)
        return scaled(CHIP_WIDTH), scaled(CHIP_HEIGHT)

    def _paint_picture(self, painter: QPainter, theme: Theme, tile: Tile, standing: Standing) -> None:
        colors, radius = theme.colors, theme.tokens.radius.control
        frame = tile.rect.adjusted(0, 0, 0, -theme.scaled(CAPTION))
        picture = self._pictures.of(tile.file)
        words = said(standing, tile.file.size_bytes, self._work.locale)
        if picture is not None:
            paint_picture(painter, picture, frame, radius)
            paint_box(painter, frame, radius, None, colors.border)
        else:
            paint_box(painter, frame, radius, colors.sunken, colors.border)
            size = theme.scaled(ICON + 6)
            middle = frame.center()
            paint_icon(painter, theme, "image", "text_muted", middle.x() - size // 2, middle.y(), size)
        plain = picture is not None and standing.kind in ("here", "saved")
        text = tile.file.name if plain else words.text
        caption = QRect(frame.left(), frame.bottom() + 2, frame.width(), theme.scaled(CAPTION))
        paint_text(painter, theme, caption, text, "text_secondary" if plain else words.color, "caption")
        self._paint_bar(painter, theme, frame, standing)

    def _paint_chip(self, painter: QPainter, theme: Theme, tile: Tile, standing: Standing) -> None:
        words = said(standing, tile.file.size_bytes, self._work.locale)
        paint_box(painter, tile.rect, theme.tokens.radius.control, theme.colors.raised, theme.colors.border_strong)
        size = theme.scaled(ICON)
        left, middle = tile.rect.left() + 10, tile.rect.center().y() + 1
        lost = standing.kind in ("refused", "abandoned")
        icon = "alert" if lost else icon_of(tile.file.media_type)
        tint = "danger" if lost else "text_secondary"
        paint_icon(painter, theme, icon, tint, left, middle, size)
        room = QRect(left + size + 8, tile.rect.top() + 3, tile.rect.width() - size - 28, tile.rect.height() // 2 - 1)
        paint_text(painter, theme, room, tile.file.name, "text", "body", 500)
        room.translate(0, room.height() - 2)
        paint_text(painter, theme, room, words.text, words.color, "caption", tabular=True)
        self._paint_bar(painter, theme, tile.rect, standing)

    def _paint_bar(self, painter: QPainter, theme: Theme, rect: QRect, standing: Standing) -> None:
        if standing.kind in ("sending", "fetching"):
            width = max(2, (rect.width() - 2) * standing.percent // 100)
            fill(painter, QRect(rect.left() + 1, rect.bottom() - 1, width, 2), theme.colors.accent)


def is_picture(file: FileRow) -> bool:
    """Whether a file is shown as a picture; what it really is, decoding it finds out."""
    from domain.attachments import is_picture as shown_as_picture

    return shown_as_picture(file.media_type)
