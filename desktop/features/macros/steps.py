"""The steps of a macro that is being written: one card each, in order, to be moved and taken out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QT_TRANSLATE_NOOP, Qt
from PySide6.QtWidgets import QVBoxLayout

from desktop.features.macros import operations
from desktop.features.macros.editors import (
    PAGE,
    ChecklistEditor,
    ChoiceEditor,
    Choices,
    Editor,
    SnoozeEditor,
    StatusEditor,
    StrangeEditor,
    TagEditor,
    TextEditor,
    translated,
)
from desktop.i18n.retranslated import Retranslated
from desktop.shell import wording
from desktop.shell.entries import Entry
from desktop.shell.kept.cards import MovableCard, MovableCards, stops_of
from desktop.shell.picker import Picker
from desktop.shell.workspace import Workspace
from domain.macros import ME, STEPS_MOST

Step = dict[str, Any]
"""`name`, `args` and `v`, as in `domain.records.MacroStep`."""
VERSION = 1
"""Of the mutations whose arguments the editors write; newer ones upgrade them."""
KINDS = {
    "ticket.reply": (QT_TRANSLATE_NOOP("macros", "Reply"), "reply"),
    "ticket.note": (QT_TRANSLATE_NOOP("macros", "Internal note"), "note"),
    "ticket.set_status": (QT_TRANSLATE_NOOP("macros", "Set the status"), "status-open"),
    "ticket.set_priority": (QT_TRANSLATE_NOOP("macros", "Set the priority"), "flag"),
    "ticket.set_assignee": (QT_TRANSLATE_NOOP("macros", "Assign"), "user"),
    "ticket.set_team": (QT_TRANSLATE_NOOP("macros", "Give to a team"), "team"),
    "ticket.set_topic": (QT_TRANSLATE_NOOP("macros", "Set the topic"), "box"),
    "ticket.set_type": (QT_TRANSLATE_NOOP("macros", "Set the type"), "help"),
    "ticket.tag": (QT_TRANSLATE_NOOP("macros", "Tags"), "tag"),
    "ticket.add_tasks": (QT_TRANSLATE_NOOP("macros", "Checklist"), "check"),
    "ticket.snooze": (QT_TRANSLATE_NOOP("macros", "Snooze"), "snooze"),
    "ticket.help_account": (QT_TRANSLATE_NOOP("macros", "The account it is about"), "key"),
}
"""What a step may do: its name and icon."""
WHOEVER = QT_TRANSLATE_NOOP("macros", "Whoever runs it")
NOBODY = QT_TRANSLATE_NOOP("macros", "Nobody: back to the team")
STRANGE = QT_TRANSLATE_NOOP("macros", "Something else")


def kind_title(name: str) -> str:
    """What a step does, in the language in force."""
    return translated(KINDS[name][0] if name in KINDS else STRANGE)


def editor_for(work: Workspace, step: Step, name: str) -> Editor:
    """The controls of a step's kind, showing the step; `name` begins their object names."""
    editor = _editor(work, step, name)
    editor.retranslate()
    editor.show_args(step["args"])
    return editor


def _editor(work: Workspace, step: Step, name: str) -> Editor:
    theme, kind = work.theme, step["name"]

    def title() -> str:
        return kind_title(kind)

    if kind not in KINDS or step.get("v", VERSION) > VERSION:
        return StrangeEditor(theme)
    match kind:
        case "ticket.reply" | "ticket.note":
            return TextEditor(theme, name)
        case "ticket.set_status":
            return StatusEditor(theme, name, title)
        case "ticket.tag":
            return TagEditor(theme, name)
        case "ticket.add_tasks":
            return ChecklistEditor(theme, name)
        case "ticket.snooze":
            return SnoozeEditor(theme, name, title)
    arg, choices = _lists(work)[kind]
    return ChoiceEditor(theme, name, arg, title, choices)


def _lists(work: Workspace) -> dict[str, tuple[str, Callable[[], Choices]]]:
    """The argument of each kind that is one of a list, and the list."""

    def words(table: Mapping[str, object]) -> Callable[[], Choices]:
        return lambda: [(one, wording.word(table, one)) for one in table]

    def people() -> Choices:
        return [(ME, translated(WHOEVER)), (None, translated(NOBODY)), *operations.agents(work)]

    def topics() -> Choices:
        return [*operations.topics(work), (None, wording.word(wording.NONE_OF, "topic"))]

    return {
        "ticket.set_priority": ("priority", words(wording.PRIORITY)),
        "ticket.set_type": ("type", words(wording.TYPE)),
        "ticket.set_assignee": ("assignee_id", people),
        "ticket.set_team": ("team_id", lambda: operations.teams(work)),
        "ticket.set_topic": ("topic_id", topics),
        "ticket.help_account": ("step", words(wording.ACCOUNT_STEP)),
    }


class StepCard(Retranslated, MovableCard):
    """One step: its name, its controls, and what moves it or takes it out."""

    def __init__(self, work: Workspace, step: Step, name: str) -> None:
        """Makes it; `name` begins the object names of what is in it."""
        MovableCard.__init__(self, work.theme, name)
        self._step, self._place = step, 0
        self.editor = editor_for(work, step, name)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 12)
        column.setSpacing(8)
        column.addLayout(self._head())
        column.addWidget(self.editor)
        self.retranslate()

    def show_place(self, place: int, count: int) -> None:
        """Says which of all steps it is."""
        self._place = place
        self.up.setEnabled(place > 0)
        self.down.setEnabled(place < count - 1)
        self.retranslate()

    def step(self) -> Step:
        """The step as it stands in the controls."""
        beside = {name: value for name, value in self._step["args"].items() if name not in self.editor.owns}
        return {"name": self._step["name"], "args": beside | self.editor.args(), "v": self._step.get("v", VERSION)}

    def retranslate(self) -> None:
        """Override Retranslated.retranslate."""
        title = f"{self._place + 1}. {kind_title(self._step['name'])}"
        self._title.setText(title)
        for button, words in (
            (self.up, self.tr("Move up")), (self.down, self.tr("Move down")), (self.remove, self.tr("Take out")),
        ):  # fmt: skip
            button.set_words(words)
            button.setAccessibleName(f"{words}: {title}")


class Steps(MovableCards[StepCard]):
    """All of them, with the button that adds one."""

    def __init__(self, work: Workspace) -> None:
        super().__init__(work, f"{PAGE}.step")
        self._locale = ""
        self.retranslate()

    def show_steps(self, steps: Sequence[Step]) -> None:
        """Shows these instead of whatever there was."""
        self._clear()
        for step in steps:
            self._append(step)
        self._arrange()

    def steps(self) -> list[Step]:
        """All of them as they stand in the controls."""
        return [card.step() for card in self.cards]

    def add(self, kind: str) -> StepCard:
        """Adds a step of a kind, and puts the keyboard into it."""
        card = self._append({"name": kind, "args": {}, "v": VERSION})
        self._arrange()
        card.editor.show_language(self._locale)
        for first in stops_of(card.editor)[:1]:
            first.setFocus(Qt.FocusReason.TabFocusReason)
        return card

    def show_language(self, locale: str) -> None:
        """Shows what is written in one language."""
        self._locale = locale
        for card in self.cards:
            card.editor.show_language(locale)

    def note_language(self) -> None:
        """Takes down what is written in the language that is shown."""
        for card in self.cards:
            card.editor.note_language()

    def complain(self) -> str | None:
        """Says what is wrong where it is; returns the language to be shown, empty for any; None if all is well."""
        if not self.cards:
            self._none.set_color("danger")
            self.more.setFocus(Qt.FocusReason.TabFocusReason)
            return ""
        return next((wrong for card in self.cards if (wrong := card.editor.complain()) is not None), None)

    def _offer(self) -> None:
        entries = [Entry("step", kind, kind_title(kind), icon) for kind, (_, icon) in KINDS.items()]
        picker = Picker(self.more, self._work.theme, self.tr("What it does"), entries)
        picker.picked.connect(self.add)
        picker.open()

    def _append(self, step: Step) -> StepCard:
        card = StepCard(self._work, step, self._next_name())
        return self._take(card, card.editor.fields)

    def _arrange(self) -> None:
        """Override Cards._arrange."""
        for place, card in enumerate(self.cards):
            card.show_place(place, len(self.cards))
        self._order_tabs()
        self._none.set_color("text_secondary")
        self._none.setVisible(not self.cards)
        self.more.setEnabled(len(self.cards) < STEPS_MOST)
        self._say_why_not()

    def _say_why_not(self) -> None:
        self.more.setToolTip("" if self.more.isEnabled() else self.tr("A macro has %n steps at most.", "", STEPS_MOST))

    def retranslate(self) -> None:
        """Override Retranslated.retranslate."""
        self._title.setText(self.tr("What it does, in order"))
        self._none.setText(self.tr("Add the first step: a reply, a status, tags…"))
        self.more.setText(self.tr("Add a step"))
        self._say_why_not()
