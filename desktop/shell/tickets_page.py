"""The tickets screen: a view's list, the conversation of the chosen one, and beside it what belongs to it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from importlib import import_module

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.features.queue.view import QueueView
from desktop.i18n.retranslated import Retranslated
from desktop.shell import names
from desktop.shell.workspace import Workspace
from desktop.widgets.marks import Glyph
from desktop.widgets.panels import Panel, PaneSplitter
from desktop.widgets.text import Text
from sync.replica.reading.rows import TicketHead

STEP_MS = 15
CONVERSATION = tuple(
    f"desktop.features.conversation.{module}"
    for module in ("operations", "model", "delegate", "messages", "composer", "properties", "view", "context")
)
"""In the order in which they need each other, so that each step loads one."""


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


class TicketsPage(QWidget):
    """Signals: what the user wants elsewhere."""

    new_wanted = Signal()
    link_clicked = Signal(str)
    ticket_opened = Signal(str)

    def __init__(self, work: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(names.TICKETS_PAGE)
        self._work = work
        self._conversation: QWidget | None = None
        self.queue = QueueView(work)
        self._places = QStackedWidget()
        self._places.addWidget(NothingChosen(work))
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
        self.queue.ticket_chosen.connect(self.open_ticket)
        self.queue.new_wanted.connect(self.new_wanted)

    @property
    def is_prepared(self) -> bool:
        """Whether the conversation's widgets are made."""
        return self._conversation is not None

    def prepare_idly(self) -> None:
        """Makes the conversation's widgets before they are needed, in steps of a few milliseconds with pauses."""
        self._steps: list[Callable[[], object]] = [partial(import_module, module) for module in CONVERSATION]
        self._steps += [self._make_conversation, self._make_context, self.prepare]
        self._step_timer = QTimer(self, interval=STEP_MS)
        self._step_timer.timeout.connect(self._step)
        self._step_timer.start()

    def _step(self) -> None:
        if self._steps and not self.is_prepared:
            self._steps.pop(0)()
        else:
            self._step_timer.stop()

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

    def _make_conversation(self) -> None:
        # Not needed for the first paint, and it brings much with it.
        from desktop.features.conversation.view import ConversationView

        if not hasattr(self, "conversation"):
            self.conversation = ConversationView(self._work)

    def _make_context(self) -> None:
        from desktop.features.conversation.context import ContextPanel

        if not hasattr(self, "context"):
            self.context = ContextPanel(self._work)
            self.context.hide()

    def open_ticket(self, ticket_id: str) -> bool:
        """Shows a ticket; tells whether it is here."""
        self.prepare()
        if self.conversation.ticket_id != ticket_id and not self.conversation.open_ticket(ticket_id):
            return False
        self._places.setCurrentWidget(self.conversation)
        self.queue.choose(ticket_id)
        self._place_context()
        self.ticket_opened.emit(ticket_id)
        return True

    def write(self, kind: str) -> None:
        """Puts the cursor into a reply or a note."""
        if self.shows_ticket:
            self.conversation.composer.write(kind)

    def assign_to_me(self) -> None:
        """Takes the ticket that is shown."""
        if self.shows_ticket:
            self.conversation.properties.assign_to_me()

    @property
    def shows_ticket(self) -> bool:
        """Whether a conversation is open."""
        return self._conversation is not None and self.conversation.ticket_id is not None

    def flush(self) -> None:
        """Saves what was just typed."""
        if self._conversation is not None:
            self.conversation.composer.flush()

    def _on_opened(self, head: TicketHead) -> None:
        self.context.show_head(head)
        self._place_context()

    def _place_context(self) -> None:
        if self._conversation is None:
            return
        wide = self.window().width() >= self._work.theme.tokens.width.context_hidden_below_window
        self.context.setVisible(wide and self.shows_ticket and self._work.me.works)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Override QWidget.resizeEvent."""
        super().resizeEvent(event)
        self._place_context()
