"""What a setting is changed with: one editor for each type that the table knows."""

from __future__ import annotations

from PySide6.QtCore import QLocale, Qt, QTime, Signal
from PySide6.QtWidgets import QAbstractSpinBox, QButtonGroup, QSizePolicy, QSpinBox, QTimeEdit, QWidget

from desktop.settings.setting import CLOCK, UNTIL, Setting, said
from desktop.shell import moments, silence
from desktop.theme.theme import Theme
from desktop.widgets.buttons import Button
from desktop.widgets.choices import Check, Select
from desktop.widgets.fields import Frame, line_field
from desktop.widgets.flow import Flow

CARDS_MOST = 3
"""Up to so many choices stand side by side; more open as a list."""
NUMBER_WIDTH = 96


class Editor(QWidget):
    """Base: shows a value and tells of another one.

    Signals:
        chosen: (value) what the user wants.
    """

    chosen = Signal(object)

    def __init__(self, setting: Setting[object]) -> None:
        super().__init__()
        self._setting = setting
        self._row = Flow()
        self.setLayout(self._row)

    def show_value(self, value: object) -> None:
        """Shows a value; tells nobody."""
        raise NotImplementedError

    def retranslate(self) -> None:
        """Sets its words, and what readers say of it."""
        raise NotImplementedError

    def describe(self, widget: QWidget, name: str = "") -> None:
        """Gives a control its name and description for readers; the setting's title if no other name."""
        title = said(self._setting.title)
        widget.setAccessibleName(f"{title}: {name}" if name else title)
        widget.setAccessibleDescription(said(self._setting.help))


class Switch(Editor):
    """On or off; its words are the setting's title."""

    def __init__(self, theme: Theme, setting: Setting[object], name: str) -> None:
        super().__init__(setting)
        self._check = Check(theme, name=name)
        self._row.addWidget(self._check)
        self._check.clicked.connect(lambda checked: self.chosen.emit(checked))

    def show_value(self, value: object) -> None:
        """Override Editor.show_value."""
        self._check.setChecked(bool(value))

    def retranslate(self) -> None:
        """Override Editor.retranslate."""
        self._check.setText(said(self._setting.title))
        self.describe(self._check)


class Cards(Editor):
    """A few choices side by side."""

    def __init__(self, theme: Theme, setting: Setting[object], name: str) -> None:
        super().__init__(setting)
        self._group = QButtonGroup(self)
        self._buttons: list[Button] = []
        for place, choice in enumerate(setting.choices):
            button = Button(theme, kind="card", name=f"{name}.{choice or 'default'}")
            button.setCheckable(True)
            self._group.addButton(button, place)
            self._buttons.append(button)
            self._row.addWidget(button)
        self._group.idClicked.connect(lambda place: self.chosen.emit(setting.choices[place]))

    def show_value(self, value: object) -> None:
        """Override Editor.show_value."""
        self._buttons[self._setting.choices.index(value)].setChecked(True)

    def retranslate(self) -> None:
        """Override Editor.retranslate."""
        for button, title in zip(self._buttons, self._setting.choice_titles, strict=True):
            button.setText(said(title))
            self.describe(button, said(title))


class ChoiceList(Editor):
    """One of many."""

    def __init__(self, theme: Theme, setting: Setting[object], name: str) -> None:
        super().__init__(setting)
        self._select = Select(theme, name)
        for choice in setting.choices:
            self._select.addItem(str(choice), choice)
        self._row.addWidget(self._select)
        self._select.activated.connect(lambda place: self.chosen.emit(setting.choices[place]))

    def show_value(self, value: object) -> None:
        """Override Editor.show_value."""
        self._select.setCurrentIndex(self._setting.choices.index(value))

    def retranslate(self) -> None:
        """Override Editor.retranslate."""
        for place, title in enumerate(self._setting.choice_titles):
            self._select.setItemText(place, said(title))
        self._select.updateGeometry()
        self.describe(self._select)


class Number(Editor):
    """A whole number with its unit; arrows and the wheel step it while it has the focus."""

    def __init__(self, theme: Theme, setting: Setting[object], name: str) -> None:
        super().__init__(setting)
        self._box = QSpinBox()
        self._box.setObjectName(name)
        self._box.setRange(int(setting.least or 0), int(setting.most if setting.most is not None else 1_000_000))
        self._box.setSuffix(f" {setting.unit}" if setting.unit else "")
        self._box.valueChanged.connect(self.chosen.emit)
        _framed(self._row, theme, self._box)

    def show_value(self, value: object) -> None:
        """Override Editor.show_value."""
        if self._box.value() != value:
            self._box.blockSignals(True)
            self._box.setValue(int(str(value)))
            self._box.blockSignals(False)

    def retranslate(self) -> None:
        """Override Editor.retranslate."""
        self._box.setLocale(QLocale())
        self.describe(self._box)


class Silence(Editor):
    """Not at all, for an hour, or until tomorrow."""

    def __init__(self, theme: Theme, setting: Setting[object], name: str) -> None:
        super().__init__(setting)
        self._group = QButtonGroup(self)
        self._buttons = [Button(theme, kind="card", name=f"{name}.{each}") for each in ("off", "hour", "tomorrow")]
        for place, button in enumerate(self._buttons):
            button.setCheckable(True)
            self._group.addButton(button, place)
            self._row.addWidget(button)
        self._group.idClicked.connect(self._on_clicked)

    def _on_clicked(self, place: int) -> None:
        self.chosen.emit(("", silence.for_an_hour(), silence.until_tomorrow())[place])

    def show_value(self, value: object) -> None:
        """Override Editor.show_value."""
        until = str(value)
        holds = silence.holds(until)
        self._buttons[(2 if until > silence.for_an_hour() else 1) if holds else 0].setChecked(True)

    def retranslate(self) -> None:
        """Override Editor.retranslate."""
        for button, words in zip(
            self._buttons, (self.tr("Off"), self.tr("For an hour"), self.tr("Until tomorrow")), strict=True
        ):
            button.setText(words)
            self.describe(button, words)


class TimeOfDay(Editor):
    """A time of day, kept as minutes after midnight."""

    def __init__(self, theme: Theme, setting: Setting[object], name: str) -> None:
        super().__init__(setting)
        self._box = QTimeEdit()
        self._box.setObjectName(name)
        self._box.timeChanged.connect(lambda time: self.chosen.emit(time.hour() * 60 + time.minute()))
        _framed(self._row, theme, self._box)

    def show_value(self, value: object) -> None:
        """Override Editor.show_value."""
        hour, minute = divmod(int(str(value)), 60)
        self._box.blockSignals(True)
        self._box.setTime(QTime(hour, minute))
        self._box.blockSignals(False)

    def retranslate(self) -> None:
        """Override Editor.retranslate."""
        self._box.setDisplayFormat(moments.clock_format())
        self.describe(self._box)


class Line(Editor):
    """A line of text, taken over when the field is left or Enter is pressed."""

    def __init__(self, theme: Theme, setting: Setting[object], name: str) -> None:
        super().__init__(setting)
        frame, self._field = line_field(theme, name)
        self._row.addWidget(frame)
        self._field.editingFinished.connect(lambda: self.chosen.emit(self._field.text().strip()))

    def show_value(self, value: object) -> None:
        """Override Editor.show_value."""
        if self._field.text() != value:
            self._field.setText(str(value))

    def retranslate(self) -> None:
        """Override Editor.retranslate."""
        self.describe(self._field)


def _framed(row: Flow, theme: Theme, box: QAbstractSpinBox) -> None:
    box.setFrame(False)
    box.setButtonSymbols(QAbstractSpinBox.ButtonSymbols.NoButtons)
    # What the wheel turns while it only passes over the page is no choice.
    box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    frame = Frame(theme, box, height=theme.tokens.height.field)
    frame.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    frame.setMinimumWidth(theme.scaled(NUMBER_WIDTH))
    row.addWidget(frame)


def editor_for(theme: Theme, setting: Setting[object], name: str) -> Editor:
    """The editor of a setting's type; `name` is its object name."""
    if setting.choices:
        few = len(setting.choices) <= CARDS_MOST
        return Cards(theme, setting, name) if few else ChoiceList(theme, setting, name)
    if setting.unit == UNTIL:
        return Silence(theme, setting, name)
    if isinstance(setting.default, bool):
        return Switch(theme, setting, name)
    if isinstance(setting.default, int):
        return (TimeOfDay if setting.unit == CLOCK else Number)(theme, setting, name)
    if isinstance(setting.default, str):
        return Line(theme, setting, name)
    raise TypeError(f"{setting.name}: there is no editor for {type(setting.default).__name__}")
