"""Writing one macro: its title by language, its steps, whether it is asked for twice, and for whom it is."""

from __future__ import annotations

from typing import Any

from desktop.features.macros.editors import PAGE
from desktop.features.macros.steps import Step, Steps
from desktop.shell.kept.form import KeptForm
from desktop.shell.kept.languages import LANGUAGES, not_blank
from desktop.shell.kept.variables import first_unknown
from desktop.shell.workspace import Workspace
from desktop.widgets.choices import Check
from domain.mutations.kept import TITLE_LONGEST
from domain.plain import Plain
from sync.replica.reading.macros import MacroRow


class MacroState(Plain):
    """All that is written of a macro; its titles by language."""

    titles: dict[str, str]
    steps: list[Step]
    sensitive: bool


class MacroForm(KeptForm[MacroRow, MacroState]):
    """One macro."""

    def __init__(self, work: Workspace) -> None:
        super().__init__(work, PAGE)
        self._titles: dict[str, str] = {}
        self.title.setMaxLength(TITLE_LONGEST)
        self.steps = Steps(work)
        self.steps.field_made.connect(self.heed)
        self.sensitive = Check(work.theme, name=f"{PAGE}.sensitive")
        self.lay_out(self.steps, self.sensitive)
        self.retranslate()

    def state_of(self, kept: MacroRow | None) -> MacroState:
        """Override KeptForm.state_of."""
        if kept is None:
            return MacroState({}, [], sensitive=False)
        return MacroState(kept.titles, list(kept.steps), sensitive=kept.sensitive)

    def written_in(self, state: MacroState) -> set[str]:
        """Override KeptForm.written_in."""
        return set(state.titles)

    def show_state(self, state: MacroState) -> None:
        """Override KeptForm.show_state."""
        self._titles = dict(state.titles)
        self.steps.show_steps(state.steps)
        self.sensitive.setChecked(state.sensitive)

    def state(self) -> MacroState:
        """Override KeptForm.state."""
        return MacroState(not_blank(self._titles), self.steps.steps(), sensitive=self.sensitive.isChecked())

    def note_language(self) -> None:
        """Override KeptForm.note_language."""
        self._titles[self.tabs.language] = self.title.text().strip()
        self.steps.note_language()

    def show_language(self, locale: str) -> None:
        """Override KeptForm.show_language."""
        self.title.setText(self._titles.get(locale, ""))
        self.title_field.set_wrong("")
        self.steps.show_language(locale)

    def content(self, kept: MacroRow | None) -> dict[str, Any] | None:
        """Override KeptForm.content."""
        wrong = self._title_wrong()
        self.title_field.set_wrong(wrong)
        if wrong:
            self.title.setFocus()
            return None
        locale = self.steps.complain()
        if locale is not None:
            if locale and locale != self.tabs.language:
                self.turn_to(locale)
                self.steps.complain()
            return None
        # A language that is blank now is taken away.
        blank = dict.fromkeys(LANGUAGES if kept is not None else [], "")
        state = self.state()
        return {"titles": blank | state.titles, "steps": state.steps, "sensitive": state.sensitive}

    def _title_wrong(self) -> str:
        titles = not_blank(self._titles)
        if not titles:
            return self.tr("Give it a title.")
        if any(first_unknown(title) for title in titles.values()):
            return self.tr("A title has no variables: put them into the texts.")
        return ""

    def retranslate(self) -> None:
        """Override Retranslated.retranslate."""
        super().retranslate()
        self.head.setText(self.tr("New macro") if self.is_new else self.tr("Change a macro"))
        self.sensitive.setText(self.tr("Ask twice before it is done"))
