"""What stands above a conversation while something is promised: by when it is expected, and the next word."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.i18n.retranslated import Retranslated
from desktop.shell import moments, names
from desktop.shell.workspace import Workspace
from desktop.widgets.marks import Glyph
from desktop.widgets.panels import Panel
from desktop.widgets.text import ElidedLabel
from sync.replica.reading.rows import TicketHead


class PromiseBar(Retranslated, Panel):
    """For whoever asked and for the desk alike; hidden where nothing is promised."""

    def __init__(self, work: Workspace, parent: QWidget | None = None) -> None:
        Panel.__init__(self, work.theme, "info_soft", edges="b", parent=parent)
        self.setObjectName(names.PROMISE_BAR)
        self._work = work
        self._head: TicketHead | None = None
        self._glyph = Glyph(work.theme, "clock", "info")
        self._words = ElidedLabel(work.theme, color="info")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 7, 16, 7)
        row.setSpacing(8)
        row.addWidget(self._glyph)
        row.addWidget(self._words, 1)
        self.hide()

    def show_head(self, head: TicketHead) -> None:
        """Shows what is promised of a ticket."""
        self._head = head
        self.setVisible(bool(head.expected_at or head.next_update_at))
        self.retranslate()

    def retranslate(self) -> None:
        """Override Retranslated.retranslate."""
        head = self._head
        if head is None:
            return
        parts = []
        if head.expected_at:
            expected = moments.moment_of(head.expected_at)
            parts.append(self.tr("Expected to be solved by {0}").format(moments.coming(expected)))
        late = False
        if head.next_update_at:
            update = moments.moment_of(head.next_update_at)
            late = update < moments.now()
            desk = self._work.me.works
            said = self.tr("next word due by {0}") if desk else self.tr("you hear from us by {0}")
            overdue = self.tr("a word was due by {0}") if desk else self.tr("you should have heard from us by {0}")
            words = (overdue if late else said).format(moments.coming(update))
            parts.append(words if parts else words[:1].upper() + words[1:])
        role = "danger" if late else "info"
        self._fill = f"{role}_soft"
        self.update()
        self._words.set_color(role)
        self._glyph.show_icon("clock", role)
        self._words.setText(" · ".join(parts))
