"""The line above the tickets while they are handed out: how many wait, what passes one over, what ends it."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout

from desktop.i18n.retranslated import Retranslated
from desktop.shell import names
from desktop.shell.next_up import NextUp
from desktop.shell.workspace import Workspace
from desktop.widgets.buttons import Button
from desktop.widgets.marks import Glyph
from desktop.widgets.panels import Panel
from desktop.widgets.text import ElidedLabel


class NextUpBar(Retranslated, Panel):
    """Shown while tickets are handed out."""

    def __init__(self, work: Workspace, next_up: NextUp) -> None:
        Panel.__init__(self, work.theme, "selection", edges="b")
        self.setObjectName(names.NEXT_UP)
        self._work, self._next_up = work, next_up
        self._words = ElidedLabel(work.theme)
        self._skip = Button(work.theme, height=28, name=names.NEXT_UP_SKIP)
        self._end = Button(work.theme, kind="quiet", height=28, name=names.NEXT_UP_END)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 16, 6)
        row.setSpacing(8)
        row.addWidget(Glyph(work.theme, "arrow-right", "accent_text", 16))
        row.addWidget(self._words, 1)
        row.addWidget(self._skip)
        row.addWidget(self._end)
        self._skip.clicked.connect(next_up.hand_out)
        self._end.clicked.connect(next_up.end)
        next_up.changed.connect(self.retranslate)
        work.keys.changed.connect(self.retranslate)
        self.retranslate()

    def retranslate(self) -> None:
        """Override Retranslated.retranslate."""
        self.setVisible(self._next_up.is_on)
        waiting, overdue = self._next_up.left
        words = self.tr("Tickets are handed out one after the other. After this one, %n wait.", "", waiting)
        if overdue:
            words += " " + self.tr("%n of them are overdue.", "", overdue)
        self._words.setText(words)
        self.setAccessibleName(words)
        key = self._work.keys.first_of("next_up")
        self._skip.setText(self.tr("Next one"))
        self._skip.setToolTip(f"{self.tr('Pass this one over')} ({key})" if key else self.tr("Pass this one over"))
        self._end.setText(self.tr("Stop"))
