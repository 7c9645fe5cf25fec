"""The few controls every screen is made of, painted from the theme: text, buttons, framed fields, avatars, lines."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFocusEvent, QFont, QFontMetrics, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import (
    QAbstractButton,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QWidget,
)

from desktop.shell import wording
from desktop.theme.theme import Theme

FOCUS_ROOM = 3
CENTER = Qt.AlignmentFlag.AlignCenter


class Text(QLabel):
    """Words in one of the four sizes."""

    def __init__(
        self, theme: Theme, text: str = "", role: str = "body", weight: int = 400, color: str = "text",
        *, wraps: bool = False, parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(text, parent)
        self._theme, self._role, self._weight, self._color = theme, role, weight, color
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wraps)
        if wraps:
            self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        theme.theme_changed.connect(self.restyle)
        self.restyle()

    def set_color(self, color: str) -> None:
        """Sets the colour by its role."""
        if color != self._color:
            self._color = color
            self.restyle()

    def restyle(self) -> None:
        """Takes over the theme."""
        self.setFont(self._theme.font(self._role, self._weight, tabular=True))
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.WindowText, self._theme.colors[self._color])
        self.setPalette(palette)


class ElidedText(Text):
    """One line that is cut where room ends; the whole of it on hover."""

    def setText(self, text: str) -> None:
        """Override QLabel.setText."""
        super().setText(text)
        self.setToolTip(text)

    def minimumSizeHint(self) -> QSize:
        """Override QWidget.minimumSizeHint."""
        return QSize(24, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Override QWidget.paintEvent."""
        painter = QPainter(self)
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        text = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), int(self.alignment()), text)


class Button(QAbstractButton):
    """A button: `primary` (filled), `secondary` (framed), `quiet` (bare), `link`, `tab`, `chip`."""

    def __init__(
        self, theme: Theme, text: str = "", *, kind: str = "secondary", icon: str = "", name: str = "",
        height: int = 32, color: str = "", parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._theme, self._kind, self._icon_name, self._high, self._color = theme, kind, icon, height, color
        self.trailing_icon = ""
        self.setText(text)
        if name:
            self.setObjectName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self._keyboard = False
        theme.theme_changed.connect(self.updateGeometry)

    def setText(self, text: str) -> None:
        """Override QAbstractButton.setText."""
        super().setText(text)
        self.updateGeometry()
        self.update()

    def set_icon(self, icon: str, color: str = "") -> None:
        """Sets the icon by name, tinted by a role."""
        self._icon_name, self._color = icon, color
        self.updateGeometry()
        self.update()

    def set_kind(self, kind: str) -> None:
        """Sets what it looks like."""
        self._kind = kind
        self.update()

    def _font(self) -> QFont:
        role = "caption" if self._high <= 22 else "body"
        return self._theme.font(role, 600 if self._kind in ("primary",) else 500 if self._kind != "link" else 400)

    def _pad(self) -> int:
        if self._kind == "link":
            return 2
        return 12 if self._high >= 32 else 8

    def sizeHint(self) -> QSize:
        """Override QWidget.sizeHint."""
        metrics = QFontMetrics(self._font())
        width = 2 * self._pad() + (metrics.horizontalAdvance(self.text()) if self.text() else 0)
        width += 16 if self._icon_name else 0
        width += 8 if self._icon_name and self.text() else 0
        width += 20 if self.trailing_icon else 0
        if not self.text():
            width = max(width, self._high)
        return QSize(width, self._high)

    def minimumSizeHint(self) -> QSize:
        """Override QWidget.minimumSizeHint."""
        return self.sizeHint()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Override QWidget.focusInEvent: the ring is for the keyboard."""
        self._keyboard = event.reason() in (
            Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason
        )  # fmt: skip
        super().focusInEvent(event)
        self.update()

    def _colors(self) -> tuple[str | None, str | None, str]:
        """Fill, border and text by role."""
        hovered, pressed = self.underMouse() and self.isEnabled(), self.isDown()
        if not self.isEnabled():
            return ("sunken", "border", "text_disabled") if self._kind in ("primary", "secondary") else (None, None, "text_disabled")
        match self._kind:
            case "primary":
                return "accent_pressed" if pressed else "accent_hover" if hovered else "accent", None, "text_on_accent"
            case "secondary":
                return "pressed" if pressed else "hover" if hovered else "raised", "border_strong", "text"
            case "danger":
                return "pressed" if pressed else "hover" if hovered else "raised", "border_strong", "danger"
            case "link":
                return None, None, "link"
            case "chip":
                return "accent_soft" if self.isChecked() else "pressed", None, "accent_text" if self.isChecked() else "text_secondary"
            case "tab":
                if self.isChecked():
                    return "accent_soft", None, "accent_text"
                return "hover" if hovered else None, None, "text"
            case "card":
                on = self.isChecked()
                return "accent_soft" if on else "hover" if hovered else "raised", "accent_text" if on else "border_strong", "accent_text" if on else "text"
            case _:
                return "pressed" if pressed else "hover" if hovered else None, None, "text"

    def paintEvent(self, event: QPaintEvent) -> None:
        """Override QWidget.paintEvent."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colors = self._theme.colors
        fill, border, text = self._colors()
        radius = self._theme.tokens.radius.control if self._kind != "chip" else self._theme.tokens.radius.small
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(colors[border] if border else Qt.PenStyle.NoPen)
        painter.setBrush(colors[fill] if fill else Qt.BrushStyle.NoBrush)
        if fill or border:
            painter.drawRoundedRect(box, radius, radius)
        if self.hasFocus() and self._keyboard:
            pen = painter.pen()
            pen.setColor(colors.text_on_accent if self._kind == "primary" else colors.focus_ring)
            pen.setWidth(2)
            pen.setStyle(Qt.PenStyle.SolidLine)
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            inset = 3 if self._kind == "primary" else 1
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), radius - 1, radius - 1)
        self._paint_content(painter, text)

    def _paint_content(self, painter: QPainter, text: str) -> None:
        ratio = self.devicePixelRatioF()
        metrics = QFontMetrics(self._font())
        inner = self.rect().adjusted(self._pad(), 0, -self._pad(), 0)
        if self.trailing_icon:
            glyph = self._theme.pixmap(self.trailing_icon, "text_secondary" if self._kind != "primary" else "text_on_accent", 12, ratio)
            painter.drawPixmap(inner.right() - 11, self.height() // 2 - 6, glyph)
            inner.adjust(0, 0, -18, 0)
        wanted = metrics.horizontalAdvance(self.text()) + (24 if self._icon_name and self.text() else 16 if self._icon_name else 0)
        left = inner.left() + max(0, (inner.width() - wanted) // 2)
        if self._icon_name:
            role = (self._color or text) if self.isEnabled() else text
            size = 20 if not self.text() and self._high >= 28 else 16
            place = (self.width() - size) // 2 if not self.text() else left
            painter.drawPixmap(place, (self.height() - size) // 2, self._theme.pixmap(self._icon_name, role, size, ratio))
            left += 24
        painter.setFont(self._font())
        painter.setPen(self._theme.colors[text])
        room = inner.right() - left + 1
        words = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room + 2)
        painter.drawText(QRect(left, 0, room + 2, self.height()), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)


def icon_button(theme: Theme, icon: str, label: str, name: str = "", size: int = 28) -> Button:
    """A bare button with an icon only; `label` is its tooltip and accessible name."""
    button = Button(theme, icon=icon, kind="quiet", name=name, height=size, color="text_secondary")
    button.setAccessibleName(label)
    button.setToolTip(label)
    button.setFixedWidth(size)
    return button


class Frame(QWidget):
    """A rounded frame around a field; its border shows focus and trouble."""

    def __init__(self, theme: Theme, field: QWidget, *, icon: str = "", height: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._field, self._icon_name, self._wrong = theme, field, icon, False
        row = QHBoxLayout(self)
        side = 32 if icon else 10
        many = isinstance(field, QPlainTextEdit)
        row.setContentsMargins(8 if many else side, 8 if many else 1, 8 if many else 10, 8 if many else 1)
        row.addWidget(field)
        if height:
            self.setFixedHeight(height)
        field.installEventFilter(self)
        self.setFocusProxy(field)
        theme.theme_changed.connect(self.restyle)
        self.restyle()

    @property
    def row(self) -> QHBoxLayout:
        """Where more can stand beside the field."""
        layout = self.layout()
        assert isinstance(layout, QHBoxLayout)  # noqa: S101 - made in __init__
        return layout

    def set_wrong(self, wrong: bool) -> None:  # noqa: FBT001
        """Shows that what is in it cannot be taken."""
        self._wrong = wrong
        self.update()

    def restyle(self) -> None:
        """Takes over the theme."""
        self._field.setFont(self._theme.font("body"))
        palette = self._field.palette()
        palette.setColor(QPalette.ColorRole.Base, Qt.GlobalColor.transparent)
        palette.setColor(QPalette.ColorRole.Text, self._theme.colors.text)
        palette.setColor(QPalette.ColorRole.PlaceholderText, self._theme.colors.text_muted)
        self._field.setPalette(palette)
        self.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Override QObject.eventFilter."""
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut, QEvent.Type.EnabledChange):
            self.update()
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Override QWidget.paintEvent."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colors, focused = self._theme.colors, self._field.hasFocus()
        role = "danger" if self._wrong else "focus_ring" if focused else "border_control"
        pen = painter.pen()
        pen.setColor(colors[role if self._field.isEnabled() else "border"])
        pen.setWidthF(2.0 if focused else 1.0)
        painter.setPen(pen)
        painter.setBrush(colors.raised if self._field.isEnabled() else colors.sunken)
        inset = 1.0 if focused else 0.5
        radius = self._theme.tokens.radius.control
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), radius, radius)
        if self._icon_name:
            glyph = self._theme.pixmap(self._icon_name, "text_secondary", 16, self.devicePixelRatioF())
            painter.drawPixmap(10, (self.height() - 16) // 2, glyph)


def line_field(theme: Theme, name: str, *, hint: str = "", icon: str = "", secret: bool = False) -> tuple[Frame, QLineEdit]:
    """A field of one line in its frame."""
    field = QLineEdit()
    field.setObjectName(name)
    field.setFrame(False)
    field.setPlaceholderText(hint)
    if secret:
        field.setEchoMode(QLineEdit.EchoMode.Password)
    height = theme.tokens.height.field_search if icon else theme.tokens.height.field
    return Frame(theme, field, icon=icon, height=height), field


def text_field(theme: Theme, name: str, *, hint: str = "") -> tuple[Frame, QPlainTextEdit]:
    """A field of several lines in its frame."""
    field = QPlainTextEdit()
    field.setObjectName(name)
    field.setFrameShape(QPlainTextEdit.Shape.NoFrame)
    field.setPlaceholderText(hint)
    field.setTabChangesFocus(True)
    field.viewport().setAutoFillBackground(False)
    field.document().setDocumentMargin(2)
    return Frame(theme, field), field


class Panel(QWidget):
    """A surface in a colour of the theme; with `card` framed and rounded, else with hairlines where asked."""

    def __init__(
        self, theme: Theme, fill: str = "surface", *, card: str = "", edges: str = "", radius: int = 8,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._theme, self._fill, self._card, self._edges, self._radius = theme, fill, card, edges, radius
        theme.theme_changed.connect(self.update)

    def set_colors(self, fill: str, card: str) -> None:
        """Sets fill and frame by role."""
        self._fill, self._card = fill, card
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Override QWidget.paintEvent."""
        painter = QPainter(self)
        colors, rect = self._theme.colors, self.rect()
        if self._card:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(colors[self._card])
            painter.setBrush(colors[self._fill])
            painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), self._radius, self._radius)
            return
        painter.fillRect(rect, colors[self._fill])
        for edge in self._edges:
            if edge in "tb":
                painter.fillRect(0, 0 if edge == "t" else rect.height() - 1, rect.width(), 1, colors.border)
            else:
                painter.fillRect(0 if edge == "l" else rect.width() - 1, 0, 1, rect.height(), colors.border)


class Avatar(QWidget):
    """A person's initials in a circle."""

    def __init__(self, theme: Theme, size: int = 28, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._id, self._name = theme, "", ""
        self.setFixedSize(size, size)
        theme.theme_changed.connect(self.update)

    def show_person(self, person_id: str, name: str) -> None:
        """Shows somebody."""
        self._id, self._name = person_id, name
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Override QWidget.paintEvent."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette = self._theme.colors.avatar
        entry = palette[sum(self._id.encode()) % len(palette)]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(entry.bg)
        painter.drawEllipse(self.rect())
        font = QFont(self._theme.font("caption", 600))
        font.setPixelSize(max(8, round(self.width() * 0.38)))
        painter.setFont(font)
        painter.setPen(entry.fg)
        painter.drawText(self.rect(), CENTER, wording.initials(self._name))


class Glyph(QWidget):
    """An icon that stands beside text; with `tile` on a tinted square."""

    def __init__(self, theme: Theme, icon: str, color: str = "text_secondary", size: int = 16, *, tile: int = 0) -> None:
        super().__init__()
        self._theme, self._icon_name, self._color, self._size, self._tile = theme, icon, color, size, tile
        self.setFixedSize(tile or size, tile or size)
        theme.theme_changed.connect(self.update)

    def show_icon(self, icon: str, color: str) -> None:
        """Shows another icon."""
        self._icon_name, self._color = icon, color
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Override QWidget.paintEvent."""
        painter = QPainter(self)
        if self._tile:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.colors.accent_soft)
            painter.drawRoundedRect(QRectF(self.rect()), 8, 8)
        left = (self.width() - self._size) // 2
        painter.drawPixmap(left, left, self._theme.pixmap(self._icon_name, self._color, self._size, self.devicePixelRatioF()))


class Badge(QWidget):
    """A short text on a tinted ground: a status, a count."""

    def __init__(self, theme: Theme, text: str = "", fill: str = "success_soft", color: str = "success") -> None:
        super().__init__()
        self._theme, self._text, self._fill, self._color = theme, text, fill, color
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_text(self, text: str, fill: str, color: str) -> None:
        """Shows another text."""
        self._text, self._fill, self._color = text, fill, color
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Override QWidget.sizeHint."""
        return QSize(self._theme.metrics("caption", 500).horizontalAdvance(self._text) + 12, 20)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Override QWidget.paintEvent."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colors[self._fill])
        painter.drawRoundedRect(QRectF(self.rect()), 4, 4)
        painter.setFont(self._theme.font("caption", 500, tabular=True))
        painter.setPen(self._theme.colors[self._color])
        painter.drawText(self.rect(), CENTER, self._text)
