"""Icons as menus take them: Qt asks for their pixels. Loaded with the first menu, which is none of the start's."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QColor, QIcon, QIconEngine, QPainter, QPixmap

from desktop.theme.icons import tinted_pixmap


class TintedIconEngine(QIconEngine):
    """Renders one icon at whatever size and resolution Qt asks for, paler when disabled."""

    def __init__(self, name: str, color: QColor, disabled: QColor) -> None:
        super().__init__()
        self._name = name
        self._color = color
        self._disabled = disabled

    def _tint(self, mode: QIcon.Mode) -> int:
        return (self._disabled if mode is QIcon.Mode.Disabled else self._color).rgba()

    def clone(self) -> QIconEngine:
        """Override QIconEngine.clone."""
        return TintedIconEngine(self._name, self._color, self._disabled)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        """Override QIconEngine.paint."""
        size = min(rect.width(), rect.height())
        ratio = painter.device().devicePixelRatioF()
        corner = QPoint(rect.x() + (rect.width() - size) // 2, rect.y() + (rect.height() - size) // 2)
        painter.drawPixmap(corner, tinted_pixmap(self._name, self._tint(mode), size, ratio))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """Override QIconEngine.pixmap."""
        return tinted_pixmap(self._name, self._tint(mode), min(size.width(), size.height()), 1.0)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        """Override QIconEngine.scaledPixmap: `size` comes in logical pixels since Qt 6.8."""
        return tinted_pixmap(self._name, self._tint(mode), min(size.width(), size.height()), scale)
