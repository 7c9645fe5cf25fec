"""Whose account this is, and the way out of it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.i18n.retranslated import Retranslated
from desktop.shell import names
from desktop.shell.workspace import Workspace
from desktop.widgets.buttons import Button
from desktop.widgets.text import Text


class AccountPage(Retranslated, QWidget):
    """Signals: what is wanted."""

    sign_out_wanted = Signal()

    def __init__(self, work: Workspace) -> None:
        super().__init__()
        self._work = work
        self._title = Text(work.theme, role="title", weight=600)
        self._who = Text(work.theme, weight=600)
        self._safe = Text(work.theme, color="text_secondary", wraps=True)
        self._sign_out = Button(work.theme, icon="lock", name=names.SETTINGS_SIGN_OUT)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for part in (self._title, self._who, self._safe, self._sign_out):
            column.addWidget(part)
        column.insertSpacing(1, 16)
        column.insertSpacing(4, 8)
        column.addStretch(1)
        self._sign_out.clicked.connect(self.sign_out_wanted)
        work.me_changed.connect(self.retranslate)
        self.retranslate()

    def retranslate(self) -> None:
        """Override Retranslated.retranslate."""
        self._title.setText(self.tr("Account"))
        self._who.setText(self._work.me.name)
        self._safe.setText(self.tr("What is saved here stays encrypted on this computer after signing out."))
        self._sign_out.setText(self.tr("Sign out"))
