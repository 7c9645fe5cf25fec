"""The main window: rail, strip, pages, palette; it leads from one feature to another."""

from __future__ import annotations

from collections.abc import Callable

import shiboken6
from PySide6.QtCore import Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QCloseEvent, QDesktopServices, QKeySequence, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.background.changes import Changes
from desktop.background.operations import Latest
from desktop.background.throttle import Throttle
from desktop.features.queue import operations as queue
from desktop.i18n.retranslated import Retranslated
from desktop.shell import keys, line, moments, names, wording
from desktop.shell.line import LineState, LineStatus
from desktop.shell.rail import Rail
from desktop.shell.tickets_page import TicketsPage
from desktop.shell.workspace import OUTBOX, Workspace
from desktop.widgets.notices import LineStrip, Toast
from sync.replica.reading import directory
from sync.replica.reading.tickets import ViewKey

COUNT_MS = 250
TICK_MS = 15_000
ARTICLE_LINK = "mostrador://article/"
TICKET_LINK = "mostrador://ticket/"


class MainWindow(Retranslated, QWidget):
    """One window per profile.

    Signals:
        accounts_wanted: the user wants to change the account.
        sign_in_wanted: the session is over and the user wants to open a new one.
        sign_out_wanted: the user leaves this account.
        closed: the window was closed.
        first_painted: the window stands there for the first time; whatever was not needed for that may begin.
    """

    accounts_wanted = Signal()
    sign_in_wanted = Signal()
    sign_out_wanted = Signal()
    closed = Signal()
    first_painted = Signal()
    language_chosen = Signal(str)
    appearance_chosen = Signal(str)

    def __init__(self, work: Workspace) -> None:
        super().__init__()
        self.setObjectName(names.WINDOW)
        self._work = work
        self._works = work.me.works
        self._state = LineState()
        self._page = ""
        self._painted = False
        self._counting = Latest()
        self._made: dict[str, QWidget] = {}
        theme = work.theme
        self.rail = Rail(theme, works=self._works)
        self._strip = LineStrip(theme)
        self._strip.setObjectName(names.OFFLINE_STRIP)
        self._strip.hide()
        self._pages = QStackedWidget()
        self._pages.setObjectName(names.PAGES)
        self._toast: Toast | None = None
        self._over: QWidget | None = None
        self._lay_out()
        self._count_soon = Throttle(COUNT_MS, self._count, self, leading=False)
        self._tick = QTimer(self, interval=TICK_MS)
        self._connect()
        self._bind_keys()
        minimum = theme.tokens.window_min
        self.setMinimumSize(*minimum)
        self.resize(1440, 900)
        self.retranslate()
        self.show_page("tickets" if self._works else "home")

    def _lay_out(self) -> None:
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self._strip)
        right.addWidget(self._pages, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addLayout(right, 1)

    def _connect(self) -> None:
        self._connect_rail()
        self._strip.action_asked.connect(self.sign_in_wanted)
        self._work.hub.changes_committed.connect(self._on_changes)
        self._work.me_changed.connect(self._on_me_changed)
        self._work.background.failed.connect(self.tell)
        self._tick.timeout.connect(self._on_tick)
        self._tick.start()

    # Pages: made when they are first shown.

    def _page_maker(self, page: str) -> Callable[[], QWidget]:
        return {
            "home": self._make_home, "tickets": self._make_tickets, "knowledge": self._make_knowledge,
            "settings": self._make_settings, "attention": self._make_attention, "filing": self._make_filing,
        }[page]  # fmt: skip

    def page(self, page: str) -> QWidget:
        """The page of that name, made now if need be."""
        if page not in self._made:
            self._made[page] = self._page_maker(page)()
            self._pages.addWidget(self._made[page])
        return self._made[page]

    def show_page(self, page: str) -> None:
        """Shows a page."""
        self._flush()
        self._pages.setCurrentWidget(self.page(page))
        self._page = page
        if self._toast is not None:
            self._toast.settle()
        self._show_place()
        if page == "tickets":
            self.tickets.queue.list.setFocus()
        elif page == "home":
            self.page("home").setFocus()

    def _show_place(self) -> None:
        view = self.tickets.queue.view if self._page == "tickets" and "tickets" in self._made else None
        self.rail.show_place("tickets" if self._page == "filing" else self._page, view)

    @property
    def tickets(self) -> TicketsPage:
        """The tickets screen."""
        page = self.page("tickets")
        assert isinstance(page, TicketsPage)  # noqa: S101 - made by _make_tickets
        return page

    def _make_tickets(self) -> QWidget:
        page = TicketsPage(self._work)
        page.new_wanted.connect(self.new_ticket)
        page.link_clicked.connect(self.open_link)
        return page

    def _make_home(self) -> QWidget:
        from desktop.features.home.view import HomeView

        page = HomeView(self._work)
        page.find_wanted.connect(self.find_article)
        page.new_wanted.connect(self.new_ticket)
        page.list_wanted.connect(self.show_view)
        page.ticket_wanted.connect(self.open_ticket)
        page.reply_wanted.connect(self._on_reply_wanted)
        return page

    def _make_knowledge(self) -> QWidget:
        from desktop.features.knowledge.view import KnowledgeView

        page = KnowledgeView(self._work)
        page.ticket_wanted.connect(self.open_ticket)
        page.new_ticket_wanted.connect(self._on_still_stuck)
        page.link_clicked.connect(self.open_link)
        return page

    def _make_filing(self) -> QWidget:
        from desktop.features.filing.view import FilingView

        page = FilingView(self._work)
        page.filed.connect(self._on_filed)
        page.left.connect(lambda: self.show_page("tickets" if self._works else "home"))
        page.article_wanted.connect(self.open_article)
        page.show_line(down=self._state.is_down)
        return page

    def _make_attention(self) -> QWidget:
        from desktop.features.attention.view import AttentionView

        page = AttentionView(self._work)
        page.ticket_wanted.connect(self.open_ticket)
        page.write_again_wanted.connect(self._on_write_again)
        page.article_wanted.connect(self.open_article)
        page.told.connect(self.say)
        return page

    def _make_settings(self) -> QWidget:
        from desktop.features.preferences.view import PreferencesView

        page = PreferencesView(self._work)
        page.language_chosen.connect(self.language_chosen)
        page.appearance_chosen.connect(self.appearance_chosen)
        page.sign_out_wanted.connect(self.sign_out_wanted)
        return page

    # Ways from one feature to another.

    def show_view(self, view: str) -> None:
        """Shows a view of tickets."""
        self.show_page("tickets")
        self.tickets.queue.show_view(ViewKey(view))
        self._show_place()

    def open_ticket(self, ticket_id: str) -> None:
        """Shows a ticket."""
        if self.tickets.open_ticket(ticket_id):
            self.show_page("tickets")
        else:
            self.tell(self.tr("This ticket is not here"), self.tr("It may have moved to another team."))

    def new_ticket(self) -> None:
        """Begins a ticket, or goes on with the one that was begun."""
        self.show_page("filing")
        self.page("filing").begin()  # type: ignore[attr-defined]

    def find_article(self, words: str) -> None:
        """Searches the knowledge base."""
        self.show_page("knowledge")
        self.page("knowledge").search(words)  # type: ignore[attr-defined]

    def open_article(self, article_id: str, anchor: str = "") -> None:
        """Shows an article."""
        self.show_page("knowledge")
        self.page("knowledge").open_article(article_id, anchor)  # type: ignore[attr-defined]

    def open_link(self, address: str) -> None:
        """Follows a link of ours inside, any other in the browser."""
        if address.startswith(ARTICLE_LINK):
            article_id, _, anchor = address[len(ARTICLE_LINK) :].partition("#")
            self.open_article(article_id, anchor)
        elif address.startswith(TICKET_LINK):
            self.open_ticket(address[len(TICKET_LINK) :])
        else:
            QDesktopServices.openUrl(QUrl(address))

    def _on_reply_wanted(self, ticket_id: str) -> None:
        self.open_ticket(ticket_id)
        self.tickets.write("reply")

    def _on_still_stuck(self, words: str, article_id: str) -> None:
        self.show_page("filing")
        self.page("filing").begin(words, article_id)  # type: ignore[attr-defined]

    def _on_filed(self, ticket_id: str) -> None:
        self.open_ticket(ticket_id)
        down = self._state.is_down
        self.say(
            self.tr("Saved here. It goes out as soon as there is a line.")
            if down
            else self.tr("Your ticket is on its way.")
        )

    def _on_write_again(self, ticket_id: str, kind: str) -> None:
        self.open_ticket(ticket_id)
        self.tickets.write(kind)

    def open_palette(self) -> None:
        """Opens the palette over the window."""
        from desktop.shell.palette import Palette

        if self._over is None or not shiboken6.isValid(self._over):
            self._over = Palette.opened_over(self, self._work, self._on_palette_chosen)

    def show_keys(self) -> None:
        """Shows every key."""
        from desktop.shell.keys_overlay import KeysOverlay

        if self._over is None or not shiboken6.isValid(self._over):
            self._over = KeysOverlay.opened_over(self, self._work.theme, works=self._works)

    def _on_palette_chosen(self, kind: str, key: str) -> None:
        self._over = None
        match kind:
            case "ticket":
                self.open_ticket(key)
            case "article":
                self.open_article(key)
            case "view":
                self.show_view(key)
            case _:
                self.run_action(key)

    # Keys: one table, bound here.

    def _bind_keys(self) -> None:
        for action in keys.ACTIONS:
            for sequence in action.keys:
                shortcut = QShortcut(QKeySequence(sequence), self)
                shortcut.activated.connect(lambda name=action.name: self.run_action(name))

    def run_action(self, name: str) -> None:
        """Does what a key of the table stands for."""
        match name:
            case "palette":
                self.open_palette()
            case "keys":
                self.show_keys()
            case "next" | "previous":
                self.show_page("tickets")
                self.tickets.queue.step(1 if name == "next" else -1)
            case "reply" | "note":
                if self._page == "tickets":
                    self.tickets.write(name)
            case "assign":
                if self._page == "tickets":
                    self.tickets.assign_to_me()
            case "create":
                self.new_ticket()
            case "filter":
                self._focus_field()
            case _:
                self.show_page(name)

    def _focus_field(self) -> None:
        if self._page == "knowledge":
            self.page("knowledge").focus_field()  # type: ignore[attr-defined]
        elif self._page == "home":
            self.page("home").field.setFocus()  # type: ignore[attr-defined]
        else:
            self.show_page("tickets")
            self.tickets.queue.filter.setFocus()

    # What the window says by itself.

    def say(self, sentence: str) -> None:
        """Says something at the foot of the window."""
        self._toast = self._toast or self._make_toast()
        self._toast.show_message(sentence)

    def tell(self, title: str, message: str) -> None:
        """Says what went wrong and what to do."""
        self._toast = self._toast or self._make_toast()
        self._toast.show_message(f"{title}. {message}" if message else title, icon="alert")

    def _make_toast(self) -> Toast:
        toast = Toast(self._work.theme, self)
        toast.setObjectName(names.TOAST)
        toast.lift = self._toast_lift
        return toast

    def _toast_lift(self) -> int:
        """How much higher a toast stands than the window's foot: it never covers what one writes."""
        shown = self._page == "tickets" and self.tickets.shows_ticket
        return self.tickets.conversation.composer.height() if shown else 0

    def show_line(self, state: LineState) -> None:
        """Shows how the connection is."""
        self._state = state
        self.rail.show_line(state)
        down = state.is_down and not self._works
        again = state.status in (LineStatus.SIGN_IN, LineStatus.UPGRADE)
        self._strip.setVisible(down or again)
        if again:
            self._strip.say(*line.again_texts(state), action=line.again_action(state), icon=line.ICON[state.status][0])
        elif down:
            self._strip.say(*line.strip_texts(state))
        if "filing" in self._made:
            self._made["filing"].show_line(down=state.is_down)  # type: ignore[attr-defined]

    @property
    def line_state(self) -> LineState:
        """How the connection is."""
        return self._state

    def _on_line_clicked(self) -> None:
        if self._state.status is LineStatus.SIGN_IN:
            self.sign_in_wanted.emit()
        elif self._state.attention:
            self.show_page("attention")

    def _on_changes(self, changes: Changes, _initiator: object) -> None:
        if changes.touches("ticket", OUTBOX):
            self._count_soon()

    def _count(self) -> None:
        views = tuple(self.rail.views)
        self._counting.run(queue.counts(self._work, self, views).success(self._on_counted))

    def _on_counted(self, counts: dict[ViewKey, int]) -> None:
        self.rail.show_counts(counts)
        main = ViewKey.STORE_OPEN if ViewKey.STORE_OPEN in counts else ViewKey.TEAM
        self.rail.tickets.set_count(counts.get(main, 0))

    def count_now(self) -> None:
        """Counts the views."""
        self._count()

    def _on_me_changed(self) -> None:
        if self._work.me.works != self._works:
            self._begin_anew()
        self.retranslate()
        self._count_soon()

    def _begin_anew(self) -> None:
        """The user's role became known, or is another: other views, another home."""
        self._works = self._work.me.works
        at_start = self._page in ("home", "tickets")
        row = self.layout()
        assert row is not None  # noqa: S101 - made in _lay_out
        before = self.rail
        self.rail = Rail(self._work.theme, works=self._works)
        row.replaceWidget(before, self.rail)
        before.deleteLater()
        for name in list(self._made):
            if name in ("home", "tickets", "filing", "knowledge"):
                gone = self._made.pop(name)
                self._pages.removeWidget(gone)
                gone.deleteLater()
        self._connect_rail()
        self.show_page(("tickets" if self._works else "home") if at_start else self._page)
        self.show_line(self._state)

    def _connect_rail(self) -> None:
        rail = self.rail
        rail.page_wanted.connect(self.show_page)
        rail.view_wanted.connect(self.show_view)
        rail.palette_wanted.connect(self.open_palette)
        rail.accounts_wanted.connect(self.accounts_wanted)
        rail.line_clicked.connect(self._on_line_clicked)

    def _on_tick(self) -> None:
        self.rail.line.show_time(moments.now())

    def retranslate(self) -> None:
        """Override Retranslated.retranslate."""
        me = self._work.me
        self.setWindowTitle(f"{me.name} · Mostrador" if me.name else "Mostrador")
        self.rail.brand.show_name(me.space)
        self.rail.user.show_person(me.id, me.name or "…", self._place_of_work() or wording.title_of(me.role, me.title))
        self.show_line(self._state)

    def _place_of_work(self) -> str:
        """The store of somebody who works in one, where it is only one."""
        me = self._work.me
        stores = directory.stores(self._work.reader, me.store_ids) if me.store_ids and not me.works else []
        return stores[0].name if len(stores) == 1 else ""

    def _flush(self) -> None:
        if "tickets" in self._made:
            self.tickets.flush()
        for name in ("filing", "knowledge"):
            if name in self._made:
                self._made[name].flush()  # type: ignore[attr-defined]

    def paintEvent(self, event: QPaintEvent) -> None:
        """Override QWidget.paintEvent."""
        QPainter(self).fillRect(self.rect(), self._work.theme.colors.surface)
        if not self._painted:
            self._painted = True
            # What is posted from here comes after the children were painted and the frame was handed over.
            QTimer.singleShot(0, self, self.first_painted.emit)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Override QWidget.closeEvent."""
        self._flush()
        self.closed.emit()
        super().closeEvent(event)

    def come_forward(self) -> None:
        """Comes to the front: another start asked for it."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()
