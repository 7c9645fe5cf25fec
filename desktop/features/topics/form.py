"""Writing one topic: its name by language, the team that gets its tickets first, and what it asks."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.features.topics import operations
from desktop.features.topics.card import PAGE
from desktop.features.topics.lines import Lines
from desktop.features.topics.operations import Line, TopicRow
from desktop.shell.kept.form import KeptForm
from desktop.shell.kept.languages import LANGUAGES, not_blank
from desktop.shell.workspace import Workspace
from desktop.widgets.choices import Select
from desktop.widgets.text import Text
from domain.forms import NAME_LONGEST
from domain.plain import Plain


class TopicState(Plain):
    """All that is written of a topic; its names by language."""

    names: dict[str, str]
    team_id: str
    lines: list[Line]


class TopicForm(KeptForm[TopicRow, TopicState]):
    """One topic. It belongs to nobody, and is never deleted: tickets are about it."""

    DELETES = False

    def __init__(self, work: Workspace) -> None:
        super().__init__(work, PAGE)
        self._names: dict[str, str] = {}
        self.title.setMaxLength(NAME_LONGEST)
        self.lines = Lines(work)
        self.lines.field_made.connect(self.heed)
        self.team = Select(work.theme, f"{PAGE}.team")
        self._team_label = Text(work.theme, weight=600)
        self._team_label.setBuddy(self.team)
        beside = QWidget()
        column = QVBoxLayout(beside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._team_label)
        column.addWidget(self.team, 0, Qt.AlignmentFlag.AlignLeft)
        self.lay_out(beside, self.lines)
        self.whom.hide()
        self.retranslate()

    def state_of(self, kept: TopicRow | None) -> TopicState:
        """Override KeptForm.state_of."""
        if kept is None:
            return TopicState({}, "", [])
        return TopicState(dict(sorted(kept.topic.names.items())), kept.team_id or "", kept.lines)

    def written_in(self, state: TopicState) -> set[str]:
        """Override KeptForm.written_in."""
        return set(state.names)

    def show_state(self, state: TopicState) -> None:
        """Override KeptForm.show_state."""
        self._names = dict(state.names)
        self._offer_teams(state.team_id)
        self.lines.show_lines(state.lines)

    def state(self) -> TopicState:
        """Override KeptForm.state."""
        return TopicState(not_blank(self._names), str(self.team.currentData() or ""), self.lines.lines())

    def note_language(self) -> None:
        """Override KeptForm.note_language."""
        self._names[self.tabs.language] = self.title.text().strip()
        self.lines.note_language()

    def show_language(self, locale: str) -> None:
        """Override KeptForm.show_language."""
        self.title.setText(self._names.get(locale, ""))
        self.title_field.set_wrong("")
        self.lines.show_language(locale)

    def content(self, kept: TopicRow | None) -> dict[str, Any] | None:
        """Override KeptForm.content."""
        state = self.state()
        wrong = "" if state.names else self.tr("Give it a name.")
        self.title_field.set_wrong(wrong)
        if wrong:
            self.title.setFocus()
            return None
        if self.lines.complain():
            return None
        others = {} if kept is None else {one: name for one, name in kept.topic.names.items() if one not in LANGUAGES}
        return {"names": others | state.names, "team_id": state.team_id or None, "form": state.lines}

    def _offer_teams(self, team_id: str) -> None:
        self.team.clear()
        self.team.addItem(self.tr("The team that takes the rest"), "")
        for one, name in operations.teams(self._work):
            self.team.addItem(name, one)
        self.team.choose(team_id)

    def retranslate(self) -> None:
        """Override Retranslated.retranslate."""
        super().retranslate()
        self.title_field.set_words(self.tr("Name"))
        self.head.setText(self.tr("New topic") if self.is_new else self.tr("Change a topic"))
        self._team_label.setText(self.tr("Who gets its tickets first"))
        self.team.setAccessibleName(self._team_label.text())
        if self.team.count():
            self._offer_teams(str(self.team.currentData() or ""))
