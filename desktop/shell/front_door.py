"""The sign-in screen as the client shows it: one at a time, over threads that belong to no account."""

from __future__ import annotations

import gc
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QRect, Signal

from desktop.i18n.languages import Languages
from desktop.settings.places import data_folder
from desktop.shell.profile_files import Card, in_order, profiles_folder, read_cards
from desktop.theme.theme import Theme

if TYPE_CHECKING:
    from desktop.background.background import Background
    from desktop.features.accounts.doors import Door
    from desktop.features.accounts.help_line import HelpLine
    from desktop.features.accounts.operations import Opened
    from desktop.features.accounts.view import SignInView

ASKED = "help.sealed"
"""The file in which what was asked without a session is kept."""


class FrontDoor(QObject):
    """Made once.

    Signals:
        opened: (Opened) an account may be opened, or its lock.
        left: the screen was closed by its user.
        language_chosen: (language) before anybody signed in.
    """

    opened = Signal(object)
    left = Signal()
    language_chosen = Signal(str)

    def __init__(self, theme: Theme, languages: Languages) -> None:
        super().__init__()
        self._theme, self._languages = theme, languages
        self._background: Background | None = None
        self._help_line: HelpLine | None = None
        self.view: SignInView | None = None

    @property
    def background(self) -> Background:
        """Threads for what belongs to no open account."""
        from desktop.background.background import Background

        self._background = self._background or Background()
        return self._background

    @property
    def help_line(self) -> HelpLine:
        """Carries what is asked without a session; made when it is first wanted."""
        if self._help_line is None:
            from desktop.features.accounts.help_line import HelpLine

            self._help_line = HelpLine(self.background, parent=self)
        return self._help_line

    def go_on_asking(self) -> None:
        """What was asked without a session, and kept, goes on its way, whoever works here now."""
        if (data_folder() / ASKED).exists():
            _ = self.help_line

    def _show_help(self, view: SignInView) -> None:
        from desktop.features.accounts.asked import Draft
        from desktop.features.accounts.help_view import HelpView

        card, server = view.chosen, view.server.text().strip()
        account = view.account.text().strip()
        draft = Draft(server=server, account=account, name=card.user_name if card is not None else "")
        page = HelpView(
            self._theme, self.help_line, draft, self._languages.language, phone=view.phone, asks_server=not server
        )
        page.left.connect(lambda: view.show_instead(None))
        view.show_instead(page)
        page.begin()

    def _show_reset(self, view: SignInView) -> None:
        from desktop.features.accounts.reset_view import ResetView

        page = ResetView(
            self._theme, self.background, server=view.server.text().strip(), account=view.account.text().strip()
        )
        page.left.connect(lambda: view.show_instead(None))
        page.help_wanted.connect(lambda: self._show_help(view))
        view.show_instead(page)
        page.begin()

    def show(
        self, begin: Card | None, *, server: str, doors: Mapping[Path, Door], waits: Mapping[Path, str],
        held: Opened | None = None, place: QRect | None = None, why: Any = None,
    ) -> None:  # fmt: skip
        """Shows who may work here, in place of what it showed before.

        Args:
            begin: whose password or PIN is asked for; None for the empty form.
            server: the address the form begins with.
            doors: the locks of the accounts that are open in this process.
            waits: what waits in them.
            held: the account that is open and whose session is over: only the server's word opens a new one.
            place: where the window stood that it takes the place of.
            why: a known error that led here.
        """
        # Off since the command began, for the sake of a window's first paint.
        gc.enable()
        from desktop.features.accounts.view import SignInView

        self.close_view()
        cards = in_order(read_cards(profiles_folder()))
        chosen = next((card for card in cards if begin is not None and card.folder == begin.folder), None)
        view = SignInView(
            self._theme, self.background, cards, server=server, language=self._languages.language, begin=chosen,
            doors=doors, waits=waits,
        )  # fmt: skip
        if held is not None:
            view.sign_in_online(held)
        view.opened.connect(self.opened)
        view.closed.connect(lambda: self._on_closed(view))
        view.language_chosen.connect(self.language_chosen)
        view.help_wanted.connect(lambda: self._show_help(view))
        view.reset_wanted.connect(lambda: self._show_reset(view))
        if place is None:
            view.resize(*self._theme.tokens.sign_in)
        else:
            view.setGeometry(place)
        self.view = view
        view.show()
        view.activateWindow()
        if why is not None:
            view.say_why(why)

    def _on_closed(self, view: SignInView) -> None:
        if view is self.view:
            self.view = None
            self.left.emit()

    def come_forward(self) -> None:
        """Brings the screen to the front."""
        if self.view is not None:
            self.view.show()
            self.view.raise_()
            self.view.activateWindow()

    def close_view(self) -> None:
        """Takes the screen away."""
        view, self.view = self.view, None
        if view is not None:
            view.close()
            view.deleteLater()

    def close(self) -> None:
        """Stops its threads; what is shown stays until its window is closed."""
        self._help_line = None
        if self._background is not None:
            self._background.close()
            self._background = None
