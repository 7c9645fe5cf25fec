"""The conditions of a view that is being written: one card each, and whether all or any of them must hold."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.features.views.values import ValuesEditor, editor_for
from desktop.i18n.retranslated import Retranslated
from desktop.shell import names
from desktop.shell.entries import Entry
from desktop.shell.kept.cards import Card, Cards
from desktop.shell.picker import Picker
from desktop.shell.view_words import FIELD, MATCH, field_title, op_title, translated
from desktop.shell.workspace import Workspace
from desktop.widgets.choices import Select
from desktop.widgets.text import Text
from domain.views import CONDITIONS_MOST, FIELDS, OPS, Op

PAGE = names.VIEWS_PAGE
Test = dict[str, Any]
"""`field`, `op` and `values`, as in `domain.views.Condition`."""


class ConditionCard(Retranslated, Card):
    """One condition.

    Signals:
        field_made: (widget) something to type into is there.
    """

    field_made = Signal(QWidget)

    def __init__(self, work: Workspace, test: Test, name: str) -> None:
        """Makes it; `name` begins the object names of what is in it."""
        Card.__init__(self, work.theme, name)
        self._work, self._name, self._field = work, name, str(test["field"])
        self._title = Text(work.theme, weight=600)
        self.op = Select(work.theme, f"{name}.op")
        self.values: ValuesEditor | None = None
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._title)
        head.addWidget(self.op)
        head.addStretch(1)
        head.addWidget(self.remove)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(12, 8, 12, 8)
        self._column.setSpacing(8)
        self._column.addLayout(head)
        self.retranslate()
        self.op.choose(Op(test["op"]))
        self._show_values(list(test.get("values", ())))
        self.op.currentIndexChanged.connect(lambda _place: self._on_op_changed())

    def _on_op_changed(self) -> None:
        self._show_values(self.values.values() if self.values is not None else [])

    def _show_values(self, values: Sequence[str]) -> None:
        """Puts the controls there that the way of asking needs; what was chosen stays as far as it fits."""
        before, self.values = self.values, editor_for(self._work, self._field, self._op, f"{self._name}.values")
        if before is not None:
            self._column.removeWidget(before)
            before.hide()
            before.deleteLater()
        if self.values is not None:
            self._column.addWidget(self.values)
            self.values.retranslate()
            self.values.show_values(values)
            self.values.show()
            for field in self.values.fields:
                self.field_made.emit(field)

    @property
    def _op(self) -> Op:
        return Op(self.op.currentData())

    def test(self) -> Test:
        """The condition as it stands in the controls."""
        values = self.values.values() if self.values is not None else []
        return {"field": self._field, "op": str(self._op), "values": values}

    def complain(self) -> bool:
        """Says what is wrong where it is; tells whether something is."""
        return self.values is not None and self.values.complain()

    def retranslate(self) -> None:
        """Override Retranslated.retranslate."""
        title = field_title(self._field)
        self._title.setText(title)
        before = self.op.currentData()
        self.op.blockSignals(True)
        self.op.clear()
        for op in OPS[FIELDS[self._field].kind]:
            self.op.addItem(op_title(op), op)
        self.op.choose(before)
        self.op.blockSignals(False)
        self.op.setAccessibleName(self.tr("How it is asked: {0}").format(title))
        self.remove.set_words(self.tr("Take out"))
        self.remove.setAccessibleName(self.tr("Take out: {0}").format(title))


class Conditions(Cards[ConditionCard]):
    """All of them, with the button that adds one."""

    def __init__(self, work: Workspace) -> None:
        super().__init__(work, f"{PAGE}.test")
        self.match = Select(work.theme, f"{PAGE}.match")
        self._column.insertWidget(1, self.match, 0, Qt.AlignmentFlag.AlignLeft)
        self.retranslate()

    def show_query(self, match: str, tests: Sequence[Test]) -> None:
        """Shows these instead of whatever there was."""
        self._clear()
        self.match.choose(match)
        for test in tests:
            self._append(test)
        self._arrange()

    def tests(self) -> list[Test]:
        """All of them as they stand in the controls."""
        return [card.test() for card in self.cards]

    def add(self, field: str) -> ConditionCard:
        """Adds a condition on a field, and puts the keyboard into it."""
        card = self._append({"field": field, "op": OPS[FIELDS[field].kind][0]})
        self._arrange()
        card.op.setFocus(Qt.FocusReason.TabFocusReason)
        return card

    def complain(self) -> bool:
        """Says what is wrong where it is; tells whether something is."""
        return any([card.complain() for card in self.cards])

    def _offer(self) -> None:
        entries = [Entry("field", field, field_title(field)) for field in FIELD if field in FIELDS]
        picker = Picker(self.more, self._work.theme, self.tr("What is asked of a ticket"), entries)
        picker.picked.connect(self.add)
        picker.open()

    def _append(self, test: Test) -> ConditionCard:
        card = ConditionCard(self._work, test, self._next_name())
        card.field_made.connect(self.field_made)
        return self._take(card, card.values.fields if card.values is not None else ())

    def _arrange(self) -> None:
        """Override Cards._arrange."""
        self._none.setVisible(not self.cards)
        self.match.setVisible(len(self.cards) > 1)
        before: QWidget = self.match
        for card in self.cards:
            for stop in (card.op, *(card.values.stops if card.values is not None else ()), card.remove):
                QWidget.setTabOrder(before, stop)
                before = stop
        QWidget.setTabOrder(before, self.more)
        self.more.setEnabled(len(self.cards) < CONDITIONS_MOST)

    def retranslate(self) -> None:
        """Override Retranslated.retranslate."""
        self._title.setText(self.tr("Which tickets it holds"))
        before = self.match.currentData()
        self.match.clear()
        for value, words in MATCH.items():
            self.match.addItem(translated(words), value)
        self.match.choose(before or "all")
        self.match.setAccessibleName(self.tr("Whether all or any of the conditions must hold"))
        self._none.setText(self.tr("Without a condition it holds every ticket you may see."))
        self.more.setText(self.tr("Add a condition"))
