"""The answer with which a problem and all its incidents are solved at once."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from desktop.features.conversation.ask_panel import AskPanel
from desktop.shell import names
from desktop.theme.theme import Theme
from desktop.widgets.fields import text_field
from desktop.widgets.text import Text
from sync.replica.reading.relations import RelatedRow
from sync.replica.reading.rows import TicketHead

FIELD_HEIGHT = 96


class SolvePanel(AskPanel):
    """Says how many tickets it is about, and takes the answer; Ctrl+Return solves them."""

    run_key = "Ctrl+↵"

    def __init__(self, anchor: QWidget, theme: Theme, head: TicketHead, incidents: Sequence[RelatedRow]) -> None:
        super().__init__(anchor, theme, head.subject, name=names.JOIN_PANEL, run_name=names.JOIN_RUN)
        self._count = len(incidents)
        self.frame, self.field = text_field(theme, names.JOIN_TEXT, hint=self.tr("Hi {{requester.first_name}}, …"))
        self.offer(self.tr("Solve all"))
        if incidents:
            self._add_answer()
        else:
            self.frame.setParent(self)
            self.frame.hide()
            self.add_line(
                "check-double", self.tr("None of its incidents is unsolved: only the problem becomes Resolved.")
            )

    def _add_answer(self) -> None:
        self.add_line(
            "check-double", self.tr("The problem and %n unsolved incidents become Resolved.", "", self._count)
        )
        self.add_line("reply", self.tr("The requester of each incident gets this answer. Without one, none is sent."))
        self.field.setAccessibleName(self.tr("Answer to every incident"))
        self.frame.setFixedHeight(self._theme.scaled(FIELD_HEIGHT))
        self.add_part(self.frame)
        hint = self.tr("Where a variable such as {{store.name}} has no value, that incident stays open.")
        self.add_part(Text(self._theme, hint, role="caption", color="text_secondary", wraps=True))

    @property
    def answer(self) -> str:
        """What was written."""
        return self.field.toPlainText().strip()

    def done(self) -> str:
        """What was done, in a sentence."""
        return self.tr("Solved, with %n incidents.", "", self._count)

    def open(self) -> None:
        """Override Over.open: the field takes the keyboard, if there is anybody to answer."""
        super().open()
        if self._count:
            self.field.setFocus()
