"""What is done to the account that a ticket is about, by key or from the panel beside the conversation."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from desktop.features.conversation import identity
from desktop.features.conversation.ask_panel import AskPanel
from desktop.features.conversation.identity_panel import IdentityPanel
from desktop.shell import moments, names, wording
from desktop.shell.entries import Entry
from desktop.shell.known_errors import words_of
from desktop.shell.picker import Picker
from desktop.shell.workspace import Workspace
from desktop.widgets.text import Text
from sync.replica.reading.identity import IdentityRow
from sync.replica.reading.rows import TicketHead

if TYPE_CHECKING:
    from desktop.features.conversation.view import ConversationView

SEVERE = frozenset({"lock", "end_sessions", "void_password"})


class AccountHelp(QObject):
    """Belongs to a conversation. Signals: (sentence) what was done, or why it was not."""

    told = Signal(str)

    def __init__(self, work: Workspace, view: ConversationView) -> None:
        super().__init__(view)
        self._work, self._view = work, view

    def verify(self, head: TicketHead) -> None:
        """Offers the ways of making sure who it is."""
        row = identity.identity(self._work, head.id)
        if row is None or row.person_id is None:
            self.told.emit(self.tr("First say whose account it is about."))
            self.choose_person(head)
            return
        if identity.must_wait(row):
            self.told.emit(wording.refusal("too_many_tries"))
            return
        panel = IdentityPanel(self._anchor(), self._work, head.id, row)
        panel.verified.connect(lambda method, note, voucher: self._note(head, method, note, voucher, passed=True))
        panel.failed.connect(lambda method, note: self._note(head, method, note, "", passed=False))
        panel.code_checked.connect(self._on_code)
        panel.open()

    def _note(self, head: TicketHead, method: str, note: str, voucher: str, *, passed: bool) -> None:
        op = identity.verify(self._work, self, head.id, method, passed=passed, note=note, voucher=voucher)
        op.success(lambda _done: self._on_code(right=passed)).run()

    def _on_code(self, right: bool) -> None:  # noqa: FBT001 - a signal's value
        self.told.emit(
            self.tr("Verified: what was locked is open for four hours.")
            if right
            else self.tr("Noted: it could not be shown who it is. Nothing is opened.")
        )

    def choose(self, head: TicketHead) -> None:
        """Offers what can be done to the account."""
        row = identity.identity(self._work, head.id)
        if row is None:
            return
        entries = identity.entries(
            row, temporary=self.tr("Set a temporary password"), who=self.tr("Whose account it is"),
            verify=self.tr("Verify who it is"), locked=self.tr("verify first"),
        )  # fmt: skip
        picker = Picker(self._anchor(), self._work.theme, self.tr("Account"), entries)
        picker.picked.connect(lambda key: self._do(head, row, key))
        picker.open()

    def _do(self, head: TicketHead, row: IdentityRow, key: str) -> None:
        if key in identity.GIVES_ACCESS and not identity.is_verified(row):
            self.told.emit(wording.refusal("unverified"))
            self.verify(head)
        elif key == identity.VERIFY:
            self.verify(head)
        elif key == identity.WHO:
            self.choose_person(head)
        elif key == identity.TEMPORARY:
            self._ask(
                self.tr("Set a temporary password for {0}?").format(row.person),
                ("key", self.tr("You see it once and read it out. It opens nothing but the choice of another one.")),
                self.tr("Set it"),
                lambda: self._set_temporary(head, row),
            )
        elif key in SEVERE:
            self._ask(
                f"{wording.word(wording.ACCOUNT_STEP, key)}: {row.person}?",
                ("alert", self.tr("They cannot work with a connection until they sign in again. Nothing is lost.")),
                wording.word(wording.ACCOUNT_STEP, key),
                lambda: self._take(head, row, key),
            )
        else:
            self._take(head, row, key)

    def choose_person(self, head: TicketHead) -> None:
        """Lets one find whose account it is about."""

        def seek(_parent: QObject, typed: str, tell: Callable[[list[Entry]], None]) -> None:
            tell(identity.people(self._work, typed))

        picker = Picker(
            self._anchor(), self._work.theme, self.tr("Whose account it is"), identity.people(self._work, ""), seek=seek
        )
        picker.picked.connect(lambda person_id: self._set_person(head, person_id))
        picker.open()

    def _set_person(self, head: TicketHead, person_id: str) -> None:
        op = identity.set_person(self._work, self, head.id, person_id)
        op.success(lambda _done: self.told.emit(self.tr("Noted. Now verify that it is them."))).run()

    def _take(self, head: TicketHead, row: IdentityRow, step: str) -> None:
        op = identity.help_account(self._work, self, head.id, step)
        sentence = self.tr("{0}: {1}.").format(row.person, wording.word(wording.ACCOUNT_STEP, step))
        op.success(lambda _done: self.told.emit(sentence)).run()

    def _set_temporary(self, head: TicketHead, row: IdentityRow) -> None:
        op = identity.temporary_password(self._work, self, head.id)
        op.success(lambda given: self._show_password(row, given)).failure(
            lambda error: self.told.emit(". ".join(words_of(error)))
        ).run()

    def _show_password(self, row: IdentityRow, given: Any) -> None:
        panel = AskPanel(
            self._anchor(), self._work.theme, self.tr("Temporary password of {0}").format(row.person),
            name=names.TEMPORARY_PANEL, run_name=names.TEMPORARY_COPY,
        )  # fmt: skip
        word = Text(self._work.theme, given.password, role="title", weight=600, selectable=True)
        word.setObjectName(names.TEMPORARY_PASSWORD)
        panel.add_part(word)
        until = moments.short_day(given.good_until, moments.now())
        panel.add_line(
            "info", self.tr("Shown only now. Good until {0}; they choose another one at once.").format(until)
        )
        panel.offer(self.tr("Copy and close"))
        panel.run_wanted.connect(lambda: QGuiApplication.clipboard().setText(given.password))
        panel.open()

    def _ask(self, title: str, line: tuple[str, str], verb: str, act: Callable[[], None]) -> None:
        panel = AskPanel(self._anchor(), self._work.theme, title, name=names.ACCOUNT_PANEL, run_name=names.ACCOUNT_RUN)
        panel.add_line(*line)
        panel.offer(verb)
        panel.run_wanted.connect(act)
        panel.open()

    def _anchor(self) -> QWidget:
        anchor: QWidget = self._view.properties.anchor("status")
        return anchor
