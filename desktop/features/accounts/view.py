"""The sign-in screen: who is at the counter, and the form for whoever is not on this computer yet."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from desktop.background.background import Background
from desktop.features.accounts import operations
from desktop.features.accounts.account_button import KEYS_MOST, AccountButton
from desktop.features.accounts.doors import Door
from desktop.features.accounts.errors import KeyringLocked, PasswordChanged, TooLongAway
from desktop.features.accounts.new_password import NewPassword
from desktop.features.accounts.operations import Opened
from desktop.features.accounts.pin_field import PinField
from desktop.i18n.retranslated import Retranslated
from desktop.shell import names
from desktop.shell.known_errors import words_of
from desktop.shell.profile_files import Card
from desktop.theme.theme import Theme
from desktop.widgets.buttons import Button
from desktop.widgets.fields import Field, line_field
from desktop.widgets.marks import Avatar, Glyph
from desktop.widgets.painting import fill
from desktop.widgets.panels import Panel
from desktop.widgets.text import Text
from sync.errors import CacheDamaged, NewPasswordNeeded, NotAServer, NotSecure, PasswordTooWeak, WrongKey

ACCOUNTS_WIDTH, FORM_WIDTH = 440, 368
"""Of the two halves, as designed."""
MAY_BEGIN_ANEW = (PasswordChanged, KeyringLocked, CacheDamaged, WrongKey)
"""What may keep somebody out for good: then a copy is kept and everything that was sent comes again."""
WRONG_ADDRESS = (NotAServer, NotSecure)
"""What is put right in the address, not in the password."""
NO_DOORS: Mapping[Path, Door] = MappingProxyType({})
NOTHING_WAITS: Mapping[Path, str] = MappingProxyType({})


class SignInView(Retranslated, QWidget):
    """Asks who it is.

    Signals:
        opened: (Opened) a profile may be opened now.
        language_chosen: (language) the other language is wanted.
        help_wanted: somebody cannot sign in.
        reset_wanted: somebody has forgotten their password.
        closed: the screen was closed.
    """

    opened = Signal(object)
    language_chosen = Signal(str)
    help_wanted = Signal()
    reset_wanted = Signal()
    closed = Signal()

    def __init__(
        self, theme: Theme, background: Background, cards: list[Card], *, server: str, language: str,
        begin: Card | None = None, doors: Mapping[Path, Door] = NO_DOORS, waits: Mapping[Path, str] = NOTHING_WAITS,
    ) -> None:  # fmt: skip
        """Makes it.

        Args:
            theme: the theme in force.
            background: whose threads sign in.
            cards: the accounts of this computer, in the order of their keys.
            server: the address the form begins with.
            language: the one in force.
            begin: the account to begin with; None for the empty form, for whoever is none of them.
            doors: the locks of those accounts that are open in this process, by profile folder.
            waits: what waits in an account, where that is known, by profile folder.
        """
        super().__init__()
        self.setObjectName(names.SIGN_IN)
        self._theme, self._background, self._cards, self._language = theme, background, cards, language
        self._doors = doors
        self._chosen: Card | None = None
        self._busy, self._by_password = False, False
        self._title = Text(theme, role="display", weight=600, wraps=True)
        self._subtitle = Text(theme, color="text_secondary", wraps=True)
        self._accounts = [
            AccountButton(theme, card, number=number, waits=waits.get(card.folder, ""), open_here=card.folder in doors)
            for number, card in enumerate(cards, 1)
        ]
        self._other = Button(theme, kind="quiet", icon="plus", name=names.SIGN_IN_OTHER)
        self._avatar = Avatar(theme, 64)
        self._hello = Text(theme, role="title", weight=600)
        self._words = Text(theme, color="text_secondary", wraps=True)
        server_frame, self.server = line_field(theme, names.SIGN_IN_SERVER)
        account_frame, self.account = line_field(theme, names.SIGN_IN_ACCOUNT)
        password_frame, self.password = line_field(theme, names.SIGN_IN_PASSWORD, secret=True)
        self._server = Field(theme, server_frame, self.server)
        self._account = Field(theme, account_frame, self.account)
        self._password = Field(theme, password_frame, self.password)
        former_frame, self.former = line_field(theme, names.SIGN_IN_FORMER, secret=True)
        self._former = Field(theme, former_frame, self.former)
        self._former.hide()
        self.new_password = NewPassword(theme)
        self.pin = PinField(theme, names.SIGN_IN_PIN)
        self._use_other = Button(theme, kind="link", name=names.SIGN_IN_OTHER_WAY)
        self._forgot = Button(theme, kind="link", name=names.SIGN_IN_FORGOT)
        self._keys_hint = Text(theme, role="caption", color="text_secondary", wraps=True)
        self._error = Panel(theme, "danger_soft", card="danger_soft")
        self._error_title = Text(theme, weight=600, color="danger", wraps=True)
        self._error_words = Text(theme, color="text", wraps=True)
        self._anew_words = Text(theme, role="caption", color="text", wraps=True)
        self._anew = Button(theme, name=names.SIGN_IN_ANEW)
        self._open = Button(theme, kind="primary", name=names.SIGN_IN_BUTTON, height=40)
        self._reset = Button(theme, kind="link", name=names.SIGN_IN_RESET)
        self._help = Button(theme, kind="link", name=names.SIGN_IN_HELP)
        self._help_panel = Panel(theme, "sunken", card="border")
        self._help_words = Text(theme, color="text", wraps=True)
        self._works = Panel(theme, "sunken", card="border")
        self._works_words = Text(theme, role="caption", color="text_secondary", wraps=True)
        self._switch = Button(theme, kind="quiet", icon="globe", name=names.SIGN_IN_LANGUAGE, height=28)
        self.server.setText(server)
        self._lay_out(theme)
        self._connect()
        self.retranslate()
        self._choose(begin)

    def _lay_out(self, theme: Theme) -> None:
        left = QVBoxLayout()
        left.setContentsMargins(32, 32, 32, 24)
        left.setSpacing(8)
        left.addWidget(self._title)
        left.addWidget(self._subtitle)
        left.addSpacing(8)
        for button in self._accounts:
            left.addWidget(button)
        left.addWidget(self._other)
        left.addStretch(1)
        left.addWidget(self._keys_hint)
        self._left = QWidget()
        self._left.setLayout(left)
        self._left.setMinimumWidth(theme.scaled(ACCOUNTS_WIDTH))
        self._fill_boxes(theme)
        form = QVBoxLayout()
        form.setSpacing(12)
        form.addStretch(1)
        form.addWidget(self._avatar, 0, Qt.AlignmentFlag.AlignHCenter)
        form.addWidget(self._hello, 0, Qt.AlignmentFlag.AlignHCenter)
        self._words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        form.addWidget(self._words)
        form.addSpacing(8)
        form.addWidget(self.pin, 0, Qt.AlignmentFlag.AlignHCenter)
        for part in (
            self._server, self._account, self._password, self.new_password, self._former, self._error, self._open,
        ):  # fmt: skip
            form.addWidget(part)
        self._open.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        ways = QHBoxLayout()
        ways.setSpacing(16)
        ways.addStretch(1)
        for link in (self._use_other, self._forgot, self._reset, self._help):
            ways.addWidget(link)
        ways.addStretch(1)
        form.addLayout(ways)
        form.addWidget(self._help_panel)
        form.addWidget(self._works)
        form.addStretch(2)
        self._form = narrow = QWidget()
        narrow.setLayout(form)
        narrow.setFixedWidth(theme.scaled(FORM_WIDTH))
        self._right = right = QHBoxLayout()
        right.addStretch(1)
        right.addWidget(narrow)
        right.addStretch(1)
        self._rule = Panel(theme, "border")
        self._rule.setFixedWidth(1)
        card = Panel(theme, "raised", card="border_strong", radius=12)
        halves = QHBoxLayout(card)
        halves.setContentsMargins(1, 1, 1, 1)
        halves.setSpacing(0)
        halves.addWidget(self._left, 1)
        halves.addWidget(self._rule)
        halves.addLayout(right, 1)
        top = QHBoxLayout()
        self._brand = Text(theme, "Mostrador", weight=600)
        top.addWidget(Glyph(theme, "store", "accent_text", 20))
        top.addWidget(self._brand)
        top.addStretch(1)
        top.addWidget(self._switch)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(24, 12, 24, 24)
        column.setSpacing(12)
        column.addLayout(top)
        column.addWidget(card, 1)
        scroll = QScrollArea()
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(page)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.viewport().setAutoFillBackground(False)
        page.setAutoFillBackground(False)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(scroll)

    def _fill_boxes(self, theme: Theme) -> None:
        self._error.setObjectName(names.SIGN_IN_ERROR)
        self._help_panel.setObjectName(names.SIGN_IN_HELP_PANEL)
        for box, parts in (
            (self._error, (self._error_title, self._error_words, self._anew_words, self._anew)),
            (self._help_panel, (self._help_words,)),
        ):
            column = QVBoxLayout(box)
            column.setContentsMargins(12, 10, 12, 10)
            column.setSpacing(2)
            for part in parts:
                column.addWidget(part)
            box.hide()
        row = QHBoxLayout(self._works)
        row.setContentsMargins(12, 12, 12, 12)
        row.setSpacing(10)
        row.addWidget(Glyph(theme, "shield-check", "success", 20), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._works_words, 1)

    def _connect(self) -> None:
        for button in self._accounts:
            button.clicked.connect(lambda _on, card=button.card: self._choose(card))
        self._other.clicked.connect(lambda: self._choose(None))
        self._open.clicked.connect(lambda: self.submit())
        self._anew.clicked.connect(lambda: self.submit(anew=True))
        for field in (self.server, self.account, self.password, self.former, self.pin):
            field.returnPressed.connect(lambda: self.submit())
        self._use_other.clicked.connect(self._on_other_way)
        self._forgot.clicked.connect(self._on_forgot)
        for number, button in enumerate(self._accounts[:KEYS_MOST], 1):
            QShortcut(QKeySequence(f"Alt+{number}"), self).activated.connect(button.click)
        self.new_password.entered.connect(lambda: self.submit())
        self._reset.clicked.connect(self.reset_wanted)
        self._help.clicked.connect(self.help_wanted)
        self._switch.clicked.connect(self._on_switch)

    def retranslate(self) -> None:
        """Override Retranslated.retranslate."""
        self.setWindowTitle(self.tr("Sign in · Mostrador"))
        self._title.setText(self.tr("Who is at the counter?"))
        self._subtitle.setText(self.tr("Choose your name. Everyone's work stays apart."))
        self._other.setText(self.tr("Someone else"))
        self._server.set_words(self.tr("Server"), self.tr("Head office gives you this address."))
        self._account.set_words(self.tr("Account"))
        self._password.set_words(self.tr("Password"))
        self._former.set_words(self.tr("Password used here before"))
        self.pin.setAccessibleName(self.tr("Counter PIN"))
        self._forgot.setText(self.tr("Forgot PIN"))
        self._keys_hint.setText(
            self.tr("Alt + number changes user from any screen; the other one is locked, not signed out.")
        )
        self._anew.setText(self.tr("Keep a copy and begin anew"))
        self._anew_words.setText(
            self.tr(
                "Or begin anew with your password: what you had sent comes again from the server."
                " What was not sent yet stays in the copy on this computer."
            )
        )
        self._reset.setText(self.tr("Forgot password"))
        self._help.setText(self.tr("I can't sign in"))
        self._works_words.setText(
            self.tr(
                "Works without a line. What is stored here is encrypted, and head office can wipe it if the PC is lost."
            )
        )
        self._switch.setText("Español" if self._language == "en" else "English")
        self._switch.setAccessibleName(self.tr("Language: {0}").format(self._switch.text()))
        self._show_chosen()

    def _choose(self, card: Card | None) -> None:
        self._chosen, self._by_password = card, False
        if self._instead is not None:
            self.show_instead(None)
        self._say("", "")
        self.password.clear()
        self.pin.clear()
        self.former.clear()
        self._former.hide()
        self.new_password.leave()
        for button in self._accounts:
            button.setChecked(button.card is card)
        self._help_panel.hide()
        if card is not None:
            self.server.setText(card.server_url)
            self.account.setText(card.account)
        elif self._cards:
            self.account.clear()
        self._show_chosen()
        self._focus_field()

    @property
    def chosen(self) -> Card | None:
        """Whose account is chosen; None for whoever is none of them."""
        return self._chosen

    @property
    def phone(self) -> str:
        """Of the support line, where this computer knows it."""
        known = [self._chosen] if self._chosen is not None else self._cards
        return next((card.phone for card in known if card.phone), "")

    def show_instead(self, widget: QWidget | None) -> None:
        """Shows something in place of the form, or the form again."""
        before, self._instead = self._instead, widget
        if before is not None:
            self._right.removeWidget(before)
            before.hide()
            before.deleteLater()
        self._form.setVisible(widget is None)
        if widget is not None:
            widget.setFixedWidth(self._theme.scaled(FORM_WIDTH))
            self._right.insertWidget(1, widget)
            widget.show()
        else:
            self._focus_field()

    _instead: QWidget | None = None

    def _focus_field(self) -> None:
        if self._asks_pin:
            self.pin.setFocus()
        elif self._chosen is not None:
            self.password.setFocus()
        else:
            (self.account if self.server.text() else self.server).setFocus()

    @property
    def _door(self) -> Door | None:
        """The lock of the chosen account, if it is open in this process."""
        return self._doors.get(self._chosen.folder) if self._chosen is not None else None

    @property
    def _asks_pin(self) -> bool:
        return self._door is not None and self._door.asks_pin and not self._by_password

    def _on_other_way(self) -> None:
        self._by_password = not self._by_password
        self._say("", "")
        self._show_chosen()
        self._focus_field()

    def _on_forgot(self) -> None:
        self._by_password = True
        self._show_chosen()
        self._say_gently(
            self.tr("Your password opens this, too. Choose another PIN afterwards under Settings, This computer.")
        )
        self._focus_field()

    def _show_chosen(self) -> None:
        card = self._chosen
        several = bool(self._cards)
        self._left.setVisible(several)
        self._rule.setVisible(several)
        self._avatar.setVisible(card is not None)
        self._server.setVisible(card is None)
        self._account.setVisible(card is None)
        asks_pin = self._asks_pin
        self.pin.setVisible(asks_pin)
        self._password.setVisible(not asks_pin)
        self._forgot.setVisible(asks_pin)
        self._use_other.setVisible(asks_pin or (self._door is not None and self._door.asks_pin))
        self._use_other.setText(self.tr("Use password") if asks_pin else self.tr("Use PIN"))
        self._reset.setVisible(not asks_pin)
        self._help.setVisible(not asks_pin)
        if card is not None:
            self._brand.setText(card.space_name or "Mostrador")
            self._avatar.show_person(card.user_id, card.user_name)
            self._hello.setText(card.user_name)
            self._words.setText(
                self.tr("Welcome back. Enter your counter PIN.")
                if asks_pin
                else self.tr("Welcome back. Enter your password.")
            )
        else:
            self._brand.setText("Mostrador")
            self._hello.setText(self.tr("Sign in"))
            self._words.setText(self.tr("The first time needs a connection. After that it works without one."))
        self._open.setText(self.tr("Signing in") if self._busy else self.tr("Open Mostrador"))

    def _on_switch(self) -> None:
        self._language = "es" if self._language == "en" else "en"
        self.language_chosen.emit(self._language)

    def submit(self, *, anew: bool = False) -> None:
        """Signs in, or unlocks a profile of this computer; `anew` keeps a copy of it and begins with an empty one."""
        if self._asks_pin and not anew:
            self._submit_pin()
            return
        server, account, password = self.server.text().strip(), self.account.text().strip(), self.password.text()
        self._say("", "")
        for field, given in ((self._server, server), (self._account, account), (self._password, password)):
            field.set_wrong("" if given or field.isHidden() else self.tr("Please fill this in."))
        if self._busy or not (server and account and password):
            return
        if not self.new_password.isHidden() and not self.new_password.chosen():
            return
        self._set_busy(True)
        op = self._background.request(self, self._way_in(server, account, password, anew=anew))
        op.success(self._on_opened).failure(self.say_why).run()

    def _way_in(self, server: str, account: str, password: str, *, anew: bool) -> Callable[[], Opened]:
        """What opens the chosen account with this password; runs on a worker thread."""
        card, cards, held, door = self._chosen, list(self._cards), self._held, self._door
        former = "" if self._former.isHidden() else self.former.text()
        if not self.new_password.isHidden():
            new, at_hand = self.new_password.chosen(), held or (door.held if door is not None else None)
            return lambda: operations.sign_in(server, account, password, cards, held=at_hand, new_password=new)
        if door is not None and not (former or anew):
            return lambda: door.by_password(password, cards)
        known = card is not None and card.cache_path.exists()
        if card is not None and known and not (self._needs_session or former or anew):
            return lambda: operations.enter(card, password, cards)
        return lambda: operations.sign_in(server, account, password, cards, former=former, anew=anew, held=held)

    def _submit_pin(self) -> None:
        door, pin = self._door, self.pin.text()
        if door is None or self._busy or not pin:
            return
        self._set_busy(True)
        self.pin.clear()
        self._background.request(self, lambda: door.by_pin(pin)).success(self._on_opened).failure(self.say_why).run()

    def sign_in_online(self, held: Opened | None) -> None:
        """Asks the server even for a profile that a password could unlock.

        Args:
            held: the profile, if it is open and its session is over; None if only the server's word may open it.
        """
        self._needs_session, self._held = True, held

    _needs_session = False
    _held: Opened | None = None

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        self._open.setEnabled(not busy)
        self._show_chosen()

    def _on_opened(self, found: Opened) -> None:
        self._set_busy(False)
        self.password.clear()
        self.former.clear()
        self.pin.clear()
        self.new_password.leave()
        self.opened.emit(found)

    def say_why(self, error: Any) -> None:
        """Says what went wrong with a profile, and what to do."""
        self._set_busy(False)
        wait = getattr(error, "retry_after_s", None)
        title, message = words_of(error)
        if wait:
            message = self.tr("Wait %n seconds, then try again.", "", int(wait))
        if isinstance(error, PasswordChanged):
            self._former.show()
        if isinstance(error, NewPasswordNeeded):
            self.new_password.show()
        if isinstance(error, TooLongAway):
            self._needs_session = True
        self._show_chosen()
        asks_former = not self._former.isHidden()
        self._say(title, message, may_begin_anew=isinstance(error, MAY_BEGIN_ANEW) or asks_former)
        # What is damaged leaves no other way: its own sentence says all of it.
        self._anew_words.setHidden(self._anew.isHidden() or isinstance(error, CacheDamaged))
        field: QLineEdit = self.pin if self._asks_pin else self.former if asks_former else self.password
        if isinstance(error, WRONG_ADDRESS) and not self._server.isHidden():
            field = self.server
        if isinstance(error, NewPasswordNeeded | PasswordTooWeak):
            field = self.new_password.first
        field.selectAll()
        field.setFocus()

    def _say_gently(self, message: str) -> None:
        """Says something that is no trouble, where the help stands."""
        self._help_words.setText(message)
        self._help_panel.show()

    def _say(self, title: str, message: str, *, may_begin_anew: bool = False) -> None:
        self._error_title.setText(title)
        self._error_words.setText(message)
        self._error.setAccessibleName(f"{title}. {message}" if title else "")
        self._anew_words.setVisible(may_begin_anew)
        self._anew.setVisible(may_begin_anew)
        self._error.setVisible(bool(title))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Override QWidget.closeEvent."""
        self.closed.emit()
        super().closeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Override QWidget.paintEvent."""
        fill(QPainter(self), self.rect(), self._theme.colors.sunken)
