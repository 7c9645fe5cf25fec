"""A topic's form while it is filled in: lines come and go with what others say, and nothing that was typed goes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.shell.details import words
from desktop.shell.details.lines import Line, line_for
from desktop.shell.workspace import Workspace
from domain.forms import Answers, asked, tidied, troubles
from domain.records import FormField


class DetailsForm(QWidget):
    """Shows the lines that are asked, for what is answered so far.

    Signals:
        changed: an answer, by whoever fills it in.
        lines_changed: others are shown: Tab goes another way.
    """

    changed = Signal()
    lines_changed = Signal()

    def __init__(self, work: Workspace, name: str) -> None:
        """Makes an empty one; `name` begins the object names: `<name>.<key of the line>`."""
        super().__init__()
        self.setObjectName(name)
        self._work, self._name = work, name
        self._form: tuple[FormField, ...] = ()
        self._lines: dict[str, Line] = {}
        self._kept: dict[str, tuple[str, ...]] = {}
        """Answers to lines that are not in this form: of another topic, or of the form as it was."""
        self._loading = False
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(16)
        self.hide()

    @property
    def form(self) -> tuple[FormField, ...]:
        """The form that is shown."""
        return self._form

    def show_form(self, form: Sequence[FormField]) -> None:
        """Asks these lines instead of whatever was asked before; answers stay with the keys of their lines."""
        form = tuple(form)
        if form == self._form:
            return
        answers = self.answers()
        for line in self._lines.values():
            # Out of the tree now: until the event loop comes to it, it would be read out with the new ones.
            line.setParent(None)
            line.deleteLater()
        self._form = form
        self._lines = {field.key: self._line(field) for field in form}
        self.show_answers(answers)

    def _line(self, field: FormField) -> Line:
        line = line_for(self._work.theme, field, f"{self._name}.{field.key}", lambda: self._work.locale)
        line.hide()
        self._column.addWidget(line)
        line.changed.connect(lambda: self._on_changed(line))
        return line

    def show_answers(self, answers: Answers) -> None:
        """Shows what was answered."""
        self._loading = True
        self._kept = {key: tuple(values) for key, values in answers.items() if key not in self._lines and values}
        for key, line in self._lines.items():
            line.show_values(answers.get(key, ()))
            line.set_wrong("")
        self._loading = False
        self._show_asked()

    def answers(self) -> dict[str, tuple[str, ...]]:
        """All that was answered, also where nothing is asked now: what a draft keeps."""
        return self._kept | self._answered()

    def given(self) -> dict[str, tuple[str, ...]]:
        """What was answered in the lines that are asked: what a ticket keeps."""
        answered = self._answered()
        return {field.key: answered[field.key] for field in asked(self._form, answered) if field.key in answered}

    def left_over(self) -> dict[str, tuple[str, ...]]:
        """What was answered in lines that are not in this form."""
        return dict(self._kept)

    def complain(self) -> bool:
        """Says in each line what is wrong there, with the keyboard in the first; returns whether anything is."""
        found = troubles(self._form, self._answered())
        for key, line in self._lines.items():
            line.set_wrong(words.trouble(found[key]) if key in found else "")
        for key in found:
            self._lines[key].take_keyboard()
            return True
        return False

    def stops(self) -> list[QWidget]:
        """Where Tab stops, in order."""
        return [stop for line in self._shown() for stop in line.stops()]

    def _shown(self) -> Iterable[Line]:
        return (line for line in self._lines.values() if not line.isHidden())

    def _answered(self) -> dict[str, tuple[str, ...]]:
        found = {key: tidied(line.field, line.values()) for key, line in self._lines.items()}
        return {key: values for key, values in found.items() if values}

    def _on_changed(self, line: Line) -> None:
        if self._loading:
            return
        line.set_wrong("")
        self._show_asked()
        self.changed.emit()

    def _show_asked(self) -> None:
        wanted = {field.key for field in asked(self._form, self._answered())}
        changed = False
        for key, line in self._lines.items():
            if line.isHidden() is (key in wanted):
                line.setVisible(key in wanted)
                changed = True
        self.setVisible(bool(wanted))
        if changed:
            self.lines_changed.emit()
