"""What stands in the place of a guide where a search found none: why, and the next step."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout

from desktop.i18n.retranslated import Retranslated
from desktop.shell import names
from desktop.theme.theme import Theme
from desktop.widgets.buttons import Button
from desktop.widgets.notices import EmptyState
from desktop.widgets.panels import Panel


class NothingFound(Retranslated, Panel):
    """Says of which words no guide knows.

    Signals:
        ticket_wanted: a ticket is to be made of the search.
    """

    ticket_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        Panel.__init__(self, theme)
        self.setObjectName(names.KNOWLEDGE_NOTHING)
        self._asked = ""
        self._state = EmptyState(theme, "search")
        self._ticket = Button(theme, icon="ticket", height=28)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(12)
        column.addWidget(self._state)
        column.addWidget(self._ticket, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        self._ticket.clicked.connect(self.ticket_wanted)
        self.retranslate()

    def say_of(self, asked: str) -> None:
        """Says which words were asked for."""
        if asked != self._asked:
            self._asked = asked
            self.retranslate()

    def retranslate(self) -> None:
        """Override Retranslated.retranslate."""
        self._state.say(
            self.tr("No guide speaks of “{0}”").format(self._asked),
            self.tr("Try other or fewer words. If that does not help, tell us: your search goes with it."),
        )
        self._ticket.setText(self.tr("Make a ticket"))
