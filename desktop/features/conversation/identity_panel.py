"""Making sure who it is: one way of several, what to do for it, and what came of it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.features.conversation import identity
from desktop.features.conversation.ask_panel import AskPanel
from desktop.shell import names, wording
from desktop.shell.choice import Choice
from desktop.shell.known_errors import words_of
from desktop.shell.workspace import Workspace
from desktop.widgets.buttons import Button
from desktop.widgets.fields import Field, Frame, line_field
from desktop.widgets.text import Text
from sync.replica.reading.identity import IdentityRow

METHODS = tuple(wording.VERIFICATION)


class IdentityPanel(AskPanel):
    """Return notes that it is them; a button beside it that it is not.

    Signals:
        verified: (method, note, voucher id) it is them.
        failed: (method, note) it could not be shown.
        code_checked: (right) the server has compared a code, and noted it.
    """

    verified = Signal(str, str, str)
    failed = Signal(str, str)
    code_checked = Signal(bool)

    def __init__(self, anchor: QWidget, work: Workspace, ticket_id: str, row: IdentityRow) -> None:
        super().__init__(anchor, work.theme, "", name=names.IDENTITY_PANEL, run_name=names.IDENTITY_RIGHT)
        self.set_title(self.tr("Is it really {0}?").format(row.person))
        self._work, self._ticket_id, self._row = work, ticket_id, row
        theme = work.theme
        self.method = Choice(theme, names.IDENTITY_METHOD)
        for method in METHODS:
            self.method.addItem(wording.word(wording.VERIFICATION, method), method)
        self._method = Field(theme, Frame(theme, self.method, height=32), self.method, self.tr("How"))
        self._how = Text(theme, wraps=True)
        self.voucher = Choice(theme, names.IDENTITY_VOUCHER)
        for person_id, name in identity.vouchers(work, row):
            self.voucher.addItem(name, person_id)
        self._voucher = Field(theme, Frame(theme, self.voucher, height=32), self.voucher, self.tr("Who vouches"))
        note_frame, self.note = line_field(theme, names.IDENTITY_NOTE)
        self.note.setMaxLength(500)
        self._note = Field(theme, note_frame, self.note, self.tr("What was asked, or with whom you spoke"))
        code_frame, self.code = line_field(theme, names.IDENTITY_CODE)
        self.code.setMaxLength(12)
        self._code = Field(theme, code_frame, self.code, self.tr("The code they read out"))
        self.send = Button(theme, self.tr("Send the code"), icon="mail", height=28, name=names.IDENTITY_SEND)
        self._sent = Text(theme, role="caption", color="text_secondary", wraps=True)
        self.wrong = Button(theme, self.tr("It is not"), kind="danger", height=28, name=names.IDENTITY_WRONG)
        beside = QWidget()
        line = QHBoxLayout(beside)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.wrong)
        line.addStretch(1)
        for part in (self._method, self._how, self._voucher, self.send, self._sent, self._code, self._note, beside):
            self.add_part(part)
        self.method.currentIndexChanged.connect(self._show_method)
        self.note.textChanged.connect(self._show_verb)
        self.code.textChanged.connect(self._show_verb)
        self.send.clicked.connect(self._on_send)
        self.wrong.clicked.connect(self._on_wrong)
        self._show_method()

    @property
    def chosen(self) -> str:
        """The way that is chosen."""
        return str(self.method.currentData())

    def _show_method(self) -> None:
        method = self.chosen
        number = self._row.call or self.tr("no number is known")
        self._how.setText(
            {
                "call_back": self.tr(
                    "Call {0}: the number that we have, not one from the ticket. Ask for them by name."
                ).format(number),
                "email_code": self.tr(
                    "Only while you speak with them: the code goes to the account's mail address, and they read it out."
                ),
                "questions": self.tr(
                    "Ask two things that only they know, such as the last delivery. Never ask for a password."
                ),
                "manager": self.tr("Call somebody who may vouch for them under the number that we have."),
            }[method]
        )
        self._voucher.setVisible(method == "manager")
        for part in (self.send, self._code):
            part.setVisible(method == "email_code")
        self._sent.setVisible(method == "email_code" and bool(self._sent.text()))
        self._note.setVisible(method != "email_code")
        self.wrong.setVisible(method != "email_code")
        self._show_verb()
        if self.isVisible():
            self.place()

    def _show_verb(self) -> None:
        method, trouble = self.chosen, ""
        if method == "call_back" and not self._row.call:
            trouble = self.tr("We have no number of them: choose another way.")
        elif method == "manager" and not self.voucher.count():
            trouble = self.tr("Nobody can vouch for them: choose another way.")
        verb = self.tr("Compare") if method == "email_code" else self.tr("It is them")
        self.offer(verb, trouble)
        lacks = (method == "questions" and not self.note.text().strip()) or (
            method == "email_code" and not self.code.text().strip()
        )
        if lacks:
            self._run.setEnabled(False)

    def _on_send(self) -> None:
        self.send.setEnabled(False)
        op = identity.send_code(self._work, self, self._ticket_id)
        op.success(self._on_sent).failure(self._on_trouble).run()

    def _on_sent(self, sent: Any) -> None:
        self.send.setEnabled(True)
        if sent.sent_to:
            self._say(self.tr("On its way to {0}. It is good for 20 minutes.").format(sent.sent_to))
            self.code.setFocus()
        else:
            self._say(self.tr("The account has no mail address: choose another way."))

    def _on_trouble(self, error: Any) -> None:
        self.send.setEnabled(True)
        self._show_verb()
        title, message = words_of(error)
        self._say(f"{title}. {message}")

    def _say(self, words: str) -> None:
        self._sent.setText(words)
        self._sent.show()
        self.place()

    def _on_run(self) -> None:
        """Override AskPanel._on_run."""
        method = self.chosen
        if method == "email_code":
            self._run.setEnabled(False)
            op = identity.check_code(self._work, self, self._ticket_id, self.code.text())
            op.success(self._on_checked).failure(self._on_trouble).run()
            return
        voucher = str(self.voucher.currentData() or "") if method == "manager" else ""
        self.leave()
        self.verified.emit(method, self.note.text().strip(), voucher)

    def _on_checked(self, checked: Any) -> None:
        self.leave()
        self.code_checked.emit(checked.right)

    def _on_wrong(self) -> None:
        self.leave()
        self.failed.emit(self.chosen, self.note.text().strip())
