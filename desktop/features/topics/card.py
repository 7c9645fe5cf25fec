"""One line of a form that is being written: its words, its answers, and when it is asked."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.features.topics.operations import Line
from desktop.features.topics.options import Options
from desktop.i18n.retranslated import Retranslated
from desktop.shell import names, wording
from desktop.shell.details import words
from desktop.shell.kept.cards import MovableCard
from desktop.shell.kept.languages import not_blank
from desktop.shell.workspace import Workspace
from desktop.widgets.choices import Check, Select
from desktop.widgets.fields import Field, line_field
from desktop.widgets.flow import FlowRow
from desktop.widgets.text import Text
from domain.forms import HELP_LONGEST, NAME_LONGEST, NO, PICKED, YES, Fault
from domain.words import Audience, FieldKind

PAGE = names.TOPICS_PAGE
ANY: tuple[str, ...] = ()


class LineCard(Retranslated, MovableCard):
    """One line.

    Signals:
        changed: others may name it or ask for it otherwise.
        field_made: (widget) something to type into is there.
    """

    changed = Signal()
    field_made = Signal(QWidget)

    def __init__(self, work: Workspace, line: Line, name: str) -> None:
        """Makes it; `name` begins the object names of what is in it."""
        MovableCard.__init__(self, work.theme, name)
        theme = work.theme
        self._work, self._locale, self._place = work, "", 0
        self.key, self.kind = str(line["key"]), FieldKind(line["kind"])
        self._names, self._helps = dict(line["names"]), dict(line["helps"])
        self._condition: dict[str, Any] | None = None if line["condition"] is None else dict(line["condition"])
        self._above: list[LineCard] = []
        name_frame, self.name = line_field(theme, f"{name}.name")
        self.name.setMaxLength(NAME_LONGEST)
        self.name_field = Field(theme, name_frame, self.name)
        help_frame, self.help = line_field(theme, f"{name}.help")
        self.help.setMaxLength(HELP_LONGEST)
        self._help = Field(theme, help_frame, self.help)
        self.options = Options(work, f"{name}.option")
        self.options.setVisible(self.kind in PICKED)
        self.required = Check(theme, name=f"{name}.required")
        self.desk_only = Check(theme, name=f"{name}.deskOnly")
        self.when = Select(theme, f"{name}.when", height=28)
        self.answer = Select(theme, f"{name}.answer", height=28)
        self._when_label = Text(theme, role="caption", weight=600, color="text_secondary")
        self._trouble = Text(theme, role="caption", color="danger", wraps=True)
        self._trouble.hide()
        self._lay_out()
        self.required.setChecked(bool(line["required"]))
        self.desk_only.setChecked(line["audience"] == Audience.INTERNAL)
        self.options.show_options(line["options"])
        self._connect()
        self.retranslate()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 12)
        column.setSpacing(8)
        column.addLayout(self._head())
        for part in (self.name_field, self._help, self.options):
            column.addWidget(part)
        column.addWidget(FlowRow(self.required, self.desk_only, spacing=16))
        column.addWidget(self._when_label)
        column.addWidget(FlowRow(self.when, self.answer))
        column.addWidget(self._trouble)

    def _connect(self) -> None:
        self.name.editingFinished.connect(self._on_named)
        self.desk_only.toggled.connect(self.changed)
        self.options.changed.connect(self.changed)
        self.options.field_made.connect(self.field_made)
        self.when.activated.connect(lambda _place: self._on_when())
        self.answer.activated.connect(lambda _place: self._on_answer())

    @property
    def fields(self) -> list[QWidget]:
        """What one types into."""
        return [self.name, self.help, *self.options.editors()]

    def title(self) -> str:
        """What it asks, in the language that is shown; its kind while it asks nothing."""
        names_of = not_blank(self._names | {self._locale: self.name.text()})
        return wording.named(names_of, self._locale) or words.kind(self.kind)

    def line(self) -> Line:
        """The line as it stands in the controls."""
        return {
            "key": self.key,
            "kind": str(self.kind),
            "names": not_blank(self._names),
            "helps": not_blank(self._helps),
            "options": self.options.options() if self.kind in PICKED else [],
            "required": self.required.isChecked(),
            "audience": str(Audience.INTERNAL if self.desk_only.isChecked() else Audience.PUBLIC),
            "condition": None if self._condition is None else dict(self._condition),
        }

    def show_language(self, locale: str) -> None:
        """Shows what is written in one language."""
        self._locale = locale
        self.name.setText(self._names.get(locale, ""))
        self.help.setText(self._helps.get(locale, ""))
        self.options.show_language(locale)
        self.show_trouble(None)

    def note_language(self) -> None:
        """Takes down what is written in the language that is shown."""
        if self._locale:
            self._names[self._locale] = self.name.text().strip()
            self._helps[self._locale] = self.help.text().strip()
            self.options.note_language()

    def show_place(self, place: int, within: range, above: list[LineCard]) -> None:
        """Says which of all lines it is, where it may be moved, and which stand above it: it may hang on them."""
        self._place, self._above = place, above
        self.up.setEnabled(place > within.start)
        self.down.setEnabled(place < within.stop - 1)
        self.retranslate()

    def show_trouble(self, fault: Fault | None) -> None:
        """Says what is wrong with it; None for nothing."""
        said = {
            Fault.NAME: self.tr("Say what is asked, in one language at least."),
            Fault.OPTIONS: self.tr("Give it answers to choose from, each with a name."),
            Fault.CONDITION: self.tr("What it hangs on must stand above it, offer that answer, and be seen by all."),
        }
        sentence = said.get(fault, self.tr("It cannot stay like this.")) if fault is not None else ""
        self._trouble.setText(sentence)
        self._trouble.setVisible(bool(sentence))

    def values(self) -> list[tuple[str, str]]:
        """The answers that another line can hang on: as they are kept, and in words."""
        if self.kind is FieldKind.YES_NO:
            return [(value, words.yes_no(value)) for value in (YES, NO)]
        return [(one["key"], wording.named(one["names"], self._work.locale)) for one in self.options.options()]

    def _on_named(self) -> None:
        self.note_language()
        self._say_title()
        self.changed.emit()

    def _on_when(self) -> None:
        key = self.when.currentData()
        self._condition = {"field": key, "values": []} if key else None
        self.show_trouble(None)
        self._offer_conditions()

    def _on_answer(self) -> None:
        if self._condition is not None:
            chosen = self.answer.currentData()
            values = list(chosen) if isinstance(chosen, tuple) else [chosen] if chosen else []
            self._condition = {"field": self._condition["field"], "values": values}
            self.show_trouble(None)

    def _offer_conditions(self) -> None:
        condition = self._condition
        self.when.clear()
        self.when.addItem(self.tr("Always"), "")
        for card in self._above:
            self.when.addItem(self.tr("If “{0}” is answered").format(card.title()), card.key)
        if condition is not None and not self.when.choose(condition["field"]):
            self.when.addItem(self.tr("If something below is answered"), condition["field"])
            self.when.choose(condition["field"])
        self.answer.clear()
        values = next((card.values() for card in self._above if condition and card.key == condition["field"]), [])
        self.answer.addItem(self.tr("with anything"), "")
        for value, said in values:
            self.answer.addItem(self.tr("with “{0}”").format(said), value)
        kept = tuple(condition["values"]) if condition is not None else ANY
        if len(kept) > 1 or (kept and not self.answer.choose(kept[0])):
            in_words = dict(values)
            several = ", ".join(in_words.get(value, value) for value in kept)
            self.answer.addItem(self.tr("with one of: {0}").format(several), kept)
            self.answer.choose(kept)
        self.answer.setVisible(condition is not None and bool(values or kept))

    def _say_title(self) -> None:
        self._title.setText(f"{self._place + 1}. {words.kind(self.kind)}")
        asks = self.title()
        for button, said in (
            (self.up, self.tr("Move up")), (self.down, self.tr("Move down")), (self.remove, self.tr("Take out")),
        ):  # fmt: skip
            button.set_words(said)
            button.setAccessibleName(f"{said}: {asks}")

    def retranslate(self) -> None:
        """Override Retranslated.retranslate."""
        self.name_field.set_words(self.tr("What is asked"))
        self._help.set_words(self.tr("Help"), self.tr("Where one finds it, or an example. May stay empty."))
        self.required.setText(self.tr("Needed"))
        self.desk_only.setText(self.tr("Only the desk sees and answers it"))
        self._when_label.setText(self.tr("When it is asked"))
        self.when.setAccessibleName(self.tr("When it is asked"))
        self.answer.setAccessibleName(self.tr("With which answer"))
        self._say_title()
        self._offer_conditions()
