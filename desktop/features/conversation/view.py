"""A ticket: head, properties, messages, composer."""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.background.changes import Changes
from desktop.background.throttle import Throttle
from desktop.features.conversation import details, history, operations, relations
from desktop.features.conversation.acting import LINK, Acting
from desktop.features.conversation.asked_bar import AskedBar
from desktop.features.conversation.collision import CollisionLine
from desktop.features.conversation.composer import Composer
from desktop.features.conversation.files import ConversationFiles
from desktop.features.conversation.find_bar import FindBar
from desktop.features.conversation.finding import Finder
from desktop.features.conversation.merged_bar import MergedBar
from desktop.features.conversation.message_menu import MessageMenu
from desktop.features.conversation.messages import MessageList
from desktop.features.conversation.model import blocks_of
from desktop.features.conversation.new_pill import NewPill
from desktop.features.conversation.promise_bar import PromiseBar
from desktop.features.conversation.properties import PropertiesBar
from desktop.features.conversation.rating_bar import RatingBar
from desktop.features.conversation.read_mark import InSight, ReadMark
from desktop.features.conversation.solved_bar import SolvedBar
from desktop.features.conversation.stretch import Stretch
from desktop.features.conversation.ticket_menu import open_ticket_menu
from desktop.features.conversation.two_stages import StoreBar, TwoStages
from desktop.i18n.retranslated import Retranslated
from desktop.shell import moments, names
from desktop.shell.workspace import OUTBOX, Workspace
from desktop.widgets.buttons import icon_button
from desktop.widgets.panels import Panel
from desktop.widgets.text import ElidedLabel
from sync.replica.reading.conversation import NewMark, are_elsewhere
from sync.replica.reading.rows import MessageRow, TicketHead

if TYPE_CHECKING:
    from desktop.features.conversation.printing import Printing

REFRESH_MS = 60
CHILDREN = ("message", "ticket_event", "attachment", "rating")
LOOKED_UP_MOST = 100
"""Of so many changes it is found out whether they are of the ticket that is shown; more are taken to be."""


class ConversationView(Retranslated, QWidget):
    """Shows one ticket at a time.

    Signals:
        opened: (ticket's head) another ticket, or the same with other properties, is shown.
        link_clicked: (address) of a link in a message.
        message_held: (message's id) what was just written can be taken back for some seconds.
    """

    message_held = Signal(str)
    opened = Signal(object)
    link_clicked = Signal(str)

    def __init__(self, work: Workspace, parent: QWidget | None = None, *, composer: Composer | None = None) -> None:
        """Prepares; `composer` is one that was made before, as making it takes as long as all the rest."""
        super().__init__(parent)
        self.setObjectName(names.CONVERSATION)
        self._work = work
        self._head: TicketHead | None = None
        self._stretch = Stretch(work, "")
        self._states: dict[str, str] = {}
        self._seen_at: str | None = None
        self._new: NewMark | None = None
        theme = work.theme
        self.title = ElidedLabel(theme, role="title", weight=600)
        self.title.setObjectName(names.CONVERSATION_TITLE)
        self._find = icon_button(theme, "search", "", names.CONVERSATION_FIND)
        self._print = icon_button(theme, "printer", "", names.CONVERSATION_PRINT)
        self._newest = icon_button(theme, "chevron-down", "", names.CONVERSATION_NEWEST)
        self._more = icon_button(theme, "more", "", names.CONVERSATION_MORE)
        self.properties = PropertiesBar(work)
        self._solved = SolvedBar(work)
        self._rating = RatingBar(work)
        self._merged = MergedBar(work)
        self._promised = PromiseBar(work)
        self._store = StoreBar(work)
        self._asked = AskedBar(work)
        self.find_bar = FindBar(theme)
        self.finder = Finder(work, self)
        self.files = ConversationFiles(work, self)
        self.messages = MessageList(theme, self.files.tiles)
        self._menu = MessageMenu(theme, self.messages, self.files)
        self._menu.may_split = lambda: self._head is not None and operations.works(work.me, self._head)
        self._pill = NewPill(theme, self.messages)
        self.composer = composer or Composer(work)
        self._collision = CollisionLine(work)
        self.acting = Acting(work, self)
        self.stages = TwoStages(work, self, self._store)
        self.stages.told.connect(self.acting.told)
        self._store.other_wanted.connect(lambda ticket_id: self.link_clicked.emit(LINK + ticket_id))
        self._lay_out()
        self._refresh_soon = Throttle(REFRESH_MS, self._refresh, self, leading=False)
        self._grow_soon = QTimer(self, singleShot=True, interval=0)
        self.read_mark = ReadMark(work, self._in_sight, self)
        self._connect()
        self._bind_keys()
        self.retranslate()

    def _lay_out(self) -> None:
        head = Panel(self._work.theme, edges="b")
        head.setFixedHeight(self._work.theme.tokens.height.header)
        row = QHBoxLayout(head)
        row.setContentsMargins(16, 0, 12, 0)
        row.setSpacing(4)
        row.addWidget(self.title, 1)
        for button in (self._find, self._print, self._newest, self._more):
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        bars = (self.properties, self._solved, self._rating, self._store, self._merged, self._promised, self._asked)
        for part in (head, *bars, self.find_bar):
            column.addWidget(part)
        column.addWidget(self.messages, 1)
        column.addWidget(self._collision)
        column.addWidget(self.composer)

    def _connect(self) -> None:
        self.properties.choice_wanted.connect(self.acting.run)
        messages, finder = self.messages, self.finder
        self._newest.clicked.connect(self.to_newest)
        self._more.clicked.connect(lambda: open_ticket_menu(self._more, self._work, self.acting.run))
        messages.oldest_wanted.connect(self.to_oldest)
        messages.newest_wanted.connect(self.to_newest)
        messages.link_clicked.connect(self.link_clicked)
        messages.file_clicked.connect(self.files.activate)
        messages.scrolled.connect(self._place_pill)
        messages.scrolled.connect(self._grow_soon.start)
        self._grow_soon.timeout.connect(self._grow)
        messages.end_reached.connect(self._on_end_reached)
        self._pill.clicked.connect(self.to_new)
        self._menu.quote_wanted.connect(self.composer.quote)
        self._menu.split_wanted.connect(self._on_split_wanted)
        self.files.changed.connect(messages.viewport().update)
        self._find.clicked.connect(self.begin_finding)
        self._print.clicked.connect(self.print_out)
        self.find_bar.typed.connect(self._on_sought)
        self.find_bar.stepped.connect(finder.step)
        self.find_bar.left.connect(self._on_find_left)
        finder.moved.connect(self._on_found)
        self.composer.sent.connect(self._on_sent)
        self.composer.read_wanted.connect(self._on_read_wanted)
        self._solved.works.connect(partial(self.acting.run, "works"))
        self._solved.works_not.connect(partial(self.acting.run, "works_not"))
        self._solved.withdraw_wanted.connect(partial(self.acting.run, "withdraw"))
        self._rating.rate_wanted.connect(self._on_rate_wanted)
        self._merged.open_wanted.connect(self._on_other_wanted)
        self._merged.back_wanted.connect(self._on_unmerge)
        self._asked.fill_wanted.connect(self._on_fill_wanted)
        self._asked.diagnostics_wanted.connect(self._on_diagnostics_wanted)
        self.composer.held.connect(self.message_held)
        messages.undo_clicked.connect(self._work.held.undo)
        messages.painter.seconds_left = self._work.held.seconds_left
        self._work.held.changed.connect(self._on_held_changed)
        self._work.held.ticked.connect(messages.viewport().update)
        self._work.hub.changes_committed.connect(self._on_changes)

    def _bind_keys(self) -> None:
        for keys, slot in (
            ("Ctrl+F", self.begin_finding),
            ("Ctrl+P", self.print_out),
            ("F3", self.find_bar.next.click),
            ("Shift+F3", self.find_bar.previous.click),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(slot)

    def retranslate(self) -> None:
        """Override Retranslated.retranslate."""
        self.messages.setAccessibleName(self.tr("Messages"))
        self._newest.set_words(self.tr("To the newest message"), "End")
        self._more.set_words(self.tr("More for this ticket"))
        self._print.set_words(self.tr("Print, or save as PDF"), "Ctrl+P")
        self._find.set_words(self.tr("Find in this conversation"), "Ctrl+F")
        self.messages.painter.typesetter.clear()
        if self._head is not None:
            self._show_blocks(stay=True)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Override QWidget.resizeEvent."""
        super().resizeEvent(event)
        self.composer.set_room(self.height())
        self._place_pill()
        self._grow_soon.start()

    @property
    def head(self) -> TicketHead | None:
        """The ticket that is shown, with its properties."""
        return self._head

    @property
    def ticket_id(self) -> str | None:
        """The ticket that is shown."""
        return self._head.id if self._head is not None else None

    def open_ticket(self, ticket_id: str) -> bool:
        """Shows a ticket: at what is new in it, else at its end. Tells whether it is here at all."""
        again = ticket_id == self.ticket_id
        found = operations.open_ticket(self._work, ticket_id)
        if found is None:
            return False
        if not again:
            self.read_mark.mark()
            self.read_mark.begin()
            self._seen_at = found.seen_at
            self._stretch = Stretch(self._work, ticket_id, self.messages.viewport().height())
            self._on_find_left()
        self._head, self._states = found.head, found.states
        self._new = operations.new_since(self._work, ticket_id, self._seen_at)
        self._stretch.refresh()
        if not again and self._new is not None and not self._stretch.holds(self._new.message_id):
            self._stretch.to(self._new.message_id)
        self._show_head()
        self._show_blocks(stay=again)
        if not again:
            self.messages.to_new()
        if self.messages.is_at_end():
            self._on_end_reached()
        return True

    def _show_head(self) -> None:
        head = self._head
        if head is None:
            return
        desk = operations.works(self._work.me, head)
        self.title.setText(head.subject)
        self.properties.setVisible(self._work.me.works)
        # Whoever serves a customer answers; the question whether it works is the customer's.
        self._solved.setVisible(not self._work.me.works and not self._work.me.serves(head))
        self._store.show_head(head)
        if self._work.me.works:
            self.properties.show_head(head, desk=desk)
        else:
            self._solved.show_head(head, waits=any(state in ("saved", "sending") for state in self._states.values()))
            self._rating.show_head(head)
        self._promised.show_head(head)
        requester = operations.names_of(self._work, head.requester_id).get(head.requester_id, "")
        other = relations.related(self._work, head.merged_into_id)
        self._merged.show_other(other, merged=head.merged_into_id is not None, desk=desk)
        answers = not desk and self._work.me.may_answer(head)
        self._asked.show_details(details.details(self._work, head.id, desk=False) if answers else None)
        self.composer.open_ticket(head, requester, desk=desk, other_number=other.number if other is not None else None)
        self._collision.show_ticket(head.id)
        self.opened.emit(head)

    def _show_blocks(self, *, stay: bool, follow: bool = True) -> None:
        files = self.files.of_ticket(self._head.id) if self._head is not None else {}
        held, held_files = ([], {}) if self._stretch.later else operations.held(self._work, self._stretch.ticket_id)
        blocks = blocks_of(
            [*self._stretch.messages, *held],
            self._stretch.events,
            me_id=self._work.user_id,
            states=self._states | {message.id: "held" for message in held},
            new=self._new,
            present=moments.now(),
            files=files | held_files,
        )
        names_of = history.names_in(self._work, self._stretch.events)
        self.messages.blocks.telling = history.Telling(names_of, sentences=not self._work.me.works)
        self._loading = True
        self.messages.show_blocks(blocks, stay=stay, follow=follow and not self._stretch.later)
        self._loading = False
        self._place_pill()
        self._grow_soon.start()

    _loading = False
    """Whether other messages are being put into the list: its scrolling is not the user's."""

    # Moving about.

    def _grow(self) -> None:
        """Takes in a few more messages where the end of those that are shown is near, until it is not.

        A few between two events, however far somebody went: to set many keeps the GUI thread.
        """
        up, down = self.messages.is_near_top(), self.messages.is_near_bottom()
        if up and down and self._stretch.is_full:
            return
        if (up and self._stretch.extend_up()) or (down and self._stretch.extend_down()):
            self._show_blocks(stay=True, follow=False)

    def to_newest(self) -> None:
        """Goes to the end of the conversation."""
        if self._stretch.later:
            self._stretch.to_newest()
            self._show_blocks(stay=False)
        self.messages.to_newest()

    def to_oldest(self) -> None:
        """Goes to the beginning of the conversation."""
        if self._stretch.more:
            self._stretch.to_oldest()
            self._show_blocks(stay=True, follow=False)
        self.messages.verticalScrollBar().setValue(0)

    def to_new(self) -> None:
        """Goes to the first message that is new, or to the end."""
        if self._new is None:
            self.to_newest()
            return
        self.to_message(self._new.message_id)
        self.messages.to_new()

    def go_to(self, message_id: str, below: int) -> None:
        """Scrolls as `MessageList.anchor` had it; what is no longer here is passed by."""
        if self.to_message(message_id):
            self.messages.go_to(message_id, below)

    def to_message(self, message_id: str) -> bool:
        """Goes to a message; tells whether it is here."""
        if not self._stretch.holds(message_id):
            if not self._stretch.to(message_id):
                return False
            self._show_blocks(stay=True, follow=False)
        return self.messages.reveal(message_id)

    def _place_pill(self) -> None:
        """Says how many new messages stand below what is in view."""
        below = self._new is not None and (
            self.messages.new_is_below() or (self._stretch.later and not self._stretch.holds(self._new.message_id))
        )
        self._pill.show_count(self._new.count if below and self._new is not None else 0)

    # Finding.

    def begin_finding(self) -> None:
        """Opens the bar in which one types what is looked for; text that is chosen in a message stands in it."""
        self.find_bar.begin(self.messages.selected_text())

    def print_out(self) -> None:
        """Asks what of the conversation goes on paper, and onto which."""
        if self._head is not None:
            self.printing.ask(self._head)

    @cached_property
    def printing(self) -> Printing:
        """What puts it there; loaded when somebody first asks."""
        from desktop.features.conversation.printing import Printing

        printing = Printing(self._work, self)
        printing.told.connect(self.acting.told)
        return printing

    def _on_sought(self, typed: str) -> None:
        if self._head is not None:
            self.finder.look(self._head.id, typed, self.messages.last_visible_id())

    def _on_found(self) -> None:
        finder, painter = self.finder, self.messages.painter
        painter.sought, painter.sought_id = finder.typed, finder.message_id
        self.find_bar.show_place(finder.number, finder.count)
        if finder.message_id is not None:
            self.messages.blocks.unfold_quotes(finder.message_id, shown=True)
            self.to_message(finder.message_id)
        self.messages.viewport().update()

    def _on_find_left(self) -> None:
        self.finder.stop()
        if self.find_bar.isVisible():
            self.find_bar.hide()
            self.messages.setFocus()

    # What changes.

    def _on_changes(self, changes: Changes, _initiator: object) -> None:
        if self._head is None:
            return
        anywhere = changes.touches(OUTBOX, "user_card", "topic", "topic_desk", "team")
        if (
            anywhere
            or changes.touches_record("ticket", self._head.id)
            or self._touches_children(changes, self._head.id)
        ):
            self._refresh_soon()

    def _touches_children(self, changes: Changes, ticket_id: str) -> bool:
        """Whether what changed may be of this ticket: others are written on all day long."""
        return any(
            len(ids) > LOOKED_UP_MOST or not are_elsewhere(self._work.reader, kind, ids, ticket_id)
            for kind in CHILDREN
            if (ids := changes.ids.get(kind))
        )

    def _on_held_changed(self, ticket_id: str) -> None:
        if ticket_id == self.ticket_id:
            self._refresh()

    def _refresh(self) -> None:
        if self._head is not None:
            self.open_ticket(self._head.id)

    def _on_end_reached(self) -> None:
        if not self._loading and not self._stretch.later:
            self.read_mark.on_end_reached()

    def shown_messages(self) -> list[MessageRow]:
        """The messages that are held for the screen, in their order."""
        return self._stretch.messages if self._head is not None else []

    def _on_split_wanted(self, message_id: str) -> None:
        if self._head is not None and operations.works(self._work.me, self._head):
            self.acting.split_from(self._head, message_id)

    def leave_ticket(self) -> None:
        """Shows none: it is shown elsewhere, or nowhere."""
        self.read_mark.leave()
        self._head = None
        self.composer.leave_ticket()

    def _in_sight(self) -> InSight | None:
        return InSight(self._head, self._stretch) if self._head is not None and self.isVisible() else None

    def _on_sent(self) -> None:
        self._seen_at = None
        other = relations.related(self._work, self._head.merged_into_id) if self._head is not None else None
        if other is not None and other.number is not None:
            self.acting.told.emit(self.tr("What you wrote is in #{0}.").format(other.number))
        self._refresh()
        self.to_newest()

    def _on_read_wanted(self) -> None:
        self._refresh()
        self.to_newest()

    def _on_other_wanted(self) -> None:
        if self._head is not None and self._head.merged_into_id is not None:
            self.link_clicked.emit(LINK + self._head.merged_into_id)

    def _on_fill_wanted(self) -> None:
        if self._head is not None:
            self.acting.detailing.fill_in(self._head)

    def _on_diagnostics_wanted(self) -> None:
        if self._head is not None:
            self.acting.detailing.send_diagnostics(self._head)

    def _on_unmerge(self) -> None:
        if self._head is not None:
            self.acting.joining.unmerge(self._head.id)

    def _on_rate_wanted(self, score: int) -> None:
        if self._head is not None:
            self.acting.ending.rate(self._head, score)

    @property
    def standing_anchor(self) -> QWidget:
        """What says how the ticket stands: below it opens what is asked about that."""
        return self.properties.anchor("status") if self._work.me.works else self._solved
