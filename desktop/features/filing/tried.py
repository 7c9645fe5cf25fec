"""What was tried before a ticket is written: steps one by one, each to be taken out again."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.i18n.retranslated import Retranslated
from desktop.shell import names
from desktop.theme.theme import Theme
from desktop.widgets.buttons import Button, icon_button
from desktop.widgets.fields import line_field
from desktop.widgets.text import Text
from domain.tickets import STEP_LONGEST, STEPS_MOST

RETURNS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class TriedSteps(Retranslated, QWidget):
    """Return, or the button, notes a step.

    Signals:
        changed: what is noted.
        stops_changed: Tab goes another way.
    """

    changed = Signal()
    stops_changed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName(names.FILING_TRIED)
        self._theme = theme
        self._steps: list[str] = []
        self._buttons: list[Button] = []
        self._label = Text(theme, weight=600)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(2)
        self._frame, self.text = line_field(theme, names.FILING_TRIED_TEXT)
        self.text.setMaxLength(STEP_LONGEST)
        self._label.setBuddy(self.text)
        self._add = Button(theme, icon="plus", height=28, name=names.FILING_TRIED_ADD)
        new = QHBoxLayout()
        new.setSpacing(8)
        new.addWidget(self._frame, 1)
        new.addWidget(self._add)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._label)
        column.addLayout(self._rows)
        column.addLayout(new)
        self._add.clicked.connect(self.note)
        self.text.textChanged.connect(self._on_typed)
        self.text.installEventFilter(self)
        self.retranslate()

    def steps(self) -> tuple[str, ...]:
        """What is noted, with what is being typed."""
        typed = self.text.text().strip()
        return (*self._steps, typed) if typed else tuple(self._steps)

    def show_steps(self, steps: Sequence[str]) -> None:
        """Shows these."""
        self._steps = list(steps)
        self.text.clear()
        self._show()

    def note(self) -> None:
        """Takes down what is typed."""
        typed = self.text.text().strip()
        if typed and len(self._steps) < STEPS_MOST:
            self._steps.append(typed)
            self.text.clear()
            self._show()
            self.text.setFocus()
            self.changed.emit()

    def _on_typed(self) -> None:
        self._add.setEnabled(bool(self.text.text().strip()))
        self.changed.emit()

    def _take_out(self, place: int) -> None:
        del self._steps[place]
        self._show()
        self.text.setFocus()
        self.changed.emit()

    def _show(self) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            gone = item.widget()
            if gone is not None:
                gone.setParent(None)
                gone.deleteLater()
        self._buttons = []
        for place, step in enumerate(self._steps):
            row = QWidget()
            line = QHBoxLayout(row)
            line.setContentsMargins(0, 0, 0, 0)
            line.setSpacing(4)
            line.addWidget(Text(self._theme, f"{place + 1}. {step}", wraps=True), 1)
            button = icon_button(self._theme, "close", self.tr("Take out: {0}").format(step), size=24)
            button.clicked.connect(lambda _checked=False, place=place: self._take_out(place))
            line.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
            self._rows.addWidget(row)
            self._buttons.append(button)
        self.stops_changed.emit()

    def stops(self) -> list[QWidget]:
        """Where Tab stops, in order."""
        return [*self._buttons, self.text, self._add]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Override QObject.eventFilter: Return notes the step; with Ctrl it sends the ticket."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and event.key() in RETURNS:
            if not event.modifiers() & Qt.KeyboardModifier.ControlModifier and self.text.text().strip():
                self.note()
                return True
        return super().eventFilter(watched, event)

    def retranslate(self) -> None:
        """Override Retranslated.retranslate."""
        self._label.setText(self.tr("What have you tried?"))
        self.text.setAccessibleName(self.tr("What have you tried?"))
        self.text.setPlaceholderText(self.tr("One thing at a time, such as: switched it off and on"))
        self._add.setText(self.tr("Note it"))
        self._add.setEnabled(bool(self.text.text().strip()))
        self._show()
