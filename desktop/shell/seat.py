"""An account at work in this process: its profile, its window, what is told of it, and whether it is locked."""

from __future__ import annotations

import logging
from datetime import timedelta
from time import monotonic
from typing import TYPE_CHECKING, Any

import shiboken6
from PySide6.QtCore import QCoreApplication, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from desktop.settings.declared import CONTACT_DAYS
from desktop.settings.settings import Settings
from desktop.shell import moments
from desktop.shell.arrangement import Arrangement
from desktop.shell.open_profile import OpenProfile
from desktop.shell.profile_files import Card, keep_learnt, mark_left
from desktop.shell.requests import ATTENTION
from desktop.shell.window import MainWindow
from desktop.system.links import SCHEME, TICKET
from sync.replica.reading.reader import Reader
from sync.replica.reading.remembered import Remembered, remembered

if TYPE_CHECKING:
    from desktop.features.accounts.doors import Door
    from desktop.shell.instance import Listener
    from desktop.shell.place import Place
    from desktop.shell.telling import Telling
    from desktop.system.notices import Notifier

log = logging.getLogger("mostrador.accounts")

PREPARE_MS = 300
LISTEN_MS = 60
GREET_MS = 1_500
"""Whoever opens the program sees first what they came for."""


class Seat(QObject):
    """Made for an account that may be opened, and closed with it. While it is locked it goes on syncing, unseen.

    Signals:
        asked: (request) another start of the program, or a notice, wants something of this account.
        unread_changed: (count) in so many tickets is something new.
    """

    asked = Signal(str)
    unread_changed = Signal(int)

    def __init__(self, profile: OpenProfile, window: MainWindow, settings: Settings) -> None:
        super().__init__()
        self.profile, self.window, self.settings = profile, window, settings
        self.door: Door | None = None
        self.wanted = ""
        """What was asked for while it was locked; done when it opens again."""
        self.left_at_s = 0.0
        """When its user left it last, by the clock that never goes back."""
        self.unread = 0
        self.telling: Telling | None = None
        self._listener: Listener | None = None
        self._hidden: list[QWidget] = []
        self.is_at_work = False
        self.arrangement = Arrangement(window, settings)
        self._place: Place | None = None
        self._told_not_saved = False
        profile.work.me_changed.connect(self._on_me_changed)
        settings.save_failed.connect(self.tell_not_saved)

    @property
    def card(self) -> Card:
        """Whose it is."""
        return self.profile.card

    @property
    def is_locked(self) -> bool:
        """Whether nothing of it may be read now."""
        return self.door is not None

    def tell_of_settings(self) -> None:
        """Says what the user has to know of their settings' files."""
        for aside in self.settings.damaged_files():
            self.window.tell(
                QCoreApplication.translate("Client", "Your settings could not be read"),
                QCoreApplication.translate("Client", "They begin anew; the file was kept as {0}.").format(aside.name),
            )
        if self.settings.is_of_newer_program:
            self.window.tell(
                QCoreApplication.translate("Client", "A newer Mostrador wrote your settings"),
                QCoreApplication.translate(
                    "Client", "They are used as far as this one knows them. Changes made here end with the program."
                ),
            )

    def tell_not_saved(self, title: str, message: str) -> None:
        """Says, once, that settings end with the program: a disk that refuses them refuses every one."""
        if not self._told_not_saved and shiboken6.isValid(self.window):
            self._told_not_saved = True
            self.window.tell(title, message)

    # At work.

    def set_to_work(self, session: Any, proof: str) -> None:
        """After the first paint: begins everything that syncs, searches, counts, listens and tells."""
        self.is_at_work = True
        self.profile.start(session)
        self.window.count_now()
        if proof:
            self.profile.work.remember(Remembered.PASSWORD, proof)
        QTimer.singleShot(LISTEN_MS, self.window, self._listen)
        QTimer.singleShot(PREPARE_MS, self.window, self._prepare)
        QTimer.singleShot(GREET_MS, self.window, self.window.greet)

    def _listen(self) -> None:
        from desktop.shell.instance import Listener

        self._listener = Listener(self.card, self.asked.emit)
        self._on_me_changed()

    def _prepare(self) -> None:
        from desktop.features.accounts.operations import Opened
        from desktop.shell.place import Place

        self.window.account = Opened(self.card, self.profile.key)
        tickets = self.window.tickets
        self._place = Place(self.window, self.profile.work)
        tickets.prepared.connect(self._place.find_again)
        tickets.ticket_opened.connect(self._on_looked)
        tickets.prepare_idly()

    def tell_through(self, notifier: Notifier) -> Telling:
        """Tells of news by these notices from now on."""
        from desktop.shell.telling import Telling, wishes_of

        self.telling = Telling(self.profile.work, self, lambda: wishes_of(self.settings), self)
        self.telling.ticket_wanted.connect(self._on_notice_opened)
        self.telling.unread_changed.connect(self._on_unread)
        self.telling.speak_through(notifier)
        self.window.pages.currentChanged.connect(self._on_looked)
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)  # noqa: S101 - there is a window
        application.focusWindowChanged.connect(self._on_looked)
        return self.telling

    def _on_notice_opened(self, ticket_id: str) -> None:
        self.asked.emit(f"{SCHEME}://{TICKET}/{ticket_id}" if ticket_id else ATTENTION)

    def _on_unread(self, count: int) -> None:
        self.unread = count
        self.unread_changed.emit(count)

    def _on_looked(self, *_: object) -> None:
        """The user looks at something: what it is about need not be told outside any more."""
        if self.telling is None or not shiboken6.isValid(self.window):
            return
        shown = self._shown_ticket()
        if shown:
            self.telling.on_ticket_seen(shown)

    def _on_me_changed(self) -> None:
        me, work = self.profile.work.me, self.profile.work
        if work.is_filled:
            from desktop.shell import wording

            keep_learnt(
                self.card,
                title=wording.title_of(me.role, me.title),
                space_name=me.space,
                phone=me.phone,
                used_at=moments.stored(moments.now()),
            )

    # What its user sees (`telling.Eyes`).

    def sees_ticket(self, ticket_id: str) -> bool:
        """Whether the ticket is on the screen, in a window that has the keyboard."""
        return self._shown_ticket() == ticket_id

    def sees_attention(self) -> bool:
        """Whether *Needs attention* is."""
        return self._is_looked_at() and self.window.shown_page == "attention"

    def _is_looked_at(self) -> bool:
        return not self.is_locked and self.window.isVisible() and self.window.isActiveWindow()

    def _shown_ticket(self) -> str:
        if not self._is_looked_at() or self.window.shown_page != "tickets" or not self.window.tickets.shows_ticket:
            return ""
        return self.window.tickets.conversation.ticket_id or ""

    # Locked and open.

    def note_left(self) -> None:
        """Writes down that the next start asks for the password."""
        try:
            mark_left(self.card)
        except OSError as error:
            # A full disk keeps nobody from taking their work off the screen.
            log.warning("The lock of profile %s could not be written down: %s", self.card.name, error.strerror)

    def lock(self, door: Door) -> None:
        """Takes everything of it off the screen; what was typed is saved, and stays where it is typed."""
        self.door, self.left_at_s = door, monotonic()
        self.profile.work.left.emit()
        self.window.pages.flush()
        self.arrangement.keep()
        if self._place is not None:
            self._place.keep()
        if self.telling is not None:
            self.telling.hush()
        self._hidden = []
        for widget in QApplication.topLevelWidgets():
            if widget.windowType() in (Qt.WindowType.Popup, Qt.WindowType.ToolTip):
                widget.close()
            elif widget.isVisible():
                self._hidden.append(widget)
                widget.hide()

    def unlock(self) -> None:
        """Shows it again as it was."""
        self.door = None
        for widget in self._hidden:
            if shiboken6.isValid(widget):
                widget.show()
        self._hidden = []
        self.window.come_forward()

    def make_door(self) -> Door:
        """The lock for it as it is now."""
        from desktop.features.accounts.doors import Door
        from desktop.features.accounts.operations import Opened

        reader = self.profile.work.reader
        held = Opened(self.card, self.profile.key)
        pin, password = (remembered(reader, what) for what in (Remembered.PIN, Remembered.PASSWORD))
        return Door(held, pin=pin, password=password)

    def waits(self) -> str:
        """What waits in it, for whoever chooses an account: changes to send, else drafts."""
        from desktop.shell.waiting_words import waiting_words

        return waiting_words(self.profile.work.reader)

    def close(self) -> None:
        """Saves everything and stops every thread."""
        if self._listener is not None:
            self._listener.close()
            self._listener = None
        if self.telling is not None:
            self.telling.hush()
            self.telling = None
        if shiboken6.isValid(self.window):
            self.window.close()
            self.profile.close(self.window)
            self.window.deleteLater()
        else:
            self.profile.close()
        self.settings.save()
        # With its timers, and in this thread: Python's collector may run in any.
        self.deleteLater()


def days_away(reader: Reader) -> float:
    """For how many days the server was not spoken with; 0 where that was never noted."""
    kept = remembered(reader, Remembered.CONTACT)
    if not kept:
        return 0.0
    # A clock that went back makes nobody wait, and nothing younger.
    return max(0.0, (moments.now() - moments.moment_of(kept)) / timedelta(days=1))


def days_allowed(reader: Reader, settings: Settings) -> int:
    """For how many days a profile is opened without the server: as this computer says, and no longer than it does."""
    own, servers = settings.get(CONTACT_DAYS), int(remembered(reader, Remembered.CONTACT_DAYS) or 0)
    return min(own, servers) if servers else own


def must_sign_in(reader: Reader, settings: Settings) -> int:
    """Whether only the server's word may open a profile: after how many days without it, 0 if it is not so long ago."""
    allowed = days_allowed(reader, settings)
    return allowed if days_away(reader) > allowed else 0
