"""The bar under a conversation's head in which one types what is looked for."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.background.throttle import Throttle
from desktop.i18n.retranslated import Retranslated
from desktop.shell import names
from desktop.theme.theme import Theme
from desktop.widgets.buttons import icon_button
from desktop.widgets.fields import line_field
from desktop.widgets.panels import Panel
from desktop.widgets.text import Text

TYPED_MS = 120


class FindBar(Retranslated, Panel):
    """Signals: what is looked for, the wish for the next or previous one, and its end."""

    typed = Signal(str)
    stepped = Signal(int)
    left = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        Panel.__init__(self, theme, "sunken", edges="b", parent=parent)
        self.setObjectName(names.FIND_BAR)
        self._number = self._count = 0
        self._frame, self.field = line_field(theme, names.FIND_FIELD)
        self._told = Text(theme, role="caption", color="text_secondary")
        self._told.setObjectName(names.FIND_COUNT)
        self.previous = icon_button(theme, "chevron-up", "", names.FIND_PREVIOUS)
        self.next = icon_button(theme, "chevron-down", "", names.FIND_NEXT)
        self._close = icon_button(theme, "close", "", names.FIND_CLOSE)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 12, 7)
        row.setSpacing(4)
        row.addWidget(self._frame, 1)
        row.addSpacing(4)
        row.addWidget(self._told)
        for button in (self.previous, self.next, self._close):
            row.addWidget(button)
        self._typed_soon = Throttle(TYPED_MS, self._tell, self, leading=False)
        self.field.textChanged.connect(self._typed_soon)
        self.field.installEventFilter(self)
        self.previous.clicked.connect(lambda: self.stepped.emit(-1))
        self.next.clicked.connect(lambda: self.stepped.emit(1))
        self._close.clicked.connect(self.left)
        self.hide()
        self.retranslate()

    def begin(self, typed: str = "") -> None:
        """Shows it with the cursor in its field; `typed` takes the place of what stands there."""
        if typed:
            self.field.setText(typed)
        self.show()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()
        self._tell()

    def show_place(self, number: int, count: int) -> None:
        """Says at which of how many one is."""
        self._number, self._count = number, count
        for button in (self.previous, self.next):
            button.setEnabled(count > 0)
        self.retranslate()

    def _tell(self, *_text: object) -> None:
        self.typed.emit(self.field.text())

    def retranslate(self) -> None:
        """Override Retranslated.retranslate."""
        self.field.setPlaceholderText(self.tr("Find in this conversation"))
        self.field.setAccessibleName(self.tr("Find in this conversation"))
        self.previous.set_words(self.tr("Previous message that has it"), "Shift+F3")
        self.next.set_words(self.tr("Next message that has it"), "F3")
        self._close.set_words(self.tr("Close"), "Esc")
        if not self.field.text().strip():
            self._told.setText("")
        elif not self._count:
            self._told.setText(self.tr("Not found"))
        else:
            self._told.setText(self.tr("{0} of {1}").format(self._number, self._count))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Override QObject.eventFilter: Enter goes on, with Shift back; Esc ends it."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            key = event.key()
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down, Qt.Key.Key_Up):
                back = key == Qt.Key.Key_Up or bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
                self._typed_soon.flush()
                self.stepped.emit(-1 if back else 1)
                return True
            if key == Qt.Key.Key_Escape:
                self.left.emit()
                return True
        return super().eventFilter(watched, event)
