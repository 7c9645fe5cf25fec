"""How a ticket ends at the screen: each gesture with its panel, and a word when it is done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop.features.conversation import closing, operations
from desktop.shell.workspace import Workspace
from sync.replica.reading.rows import TicketHead

if TYPE_CHECKING:
    from desktop.features.conversation.view import ConversationView


class Ending(QObject):
    """Belongs to a conversation.

    Signals:
        told: (sentence) what was done, or why it was not.
    """

    told = Signal(str)

    def __init__(self, work: Workspace, view: ConversationView) -> None:
        super().__init__(view)
        self._work, self._view = work, view

    def works(self, head: TicketHead) -> None:
        """Its requester says that it works."""
        if self._is_asked_of_me(head):
            closing.confirm(self._work, self, head).run()

    def works_not(self, head: TicketHead) -> None:
        """Its requester says what is still wrong."""
        if not self._is_asked_of_me(head):
            return
        from desktop.features.conversation.closing_panels import NotSolvedPanel

        panel = NotSolvedPanel(self._anchor, self._work, head)

        def open_again() -> None:
            op = closing.not_solved(self._work, self, head, panel.words, dissatisfied=panel.dissatisfied)
            op.success(lambda _done: self.told.emit(self.tr("It is open again."))).run()

        panel.run_wanted.connect(open_again)
        panel.open()

    def withdraw(self, head: TicketHead) -> None:
        """Its requester wants nothing any more."""
        if head.requester_id != self._work.user_id or head.status in closing.DONE:
            self.told.emit(self.tr("Only whoever asked withdraws a ticket, as long as it is not solved."))
            return
        from desktop.features.conversation.closing_panels import WithdrawPanel

        panel = WithdrawPanel(self._anchor, self._work, head)

        def take_away() -> None:
            op = closing.withdraw(self._work, self, head, panel.words)
            op.success(lambda _done: self.told.emit(self.tr("It is withdrawn."))).run()

        panel.run_wanted.connect(take_away)
        panel.open()

    def rate(self, head: TicketHead, score: int = 0) -> None:
        """Its requester says how it was."""
        if not closing.may_rate(self._work, head):
            self.told.emit(self.tr("Whoever asked rates a ticket, for some days after it was solved."))
            return
        from desktop.features.conversation.rate_panel import RatePanel

        panel = RatePanel(self._anchor, self._work, head, closing.rating(self._work, head.id), score)

        def send() -> None:
            op = closing.rate(self._work, self, head.id, panel.score, panel.reasons, panel.words)
            op.success(lambda _done: self.told.emit(self.tr("Thank you: the desk reads it."))).run()

        panel.run_wanted.connect(send)
        panel.open()

    def resolve(self, head: TicketHead) -> None:
        """The desk says what solved it."""
        if head.status in closing.DONE or head.merged_into_id is not None:
            self.told.emit(self.tr("It is solved already."))
            return
        from desktop.features.conversation.closing_panels import ResolvePanel

        requester = operations.names_of(self._work, head.requester_id).get(head.requester_id, "")
        panel = ResolvePanel(self._anchor, self._work, head, requester)

        def solve() -> None:
            op = closing.resolve(self._work, self, head, panel.words, panel.check_back_days)
            op.success(lambda _done: self.told.emit(self.tr("Solved, and {0} is told.").format(requester))).run()

        panel.run_wanted.connect(solve)
        panel.open()

    def remind(self, head: TicketHead) -> None:
        """The desk has the requester reminded before it is time."""
        if head.status != "pending":
            self.told.emit(self.tr("Only who is waited for is reminded: set it to Pending first."))
            return
        op = closing.remind(self._work, self, head.id)
        sentence = self.tr("Reminded; outside the store's hours it goes out when it opens.")
        op.success(lambda _done: self.told.emit(sentence)).run()

    def _is_asked_of_me(self, head: TicketHead) -> bool:
        """Whether there is a solution to say something of, and the user is on the side that says it."""
        if operations.works(self._work.me, head):
            self.told.emit(self.tr("Whoever asked says whether it works."))
            return False
        if head.status not in closing.DONE and not closing.is_asked(head):
            self.told.emit(self.tr("It is not solved yet."))
            return False
        return True

    @property
    def _anchor(self) -> QWidget:
        """Below what the panels open."""
        return self._view.standing_anchor
