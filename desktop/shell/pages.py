"""The screens of a window: each is made when it is first shown, and told where its wishes lead."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop.shell import names
from desktop.shell.tickets_page import TicketsPage
from desktop.shell.workspace import Workspace

if TYPE_CHECKING:
    from desktop.features.attention.view import AttentionView
    from desktop.features.filing.view import FilingView
    from desktop.features.home.view import HomeView
    from desktop.features.knowledge.view import KnowledgeView
    from desktop.features.preferences.view import PreferencesView
    from desktop.shell.window import MainWindow

OF_THE_ROLE = ("home", "tickets", "filing", "knowledge")
"""Screens that are others for a desk than for a store."""


class Pages(QStackedWidget):
    """One of each.

    Signals:
        made: (name, page) of one that was not needed before.
    """

    made = Signal(str, QWidget)

    def __init__(self, work: Workspace, window: MainWindow) -> None:
        super().__init__()
        self.setObjectName(names.PAGES)
        self._work, self._window = work, window
        self._made: dict[str, QWidget] = {}

    def page(self, name: str) -> QWidget:
        """The page of that name, made now if need be."""
        if name not in self._made:
            self._made[name] = self._maker(name)()
            self.addWidget(self._made[name])
            self.made.emit(name, self._made[name])
        return self._made[name]

    @property
    def by_name(self) -> Mapping[str, QWidget]:
        """The pages made so far."""
        return self._made

    @property
    def tickets(self) -> TicketsPage:
        """The tickets."""
        return cast("TicketsPage", self.page("tickets"))

    @property
    def home(self) -> HomeView:
        """The first screen of a store."""
        return cast("HomeView", self.page("home"))

    @property
    def knowledge(self) -> KnowledgeView:
        """The guides."""
        return cast("KnowledgeView", self.page("knowledge"))

    @property
    def filing(self) -> FilingView:
        """The form of a new ticket."""
        return cast("FilingView", self.page("filing"))

    @property
    def settings(self) -> PreferencesView:
        """What may be changed."""
        return cast("PreferencesView", self.page("settings"))

    @property
    def attention(self) -> AttentionView:
        """What was refused."""
        return cast("AttentionView", self.page("attention"))

    def flush(self) -> None:
        """Saves what was just typed, wherever it was."""
        for page in self._made.values():
            if (flush := getattr(page, "flush", None)) is not None:
                flush()

    def forget_role(self) -> None:
        """Drops the screens that are others for another role."""
        self._forget(OF_THE_ROLE)

    def forget_all(self) -> None:
        """Drops every screen: each is made anew when it is next shown."""
        self._forget(tuple(self._made))

    def _forget(self, names_of: tuple[str, ...]) -> None:
        for name in names_of:
            gone = self._made.pop(name, None)
            if gone is not None:
                self.removeWidget(gone)
                gone.deleteLater()

    def _maker(self, name: str) -> Callable[[], QWidget]:
        return {
            "home": self._make_home, "tickets": self._make_tickets, "knowledge": self._make_knowledge,
            "settings": self._make_settings, "attention": self._make_attention, "filing": self._make_filing,
        }[name]  # fmt: skip

    def _on_message_held(self, message_id: str) -> None:
        self._window.toasts.count_down(self._work.held, message_id)

    def _make_tickets(self) -> TicketsPage:
        page = TicketsPage(self._work)
        page.new_wanted.connect(self._window.ways.new_ticket)
        page.link_clicked.connect(self._window.ways.open_link)
        page.told.connect(self._window.say)
        page.undo_offered.connect(self._window.toasts.offer_undo)
        page.message_held.connect(self._on_message_held)
        page.foot_moved.connect(self._window.toasts.settle)
        page.ticket_opened.connect(lambda _id: self._window.travel.note())
        page.queue.view_gone.connect(self._window.on_view_gone)
        page.queue.view_wanted.connect(self._window.ways.new_view)
        page.prepared.connect(lambda: self._window.jump_index().bring_up())
        return page

    def _make_home(self) -> HomeView:
        from desktop.features.home.view import HomeView

        page = HomeView(self._work)
        page.find_wanted.connect(self._window.ways.find_article)
        page.new_wanted.connect(self._window.ways.new_ticket)
        page.list_wanted.connect(self._window.show_view)
        page.ticket_wanted.connect(self._window.open_ticket)
        page.reply_wanted.connect(self._window.ways.on_reply_wanted)
        return page

    def _make_knowledge(self) -> KnowledgeView:
        from desktop.features.knowledge.view import KnowledgeView

        page = KnowledgeView(self._work)
        page.ticket_wanted.connect(self._window.open_ticket)
        page.new_ticket_wanted.connect(self._window.ways.on_still_stuck)
        page.link_clicked.connect(self._window.ways.open_link)
        return page

    def _make_filing(self) -> FilingView:
        from desktop.features.filing.view import FilingView

        page = FilingView(self._work)
        page.filed.connect(self._window.ways.on_filed)
        page.left.connect(self._window.ways.on_filing_left)
        page.joined.connect(self._window.ways.on_joined)
        page.spared.connect(self._window.ways.on_spared)
        page.link_clicked.connect(self._window.ways.open_link)
        page.show_line(down=self._window.line_state.is_down)
        return page

    def _make_attention(self) -> AttentionView:
        from desktop.features.attention.view import AttentionView

        page = AttentionView(self._work)
        page.ticket_wanted.connect(self._window.open_ticket)
        page.write_again_wanted.connect(self._window.ways.on_write_again)
        page.file_again_wanted.connect(self._window.ways.on_file_again)
        page.article_again_wanted.connect(self._window.ways.on_article_again)
        page.article_wanted.connect(self._window.open_article)
        page.told.connect(self._window.say)
        return page

    def _make_settings(self) -> PreferencesView:
        from desktop.features.preferences.view import PreferencesView
        from desktop.shell.settings_sections import sections_of

        return PreferencesView(self._work, sections_of(self._work, self._window))
