"""The answers that a line offers, one a row, in the language that is shown."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.features.topics import operations
from desktop.features.topics.operations import Line
from desktop.i18n.retranslated import Retranslated
from desktop.shell.workspace import Workspace
from desktop.widgets.buttons import Button, icon_button
from desktop.widgets.fields import line_field
from desktop.widgets.text import Text
from domain.forms import NAME_LONGEST, OPTIONS_MOST


class _Row(QWidget):
    """One answer."""

    def __init__(self, work: Workspace, option: Line, name: str) -> None:
        super().__init__()
        self.option = {"key": option["key"], "names": dict(option["names"])}
        frame, self.editor = line_field(work.theme, name)
        self.editor.setMaxLength(NAME_LONGEST)
        self.remove = icon_button(work.theme, "close", "", f"{name}.remove")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(frame, 1)
        row.addWidget(self.remove)


class Options(Retranslated, QWidget):
    """All of them.

    Signals:
        field_made: (widget) something to type into is there.
        changed: what is offered.
    """

    field_made = Signal(QWidget)
    changed = Signal()

    def __init__(self, work: Workspace, name: str) -> None:
        super().__init__()
        self._work, self._name, self._made, self._locale = work, name, 0, ""
        self.rows: list[_Row] = []
        self._head = Text(work.theme, role="caption", weight=600, color="text_secondary")
        self.more = Button(work.theme, icon="plus", kind="quiet", height=24, name=f"{name}.add")
        self._column = QVBoxLayout()
        self._column.setSpacing(4)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._head)
        column.addLayout(self._column)
        column.addWidget(self.more)
        self.more.clicked.connect(self._add)
        self.retranslate()

    def show_options(self, options: list[Line]) -> None:
        """Shows these."""
        for option in options:
            self._append(option)

    def options(self) -> list[Line]:
        """All of them as they are written; what has no name in any language is none."""
        named = [row.option for row in self.rows if any(row.option["names"].values())]
        return [{"key": option["key"], "names": dict(option["names"])} for option in named]

    def note_language(self) -> None:
        """Takes down what is written in the language that is shown."""
        for row in self.rows:
            self._note(row)

    def _note(self, row: _Row) -> None:
        text = row.editor.text().strip()
        if text:
            row.option["names"][self._locale] = text
        else:
            row.option["names"].pop(self._locale, None)

    def show_language(self, locale: str) -> None:
        """Shows what is written in one language."""
        self._locale = locale
        for row in self.rows:
            self._show(row)

    def _show(self, row: _Row) -> None:
        row.editor.setText(row.option["names"].get(self._locale, ""))
        row.editor.setPlaceholderText(next(iter(row.option["names"].values()), ""))

    def _add(self) -> None:
        row = self._append({"key": operations.new_key(self._work), "names": {}})
        row.show()
        row.editor.setFocus(Qt.FocusReason.TabFocusReason)

    def _append(self, option: Line) -> _Row:
        row = _Row(self._work, option, f"{self._name}{self._made}")
        self._made += 1
        self.rows.append(row)
        self._column.addWidget(row)
        self._show(row)
        row.remove.clicked.connect(lambda: self._remove(row))
        row.editor.editingFinished.connect(lambda: self._on_edited(row))
        self.field_made.emit(row.editor)
        self.retranslate()
        return row

    def _on_edited(self, row: _Row) -> None:
        if row in self.rows and self._locale:
            self._note(row)
            self.changed.emit()

    def _remove(self, row: _Row) -> None:
        place = self.rows.index(row)
        self.rows.remove(row)
        self._column.removeWidget(row)
        row.hide()
        row.deleteLater()
        near: QWidget = self.rows[min(place, len(self.rows) - 1)].remove if self.rows else self.more
        near.setFocus(Qt.FocusReason.TabFocusReason)
        self.retranslate()
        self.changed.emit()

    def editors(self) -> list[QLineEdit]:
        """What one types into."""
        return [row.editor for row in self.rows]

    def retranslate(self) -> None:
        """Override Retranslated.retranslate."""
        self._head.setText(self.tr("Answers to choose from"))
        self.more.setText(self.tr("Add an answer"))
        self.more.setEnabled(len(self.rows) < OPTIONS_MOST)
        for place, row in enumerate(self.rows):
            words = self.tr("Answer {0}").format(place + 1)
            row.editor.setAccessibleName(words)
            row.remove.set_words(self.tr("Take out"))
            row.remove.setAccessibleName(f"{self.tr('Take out')}: {words}")
