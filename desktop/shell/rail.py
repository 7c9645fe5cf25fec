"""The left rail: where one can go, how much waits there; at its foot what needs attention, the line, the user."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from desktop.background.tasks import Tasks
from desktop.i18n.retranslated import Retranslated
from desktop.shell import names
from desktop.shell.key_map import KeyMap
from desktop.shell.line import LineState
from desktop.shell.rail_items import Brand, LineItem, SearchOpener, UserItem
from desktop.shell.rail_views import VIEWS_STRETCH, RailViews
from desktop.shell.saved_views import SavedViews
from desktop.theme.theme import Theme
from desktop.widgets.panels import Panel
from desktop.widgets.rail import RailItem
from sync.replica.reading.tickets import DESK_VIEWS, STORE_VIEWS, ViewKey


class Rail(Retranslated, Panel):
    """Signals: where the user wants to go."""

    page_wanted = Signal(str)
    view_wanted = Signal(str)
    palette_wanted = Signal()
    accounts_wanted = Signal()
    line_clicked = Signal()
    fold_wanted = Signal()
    tasks_wanted = Signal()

    def __init__(self, theme: Theme, keys: KeyMap, views: SavedViews, *, works: bool) -> None:
        Panel.__init__(self, theme, "sidebar", edges="r")
        self.setObjectName(names.RAIL)
        self._works, self._keys, self._known = works, keys, views
        self._folded = False
        self.setFixedWidth(theme.tokens.width.rail)
        self.brand, self._search = Brand(theme), SearchOpener(theme)
        self.home = RailItem(theme, icon="home", name=names.RAIL_HOME)
        self.tickets = RailItem(theme, icon="ticket", name=names.RAIL_TICKETS)
        self.knowledge = RailItem(theme, icon="book", name=names.RAIL_KNOWLEDGE)
        self.settings = RailItem(theme, icon="settings", name=names.RAIL_SETTINGS)
        self.attention = RailItem(theme, icon="alert", icon_color="warning", name=names.RAIL_ATTENTION)
        self.line, self.user = LineItem(theme), UserItem(theme)
        self._ready = DESK_VIEWS if works else STORE_VIEWS
        self.views: dict[str, RailItem] = {str(view): self._view_item(view) for view in self._ready}
        """By key or id: those that everybody begins with, then the saved ones, as they stand there."""
        self._place: tuple[str, str | None] = ("", None)
        self._pages = {
            "home": self.home, "tickets": self.tickets, "knowledge": self.knowledge, "settings": self.settings,
            "attention": self.attention,
        }  # fmt: skip
        self._lay_out(theme)
        self._connect()
        self.attention.hide()
        self.retranslate()

    def _lay_out(self, theme: Theme) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 0, 9, 8)
        column.setSpacing(0)
        column.addWidget(self.brand)
        column.addWidget(self._search)
        column.addSpacing(12)
        column.addWidget(self.home)
        column.addWidget(self.tickets)
        self._views = RailViews(theme)
        for item in self.views.values():
            self._views.add(item)
        column.addWidget(self._views, VIEWS_STRETCH)
        for item in (self.knowledge, self.settings):
            column.addWidget(item)
        column.addStretch(1)
        rule = Panel(theme, "border")
        rule.setFixedHeight(1)
        column.addWidget(rule)
        column.addSpacing(8)
        self._foot = column.count()
        for foot in (self.attention, self.line, self.user):
            column.addWidget(foot)

    def _connect(self) -> None:
        for page, item in self._pages.items():
            item.clicked.connect(lambda _checked, page=page: self.page_wanted.emit(page))
        self._known.changed.connect(self._show_saved)
        self._known.counted.connect(self._show_counts)
        self._show_saved()
        self._show_counts()
        self._search.clicked.connect(self.palette_wanted)
        self.user.clicked.connect(self.accounts_wanted)
        self.line.clicked.connect(self.line_clicked)
        self.brand.clicked.connect(self.fold_wanted)
        self._keys.changed.connect(self.retranslate)

    def show_tasks(self, tasks: Tasks) -> None:
        """Shows, while something goes on in the background, what and how far."""
        from desktop.shell.tasks_panel import TaskItem

        item = TaskItem(self._theme, tasks)
        item.clicked.connect(self.tasks_wanted)
        column = self.layout()
        if isinstance(column, QVBoxLayout):
            column.insertWidget(self._foot, item)
            # It stands at the foot's head, and Tab comes to it there.
            foot = (self.settings, item, self.attention, self.line, self.user)
            for before, after in pairwise(foot):
                self.setTabOrder(before, after)

    @property
    def is_folded(self) -> bool:
        """Whether it shows icons only."""
        return self._folded

    def fold(self, folded: bool) -> None:  # noqa: FBT001 - a state that is set
        """Shows icons only, or words again; the views have room with the words only."""
        self._folded = folded
        width = self._theme.tokens.width
        self.setFixedWidth(width.rail_collapsed if folded else width.rail)
        for item in self._pages.values():
            item.fold(folded)
        self._views.setVisible(not folded)
        self.retranslate()

    def retranslate(self) -> None:
        """Override Retranslated.retranslate."""
        self.setAccessibleName(self.tr("Navigation"))
        fold = self.tr("Unfold the navigation") if self._folded else self.tr("Fold the navigation")
        key = self._keys.first_of("rail")
        self.brand.setAccessibleName(fold)
        self.brand.setToolTip(f"{fold} ({key})" if key else fold)
        self._search.set_words(self.tr("Search or jump to"), self._keys.first_of("palette"))
        words = {
            "home": self.tr("Home"),
            "tickets": self.tr("Tickets") if self._works else self.tr("My tickets"),
            "knowledge": self.tr("Knowledge") if self._works else self.tr("Answers"),
            "settings": self.tr("Settings"),
            "attention": self.tr("Needs attention"),
        }
        for name, text in words.items():
            self._pages[name].set_words(text, self._keys.first_of(name))
        for view, item in self.views.items():
            item.set_words(self._known.name(view))

    def _view_item(self, view: str) -> RailItem:
        item = RailItem(self._theme, name=names.RAIL_VIEW + view)
        item.clicked.connect(lambda _checked, view=view: self.view_wanted.emit(str(view)))
        return item

    def _show_saved(self) -> None:
        """Puts the saved views behind the others, as they are now."""
        for view in [view for view in self.views if view not in self._ready]:
            self._views.drop(self.views.pop(view))
        for row in self._known.rows:
            self.views[row.id] = item = self._view_item(row.id)
            item.set_words(self._known.name(row.id))
            self._views.add(item)
        self._show_counts()
        self.show_place(*self._place)

    def _show_counts(self) -> None:
        counts = self._known.counts
        for view, item in self.views.items():
            item.set_count(counts.get(view, 0))
        main = ViewKey.TEAM if self._works else ViewKey.STORE_OPEN
        self.tickets.set_count(counts.get(main, 0))

    def show_place(self, page: str, view: str | None) -> None:
        """Lights where one is."""
        self._place = page, view
        for name, item in self._pages.items():
            item.setChecked(name == page)
        for key, item in self.views.items():
            item.setChecked(page == "tickets" and key == view)

    def show_line(self, state: LineState) -> None:
        """Shows the line's state and what needs attention."""
        self.line.show_state(state)
        self.attention.set_count(state.attention, "warning")
        self.attention.setVisible(state.attention > 0 or self.attention.isChecked())
