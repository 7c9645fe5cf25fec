"""The controls of one step of a macro: one editor for each kind of thing that a macro may do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.i18n.retranslated import Retranslated
from desktop.shell import names, wording
from desktop.shell.kept.languages import LANGUAGES, not_blank
from desktop.shell.kept.variables import VariableButton, first_unknown, unknown_sentence
from desktop.theme.theme import Theme
from desktop.widgets.choices import Select
from desktop.widgets.fields import Field, line_field, text_field
from desktop.widgets.text import Text
from domain.mutations.tasks import TASKS_MOST, TITLE_LONGEST
from domain.mutations.tickets import TAG_LONGEST

PAGE = names.MACROS_PAGE
TEXT_HEIGHT = 96
Args = dict[str, Any]
Choices = Sequence[tuple[object, str]]
"""Value and words of each that can be chosen."""
HOURS = {
    1: QT_TRANSLATE_NOOP("macros", "An hour"),
    4: QT_TRANSLATE_NOOP("macros", "Four hours"),
    24: QT_TRANSLATE_NOOP("macros", "A day"),
    48: QT_TRANSLATE_NOOP("macros", "Two days"),
    72: QT_TRANSLATE_NOOP("macros", "Three days"),
    168: QT_TRANSLATE_NOOP("macros", "A week"),
    336: QT_TRANSLATE_NOOP("macros", "Two weeks"),
    None: QT_TRANSLATE_NOOP("macros", "Until they answer"),
}


def translated(text: object) -> str:
    """One of this file's texts in the language in force."""
    return QCoreApplication.translate("macros", str(text))


class Editor(Retranslated, QWidget):
    """Base: the controls of one step, below its name; `steps.editor_for` makes it and sets its words."""

    def __init__(self) -> None:
        super().__init__()
        self.fields: list[QWidget] = []
        """What one types into: the form's keys work there as well."""
        self.owns: tuple[str, ...] = ()
        """The arguments that its controls are for; any other stays as it is."""
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)

    def show_args(self, args: Args) -> None:
        """Shows a step's arguments."""
        raise NotImplementedError

    def args(self) -> Args:
        """The arguments as they stand in the controls."""
        raise NotImplementedError

    def show_language(self, locale: str) -> None:
        """Shows what is written in one language."""

    def note_language(self) -> None:
        """Takes down what is written in the language that is shown."""

    def complain(self) -> str | None:
        """Says what is wrong where it is; returns the language to be shown, empty for any; None if all is well."""
        return None


class TextEditor(Editor):
    """A message, by language."""

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self._locale = next(iter(LANGUAGES))
        self._texts: dict[str, str] = {}
        self.owns = ("texts",)
        frame, self.text = text_field(theme, f"{name}.text")
        frame.setFixedHeight(theme.scaled(TEXT_HEIGHT))
        self._field = Field(theme, frame, self.text)
        self._column.addWidget(self._field)
        self._column.addWidget(VariableButton(theme, self.text, f"{name}.variable"))
        self.fields.append(self.text)

    def show_args(self, args: Args) -> None:
        """Override Editor.show_args."""
        self._texts = dict(args.get("texts", {}))

    def args(self) -> Args:
        """Override Editor.args."""
        return {"texts": not_blank(self._texts)}

    def show_language(self, locale: str) -> None:
        """Override Editor.show_language."""
        self._locale = locale
        self.text.setPlainText(self._texts.get(locale, ""))
        self._field.set_wrong("")

    def note_language(self) -> None:
        """Override Editor.note_language."""
        self._texts[self._locale] = self.text.toPlainText().strip()

    def complain(self) -> str | None:
        """Override Editor.complain."""
        if not not_blank(self._texts):
            self._field.set_wrong(self.tr("Write its text, or take this step out."))
            return ""
        for locale, text in self._texts.items():
            if unknown := first_unknown(text):
                self.show_language(locale)
                self._field.set_wrong(unknown_sentence(unknown))
                return locale
        return None

    def retranslate(self) -> None:
        """Override Retranslated.retranslate."""
        self._field.set_words(
            self.tr("Text"), self.tr("Sent in the language of whoever asked, if it is written in it.")
        )


class ChoiceEditor(Editor):
    """One of a list; what is chosen already stays choosable, also if it is no longer among them."""

    def __init__(self, theme: Theme, name: str, arg: str, title: Callable[[], str], choices: Callable[[], Choices]):
        super().__init__()
        self._arg, self._title, self._choices = arg, title, choices
        self.owns = (arg,)
        self.select = Select(theme, f"{name}.value")
        self._column.addWidget(self.select)

    def show_args(self, args: Args) -> None:
        """Override Editor.show_args."""
        if self._arg in args:
            self._choose(args[self._arg])

    def args(self) -> Args:
        """Override Editor.args."""
        return {self._arg: self.select.currentData()}

    def _choose(self, value: object) -> None:
        if not self.select.choose(value):
            self.select.addItem(self.tr("No longer here"), value)
            self.select.choose(value)

    def retranslate(self) -> None:
        """Override Retranslated.retranslate."""
        had, before = bool(self.select.count()), self.select.currentData()
        self.select.clear()
        for value, words in self._choices():
            self.select.addItem(words, value)
        if had:
            self._choose(before)
        self.select.setAccessibleName(self._title())


class StatusEditor(ChoiceEditor):
    """A status; with the reason of a closing, and who is waited for by what is on hold."""

    def __init__(self, theme: Theme, name: str, title: Callable[[], str]) -> None:
        super().__init__(theme, name, "status", title, _statuses)
        self.owns = ("status", "close_reason", "vendor")
        frame, self.vendor = line_field(theme, f"{name}.vendor")
        self._vendor = Field(theme, frame, self.vendor)
        self._reason = Select(theme, f"{name}.reason")
        self._column.addWidget(self._reason)
        self._column.addWidget(self._vendor)
        self.fields.append(self.vendor)
        self.select.currentIndexChanged.connect(lambda _place: self._show_beside())

    def _show_beside(self) -> None:
        self._vendor.setVisible(self.select.currentData() == "on_hold")
        self._reason.setVisible(self.select.currentData() == "closed")

    def show_args(self, args: Args) -> None:
        """Override Editor.show_args."""
        super().show_args(args)
        self.vendor.setText(str(args.get("vendor", "")))
        self._reason.choose(args.get("close_reason"))

    def args(self) -> Args:
        """Override Editor.args."""
        status, vendor = self.select.currentData(), self.vendor.text().strip()
        beside: Args = {"close_reason": self._reason.currentData()} if status == "closed" else {}
        return {"status": status} | beside | ({"vendor": vendor} if status == "on_hold" and vendor else {})

    def retranslate(self) -> None:
        """Override Retranslated.retranslate."""
        super().retranslate()
        reason = self._reason.currentData()
        self._reason.clear()
        for value in wording.CLOSE_REASON:
            # A ticket is merged into another one by merging only.
            if value != "merged":
                self._reason.addItem(wording.word(wording.CLOSE_REASON, value), value)
        self._reason.choose(reason)
        self._reason.setAccessibleName(self.tr("Why it is closed"))
        self._vendor.set_words(self.tr("Who is waited for"), self.tr("Only the desk sees it. May stay empty."))


def _statuses() -> Choices:
    # Nothing becomes new again.
    return [(one, wording.word(wording.STATUS, one)) for one in wording.STATUS if one != "new"]


class TagEditor(Editor):
    """Tags that are put on and taken off, with commas between them."""

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self.owns = ("add", "remove")
        add_frame, self.add = line_field(theme, f"{name}.add")
        remove_frame, self.remove = line_field(theme, f"{name}.remove")
        self._add, self._remove = Field(theme, add_frame, self.add), Field(theme, remove_frame, self.remove)
        for field, editor in ((self._add, self.add), (self._remove, self.remove)):
            self._column.addWidget(field)
            self.fields.append(editor)

    def show_args(self, args: Args) -> None:
        """Override Editor.show_args."""
        self.add.setText(", ".join(args.get("add", ())))
        self.remove.setText(", ".join(args.get("remove", ())))

    def args(self) -> Args:
        """Override Editor.args."""
        add, remove = _tags(self.add.text()), _tags(self.remove.text())
        return ({"add": add} if add else {}) | ({"remove": remove} if remove else {})

    def complain(self) -> str | None:
        """Override Editor.complain."""
        tags = [*_tags(self.add.text()), *_tags(self.remove.text())]
        if not tags:
            self._add.set_wrong(self.tr("Name a tag, or take this step out."))
        elif any(len(tag) > TAG_LONGEST for tag in tags):
            self._add.set_wrong(self.tr("A tag has {0} letters at most.").format(TAG_LONGEST))
        else:
            self._add.set_wrong("")
            return None
        return ""

    def retranslate(self) -> None:
        """Override Retranslated.retranslate."""
        self._add.set_words(self.tr("Put on"), self.tr("Several with commas between them."))
        self._remove.set_words(self.tr("Take off"))


def _tags(typed: str) -> list[str]:
    tags = (" ".join(tag.lower().split()) for tag in typed.split(","))
    return list(dict.fromkeys(filter(None, tags)))


class ChecklistEditor(Editor):
    """What is to be done, an item a line."""

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self.owns = ("titles",)
        frame, self.text = text_field(theme, f"{name}.items")
        frame.setFixedHeight(theme.scaled(TEXT_HEIGHT))
        self._field = Field(theme, frame, self.text)
        self._column.addWidget(self._field)
        self.fields.append(self.text)

    def show_args(self, args: Args) -> None:
        """Override Editor.show_args."""
        self.text.setPlainText("\n".join(args.get("titles", ())))

    def args(self) -> Args:
        """Override Editor.args."""
        lines = (" ".join(line.split()) for line in self.text.toPlainText().splitlines())
        return {"titles": [line for line in lines if line]}

    def complain(self) -> str | None:
        """Override Editor.complain."""
        titles = self.args()["titles"]
        if not titles:
            self._field.set_wrong(self.tr("Name something to do, or take this step out."))
        elif any(len(title) > TITLE_LONGEST for title in titles):
            self._field.set_wrong(self.tr("An item has {0} letters at most.").format(TITLE_LONGEST))
        elif len(titles) > TASKS_MOST:
            self._field.set_wrong(self.tr("A checklist has {0} items at most.").format(TASKS_MOST))
        else:
            self._field.set_wrong("")
            return None
        return ""

    def retranslate(self) -> None:
        """Override Retranslated.retranslate."""
        self._field.set_words(self.tr("To do"), self.tr("One item a line. Only the desk sees them."))


class SnoozeEditor(ChoiceEditor):
    """How long it stays out of the way, and why."""

    def __init__(self, theme: Theme, name: str, title: Callable[[], str]) -> None:
        super().__init__(theme, name, "hours", title, _hours)
        self.owns = ("hours", "reason")
        frame, self.reason = line_field(theme, f"{name}.reason")
        self._reason = Field(theme, frame, self.reason)
        self._column.addWidget(self._reason)
        self.fields.append(self.reason)

    def show_args(self, args: Args) -> None:
        """Override Editor.show_args."""
        if not self.select.choose(args.get("hours")):
            self.select.addItem(self.tr("%n hours", "", int(args["hours"])), args["hours"])
            self.select.choose(args["hours"])
        self.reason.setText(str(args.get("reason", "")))

    def args(self) -> Args:
        """Override Editor.args."""
        hours, reason = self.select.currentData(), self.reason.text().strip()
        return ({} if hours is None else {"hours": hours}) | ({"reason": reason} if reason else {})

    def retranslate(self) -> None:
        """Override Retranslated.retranslate."""
        super().retranslate()
        self._reason.set_words(self.tr("Why"), self.tr("May stay empty."))


def _hours() -> Choices:
    return [(hours, translated(words)) for hours, words in HOURS.items()]


class StrangeEditor(Editor):
    """A step that a newer version made: it is kept as it is."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._sentence = Text(theme, color="text_secondary", wraps=True)
        self._column.addWidget(self._sentence)
        self._kept: Args = {}

    def show_args(self, args: Args) -> None:
        """Override Editor.show_args."""
        self._kept = args

    def args(self) -> Args:
        """Override Editor.args."""
        return self._kept

    def retranslate(self) -> None:
        """Override Retranslated.retranslate."""
        self._sentence.setText(self.tr("A newer version made this step. It stays as it is; update to change it."))
