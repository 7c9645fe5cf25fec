"""The panel beside a conversation: store, requester, deadlines, and how it ends."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.features.conversation import operations
from desktop.features.conversation.checklist import Checklist
from desktop.features.conversation.closing_facts import ClosingFacts
from desktop.features.conversation.details_section import DetailsSection
from desktop.features.conversation.facts import Facts, Section
from desktop.features.conversation.followers import FollowerList
from desktop.features.conversation.identity_section import IdentitySection
from desktop.features.conversation.related import RelatedTickets
from desktop.features.conversation.steps_section import StepsSection
from desktop.i18n.retranslated import Retranslated
from desktop.shell import moments, names, wording
from desktop.shell.workspace import Workspace
from desktop.widgets.buttons import Button
from desktop.widgets.focus import PaneRing
from desktop.widgets.marks import Avatar, Glyph
from desktop.widgets.panels import Panel
from desktop.widgets.text import ElidedLabel, Text
from sync.replica.reading.rows import TicketHead


class ContextPanel(Retranslated, Panel):
    """What one wants to know about a ticket without leaving it.

    Signals:
        store_wanted: (store id) its tickets are wanted.
        ticket_wanted: (ticket id) a ticket that belongs to this one is wanted.
        follower_removed: (person's id) somebody is to follow it no longer.
        action_wanted: (name in the table of keys) something is to be done to the ticket.
    """

    action_wanted = Signal(str)
    store_wanted = Signal(str)
    ticket_wanted = Signal(str)
    follower_removed = Signal(str)

    def __init__(self, work: Workspace, parent: QWidget | None = None) -> None:
        Panel.__init__(self, work.theme, "sunken", edges="l", parent=parent)
        self.setObjectName(names.CONTEXT_PANEL)
        self._work = work
        self._head: TicketHead | None = None
        theme = work.theme
        self.setFixedWidth(theme.tokens.width.context)
        self._store, self._person, self._deadlines = Section(theme), Section(theme), Section(theme)
        self._store_name = ElidedLabel(theme, weight=600)
        self._store_code = ElidedLabel(theme, role="caption", color="text_secondary")
        self._store_facts = Facts(theme, 3)
        self._store.column.addLayout(
            self._beside(Glyph(theme, "store", "accent_text", 18, tile=32), self._store_name, self._store_code)
        )
        self._store.column.addWidget(self._store_facts)
        self._avatar = Avatar(theme, 32)
        self._person_name = ElidedLabel(theme, weight=600)
        self._person_title = ElidedLabel(theme, role="caption", color="text_secondary")
        self._person_facts = Facts(theme, 2)
        self._person.column.addLayout(self._beside(self._avatar, self._person_name, self._person_title))
        self._person.column.addWidget(self._person_facts)
        self._due_facts = Facts(theme, 3)
        self._due_words = Text(theme, role="caption", color="text_secondary", wraps=True)
        self._deadlines.column.addWidget(self._due_facts)
        self._deadlines.column.addWidget(self._due_words)
        self._related, self._related_tickets = Section(theme), RelatedTickets(work)
        self._related.column.addWidget(self._related_tickets)
        self._related_tickets.ticket_wanted.connect(self.ticket_wanted)
        self._ending, self._closing_facts = Section(theme), ClosingFacts(work)
        self._ending.column.addWidget(self._closing_facts)
        self._identity, self.identity = Section(theme), IdentitySection(work)
        self._identity.column.addWidget(self.identity)
        self.identity.verify_wanted.connect(lambda: self.action_wanted.emit("verify"))
        self.identity.account_wanted.connect(lambda: self.action_wanted.emit("account"))
        self._why = Button(theme, kind="link", height=24, name=names.CONTEXT_WHY)
        self._history = Button(theme, kind="link", height=24, name=names.CONTEXT_HISTORY)
        self._why.clicked.connect(lambda: self.action_wanted.emit("why"))
        self._history.clicked.connect(lambda: self.action_wanted.emit("history"))
        self._past = Section(theme)
        for button in (self._why, self._history):
            self._past.column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        work.keys.changed.connect(self.retranslate)
        self._followers, self.followers = Section(theme), FollowerList(work)
        self._followers.column.addWidget(self.followers)
        self.followers.add_wanted.connect(lambda: self.action_wanted.emit("copies"))
        self.followers.removed.connect(self.follower_removed)
        self._tasks, self.checklist = Section(theme), Checklist(work, names.CHECKLIST)
        self._tasks.column.addWidget(self.checklist)
        self._details, self._ticket_details = Section(theme), DetailsSection(work)
        self._details.column.addWidget(self._ticket_details)
        self._ticket_details.action_wanted.connect(self.action_wanted)
        self._steps, self._ticket_steps = Section(theme), StepsSection(work)
        self._steps.column.addWidget(self._ticket_steps)
        held = QWidget()
        column = QVBoxLayout(held)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        people = (self._store, self._person, self._followers)
        about = (self._identity, self._related, self._ending, self._details, self._steps)
        parts = (*about, self._tasks, *people, self._deadlines, self._past)
        for section in parts:
            column.addWidget(section)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidget(held)
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # The panel paints the ground.
        area.viewport().setAutoFillBackground(False)
        held.setAutoFillBackground(False)
        PaneRing(area, theme)
        self._area = area
        around = QVBoxLayout(self)
        around.setContentsMargins(1, 0, 0, 0)
        around.addWidget(area)

    def _beside(self, picture: QWidget, first: QWidget, second: QWidget) -> QHBoxLayout:
        row, lines = QHBoxLayout(), QVBoxLayout()
        row.setSpacing(10)
        lines.setSpacing(0)
        lines.addWidget(first)
        lines.addWidget(second)
        row.addWidget(picture)
        row.addLayout(lines, 1)
        return row

    def show_head(self, head: TicketHead) -> None:
        """Shows what belongs to a ticket."""
        self._head = head
        self.retranslate()

    def retranslate(self) -> None:
        """Override Retranslated.retranslate."""
        self._area.setAccessibleName(self.tr("About this ticket"))
        self._related.label.setText(self.tr("Belongs together"))
        self._details.label.setText(self.tr("Details"))
        self._steps.label.setText(self.tr("Tried so far"))
        self._store.label.setText(self.tr("Store"))
        self._person.label.setText(self.tr("Requester"))
        self._deadlines.label.setText(self.tr("Deadlines"))
        self._past.label.setText(self.tr("What happened"))
        for button, words, name in (
            (self._why, self.tr("Why is it in this state?"), "why"),
            (self._history, self.tr("Whole history"), "history"),
        ):
            button.setText(words)
            key = self._work.keys.first_of(name)
            button.setToolTip(f"{words} ({key})" if key else words)
        self._ending.label.setText(self.tr("How it ends"))
        if self._head is None:
            return
        self._identity.label.setText(self.tr("Identity"))
        self._identity.setVisible(self.identity.show_ticket(self._head.id) and self._work.me.works)
        self._related.setVisible(self._related_tickets.show_ticket(self._head.id))
        self._ending.setVisible(self._closing_facts.show_head(self._head))
        self._show_tasks(self._head)
        self._details.setVisible(self._ticket_details.show_head(self._head))
        self._steps.setVisible(self._ticket_steps.show_head(self._head))
        # A store knows itself; what it may add to the ticket is what it sees here.
        for section in (self._store, self._person, self._deadlines, self._followers):
            section.setVisible(self._work.me.works)
        if self._work.me.works:
            self._show_around(self._head)

    def _show_around(self, head: TicketHead) -> None:
        """Shows the store, who asked, and until when they are answered."""
        around = operations.surroundings(self._work, head)
        self._store.setVisible(around.store is not None)
        if around.store is not None:
            store = around.store
            self._store_name.setText(store.name)
            self._store_code.setText(
                ", ".join(part for part in (self.tr("Store {0}").format(store.code), store.city) if part)
            )
            opens = moments.clocks_in(store.opens.replace("-", " – "))
            open_count = self.tr("%n open", "", around.store_open_count)
            self._store_facts.say(
                [(self.tr("Open"), opens), (self.tr("Phone"), store.phone), (self.tr("Tickets"), open_count)]
            )
        person = around.requester
        self._person.setVisible(person is not None)
        if person is not None:
            self._avatar.show_person(person.id, person.name)
            self._person_name.setText(person.name)
            guest = head.channel == "help"
            self._person_title.setText(
                self.tr("Asks without signing in") if guest else wording.title_of(person.role, person.title)
            )
            writes = {"en": self.tr("English"), "es": self.tr("Spanish")}.get(person.locale, person.locale)
            self._person_facts.say([(self.tr("Phone"), person.phone), (self.tr("Writes"), writes)])
        self._followers.label.setText(self.tr("Followers and copies"))
        self._followers.setVisible(self.followers.show_ticket(head))
        self._show_deadlines(head)

    def _show_tasks(self, head: TicketHead) -> None:
        """The checklist, for whoever may add to it or has something to read there."""
        self._tasks.label.setText(self.tr("Checklist"))
        self.checklist.show_ticket(head)
        count, done = self.checklist.count, self.checklist.done_count
        self._tasks.setVisible(bool(count) or operations.works(self._work.me, head))
        self._tasks.badge.setVisible(bool(count))
        if count:
            self._tasks.badge.show_text(
                self.tr("{0} of {1}").format(done, count), "success" if done == count else "neutral"
            )

    def _show_deadlines(self, head: TicketHead) -> None:
        present = moments.now()
        waits = head.status in ("pending", "on_hold")
        due = moments.deadline(head.due_at, head.last_message_at or head.created_at, present, waits=waits)
        badge = self._deadlines.badge
        badge.setVisible(due is not None)
        if due is not None:
            badge.show_text(due.text, due.role if due.role in ("danger", "warning") else "neutral")
        rows = []
        if head.first_response_at and head.created_at:
            took = moments.moment_of(head.first_response_at) - moments.moment_of(head.created_at)
            rows.append((self.tr("First reply"), self.tr("took {0}").format(moments.span(took.total_seconds()))))
        elif head.first_response_due_at:
            rows.append((self.tr("First reply"), self._by(head.first_response_due_at)))
        if head.next_response_due_at and head.status not in ("resolved", "closed"):
            rows.append((self.tr("Next reply"), self._by(head.next_response_due_at)))
        if head.resolved_at:
            rows.append((self.tr("Solved"), moments.short_day(moments.moment_of(head.resolved_at), present)))
        self._due_facts.say(rows)
        self._due_words.setText(self._explained(head))

    def _by(self, at: str) -> str:
        return self.tr("due {0}").format(moments.short_day(moments.moment_of(at), moments.now()))

    def _explained(self, head: TicketHead) -> str:
        """Why the clock stands as it does, in a sentence."""
        if head.status in ("pending", "on_hold") and head.waiting_since:
            since = moments.span((moments.now() - moments.moment_of(head.waiting_since)).total_seconds())
            if head.status == "pending":
                return self.tr("Paused for {0}: we wait for the requester.").format(since)
            return self.tr("Paused for {0}: we wait for a third party.").format(since)
        hours = {"urgent": 1, "high": 4}.get(head.priority, 24)
        if head.status in ("resolved", "closed"):
            return ""
        allows = self.tr("{0} priority allows {1} h for an answer, nights and Sundays included.")
        return allows.format(wording.word(wording.PRIORITY, head.priority), hours)
