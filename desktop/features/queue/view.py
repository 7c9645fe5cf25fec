"""The pane with the tickets of a view: its name and count, what narrows it down and orders it, the list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QTimer, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.background.changes import Changes
from desktop.background.operations import Latest
from desktop.background.throttle import Throttle
from desktop.features.queue import operations
from desktop.features.queue.controls import ListControls
from desktop.features.queue.empty_note import EmptyNote, Rule
from desktop.features.queue.model import IdRole, TicketListModel
from desktop.features.queue.modes import ListModes
from desktop.features.queue.order import Order, orders_of, own_order
from desktop.features.queue.painter import TicketPainter
from desktop.features.queue.shown_view import ShownView
from desktop.features.queue.steady import SteadyRows
from desktop.features.queue.ticket_list import TicketList
from desktop.features.queue.ticket_words import is_unread
from desktop.i18n.retranslated import Retranslated
from desktop.shell import moments, names
from desktop.shell.workspace import OUTBOX, Workspace
from desktop.widgets.buttons import icon_button
from desktop.widgets.fields import line_field
from desktop.widgets.panels import Panel
from desktop.widgets.text import ElidedLabel, Text
from sync.replica.reading.list_query import Field, Filter, Grouping, Listed, ListQuery
from sync.replica.reading.tickets import STORE_VIEWS, ViewKey

if TYPE_CHECKING:
    from desktop.features.queue.bulk_bar import BulkBar
    from desktop.features.queue.filter_bar import FilterBar

FIRST_MOST = 60
UNREAD_MOST = 400
"""So many tickets are looked at for an unread one: more would take longer than a frame."""
REFRESH_MS = 150
FILTER_MS = 60
"""Between two questions while somebody types; the first goes out at once."""
WHOLE_MS = 80
"""From the first paint to reading the rest of the first view: a thread that reads beside that paint would delay it."""
TICK_MS = 30_000


class QueueView(Retranslated, Panel):
    """One list of tickets.

    Signals:
        ticket_chosen: (id) it is to be opened.
        new_wanted: a new one is to be written.
        arranged: order, groups or columns are others now.
        mode_changed: it is a table now, or is one no more.
        told: (sentence) what was done, or why it was not.
        view_wanted: (what it asks, how it is ordered) what the list shows is to be kept as a view.
        view_gone: (name) the view that was shown was deleted; another one is shown.
        undo_offered: (sentence, undo) what was done to marked tickets, and what takes it back.
    """

    ticket_chosen = Signal(str)
    new_wanted = Signal()
    arranged = Signal()
    mode_changed = Signal()
    told = Signal(str)
    view_wanted = Signal(object)
    view_gone = Signal(str)
    undo_offered = Signal(str, object)

    def __init__(self, work: Workspace, parent: QWidget | None = None) -> None:
        Panel.__init__(self, work.theme, parent=parent)
        self._work = work
        self._orders: dict[str, Order] = {}
        self._query = self._question(self._first_view)
        self.shown = ShownView(work, self.view)
        self._open_id: str | None = None
        self._changed: set[str] | None = set()
        self._whole = False
        self._reading = Latest()
        theme = work.theme
        self.title = ElidedLabel(theme, role="title", weight=600)
        self.title.setObjectName(names.QUEUE_TITLE)
        self.count = Text(theme, color="text_secondary", role="body")
        self.controls = ListControls(theme, work.keys, works=work.me.works)
        self.new_button = icon_button(theme, "plus", "", names.QUEUE_NEW)
        if not work.me.can("ticket.create"):
            self.new_button.hide()
        self._frame, self.filter = line_field(theme, names.QUEUE_FILTER, icon="search")
        self.model = TicketListModel(operations.CacheRows(work), work.user_id, self)
        self.model.sentences = not work.me.works
        self.model.others = work.present.others
        self.painter = TicketPainter(theme, work.user_id)
        self.list = TicketList(theme, self.model, self.painter, self)
        self.list.setObjectName(names.QUEUE_LIST)
        self.list.can_mark = work.me.answers
        self.empty = EmptyNote(theme)
        self._filters: FilterBar | None = None
        self._bulk: BulkBar | None = None
        self._lay_out()
        self._refresh_soon = Throttle(REFRESH_MS, self.refresh, self, leading=False)
        self._filter_soon = Throttle(FILTER_MS, self._on_filter_rested, self)
        self._tick = QTimer(self, interval=TICK_MS)
        self._steady = SteadyRows(self.list, self._put)
        self.modes = ListModes(work, self.list, self.painter, self.controls, self._column)
        self._connect()
        self.retranslate()
        self._show_beginning()
        # A timer of its own: asked for one shot at a bound method, the binding loads what describes methods, 3 ms.
        self._whole_soon = QTimer(self, interval=WHOLE_MS, singleShot=True)
        self._whole_soon.timeout.connect(self.refresh)
        self._painted = False

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
        row.addWidget(self.controls)
        row.addWidget(self.new_button)
        bar = QWidget()
        field = QHBoxLayout(bar)
        field.setContentsMargins(16, 0, 16, 8)
        field.addWidget(self._frame)
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 1, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self.shown)
        column.addWidget(bar)
        self._rule = Rule(self._work.theme)
        column.addWidget(self._rule)
        column.addWidget(self.list, 1)
        column.addWidget(self.empty, 1)

    def _connect(self) -> None:
        self.new_button.clicked.connect(self.new_wanted)
        self.filter.textChanged.connect(self._on_filter_typed)
        self.list.selectionModel().currentChanged.connect(self._on_current_changed)
        self.list.opened.connect(self._on_opened)
        self.list.fold_asked.connect(self.toggle_fold)
        self.list.marks_changed.connect(self._on_marks_changed)
        self.controls.table_asked.connect(self.toggle_table)
        self.modes.mode_changed.connect(self._on_mode_changed)
        self.modes.laid_out.connect(self.arranged)
        self.controls.arranged.connect(self.arrange)
        self.controls.field_asked.connect(self._on_field_asked)
        self._work.hub.changes_committed.connect(self._on_changes)
        self._work.theme.theme_changed.connect(self.list.relayout)
        self._work.me_changed.connect(self._on_me_changed)
        self.shown.gone.connect(self._on_view_gone)
        self.shown.asked_otherwise.connect(self._on_view_changed)
        self._work.views.counted.connect(self._on_counted)
        self.shown.renamed.connect(lambda: self.title.setText(self.shown.name))
        self._work.keys.changed.connect(self._show_empty)
        self._work.present.people_changed.connect(self._on_people_changed)
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
        self.title.setText(self.shown.name)
        self._show_empty()
        self.list.viewport().update()

    # What is shown: a view, narrowed down and ordered.

    @property
    def view(self) -> str:
        """The view that is shown: a key of `ViewKey`, or the id of a saved one."""
        return self._query.view

    @property
    def query(self) -> ListQuery:
        """What the list shows."""
        return self._query

    @property
    def order(self) -> Order:
        """How it is arranged."""
        return Order(self._query.sort, self._query.descending, self._query.group)

    @property
    def _first_view(self) -> ViewKey:
        return ViewKey.TEAM if self._work.me.works else ViewKey.STORE_OPEN

    def show_view(self, view: str) -> None:
        """Shows a view, its first rows at once."""
        self.shown.show_view(view)
        self._query = self._question(view)
        self.filter.clear()
        if self._filters is not None:
            self._filters.show_filters(())
        self.title.setText(self.shown.name)
        self.list.mark(())
        self.list.end_wanted = False
        self.model.fold(())
        self._show_beginning()
        self.refresh()

    def arrange(self, order: Order) -> None:
        """Orders and groups the view, this time and whenever it is shown."""
        if order != self.order:
            self._orders[self.view] = order
            self.model.fold(())
            self._ask_anew(self._question(self.view, self._query.filters, self._query.words))
            self.arranged.emit()

    def narrow(self, filters: Sequence[Filter]) -> None:
        """Shows only tickets for which all of these hold."""
        if tuple(filters) != self._query.filters:
            self._filter_bar().show_filters(filters)
            self._ask_anew(self._question(self.view, tuple(filters), self._query.words))

    def _question(self, view: str, filters: tuple[Filter, ...] = (), words: str = "") -> ListQuery:
        order = self._orders.get(view) or own_order(view, self._work.views.row(view))
        return ListQuery(view, order.sort, order.descending, order.group, filters, words)

    def _show_state(self) -> None:
        fields = [one.field for one in self._query.filters]
        self.controls.show_state(self.order, self.shown.own_order, fields, table=self.is_table)
        self.modes.show_state(self.view, self.order, self.shown.columns)

    @property
    def is_table(self) -> bool:
        """Whether it is a table."""
        return self.modes.is_table

    def toggle_table(self) -> None:
        """Shows the other kind of list."""
        self.modes.toggle()
        self.arranged.emit()

    def _on_mode_changed(self) -> None:
        self._show_state()
        self.mode_changed.emit()

    def arrangement(self) -> dict[str, object]:
        """How everything is arranged, for the next start."""
        orders = {
            str(view): order.kept()
            for view, order in self._orders.items()
            if order != own_order(view, self._work.views.row(view))
        }
        return {"orders": orders, **self.modes.kept()}

    def take_arrangement(self, kept: object) -> None:
        """Arranges everything as it was kept; what cannot be used any more stays as designed."""
        if not isinstance(kept, dict):
            return
        self._orders |= orders_of(kept.get("orders"))
        self.modes.take(kept)
        if self._orders.get(self.view, self.order) != self.order:
            self.show_view(self.view)

    # Filters and orders.

    def open_fields(self) -> None:
        """Opens the fields one can filter by."""
        self.controls.open_fields()

    def open_orders(self) -> None:
        """Opens what the list can be ordered and grouped by."""
        self.controls.open_orders()

    def _on_field_asked(self, field: Field) -> None:
        self._filter_bar().open_values(field, self.controls.filter_button)

    def _filter_bar(self) -> FilterBar:
        if self._filters is None:
            from desktop.features.queue.filter_bar import FilterBar

            self._filters = FilterBar(self._work, lambda: self._query, self)
            self._filters.changed.connect(self.narrow)
            self._filters.save_wanted.connect(self.save_as_view)
            self._column.insertWidget(self._column.indexOf(self._rule), self._filters)
        return self._filters

    def _show_beginning(self) -> None:
        """Shows the view's first rows as fast as its index gives them, in the GUI thread."""
        self._changed = None
        self._show_state()
        if self.order != own_order(self.view) or not operations.has_beginning(self.view):
            self._ask_first()
            return
        listed = operations.beginning(self._work, self.view, FIRST_MOST)
        self._whole = listed.count < FIRST_MOST
        self._steady.show(listed)
        self.list.verticalScrollBar().setValue(0)

    def _ask_anew(self, query: ListQuery) -> None:
        self._query = query
        self.list.end_wanted = False
        self._show_state()
        self._ask_first()

    def _ask_first(self) -> None:
        """Reads the first rows, which are there at once, then all of them; what words find is few, and read once."""
        query = self._query
        most = -1 if query.words else FIRST_MOST

        def on_first(listed: Listed) -> None:
            if query == self._query:
                self._whole = listed.whole
                self._steady.show(listed)
                self.list.verticalScrollBar().setValue(0)
                if not listed.whole:
                    self.refresh()

        self._reading.run(operations.listed(self._work, self, query, most).success(on_first))

    def refresh(self) -> None:
        """Reads all of the list again, away from the GUI thread."""
        query = self._query
        self._reading.run(
            operations.listed(self._work, self, query).success(lambda listed: self._on_listed(query, listed))
        )

    def _on_listed(self, query: ListQuery, listed: Listed) -> None:
        if query != self._query:
            return
        self._whole = True
        behind_s = self._work.lines.behind_s
        if behind_s:
            QTimer.singleShot(round(behind_s * 1000), self, self._refresh_soon)
        self._steady.take(listed)

    def _put(self, listed: Listed) -> None:
        self.modes.rows.present = moments.now()
        changed, self._changed = self._changed, set()
        self.model.show(listed, changed)
        self.list.keep_marks()
        if self._open_id is not None and self.list.currentIndex().data(IdRole) != self._open_id:
            self.choose(self._open_id)
        self.count.setText(str(listed.count) if listed.count and self._whole else "")
        self._show_empty()

    def _show_empty(self) -> None:
        empty = not self.model.ticket_count
        self.empty.setVisible(empty)
        self.list.setVisible(not empty)
        if empty:
            self.empty.say(*self._empty_words())

    def _empty_words(self) -> tuple[str, str]:
        if self._query.filters:
            return self.tr("No ticket is like this."), self.tr("Take a filter away to see more of them.")
        if self._query.words:
            return self.tr("No ticket has these words."), self.tr("Clear the filter to see all of them.")
        if not self._work.is_filled:
            return self.tr("Your tickets are on their way."), self.tr("They appear here as they arrive.")
        key = self._work.keys.first_of("create")
        if self.view in STORE_VIEWS:
            how = self.tr("Press {0} to tell us what is wrong.") if key else self.tr("Tell us with New ticket.")
            return self.tr("Nothing is open."), how.format(key)
        how = self.tr("Press {0} to write a ticket.") if key else self.tr("New ticket begins one.")
        return self.tr("Nothing due. Well done."), how.format(key)

    # Marked tickets.

    def mark_current(self) -> None:
        """Marks the chosen ticket, or takes its mark away."""
        self.list.toggle_mark(self.list.currentIndex().row())

    def act_on_marks(self, field: str) -> bool:
        """Offers what marked tickets may be set to; tells whether there are any."""
        if not self.list.marks or self._bulk is None:
            return False
        self._bulk.choose(field)
        return True

    def take_marked(self) -> bool:
        """Asks whether all that are marked are to be one's own; tells whether there are any."""
        if not self.list.marks or self._bulk is None:
            return False
        self._bulk.take()
        return True

    def _on_marks_changed(self) -> None:
        if self._bulk is None and self.list.marks and self._work.me.answers:
            from desktop.features.queue.bulk_bar import BulkBar

            self._bulk = BulkBar(self._work, lambda: list(self.list.marks), self)
            self._bulk.cleared.connect(self._on_marks_cleared)
            self._bulk.told.connect(self.told)
            self._bulk.undo_offered.connect(self.undo_offered)
            self._column.addWidget(self._bulk)
        if self._bulk is not None:
            self._bulk.setVisible(bool(self.list.marks))
            self._bulk.show_count()

    def _on_marks_cleared(self) -> None:
        self.list.mark(())
        self.list.setFocus()

    # What happens.

    def _on_changes(self, changes: Changes, _initiator: object) -> None:
        names_changed = changes.touches("store", "user_card", OUTBOX)
        if not (names_changed or changes.touches("ticket", "ticket_desk", "team", "topic")):
            return
        if changes.everything or names_changed or self._changed is None:
            self._changed = None
        else:
            self._changed |= changes.ids.get("ticket", frozenset())
        if changes.touches("team", "topic"):
            self.modes.take_names()
        self._refresh_soon()

    def _on_me_changed(self) -> None:
        self.list.can_mark = self._work.me.answers
        self.new_button.setVisible(self._work.me.can("ticket.create"))
        if (self.view in STORE_VIEWS) == self._work.me.works:
            self.show_view(self._first_view)
        else:
            self.refresh()

    def save_as_view(self) -> None:
        """Asks for what the list shows to be kept as a view; says what of it no view can ask."""
        from desktop.features.queue.as_view import as_view

        content, left_out = as_view(self._query, self._work.views.row(self.view))
        self.view_wanted.emit(content)
        if left_out:
            self.told.emit(self.tr("A view cannot ask this, and leaves it out: {0}.").format(", ".join(left_out)))

    def _on_counted(self) -> None:
        """Reads a view again whose tickets have just become known, or are others because of the time."""
        count = self._work.views.counts.get(self.view)
        if count != self._counted and not operations.has_beginning(self.view):
            self._refresh_soon()
        self._counted = count

    _counted: int | None = None
    """How many tickets the view was known to hold when it was last read."""

    def _on_view_gone(self, name: str) -> None:
        self.show_view(self._first_view)
        self.view_gone.emit(name)

    def _on_view_changed(self) -> None:
        # How somebody had arranged it was for what it was before.
        self._orders.pop(self.view, None)
        self.show_view(self.view)

    def _on_people_changed(self, _ticket_id: str) -> None:
        self.list.viewport().update()

    def _on_tick(self) -> None:
        if not self.isVisible():
            return
        self.modes.rows.present = moments.now()
        self.list.viewport().update()
        if self._query.group is Grouping.DEADLINE:
            self.refresh()

    def _on_filter_typed(self, _text: str) -> None:
        self._filter_soon()

    def _on_filter_rested(self) -> None:
        words = self.filter.text().strip()
        if words != self._query.words:
            self._ask_anew(self._question(self.view, self._query.filters, words))

    def _on_current_changed(self, current: QModelIndex, _before: QModelIndex) -> None:
        ticket_id = current.data(IdRole)
        if ticket_id is not None and not self.list.extending:
            self.list.scrollTo(current)
            self.ticket_chosen.emit(ticket_id)

    def _on_opened(self, index: QModelIndex) -> None:
        ticket_id = index.data(IdRole)
        if ticket_id is not None:
            self.ticket_chosen.emit(ticket_id)

    def toggle_fold(self, key: str) -> None:
        """Folds a group, or unfolds it; whoever stood in it stands on its row then."""
        group = self.model.group_above(self.list.currentIndex().row())
        self.model.fold(self.model.folded ^ {key})
        row = self.model.row_of_group(key)
        if group is not None and group.key == key and row is not None and key in self.model.folded:
            self.list.go(self.model.index(row))

    def choose(self, ticket_id: str) -> None:
        """Marks a ticket as the chosen one, now or as soon as it is in the list."""
        self._open_id = ticket_id
        index = self.model.index_of(ticket_id)
        if index.isValid() and index != self.list.currentIndex():
            self.list.setCurrentIndex(index)

    def choose_none(self) -> None:
        """Marks none as the chosen one."""
        self._open_id = None
        self.list.setCurrentIndex(QModelIndex())

    def step(self, by: int) -> None:
        """Chooses the next or the previous ticket."""
        current = self.list.currentIndex().row()
        rows = range(current + 1, self.model.rowCount()) if by > 0 else range(current - 1, -1, -1)
        row = next((row for row in rows if self.model.place_at(row) is not None), None)
        if row is not None:
            self.list.setCurrentIndex(self.model.index(row))

    def step_to_unread(self) -> bool:
        """Chooses the next unread ticket below the chosen one, then from the top; tells whether there is one."""
        count, present = self.model.rowCount(), moments.now()
        here = self.list.currentIndex().row() if self.list.currentIndex().isValid() else -1
        for step in range(1, min(count, UNREAD_MOST) + 1):
            row = (here + step) % count
            ticket = self.model.ticket_at(row) if row != here else None
            if ticket is not None and is_unread(ticket, self._work.user_id, present):
                self.list.setCurrentIndex(self.model.index(row))
                return True
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        """Override Panel.paintEvent."""
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            self._whole_soon.start()
