"""The part of the panel with what was tried: each step with who tried it, and the line that notes another one."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.features.conversation import steps
from desktop.i18n.retranslated import Retranslated
from desktop.shell import moments, names
from desktop.shell.steps import outcome_said
from desktop.shell.workspace import Workspace
from desktop.widgets.buttons import Button
from desktop.widgets.choices import Select
from desktop.widgets.fields import Field, line_field
from desktop.widgets.flow import FlowRow
from desktop.widgets.text import Text
from domain.tickets import STEP_LONGEST
from sync.replica.reading.rows import TicketHead

RETURNS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
OUTCOMES: dict[str, bool | None] = {"": None, "no": False, "yes": True}


class StepsSection(Retranslated, QWidget):
    """What was tried on one ticket."""

    def __init__(self, work: Workspace, parent: QWidget | None = None) -> None:
        QWidget.__init__(self, parent)
        self.setObjectName(names.CONTEXT_STEPS)
        self._work = work
        self._head: TicketHead | None = None
        self._rows = QVBoxLayout()
        self._rows.setSpacing(6)
        frame, self.text = line_field(work.theme, names.CONTEXT_STEPS_TEXT)
        self.text.setMaxLength(STEP_LONGEST)
        self._field = Field(work.theme, frame, self.text)
        self._outcome = Select(work.theme, names.CONTEXT_STEPS_OUTCOME, height=24)
        self._add = Button(work.theme, icon="plus", height=24, name=names.CONTEXT_STEPS_ADD)
        self._new = QWidget()
        new = QVBoxLayout(self._new)
        new.setContentsMargins(0, 0, 0, 0)
        new.setSpacing(6)
        new.addWidget(self._field)
        new.addWidget(FlowRow(self._outcome, self._add))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(self._rows)
        column.addWidget(self._new)
        self._add.clicked.connect(self._note)
        self.text.textChanged.connect(lambda _text: self._show_ready())
        self.text.installEventFilter(self)
        self.retranslate()

    def show_head(self, head: TicketHead) -> bool:
        """Shows what was tried on a ticket; tells whether there is anything, or could be."""
        if self._head is None or self._head.id != head.id:
            self.text.clear()
        self._head = head
        return self._show()

    def _show(self) -> bool:
        if self._head is None:
            return False
        while (item := self._rows.takeAt(0)) is not None:
            gone = item.widget()
            if gone is not None:
                # Out of the tree now: until the event loop comes to it, it would be read out as the next ticket's.
                gone.setParent(None)
                gone.deleteLater()
        rows = steps.tried(self._work, self._head.id)
        present = moments.now()
        for place, row in enumerate(rows):
            said = outcome_said(row.helped)
            self._rows.addWidget(Text(self._work.theme, f"{place + 1}. {row.text}", wraps=True))
            when = moments.short_day(moments.moment_of(row.at), present)
            beside = " · ".join(filter(None, (row.author, when, said)))
            self._rows.addWidget(Text(self._work.theme, beside, role="caption", color="text_secondary", wraps=True))
        may_note = self._work.me.may_answer(self._head)
        done = self._head.status == "closed"
        self._new.setVisible(may_note and not done)
        return bool(rows) or (may_note and not done)

    def _note(self) -> None:
        text = self.text.text().strip()
        if self._head is None or not text:
            return
        helped = OUTCOMES[str(self._outcome.currentData() or "")]
        steps.add_step(self._work, self, self._head.id, text, helped).run()
        self.text.clear()
        self._outcome.setCurrentIndex(0)
        self.text.setFocus()

    def _show_ready(self) -> None:
        self._add.setEnabled(bool(self.text.text().strip()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Override QObject.eventFilter: Return notes the step."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and event.key() in RETURNS:
            self._note()
            return True
        return super().eventFilter(watched, event)

    def retranslate(self) -> None:
        """Override Retranslated.retranslate."""
        self._field.set_words(self.tr("What did you try?"))
        self._add.setText(self.tr("Note it"))
        chosen = self._outcome.currentData()
        self._outcome.clear()
        self._outcome.addItem(self.tr("outcome open"), "")
        for value in ("no", "yes"):
            self._outcome.addItem(outcome_said(OUTCOMES[value]), value)
        self._outcome.choose(chosen or "")
        self._outcome.setAccessibleName(self.tr("Did it help?"))
        self._show_ready()
        self._show()
