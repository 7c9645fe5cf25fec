"""Choosing a password in place of one that somebody else has set."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.i18n.retranslated import Retranslated
from desktop.shell import names
from desktop.theme.theme import Theme
from desktop.widgets.fields import Field, line_field


class NewPassword(Retranslated, QWidget):
    """Two fields that have to hold the same. Signals: Return was pressed in one of them."""

    entered = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        first_frame, self.first = line_field(theme, names.SIGN_IN_NEW, secret=True)
        again_frame, self.again = line_field(theme, names.SIGN_IN_NEW_AGAIN, secret=True)
        self._first = Field(theme, first_frame, self.first)
        self._again = Field(theme, again_frame, self.again)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for field, line in ((self._first, self.first), (self._again, self.again)):
            column.addWidget(field)
            line.returnPressed.connect(self.entered)
        self.retranslate()
        self.hide()

    def retranslate(self) -> None:
        """Override Retranslated.retranslate."""
        self._first.set_words(
            self.tr("New password"), self.tr("At least 8 characters, better several words. Not your name.")
        )
        self._again.set_words(self.tr("The same again"))

    def begin(self) -> None:
        """Asks for it."""
        self.show()
        self.first.setFocus()

    def leave(self) -> None:
        """Asks no more, and forgets what was typed."""
        self.first.clear()
        self.again.clear()
        self.hide()

    def chosen(self) -> str:
        """What was typed twice; empty, and said why, if it was not."""
        first, again = self.first.text(), self.again.text()
        self._first.set_wrong("" if first else self.tr("Please fill this in."))
        self._again.set_wrong("" if first == again else self.tr("The two are not the same."))
        return first if first == again else ""
