"""A panel at a ticket in which something is written: kept as it is typed, until it is done or emptied."""

from __future__ import annotations

import json
from typing import Any

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QPlainTextEdit, QWidget

from desktop.background.throttle import Throttle
from desktop.features.conversation.ask_panel import AskPanel
from desktop.shell.choice import Choice
from desktop.shell.day_choice import DayChoice
from desktop.shell.workspace import Workspace
from desktop.widgets.fields import Field, Frame, line_field, text_field
from sync.replica.reading import waiting

DRAFT_MS = 250
TEXT_HEIGHT = 84


class FormPanel(AskPanel):
    """Holds fields by name. Ctrl+Return does it from any of them; Esc leaves it, and what was written is there again.

    A panel of its own kind adds its fields, says by `trouble` what is missing, and ends its `__init__` with `take_up`.
    """

    run_key = "Ctrl+↵"

    def __init__(self, anchor: QWidget, work: Workspace, title: str, draft: str, *, name: str) -> None:
        """Makes it; `draft` is the key under which it is kept, `name` begins the object names."""
        super().__init__(anchor, work.theme, title, name=name, run_name=f"{name}.run")
        self._work, self._name, self.draft = work, name, draft
        self.fields: dict[str, Field] = {}
        self._save_soon = Throttle(DRAFT_MS, self._save, self, leading=False)

    # Fields.

    def line(self, key: str, label: str, hint: str = "") -> Field:
        """A field of one line."""
        frame, editor = line_field(self._theme, f"{self._name}.{key}", hint=hint)
        editor.textChanged.connect(self._on_typed)
        return self._field(key, Field(self._theme, frame, editor, label))

    def text(self, key: str, label: str, hint: str = "", below: str = "") -> Field:
        """A field of several lines."""
        frame, editor = text_field(self._theme, f"{self._name}.{key}", hint=hint)
        frame.setFixedHeight(self._theme.scaled(TEXT_HEIGHT))
        editor.textChanged.connect(self._on_typed)
        return self._field(key, Field(self._theme, frame, editor, label, below))

    def choice(self, key: str, label: str, choice: Choice) -> Field:
        """A drop-down list."""
        choice.currentIndexChanged.connect(self._on_typed)
        return self._field(key, Field(self._theme, Frame(self._theme, choice), choice, label))

    def day(self, key: str, label: str, none: str) -> Field:
        """A drop-down list of days."""
        return self.choice(key, label, DayChoice(self._theme, f"{self._name}.{key}", none))

    def _field(self, key: str, field: Field) -> Field:
        self.fields[key] = field
        return field

    def add_row(self, *fields: Field) -> QWidget:
        """Puts fields beside each other; returns what holds them."""
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        for field in fields:
            line.addWidget(field, 1)
        self.add_part(row)
        return row

    def value(self, key: str) -> str:
        """What stands in a field; of a list what is chosen, empty for nothing."""
        editor = self.fields[key].editor
        if isinstance(editor, QComboBox):
            return str(editor.currentData() or "")
        if isinstance(editor, QLineEdit):
            return editor.text().strip()
        assert isinstance(editor, QPlainTextEdit)  # noqa: S101 - there are no other fields
        return editor.toPlainText().strip()

    def fill(self, key: str, value: str) -> None:
        """Puts something into a field."""
        editor = self.fields[key].editor
        if isinstance(editor, DayChoice):
            editor.choose(value or None)
        elif isinstance(editor, QComboBox):
            editor.setCurrentIndex(max(editor.findData(value), 0))
        elif isinstance(editor, QLineEdit):
            editor.setText(value)
        elif isinstance(editor, QPlainTextEdit):
            editor.setPlainText(value)

    # What is written.

    def trouble(self) -> dict[str, str]:
        """What is wrong, by field, or under an empty name about the whole; empty if nothing is."""
        return {}

    def blank(self) -> dict[str, str]:
        """What stands in the fields before anything is written."""
        return {}

    def args(self) -> dict[str, Any]:
        """What is to be done, as the mutation takes it, but for its ids."""
        raise NotImplementedError

    def done(self) -> str:
        """What was done, in a sentence."""
        raise NotImplementedError

    def take_up(self) -> None:
        """Goes on with what was written here before, else with what it begins with."""
        kept = waiting.draft(self._work.reader, self.draft)
        found: dict[str, Any] = json.loads(kept.body) if kept is not None else self.blank()
        for key, value in found.items():
            if key in self.fields:
                self.fill(key, str(value))
        self._save_soon.cancel()

    def _values(self) -> dict[str, str]:
        return {key: self.value(key) for key in self.fields}

    def _on_typed(self) -> None:
        for field in self.fields.values():
            field.set_wrong("")
        self._say_trouble("")
        self.on_changed()
        self._save_soon()

    def _say_trouble(self, sentence: str) -> None:
        self._trouble.setText(sentence)
        self._trouble.setVisible(bool(sentence))
        if self.isVisible():
            self.place()

    def on_changed(self) -> None:
        """Something else stands in a field."""

    def _save(self) -> None:
        values = self._values()
        changed = any(value != self.blank().get(key, "") for key, value in values.items())
        self._work.save_draft(self.draft, json.dumps(values) if changed else "")

    def _on_run(self) -> None:
        wrong = self.trouble()
        for key, field in self.fields.items():
            field.set_wrong(wrong.get(key, ""))
        self._say_trouble(wrong.get("", ""))
        if wrong:
            first = next((key for key in wrong if key), "")
            if first:
                self.fields[first].editor.setFocus()
            return
        self._save_soon.cancel()
        super()._on_run()

    def leave(self) -> None:
        """Override Over.leave: what was just typed goes to the disk."""
        self._save_soon.flush()
        super().leave()

    def open(self) -> None:
        """Override Over.open: the first field that waits for words takes the keyboard."""
        super().open()
        lines = [one.editor for one in self.fields.values() if not isinstance(one.editor, QComboBox)]
        if lines:
            lines[0].setFocus()
