"""The main window: rail, strip, pages, palette; it leads from one feature to another."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QKeySequence,
    QMouseEvent,
    QMoveEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShortcut,
    QShowEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.i18n.retranslated import Retranslated
from desktop.shell import line, moments, names, wording
from desktop.shell.commands import Commands
from desktop.shell.key_map import native
from desktop.shell.keys import ACTIONS
from desktop.shell.known_errors import words_of
from desktop.shell.line import LineState, LineStatus
from desktop.shell.over import Over
from desktop.shell.pages import Pages
from desktop.shell.rail import Rail
from desktop.shell.tickets_page import TicketsPage
from desktop.shell.toasts import Toasts
from desktop.shell.travel import Travel
from desktop.shell.ways import Ways
from desktop.shell.workspace import Workspace
from desktop.widgets.notices import LineStrip
from desktop.widgets.painting import fill
from sync.replica.reading import directory

if TYPE_CHECKING:
    from desktop.features.accounts.operations import Opened
    from desktop.shell.jump_index import JumpIndex
    from desktop.shell.next_up import NextUp

TICK_MS = 15_000
RECENT_MOST = 7
ACCOUNT_KEYS = 9


class MainWindow(Retranslated, QWidget):
    """One window per profile.

    Signals:
        accounts_wanted: the user wants to change the account.
        account_wanted: (number) of another account of this computer.
        lock_wanted: the screen is to be locked.
        sign_in_wanted: the session is over and the user wants to open a new one.
        sign_out_wanted: the user leaves this account.
        closed: the window was closed.
        first_painted: the window stands there for the first time; whatever was not needed for that may begin.
        rearranged: the window was moved or has another size.
    """

    accounts_wanted = Signal()
    account_wanted = Signal(int)
    lock_wanted = Signal()
    sign_in_wanted = Signal()
    sign_out_wanted = Signal()
    closed = Signal()
    first_painted = Signal()
    rearranged = Signal()

    def __init__(self, work: Workspace) -> None:
        super().__init__()
        self.setObjectName(names.WINDOW)
        self.work = work
        self.works = work.me.works
        self.account: Opened | None = None
        """Whose window it is, with the key that opens the profile; set by whoever opened it."""
        self._state = LineState()
        self._page = ""
        self._painted = False
        theme = work.theme
        self._zoom = theme.zoom
        self.rail = Rail(theme, work.keys, work.views, works=self.works)
        self._strip = LineStrip(theme)
        self._strip.setObjectName(names.OFFLINE_STRIP)
        self._strip.hide()
        self.pages = Pages(work, self)
        self.toasts = Toasts(self, theme, self._toast_lift)
        self.ways, self.travel = Ways(self), Travel(self)
        self.commands = Commands(self)
        self._lay_out()
        self._tick = QTimer(self, interval=TICK_MS)
        self._connect()
        self.first_painted.connect(self.bind_keys)
        minimum = theme.tokens.window_min
        self.setMinimumSize(*minimum)
        self.resize(1440, 900)
        self.retranslate()
        self.show_beginning()

    def _lay_out(self) -> None:
        right = self._right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self._strip)
        right.addWidget(self.pages, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addLayout(right, 1)

    def _connect(self) -> None:
        self._connect_rail()
        self._strip.action_asked.connect(self.sign_in_wanted)
        self.work.me_changed.connect(self._on_me_changed)
        self.work.message_back.connect(self.ways.on_write_again)
        self.work.background.failed.connect(lambda error: self.tell(*words_of(error)))
        self.work.theme.theme_changed.connect(self._on_theme_changed)
        self._tick.timeout.connect(self._on_tick)
        self._tick.start()

    # Screens.

    @property
    def shown_page(self) -> str:
        """The name of the page that is shown."""
        return self._page

    def page(self, page: str) -> QWidget:
        """The page of that name, made now if need be."""
        return self.pages.page(page)

    def show_page(self, page: str) -> None:
        """Shows a page."""
        self.pages.flush()
        self.pages.setCurrentWidget(self.page(page))
        self._page = page
        self.toasts.settle()
        self._show_place()
        if page == "tickets":
            self.tickets.queue.list.setFocus()
        elif page in ("home", "attention"):
            self.page(page).setFocus()
        self.travel.note()

    def _show_place(self) -> None:
        view = self.tickets.queue.view if self._page == "tickets" and "tickets" in self.pages.by_name else None
        self.rail.show_place("tickets" if self._page == "filing" else self._page, view)

    def show_beginning(self) -> None:
        """Shows what one begins with."""
        self.show_page("tickets" if self.works else "home")

    @property
    def tickets(self) -> TicketsPage:
        """The tickets screen."""
        return self.pages.tickets

    def show_view(self, view: str) -> None:
        """Shows a view of tickets."""
        self.show_page("tickets")
        self.tickets.queue.show_view(view)
        self._show_place()
        self.travel.note()

    def open_ticket(self, ticket_id: str) -> None:
        """Shows a ticket, in its own window if it has one."""
        if self.tickets.has_detached and self.tickets.detached.holds(ticket_id):
            self.tickets.detached.open(ticket_id)
        elif self.tickets.open_ticket(ticket_id):
            self.show_page("tickets")
        else:
            self.tell(self.tr("This ticket is not here"), self.tr("It moved to another team, or it is not for you."))

    def show_settings(self, place: str) -> None:
        """Shows a group of settings or one of the pages beside them."""
        self.show_page("settings")
        self.pages.settings.open(place)

    def open_article(self, article_id: str, anchor: str = "") -> None:
        """Shows an article."""
        self.show_page("knowledge")
        self.pages.knowledge.open_article(article_id, anchor)
        self.travel.note()

    # What lies over the window.

    def open_palette(self) -> None:
        """Opens the palette over the window."""
        from desktop.shell.palette import Palette

        if not Over.is_open_over(self):
            recent = self.travel.history.latest_tickets(RECENT_MOST)
            possible = self.commands.is_possible
            Palette.opened_over(self, self.work, self.jump_index(), possible, recent, self._on_palette_chosen)

    def jump_index(self) -> JumpIndex:
        """What the palette keeps in memory; made with the first call."""
        if self._jump_index is None:
            from desktop.shell.jump_index import JumpIndex

            self._jump_index = JumpIndex(self.work, self)
        return self._jump_index

    _jump_index: JumpIndex | None = None

    def show_keys(self) -> None:
        """Shows every key."""
        from desktop.shell.keys_overlay import KeysOverlay

        if not Over.is_open_over(self):
            KeysOverlay.opened_over(self, self.work, works=self.works)

    def greet(self) -> None:
        """Says once what a newcomer, or somebody with another version, should know."""
        from desktop.shell.greeting import greet

        greet(self)

    @property
    def next_up(self) -> NextUp:
        """What hands out tickets; made with the first."""
        if self._next_up is None:
            from desktop.shell.next_up import NextUp
            from desktop.shell.next_up_bar import NextUpBar

            self._next_up = NextUp(self)
            self._right.insertWidget(1, NextUpBar(self.work, self._next_up))
        return self._next_up

    _next_up: NextUp | None = None

    def hand_out_next(self) -> None:
        """Hands out the next ticket that nobody is on."""
        self.show_page("tickets")
        self.next_up.hand_out()

    def show_guide(self) -> None:
        """Shows the first steps again."""
        from desktop.shell.greeting import show_guide

        show_guide(self)

    def put_above(self, bar: QWidget) -> None:
        """Makes room for a bar above the page; it goes when it closes itself."""
        self._right.insertWidget(1, bar)
        bar.show()

    def _on_palette_chosen(self, kind: str, key: str) -> None:
        match kind:
            case "ticket":
                self.open_ticket(key)
            case "article":
                self.open_article(key)
            case "view":
                self.show_view(key)
            case "macro":
                self.tickets.run_macro(key)
            case "find":
                self.ways.find_tickets(key)
            case "guide":
                self.ways.find_article(key)
            case _:
                self.run_action(key)

    def fold_rail(self) -> None:
        """Folds the rail, or unfolds it."""
        self.rail.fold(not self.rail.is_folded)
        self.rearranged.emit()

    def show_tasks(self) -> None:
        """Shows what goes on in the background."""
        from desktop.shell.tasks_panel import TasksPanel

        if not Over.is_open_over(self):
            TasksPanel(self, self.work.theme, self.work.tasks, self.rail.line).open()

    def run_action(self, name: str) -> None:
        """Does what a name of the table of keys stands for."""
        self.commands.run(name)

    def bind_keys(self) -> None:
        """Lets the keys work, and shows what goes on in the background: neither is in the first picture."""
        self.rail.show_tasks(self.work.tasks)
        from desktop.shell.key_binding import KeyBinding

        KeyBinding(self, self.work.keys, ACTIONS, self.commands.on_key)
        for number in range(1, ACCOUNT_KEYS + 1):
            shortcut = QShortcut(QKeySequence(f"Alt+{number}"), self)
            shortcut.activated.connect(partial(self.account_wanted.emit, number))

    # What the window says by itself.

    def say(self, sentence: str) -> None:
        """Says something at the foot of the window."""
        self.toasts.say(sentence)

    def tell(self, title: str, message: str) -> None:
        """Says what went wrong and what to do."""
        self.toasts.tell(title, message)

    def _attention_words(self) -> str:
        key = native(self.work.keys.first_of("attention"))
        if not key:
            return self.tr("Something waits for your decision under Needs attention.")
        return self.tr("Something waits for your decision under Needs attention ({0}).").format(key)

    def _toast_lift(self) -> int:
        return self.tickets.conversation.composer.height() if self._shows_ticket else 0

    @property
    def _shows_ticket(self) -> bool:
        return self._page == "tickets" and self.tickets.shows_ticket

    def show_line(self, state: LineState) -> None:
        """Shows how the connection is, and tells when something begins to need attention."""
        before, self._state = self._state, state
        known = before.status is not LineStatus.STARTING
        if known and state.attention > before.attention and self._page != "attention":
            self.say(self._attention_words())
        self.rail.show_line(state)
        down = state.is_down and not self.works
        again = state.status in (LineStatus.SIGN_IN, LineStatus.UPGRADE, LineStatus.SERVER_OLD)
        self._strip.setVisible(down or again)
        if again:
            self._strip.say(*line.again_texts(state), action=line.again_action(state), icon=line.ICON[state.status][0])
        elif down:
            self._strip.say(*line.strip_texts(state))
        if "filing" in self.pages.by_name:
            self.pages.filing.show_line(down=state.is_down)

    @property
    def line_state(self) -> LineState:
        """How the connection is."""
        return self._state

    def _on_line_clicked(self) -> None:
        if self._state.status is LineStatus.SIGN_IN:
            self.sign_in_wanted.emit()
        elif self._state.attention:
            self.show_page("attention")

    def count_now(self) -> None:
        """Has the views counted, and brought up whenever the time changes them."""
        self.work.views.begin()

    def on_view_gone(self, name: str) -> None:
        """Says that the view that was shown is no longer there."""
        self._show_place()
        self.say(self.tr("The view “{0}” was deleted.").format(name))

    def _on_me_changed(self) -> None:
        if self.work.me.works != self.works:
            self._begin_anew()
        self.retranslate()

    def _begin_anew(self) -> None:
        """The user's role became known, or is another: other views, another home."""
        self.works = self.work.me.works
        at_start = self._page in ("home", "tickets")
        self._renew_rail()
        self.pages.forget_role()
        self.show_page(("tickets" if self.works else "home") if at_start else self._page)
        self.show_line(self._state)
        from desktop.shell.greeting import follow_role

        follow_role(self)

    def _on_theme_changed(self) -> None:
        if self.work.theme.zoom != self._zoom:
            self._zoom = self.work.theme.zoom
            # In a turn of its own: what is made anew may be what the user has just clicked on.
            QTimer.singleShot(0, self, self._grow)

    def _grow(self) -> None:
        """Text has another size: everything that holds some is made anew, and the same place shown again."""
        self.pages.flush()
        ticket_id = self.tickets.conversation.ticket_id if self._shows_ticket else None
        place = self.pages.settings.place if "settings" in self.pages.by_name else ""
        self._renew_rail()
        self.pages.forget_all()
        self.show_page(self._page)
        if ticket_id is not None:
            self.open_ticket(ticket_id)
        elif self._page == "settings":
            self.show_settings(place)
        self.retranslate()

    def _renew_rail(self) -> None:
        row = self.layout()
        assert row is not None  # noqa: S101 - made in _lay_out
        before = self.rail
        self.rail = Rail(self.work.theme, self.work.keys, self.work.views, works=self.works)
        self.rail.fold(before.is_folded)
        self.rail.show_tasks(self.work.tasks)
        row.replaceWidget(before, self.rail)
        before.deleteLater()
        self._connect_rail()

    def _connect_rail(self) -> None:
        rail = self.rail
        rail.page_wanted.connect(self.show_page)
        rail.view_wanted.connect(self.show_view)
        rail.palette_wanted.connect(self.open_palette)
        rail.accounts_wanted.connect(self.accounts_wanted)
        rail.line_clicked.connect(self._on_line_clicked)
        rail.fold_wanted.connect(self.fold_rail)
        rail.tasks_wanted.connect(self.show_tasks)

    def _on_tick(self) -> None:
        self.rail.line.show_time(moments.now())

    def retranslate(self) -> None:
        """Override Retranslated.retranslate."""
        me = self.work.me
        self.setWindowTitle(f"{me.name} · Mostrador" if me.name else "Mostrador")
        self.rail.brand.show_name(me.space)
        self.rail.user.show_person(me.id, me.name or "…", self._place_of_work() or wording.title_of(me.role, me.title))
        self.show_line(self._state)

    def _place_of_work(self) -> str:
        """The store of somebody who works in one, where it is only one."""
        me = self.work.me
        stores = directory.stores(self.work.reader, me.store_ids) if me.store_ids and not me.works else []
        return stores[0].name if len(stores) == 1 else ""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Override QWidget.paintEvent."""
        fill(QPainter(self), self.rect(), self.work.theme.colors.surface)
        if not self._painted:
            self._painted = True
            # After the children were painted and the frame was handed over: what is posted from here comes in the same
            # turn of the loop, before whoever waits for that frame.
            QTimer.singleShot(1, self, self.first_painted.emit)

    def moveEvent(self, event: QMoveEvent) -> None:
        """Override QWidget.moveEvent."""
        super().moveEvent(event)
        self.rearranged.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Override QWidget.resizeEvent."""
        super().resizeEvent(event)
        self.rearranged.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Override QWidget.mousePressEvent: what no child wanted."""
        if not self.travel.on_mouse(event):
            super().mousePressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Override QWidget.showEvent."""
        super().showEvent(event)
        if "tickets" in self.pages.by_name and self.tickets.has_detached:
            self.tickets.detached.open_again()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Override QWidget.closeEvent."""
        self.pages.flush()
        self.work.send_held()
        self.closed.emit()
        if "tickets" in self.pages.by_name:
            self.tickets.close_detached()
        super().closeEvent(event)

    def come_forward(self) -> None:
        """Comes to the front: another start asked for it."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()
