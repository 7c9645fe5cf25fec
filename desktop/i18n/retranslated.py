"""The pattern by which widgets follow the language."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    Mixin = QWidget
else:
    # A mixin must not be a Qt class itself: with two of them as bases, PySide6 makes two C++ objects and crashes.
    Mixin = object


class Retranslated(Mixin):
    """A widget that sets every text of its own in `retranslate`, and sets them again when the language changes.

    Call `retranslate` once at the end of `__init__`. It stands before the Qt class: `class Rail(Retranslated, QFrame)`.
    """

    def retranslate(self) -> None:
        """Sets every text; children that are `Retranslated` see to themselves."""

    def changeEvent(self, event: QEvent) -> None:
        """Override QWidget.changeEvent."""
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
