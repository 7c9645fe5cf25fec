"""Fields: a frame around Qt's own editors, which shows focus and trouble, with a label above and a hint below."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from desktop.theme.theme import Theme
from desktop.widgets.buttons import icon_button
from desktop.widgets.marks import KeyCap
from desktop.widgets.painting import paint_box, paint_icon
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

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Override QObject.eventFilter."""
        if event.type() in REPAINTING:
            self.update()
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Override QWidget.paintEvent."""
        painter, colors = QPainter(self), self._theme.colors
        fill = colors.raised if self._field.isEnabled() else colors.sunken
        width = self._theme.tokens.line.focus if self._field.hasFocus() else 1
        paint_box(painter, self.rect(), self._theme.tokens.radius.control, fill, colors[self._border()], width)
        if self._shown_icon():
            color = "danger" if self._wrong else "accent_text" if self._field.hasFocus() else "text_secondary"
            paint_icon(
                painter, self._theme, self._shown_icon(), color, ICON_LEFT, self.height() // 2, self._theme.scaled(ICON)
            )


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
    field.setObjectName(name)
    field.setFrameShape(QPlainTextEdit.Shape.NoFrame)
    field.setPlaceholderText(hint)
    field.setTabChangesFocus(True)
    field.viewport().setAutoFillBackground(False)
    field.document().setDocumentMargin(2)
    return Frame(theme, field), field


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


class SearchField(Frame):
    """A field to search in, with the key that leads to it, and a cross that empties it while there is something.

    Signals:
        text_changed: the text, at every keystroke.
    """

    text_changed = Signal(str)

    def __init__(self, theme: Theme, name: str = "", *, height: int = 36, key: str = "") -> None:
        self.editor = bare_line(name)
        super().__init__(theme, self.editor, icon="search", height=height)
        self._clear = icon_button(theme, "close", "", size=24)
        self._clear.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._clear.hide()
        self._clear.clicked.connect(self.editor.clear)
        self._cap = KeyCap(theme, key)
        self._cap.setVisible(bool(key))
        self.row.addWidget(self._clear)
        self.row.addWidget(self._cap)
        self.editor.textChanged.connect(self.on_text_changed)

    def set_words(self, placeholder: str, clear: str) -> None:
        """Sets what it asks for and what the cross is called."""
        self.editor.setPlaceholderText(placeholder)
        self.editor.setAccessibleName(placeholder)
        self._clear.set_words(clear, "Esc")

    def on_text_changed(self, text: str) -> None:
        """Shows the cross in place of the key while there is text."""
        self._clear.setVisible(bool(text))
        self._cap.setVisible(bool(self._cap.key) and not text)
        self.text_changed.emit(text)
