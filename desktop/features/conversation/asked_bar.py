"""What stands above a ticket whose requester is to give details, and leads to the form for them."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.features.conversation.details import TicketDetails
from desktop.i18n.retranslated import Retranslated
from desktop.shell import names
from desktop.shell.details import words
from desktop.shell.workspace import Workspace
from desktop.widgets.buttons import Button
from desktop.widgets.marks import Glyph
from desktop.widgets.panels import Panel
from desktop.widgets.text import ElidedLabel


class AskedBar(Retranslated, Panel):
    """Hidden where nothing is asked.

    Signals: the form is wanted, or what the computer says of itself.
    """

    fill_wanted = Signal()
    diagnostics_wanted = Signal()

    def __init__(self, work: Workspace, parent: QWidget | None = None) -> None:
        Panel.__init__(self, work.theme, "info_soft", edges="b", parent=parent)
        self.setObjectName(names.ASKED_BAR)
        self._work = work
        self._shown: TicketDetails | None = None
        self._words = ElidedLabel(work.theme, weight=600, color="info")
        self._fill_in = Button(work.theme, kind="primary", name=names.ASKED_FILL, height=28)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 12, 6)
        row.setSpacing(8)
        row.addWidget(Glyph(work.theme, "clipboard", "info"))
        row.addWidget(self._words, 1)
        self._diagnose = Button(work.theme, icon="device", name=names.ASKED_DIAGNOSTICS, height=28)
        row.addWidget(self._diagnose)
        row.addWidget(self._fill_in)
        self._diagnose.clicked.connect(self.diagnostics_wanted)
        self._fill_in.clicked.connect(self.fill_wanted)
        self.hide()

    def show_details(self, shown: TicketDetails | None) -> None:
        """Shows what is asked; None for somebody who is not to answer it."""
        self._shown = shown
        self.setVisible(shown is not None and bool(shown.asked or shown.diagnostics))
        self._fill_in.setVisible(shown is not None and bool(shown.asked))
        self._diagnose.setVisible(shown is not None and shown.diagnostics)
        self.retranslate()

    def retranslate(self) -> None:
        """Override Retranslated.retranslate."""
        self._fill_in.setText(self.tr("Fill in"))
        self._diagnose.setText(self.tr("Show and send"))
        if self._shown is not None:
            named = [words.label(field, field.key, self._work.locale) for field in self._shown.asked]
            named += [self.tr("what this computer says of itself")] if self._shown.diagnostics else []
            self._words.setText(self.tr("We need to know: {0}").format(", ".join(named)))
