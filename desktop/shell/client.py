"""The client: which accounts are open, the window that shows one of them, and the way from one to another."""

from __future__ import annotations

import gc
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QRect, QTimer, Signal
from PySide6.QtWidgets import QWidget

from desktop.i18n.languages import Languages
from desktop.settings.declared import (
    KEEP_RUNNING,
    LAST_PROFILE,
    MACHINE_LANGUAGE,
    SERVER,
)
from desktop.settings.settings import Settings
from desktop.shell.errors import AlreadyRunning, ClientError
from desktop.shell.front_door import FrontDoor
from desktop.shell.known_errors import words_of
from desktop.shell.look import Look
from desktop.shell.open_profile import OpenProfile
from desktop.shell.profile_files import (
    Card,
    ProfileLock,
    card_to_open,
    in_order,
    needs_password,
    profiles_folder,
    read_card,
    read_cards,
    unmark_left,
    was_left,
)
from desktop.shell.requests import COME, LOCK
from desktop.shell.seat import Seat, must_sign_in
from desktop.shell.window import MainWindow
from desktop.theme.theme import Theme
from sync.errors import CacheDamaged, ReplicaError
from sync.replica.reading.remembered import Remembered

if TYPE_CHECKING:
    from desktop.features.accounts.operations import Opened
    from desktop.shell.outside import Outside

KeyOf = Callable[[Card], bytes | None]

UNPAINTED_MS = 1_000
IDLE_MS = 30
"""From the first paint to the first thread: what the user does first is served first."""
OUTSIDE_MS = 1_200
SEATS_MOST = 4
"""So many accounts stay open behind their locks; the one that was left first is closed for the next."""


class Client(QObject):
    """Made once; shows either the sign-in screen or the window of an account. Others may be open behind their locks.

    Signals:
        ended: the last window was closed; everything is saved.
    """

    ended = Signal()

    def __init__(
        self, theme: Theme, languages: Languages, settings: Settings, *, server: str = "", keys: KeyOf | None = None
    ) -> None:
        """Makes it; `keys` gives the keys of profiles where something else than the system's keyring keeps them."""
        super().__init__()
        self._theme, self._languages, self._settings = theme, languages, settings
        self._server = server or settings.get(SERVER)
        self._keys = keys
        self._seats: dict[Path, Seat] = {}
        self._seat: Seat | None = None
        self._wanted = ""
        self._outside: Outside | None = None
        self.look = Look(theme, languages, settings)
        self.front_door = FrontDoor(theme, languages)
        self.front_door.opened.connect(self._on_signed_in)
        self.front_door.left.connect(self._on_sign_in_left)
        self.front_door.language_chosen.connect(self._on_machine_language)
        languages.language_changed.connect(self._on_language_changed)
        settings.save_failed.connect(self._on_settings_not_saved)

    @property
    def window(self) -> MainWindow | None:
        """The window of the account at the screen."""
        return self._seat.window if self._seat is not None else None

    @property
    def profile(self) -> OpenProfile | None:
        """The account at the screen."""
        return self._seat.profile if self._seat is not None else None

    def start(self, wanted: str = "", request: str = "") -> None:
        """Opens the profile that was open last, or asks who it is.

        Args:
            wanted: a profile's folder name or account; empty for the last one.
            request: what to do as soon as somebody is there, as of `do`.

        Raises:
            AlreadyRunning: Another process has it open.
        """
        self._wanted = request
        QTimer.singleShot(OUTSIDE_MS, self, self._sweep)
        card = card_to_open(wanted or self._settings.get(LAST_PROFILE), self._server, insists=bool(wanted))
        if card is None or self._asks_password(card) or not card.cache_path.exists():
            if card is not None:
                ProfileLock(card.folder).release()
            self.show_sign_in(card)
            return
        try:
            key = self._key_of(card)
        except ClientError as error:
            self.show_sign_in(card, why=error)
            return
        if key is None:
            self.show_sign_in(card)
        else:
            self._open_or_say_why(card, key)

    def _sweep(self) -> None:
        """Takes away what a process left that could not tidy up behind itself."""
        if not self._closed:
            from desktop.shell.files.copies import sweep

            self.front_door.background.request(self, sweep).run()
            self.front_door.go_on_asking()

    def _asks_password(self, card: Card) -> bool:
        """Whether nobody gets in without the password: where several people work, no keyring opens for all of them.

        Nor does it for whoever locked the screen or signed out before the program ended, however it did.
        """
        if self._keys is not None:
            return needs_password(card)
        return needs_password(card) or was_left(card) or len(read_cards(profiles_folder())) > 1

    def _key_of(self, card: Card) -> bytes | None:
        if self._keys is not None:
            return self._keys(card)
        from desktop.features.accounts.operations import keyring_key

        return keyring_key(card)

    # Signing in, and locks.

    def show_sign_in(
        self, card: Card | None = None, *, again: bool = False, someone_else: bool = False, why: Any = None,
        place: QRect | None = None,
    ) -> None:  # fmt: skip
        """Shows who may work here.

        Args:
            card: whose password is asked for; the last one's if not given.
            again: the session of the open profile is over.
            someone_else: whoever comes is none of this computer's accounts.
            why: a known error that led here.
            place: where the window stood whose place it takes.
        """
        held: Opened | None = None
        if again and self._seat is not None:
            from desktop.features.accounts.operations import Opened

            held = Opened(self._seat.card, self._seat.profile.key)
        cards = read_cards(profiles_folder())
        begin = None if someone_else else card or next(iter(cards), None)
        locked = {folder: seat for folder, seat in self._seats.items() if seat.door is not None}
        self.front_door.show(
            begin,
            server=(card.server_url if card else "") or self._server,
            doors={folder: seat.door for folder, seat in locked.items() if seat.door is not None},
            waits={folder: seat.waits() for folder, seat in locked.items()},
            held=held,
            place=place,
            why=why,
        )
        self._show_state()

    def _show_state(self) -> None:
        if self._outside is not None:
            self._outside.show_state(self._seat)

    def _on_sign_in_left(self) -> None:
        """The user closed the sign-in screen: with no window behind it, there is nothing left to show."""
        if self._seat is None and not self._stays_in_tray():
            self._end()

    def _on_settings_not_saved(self, title: str, message: str) -> None:
        if self._seat is not None:
            self._seat.tell_not_saved(title, message)

    def _on_machine_language(self, language: str) -> None:
        self._settings.set(MACHINE_LANGUAGE, language)
        self._languages.choose(language)

    def _on_signed_in(self, found: Opened) -> None:
        self._settings.set(SERVER, found.card.server_url)
        self._server = found.card.server_url
        unmark_left(found.card)
        view, seat = self.front_door.view, self._seats.get(found.card.folder)
        if seat is None:
            self._leave()
            self._open_or_make(found)
        else:
            if found.session is not None:
                seat.profile.sign_in_again(found.session)
            if found.proof:
                seat.profile.work.remember(Remembered.PASSWORD, found.proof)
            if seat is not self._seat:
                self._leave()
                self._come_back(seat)
        if self.front_door.view is view:
            self.front_door.close_view()

    def lock(self) -> None:
        """Takes everything off the screen until its user opens it again; the account goes on syncing."""
        seat = self._seat
        if seat is None:
            return
        if not seat.make_door().can_open:
            seat.window.tell(
                self.tr("This cannot be locked yet"),
                self.tr("Sign out and in again once: then this computer knows your password."),
            )
            return
        place = seat.window.geometry()
        self._leave()
        self.show_sign_in(seat.card, place=place)

    def _on_idle(self) -> None:
        if self._seat is not None and self._seat.make_door().can_open:
            self.lock()

    def _leave(self) -> None:
        """The account at the screen goes behind its lock; one that nothing here could open again is closed."""
        seat, self._seat = self._seat, None
        if seat is None:
            return
        seat.note_left()
        door = seat.make_door()
        if door.can_open:
            seat.lock(door)
        else:
            self._close_seat(seat)

    def _come_back(self, seat: Seat) -> None:
        """An account comes out from behind its lock."""
        self._seat = seat
        self._put_on(seat)
        seat.unlock()
        wanted = seat.wanted or self._wanted
        seat.wanted = self._wanted = ""
        self._show_state()
        if wanted:
            self.do(wanted)

    def _lock_if_too_long_away(self) -> None:
        for seat in list(self._seats.values()):
            days = must_sign_in(seat.profile.work.reader, self._settings)
            if days:
                if seat is self._seat:
                    self._leave()
                    self.show_sign_in(seat.card, why=_too_long(days))
                if seat.door is not None:
                    seat.door.needs_session = True

    # Opening.

    def _open_or_make(self, found: Opened) -> None:
        card, key = found.card, found.key
        if card.cache_path.exists():
            self._open_or_come_forward(found)
            return
        # The cache is made once, with its tables; the window comes when it is there.
        from desktop.shell.first_cache import make_cache

        op = self.front_door.background.request(self, lambda: make_cache(card, key))
        made = op.success(lambda _made: self._open_or_come_forward(found))
        made.failure(lambda error: self._on_unusable(card, error)).run()

    def _open_or_come_forward(self, found: Opened) -> None:
        try:
            self._open_or_say_why(found.card, found.key, found.session, found.proof)
        except AlreadyRunning:
            self._hand_over(found.card)

    def _hand_over(self, card: Card) -> None:
        from desktop.shell.instance import hand_over

        hand_over(card)
        if not self._seats:
            self.ended.emit()

    def _open_or_say_why(self, card: Card, key: bytes, session: Any = None, proof: str = "") -> None:
        try:
            self.open(card, key, session, proof)
        except ReplicaError as error:
            self._on_unusable(card, error)
        except ClientError as error:
            if isinstance(error, AlreadyRunning):
                raise
            self.show_sign_in(card, why=error)

    def _on_profile_unusable(self, profile: OpenProfile, error: Any) -> None:
        # Several reads may have met it before the first of them closed the profile.
        seat = self._seats.get(profile.card.folder)
        if seat is not None and seat.profile is profile:
            self._on_unusable(profile.card, error)

    def _on_unusable(self, card: Card, error: Any) -> None:
        """The cache cannot be used: the sign-in screen says why, and nothing was changed."""
        self._close_folder(card.folder)
        if self._seat is None:
            self.show_sign_in(card, why=error)

    def take_uncaught(self, error: ReplicaError) -> None:
        """Says what a read in the GUI thread met; of damage the sign-in screen tells, and offers its repair."""
        profile, window = self.profile, self.window
        if profile is None or window is None:
            return
        if isinstance(error, CacheDamaged):
            # In a turn of its own: whoever read may be painting.
            QTimer.singleShot(0, profile, lambda: profile.unusable.emit(error))
        else:
            window.tell(*words_of(error))

    def open(self, card: Card, key: bytes, session: Any = None, proof: str = "") -> None:
        """Opens a profile and shows its window.

        Raises:
            AlreadyRunning: Another process has it open.
            TooLongAway: It was without the server for too long, and nobody has just signed in.
            ReplicaError: Its cache cannot be read.
        """
        lock = ProfileLock(card.folder)
        settings = self._settings.of_profile(card.name)
        self.look.take_over(settings, card.locale)
        try:
            profile = OpenProfile(card, key, self._theme, settings, self._languages.language, lock)
            away_days = must_sign_in(profile.work.reader, self._settings) if session is None else 0
        except ReplicaError:
            lock.release()
            raise
        if away_days:
            profile.close()
            raise _too_long(away_days)
        self._languages.speak_as(desk=profile.work.me.works)
        window = MainWindow(profile.work)
        seat = Seat(profile, window, settings)
        self._make_room()
        self._seats[card.folder] = seat
        self._seat = seat
        self._settings.set(LAST_PROFILE, card.name)
        self._connect(seat)
        # After the first paint: everything that syncs, searches and counts. A window that is never painted (minimized
        # from the start) works all the same.
        window.first_painted.connect(
            lambda: QTimer.singleShot(IDLE_MS, window, lambda: self._set_to_work(seat, session, proof))
        )
        QTimer.singleShot(UNPAINTED_MS, window, lambda: self._set_to_work(seat, session, proof))
        window.show()
        window.activateWindow()
        seat.tell_of_settings()

    def _make_room(self) -> None:
        """Closes the account that was left first, if there are too many."""
        while len(self._seats) >= SEATS_MOST:
            self._close_seat(min(self._seats.values(), key=lambda seat: seat.left_at_s))

    def _connect(self, seat: Seat) -> None:
        window, profile, card = seat.window, seat.profile, seat.card
        window.closed.connect(self._on_window_closed)
        window.accounts_wanted.connect(self._open_accounts_menu)
        window.account_wanted.connect(self.switch_to)
        window.lock_wanted.connect(self.lock)
        window.sign_in_wanted.connect(lambda: self.show_sign_in(card, again=True))
        window.sign_out_wanted.connect(self._on_sign_out)
        profile.line_changed.connect(window.show_line)
        profile.failed.connect(window.tell)
        profile.unusable.connect(lambda error: self._on_profile_unusable(profile, error))
        profile.revoked.connect(lambda: self._on_revoked(seat))
        profile.work.me_changed.connect(lambda: self._on_me_changed(seat))
        seat.asked.connect(lambda request: self._on_asked(seat, request))
        seat.unread_changed.connect(lambda _count: self._show_state())

    def _set_to_work(self, seat: Seat, session: Any, proof: str) -> None:
        if seat.is_at_work or self._seats.get(seat.card.folder) is not seat:
            return
        if not gc.isenabled():
            # Off since the command began: what was made for the first paint stays, and is not looked through again.
            gc.freeze()
            gc.enable()
        seat.set_to_work(session, proof)
        seat.window.tickets.prepared.connect(self._on_prepared)
        QTimer.singleShot(OUTSIDE_MS, seat.window, lambda: self._meet_desktop(seat))

    def _meet_desktop(self, seat: Seat) -> None:
        """The client takes its place on the desktop, once, and tells of this account from now on."""
        if self._seats.get(seat.card.folder) is not seat:
            return
        if self._outside is None:
            from desktop.shell.outside import Outside

            self._outside = Outside(self._theme, self._settings, self._seats, self.front_door.background)
            self._outside.asked.connect(self.do)
            self._outside.idled.connect(self._on_idle)
            self._outside.hour_passed.connect(self._lock_if_too_long_away)
            self._outside.quit_wanted.connect(self._end)
        self._outside.tell_of(seat)

    def _on_prepared(self) -> None:
        wanted, self._wanted = self._wanted, ""
        if wanted:
            self.do(wanted)

    # What is asked from outside.

    def do(self, request: str) -> None:
        """Does what was asked from outside: COME, NEW_TICKET, LOCK, PALETTE, ATTENTION or a link of ours."""
        if request == LOCK:
            self.lock()
            return
        seat = self._seat
        if seat is None:
            self._wanted_later(request)
            self._ask_who_it_is()
            return
        seat.window.come_forward()
        seat.window.ways.do(request)

    def _ask_who_it_is(self) -> None:
        """Nobody is at the screen; its sign-in window may have been closed to the tray."""
        if self.front_door.view is None:
            self.show_sign_in(card_to_open(self._settings.get(LAST_PROFILE), "", insists=False))
        else:
            self.front_door.come_forward()

    def _wanted_later(self, request: str) -> None:
        """Nobody is at the screen: whoever opens it next meets what was asked."""
        if request != COME:
            self._wanted = request

    def _on_asked(self, seat: Seat, request: str) -> None:
        """Something is asked of one account, which need not be the one at the screen."""
        if seat is self._seat or request == LOCK:
            self.do(request)
            return
        seat.wanted = request
        place = self.window.geometry() if self.window is not None else None
        self._leave()
        self.show_sign_in(seat.card, place=place)

    # The account at the screen.

    def _put_on(self, seat: Seat) -> None:
        """The program speaks and looks as the account's user wants it."""
        self._settings.set(LAST_PROFILE, seat.card.name)
        self.look.take_over(seat.settings, seat.card.locale)
        self._languages.speak_as(desk=seat.profile.work.me.works)

    def _on_me_changed(self, seat: Seat) -> None:
        if seat is self._seat:
            self._languages.speak_as(desk=seat.profile.work.me.works)

    def _on_language_changed(self) -> None:
        if self._seat is not None:
            self._seat.profile.work.locale = self._languages.language

    # From one account to another.

    def _open_accounts_menu(self) -> None:
        if self._seat is None:
            return
        from desktop.shell.accounts_menu import AccountsMenu

        cards, foot = in_order(read_cards(profiles_folder())), self._seat.window.rail.user
        lock_key = self._seat.profile.work.keys.first_of("lock")
        menu = AccountsMenu(self._theme, cards, self._seat.card.folder, self._seats, foot, lock_key)
        menu.account_chosen.connect(lambda folder: self.change_to(Path(folder)))
        menu.someone_else_chosen.connect(self.change_to_someone_else)
        menu.lock_chosen.connect(self.lock)
        menu.sign_out_chosen.connect(self._on_sign_out)
        menu.open_over()

    def switch_to(self, number: int) -> None:
        """Changes to the account of that number, as the menu and the sign-in screen show them."""
        cards = in_order(read_cards(profiles_folder()))
        if number <= len(cards):
            self.change_to(cards[number - 1].folder)

    def change_to(self, folder: Path) -> None:
        """Changes to another account of this computer; the one at the screen goes behind its lock."""
        card = read_card(folder)
        if card is None or (self._seat is not None and folder == self._seat.card.folder):
            return
        place = self.window.geometry() if self.window is not None else None
        self._leave()
        if folder in self._seats:
            self.show_sign_in(card, place=place)
            return
        try:
            self.start(card.name)
        except AlreadyRunning:
            self._hand_over(card)

    def change_to_someone_else(self) -> None:
        """Lets somebody sign in who is not on this computer yet."""
        self._leave()
        self.show_sign_in(someone_else=True)

    def _on_sign_out(self) -> None:
        seat = self._seat
        if seat is None:
            return
        from desktop.shell.leaving import Leaving

        seat.note_left()
        Leaving(self.front_door).end_session(seat)
        self._close_seat(seat)
        self.show_sign_in(seat.card)

    def _on_revoked(self, seat: Seat) -> None:
        if self._seats.get(seat.card.folder) is not seat:
            return
        card, window = seat.card, seat.window
        # What the window still read is closed with it, and only then lets go of its files.
        window.destroyed.connect(lambda: QTimer.singleShot(0, self, lambda: self._wipe(card)))
        self._close_seat(seat)

    def _wipe(self, card: Card) -> None:
        def say(error: Any) -> None:
            if self._seat is None:
                self.show_sign_in(card, why=error)

        from desktop.shell.leaving import Leaving

        Leaving(self.front_door).wipe(card, say)

    # Closing.

    def _close_folder(self, folder: Path) -> None:
        seat = self._seats.get(folder)
        if seat is not None:
            self._close_seat(seat)

    def _close_seat(self, seat: Seat) -> None:
        self._seats.pop(seat.card.folder, None)
        if seat is self._seat:
            self._seat = None
        seat.window.closed.disconnect(self._on_window_closed)
        seat.close()
        if self._outside is not None:
            self._outside.forget(seat)

    def _stays_in_tray(self) -> bool:
        return self._outside is not None and self._outside.has_tray and self._settings.get(KEEP_RUNNING)

    def _on_window_closed(self) -> None:
        if not self._stays_in_tray():
            self._end()

    def _end(self) -> None:
        self.close()
        self.ended.emit()

    _closed = False

    def close(self) -> None:
        """Saves everything and stops every thread."""
        self._closed = True
        for seat in list(self._seats.values()):
            self._close_seat(seat)
        outside, self._outside = self._outside, None
        if outside is not None:
            outside.close()
        self.front_door.close()
        self._settings.save()

    def shown(self) -> QWidget | None:
        """What is on the screen now."""
        return self.window or self.front_door.view


def _too_long(days: int) -> ClientError:
    from desktop.features.accounts.errors import TooLongAway

    return TooLongAway(days)
