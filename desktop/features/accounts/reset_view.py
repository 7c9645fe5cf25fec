"""Where *Forgot password* leads: a link by mail, that sets a new one."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.background.background import Background
from desktop.features.accounts import operations
from desktop.i18n.retranslated import Retranslated
from desktop.shell import names
from desktop.shell.known_errors import words_of
from desktop.theme.theme import Theme
from desktop.widgets.buttons import Button
from desktop.widgets.fields import Field, line_field
from desktop.widgets.panels import Panel
from desktop.widgets.text import Text


class ResetView(Retranslated, QWidget):
    """Stands in place of the sign-in form; Esc leaves it.

    Signals:
        left: its user wants the sign-in form back.
        help_wanted: no link can reach them: somebody of the desk has to help.
    """

    left = Signal()
    help_wanted = Signal()

    def __init__(self, theme: Theme, background: Background, *, server: str, account: str) -> None:
        """Makes it, with what is known already; `server` empty if it has to be asked for."""
        super().__init__()
        self.setObjectName(names.RESET_PAGE)
        self._background = background
        self._busy, self._sent = False, False
        self._back = Button(theme, kind="quiet", icon="chevron-left", name=names.RESET_BACK, height=28)
        self._heading = Text(theme, role="title", weight=600)
        self._words = Text(theme, color="text_secondary", wraps=True)
        server_frame, self.server = line_field(theme, names.RESET_SERVER)
        account_frame, self.account = line_field(theme, names.RESET_ACCOUNT)
        self._server = Field(theme, server_frame, self.server)
        self._account = Field(theme, account_frame, self.account)
        self._server.setVisible(not server)
        self.server.setText(server)
        self.account.setText(account)
        self._send = Button(theme, kind="primary", icon="mail", name=names.RESET_SEND, height=40)
        self._send.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._said = Panel(theme, "sunken", card="border")
        self._said.setObjectName(names.RESET_SAID)
        self._said_words = Text(theme, wraps=True)
        inner = QVBoxLayout(self._said)
        inner.setContentsMargins(12, 10, 12, 10)
        inner.addWidget(self._said_words)
        self._said.hide()
        self._help = Button(theme, kind="link", name=names.RESET_HELP)
        self._keeps = Text(theme, role="caption", color="text_secondary", wraps=True)
        top = QHBoxLayout()
        top.addWidget(self._back)
        top.addStretch(1)
        column = QVBoxLayout(self)
        # Room for the ring around whatever has the keyboard.
        column.setContentsMargins(3, 12, 3, 12)
        column.setSpacing(12)
        column.addLayout(top)
        column.addStretch(1)
        for part in (
            self._heading, self._words, self._server, self._account, self._send, self._said, self._keeps, self._help,
        ):  # fmt: skip
            column.addWidget(part)
        column.addStretch(2)
        self._back.clicked.connect(self.left)
        self._help.clicked.connect(self.help_wanted)
        self._send.clicked.connect(self.submit)
        for line in (self.server, self.account):
            line.returnPressed.connect(self.submit)
        self.retranslate()

    def retranslate(self) -> None:
        """Override Retranslated.retranslate."""
        self._back.setText(self.tr("Back to sign in"))
        self._heading.setText(self.tr("Forgot your password?"))
        self._words.setText(self.tr("We send a link to your mail address. It sets a new password and works once."))
        self._server.set_words(self.tr("Server"), self.tr("Head office gives you this address."))
        self._account.set_words(self.tr("Account, or its mail address"))
        self._send.setText(self.tr("Send me a link"))
        self._help.setText(self.tr("I have no mail address, or nothing comes"))
        self._keeps.setText(
            self.tr("Nothing on this computer is lost: what you wrote and was not sent yet is sent after you sign in.")
        )
        if self._sent:
            self._say_sent()

    def begin(self) -> None:
        """Takes the keyboard."""
        (self.account if self._server.isHidden() else self.server).setFocus()

    def submit(self) -> None:
        """Asks for the link."""
        server, account = self.server.text().strip(), self.account.text().strip()
        for field, given in ((self._server, server), (self._account, account)):
            field.set_wrong("" if given else self.tr("Please fill this in."))
        if self._busy or not (server and account):
            return
        self._set_busy(True)
        op = self._background.request(self, lambda: operations.ask_reset(server, account))
        op.success(lambda _done: self._on_sent()).failure(self._on_failed).run()

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        self._send.setEnabled(not busy)

    def _on_sent(self) -> None:
        self._set_busy(False)
        self._sent = True
        self._say_sent()
        self.account.setFocus()

    def _say_sent(self) -> None:
        # The same for everybody: nobody learns here which accounts there are.
        self._say(
            self.tr(
                "If there is such an account and it has a mail address, a link is on its way. It works for one hour."
                " Open it on any computer or phone, then sign in here with the new password."
            )
        )

    def _on_failed(self, error: Any) -> None:
        self._set_busy(False)
        title, message = words_of(error)
        wait = getattr(error, "retry_after_s", None)
        if wait:
            message = self.tr("Look into your mail. You can ask again in %n minutes.", "", max(1, round(wait / 60)))
        self._say(f"{title}. {message}")

    def _say(self, text: str) -> None:
        self._said_words.setText(text)
        self._said.setAccessibleName(text)
        self._said.show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override QWidget.keyPressEvent: Esc leaves it."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
