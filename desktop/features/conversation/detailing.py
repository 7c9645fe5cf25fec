"""Filling in, changing and asking for a ticket's details, by key or from the panel beside it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.features.conversation import details, operations
from desktop.features.conversation.details import Answers, TicketDetails
from desktop.features.conversation.details_panels import AskDetailsPanel, FillPanel
from desktop.shell.workspace import Workspace
from domain.records import FormField
from sync.replica.reading.rows import TicketHead

if TYPE_CHECKING:
    from desktop.features.conversation.view import ConversationView


class Detailing(QObject):
    """Belongs to a conversation.

    Signals:
        told: (sentence) what was done, or why it was not.
    """

    told = Signal(str)

    def __init__(self, work: Workspace, view: ConversationView) -> None:
        super().__init__(view)
        self._work, self._view = work, view
        self._typed: dict[str, dict[str, tuple[str, ...]]] = {}
        """What was typed by ticket and is not saved: newer than what can be read on the disk."""

    def change(self, head: TicketHead) -> None:
        """Opens the whole form, answers and all; whoever is asked for some of it gets those lines."""
        shown = self._shown(head)
        if shown is None:
            return
        if shown.asked and not operations.works(self._work.me, head):
            self.fill_in(head)
            return
        title = self.tr("Details")
        panel = self._panel(head, title, shown.form, shown.answers)
        panel.offer(self.tr("Save"))

        def save() -> None:
            op = details.change(self._work, self, head.id, shown, panel.form.answers())
            if op is not None:
                op.success(lambda _done: self.told.emit(self.tr("The details are saved."))).run()

        panel.run_wanted.connect(save)
        panel.open()

    def fill_in(self, head: TicketHead) -> None:
        """Opens the lines that the desk asked for."""
        shown = self._shown(head)
        if shown is None or not shown.asked:
            return
        title = self.tr("The desk needs to know")
        answers = {field.key: shown.answers.get(field.key, ()) for field in shown.asked}
        panel = self._panel(head, title, details.as_asked(shown.asked), answers)
        panel.offer(self.tr("Send"))

        def send() -> None:
            op = details.fill_in(self._work, self, head.id, shown, panel.form.given())
            op.success(lambda _done: self.told.emit(self.tr("Your answers are on their way."))).run()

        panel.run_wanted.connect(send)
        panel.open()

    def _panel(self, head: TicketHead, title: str, form: Sequence[FormField], answers: Answers) -> FillPanel:
        panel = FillPanel(self._view.title, self._work, head.id, title, form, answers, self._typed.get(head.id))
        panel.form.changed.connect(lambda: self._typed.update({head.id: panel.typed()}))
        panel.run_wanted.connect(lambda: self._typed.pop(head.id, None))
        return panel

    def ask(self, head: TicketHead) -> None:
        """Asks which lines the requester is to answer."""
        shown = details.details(self._work, head.id, desk=True)
        if shown is None:
            return
        panel = AskDetailsPanel(self._view.title, self._work, head.id, shown)

        def ask() -> None:
            text, wanted = panel.text.toPlainText(), panel.computer.isChecked()
            op = details.ask(self._work, self, head, text, panel.fields, diagnostics=wanted)
            op.success(lambda _done: self.told.emit(self.tr("Asked. The ticket waits for the answer."))).run()

        panel.run_wanted.connect(ask)
        panel.open()

    def send_diagnostics(self, head: TicketHead) -> None:
        """Shows what this computer says of itself, and sends what may be sent of it."""
        from desktop.shell.diagnosing.preview import DiagnosticsPreview

        preview = DiagnosticsPreview(self._view.window(), self._work, self.tr("Send"))

        def told() -> None:
            self.told.emit(self.tr("Sent, and nothing but what you saw."))

        preview.taken.connect(lambda taken: details.send_diagnostics(self._work, self, head.id, taken, told))
        preview.open()

    def _shown(self, head: TicketHead) -> TicketDetails | None:
        desk = operations.works(self._work.me, head)
        shown = details.details(self._work, head.id, desk=desk)
        if shown is None or not self._work.me.may_answer(head):
            self.told.emit(self.tr("Only its team and whoever asked may change its details."))
            return None
        if not shown.form:
            self.told.emit(self.tr("Its topic asks nothing."))
            return None
        return shown
