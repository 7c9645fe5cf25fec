"""What a store sees above its ticket: where it stands, what happens next, and what it is asked."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.features.conversation import closing, coming
from desktop.i18n.retranslated import Retranslated
from desktop.shell import names, wording
from desktop.shell.workspace import Workspace
from desktop.widgets.buttons import Button
from desktop.widgets.marks import Glyph
from desktop.widgets.panels import Panel
from desktop.widgets.text import ElidedLabel, Text
from sync.replica.reading.rows import TicketHead

BUTTON, SIDE = 28, 16


class SolvedBar(Retranslated, Panel):
    """A sentence on how it stands with the answers to it, and below what happens next and when.

    Signals: what is wanted.
    """

    works = Signal()
    works_not = Signal()
    withdraw_wanted = Signal()

    def __init__(self, work: Workspace, parent: QWidget | None = None) -> None:
        Panel.__init__(self, work.theme, edges="b", parent=parent)
        self._work = work
        self._head: TicketHead | None = None
        self._glyph = Glyph(work.theme, "status-open", size=14)
        self._words = ElidedLabel(work.theme, weight=600)
        self._number = Text(work.theme, role="caption", color="text_secondary")
        self._next = Text(work.theme, role="caption", color="text_secondary", wraps=True)
        self._next.setObjectName(names.CONVERSATION_NEXT)
        self._yes = Button(work.theme, name=names.CONVERSATION_YES, height=BUTTON)
        self._not_yet = Button(work.theme, name=names.CONVERSATION_NOT_YET, height=BUTTON)
        self._withdraw = Button(work.theme, kind="quiet", name=names.CONVERSATION_WITHDRAW, height=BUTTON)
        row = QHBoxLayout()
        row.setSpacing(8)
        # As high with its buttons as without: nothing below it jumps when there is something to answer.
        row.addStrut(work.theme.scaled(BUTTON))
        row.addWidget(self._glyph)
        row.addWidget(self._words)
        row.addWidget(self._yes)
        row.addWidget(self._not_yet)
        row.addStretch(1)
        row.addWidget(self._withdraw)
        row.addWidget(self._number)
        column = QVBoxLayout(self)
        column.setContentsMargins(SIDE, 6, SIDE, 8)
        column.setSpacing(2)
        column.addLayout(row)
        column.addWidget(self._next)
        self._yes.clicked.connect(self.works)
        self._not_yet.clicked.connect(self.works_not)
        self._withdraw.clicked.connect(self.withdraw_wanted)

    def show_head(self, head: TicketHead, *, waits: bool) -> None:
        """Says how the ticket stands; `waits` is whether something of it is still to be sent."""
        self._head, self._waits = head, waits
        _, role, icon = wording.standing(head.status, head.number, waits=waits)
        self._glyph.show_icon(icon, f"status_{head.status}")
        asked = closing.is_asked(head)
        self._words.set_color("info" if asked else role)
        for answer in (self._yes, self._not_yet):
            answer.setVisible(asked or head.status == "resolved")
        # Its requester alone wants nothing any more.
        own = head.requester_id == self._work.user_id
        self._withdraw.setVisible(own and head.status not in closing.DONE and head.merged_into_id is None)
        self.retranslate()

    def retranslate(self) -> None:
        """Override Retranslated.retranslate."""
        self._withdraw.setText(self.tr("Withdraw"))
        if self._head is None:
            return
        head, asked = self._head, closing.is_asked(self._head)
        self._yes.setText(self.tr("Yes") if asked else self.tr("Yes, it works"))
        self._not_yet.setText(self.tr("No") if asked else self.tr("Not yet"))
        stands = wording.standing(head.status, head.number, waits=self._waits, reason=head.close_reason or "")[0]
        self._words.setText(self.tr("Can you work again?") if asked else stands)
        number = head.number
        self._number.setText(f"#{number}" if number is not None else wording.word(wording.NUMBER, "none"))
        words = coming.for_store(head, waits=self._waits)
        self._next.setText(words)
        self._next.setVisible(bool(words))
        self._fit()

    def _fit(self) -> None:
        """Gives the words all their lines, however little room the window leaves."""
        self._next.setMinimumHeight(max(0, self._next.heightForWidth(max(1, self.width() - 2 * SIDE))))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Override QWidget.resizeEvent."""
        super().resizeEvent(event)
        self._fit()

    _waits = False
