"""Small marks beside text: chips, counts, people, statuses, icons and keys. None takes the focus."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.theme.theme import Theme
from desktop.widgets.painting import (
    CENTER,
    LEFT,
    paint_avatar,
    paint_box,
    paint_icon,
    paint_picture,
    paint_text,
)

TONES = {
    "neutral": ("pressed", "text_secondary"),
    "accent": ("accent_soft", "accent_text"),
    "success": ("success_soft", "success"),
    "warning": ("warning_soft", "warning"),
    "danger": ("danger_soft", "danger"),
    "info": ("info_soft", "info"),
}
"""Ground and text of a chip or a count, by role."""
COUNT_TONES = {**TONES, "strong": ("accent", "text_on_accent")}


class _Mark(QWidget):
    """What all marks share: a fixed size that follows the text, and no focus."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.theme_changed.connect(self.changed)

    def changed(self) -> None:
        """Measures and paints again."""
        self.updateGeometry()
        self.update()

    def minimumSizeHint(self) -> QSize:
        """Override QWidget.minimumSizeHint."""
        return self.sizeHint()


class Chip(_Mark):
    """A word on a tinted ground: a tag, an active filter, a state."""

    def __init__(
        self, theme: Theme, text: str = "", tone: str = "neutral", *, icon: str = "", parent: QWidget | None = None
    ) -> None:
        """Makes it; `tone` is one of TONES."""
        super().__init__(theme, parent)
        self._text, self._tone, self._icon_name = text, tone, icon
        self.setAccessibleName(text)

    def show_text(self, text: str, tone: str | None = None, icon: str | None = None) -> None:
        """Shows another text; tone and icon stay if not given."""
        self._text = text
        self._tone = self._tone if tone is None else tone
        self._icon_name = self._icon_name if icon is None else icon
        self.setAccessibleName(text)
        self.changed()

    def sizeHint(self) -> QSize:
        """Override QWidget.sizeHint."""
        width = self._theme.metrics("caption", 500, tabular=True).horizontalAdvance(self._text) + self._theme.scaled(12)
        return QSize(width + (self._theme.scaled(18) if self._icon_name else 0), self._theme.tokens.height.chip)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Override QWidget.paintEvent."""
        painter, (fill, color) = QPainter(self), TONES[self._tone]
        paint_box(painter, self.rect(), self._theme.tokens.radius.small, self._theme.colors[fill])
        pad = left = self._theme.scaled(6)
        if self._icon_name:
            size = self._theme.scaled(14)
            paint_icon(painter, self._theme, self._icon_name, color, left, self.height() // 2, size)
            left += self._theme.scaled(18)
        room = QRect(left, 0, self.width() - left - pad, self.height())
        paint_text(painter, self._theme, room, self._text, color, "caption", 500, LEFT, tabular=True)


class Avatar(_Mark):
    """A person's initials on a disc of their own colour; the whole name on hover."""

    def __init__(self, theme: Theme, size: int = 28, *, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._edge, self._person_id, self._name = size, "", ""

    def show_person(self, person_id: str, name: str) -> None:
        """Shows somebody."""
        self._person_id, self._name = person_id, name
        self.setToolTip(name)
        self.setAccessibleName(name)
        self.update()

    def sizeHint(self) -> QSize:
        """Override QWidget.sizeHint."""
        edge = self._theme.scaled(self._edge)
        return QSize(edge, edge)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Override QWidget.paintEvent."""
        paint_avatar(QPainter(self), self._theme, self.rect(), self._person_id, self._name)


class Glyph(_Mark):
    """An icon beside text that says the same; with `tile` on a tinted square."""

    def __init__(
        self, theme: Theme, icon: str, color: str = "text_secondary", size: int = 16, *, tile: int = 0,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(theme, parent)
        self._icon_name, self._color, self._edge, self._tile = icon, color, size, tile
        self._picture: QPixmap | None = None

    def show_icon(self, icon: str, color: str) -> None:
        """Shows another icon."""
        self._icon_name, self._color, self._picture = icon, color, None
        self.update()

    def show_picture(self, picture: QPixmap) -> None:
        """Shows the middle of a picture in place of the icon."""
        self._picture = picture
        self.update()

    def sizeHint(self) -> QSize:
        """Override QWidget.sizeHint."""
        edge = self._theme.scaled(self._tile or self._edge)
        return QSize(edge, edge)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Override QWidget.paintEvent."""
        painter = QPainter(self)
        if self._tile:
            paint_box(painter, self.rect(), self._theme.tokens.radius.card, self._theme.colors.accent_soft)
        size = self._theme.scaled(self._edge)
        left = (self.width() - size) // 2
        if self._picture is not None:
            paint_picture(painter, self._picture, QRect(left, (self.height() - size) // 2, size, size))
            return
        paint_icon(painter, self._theme, self._icon_name, self._color, left, self.height() // 2, size)


class KeyCap(_Mark):
    """A key as it is drawn beside what it does."""

    def __init__(self, theme: Theme, key: str, *, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.key = key
        self.setAccessibleName(key)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def sizeHint(self) -> QSize:
        """Override QWidget.sizeHint."""
        width = self._theme.metrics("caption").horizontalAdvance(self.key) + 10
        return QSize(max(width, self._theme.scaled(18)), self._theme.scaled(18))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Override QWidget.paintEvent."""
        painter, colors = QPainter(self), self._theme.colors
        paint_box(painter, self.rect(), self._theme.tokens.radius.small, colors.raised, colors.border_strong)
        paint_text(painter, self._theme, self.rect(), self.key, "text_secondary", "caption", 400, CENTER)
