"""A ticket: head, properties, messages, composer."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.background.changes import Changes
from desktop.background.throttle import Throttle
from desktop.features.conversation import operations
from desktop.features.conversation.composer import Composer
from desktop.features.conversation.messages import MessageList
from desktop.features.conversation.model import blocks_of
from desktop.features.conversation.properties import PropertiesBar
from desktop.i18n.retranslated import Retranslated
from desktop.shell import moments, names, wording
from desktop.shell.workspace import OUTBOX, Workspace
from desktop.widgets.buttons import Button, icon_button
from desktop.widgets.marks import Glyph
from desktop.widgets.panels import Panel
from desktop.widgets.text import ElidedLabel, Text
from sync.replica.reading.rows import EventRow, MessageRow, TicketHead

FIRST_PAGE = 25
FURTHER_PAGE = 60
READ_AFTER_MS = 800
REFRESH_MS = 60


class SolvedBar(Retranslated, Panel):
    """What a store sees above its ticket: where it stands in a sentence, and whether a solution works.

    Signals: the two answers.
    """

    works = Signal()
    works_not = Signal()

    def __init__(self, work: Workspace, parent: QWidget | None = None) -> None:
        Panel.__init__(self, work.theme, edges="b", parent=parent)
        self._work = work
        self._head: TicketHead | None = None
        self.setFixedHeight(work.theme.tokens.height.properties + 4)
        self._glyph = Glyph(work.theme, "status-open", size=14)
        self._words = Text(work.theme, weight=600)
        self._number = Text(work.theme, role="caption", color="text_secondary")
        self._yes = Button(work.theme, name=names.CONVERSATION_YES, height=28)
        self._not_yet = Button(work.theme, name=names.CONVERSATION_NOT_YET, height=28)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(8)
        row.addWidget(self._glyph)
        row.addWidget(self._words)
        row.addWidget(self._yes)
        row.addWidget(self._not_yet)
        row.addStretch(1)
        row.addWidget(self._number)
        self._yes.clicked.connect(self.works)
        self._not_yet.clicked.connect(self.works_not)

    def show_head(self, head: TicketHead, *, waits: bool) -> None:
        """Says how the ticket stands; `waits` is whether something of it is still to be sent."""
        self._head, self._waits = head, waits
        _, role, icon = wording.standing(head.status, head.number, waits=waits)
        self._glyph.show_icon(icon, f"status_{head.status}")
        self._words.set_color(role)
        self._yes.setVisible(head.status == "resolved")
        self._not_yet.setVisible(head.status == "resolved")
        self.retranslate()

    def retranslate(self) -> None:
        """Override Retranslated.retranslate."""
        self._yes.setText(self.tr("Yes, it works"))
        self._not_yet.setText(self.tr("Not yet"))
        if self._head is not None:
            number = self._head.number
            self._words.setText(wording.standing(self._head.status, number, waits=self._waits)[0])
            self._number.setText(f"#{number}" if number is not None else wording.word(wording.NUMBER, "none"))

    _waits = False


class ConversationView(Retranslated, QWidget):
    """Shows one ticket at a time.

    Signals:
        opened: (ticket's head) another ticket, or the same with other properties, is shown.
        link_clicked: (address) of a link in a message.
    """

    opened = Signal(object)
    link_clicked = Signal(str)

    def __init__(self, work: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(names.CONVERSATION)
        self._work = work
        self._head: TicketHead | None = None
        self._messages: list[MessageRow] = []
        self._events: list[EventRow] = []
        self._seen_at: str | None = None
        self._more = False
        theme = work.theme
        self.title = ElidedLabel(theme, role="title", weight=600)
        self.title.setObjectName(names.CONVERSATION_TITLE)
        self._newest = icon_button(theme, "chevron-down", "", names.CONVERSATION_NEWEST)
        self.properties = PropertiesBar(work)
        self._solved = SolvedBar(work)
        self.messages = MessageList(theme)
        self.composer = Composer(work)
        self._lay_out()
        self._refresh_soon = Throttle(REFRESH_MS, self._refresh, self, leading=False)
        self._read_timer = QTimer(self, singleShot=True, interval=READ_AFTER_MS)
        self._connect()
        self.retranslate()

    def _lay_out(self) -> None:
        head = Panel(self._work.theme, edges="b")
        head.setFixedHeight(self._work.theme.tokens.height.header)
        row = QHBoxLayout(head)
        row.setContentsMargins(16, 0, 12, 0)
        row.addWidget(self.title, 1)
        row.addWidget(self._newest)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (head, self.properties, self._solved):
            column.addWidget(part)
        column.addWidget(self.messages, 1)
        column.addWidget(self.composer)

    def _connect(self) -> None:
        self._newest.clicked.connect(self.messages.to_newest)
        self.messages.earlier_wanted.connect(self._load_earlier)
        self.messages.link_clicked.connect(self.link_clicked)
        self.messages.end_reached.connect(self._read_timer.start)
        self._read_timer.timeout.connect(self._mark_read)
        self.composer.sent.connect(self._on_sent)
        self.composer.read_wanted.connect(self._on_read_wanted)
        self._solved.works.connect(self._on_works)
        self._solved.works_not.connect(self._on_works_not)
        self._work.hub.changes_committed.connect(self._on_changes)

    def retranslate(self) -> None:
        """Override Retranslated.retranslate."""
        self._newest.setToolTip(self.tr("To the newest message"))
        self._newest.setAccessibleName(self.tr("To the newest message"))
        if self._head is not None:
            self._show_blocks(stay=True)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Override QWidget.resizeEvent."""
        super().resizeEvent(event)
        self.composer.set_room(self.height())

    @property
    def ticket_id(self) -> str | None:
        """The ticket that is shown."""
        return self._head.id if self._head is not None else None

    def open_ticket(self, ticket_id: str) -> bool:
        """Shows a ticket, the newest messages first; tells whether it is here at all."""
        again = ticket_id == self.ticket_id
        size = max(FIRST_PAGE, len(self._messages)) if again else FIRST_PAGE
        found = operations.open_ticket(self._work, ticket_id, size)
        if found is None:
            return False
        if not again:
            self._mark_read()
            self._seen_at = found.seen_at
        self._head = found.head
        self._messages, self._events = list(found.page.messages), list(found.page.events)
        self._more = found.page.more
        self._states = found.states
        self._show_head()
        self._show_blocks(stay=again)
        if not again:
            self.messages.to_new()
        if self.messages.is_at_end():
            self._read_timer.start()
        return True

    def _show_head(self) -> None:
        head = self._head
        if head is None:
            return
        desk = operations.works(self._work.me, head)
        self.title.setText(head.subject)
        self.properties.setVisible(self._work.me.works)
        self._solved.setVisible(not self._work.me.works)
        if self._work.me.works:
            self.properties.show_head(head, desk=desk)
        else:
            self._solved.show_head(head, waits=any(state in ("saved", "sending") for state in self._states.values()))
        requester = operations.names_of(self._work, head.requester_id).get(head.requester_id, "")
        self.composer.open_ticket(head, requester, desk=desk)
        self.opened.emit(head)

    def _show_blocks(self, *, stay: bool) -> None:
        blocks = blocks_of(
            self._messages,
            self._events,
            me_id=self._work.user_id,
            states=self._states,
            seen_at=self._seen_at,
            present=moments.now(),
        )
        self.messages.blocks.names = self._names()
        self.messages.show_blocks(blocks, stay=stay)

    def _names(self) -> dict[str, str]:
        """Names for the ids that changes mention."""
        if not any(event.field in ("assignee", "team", "topic") for event in self._events):
            return {}
        moves = [event for event in self._events if event.field == "assignee"]
        names_by_id = operations.names_of(self._work, *{each for move in moves for each in (move.before, move.after)})
        names_by_id |= dict(operations.teams(self._work))
        return names_by_id | {t.id: wording.named(t.names, self._work.locale) for t in operations.topics(self._work)}

    def _load_earlier(self) -> None:
        if not self._more or self._head is None or not self._messages:
            return
        first = self._messages[0]
        page = operations.earlier(self._work, self._head.id, (first.created_at, first.id), FURTHER_PAGE)
        self._messages[:0] = page.messages
        self._events[:0] = page.events
        self._more = page.more
        self._show_blocks(stay=True)

    def _on_changes(self, changes: Changes, _initiator: object) -> None:
        if self._head is None:
            return
        children = changes.touches("message", "ticket_event", OUTBOX, "user_card", "topic", "team")
        if children or changes.touches_record("ticket", self._head.id):
            self._refresh_soon()

    def _refresh(self) -> None:
        if self._head is not None:
            self.open_ticket(self._head.id)

    def _mark_read(self) -> None:
        """Notes that everything shown has been seen, once it was in sight for a moment."""
        if self._head is None or not self._messages or not self.isVisible():
            return
        last = self._messages[-1].created_at
        if self._head.last_message_at is not None:
            last = max(last, self._head.last_message_at)
        kept = operations.read_until(self._work, self._head.id)
        if kept is None or kept < last:
            self._work.mark_read(self._head.id, moments.moment_of(last))

    def _on_sent(self) -> None:
        self._seen_at = None
        self._refresh()
        self.messages.to_newest()

    def _on_read_wanted(self) -> None:
        self._refresh()
        self.messages.to_newest()

    def _on_works(self) -> None:
        if self._head is not None:
            operations.set_status(self._work, self, self._head, "closed", "confirmed").run()

    def _on_works_not(self) -> None:
        if self._head is not None:
            operations.set_status(self._work, self, self._head, "open").run()
            self.composer.write(operations.REPLY)
