"""What the names of the table of keys do in the main window."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.shell import moments, silence
from desktop.shell.keys import BY_NAME, Action, is_for
from desktop.shell.over import Over

if TYPE_CHECKING:
    from desktop.shell.window import MainWindow


IN_LIST = frozenset({"mark", "table", "filter_by", "order", "save_view"})
"""What is done to the list that is on the screen."""


class Commands(QObject):
    """Belongs to a window: runs what keys, palette and menus name."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._does: dict[str, Callable[[], object]] = {
            "next": lambda: self._step(1),
            "previous": lambda: self._step(-1),
            "next_unread": self._next_unread,
            "next_up": window.hand_out_next,
            "next_view": lambda: self._step_view(1),
            "previous_view": lambda: self._step_view(-1),
            "create": window.ways.new_ticket,
            "mark": lambda: window.tickets.queue.mark_current(),
            "table": lambda: window.tickets.queue.toggle_table(),
            "save_view": lambda: window.tickets.queue.save_as_view(),
            "filter_by": lambda: window.tickets.queue.open_fields(),
            "order": lambda: window.tickets.queue.open_orders(),
            "filter": self._focus_field,
            "palette": window.open_palette,
            "back": lambda: window.travel.step(-1),
            "forward": lambda: window.travel.step(1),
            "undo": window.toasts.undo,
            "rail": window.fold_rail,
            "tasks": window.show_tasks,
            "accounts": window.accounts_wanted.emit,
            "lock": window.lock_wanted.emit,
            "silence": self._turn_silence,
            "keys": window.show_keys,
            "guide": window.show_guide,
            "away": lambda: window.show_settings("absence"),
        }

    def is_possible(self, action: Action) -> bool:
        """Whether it can be done now: something at a ticket needs one that is shown."""
        window = self._window
        if not is_for(action, window.work.me):
            return False
        if action.name == "next_up":
            return window.work.me.can("ticket.work")
        if action.name == "away":
            return window.work.me.can("franchise.read")
        if action.name == "undo":
            return window.toasts.offers_undo
        if action.name in IN_LIST:
            return window.shown_page == "tickets"
        return not action.at_ticket or (window.shown_page == "tickets" and window.tickets.can_act(action.name))

    def on_key(self, name: str) -> None:
        """Does what a key stands for, unless something lies over the window."""
        if not Over.is_open_over(self._window):
            self.run(name)

    def run(self, name: str) -> None:
        """Does what a name of the table stands for; another name is a screen's."""
        action = BY_NAME.get(name)
        if action is not None and not self.is_possible(action):
            return
        if action is not None and action.at_ticket:
            self._window.tickets.act(name)
        elif name in self._does:
            self._does[name]()
        else:
            self._window.show_page(name)

    def _step(self, by: int) -> None:
        self._window.show_page("tickets")
        self._window.tickets.queue.step(by)

    def _next_unread(self) -> None:
        self._window.show_page("tickets")
        if not self._window.tickets.queue.step_to_unread():
            self._window.say(self.tr("Nothing unread in this view."))

    def _step_view(self, by: int) -> None:
        views = list(self._window.rail.views)
        shown = self._window.tickets.queue.view
        at = views.index(shown) + by if shown in views and self._window.shown_page == "tickets" else 0
        self._window.show_view(views[at % len(views)])

    def _turn_silence(self) -> None:
        until = silence.turn(self._window.work.settings)
        words = self.tr("Nothing is told outside this window until {0}.") if until else self.tr("News are told again.")
        self._window.say(words.format(moments.clock(moments.moment_of(until)) if until else ""))

    def _focus_field(self) -> None:
        window = self._window
        if window.shown_page == "knowledge":
            window.pages.knowledge.focus_field()
        elif window.shown_page == "home":
            window.pages.home.field.setFocus()
        elif window.shown_page == "settings":
            window.pages.settings.focus_field()
        else:
            window.show_page("tickets")
            window.tickets.queue.filter.setFocus()
