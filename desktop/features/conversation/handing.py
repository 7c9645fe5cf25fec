"""Sending a ticket up, down again, and promising whoever asked that they hear more: by key, each in one panel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.features.conversation import operations
from desktop.shell.workspace import Workspace
from sync.replica.reading import handing as reading
from sync.replica.reading.handing import HandingRow
from sync.replica.reading.rows import TicketHead

if TYPE_CHECKING:
    from desktop.features.conversation.form_panel import FormPanel
    from desktop.features.conversation.view import ConversationView

DONE = ("resolved", "closed")


def handing(work: Workspace, ticket_id: str) -> HandingRow | None:
    """Read with whom a ticket is."""
    return reading.handing(work.reader, ticket_id)


class Handing(QObject):
    """Belongs to a conversation.

    Signals:
        told: (sentence) what was done, or why it was not.
    """

    told = Signal(str)

    def __init__(self, work: Workspace, view: ConversationView) -> None:
        super().__init__(view)
        self._work, self._view = work, view

    def escalate(self, head: TicketHead) -> None:
        """Asks where it goes up to, and why."""
        from desktop.features.conversation.escalate_panel import EscalatePanel

        now = self._ready(head)
        if now is None:
            return
        others = [(team_id, name) for team_id, name in operations.teams(self._work) if team_id != head.team_id]
        # The team above is what is meant as a rule.
        teams = sorted(others, key=lambda team: team[0] != now.above_id)
        panel = EscalatePanel(self._view.properties.anchor("team"), self._work, head, now, teams)
        self._open(panel, "ticket.escalate", head)

    def hand_back(self, head: TicketHead) -> None:
        """Asks for the answer with which it goes down."""
        from desktop.features.conversation.escalate_panel import HandBackPanel

        now = self._ready(head)
        if now is None:
            return
        if not now.may_go_back:
            keys = self._work.keys.first_of("escalate")
            self.told.emit(self.tr("It was not escalated, so nobody waits for it. To send it up: {0}.").format(keys))
            return
        self._open(HandBackPanel(self._view.properties.anchor("team"), self._work, head, now), "ticket.hand_back", head)

    def promise(self, head: TicketHead) -> None:
        """Asks what the requester is told, and by when they hear more."""
        from desktop.features.conversation.promise_panel import PromisePanel

        if self._ready(head) is None:
            return
        requester = operations.names_of(self._work, head.requester_id).get(head.requester_id, "…")
        panel = PromisePanel(self._view.properties.anchor("status"), self._work, head, requester)
        self._open(panel, "ticket.promise", head)

    def _ready(self, head: TicketHead) -> HandingRow | None:
        """Where the ticket is now, if it can still go anywhere."""
        if head.status in DONE or head.merged_into_id is not None:
            self.told.emit(self.tr("It is solved: open it again first."))
            return None
        return handing(self._work, head.id)

    def _open(self, panel: FormPanel, name: str, head: TicketHead) -> None:
        def do() -> None:
            args = {"ticket_id": head.id, "message_id": self._work.new_id()} | panel.args()
            called = operations.mentioned(self._work, args["body"]) if name != "ticket.promise" else []
            if called:
                args["mention_ids"] = called
            op = self._work.mutate(self, name, args, draft=panel.draft)
            sentence = panel.done()
            op.success(lambda _done: self.told.emit(sentence)).run()

        panel.run_wanted.connect(do)
        panel.open()
