"""The part of the panel that says whose account a ticket is about and whether somebody has made sure of it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.features.conversation import identity
from desktop.i18n.retranslated import Retranslated
from desktop.shell import moments, names, wording
from desktop.shell.workspace import Workspace
from desktop.widgets.buttons import Button
from desktop.widgets.marks import Glyph
from desktop.widgets.text import Text
from sync.replica.reading.identity import IdentityRow


class IdentitySection(Retranslated, QWidget):
    """Hidden where identity has no part.

    Signals:
        verify_wanted: somebody wants to make sure.
        account_wanted: something is to be done to the account.
    """

    verify_wanted = Signal()
    account_wanted = Signal()

    def __init__(self, work: Workspace, parent: QWidget | None = None) -> None:
        QWidget.__init__(self, parent)
        self.setObjectName(names.IDENTITY)
        self._work = work
        self._ticket_id = ""
        theme = work.theme
        self._icon = Glyph(theme, "shield", "warning", 18)
        self._state = Text(theme, weight=600, wraps=True)
        self._state.setObjectName(names.IDENTITY_STATE)
        self._words = Text(theme, role="caption", color="text_secondary", wraps=True)
        self._claims = Text(theme, role="caption", wraps=True, selectable=True)
        self._claims.setObjectName(names.IDENTITY_CLAIMS)
        self.verify = Button(theme, kind="primary", icon="shield-check", height=28, name=names.IDENTITY_VERIFY)
        self.account = Button(theme, icon="key", height=28, trailing_icon="chevron-down", name=names.IDENTITY_ACCOUNT)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self._icon)
        top.addWidget(self._state, 1)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.verify)
        foot.addWidget(self.account)
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(top)
        column.addWidget(self._words)
        column.addWidget(self._claims)
        column.addLayout(foot)
        self.verify.clicked.connect(self.verify_wanted)
        self.account.clicked.connect(self.account_wanted)

    def show_ticket(self, ticket_id: str) -> bool:
        """Shows how it stands; tells whether it has a part in this ticket."""
        self._ticket_id = ticket_id
        row = identity.identity(self._work, ticket_id)
        shown = row is not None and (row.protected or identity.is_verified(row) or not row.active)
        if row is not None and shown:
            self._say(row)
        return shown

    def retranslate(self) -> None:
        """Override Retranslated.retranslate."""
        if self._ticket_id:
            self.show_ticket(self._ticket_id)

    def _say(self, row: IdentityRow) -> None:
        verified, waits = identity.is_verified(row), identity.must_wait(row)
        self._icon.show_icon("shield-check" if verified else "shield", "success" if verified else "warning")
        self._state.setText(self._how_it_stands(row, verified=verified, waits=waits))
        self._words.setText(self._what_to_do(row, verified=verified, waits=waits))
        self._claims.setText(self._claimed(row))
        self._claims.setVisible(bool(self._claims.text()))
        self.verify.setText(self.tr("Verify"))
        self.verify.setEnabled(row.person_id is not None and not waits)
        self.verify.setVisible(not verified)
        self.account.setText(self.tr("Account"))

    def _how_it_stands(self, row: IdentityRow, *, verified: bool, waits: bool) -> str:
        person = row.person or self.tr("Nobody knows yet who it is")
        if not row.person_id:
            return person
        if verified:
            return self.tr("{0}: verified").format(person)
        return self.tr("{0}: too many tries").format(person) if waits else self.tr("{0}: not verified").format(person)

    def _what_to_do(self, row: IdentityRow, *, verified: bool, waits: bool) -> str:
        if not row.person_id:
            return self.tr("Find out whose account it is about: Account, Whose account it is.")
        if verified and row.verified_until:
            until = moments.short_day(moments.moment_of(row.verified_until), moments.now())
            how = wording.word(wording.VERIFICATION, row.method)
            said = self.tr("{0}, by {1}, good until {2}.").format(how, row.verified_by, until)
        elif waits and row.no_tries_until:
            until = moments.short_day(moments.moment_of(row.no_tries_until), moments.now())
            said = self.tr("It waits until {0}. Tell your team lead.").format(until)
        else:
            said = self.tr("Verify who it is first: links, passwords and sensitive macros are locked until then.")
        return said if row.active else " ".join((said, self.tr("The account is locked.")))

    def _claimed(self, row: IdentityRow) -> str:
        """What a guest says of themselves: nothing of it is proved."""
        if not row.guest:
            return ""
        lines = (
            (self.tr("Says: store"), row.claimed_store), (self.tr("Says: account"), row.claimed_account),
            (self.tr("Says: reach at"), row.contact),
        )  # fmt: skip
        return "\n".join(f"{name}: {value}" for name, value in lines if value)
