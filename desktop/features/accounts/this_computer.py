"""What is between an account and this computer: its counter PIN, the start with the system, links from outside."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.features.accounts.counter_pins import chosen_pin, why_not
from desktop.features.accounts.operations import Opened
from desktop.features.accounts.pin_field import PinField
from desktop.i18n.retranslated import Retranslated
from desktop.shell import names
from desktop.shell.known_errors import words_of
from desktop.shell.workspace import Workspace
from desktop.system.launch import launch_command
from desktop.system.registration import registration
from desktop.widgets.buttons import Button
from desktop.widgets.choices import Check
from desktop.widgets.fields import Field, line_field
from desktop.widgets.text import Text
from domain.errors import KnownError
from sync.replica.reading.remembered import Remembered, remembered

PASSWORD_WIDTH = 304


class ComputerPage(Retranslated, QWidget):
    """Signals: what is to be said.

    told: (sentence) what was done.
    failed: (title, message) what was not.
    """

    told = Signal(str)
    failed = Signal(str, str)

    def __init__(self, work: Workspace, held: Opened) -> None:
        """Makes it for the open account `held`."""
        super().__init__()
        self._work, self._held = work, held
        self._system = registration(launch_command())
        self._has_pin = bool(remembered(work.reader, Remembered.PIN))
        theme = work.theme
        self._title = Text(theme, role="title", weight=600)
        self._pin_title = Text(theme, weight=600)
        self._pin_words = Text(theme, color="text_secondary", wraps=True)
        frame, self.password = line_field(theme, names.COMPUTER_PASSWORD, secret=True)
        frame.setFixedWidth(theme.scaled(PASSWORD_WIDTH))
        self._password = Field(theme, frame, self.password)
        self._pin_label, self._again_label = Text(theme, weight=600), Text(theme, weight=600)
        self.pin, self.again = PinField(theme, names.COMPUTER_PIN), PinField(theme, names.COMPUTER_AGAIN)
        self._wrong = Text(theme, color="danger", wraps=True)
        self.set_pin = Button(theme, kind="primary", name=names.COMPUTER_SET)
        self.remove = Button(theme, name=names.COMPUTER_REMOVE)
        self._system_title = Text(theme, weight=600)
        self.start = Check(theme, name=names.COMPUTER_START)
        self._start_words = Text(theme, role="caption", color="text_secondary", wraps=True)
        self.links = Button(theme, icon="link", name=names.COMPUTER_LINKS)
        self._links_words = Text(theme, role="caption", color="text_secondary", wraps=True)
        self._lay_out()
        self._connect()
        self._show()

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (self.set_pin, self.remove):
            buttons.addWidget(button)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._title)
        column.addSpacing(16)
        for part in (
            *(self._pin_title, self._pin_words, self._password, self._pin_label, self.pin),
            *(self._again_label, self.again, self._wrong),
        ):
            column.addWidget(part)
        column.addLayout(buttons)
        column.addSpacing(24)
        for below in (self._system_title, self.start, self._start_words, self.links, self._links_words):
            column.addWidget(below)
        column.addStretch(1)

    def _connect(self) -> None:
        self.set_pin.clicked.connect(self._on_set)
        self.remove.clicked.connect(self._on_remove)
        for field in (self.password, self.pin, self.again):
            field.returnPressed.connect(self._on_set)
        self.start.clicked.connect(self._on_start)
        self.links.clicked.connect(self._on_links)

    def retranslate(self) -> None:
        """Override Retranslated.retranslate."""
        self._title.setText(self.tr("This computer"))
        self._pin_title.setText(self.tr("Counter PIN"))
        self._password.set_words(self.tr("Password"))
        self._pin_label.setText(self.tr("New PIN"))
        self._again_label.setText(self.tr("The same again"))
        self.pin.setAccessibleName(self._pin_label.text())
        self.again.setAccessibleName(self._again_label.text())
        self.remove.setText(self.tr("Remove the PIN"))
        self._system_title.setText(self.tr("With the system"))
        self.start.setText(self.tr("Start with the system"))
        self._start_words.setText(self.tr("When you sign in to this computer, Mostrador starts by itself."))
        self.links.setText(self.tr("Open links here"))
        self._links_words.setText(self.tr("Links to tickets and guides, in mails and on pages, lead into Mostrador."))
        self._say_pin()

    def _say_pin(self) -> None:
        stands = self.tr("It is set.") + " " if self._has_pin else ""
        self._pin_words.setText(
            stands
            + self.tr(
                "It opens the screen again after it was locked, as long as Mostrador runs. After a start your password"
                " is asked, and after five wrong PINs, too."
            )
        )
        self.set_pin.setText(self.tr("Change the PIN") if self._has_pin else self.tr("Set the PIN"))

    def _show(self) -> None:
        self.remove.setVisible(self._has_pin)
        self.start.setChecked(self._system.starts_with_system())
        self._wrong.setVisible(bool(self._wrong.text()))
        self.retranslate()

    def _say_wrong(self, sentence: str) -> None:
        self._wrong.setText(sentence)
        self._wrong.setVisible(bool(sentence))

    # The PIN.

    def _on_set(self) -> None:
        pin, password = self.pin.text(), self.password.text()
        wrong = why_not(pin, self.again.text()) if password else self.tr("Type your password first.")
        self._say_wrong(wrong)
        if wrong or not self.set_pin.isEnabled():
            return
        self.set_pin.setEnabled(False)
        held, proof = self._held, remembered(self._work.reader, Remembered.PASSWORD)
        op = self._work.background.request(self, lambda: chosen_pin(held, proof, password, pin))
        op.success(self._on_chosen).failure(self._on_refused).run()

    def _on_chosen(self, proof: str) -> None:
        self._work.remember(Remembered.PIN, proof)
        self._has_pin = True
        key = self._work.keys.first_of("lock")
        how = self.tr("{0} locks the screen.") if key else self.tr("The menu over your name locks the screen.")
        self._done(self.tr("Your PIN is set.") + " " + how.format(key))

    def _on_refused(self, error: Any) -> None:
        self.set_pin.setEnabled(True)
        self._say_wrong(" ".join(words_of(error)))

    def _on_remove(self) -> None:
        self._work.remember(Remembered.PIN, "")
        self._has_pin = False
        self._done(self.tr("There is no PIN any more: your password opens the screen."))

    def _done(self, sentence: str) -> None:
        self.set_pin.setEnabled(True)
        for field in (self.password, self.pin, self.again):
            field.clear()
        self._say_wrong("")
        self._show()
        self.told.emit(sentence)

    # The system.

    def _on_start(self, wanted: bool) -> None:  # noqa: FBT001 - a slot
        try:
            self._system.start_with_system(wanted=wanted)
        except KnownError as error:
            self.failed.emit(*words_of(error))
        self.start.setChecked(self._system.starts_with_system())

    def _on_links(self) -> None:
        try:
            self._system.claim_links()
        except KnownError as error:
            self.failed.emit(*words_of(error))
        else:
            self.told.emit(self.tr("Links to tickets and guides open here from now on."))
