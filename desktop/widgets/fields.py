"""Fields: a frame around Qt's own editors, which shows focus and trouble, with a label above and a hint below."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from desktop.theme.theme import Theme
from desktop.widgets.painting import fill, paint_box, paint_icon
from desktop.widgets.panels import Panel
from desktop.widgets.text import Text

REPAINTING = frozenset({QEvent.Type.FocusIn, QEvent.Type.FocusOut, QEvent.Type.EnabledChange})
ICON = 16
ICON_LEFT = 10


class Frame(QWidget):
    """A rounded frame around an editor; with focus its border is the ring, however the focus came."""

    def __init__(
        self, theme: Theme, field: QWidget, *, icon: str = "", height: int = 0, parent: QWidget | None = None
    ) -> None:
        """Makes it around `field`; `height` as designed, 0 for whatever the field takes."""
        super().__init__(parent)
        self._theme, self._field, self._icon_name, self._high = theme, field, icon, height
        self._wrong = False
        self.row = QHBoxLayout(self)
        self.row.setSpacing(4)
        self.row.addWidget(field)
        field.installEventFilter(self)
        self.setFocusProxy(field)
        theme.theme_changed.connect(self.restyle)
        self.restyle()

    def set_wrong(self, wrong: bool) -> None:
        """Shows that what is in it cannot be taken."""
        self._wrong = wrong
        self.restyle()

    def restyle(self) -> None:
        """Takes over the theme."""
        self._set_margins()
        if self._high:
            self.setFixedHeight(self._theme.scaled(self._high))
        colors, role, group = self._theme.colors, QPalette.ColorRole, QPalette.ColorGroup
        palette = self._field.palette()
        palette.setColor(role.Base, Qt.GlobalColor.transparent)
        palette.setColor(role.Text, colors.text)
        palette.setColor(role.PlaceholderText, colors.text_muted)
        palette.setColor(group.Disabled, role.Text, colors.text_disabled)
        palette.setColor(group.Disabled, role.PlaceholderText, colors.text_disabled)
        self._field.setPalette(palette)
        self._field.setFont(self._theme.font("body"))
        self.update()

    def _shown_icon(self) -> str:
        many_lines = isinstance(self._field, QPlainTextEdit)
        return self._icon_name or ("alert" if self._wrong and not many_lines else "")

    def _set_margins(self) -> None:
        if isinstance(self._field, QPlainTextEdit):
            self.row.setContentsMargins(8, 8, 8, 8)
            return
        # The editor of one line keeps 2 px to itself at either side.
        left = ICON_LEFT + self._theme.scaled(ICON) + 6 if self._shown_icon() else 8
        self.row.setContentsMargins(left, 1, 8, 1)

    def _border(self) -> str:
        if not self._field.isEnabled():
            return "border"
        if self._wrong:
            return "danger"
        return "focus_ring" if self._field.hasFocus() else "border_control"

    def _tell_placeholder(self) -> None:
        """What an empty field asks for, on hover, where it has no room for it."""
        field = self._field
        if isinstance(field, QLineEdit):
            asked = field.placeholderText()
            cut = bool(asked) and field.fontMetrics().horizontalAdvance(asked) > field.width() - 4
            if (field.toolTip() == asked) is not cut:
                field.setToolTip(asked if cut else "")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Override QObject.eventFilter."""
        if event.type() in REPAINTING:
            self.update()
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Override QWidget.paintEvent."""
        self._tell_placeholder()
        painter, colors = QPainter(self), self._theme.colors
        ground = colors.raised if self._field.isEnabled() else colors.sunken
        width = self._theme.tokens.line.focus if self._field.hasFocus() else 1
        paint_box(painter, self.rect(), self._theme.tokens.radius.control, ground, colors[self._border()], width)
        if self._shown_icon():
            color = "danger" if self._wrong else "accent_text" if self._field.hasFocus() else "text_secondary"
            paint_icon(
                painter, self._theme, self._shown_icon(), color, ICON_LEFT, self.height() // 2, self._theme.scaled(ICON)
            )


class FieldRule(Panel):
    """What holds a field without a frame: the hairline below it becomes the ring while the field has the keyboard."""

    def __init__(self, theme: Theme, field: QWidget) -> None:
        super().__init__(theme, "", edges="b")
        self._field = field
        field.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Override QObject.eventFilter."""
        if event.type() in REPAINTING:
            self.update()
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Override Panel.paintEvent."""
        super().paintEvent(event)
        if self._field.hasFocus():
            width = self._theme.tokens.line.focus
            fill(QPainter(self), QRect(0, self.height() - width, self.width(), width), self._theme.colors.focus_ring)


def bare_line(name: str = "", placeholder: str = "", *, secret: bool = False) -> QLineEdit:
    """An editor of one line without a frame of its own."""
    field = QLineEdit()
    field.setObjectName(name)
    field.setFrame(False)
    field.setPlaceholderText(placeholder)
    if secret:
        field.setEchoMode(QLineEdit.EchoMode.Password)
    return field


def line_field(
    theme: Theme, name: str, *, hint: str = "", icon: str = "", secret: bool = False
) -> tuple[Frame, QLineEdit]:
    """A field of one line in its frame; with an icon as high as a search field."""
    field = bare_line(name, hint, secret=secret)
    height = theme.tokens.height
    designed = height.field_search if icon else height.field
    return Frame(theme, field, icon=icon, height=round(designed / theme.zoom)), field


def text_field(theme: Theme, name: str, *, hint: str = "") -> tuple[Frame, QPlainTextEdit]:
    """A field of several lines in its frame; Tab leaves it."""
    field = QPlainTextEdit()
    field.setPlaceholderText(hint)
    return as_text_field(theme, field, name), field


def as_text_field(theme: Theme, field: QPlainTextEdit, name: str) -> Frame:
    """Puts an editor of several lines into a frame, without one of its own."""
    field.setObjectName(name)
    field.setFrameShape(QPlainTextEdit.Shape.NoFrame)
    field.setTabChangesFocus(True)
    field.viewport().setAutoFillBackground(False)
    field.document().setDocumentMargin(2)
    return Frame(theme, field)


class Field(QWidget):
    """A label, the framed editor below it, and below that a hint, or what is wrong with what was typed."""

    def __init__(self, theme: Theme, frame: Frame, editor: QWidget, label: str = "", hint: str = "") -> None:
        super().__init__()
        self.editor, self._frame, self._hint = editor, frame, hint
        self._label = Text(theme, label, "body", 600)
        self._below = Text(theme, hint, "caption", 400, "text_secondary", wraps=True)
        self._label.setBuddy(editor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for part in (self._label, frame, self._below):
            column.addWidget(part)
        self.set_words(label, hint)

    def set_words(self, label: str, hint: str = "") -> None:
        """Sets the label, which is the editor's accessible name as well, and the hint."""
        self._hint = hint
        self._label.setText(label)
        self.editor.setAccessibleName(label)
        self.set_wrong("")

    def set_wrong(self, sentence: str) -> None:
        """Says what is wrong and what to do about it; empty when all is well."""
        self._frame.set_wrong(bool(sentence))
        self._below.set_color("danger" if sentence else "text_secondary")
        self._below.setText(sentence or self._hint)
        self._below.setVisible(bool(sentence or self._hint))
        self.editor.setAccessibleDescription(sentence or self._hint)
