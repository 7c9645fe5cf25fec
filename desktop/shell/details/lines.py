"""One line of a form: what is asked, the controls that its kind needs, and below them where one finds it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from desktop.i18n.retranslated import Retranslated
from desktop.shell import moments, wording
from desktop.shell.details import words
from desktop.theme.theme import Theme
from desktop.widgets.buttons import Button
from desktop.widgets.choices import Check, Select
from desktop.widgets.fields import line_field, text_field
from desktop.widgets.flow import FlowRow
from desktop.widgets.text import Text
from domain.forms import NO, TEXT_LONGEST, YES
from domain.records import FormField
from domain.words import Audience, FieldKind

Locale = Callable[[], str]
TEXT_HEIGHT = 84
YESTERDAY = timedelta(days=1)


class Line(Retranslated, QWidget):
    """Base of all kinds; `line_for` makes them.

    Signals:
        changed: what stands in it.
    """

    changed = Signal()

    def __init__(self, theme: Theme, field: FormField, name: str, locale: Locale) -> None:
        """Makes it; `name` begins the object names, `locale` says in which language the form is read."""
        super().__init__()
        self.setObjectName(name)
        self.field = field
        self._theme, self._locale, self._wrong = theme, locale, ""
        self._label = Text(theme, weight=600, wraps=True)
        self._below = Text(theme, role="caption", color="text_secondary", wraps=True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(6)
        self.column.addWidget(self._label)
        self._make(name)
        self.column.addWidget(self._below)

    def _make(self, name: str) -> None:
        """Puts the controls into `column`."""
        raise NotImplementedError

    def stops(self) -> list[QWidget]:
        """Where Tab stops in it, in order."""
        raise NotImplementedError

    def values(self) -> tuple[str, ...]:
        """What stands in it, as tickets keep it."""
        raise NotImplementedError

    def show_values(self, values: Sequence[str]) -> None:
        """Shows an answer, also one that no longer fits."""
        raise NotImplementedError

    def set_wrong(self, sentence: str) -> None:
        """Says what is wrong; empty when all is well."""
        self._wrong = sentence
        self._say_below()

    def take_keyboard(self) -> None:
        """Puts the keyboard into it."""
        self.stops()[0].setFocus()

    def _say_below(self) -> None:
        shown = self._wrong or self._hint()
        self._below.set_color("danger" if self._wrong else "text_secondary")
        self._below.setText(shown)
        self._below.setVisible(bool(shown))
        for stop in self.stops():
            stop.setAccessibleDescription(shown)

    def _hint(self) -> str:
        parts = [wording.named(self.field.helps, self._locale()) if self.field.helps else ""]
        if self.field.audience is Audience.INTERNAL:
            parts.append(self.tr("Only the desk sees this."))
        return " ".join(filter(None, parts))

    def _title(self) -> str:
        title = words.label(self.field, self.field.key, self._locale())
        return f"{title} *" if self.field.required else title

    def retranslate(self) -> None:
        """Override Retranslated.retranslate."""
        self._label.setText(self._title())
        self._name_controls()
        self._say_below()

    def _name_controls(self) -> None:
        for stop in self.stops():
            stop.setAccessibleName(self._title())


class TextLine(Line):
    """A text, a number, a phone number or an address."""

    def _make(self, name: str) -> None:
        self.frame, self.editor = line_field(self._theme, f"{name}.field")
        # A little more than fits can be typed: what is too much is said, not cut off.
        self.editor.setMaxLength(4 * TEXT_LONGEST)
        self._label.setBuddy(self.editor)
        self.column.addWidget(self.frame)
        self.editor.textChanged.connect(self.changed)

    def stops(self) -> list[QWidget]:
        """Override Line.stops."""
        return [self.editor]

    def values(self) -> tuple[str, ...]:
        """Override Line.values."""
        text = self.editor.text().strip()
        return (text,) if text else ()

    def show_values(self, values: Sequence[str]) -> None:
        """Override Line.show_values."""
        self.editor.setText(" ".join(values))

    def set_wrong(self, sentence: str) -> None:
        """Override Line.set_wrong."""
        self.frame.set_wrong(bool(sentence))
        super().set_wrong(sentence)


class DayLine(TextLine):
    """A day: typed, or today or yesterday by a button; how it was understood stands below."""

    def _make(self, name: str) -> None:
        super()._make(name)
        self.editor.setMaxLength(40)
        self.today = Button(self._theme, height=24, name=f"{name}.today")
        self.yesterday = Button(self._theme, height=24, name=f"{name}.yesterday")
        self.frame.row.addWidget(self.yesterday)
        self.frame.row.addWidget(self.today)
        self.today.clicked.connect(lambda: self._show_day(timedelta()))
        self.yesterday.clicked.connect(lambda: self._show_day(YESTERDAY))
        self.editor.textChanged.connect(lambda _typed: self._say_below())

    def _show_day(self, before: timedelta) -> None:
        day = moments.local_day(moments.now() - before)
        self.show_values((day.isoformat(),))

    def stops(self) -> list[QWidget]:
        """Override Line.stops."""
        return [self.editor, self.yesterday, self.today]

    def values(self) -> tuple[str, ...]:
        """Override Line.values."""
        return tuple(words.day_typed(text) for text in super().values())

    def show_values(self, values: Sequence[str]) -> None:
        """Override Line.show_values."""
        self.editor.setText(" ".join(_as_typed(value) for value in values))

    def _hint(self) -> str:
        understood = [said for value in self.values() if (said := words.day_said(value)) != value]
        return " · ".join(filter(None, (*understood, super()._hint())))

    def _name_controls(self) -> None:
        super()._name_controls()
        self.today.setText(self.tr("Today"))
        self.yesterday.setText(self.tr("Yesterday"))
        for button in (self.today, self.yesterday):
            button.setAccessibleName(f"{self._title()}: {button.text()}")
        self.editor.setPlaceholderText(self.tr("30/11/2026"))


def _as_typed(value: str) -> str:
    """A kept day as one types it; anything else as it is."""
    year, _, rest = value.partition("-")
    month, _, day = rest.partition("-")
    return f"{day}/{month}/{year}" if year.isdigit() and month.isdigit() and day.isdigit() else value


class LongLine(Line):
    """Several lines of text."""

    def _make(self, name: str) -> None:
        self.frame, self.editor = text_field(self._theme, f"{name}.field")
        self.frame.setFixedHeight(self._theme.scaled(TEXT_HEIGHT))
        self._label.setBuddy(self.editor)
        self.column.addWidget(self.frame)
        self.editor.textChanged.connect(self.changed)

    def stops(self) -> list[QWidget]:
        """Override Line.stops."""
        return [self.editor]

    def values(self) -> tuple[str, ...]:
        """Override Line.values."""
        text = self.editor.toPlainText().strip()
        return (text,) if text else ()

    def show_values(self, values: Sequence[str]) -> None:
        """Override Line.show_values."""
        self.editor.setPlainText("\n".join(values))

    def set_wrong(self, sentence: str) -> None:
        """Override Line.set_wrong."""
        self.frame.set_wrong(bool(sentence))
        super().set_wrong(sentence)


class ChoiceLine(Line):
    """One of a list; what is no longer offered stays until something else is chosen, and is then said to be wrong."""

    def _make(self, name: str) -> None:
        self.select = Select(self._theme, f"{name}.field")
        self.column.addWidget(self.select)
        self._strange = ""
        self._fill("")
        self.select.currentIndexChanged.connect(lambda _place: self.changed.emit())

    def _fill(self, chosen: str) -> None:
        before = self.select.blockSignals(True)
        self.select.clear()
        self.select.setPlaceholderText(self.tr("Choose"))
        self.select.addItem("", "")
        for option in self.field.options:
            self.select.addItem(wording.named(option.names, self._locale()), option.key)
        if self._strange:
            self.select.addItem(self.tr("No longer offered: {0}").format(self._strange), self._strange)
        self.select.choose(chosen)
        self.select.blockSignals(before)

    def stops(self) -> list[QWidget]:
        """Override Line.stops."""
        return [self.select]

    def values(self) -> tuple[str, ...]:
        """Override Line.values."""
        chosen = str(self.select.currentData() or "")
        return (chosen,) if chosen else ()

    def show_values(self, values: Sequence[str]) -> None:
        """Override Line.show_values."""
        chosen = values[0] if values else ""
        self._strange = "" if chosen in {"", *(option.key for option in self.field.options)} else chosen
        self._fill(chosen)
        self.changed.emit()

    def _name_controls(self) -> None:
        super()._name_controls()
        self._fill(str(self.select.currentData() or ""))


class ChoicesLine(Line):
    """Any of several, each a box to tick."""

    def _make(self, name: str) -> None:
        self.boxes = {option.key: Check(self._theme, name=f"{name}.{option.key}") for option in self.field.options}
        self.column.addWidget(FlowRow(*self.boxes.values(), spacing=16))
        for box in self.boxes.values():
            box.toggled.connect(lambda _on: self.changed.emit())

    def stops(self) -> list[QWidget]:
        """Override Line.stops."""
        return list(self.boxes.values())

    def values(self) -> tuple[str, ...]:
        """Override Line.values."""
        return tuple(key for key, box in self.boxes.items() if box.isChecked())

    def show_values(self, values: Sequence[str]) -> None:
        """Override Line.show_values."""
        for key, box in self.boxes.items():
            box.setChecked(key in values)

    def _name_controls(self) -> None:
        for option in self.field.options:
            box = self.boxes[option.key]
            box.setText(wording.named(option.names, self._locale()))
            box.setAccessibleName(f"{self._title()}: {box.text()}")


class YesNoLine(Line):
    """Two buttons; a second click takes the answer back."""

    def _make(self, name: str) -> None:
        self.buttons = {
            value: Button(self._theme, kind="card", height=32, name=f"{name}.{value}") for value in (YES, NO)
        }
        for value, button in self.buttons.items():
            button.setCheckable(True)
            button.clicked.connect(lambda _on=False, value=value: self._on_clicked(value))
        self.column.addWidget(FlowRow(*self.buttons.values()))

    def _on_clicked(self, value: str) -> None:
        self.buttons[YES if value == NO else NO].setChecked(False)
        self.changed.emit()

    def stops(self) -> list[QWidget]:
        """Override Line.stops."""
        return list(self.buttons.values())

    def values(self) -> tuple[str, ...]:
        """Override Line.values."""
        return tuple(value for value, button in self.buttons.items() if button.isChecked())

    def show_values(self, values: Sequence[str]) -> None:
        """Override Line.show_values."""
        for value, button in self.buttons.items():
            button.setChecked(value in values)

    def _name_controls(self) -> None:
        for value, button in self.buttons.items():
            button.setText(words.value_said(self.field, value, self._locale()))
            button.setAccessibleName(f"{self._title()}: {button.text()}")


LINES: dict[FieldKind, type[Line]] = {
    FieldKind.LONG_TEXT: LongLine,
    FieldKind.CHOICE: ChoiceLine,
    FieldKind.CHOICES: ChoicesLine,
    FieldKind.DATE: DayLine,
    FieldKind.YES_NO: YesNoLine,
}
"""Kinds with controls of their own; every other one is a line of text."""


def line_for(theme: Theme, field: FormField, name: str, locale: Locale) -> Line:
    """The line of a field, empty."""
    line = LINES.get(field.kind, TextLine)(theme, field, name, locale)
    line.retranslate()
    return line
