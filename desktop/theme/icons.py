"""Icons: SVG files tinted by a colour of the theme, rendered when first painted and kept."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap

from desktop.theme.errors import IconError

ICONS_FOLDER = Path(__file__).resolve().parents[2] / "resources" / "icons"


@cache
def svg_source(name: str) -> str:
    """The text of an icon's file.

    Raises:
        IconError: there is no icon of that name.
    """
    try:
        return (ICONS_FOLDER / f"{name}.svg").read_text(encoding="utf-8")
    except OSError as error:
        raise IconError(name) from error


def icon_names() -> tuple[str, ...]:
    """The names of all icons, sorted."""
    return tuple(sorted(path.stem for path in ICONS_FOLDER.glob("*.svg")))


@cache
def tinted_pixmap(name: str, rgba: int, size: int, ratio: float) -> QPixmap:
    """The icon in one colour.

    Args:
        name: the file's name without its ending.
        rgba: the colour as QColor.rgba() gives it.
        size: the edge in logical pixels.
        ratio: device pixels per logical pixel.
    """
    # Imported late: the library is loaded with the first icon that is painted, not at start.
    from PySide6.QtSvg import QSvgRenderer

    color = QColor.fromRgba(rgba)
    renderer = QSvgRenderer(svg_source(name).replace("currentColor", color.name()).encode())
    edge = round(size * ratio)
    pixmap = QPixmap(edge, edge)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setOpacity(color.alphaF())
    renderer.render(painter, QRectF(0, 0, edge, edge))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap
