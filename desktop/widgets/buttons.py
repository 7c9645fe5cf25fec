"""Buttons: filled, framed, bare, links, tabs, filters, tiles and those with an icon only."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from desktop.theme.theme import Theme
from desktop.widgets.focus import KeyboardFocus
from desktop.widgets.painting import LEFT, fill, paint_box, paint_icon, paint_text
from domain.plain import Plain

ICON = 16
ICON_ALONE = 20
GAP = 8
TRAILING = 12


class Look(Plain):
    """The colours of a kind at rest, by role; an empty role is not painted."""

    fill: str = ""
    border: str = ""
    text: str = "text"
    hover: str = "hover"
    pressed: str = "pressed"
    weight: int = 500


KINDS = {
    "primary": Look("accent", "", "text_on_accent", "accent_hover", "accent_pressed", 600),
    "secondary": Look("raised", "border_strong"),
    "danger": Look("raised", "border_strong", "danger"),
    "quiet": Look("", "", "text"),
    "link": Look("", "", "link", "", "", 500),
    "tab": Look("", "", "text"),
    "chip": Look("pressed", "", "text_secondary", "hover_sidebar", "hover_sidebar"),
    "card": Look("raised", "border_strong", "text", "hover", "pressed", 400),
    "on_dark": Look("", "", "offline_accent", "", "", 600),
}
"""Of two buttons side by side at most one is `primary`; `on_dark` stands on toasts and the offline strip."""
CHECKED = {
    "tab": Look("accent_soft", "", "accent_text", "accent_soft", "accent_soft", 600),
    "chip": Look("accent_soft", "", "accent_text", "accent_soft", "accent_soft", 600),
    "card": Look("accent_soft", "accent_text", "accent_text", "accent_soft", "accent_soft", 600),
}
DISABLED = Look("sunken", "border", "text_disabled", "sunken", "sunken")
DISABLED_BARE = Look("", "", "text_disabled", "", "")


class Button(KeyboardFocus, QAbstractButton):
    """A button of one of KINDS; with `setCheckable(True)`, `tab`, `chip` and `card` show their choice."""

    def __init__(
        self, theme: Theme, text: str = "", *, kind: str = "secondary", icon: str = "", name: str = "",
        height: int = 32, color: str = "", trailing_icon: str = "", key: str = "", parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        """Makes it.

        Args:
            theme: the theme in force.
            text: its verb.
            kind: one of KINDS.
            icon: an icon's name.
            name: its object name, by which tests find it.
            height: as designed: 32, in bars 28, in cards 24.
            color: the icon's role, if not the text's.
            trailing_icon: an icon after the text, such as `chevron-down`.
            key: the key that does the same, shown behind the text.
            parent: its parent.
        """
        super().__init__(parent)
        self._theme = self._ring_theme = theme
        self._kind, self._icon_name, self._high, self._color, self._key = kind, icon, height, color, key
        self._ring_radius = theme.tokens.radius.control
        self.trailing_icon = trailing_icon
        self.setText(text)
        if name:
            self.setObjectName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        if kind == "link":
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        theme.theme_changed.connect(self.updateGeometry)
        theme.theme_changed.connect(self.update)

    def set_icon(self, icon: str, color: str = "") -> None:
        """Sets the icon by name, tinted by a role."""
        if (icon, color) != (self._icon_name, self._color):
            self._icon_name, self._color = icon, color
            self.updateGeometry()
            self.update()

    def set_key(self, key: str) -> None:
        """Shows another key behind the text, or none."""
        if key != self._key:
            self._key = key
            self.updateGeometry()
            self.update()

    def set_words(self, label: str, key: str = "") -> None:
        """Says what a button with an icon only does: its tooltip, with the key that does the same, and its name."""
        self.setAccessibleName(label)
        # A single key has its name in the reader's language (End, Fin); held ones come as they are to be read.
        native = key if "+" in key else QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText) or key
        self.setToolTip(f"{label} ({native})" if native else label)

    def _look(self) -> Look:
        bare = not KINDS[self._kind].fill
        if not self.isEnabled():
            return DISABLED_BARE if bare else DISABLED
        return CHECKED[self._kind] if self.isChecked() and self._kind in CHECKED else KINDS[self._kind]

    def _role(self) -> str:
        return "caption" if self._high <= 24 else "body"

    def _metrics(self) -> QFontMetrics:
        # The wider weight counts, so that a choice does not move what stands beside it.
        weight = 600 if self._kind in CHECKED else self._look().weight
        return self._theme.metrics(self._role(), weight)

    def _pad(self) -> int:
        if self._kind == "link":
            # Its words align with what stands above and below them.
            return 0
        if self._kind == "on_dark":
            return 2
        return self._theme.scaled(12 if self._high >= 32 else 10 if self._high >= 28 else 8)

    def _icon_size(self) -> int:
        if self.text():
            return self._theme.scaled(ICON if self._high >= 28 else 14)
        return self._theme.scaled(ICON_ALONE if self._high >= 28 else ICON)

    def _gap(self) -> int:
        return self._theme.scaled(GAP)

    def _trailing_size(self) -> int:
        return self._theme.scaled(TRAILING)

    def _content_width(self) -> int:
        width = self._metrics().horizontalAdvance(self.text()) if self.text() else 0
        if self._icon_name:
            width += self._icon_size() + (self._gap() if self.text() else 0)
        if self.trailing_icon:
            width += self._trailing_size() + (self._gap() - 2 if self.text() or self._icon_name else 0)
        if self._key:
            width += self._gap() + self._theme.metrics("caption", 400).horizontalAdvance(self._key)
        return width

    def _paint_content(self, painter: QPainter, look: Look) -> None:
        middle, role = self.height() // 2, self._role()
        # An icon alone has its whole button: it is as wide as one with its padding.
        pad = self._pad() if self.text() else 0
        free = max(0, self.width() - 2 * pad - self._content_width())
        # Left edges of stretched cards line up; everything else is centred.
        left = pad + (0 if self._kind == "card" else free // 2)
        right = self.width() - pad - (free - free // 2 if self._kind != "card" else 0)
        if self._icon_name:
            color = self._color if self._color and self.isEnabled() and not self.isChecked() else look.text
            paint_icon(painter, self._theme, self._icon_name, color, left, middle, self._icon_size())
            left += self._icon_size() + self._gap()
        if self.trailing_icon:
            right -= self._trailing_size()
            tint = look.text if look.text != "text" else "text_secondary"
            paint_icon(painter, self._theme, self.trailing_icon, tint, right, middle, self._trailing_size())
            right -= self._gap() - 2
        if self._key:
            width = self._theme.metrics("caption", 400).horizontalAdvance(self._key)
            place = QRect(right - width, 0, width, self.height())
            paint_text(painter, self._theme, place, self._key, look.text, "caption")
            right -= width + self._gap()
        room = QRect(left, 0, max(0, right - left), self.height())
        paint_text(painter, self._theme, room, self.text(), look.text, role, look.weight, LEFT)

    def setText(self, text: str) -> None:
        """Override QAbstractButton.setText."""
        super().setText(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Override QWidget.sizeHint."""
        high = self._theme.scaled(self._high)
        width = self._content_width()
        return QSize(width + 2 * self._pad() if self.text() else max(high, width), high)

    def minimumSizeHint(self) -> QSize:
        """Override QWidget.minimumSizeHint."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Override QWidget.paintEvent."""
        painter = QPainter(self)
        look, colors, radius = self._look(), self._theme.colors, self._theme.tokens.radius
        hovered = self.underMouse() and self.isEnabled()
        ground = look.pressed if self.isDown() else look.hover if hovered else look.fill
        if ground or look.border:
            corner = radius.small if self._kind == "chip" else radius.control
            border = colors[look.border] if look.border else None
            thick = 2.0 if self._kind == "card" and self.isChecked() else 1.0
            paint_box(painter, self.rect(), corner, colors[ground] if ground else None, border, thick)
        self._paint_content(painter, look)
        if look.text == "link" and hovered:
            baseline = self.height() // 2 + self._metrics().ascent() // 2 + 1
            fill(painter, QRect(self._pad(), baseline, self.width() - 2 * self._pad(), 1), colors.link)


def icon_button(
    theme: Theme, icon: str, label: str, name: str = "", size: int = 28, *, key: str = "", parent: QWidget | None = None
) -> Button:
    """A bare button with an icon only; `label` and `key` are its tooltip, `label` its accessible name."""
    button = Button(theme, icon=icon, kind="quiet", name=name, height=size, color="text_secondary", parent=parent)
    button.set_words(label, key)
    return button
