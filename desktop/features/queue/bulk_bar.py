"""The bar below a list with marked tickets: how many, what can be done to all of them, and what that would change."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.background.operations import Latest
from desktop.features.queue import bulk, bulk_words
from desktop.features.queue.bulk import BulkChange, Plan
from desktop.i18n.retranslated import Retranslated
from desktop.shell import names
from desktop.shell.picker import Picker
from desktop.shell.workspace import Workspace
from desktop.widgets.buttons import Button, icon_button
from desktop.widgets.panels import Panel
from desktop.widgets.text import Text

ACTIONS = {"status": "status", "priority": "priority", "assignee": "assign_to", "team": "team", "tag": "tag"}
"""Whose keys they have. As for one ticket: with marks the same keys mean all of them."""


class BulkBar(Retranslated, Panel):
    """Nothing is written before its sentence was read.

    Signals:
        cleared: the marks are to go.
        told: (sentence) what was done, or why it was not.
        undo_offered: (sentence, undo) what was done, and what takes it back.
    """

    cleared = Signal()
    told = Signal(str)
    undo_offered = Signal(str, object)

    def __init__(self, work: Workspace, marks: Callable[[], list[int]], parent: QWidget | None = None) -> None:
        """Makes it; `marks` says which rows of the cache are marked."""
        Panel.__init__(self, work.theme, "raised", edges="t", parent=parent)
        self.setObjectName(names.QUEUE_BULK)
        self._work, self._marks = work, marks
        self._reading, self._plan = Latest(), None
        theme = work.theme
        self._count = Text(theme, weight=600)
        self._buttons = {
            field: icon_button(theme, icon, "", f"{names.QUEUE_BULK_ACTION}{field}")
            for field, icon in bulk_words.ICONS.items()
        }
        self._clear = icon_button(theme, "close", "", f"{names.QUEUE_BULK_ACTION}clear")
        self._sentence = Text(theme, wraps=True)
        self._apply = Button(theme, kind="primary", name=f"{names.QUEUE_BULK_ACTION}apply", height=28)
        self._cancel = Button(theme, name=f"{names.QUEUE_BULK_ACTION}cancel", height=28)
        self._lay_out()
        for field, button in self._buttons.items():
            button.clicked.connect(partial(self.choose, field))
        self._clear.clicked.connect(self.cleared)
        self._apply.clicked.connect(self.apply)
        self._cancel.clicked.connect(self._withdraw)
        work.keys.changed.connect(self.retranslate)
        self.retranslate()

    _plan: Plan | None

    def _lay_out(self) -> None:
        actions, question = QWidget(), QWidget()
        row = QHBoxLayout(actions)
        row.setContentsMargins(16, 0, 10, 0)
        row.setSpacing(4)
        row.addWidget(self._count, 1)
        for button in (*self._buttons.values(), self._clear):
            row.addWidget(button)
        column = QVBoxLayout(question)
        column.setContentsMargins(16, 10, 16, 10)
        column.setSpacing(8)
        column.addWidget(self._sentence)
        below = QHBoxLayout()
        below.setSpacing(8)
        below.addStretch(1)
        below.addWidget(self._cancel)
        below.addWidget(self._apply)
        column.addLayout(below)
        self._places = QStackedWidget()
        self._places.addWidget(actions)
        self._places.addWidget(question)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 1, 0, 0)
        whole.addWidget(self._places)
        self._show_actions()

    def retranslate(self) -> None:
        """Override Retranslated.retranslate."""
        for field, button in self._buttons.items():
            button.set_words(bulk_words.said(bulk_words.FIELDS[field]), self._work.keys.first_of(ACTIONS[field]))
        self._clear.set_words(self.tr("Mark none"), "Esc")
        self._cancel.setText(self.tr("Cancel"))
        self.show_count()

    def show_count(self) -> None:
        """Takes over how many are marked; what was about to be done to others is no more."""
        count = len(self._marks())
        too_many = count > bulk.MOST
        self._count.setText(
            self.tr("%n marked: at most {0} at once", "", count).format(bulk.MOST)
            if too_many
            else self.tr("%n marked", "", count)
        )
        for button in self._buttons.values():
            button.setEnabled(not too_many)
        self._show_actions()

    def _show_actions(self) -> None:
        self._plan = None
        self._places.setCurrentIndex(0)
        self.setFixedHeight(self._work.theme.tokens.height.header)

    def _withdraw(self) -> None:
        """Asks no more; the keyboard is again where the change was chosen."""
        field = self._plan.change.field if self._plan is not None else ""
        self._show_actions()
        if field:
            self._buttons[field].setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override QWidget.keyPressEvent: Esc takes back the question, then the marks."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self._plan is not None:
            self._withdraw()
        else:
            self.cleared.emit()

    def choose(self, field: str) -> None:
        """Offers what a field of all of them may be."""
        if not self._buttons[field].isEnabled():
            return
        offer = bulk_words.new_tag if field == "tag" else None
        title = bulk_words.said(bulk_words.FIELDS[field])
        entries = bulk_words.entries(self._work, field)
        picker = Picker(self._buttons[field], self._work.theme, title, entries, offer=offer)
        picker.picked.connect(lambda key: self.ask(BulkChange(field, key or None)))
        picker.open()

    def take(self) -> None:
        """Asks whether all of them are to be one's own."""
        if self._buttons["assignee"].isEnabled():
            self.ask(BulkChange("assignee", self._work.user_id))

    def ask(self, change: BulkChange) -> None:
        """Says what a change would do, and waits for a yes."""
        numbers, me = self._marks(), self._work.me
        reading = self._work.read(self, lambda reader: bulk.planned(reader, change, numbers, me))
        self._reading.run(reading.success(self._show_plan))

    def preview(self, plan: Plan) -> str:
        """What a plan would do, and to how many it would not, and why."""
        parts = [bulk_words.does(self._work, plan.change), self.tr("%n ticket(s) change.", "", len(plan.heads))]
        if plan.same:
            parts.append(self.tr("%n is/are so already.", "", plan.same))
        if plan.unfit:
            parts.append(self.tr("%n cannot go there from its/their status.", "", plan.unfit))
        if plan.barred:
            parts.append(self.tr("%n is/are not yours to change.", "", plan.barred))
        if plan.leaves:
            parts.append(self.tr("They leave your teams: this cannot be undone here."))
        return " ".join(parts)

    def _show_plan(self, plan: Plan) -> None:
        self._plan = plan
        self._sentence.setText(self.preview(plan))
        self._apply.setText(self.tr("Change %n ticket(s)", "", len(plan.heads)))
        self._apply.setEnabled(bool(plan.heads))
        self._places.setCurrentIndex(1)
        self.setMinimumHeight(0)
        self.setMaximumHeight(16_777_215)
        self.setFixedHeight(self._question_height())
        (self._apply if plan.heads else self._cancel).setFocus()

    def _question_height(self) -> int:
        width = self._places.width() - 32
        return self._sentence.heightForWidth(max(120, width)) + self._apply.sizeHint().height() + 30

    def apply(self) -> None:
        """Does it: all of it in one transaction, or nothing."""
        plan = self._plan
        if plan is None or not plan.steps:
            return
        sentence = f"{bulk_words.does(self._work, plan.change)} " + self.tr(
            "%n ticket(s) changed.", "", len(plan.heads)
        )
        op = self._work.mutate_all(self, list(plan.steps))
        if plan.leaves:
            op.success(lambda _nothing: self.told.emit(sentence)).run()
        else:
            op.success(lambda _nothing: self.undo_offered.emit(sentence, partial(self.take_back, plan))).run()
        self.cleared.emit()

    def take_back(self, plan: Plan) -> None:
        """Takes back what a plan did, where nobody has changed it since."""
        me = self._work.me
        reading = self._work.read(self, lambda reader: bulk.taken_back(reader, plan, me))
        self._reading.run(reading.success(self._do_take_back))

    def _do_take_back(self, steps: tuple[bulk.Step, ...]) -> None:
        if not steps:
            self.told.emit(self.tr("Somebody has changed them since."))
            return
        self._work.mutate_all(self, list(steps)).run()
