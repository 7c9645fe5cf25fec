"""What stands in the left rail: the areas of the program, and below one of them its views."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from desktop.theme.theme import Theme
from desktop.widgets.focus import KeyboardFocus
from desktop.widgets.marks import COUNT_TONES
from desktop.widgets.painting import RIGHT, paint_box, paint_count, paint_icon, paint_text

PAD = 8
ICON = 20
GAP = 10
VIEW_INDENT = 34


class RailItem(KeyboardFocus, QAbstractButton):
    """An area with its icon or, without one, a view; checked while it is shown, with a count at its end."""

    def __init__(
        self, theme: Theme, text: str = "", icon: str = "", *, icon_color: str = "", name: str = "",
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._theme = self._ring_theme = theme
        self._icon_name, self._icon_color = icon, icon_color
        self._count, self._tone = 0, ""
        self._folded = False
        self._key = ""
        if name:
            self.setObjectName(name)
        self.setText(text)
        self.setCheckable(True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.theme_changed.connect(self.updateGeometry)
        theme.theme_changed.connect(self.update)

    def set_words(self, text: str, key: str = "") -> None:
        """Sets its text and the key that leads to it."""
        self.setText(text)
        self._key = key
        self._say()

    def fold(self, folded: bool) -> None:  # noqa: FBT001 - a state that is set
        """Shows the icon alone, with its count as a badge, or the words again."""
        self._folded = folded
        self._say()
        self.update()

    def set_count(self, count: int, tone: str = "") -> None:
        """Sets the count; with a tone (`strong` for what waits for an answer, `warning`) in a pill."""
        self._count, self._tone = count, tone
        self._say()
        self.update()

    def _say(self) -> None:
        said = f"{self.text()}, {self._count}" if self._count else self.text()
        self.setAccessibleName(said)
        self._tell(cut=self._cut)

    def _tell(self, *, cut: bool) -> None:
        """The whole of it on hover where there is more to say than is shown."""
        self._cut = cut
        said = self.accessibleName()
        shown = f"{said} ({self._key})" if self._key else said if self._folded or cut else ""
        if self.toolTip() != shown:
            self.setToolTip(shown)

    _cut = False

    def _ground(self) -> str:
        if self.isChecked():
            return "hover_sidebar" if self._icon_name else "selection"
        return "hover_sidebar" if self.underMouse() else ""

    def _text_color(self) -> str:
        if self.isChecked():
            return "text" if self._icon_name else "accent_text"
        return "text_secondary"

    def _paint_count(self, painter: QPainter, right: int, middle: int) -> int:
        if not self._count:
            return right
        if self._tone:
            fill, color = COUNT_TONES[self._tone]
            return paint_count(painter, self._theme, right, middle, self._count, fill, color) - PAD
        room = QRect(right - 60, 0, 60, self.height())
        color = "accent_text" if self.isChecked() and not self._icon_name else "text_secondary"
        width = paint_text(painter, self._theme, room, str(self._count), color, "caption", 400, RIGHT, tabular=True)
        return right - width - PAD

    def _paint_folded(self, painter: QPainter, middle: int) -> None:
        color = self._icon_color or ("accent_text" if self.isChecked() else "text_secondary")
        size = self._theme.scaled(ICON)
        paint_icon(painter, self._theme, self._icon_name, color, (self.width() - size) // 2, middle, size)
        if self._count and self._tone:
            fill, text = COUNT_TONES[self._tone]
            paint_count(painter, self._theme, self.width(), middle - size // 2 + 2, self._count, fill, text)

    def sizeHint(self) -> QSize:
        """Override QWidget.sizeHint."""
        height = self._theme.tokens.height
        return QSize(self._theme.scaled(ICON) + 2 * PAD, height.rail_item if self._icon_name else height.rail_view)

    def minimumSizeHint(self) -> QSize:
        """Override QWidget.minimumSizeHint."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Override QWidget.paintEvent."""
        painter, middle, ground = QPainter(self), self.height() // 2, self._ground()
        if ground:
            paint_box(painter, self.rect(), self._theme.tokens.radius.control, self._theme.colors[ground])
        px = self._theme.scaled
        if self._folded:
            self._paint_folded(painter, middle)
            return
        left = px(VIEW_INDENT)
        if self._icon_name:
            color = self._icon_color or ("accent_text" if self.isChecked() else "text_secondary")
            left = PAD
            paint_icon(painter, self._theme, self._icon_name, color, left, middle, px(ICON))
            left += px(ICON) + px(GAP)
        right = self._paint_count(painter, self.width() - PAD, middle)
        weight = 600 if self.isChecked() else 400 if not self._icon_name else 500
        room = QRect(left, 0, max(0, right - left), self.height())
        paint_text(painter, self._theme, room, self.text(), self._text_color(), "body", weight)
        self._tell(cut=self._theme.metrics("body", weight).horizontalAdvance(self.text()) > room.width() + 1)
