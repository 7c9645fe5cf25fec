"""The tickets screen: a view's list, the conversation of the chosen one, and beside it what belongs to it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.features.queue.view import QueueView
from desktop.i18n.retranslated import Retranslated
from desktop.shell import names
from desktop.shell.idle_steps import IdleSteps, loading
from desktop.shell.workspace import Workspace
from desktop.widgets.buttons import Button
from desktop.widgets.marks import Glyph
from desktop.widgets.panels import Panel, PaneSplitter
from desktop.widgets.text import Text
from sync.replica.reading.rows import TicketHead

if TYPE_CHECKING:
    from desktop.features.conversation.acting import Acting
    from desktop.features.conversation.composer import Composer
    from desktop.shell.detached import DetachedWindow, DetachedWindows

FOR_ALL = {"status": "status", "priority": "priority", "assign_to": "assignee", "team": "team", "tag": "tag"}
"""What can be done to several tickets at once, and the field it sets."""
TAKE = "assign"
FOR_ONE = frozenset(
    {"topic", "type", "follow", "unread", "macro", "snooze", "merge", "incident", "part", "solve_all"}
    | {"resolve", "remind", "works", "works_not", "rate", "withdraw"}
    | {"escalate", "hand_back", "promise", "checklist", "split", "copies", "ask_support", "pass_back"}
    | {"details", "ask_details"}
)
"""What is done to one ticket at a time: with marks it would be the open one, which is not what one looks at."""


class NothingChosen(Retranslated, Panel):
    """What stands where a conversation will be."""

    def __init__(self, work: Workspace) -> None:
        Panel.__init__(self, work.theme)
        self._words = Text(work.theme, color="text_secondary")
        self._keys = Text(work.theme, role="caption", color="text_muted")
        column = QVBoxLayout(self)
        column.addStretch(1)
        for part in (Glyph(work.theme, "ticket", size=24), self._words, self._keys):
            column.addWidget(part, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)
        self.retranslate()

    def retranslate(self) -> None:
        """Override Retranslated.retranslate."""
        self._words.setText(self.tr("Choose a ticket to read it."))
        self._keys.setText(self.tr("J and K step through the list, ? shows all keys."))


class InItsOwnWindow(Retranslated, Panel):
    """What stands in the place of a conversation that has a window of its own.

    Signals: what is to become of it.
    """

    show_wanted = Signal()
    back_wanted = Signal()

    def __init__(self, work: Workspace) -> None:
        Panel.__init__(self, work.theme)
        self._words = Text(work.theme, color="text_secondary")
        self._show = Button(work.theme, icon="external", name=names.DETACHED_SHOW)
        self._back = Button(work.theme, name=names.DETACHED_BACK)
        self._show.clicked.connect(self.show_wanted)
        self._back.clicked.connect(self.back_wanted)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._show)
        row.addWidget(self._back)
        column = QVBoxLayout(self)
        column.setSpacing(8)
        column.addStretch(1)
        for part in (Glyph(work.theme, "external", size=24), self._words):
            column.addWidget(part, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addLayout(row)
        column.setAlignment(row, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)
        self.retranslate()

    def retranslate(self) -> None:
        """Override Retranslated.retranslate."""
        self._words.setText(self.tr("This ticket is open in a window of its own."))
        self._show.setText(self.tr("Show the window"))
        self._back.setText(self.tr("Bring it back here"))


class TicketsPage(QWidget):
    """Signals: what the user wants elsewhere, and what is to be said.

    prepared: the conversation's widgets are made, in idle moments.
    told: (sentence) what was done.
    undo_offered: (sentence, undo) what was done and can be taken back.
    ticket_opened: (ticket id) it is shown; empty for none any more.
    foot_moved: where one writes is higher or lower now.
    """

    new_wanted = Signal()
    link_clicked = Signal(str)
    ticket_opened = Signal(str)
    prepared = Signal()
    told = Signal(str)
    undo_offered = Signal(str, object)
    message_held = Signal(str)
    foot_moved = Signal()

    def __init__(self, work: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(names.TICKETS_PAGE)
        self._work = work
        self._conversation: QWidget | None = None
        self._composer: Composer | None = None
        self._is_laid_out = False
        self.queue = QueueView(work)
        self._places = QStackedWidget()
        self._nothing = NothingChosen(work)
        self._places.addWidget(self._nothing)
        self._elsewhere: InItsOwnWindow | None = None
        self._detached: DetachedWindows | None = None
        self._elsewhere_id = ""
        self.splitter = PaneSplitter(work.theme)
        self.splitter.addWidget(self.queue)
        self.splitter.addWidget(self._places)
        width = work.theme.tokens.width
        self.queue.setMinimumWidth(width.list_min)
        self._places.setMinimumWidth(width.conversation_min)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setSizes([width.list, 4000])
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.splitter, 1)
        self._row = row
        # One of its own: a single shot of no time at all is posted, and comes in the same turn.
        self._show_soon = QTimer(self, singleShot=True, interval=0)
        self._show_soon.timeout.connect(self._show_conversation)
        self.queue.ticket_chosen.connect(self.open_ticket)
        self.queue.new_wanted.connect(self.new_wanted)
        self.queue.list.doubleClicked.connect(lambda _index: self.detach())
        self.queue.mode_changed.connect(self._on_mode_changed)
        self.queue.told.connect(self.told)
        self.ticket_opened.connect(lambda _ticket_id: self._attend())
        self.queue.undo_offered.connect(self.undo_offered)

    def _on_mode_changed(self) -> None:
        """Puts a table above the conversation: it needs the width; a list of rows stands beside it."""
        table = self.queue.is_table
        self.splitter.setOrientation(Qt.Orientation.Vertical if table else Qt.Orientation.Horizontal)
        self.splitter.setSizes([2000, 3000] if table else [self._work.theme.tokens.width.list, 4000])

    @property
    def is_prepared(self) -> bool:
        """Whether the conversation's widgets are made."""
        return self._conversation is not None

    def prepare_idly(self) -> None:
        """Makes the conversation's widgets before they are needed, in steps of a few milliseconds with pauses."""
        parts = (partial(self._paint_unseen, part) for part in ("composer", "properties", "messages"))
        self._steps = IdleSteps(
            [*loading(), self._make_composer, self._make_conversation, self._make_context, *parts, self.prepare], self
        )
        self._steps.done.connect(self.prepared)

    def prepare(self) -> None:
        """Makes what is not made yet, now."""
        if self.is_prepared:
            return
        self._make_conversation()
        self._make_context()
        self._conversation = self.conversation
        self._places.addWidget(self.conversation)
        self._row.addWidget(self.context)
        self.conversation.opened.connect(self._on_opened)
        self.conversation.link_clicked.connect(self.link_clicked)
        self.conversation.composer.text.textChanged.connect(self._attend)
        self.conversation.composer.resized.connect(self.foot_moved)
        self.conversation.acting.told.connect(self.told)
        self.conversation.acting.undo_offered.connect(self.undo_offered)
        self.conversation.message_held.connect(self.message_held)
        self.conversation.acting.detach_wanted.connect(lambda _id: self.detach())

    def _make_conversation(self) -> None:
        # Not needed for the first paint, and it brings much with it.
        from desktop.features.conversation.view import ConversationView

        if not hasattr(self, "conversation"):
            self.conversation = ConversationView(self._work, composer=self._make_composer())

    def _make_composer(self) -> Composer:
        from desktop.features.conversation.composer import Composer

        if self._composer is None:
            self._composer = Composer(self._work)
        return self._composer

    def _paint_unseen(self, part: str) -> None:
        """Paints a part of the conversation where nobody sees it: its fonts and glyphs are there when somebody does."""
        if not self.is_prepared:
            widget: QWidget = getattr(self.conversation, part)
            widget.grab()

    def _make_context(self) -> None:
        from desktop.features.conversation.context import ContextPanel

        if not hasattr(self, "context"):
            self.context = ContextPanel(self._work)
            self.context.ticket_wanted.connect(self.open_ticket)
            self.context.action_wanted.connect(self.act_on_shown)
            self.context.follower_removed.connect(self._on_follower_removed)
            self.context.hide()

    def open_ticket(self, ticket_id: str) -> bool:
        """Shows a ticket; tells whether it is here."""
        self.prepare()
        if self._detached is not None and self._detached.holds(ticket_id):
            self._point_elsewhere(ticket_id)
            return True
        if self.conversation.ticket_id != ticket_id and not self.conversation.open_ticket(ticket_id):
            return False
        self._elsewhere_id = ""
        if self._is_laid_out:
            self._show_conversation()
        else:
            # All of it is laid out and painted for the first time: in a turn of its own, after what was read.
            self._is_laid_out = True
            self._show_soon.start()
        self.queue.choose(ticket_id)
        self.ticket_opened.emit(ticket_id)
        return True

    def _show_conversation(self) -> None:
        if self.shows_ticket and not self._elsewhere_id:
            self._places.setCurrentWidget(self.conversation)
            self._place_context()

    def leave_ticket(self) -> None:
        """Shows the list alone."""
        if self.ticket_id is None:
            return
        if self._conversation is not None:
            self.conversation.leave_ticket()
        self._elsewhere_id = ""
        self.queue.choose_none()
        self._places.setCurrentWidget(self._nothing)
        self._place_context()
        self.ticket_opened.emit("")

    def write(self, kind: str) -> None:
        """Puts the cursor into a reply or a note."""
        self.act(kind)

    def act(self, name: str) -> None:
        """Does what an action of the table of keys stands for to the ticket that is shown, or to those marked."""
        if self.queue.list.marks and self._act_on_marks(name):
            return
        self.act_on_shown(name)

    def act_on_shown(self, name: str) -> None:
        """The same, whatever is marked."""
        acting = self._acting()
        if acting is not None:
            acting.run(name)

    def _act_on_marks(self, name: str) -> bool:
        """Does it to those marked; tells whether it is nothing for the ticket that is shown."""
        if name == TAKE:
            return self.queue.take_marked()
        if name in FOR_ALL:
            return self.queue.act_on_marks(FOR_ALL[name])
        if name in FOR_ONE:
            self.told.emit(self.tr("This is done to one ticket at a time: take the marks away first."))
        return name in FOR_ONE

    def _acting(self) -> Acting | None:
        """What acts on the ticket that is chosen; a window of its own comes forward with it."""
        if self.shows_ticket:
            return self.conversation.acting
        window = self._window_elsewhere
        if window is None:
            return None
        window.come_forward()
        return window.conversation.acting

    @property
    def _window_elsewhere(self) -> DetachedWindow | None:
        if self._detached is None or not self._elsewhere_id:
            return None
        return self._detached.window_of(self._elsewhere_id)

    def run_macro(self, macro_id: str) -> None:
        """Shows what a macro would do to the ticket that is chosen."""
        acting = self._acting()
        if acting is not None:
            acting.run_macro(macro_id)

    @property
    def ticket_id(self) -> str | None:
        """The ticket that is chosen, here or in a window of its own."""
        if self._elsewhere_id:
            return self._elsewhere_id
        return self.conversation.ticket_id if self._conversation is not None else None

    def can_act(self, name: str) -> bool:
        """Whether there is a ticket to do it to: one that is shown, here or in a window of its own, or marked ones."""
        if self.shows_ticket or self._window_elsewhere is not None:
            return True
        return (name == TAKE or name in FOR_ALL or name in FOR_ONE) and bool(self.queue.list.marks)

    @property
    def shows_ticket(self) -> bool:
        """Whether a conversation is open here."""
        return self._conversation is not None and self.conversation.ticket_id is not None

    # Windows of their own.

    @property
    def detached(self) -> DetachedWindows:
        """The conversations in windows of their own; what they need is loaded with the first."""
        if self._detached is None:
            from desktop.shell.detached import DetachedWindows

            self._detached = DetachedWindows(self._work, self)
            self._detached.changed.connect(self._on_detached_changed)
            self._detached.link_clicked.connect(self.link_clicked)
            self.detached_made.emit(self._detached)
        return self._detached

    detached_made = Signal(object)

    @property
    def has_detached(self) -> bool:
        """Whether there was ever one."""
        return self._detached is not None

    def detach(self) -> None:
        """Puts the ticket that is shown into a window of its own."""
        ticket_id = self.ticket_id
        if ticket_id is None:
            return
        if self.shows_ticket:
            self.conversation.leave_ticket()
        # Its draft is read from the disk there.
        self._work.when_written(self, lambda: self.detached.open(ticket_id))

    def _on_detached_changed(self, ticket_id: str) -> None:
        if self.detached.holds(ticket_id):
            if not self.shows_ticket:
                self._point_elsewhere(ticket_id)
        elif self._elsewhere_id == ticket_id:
            self.open_ticket(ticket_id)

    def _point_elsewhere(self, ticket_id: str) -> None:
        if self._elsewhere is None:
            self._elsewhere = InItsOwnWindow(self._work)
            self._elsewhere.show_wanted.connect(lambda: self.detached.open(self._elsewhere_id))
            self._elsewhere.back_wanted.connect(self._bring_back)
            self._places.addWidget(self._elsewhere)
        if self.shows_ticket:
            self.conversation.leave_ticket()
        self._elsewhere_id = ticket_id
        self._places.setCurrentWidget(self._elsewhere)
        self.queue.choose(ticket_id)
        self._place_context()
        self.ticket_opened.emit(ticket_id)

    def _bring_back(self) -> None:
        window = self.detached.window_of(self._elsewhere_id)
        if window is not None:
            window.close()

    def flush(self) -> None:
        """Saves what was just typed."""
        if self._conversation is not None:
            self.conversation.composer.flush()

    def close_detached(self) -> None:
        """Closes the windows that belong to this one."""
        if self._detached is not None:
            self._detached.close_all()

    def _on_follower_removed(self, user_id: str) -> None:
        head = self.conversation.head
        if head is not None:
            self.conversation.acting.following.set(head, user_id, following=False)

    def _on_opened(self, head: TicketHead) -> None:
        self.context.show_head(head)
        self._place_context()

    def _place_context(self) -> None:
        if self._conversation is None:
            return
        width = self._work.theme.tokens.width
        # A rail that is narrow leaves it room in a narrower window, too.
        needed = width.list_min + width.conversation_min + width.context
        wide = self.window().width() >= width.context_hidden_below_window and self.width() >= needed
        self.context.setVisible(wide and self.shows_ticket)

    def _attend(self) -> None:
        """Tells the others at which ticket the user is, and whether they write an answer."""
        at = self.conversation.ticket_id if self.isVisible() and self.shows_ticket and self._work.me.works else None
        text = self.conversation.composer.text if self._conversation is not None else None
        replies = text is not None and text.hasFocus() and not text.document().isEmpty()
        self._work.present.attend(at, replies=replies)

    def showEvent(self, event: QShowEvent) -> None:
        """Override QWidget.showEvent."""
        super().showEvent(event)
        self._attend()

    def hideEvent(self, event: QHideEvent) -> None:
        """Override QWidget.hideEvent."""
        super().hideEvent(event)
        self._attend()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Override QWidget.resizeEvent."""
        super().resizeEvent(event)
        self._place_context()
