"""The controls for the values of one condition: chosen from a list, typed, or a number with its unit."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.features.views import operations
from desktop.i18n.retranslated import Retranslated
from desktop.shell.entries import Entry
from desktop.shell.picker import Picker
from desktop.shell.view_words import DAY, UNIT, field_title, translated
from desktop.shell.workspace import Workspace
from desktop.widgets.buttons import Button
from desktop.widgets.choices import Select
from desktop.widgets.fields import line_field
from desktop.widgets.text import Text
from domain.views import FIELDS, NUMBER_MOST, TEXT_LONGEST, VALUES_MOST, WITH_UNITS, WITHOUT_VALUES, Kind, Op

NUMBER_WIDTH = 72


class ValuesEditor(Retranslated, QWidget):
    """Base: `editor_for` makes the one that fits."""

    def __init__(self, work: Workspace, field: str) -> None:
        super().__init__()
        self._work, self._field = work, field
        self.fields: list[QWidget] = []
        """What one types into: the form's keys work there as well."""
        self.stops: list[QWidget] = []
        """What Tab stops at."""
        self._wrong = Text(work.theme, role="caption", color="danger", wraps=True)
        self._wrong.hide()
        self._row = QHBoxLayout()
        self._row.setSpacing(8)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(self._row)
        column.addWidget(self._wrong)

    def show_values(self, values: Sequence[str]) -> None:
        """Shows these, as far as they fit."""
        raise NotImplementedError

    def values(self) -> list[str]:
        """The values as they stand in the controls."""
        raise NotImplementedError

    def complain(self) -> bool:
        """Says what is wrong; tells whether something is."""
        sentence = "" if self.values() else self._lacking()
        self._wrong.setText(sentence)
        self._wrong.setVisible(bool(sentence))
        if sentence:
            self.stops[0].setFocus(Qt.FocusReason.TabFocusReason)
        return bool(sentence)

    def _lacking(self) -> str:
        return self.tr("Choose something, or take this condition out.")


def editor_for(work: Workspace, field: str, op: Op, name: str) -> ValuesEditor | None:
    """The controls for what is asked of a field in that way; None where nothing more is to be said."""
    kind = FIELDS[field].kind
    if op in WITHOUT_VALUES:
        return None
    if kind is Kind.TIME:
        return SpanEditor(work, field, name) if op in WITH_UNITS else DayEditor(work, field, name)
    if kind is Kind.NUMBER:
        return NumberEditor(work, field, name)
    if kind is Kind.TEXT:
        return WordsEditor(work, field, name)
    return ChosenEditor(work, field, name)


class ChosenEditor(ValuesEditor):
    """Several of a list; what is chosen already stays chosen, also if it is no longer among them."""

    def __init__(self, work: Workspace, field: str, name: str) -> None:
        super().__init__(work, field)
        self._values: list[str] = []
        self.button = Button(work.theme, name=name, height=28)
        self.stops.append(self.button)
        self._row.addWidget(self.button)
        self._row.addStretch(1)
        self.button.clicked.connect(self._open)

    def show_values(self, values: Sequence[str]) -> None:
        """Override ValuesEditor.show_values."""
        self._values = list(values)
        self._show()

    def values(self) -> list[str]:
        """Override ValuesEditor.values."""
        return list(self._values)

    def _choices(self) -> list[tuple[str, str]]:
        known = operations.choices(self._work, self._field, self._values)
        names = dict(known)
        gone = self.tr("No longer here")
        own = self._field == "tag"
        return [*known, *((value, value if own else gone) for value in self._values if value not in names)]

    def _show(self) -> None:
        names = dict(self._choices())
        said = ", ".join(names[value] for value in self._values)
        self.button.setText(said or self.tr("Choose…"))
        self.button.setAccessibleName(f"{field_title(self._field)}: {said or self.tr('nothing chosen')}")

    def _open(self) -> None:
        entries = [Entry("value", key, words, ticked=key in self._values) for key, words in self._choices()]

        def offer(typed: str) -> Entry | None:
            tag = " ".join(typed.lower().split())
            return Entry("value", tag, tag) if self._field == "tag" and tag else None

        picker = Picker(self.button, self._work.theme, field_title(self._field), entries, several=True, offer=offer)
        picker.picked.connect(self._turn)
        picker.open()

    def _turn(self, value: str) -> None:
        if value in self._values:
            self._values.remove(value)
        elif len(self._values) < VALUES_MOST:
            self._values.append(value)
        self._show()
        if self._values:
            self._wrong.hide()

    def retranslate(self) -> None:
        """Override Retranslated.retranslate."""
        self._show()


class WordsEditor(ValuesEditor):
    """Words, with commas between them."""

    def __init__(self, work: Workspace, field: str, name: str) -> None:
        super().__init__(work, field)
        frame, self.text = line_field(work.theme, name)
        self.fields.append(self.text)
        self.stops.append(self.text)
        self._row.addWidget(frame, 1)

    def show_values(self, values: Sequence[str]) -> None:
        """Override ValuesEditor.show_values."""
        self.text.setText(", ".join(values))

    def values(self) -> list[str]:
        """Override ValuesEditor.values."""
        found = (" ".join(part.split())[:TEXT_LONGEST] for part in self.text.text().split(","))
        return list(dict.fromkeys(filter(None, found)))[:VALUES_MOST]

    def _lacking(self) -> str:
        return self.tr("Write a word, or take this condition out.")

    def retranslate(self) -> None:
        """Override Retranslated.retranslate."""
        self.text.setPlaceholderText(self.tr("Several with commas between them"))
        self.text.setAccessibleName(field_title(self._field))


class NumberEditor(ValuesEditor):
    """A number."""

    LEAST = 0

    def __init__(self, work: Workspace, field: str, name: str) -> None:
        super().__init__(work, field)
        frame, self.number = line_field(work.theme, name)
        frame.setFixedWidth(work.theme.scaled(NUMBER_WIDTH))
        self.number.setValidator(QIntValidator(self.LEAST, NUMBER_MOST, self.number))
        self.fields.append(self.number)
        self.stops.append(self.number)
        self._row.addWidget(frame)
        self._finish()
        self._row.addStretch(1)

    def _finish(self) -> None:
        """Puts there what stands behind the number."""

    def show_values(self, values: Sequence[str]) -> None:
        """Override ValuesEditor.show_values."""
        self.number.setText(values[0] if values and values[0].isdecimal() else "")

    def values(self) -> list[str]:
        """Override ValuesEditor.values."""
        return [str(int(self.number.text()))] if _is_number(self.number, self.LEAST) else []

    def _lacking(self) -> str:
        return self.tr("Write a number from {0} to {1}.").format(self.LEAST, NUMBER_MOST)

    def retranslate(self) -> None:
        """Override Retranslated.retranslate."""
        self.number.setAccessibleName(field_title(self._field))


class SpanEditor(NumberEditor):
    """A number of days or hours."""

    LEAST = 1

    def _finish(self) -> None:
        """Override NumberEditor._finish."""
        self.unit = Select(self._work.theme, f"{self.number.objectName()}.unit")
        self.stops.append(self.unit)
        self._row.addWidget(self.unit)

    def show_values(self, values: Sequence[str]) -> None:
        """Override NumberEditor.show_values."""
        super().show_values(values)
        self.unit.choose(values[1] if len(values) > 1 else "days")

    def values(self) -> list[str]:
        """Override NumberEditor.values."""
        number = super().values()
        return [*number, str(self.unit.currentData())] if number else []

    def retranslate(self) -> None:
        """Override Retranslated.retranslate."""
        super().retranslate()
        before = self.unit.currentData()
        self.unit.clear()
        for value, words in UNIT.items():
            self.unit.addItem(translated(words), value)
        self.unit.choose(before or "days")
        self.unit.setAccessibleName(self.tr("Days or hours"))


class DayEditor(ValuesEditor):
    """A day near today."""

    def __init__(self, work: Workspace, field: str, name: str) -> None:
        super().__init__(work, field)
        self.day = Select(work.theme, name)
        self.stops.append(self.day)
        self._row.addWidget(self.day)
        self._row.addStretch(1)

    def show_values(self, values: Sequence[str]) -> None:
        """Override ValuesEditor.show_values."""
        self._choose(values[0] if len(values) == 1 else "0")

    def _choose(self, day: str) -> None:
        if not self.day.choose(day):
            self.day.addItem(self.tr("Today {0}").format(f"{int(day):+}"), day)
            self.day.choose(day)

    def values(self) -> list[str]:
        """Override ValuesEditor.values."""
        return [str(self.day.currentData())]

    def retranslate(self) -> None:
        """Override Retranslated.retranslate."""
        before = self.day.currentData()
        self.day.clear()
        for value, words in DAY.items():
            self.day.addItem(translated(words), value)
        self._choose(before or "0")
        self.day.setAccessibleName(field_title(self._field))


def _is_number(field: QLineEdit, least: int) -> bool:
    text = field.text().strip()
    return text.isdecimal() and least <= int(text) <= NUMBER_MOST
