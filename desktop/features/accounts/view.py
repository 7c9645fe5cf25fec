"""The sign-in screen: who is at the counter, and the form for whoever is not on this computer yet."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QCloseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from desktop.background.background import Background
from desktop.features.accounts import operations
from desktop.features.accounts.errors import KeyringLocked, PasswordChanged
from desktop.features.accounts.operations import Opened
from desktop.i18n.retranslated import Retranslated
from desktop.shell import moments, names
from desktop.shell.known_errors import words_of
from desktop.shell.profile_files import Card, needs_password
from desktop.theme.theme import Theme
from desktop.widgets.buttons import Button
from desktop.widgets.fields import Field, line_field
from desktop.widgets.marks import Avatar, Glyph
from desktop.widgets.painting import RIGHT, paint_avatar, paint_text
from desktop.widgets.panels import Panel
from desktop.widgets.text import Text
from sync.errors import CacheDamaged, WrongKey

MAY_BEGIN_ANEW = (PasswordChanged, KeyringLocked, CacheDamaged, WrongKey)
"""What may keep somebody out for good: then a copy is kept and everything that was sent comes again."""


class AccountButton(Button):
    """An account of this computer."""

    def __init__(self, theme: Theme, card: Card) -> None:
        super().__init__(theme, kind="card", name=f"{names.SIGN_IN_ACCOUNTS}.{card.account}", height=72)
        self.card = card
        self.setCheckable(True)
        self.setText(card.user_name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"{card.user_name}, {card.account}")

    def _paint_content(self, painter: QPainter, look: object) -> None:
        theme = self._theme
        paint_avatar(
            painter, theme, QRect(16, (self.height() - 40) // 2, 40, 40), self.card.user_id, self.card.user_name
        )
        room = self.width() - 68 - 100
        paint_text(
            painter, theme, QRect(68, self.height() // 2 - 20, room, 20), self.card.user_name, "text", "body", 600
        )
        second = f"{self.card.account} · {self.card.server_url.partition('://')[2]}"
        paint_text(painter, theme, QRect(68, self.height() // 2, room, 18), second, "text_secondary", "caption")
        if self.card.used_at:
            when = moments.short_day(moments.moment_of(self.card.used_at), moments.now())
            place = QRect(self.width() - 110, 0, 94, self.height())
            paint_text(painter, theme, place, when, "text_secondary", "caption", 400, RIGHT)


class SignInView(Retranslated, QWidget):
    """Asks who it is.

    Signals:
        opened: (Opened) a profile may be opened now.
        language_chosen: (language) the other language is wanted.
        closed: the screen was closed.
    """

    opened = Signal(object)
    language_chosen = Signal(str)
    closed = Signal()

    def __init__(self, theme: Theme, background: Background, cards: list[Card], *, server: str, language: str) -> None:
        super().__init__()
        self.setObjectName(names.SIGN_IN)
        self._theme, self._background, self._cards, self._language = theme, background, cards, language
        self._chosen: Card | None = None
        self._busy = False
        self._title = Text(theme, role="display", weight=600)
        self._subtitle = Text(theme, color="text_secondary", wraps=True)
        self._accounts = [AccountButton(theme, card) for card in cards]
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
        self._error = Panel(theme, "danger_soft", card="danger_soft")
        self._error_title = Text(theme, weight=600, color="danger", wraps=True)
        self._error_words = Text(theme, color="text", wraps=True)
        self._anew_words = Text(theme, role="caption", color="text", wraps=True)
        self._anew = Button(theme, name=names.SIGN_IN_ANEW)
        self._open = Button(theme, kind="primary", name=names.SIGN_IN_BUTTON, height=40)
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
        if cards:
            self._choose(cards[0])
        else:
            self._choose(None)

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
        self._left = QWidget()
        self._left.setLayout(left)
        self._left.setMinimumWidth(440)
        self._fill_boxes(theme)
        form = QVBoxLayout()
        form.setSpacing(12)
        form.addStretch(1)
        form.addWidget(self._avatar, 0, Qt.AlignmentFlag.AlignHCenter)
        form.addWidget(self._hello, 0, Qt.AlignmentFlag.AlignHCenter)
        self._words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        form.addWidget(self._words)
        form.addSpacing(8)
        for part in (self._server, self._account, self._password, self._former, self._error, self._open):
            form.addWidget(part)
        self._open.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        form.addWidget(self._help, 0, Qt.AlignmentFlag.AlignHCenter)
        form.addWidget(self._help_panel)
        form.addWidget(self._works)
        form.addStretch(2)
        narrow = QWidget()
        narrow.setLayout(form)
        narrow.setFixedWidth(368)
        right = QHBoxLayout()
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
        for field in (self.server, self.account, self.password, self.former):
            field.returnPressed.connect(lambda: self.submit())
        self._help.clicked.connect(lambda: self._help_panel.setVisible(not self._help_panel.isVisible()))
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
        self._anew.setText(self.tr("Keep a copy and begin anew"))
        self._anew_words.setText(
            self.tr(
                "Or begin anew with your password: what you had sent comes again from the server."
                " What was not sent yet stays in the copy on this computer."
            )
        )
        self._help.setText(self.tr("I can't sign in"))
        self._help_words.setText(
            self.tr(
                "Call your head office's support line: the number is on your contract and on the counter card."
                " They check that it is you and give you a new password. Nothing on this computer is lost."
            )
        )
        self._works_words.setText(
            self.tr(
                "Works without a line. What is stored here is encrypted, and head office can wipe it if the PC is lost."
            )
        )
        self._switch.setText("Español" if self._language == "en" else "English")
        self._switch.setAccessibleName(self.tr("Language: {0}").format(self._switch.text()))
        self._show_chosen()

    def _choose(self, card: Card | None) -> None:
        self._chosen = card
        self._say("", "")
        self.password.clear()
        self.former.clear()
        self._former.hide()
        for button in self._accounts:
            button.setChecked(button.card is card)
        if card is not None:
            self.server.setText(card.server_url)
            self.account.setText(card.account)
        elif self._cards:
            self.account.clear()
        self._show_chosen()
        field = self.password if card else self.account if self.server.text() else self.server
        field.setFocus()

    def _show_chosen(self) -> None:
        card = self._chosen
        several = bool(self._cards)
        self._left.setVisible(several)
        self._rule.setVisible(several)
        self._avatar.setVisible(card is not None)
        self._server.setVisible(card is None)
        self._account.setVisible(card is None)
        if card is not None:
            self._avatar.show_person(card.user_id, card.user_name)
            self._hello.setText(card.user_name)
            self._words.setText(self.tr("Welcome back. Enter your password."))
        else:
            self._hello.setText(self.tr("Sign in"))
            self._words.setText(self.tr("The first time needs a connection. After that it works without one."))
        self._open.setText(self.tr("Signing in") if self._busy else self.tr("Open Mostrador"))

    def _on_switch(self) -> None:
        self._language = "es" if self._language == "en" else "en"
        self.language_chosen.emit(self._language)

    def submit(self, *, anew: bool = False) -> None:
        """Signs in, or unlocks a profile of this computer; `anew` keeps a copy of it and begins with an empty one."""
        server, account, password = self.server.text().strip(), self.account.text().strip(), self.password.text()
        self._say("", "")
        for field, given in ((self._server, server), (self._account, account), (self._password, password)):
            field.set_wrong("" if given or field.isHidden() else self.tr("Please fill this in."))
        if self._busy or not (server and account and password):
            return
        self._set_busy(True)
        card, cards, held = self._chosen, list(self._cards), self._held
        former = "" if self._former.isHidden() else self.former.text()
        if card is not None and needs_password(card) and not (self._needs_session or former or anew):
            op = self._background.request(self, lambda: operations.enter(card, password, cards))
        else:
            op = self._background.request(
                self,
                lambda: operations.sign_in(server, account, password, cards, former=former, anew=anew, held=held),
            )
        op.success(self._on_opened).failure(self.say_why).run()

    def sign_in_online(self, held: Opened) -> None:
        """Asks the server even for a profile that a password could unlock: it is open, and its session is over."""
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
        asks_former = not self._former.isHidden()
        self._say(title, message, may_begin_anew=isinstance(error, MAY_BEGIN_ANEW) or asks_former)
        field = self.former if asks_former else self.password
        field.selectAll()
        field.setFocus()

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
        QPainter(self).fillRect(self.rect(), self._theme.colors.sunken)
