"""A ticket's whole history, and why it is in its state: read when somebody asks for it, shown over the window."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.features.conversation import why
from desktop.features.conversation.why import Facts
from desktop.shell.workspace import Workspace
from sync.replica.reading import history
from sync.replica.reading.rows import TicketHead

if TYPE_CHECKING:
    from desktop.features.conversation.view import ConversationView


class Explaining(QObject):
    """Belongs to a conversation."""

    def __init__(self, work: Workspace, view: ConversationView) -> None:
        super().__init__(view)
        self._work, self._view = work, view

    def explain(self, head: TicketHead) -> None:
        """Says why the ticket is in its state."""
        why.facts(self._work, self, head).success(partial(self._show_why, head.id)).run()

    def show_history(self, head: TicketHead) -> None:
        """Shows every change of it."""
        why.facts(self._work, self, head).success(partial(self._show_history, head.id)).run()

    def _show_why(self, ticket_id: str, facts: Facts) -> None:
        from desktop.features.conversation.why_panel import WhyPanel

        head = self._view.head
        if head is None or head.id != ticket_id:
            return
        reasons = why.Why(self._work, head, facts).reasons()
        panel = WhyPanel(self._view.properties.anchor("status"), self._work.theme, head.subject, reasons)
        panel.run_wanted.connect(lambda: self._show_history(ticket_id, facts))
        panel.open()

    def _show_history(self, ticket_id: str, facts: Facts) -> None:
        from desktop.features.conversation.timeline import TimelinePanel

        head = self._view.head
        if head is None or head.id != ticket_id:
            return
        panel = TimelinePanel(self._view.window(), self._work, head, facts.changes)
        panel.message_wanted.connect(partial(self._go_to, ticket_id))
        panel.open()

    def _go_to(self, ticket_id: str, at: str) -> None:
        """Shows the conversation where it was then."""
        message_id = history.message_near(self._work.reader, ticket_id, at)
        if message_id is not None and self._view.ticket_id == ticket_id:
            self._view.to_message(message_id)
