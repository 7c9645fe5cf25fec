"""The buttons at the head of a list: filter, order and group, rows or table."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QPoint, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from desktop.features.queue.order import Order
from desktop.i18n.retranslated import Retranslated
from desktop.shell import names
from desktop.shell.key_map import KeyMap
from desktop.theme.theme import Theme
from desktop.widgets.buttons import icon_button
from sync.replica.reading.list_query import Column, Field, Grouping

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

GROUPINGS = {
    Grouping.DEADLINE: QT_TRANSLATE_NOOP("grouping", "Deadline"),
    Grouping.STATUS: QT_TRANSLATE_NOOP("grouping", "Status"),
    Grouping.PRIORITY: QT_TRANSLATE_NOOP("grouping", "Priority"),
    Grouping.STORE: QT_TRANSLATE_NOOP("grouping", "Store"),
    Grouping.ASSIGNEE: QT_TRANSLATE_NOOP("grouping", "Assignee"),
    Grouping.TEAM: QT_TRANSLATE_NOOP("grouping", "Team"),
    Grouping.TOPIC: QT_TRANSLATE_NOOP("grouping", "Topic"),
}
DESK_ONLY = frozenset({Column.PRIORITY, Column.ASSIGNEE, Column.TEAM, Column.DUE})
"""Columns that say nothing to a store."""
GROUPS_OF_STORES = frozenset({Grouping.STATUS, Grouping.STORE, Grouping.TOPIC})


def columns_for(*, works: bool) -> list[Column]:
    """The columns that somebody may see."""
    # Imported late, as all that a menu shows: the first paint does without.
    from desktop.features.queue.columns import KINDS

    return [column for column in KINDS if works or column not in DESK_ONLY]


class ListControls(Retranslated, QWidget):
    """Shows and asks; what comes of it is the list's.

    Signals:
        field_asked: (field) its values are to be chosen from.
        arranged: (Order) the list is to be ordered like this.
        table_asked: the other kind of list.
        columns_asked: the columns are to be chosen.
    """

    field_asked = Signal(object)
    arranged = Signal(object)
    table_asked = Signal()
    columns_asked = Signal()

    def __init__(self, theme: Theme, keys: KeyMap, *, works: bool) -> None:
        QWidget.__init__(self)
        self._theme, self._keys = theme, keys
        self.works = works
        self._order, self._own, self._table = Order(), Order(), False
        self._filtered: frozenset[Field] = frozenset()
        self.filter_button = icon_button(theme, "filter", "", names.QUEUE_FILTER_MENU)
        self.sort_button = icon_button(theme, "sort", "", names.QUEUE_SORT_MENU)
        self.table_button = icon_button(theme, "table", "", names.QUEUE_TABLE)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for button in (self.filter_button, self.sort_button, self.table_button):
            row.addWidget(button)
        self.filter_button.clicked.connect(self.open_fields)
        self.sort_button.clicked.connect(self.open_orders)
        self.table_button.clicked.connect(self.table_asked)
        keys.changed.connect(self.retranslate)
        self.retranslate()

    def show_state(self, order: Order, own: Order, fields: Sequence[Field], *, table: bool) -> None:
        """Shows what is in force; `own` is how the view stands before anybody arranges it."""
        self._order, self._own, self._table, self._filtered = order, own, table, frozenset(fields)
        self.filter_button.set_icon("filter", "accent_text" if fields else "text_secondary")
        self.sort_button.set_icon("sort", "accent_text" if order != own else "text_secondary")
        self.table_button.set_icon("table", "accent_text" if table else "text_secondary")
        self.retranslate()

    def retranslate(self) -> None:
        """Override Retranslated.retranslate."""
        table = self.tr("Back to rows") if self._table else self.tr("Show as a table")
        self.filter_button.set_words(self.tr("Filter by"), self._keys.first_of("filter_by"))
        self.sort_button.set_words(self.tr("Order and group"), self._keys.first_of("order"))
        self.table_button.set_words(table, self._keys.first_of("table"))

    def open_fields(self) -> None:
        """Opens the fields one can filter by."""
        from desktop.features.queue import filters

        menu = self._menu()
        for field in filters.FIELDS:
            if self.works or field in filters.OF_STORES:
                action = self._entry(menu, filters.field_name(field), checked=field in self._filtered)
                action.triggered.connect(partial(self.field_asked.emit, field))
        self._open(menu, self.filter_button)

    def open_orders(self) -> None:
        """Opens what the list can be ordered and grouped by."""
        from desktop.features.queue import columns

        menu, order = self._menu(), self._order
        own = self._entry(menu, self.tr("As the view has it"), checked=order == self._own)
        own.triggered.connect(lambda: self.arranged.emit(self._own))
        menu.addSeparator()
        for column in columns_for(works=self.works):
            entry = self._entry(menu, columns.title(column), checked=order.sort == column)
            entry.triggered.connect(partial(self.sort_by, column))
        menu.addSeparator()
        down = self._entry(menu, self.tr("The other way round"), checked=order.descending)
        down.setEnabled(order.sort is not None)
        down.triggered.connect(lambda: self.arranged.emit(Order(order.sort, not order.descending, order.group)))
        self._add_groupings(menu.addMenu(self.tr("Group by")))
        if self._table:
            menu.addSeparator()
            self._entry(menu, self.tr("Columns…")).triggered.connect(self.columns_asked)
        self._open(menu, self.sort_button)

    def _add_groupings(self, menu: QMenu) -> None:
        order = self._order
        nothing = self._entry(menu, self.tr("Nothing"), checked=order.group is None)
        nothing.triggered.connect(lambda: self.arranged.emit(Order(order.sort, order.descending)))
        for grouping, name in GROUPINGS.items():
            if self.works or grouping in GROUPS_OF_STORES:
                words = QCoreApplication.translate("grouping", str(name))
                entry = self._entry(menu, words, checked=order.group is grouping)
                wanted = Order(order.sort, order.descending, grouping)
                entry.triggered.connect(partial(self.arranged.emit, wanted))

    def sort_by(self, column: Column) -> None:
        """Asks for the order by a column; by the one in force, for the other way round."""
        order = self._order
        if order.sort == column:
            self.arranged.emit(Order(column, not order.descending, order.group))
            return
        # The view's own groups go with its own order; those that somebody chose stay.
        group = None if order == self._own else order.group
        self.arranged.emit(Order(column, column in (Column.CREATED, Column.UPDATED), group))

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        menu.setObjectName(names.QUEUE_MENU)
        return menu

    def _entry(self, menu: QMenu, text: str, *, checked: bool | None = None) -> QAction:
        # With the first menu: the start has none.
        from PySide6.QtGui import QAction

        action = QAction(text, menu)
        if checked:
            action.setIcon(self._theme.icon("check", "accent_text"))
        menu.addAction(action)
        return action

    def _open(self, menu: QMenu, button: QWidget) -> None:
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(button.mapToGlobal(QPoint(0, button.height() + 2)))
