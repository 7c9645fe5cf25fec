"""The pane with the tickets of a view: its name and count, a filter, the list."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.background.changes import Changes
from desktop.background.operations import Latest
from desktop.background.throttle import Throttle
from desktop.features.queue import operations
from desktop.features.queue.delegate import TicketDelegate
from desktop.features.queue.model import IdRole, TicketListModel
from desktop.i18n.retranslated import Retranslated
from desktop.shell import moments, names, wording
from desktop.shell.virtual_list import VirtualListView
from desktop.shell.workspace import OUTBOX, Workspace
from desktop.theme.theme import Theme
from desktop.widgets.buttons import icon_button
from desktop.widgets.fields import line_field
from desktop.widgets.marks import Glyph
from desktop.widgets.panels import Panel
from desktop.widgets.text import ElidedLabel, Text
from sync.replica.reading import tickets
from sync.replica.reading.rows import TicketRow
from sync.replica.reading.tickets import BY_DEADLINE, STORE_VIEWS, Key, ViewKey

FIRST_MOST = 60
REFRESH_MS = 150
WHOLE_MS = 80
"""When the rest of the first view is read: a thread that reads beside the first paint would delay it."""
TICK_MS = 30_000


class TicketHeights:
    """Where rows stand in a list of equally high tickets and a few group rows."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self.model: TicketListModel | None = None

    def top_of(self, row: int) -> int:
        """Where a row begins."""
        height = self._theme.tokens.height
        groups = 0 if self.model is None else sum(1 for group in self.model.group_rows if group < row)
        return groups * height.group + (row - groups) * height.ticket_row

    def row_at(self, y: int) -> int:
        """The row at `y`."""
        count = self.model.rowCount() if self.model is not None else 0
        low, high = 0, count - 1
        while low < high:
            middle = (low + high + 1) // 2
            if self.top_of(middle) <= y:
                low = middle
            else:
                high = middle - 1
        return low if count else -1


class QueueView(Retranslated, Panel):
    """Signals: a ticket was chosen, a new one is wanted."""

    ticket_chosen = Signal(str)
    new_wanted = Signal()

    def __init__(self, work: Workspace, parent: QWidget | None = None) -> None:
        Panel.__init__(self, work.theme, edges="r", parent=parent)
        self._work = work
        self._view = ViewKey.TEAM if work.me.works else ViewKey.STORE_OPEN
        self._keys: list[Key] = []
        self._only: frozenset[str] | None = None
        self._open_id: str | None = None
        self._changed: set[str] | None = set()
        self._reading, self._filtering = Latest(), Latest()
        theme = work.theme
        self.title = ElidedLabel(theme, role="title", weight=600)
        self.title.setObjectName(names.QUEUE_TITLE)
        self.count = Text(theme, color="text_secondary", role="body")
        self.new_button = icon_button(theme, "plus", "", names.QUEUE_NEW)
        self._frame, self.filter = line_field(theme, names.QUEUE_FILTER, icon="search")
        self.model = TicketListModel(self._fetch, work.user_id, self)
        self._heights = TicketHeights(theme)
        self.list = VirtualListView(self._heights, self)
        self.list.setObjectName(names.QUEUE_LIST)
        self._heights.model = self.model
        self.painter = TicketDelegate(theme, work.user_id, self.list)
        self.list.setItemDelegate(self.painter)
        self.list.setModel(self.model)
        self.empty = EmptyNote(theme)
        self._lay_out()
        self._refresh_soon = Throttle(REFRESH_MS, self.refresh, self, leading=False)
        self._filter_soon = Throttle(60, self._run_filter, self, leading=False)
        self._tick = QTimer(self, interval=TICK_MS)
        self._connect()
        self.retranslate()
        self._show_beginning(self._view)
        QTimer.singleShot(WHOLE_MS, self, self.refresh)

    def _lay_out(self) -> None:
        height = self._work.theme.tokens.height
        head = QWidget()
        head.setFixedHeight(height.header)
        row = QHBoxLayout(head)
        row.setContentsMargins(16, 0, 10, 0)
        row.setSpacing(8)
        row.addWidget(self.title)
        row.addWidget(self.count)
        row.addStretch(1)
        row.addWidget(self.new_button)
        bar = QWidget()
        field = QHBoxLayout(bar)
        field.setContentsMargins(16, 0, 16, 8)
        field.addWidget(self._frame)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 1, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(bar)
        column.addWidget(Rule(self._work.theme))
        column.addWidget(self.list, 1)
        column.addWidget(self.empty, 1)

    def _connect(self) -> None:
        self.new_button.clicked.connect(self.new_wanted)
        self.filter.textChanged.connect(self._on_filter_typed)
        self.list.selectionModel().currentChanged.connect(self._on_current_changed)
        self.list.clicked.connect(self._on_clicked)
        self._work.hub.changes_committed.connect(self._on_changes)
        self._work.theme.theme_changed.connect(self.list.relayout)
        self._work.me_changed.connect(self._on_me_changed)
        self._tick.timeout.connect(self._on_tick)
        self._tick.start()

    def retranslate(self) -> None:
        """Override Retranslated.retranslate."""
        label = self.tr("New ticket")
        self.new_button.setAccessibleName(label)
        self.new_button.setToolTip(label)
        self.filter.setPlaceholderText(self.tr("Filter by words or number"))
        self.filter.setAccessibleName(self.tr("Filter tickets"))
        self.list.setAccessibleName(self.tr("Tickets"))
        self.title.setText(wording.word(wording.VIEW, self._view))
        self._show_empty()
        self.list.viewport().update()

    @property
    def view(self) -> ViewKey:
        """The view that is shown."""
        return self._view

    def show_view(self, view: ViewKey) -> None:
        """Shows a view, its first rows at once."""
        self._show_beginning(view)
        self.refresh()

    def _show_beginning(self, view: ViewKey) -> None:
        self._view = view
        self.painter.sentences = view in STORE_VIEWS
        self.title.setText(wording.word(wording.VIEW, view))
        self._keys = operations.first_keys(self._work, view, FIRST_MOST)
        self._changed = None
        self._show_keys()
        self.list.verticalScrollBar().setValue(0)

    def refresh(self) -> None:
        """Reads the view again, away from the GUI thread."""
        view = self._view
        self._reading.run(operations.all_keys(self._work, self, view).success(lambda keys: self._on_keys(view, keys)))

    def _on_keys(self, view: ViewKey, keys: list[Key]) -> None:
        if view is self._view:
            self._keys = keys
            self._show_keys()

    def _show_keys(self) -> None:
        present = moments.now()
        self.painter.present = present
        shown = self._keys if self._only is None else [key for key in self._keys if key.id in self._only]
        kept = self._kept_in_place()
        self.model.set_keys(shown, present, grouped=self._view in BY_DEADLINE, changed=self._changed)
        self._changed = set()
        if kept is not None:
            self._put_back(*kept)
        if self._open_id is not None and self.list.currentIndex().data(IdRole) != self._open_id:
            self.choose(self._open_id)
        self.count.setText(str(len(shown)) if shown else "")
        self._show_empty()

    def _kept_in_place(self) -> tuple[str, int] | None:
        """The ticket whose row must not move under the pointer, and where it is: the chosen one if it is in sight."""
        visible = self.list.visible_rows()
        current = self.list.currentIndex()
        row = current.row() if current.isValid() and current.row() in visible else visible.start
        for candidate in range(row, visible.stop):
            ticket_id = self.model.id_at(candidate)
            if ticket_id is not None:
                return ticket_id, self.list.rect_of(candidate).top()
        return None

    def _put_back(self, ticket_id: str, top: int) -> None:
        index = self.model.index_of(ticket_id)
        bar = self.list.verticalScrollBar()
        if index.isValid() and bar.value() > 0:
            bar.setValue(self._heights.top_of(index.row()) - top)

    def _show_empty(self) -> None:
        empty = not self.model.ticket_count
        self.empty.setVisible(empty)
        self.list.setVisible(not empty)
        if empty:
            self.empty.say(*self._empty_words())

    def _empty_words(self) -> tuple[str, str]:
        if self._only is not None:
            return self.tr("No ticket has these words."), self.tr("Clear the filter to see all of them.")
        if not self._work.is_filled:
            return self.tr("Your tickets are on their way."), self.tr("They appear here as they arrive.")
        if self._view in STORE_VIEWS:
            return self.tr("Nothing is open."), self.tr("Press C to tell us what is wrong.")
        return self.tr("Nothing due. Well done."), self.tr("Press C to write a ticket.")

    def _fetch(self, ids: Sequence[str]) -> dict[str, TicketRow]:
        return tickets.rows(self._work.reader, ids)

    def _on_changes(self, changes: Changes, _initiator: object) -> None:
        if not changes.touches("ticket", "store", "user_card", OUTBOX):
            return
        touched = changes.ids.get("ticket", frozenset())
        if changes.everything or changes.touches("store", "user_card", OUTBOX) or self._changed is None:
            self._changed = None
        else:
            self._changed |= touched
        self._refresh_soon()
        if self._only is not None:
            self._filter_soon()

    def _on_me_changed(self) -> None:
        if (self._view in STORE_VIEWS) == self._work.me.works:
            self.show_view(ViewKey.TEAM if self._work.me.works else ViewKey.STORE_OPEN)
        else:
            self.refresh()

    def _on_tick(self) -> None:
        if self.isVisible():
            self._show_keys()

    def _on_filter_typed(self, _text: str) -> None:
        self._filter_soon()

    def _run_filter(self) -> None:
        typed = self.filter.text().strip()
        if not typed:
            self._filtering.cancel()
            self._on_filtered(None)
            return
        self._filtering.run(operations.matching(self._work, self, typed).success(self._on_filtered))

    def _on_filtered(self, ids: frozenset[str] | None) -> None:
        if ids != self._only:
            self._only = ids
            self._show_keys()

    def _on_current_changed(self, current: QModelIndex, _before: QModelIndex) -> None:
        ticket_id = current.data(IdRole)
        if ticket_id is not None:
            self.list.scrollTo(current)
            self.ticket_chosen.emit(ticket_id)

    def _on_clicked(self, index: QModelIndex) -> None:
        ticket_id = index.data(IdRole)
        if ticket_id is not None:
            self.ticket_chosen.emit(ticket_id)

    def choose(self, ticket_id: str) -> None:
        """Marks a ticket as the chosen one, now or as soon as it is in the list."""
        self._open_id = ticket_id
        index = self.model.index_of(ticket_id)
        if index.isValid() and index != self.list.currentIndex():
            self.list.setCurrentIndex(index)

    def step(self, by: int) -> None:
        """Chooses the next or the previous ticket."""
        row = self.list.currentIndex().row() + by if self.list.currentIndex().isValid() else 0
        index = self.list.selectable_from(min(max(row, 0), self.model.rowCount() - 1), by)
        if index.isValid():
            self.list.setCurrentIndex(index)


class Rule(QWidget):
    """A hairline."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setFixedHeight(1)
        self._line = Panel(theme, "border", parent=self)

    def resizeEvent(self, event: object) -> None:
        """Override QWidget.resizeEvent."""
        self._line.setGeometry(self.rect())


class EmptyNote(QWidget):
    """What stands where nothing is: one sentence and the next step."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName(names.QUEUE_EMPTY)
        self._first = Text(theme, weight=600, wraps=True)
        self._second = Text(theme, role="caption", color="text_secondary", wraps=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 32, 24, 16)
        column.setSpacing(4)
        column.addWidget(Glyph(theme, "inbox", size=24))
        column.addSpacing(4)
        column.addWidget(self._first)
        column.addWidget(self._second)
        column.addStretch(1)
        column.setAlignment(Qt.AlignmentFlag.AlignTop)

    def say(self, first: str, second: str) -> None:
        """Sets both lines."""
        self._first.setText(first)
        self._second.setText(second)
