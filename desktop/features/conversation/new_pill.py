"""The button over a conversation that leads to what is new below what is in view."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.i18n.retranslated import Retranslated
from desktop.shell import names
from desktop.theme.theme import Theme
from desktop.widgets.buttons import Button

BOTTOM = 12


class NewPill(Retranslated, Button):
    """Stands at the foot of the messages while there is something new further down."""

    def __init__(self, theme: Theme, pane: QWidget) -> None:
        Button.__init__(
            self, theme, kind="secondary", icon="chevron-down", name=names.CONVERSATION_NEW, height=28, parent=pane
        )
        self._pane, self._count = pane, 0
        self.hide()

    def show_count(self, count: int) -> None:
        """Says how many there are; none hides it."""
        self._count = count
        self.retranslate()
        self.setVisible(count > 0)
        if count:
            self.resize(self.sizeHint())
            self.move((self._pane.width() - self.width()) // 2, self._pane.height() - self.height() - BOTTOM)
            self.raise_()

    def retranslate(self) -> None:
        """Override Retranslated.retranslate."""
        self.setText(self.tr("%n new", "", self._count))
