"""The part of the panel with what the topic asks: the answers, what is missing, and the way to change or ask for it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.features.conversation import details, operations
from desktop.features.conversation.details import TicketDetails
from desktop.i18n.retranslated import Retranslated
from desktop.shell import names
from desktop.shell.details import words
from desktop.shell.workspace import Workspace
from desktop.widgets.buttons import Button
from desktop.widgets.flow import FlowRow
from desktop.widgets.text import Text
from domain.records import FormField
from sync.replica.reading.rows import TicketHead


class DetailsSection(Retranslated, QWidget):
    """The details of one ticket.

    Signals:
        action_wanted: (name in the table of keys) they are to be changed, or asked for.
    """

    action_wanted = Signal(str)

    def __init__(self, work: Workspace, parent: QWidget | None = None) -> None:
        QWidget.__init__(self, parent)
        self.setObjectName(names.CONTEXT_DETAILS)
        self._work = work
        self._head: TicketHead | None = None
        self._rows = QVBoxLayout()
        self._rows.setSpacing(4)
        self._change = Button(work.theme, icon="edit", height=24, name=names.CONTEXT_DETAILS_CHANGE)
        self._ask = Button(work.theme, icon="help", height=24, name=names.CONTEXT_DETAILS_ASK)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(self._rows)
        column.addWidget(FlowRow(self._change, self._ask))
        self._change.clicked.connect(partial(self.action_wanted.emit, "details"))
        self._ask.clicked.connect(partial(self.action_wanted.emit, "ask_details"))
        self.retranslate()

    def show_head(self, head: TicketHead) -> bool:
        """Shows the details of a ticket; tells whether there are any, or could be."""
        self._head = head
        return self._show()

    def _show(self) -> bool:
        if self._head is None:
            return False
        desk = operations.works(self._work.me, self._head)
        shown = details.details(self._work, self._head.id, desk=desk)
        while (item := self._rows.takeAt(0)) is not None:
            gone = item.widget()
            if gone is not None:
                # Out of the tree now: until the event loop comes to it, it would be read out as the next ticket's.
                gone.setParent(None)
                gone.deleteLater()
        if shown is None or not (shown.form or shown.answers or shown.diagnostics or desk):
            return False
        for name, value in shown.said(self._work.locale):
            self._add(name, "text_secondary")
            self._add(value, "text")
        self._add_lacking(shown)
        self._change.setVisible(bool(shown.form) and self._work.me.may_answer(self._head))
        self._ask.setVisible(desk)
        return True

    def _add_lacking(self, shown: TicketDetails) -> None:
        wanted = [self._listed(shown.asked), self.tr("diagnostics") if shown.diagnostics else ""]
        if any(wanted):
            self._add(self.tr("Asked for: {0}").format(", ".join(filter(None, wanted))), "info")
        done = self._head is not None and self._head.status in ("resolved", "closed")
        lacking = () if done else tuple(field for field in shown.missing if field not in shown.asked)
        if lacking:
            self._add(self.tr("Missing: {0}").format(self._listed(lacking)), "warning")
        if shown.form and not shown.answers and not any(wanted) and not lacking:
            self._add(self.tr("Nothing was filled in."), "text_muted")

    def _listed(self, fields: tuple[FormField, ...]) -> str:
        return ", ".join(words.label(field, field.key, self._work.locale) for field in fields)

    def _add(self, text: str, color: str) -> None:
        self._rows.addWidget(Text(self._work.theme, text, role="caption", color=color, wraps=True))

    def retranslate(self) -> None:
        """Override Retranslated.retranslate."""
        self._change.setText(self.tr("Change"))
        self._ask.setText(self.tr("Ask for details"))
        self._show()
