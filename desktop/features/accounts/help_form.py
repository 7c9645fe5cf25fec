"""The form of whoever cannot sign in: who, of which store, what happens, how they can be reached."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.features.accounts.asked import Draft
from desktop.i18n.retranslated import Retranslated
from desktop.shell import names
from desktop.theme.theme import Theme
from desktop.widgets.buttons import Button
from desktop.widgets.fields import Field, line_field, text_field
from desktop.widgets.text import Text

BODY_HIGH = 84
LINE_LONGEST, BODY_LONGEST = 120, 5_000


class HelpForm(Retranslated, QWidget):
    """Asks for four things, and for the server where this computer has none yet.

    Signals:
        typed: something was changed by hand.
        send_wanted: (Draft) all is filled in, and it shall go.
    """

    typed = Signal()
    send_wanted = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        server_frame, self.server = line_field(theme, names.HELP_SERVER)
        name_frame, self.name = line_field(theme, names.HELP_NAME)
        store_frame, self.store = line_field(theme, names.HELP_STORE)
        account_frame, self.account = line_field(theme, names.HELP_ACCOUNT)
        contact_frame, self.contact = line_field(theme, names.HELP_CONTACT)
        body_frame, self.body = text_field(theme, names.HELP_BODY)
        self.body.setFixedHeight(theme.scaled(BODY_HIGH))
        self._server = Field(theme, server_frame, self.server)
        self._name = Field(theme, name_frame, self.name)
        self._store = Field(theme, store_frame, self.store)
        self._account = Field(theme, account_frame, self.account)
        self._body = Field(theme, body_frame, self.body)
        self._contact = Field(theme, contact_frame, self.contact)
        self._lines = (self.server, self.name, self.store, self.account, self.contact)
        self._needed = (self._server, self._name, self._store, self._body, self._contact)
        self._heading = Text(theme, role="title", weight=600)
        self._words = Text(theme, color="text_secondary", wraps=True)
        self._send = Button(theme, kind="primary", icon="send", name=names.HELP_SEND, height=40)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self._heading)
        column.addWidget(self._words)
        for field in (self._server, self._name, self._store, self._account, self._body, self._contact):
            column.addWidget(field)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self._send)
        column.addLayout(foot)
        for line in self._lines:
            line.setMaxLength(LINE_LONGEST)
            line.textEdited.connect(self.typed)
            line.returnPressed.connect(self.submit)
        self.body.textChanged.connect(self.typed)
        self._send.clicked.connect(self.submit)
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.submit)
        self.retranslate()

    def retranslate(self) -> None:
        """Override Retranslated.retranslate."""
        self._heading.setText(self.tr("We help you in"))
        self._words.setText(
            self.tr("You need no account for this. The support desk calls back before it changes anything.")
        )
        self._server.set_words(self.tr("Server"), self.tr("Head office gives you this address."))
        self._name.set_words(self.tr("Your name *"))
        self._store.set_words(self.tr("Your store *"), self.tr("Its name or its number."))
        self._account.set_words(self.tr("Account, if you know it"))
        self._body.set_words(self.tr("What happens? *"), self.tr("Never write a password here."))
        self._contact.set_words(self.tr("How do we reach you? *"), self.tr("A phone number or an e-mail address."))
        self._send.setText(self.tr("Send to support"))

    def show_draft(self, draft: Draft, *, asks_server: bool) -> None:
        """Fills it in; what stands there already stays."""
        for field, text in (
            (self.server, draft.server), (self.name, draft.name), (self.store, draft.store),
            (self.account, draft.account), (self.contact, draft.contact),
        ):  # fmt: skip
            if not field.text():
                field.setText(text)
        if not self.body.toPlainText() and draft.body:
            self.body.blockSignals(True)  # noqa: FBT003 - Qt's own word
            self.body.setPlainText(draft.body)
            self.body.blockSignals(False)  # noqa: FBT003 - Qt's own word
        self._server.setVisible(asks_server)

    def draft(self) -> Draft:
        """What stands in it."""
        return Draft(
            server=self.server.text().strip(), name=self.name.text().strip(), store=self.store.text().strip(),
            account=self.account.text().strip(), body=self.body.toPlainText().strip()[:BODY_LONGEST],
            contact=self.contact.text().strip(),
        )  # fmt: skip

    def clear(self) -> None:
        """Empties what was about this question; who asks stays."""
        self.body.clear()

    def begin(self) -> None:
        """Takes the keyboard to the first line that is empty."""
        lines: tuple[QWidget, ...] = (self.name, self.store, self.body, self.contact)
        next((one for one in lines if not _text(one)), self._send).setFocus()

    def submit(self) -> None:
        """Sends it, or says what is missing."""
        missing = [field for field in self._needed if not field.isHidden() and not _text(field.editor)]
        for field in self._needed:
            field.set_wrong(self.tr("Please fill this in.") if field in missing else "")
        if missing:
            missing[0].editor.setFocus()
        else:
            self.send_wanted.emit(self.draft())

    def say_wrong_server(self, sentence: str) -> None:
        """Says that the address is none, where it stands."""
        self._server.show()
        self._server.set_wrong(sentence)
        self.server.setFocus()


def _text(editor: QWidget) -> str:
    text = editor.toPlainText() if hasattr(editor, "toPlainText") else editor.text()  # type: ignore[attr-defined]
    return str(text).strip()
