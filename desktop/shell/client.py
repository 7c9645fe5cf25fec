"""The client: which account is open, the window that shows it, and the way from one account to another."""

from __future__ import annotations

import gc
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QPoint, QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from desktop.i18n.languages import Languages
from desktop.settings.declared import APPEARANCE, LANGUAGE, LAST_PROFILE, MACHINE_LANGUAGE, SERVER
from desktop.settings.settings import Settings
from desktop.shell.errors import AlreadyRunning, ClientError
from desktop.shell.open_profile import OpenProfile
from desktop.shell.profile_files import Card, ProfileLock, needs_password, profiles_folder, read_card, read_cards
from desktop.shell.window import MainWindow
from desktop.theme.theme import Mode, Theme
from sync.errors import ReplicaError

if TYPE_CHECKING:
    from desktop.background.background import Background
    from desktop.features.accounts.operations import Opened
    from desktop.features.accounts.view import SignInView

KeyOf = Callable[[Card], bytes | None]

UNPAINTED_MS = 1_000
IDLE_MS = 30
"""From the first paint to the first thread: what the user does first is served first."""
LISTEN_MS = 60
PREPARE_MS = 300


class Client(QObject):
    """Made once; shows either the sign-in screen or the window of an open profile.

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
        self._profile: OpenProfile | None = None
        self.window: MainWindow | None = None
        self._sign_in: SignInView | None = None
        self._background: Background | None = None
        languages.language_changed.connect(self._on_language_changed)

    def insist_on(self, language: str, appearance: str) -> None:
        """The command line chose a language or an appearance, which goes before what the profile has chosen."""
        self._insisted = (language, appearance)

    _insisted = ("", "")

    def start(self, wanted: str = "") -> None:
        """Opens the profile that was open last, or asks who it is.

        Args:
            wanted: a profile's folder name or account; empty for the last one.

        Raises:
            AlreadyRunning: Another window has it open.
        """
        card = self._card_to_open(wanted)
        if card is None or needs_password(card) or not card.cache_path.exists():
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

    def _card_to_open(self, wanted: str) -> Card | None:
        root = profiles_folder()
        last = wanted or self._settings.get(LAST_PROFILE)
        card = read_card(root / last) if last else None
        if card is None:
            cards = read_cards(root)
            named = [one for one in cards if one.account.casefold() == wanted.casefold()]
            card = next(iter(named if wanted else cards), None)
        if card is not None and self._server and not wanted and card.server_url.rstrip("/") != self._server.rstrip("/"):
            return None
        return card

    def _key_of(self, card: Card) -> bytes | None:
        if self._keys is not None:
            return self._keys(card)
        from desktop.features.accounts.operations import keyring_key

        return keyring_key(card)

    # Signing in.

    def show_sign_in(self, card: Card | None = None, *, again: bool = False, why: Any = None) -> None:
        """Shows who may work here; with `again` the session of the open profile is over. `why` is a known error."""
        # Off since the command began, for the sake of a window's first paint.
        gc.enable()
        from desktop.features.accounts.operations import Opened
        from desktop.features.accounts.view import SignInView

        before, self._sign_in = self._sign_in, None
        if before is not None:
            before.close()
            before.deleteLater()
        background = self._own_background()
        cards = read_cards(profiles_folder())
        if card is not None:
            cards.sort(key=lambda one: one.folder != card.folder)
        server = (card.server_url if card else "") or self._server
        view = SignInView(self._theme, background, cards, server=server, language=self._languages.language)
        if again and self._profile is not None:
            view.sign_in_online(Opened(self._profile.card, self._profile.key))
        view.opened.connect(self._on_signed_in)
        view.closed.connect(lambda: self._on_sign_in_closed(view))
        view.language_chosen.connect(self._on_machine_language)
        view.resize(*self._theme.tokens.sign_in)
        self._sign_in = view
        view.show()
        view.activateWindow()
        if why is not None:
            view.say_why(why)

    def _own_background(self) -> Background:
        """Threads for what belongs to no open profile."""
        from desktop.background.background import Background

        self._background = self._background or Background()
        return self._background

    def _on_sign_in_closed(self, view: SignInView) -> None:
        """The user closed the sign-in screen: with no window behind it, there is nothing left to show."""
        if view is self._sign_in:
            self._sign_in = None
            if self._profile is None:
                self._on_window_closed()

    def _on_machine_language(self, language: str) -> None:
        self._settings.set(MACHINE_LANGUAGE, language)
        self._languages.choose(language)

    def _on_signed_in(self, found: Opened) -> None:
        view, self._sign_in = self._sign_in, None
        self._settings.set(SERVER, found.card.server_url)
        self._server = found.card.server_url
        open_card = self._profile.card if self._profile is not None else None
        if open_card is not None and open_card.folder == found.card.folder:
            if found.session is not None and self._profile is not None:
                self._profile.sign_in_again(found.session)
        else:
            self._close_profile()
            self._open_or_make(found.card, found.key, found.session)
        if view is not None:
            view.close()
            view.deleteLater()

    def _ask_to_come_forward(self, card: Card) -> None:
        from desktop.shell.instance import ask_to_come_forward

        ask_to_come_forward(card)
        self.ended.emit()

    def _open_or_make(self, card: Card, key: bytes, session: Any) -> None:
        if card.cache_path.exists():
            self._open_or_come_forward(card, key, session)
            return
        # The cache is made once, with its tables; the window comes when it is there.
        from desktop.shell.first_cache import make_cache

        op = self._own_background().request(self, lambda: make_cache(card, key))
        made = op.success(lambda _made: self._open_or_come_forward(card, key, session))
        made.failure(lambda error: self._on_unusable(card, error)).run()

    def _open_or_come_forward(self, card: Card, key: bytes, session: Any) -> None:
        try:
            self._open_or_say_why(card, key, session)
        except AlreadyRunning:
            self._ask_to_come_forward(card)

    def _open_or_say_why(self, card: Card, key: bytes, session: Any = None) -> None:
        try:
            self.open(card, key, session)
        except ReplicaError as error:
            self._on_unusable(card, error)

    def _on_unusable(self, card: Card, error: Any) -> None:
        """The cache cannot be used: the sign-in screen says why, and nothing was changed."""
        self._close_profile()
        self.show_sign_in(card, why=error)

    # The open profile.

    def open(self, card: Card, key: bytes, session: Any = None) -> None:
        """Opens a profile and shows its window.

        Raises:
            AlreadyRunning: Another process has it open.
            ReplicaError: Its cache cannot be read.
        """
        lock = ProfileLock(card.folder)
        self._settings.open_profile(card.name)
        self._settings.set(LAST_PROFILE, card.name)
        language, appearance = self._insisted
        self._speak(language or self._settings.get(LANGUAGE) or card.locale)
        self._theme.set_mode(Mode(appearance or self._settings.get(APPEARANCE)))
        try:
            profile = OpenProfile(card, key, self._theme, self._languages.language, lock)
        except ReplicaError:
            lock.release()
            raise
        self._profile = profile
        window = MainWindow(profile.work)
        self.window = window
        window.closed.connect(self._on_window_closed)
        window.accounts_wanted.connect(self._open_accounts_menu)
        window.sign_in_wanted.connect(lambda: self.show_sign_in(card, again=True))
        window.sign_out_wanted.connect(self._on_sign_out)
        window.language_chosen.connect(self._on_language_chosen)
        window.appearance_chosen.connect(self._on_appearance_chosen)
        profile.line_changed.connect(window.show_line)
        profile.failed.connect(window.tell)
        profile.unusable.connect(lambda error: self._on_unusable(card, error))
        profile.revoked.connect(self._on_revoked)
        # After the first paint: everything that syncs, searches and counts. A window that is never painted (minimized
        # from the start) works all the same.
        window.first_painted.connect(
            lambda: QTimer.singleShot(IDLE_MS, window, lambda: self._set_to_work(profile, window, session))
        )
        QTimer.singleShot(UNPAINTED_MS, window, lambda: self._set_to_work(profile, window, session))
        window.show()
        window.activateWindow()

    def _set_to_work(self, profile: OpenProfile, window: MainWindow, session: Any) -> None:
        if profile is not self._profile or profile is self._at_work:
            return
        self._at_work = profile
        if not gc.isenabled():
            # Off since the command began: what was made for the first paint stays, and is not looked through again.
            gc.freeze()
            gc.enable()
        profile.start(session)
        window.count_now()
        QTimer.singleShot(LISTEN_MS, window, lambda: self._listen(profile, window))
        QTimer.singleShot(PREPARE_MS, window, lambda: window.tickets.prepare_idly())

    _at_work: OpenProfile | None = None

    def _listen(self, profile: OpenProfile, window: MainWindow) -> None:
        if profile is self._profile:
            from desktop.shell.instance import Listener

            self._listener = Listener(profile.card, window.come_forward)

    def _speak(self, language: str) -> None:
        if language != self._languages.language:
            self._languages.choose(language)

    def _on_language_changed(self) -> None:
        if self._profile is not None:
            self._profile.work.locale = self._languages.language

    def _on_language_chosen(self, language: str) -> None:
        self._settings.set(LANGUAGE, language)
        self._languages.choose(language)

    def _on_appearance_chosen(self, appearance: str) -> None:
        self._settings.set(APPEARANCE, appearance)
        self._theme.set_mode(Mode(appearance))

    def _open_accounts_menu(self) -> None:
        if self.window is None or self._profile is None:
            return
        menu = QMenu(self.window)
        here = self._profile.card.folder
        for card in read_cards(profiles_folder()):
            action = QAction(self._theme.icon("user", "text_secondary"), f"{card.user_name} · {card.account}", menu)
            action.setCheckable(card.folder == here)
            action.setChecked(card.folder == here)
            action.setData(str(card.folder))
            menu.addAction(action)
        menu.addSeparator()
        other = QAction(self._theme.icon("plus", "text_secondary"), self.tr("Someone else"), menu)
        other.setData("")
        leave = QAction(self._theme.icon("lock", "text_secondary"), self.tr("Sign out"), menu)
        leave.setData("sign-out")
        menu.addActions([other, leave])
        menu.triggered.connect(self._on_account_chosen)
        foot = self.window.rail.user
        size = menu.sizeHint()
        place = foot.mapToGlobal(foot.rect().topLeft())
        menu.popup(place - QPoint(0, size.height() + 4))

    def _on_account_chosen(self, action: QAction) -> None:
        chosen = str(action.data())
        if chosen == "sign-out":
            self._on_sign_out()
            return
        card = next((one for one in read_cards(profiles_folder()) if str(one.folder) == chosen), None)
        if card is not None and self._profile is not None and card.folder == self._profile.card.folder:
            return
        self._close_profile()
        if card is None:
            self.show_sign_in()
        else:
            try:
                self.start(card.name)
            except AlreadyRunning:
                self._ask_to_come_forward(card)

    def _on_sign_out(self) -> None:
        if self._profile is not None:
            card = self._profile.card
            background = self._own_background()

            def tell_server(kept: bytes) -> None:
                from desktop.features.accounts.operations import sign_out

                def tell() -> None:
                    background.request(self, lambda: sign_out(card.server_url, kept)).run()

                # The profile takes its own threads with it: these stay.
                background.bridge.post(tell)

            self._profile.forget_session(tell_server)
            self._close_profile()
            self.show_sign_in(card)

    def _on_revoked(self) -> None:
        if self._profile is None:
            return
        card, window = self._profile.card, self.window
        self._close_profile()
        if window is None:
            self._wipe(card)
        else:
            # What the window still read is closed with it, and only then lets go of its files.
            window.destroyed.connect(lambda: QTimer.singleShot(0, self, lambda: self._wipe(card)))

    def _wipe(self, card: Card) -> None:
        """Deletes what this computer kept of a profile, and says that it may no longer sign in."""
        from desktop.features.accounts.operations import wipe
        from sync.errors import DeviceRevoked

        op = self._own_background().request(self, lambda: wipe(card))
        op.success(lambda _gone: self.show_sign_in(card, why=DeviceRevoked()))
        op.failure(lambda error: self.show_sign_in(card, why=error)).run()

    def _close_profile(self) -> None:
        window, self.window = self.window, None
        profile, self._profile = self._profile, None
        self._listener = None
        if window is not None:
            window.closed.disconnect(self._on_window_closed)
            window.close()
        if profile is not None:
            profile.close(window)
        if window is not None:
            window.deleteLater()

    _listener: Any = None

    def _on_window_closed(self) -> None:
        self.close()
        self.ended.emit()

    def close(self) -> None:
        """Saves everything and stops every thread."""
        profile, self._profile = self._profile, None
        self._listener = None
        if profile is not None:
            profile.close()
        if self._background is not None:
            self._background.close()
            self._background = None
        self._settings.save()

    def shown(self) -> QWidget | None:
        """What is on the screen now."""
        return self.window or self._sign_in
