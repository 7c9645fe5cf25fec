"""What stands between a customer and the desk: a store's own answer, what it asks the desk, and the way back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.background.changes import Changes
from desktop.features.conversation import operations
from desktop.features.conversation.form_panel import FormPanel
from desktop.i18n.retranslated import Retranslated
from desktop.shell import names, wording
from desktop.shell.choice import Choice
from desktop.shell.workspace import Workspace
from desktop.widgets.buttons import Button
from desktop.widgets.choices import Check
from desktop.widgets.marks import Glyph
from desktop.widgets.panels import Panel
from desktop.widgets.text import ElidedLabel
from sync.replica.reading import relations as reading
from sync.replica.reading.relations import RelatedRow
from sync.replica.reading.rows import TicketHead

if TYPE_CHECKING:
    from desktop.features.conversation.view import ConversationView

DONE = ("resolved", "closed")


def number_of(row: RelatedRow) -> str:
    """A ticket in a sentence."""
    return f"#{row.number}" if row.number is not None else f"«{row.subject}»"


class StoreBar(Retranslated, Panel):
    """Above a customer's ticket for whoever serves them, and above what was asked of the desk for one.

    Signals: what is wanted.
        other_wanted: (ticket id) the ticket at the other end.
    """

    ask_wanted = Signal()
    back_wanted = Signal()
    solved_wanted = Signal()
    other_wanted = Signal(str)

    def __init__(self, work: Workspace, parent: QWidget | None = None) -> None:
        Panel.__init__(self, work.theme, "info_soft", edges="b", parent=parent)
        self.setObjectName(names.STORE_BAR)
        self._work = work
        self._head: TicketHead | None = None
        self._other: RelatedRow | None = None
        self._words = ElidedLabel(work.theme, weight=600, color="info")
        self._open = Button(work.theme, kind="quiet", name=f"{names.STORE_BAR}.open", height=28)
        self._ask = Button(work.theme, name=f"{names.STORE_BAR}.ask", height=28, icon="chevron-up")
        self._back = Button(work.theme, kind="primary", name=f"{names.STORE_BAR}.back", height=28)
        self._solved = Button(work.theme, name=f"{names.STORE_BAR}.solved", height=28, icon="check")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 12, 6)
        row.setSpacing(8)
        row.addWidget(Glyph(work.theme, "store", "info"))
        row.addWidget(self._words, 1)
        for button in (self._open, self._ask, self._solved, self._back):
            row.addWidget(button)
        self._open.clicked.connect(self._on_open)
        self._ask.clicked.connect(self.ask_wanted)
        self._back.clicked.connect(self.back_wanted)
        self._solved.clicked.connect(self.solved_wanted)
        work.hub.changes_committed.connect(self._on_changes)
        self.hide()

    def show_head(self, head: TicketHead) -> None:
        """Shows what a store can do with a ticket."""
        self._head = head
        serves = self._work.me.serves(head)
        # Who may not see the customer's ticket is told nothing of it: the desk, and whoever left the store.
        self._other = reading.related(self._work.reader, head.for_id)
        if serves:
            self._other = next(iter(reading.passed_on(self._work.reader, head.id)), None)
        self.setVisible(serves or self._other is not None)
        done = head.status in DONE
        self._open.setVisible(self._other is not None)
        self._ask.setVisible(serves and not done and self._other is None)
        self._solved.setVisible(serves and not done)
        self._back.setVisible(self.answer() is not None)
        self.retranslate()

    def _on_changes(self, changes: Changes, _initiator: object) -> None:
        # What is said in the other ticket is no change of the one that is shown.
        if self._head is not None and not self.isHidden() and changes.touches("ticket", "message"):
            self.show_head(self._head)

    def answer(self) -> tuple[str, str] | None:
        """The customer's ticket and what the desk has answered, where there is an answer to pass back."""
        head = self._head
        if head is None or self._other is None:
            return None
        customers, desks = (head.id, self._other.id) if self._work.me.serves(head) else (self._other.id, head.id)
        target = reading.related(self._work.reader, customers)
        text = reading.last_answer(self._work.reader, desks, self._work.user_id)
        return (customers, text) if text and target is not None and target.status not in DONE else None

    def _on_open(self) -> None:
        if self._other is not None:
            self.other_wanted.emit(self._other.id)

    def retranslate(self) -> None:
        """Override Retranslated.retranslate."""
        self._ask.setText(self.tr("Ask support"))
        self._back.setText(self.tr("Pass the answer back"))
        self._solved.setText(self.tr("Solved"))
        head, other = self._head, self._other
        if head is None:
            return
        there = number_of(other) if other is not None else ""
        self._open.setText(self.tr("Open {0}").format(there))
        serves = self._work.me.serves(head)
        if serves and other is None:
            self._words.setText(self.tr("A customer asks your store"))
        elif serves and other is not None:
            stands = wording.status_word(other.status, sentences=True)
            self._words.setText(" · ".join((self.tr("Support has it as {0}").format(there), stands)))
        elif other is not None:
            self._words.setText(self.tr("For {0} of {1}").format(there, other.requester))


class AskSupportPanel(FormPanel):
    """What the store asks the desk for a customer, in its own words."""

    def __init__(self, anchor: QWidget, work: Workspace, head: TicketHead) -> None:
        title = self.tr("Ask support · {0}").format(head.subject)
        super().__init__(anchor, work, title, f"pass_on:{head.id}", name=names.ASKED_FOR)
        self._head = head
        topic = Choice(work.theme, f"{names.ASKED_FOR}.topic")
        topic.addItem(self.tr("Something else"), "")
        for one in operations.topics(work):
            topic.addItem(wording.named(one.names, work.locale), one.id)
        self.add_part(self.choice("topic", self.tr("What it is about"), topic))
        self.add_part(self.line("title", self.tr("Title")))
        words = self.tr("The desk does not see the customer's ticket, nor the customer this one.")
        self.add_part(self.text("body", self.tr("What support needs to know"), "", words))
        self.offer(self.tr("Ask support"))
        self.take_up()

    def blank(self) -> dict[str, str]:
        """Override FormPanel.blank: what the customer wrote, to be worded anew."""
        asked = reading.last_answer(self._work.reader, self._head.id, self._work.user_id)
        return {"topic": self._head.topic_id or "", "title": self._head.subject, "body": asked}

    def trouble(self) -> dict[str, str]:
        """Override FormPanel.trouble."""
        wrong = {} if self.value("title") else {"title": self.tr("Give it a title.")}
        if not self.value("body"):
            wrong["body"] = self.tr("Say what the customer needs, and what you have tried.")
        return wrong

    def args(self) -> dict[str, Any]:
        """Override FormPanel.args."""
        return {"title": self.value("title"), "body": self.value("body"), "topic_id": self.value("topic") or None}

    def done(self) -> str:
        """Override FormPanel.done."""
        return self.tr("Support has it. You find it among your tickets.")


class BackPanel(FormPanel):
    """The desk's answer, to be sent to the customer as it is or in the store's words."""

    def __init__(self, anchor: QWidget, work: Workspace, target: RelatedRow, text: str) -> None:
        title = self.tr("Answer {0} · {1}").format(target.requester, target.subject)
        super().__init__(anchor, work, title, f"pass_back:{target.id}", name=names.ANSWER_BACK)
        self._text = text
        self.add_part(self.text("body", self.tr("Answer"), "", self.tr("Sent to the customer in your name.")))
        self.solves = Check(work.theme, self.tr("It solves it"), name=f"{names.ANSWER_BACK}.solves")
        self.solves.setChecked(True)
        self.add_part(self.solves)
        self.offer(self.tr("Pass it back"))
        self.take_up()

    def blank(self) -> dict[str, str]:
        """Override FormPanel.blank: what the desk answered."""
        return {"body": self._text}

    def trouble(self) -> dict[str, str]:
        """Override FormPanel.trouble."""
        return {} if self.value("body") else {"body": self.tr("Write what the customer is to read.")}

    def done(self) -> str:
        """Override FormPanel.done."""
        return self.tr("The customer has the answer.")


class TwoStages(QObject):
    """Belongs to a conversation.

    Signals:
        told: (sentence) what was done.
    """

    told = Signal(str)

    def __init__(self, work: Workspace, view: ConversationView, bar: StoreBar) -> None:
        super().__init__(view)
        self._work, self._view, self._bar = work, view, bar
        bar.ask_wanted.connect(self.ask)
        bar.back_wanted.connect(self.pass_back)
        bar.solved_wanted.connect(self._solve)

    def ask(self) -> None:
        """Asks what the desk is to know."""
        head = self._view.head
        if head is None:
            return
        panel, from_id = AskSupportPanel(self._bar, self._work, head), head.id

        def do() -> None:
            ids = {"ticket_id": self._work.new_id(), "message_id": self._work.new_id(), "from_id": from_id}
            args = {**ids, "space_id": self._work.me.space_id, **panel.args()}
            sentence = panel.done()
            op = self._work.mutate(self, "ticket.pass_on", args, draft=panel.draft)
            op.success(lambda _done: self.told.emit(sentence)).run()

        panel.run_wanted.connect(do)
        panel.open()

    def pass_back(self) -> None:
        """Shows the desk's answer, and sends it to the customer."""
        found = self._bar.answer()
        target = reading.related(self._work.reader, found[0]) if found is not None else None
        if found is None or target is None:
            return
        panel, target_id = BackPanel(self._bar, self._work, target, found[1]), target.id

        def do() -> None:
            said = {"ticket_id": target_id, "message_id": self._work.new_id(), "body": panel.value("body")}
            steps: list[tuple[str, dict[str, Any]]] = [("ticket.reply", said)]
            if panel.solves.isChecked():
                steps.append(("ticket.set_status", {"ticket_id": target_id, "status": "resolved"}))
            sentence = panel.done()
            op = self._work.mutate_all(self, steps, draft=panel.draft)
            op.success(lambda _done: self.told.emit(sentence)).run()

        panel.run_wanted.connect(do)
        panel.open()

    def _solve(self) -> None:
        if self._view.head is not None:
            op = operations.set_status(self._work, self, self._view.head, "resolved")
            op.success(lambda _done: self.told.emit(self.tr("Solved. The customer is asked whether it works."))).run()
