"""What stands above a ticket that was merged into another one, and leads there."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.i18n.retranslated import Retranslated
from desktop.shell import names
from desktop.shell.workspace import Workspace
from desktop.widgets.buttons import Button
from desktop.widgets.marks import Glyph
from desktop.widgets.panels import Panel
from desktop.widgets.text import ElidedLabel
from sync.replica.reading.relations import RelatedRow


class MergedBar(Retranslated, Panel):
    """Hidden at a ticket of its own.

    Signals: what is wanted.
    """

    open_wanted = Signal()
    back_wanted = Signal()

    def __init__(self, work: Workspace, parent: QWidget | None = None) -> None:
        Panel.__init__(self, work.theme, "info_soft", edges="b", parent=parent)
        self.setObjectName(names.MERGED_BAR)
        self._other: RelatedRow | None = None
        self._desk = False
        self._words = ElidedLabel(work.theme, weight=600, color="info")
        self._open = Button(work.theme, name=names.MERGED_OPEN, height=28)
        self._back = Button(work.theme, kind="quiet", name=names.MERGED_BACK, height=28)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 12, 6)
        row.setSpacing(8)
        row.addWidget(Glyph(work.theme, "merge", "info"))
        row.addWidget(self._words, 1)
        row.addWidget(self._back)
        row.addWidget(self._open)
        self._open.clicked.connect(self.open_wanted)
        self._back.clicked.connect(self.back_wanted)
        self.hide()

    def show_other(self, other: RelatedRow | None, *, merged: bool, desk: bool) -> None:
        """Shows where it went on, if it is held here; `desk` may take the merge back."""
        self._other, self._desk = other, desk
        self.setVisible(merged)
        self._open.setVisible(other is not None)
        self._back.setVisible(desk)
        self.retranslate()

    def retranslate(self) -> None:
        """Override Retranslated.retranslate."""
        self._back.setText(self.tr("Take it back"))
        other, number = self._other, ""
        if other is not None and other.number is not None:
            number = f"#{other.number}"
        there = number or self.tr("another ticket")
        # Whoever asked is told where to look; what merging is, is the desk's business.
        said = self.tr("Merged into {0}") if self._desk else self.tr("It goes on in {0}")
        self._words.setText(" · ".join([said.format(there), *([other.subject] if other is not None else [])]))
        self._open.setText(self.tr("Open {0}").format(number).strip())
