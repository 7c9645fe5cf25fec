"""What the rail is made of beside its areas: the brand, the way to the palette, the line, and whoever is signed in."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton

from desktop.shell import line, moments, names
from desktop.shell.line import LineState
from desktop.theme.theme import Theme
from desktop.widgets.brand import paint_mark
from desktop.widgets.painting import CENTER, RIGHT, paint_avatar, paint_box, paint_icon, paint_text, visual

PAD = 8
MARK = 20
"""The edge of the brand's mark, as designed."""


class _Item(QAbstractButton):
    """What they share: one reaches them with Tab, they light up under the pointer, and fold to their icon."""

    def __init__(self, theme: Theme, name: str, height: int) -> None:
        super().__init__()
        self.setObjectName(name)
        self._theme = theme
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setFixedHeight(height)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        theme.theme_changed.connect(self.update)

    @property
    def is_folded(self) -> bool:
        """Whether there is room for an icon only."""
        return self.width() < self._theme.tokens.width.rail_collapsed

    def _start(self, size: int) -> int:
        """Where an icon of that size begins."""
        return (self.width() - size) // 2 if self.is_folded else PAD

    def _paint_ground(self, painter: QPainter, rect: QRect) -> None:
        if self.underMouse() or self.hasFocus():
            colors, tokens = self._theme.colors, self._theme.tokens
            ring = colors.focus_ring if self.hasFocus() else None
            paint_box(painter, rect, tokens.radius.control, colors.hover_sidebar, ring, tokens.line.focus)


class Brand(_Item):
    """The mark and the name of the franchise; a click folds the rail, or unfolds it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, names.RAIL_FOLD, theme.tokens.height.header)
        self._name = "Mostrador"

    def show_name(self, name: str) -> None:
        """Shows whose desk this is."""
        self._name = name or "Mostrador"
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Override QWidget.paintEvent."""
        painter, theme, middle = QPainter(self), self._theme, self.height() // 2
        self._paint_ground(painter, self.rect().adjusted(0, 8, 0, -8))
        size, arrow = theme.scaled(MARK), theme.scaled(14)
        paint_mark(painter, self._theme, visual(painter, QRect(self._start(size), middle - size // 2, size, size)))
        if self.is_folded:
            return
        end = self.width() - 6 - arrow
        paint_icon(painter, theme, "chevron-left", "text_muted", end, middle, arrow)
        left = PAD + size + theme.scaled(10)
        paint_text(painter, theme, QRect(left, 0, end - left - 4, self.height()), self._name, "text", "body", 600)


class SearchOpener(_Item):
    """Looks like a field and opens the palette."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, names.RAIL_SEARCH, theme.tokens.height.field)
        self._key = ""

    def set_words(self, text: str, key: str) -> None:
        """Sets its text and its key."""
        self._key = key.replace("+", " ")
        self.setText(text)
        self.setAccessibleName(text)
        self.setToolTip(f"{text} ({key})" if key else text)

    def _paint_key(self, painter: QPainter) -> int:
        """The key at its end; returns where that begins."""
        if not self._key:
            return self.width() - PAD
        theme, high = self._theme, self._theme.scaled(18)
        wide = theme.metrics("caption").horizontalAdvance(self._key) + theme.scaled(12)
        cap = QRect(self.width() - wide - PAD, (self.height() - high) // 2, wide, high)
        paint_box(painter, cap, theme.tokens.radius.small, None, theme.colors.border_strong)
        paint_text(painter, theme, cap, self._key, "text_secondary", "caption", 400, CENTER)
        return cap.left()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Override QWidget.paintEvent."""
        painter, theme, colors = QPainter(self), self._theme, self._theme.colors
        ring = colors.focus_ring if self.hasFocus() else colors.border_strong
        width = theme.tokens.line.focus if self.hasFocus() else theme.tokens.line.hairline
        paint_box(painter, self.rect(), theme.tokens.radius.control, colors.raised, ring, width)
        size = theme.scaled(16)
        start = self._start(size) + (0 if self.is_folded else 2)
        paint_icon(painter, theme, "search", "text_secondary", start, self.height() // 2, size)
        if self.is_folded:
            return
        left, end = start + size + PAD, self._paint_key(painter)
        room = QRect(left, 0, end - left - 4, self.height())
        paint_text(painter, theme, room, self.text(), "text_secondary", "body")


class LineItem(_Item):
    """How the connection is, with the time; a click leads to what can be done about it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, names.RAIL_LINE, theme.scaled(32))
        self._state = LineState()
        self._clock = moments.now()
        self.show_state(self._state)

    def show_state(self, state: LineState) -> None:
        """Shows the line's state."""
        self._state = state
        self.setText(line.rail_text(state))
        self.setAccessibleName(self.text())
        whole = line.whole_text(state)
        self.setToolTip(whole if self.text() in whole else f"{self.text()}. {whole}")
        self.update()

    def show_time(self, present: datetime) -> None:
        """Shows the time."""
        self._clock = present
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Override QWidget.paintEvent."""
        painter, theme = QPainter(self), self._theme
        self._paint_ground(painter, self.rect())
        icon, role = line.ICON[self._state.status]
        size = theme.scaled(16)
        paint_icon(painter, theme, icon, role, self._start(size), self.height() // 2, size)
        if self.is_folded:
            return
        left = PAD + size + PAD
        room, when = self.rect().adjusted(left, 0, -PAD, 0), moments.clock(self._clock)
        metrics = theme.metrics("caption")
        # What the line does comes first: the time is on the screen's own clock, too.
        if metrics.horizontalAdvance(f"{self.text()}  {when}") <= room.width():
            paint_text(painter, theme, room, when, "text_secondary", "caption", 400, RIGHT, tabular=True)
        paint_text(painter, theme, room, self.text(), "text_secondary", "caption")


class UserItem(_Item):
    """Who is signed in; a click offers the other accounts of this machine."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, names.RAIL_USER, theme.scaled(44))
        self._id, self._name, self._second = "", "", ""

    def show_person(self, person_id: str, name: str, second: str) -> None:
        """Shows somebody and a line about them."""
        self._id, self._name, self._second = person_id, name, second
        self.setText(name)
        self.setAccessibleName(f"{name}, {second}" if second else name)
        self.setToolTip(self.accessibleName())
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Override QWidget.paintEvent."""
        painter, theme = QPainter(self), self._theme
        self._paint_ground(painter, self.rect())
        face, mark = theme.scaled(28), theme.scaled(16)
        place = QRect(self._start(face), (self.height() - face) // 2, face, face)
        paint_avatar(painter, theme, place, self._id, self._name)
        if self.is_folded:
            return
        end = self.width() - PAD - mark
        paint_icon(painter, theme, "chevron-up", "text_secondary", end, self.height() // 2, mark)
        left, body, caption = place.right() + 1 + PAD, theme.fonts.step("body").line, theme.fonts.step("caption").line
        top, room = (self.height() - body - caption) // 2, end - left - 4
        paint_text(painter, theme, QRect(left, top, room, body), self._name, "text", "body", 500)
        below = QRect(left, top + body, room, caption)
        paint_text(painter, theme, below, self._second, "text_secondary", "caption")
