"""Writing one saved reply: its title and text by language, its shortcut, and for whom it is."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QVBoxLayout

from desktop.features.replies.operations import is_shortcut
from desktop.shell import names
from desktop.shell.kept.form import KeptForm
from desktop.shell.kept.languages import LANGUAGES, not_blank
from desktop.shell.kept.variables import VariableButton, filled_in, first_unknown, unknown_sentence
from desktop.shell.workspace import Workspace
from desktop.widgets.fields import Field, line_field, text_field
from desktop.widgets.panels import Panel
from desktop.widgets.text import Text
from domain.plain import Plain
from sync.replica.reading.saved_replies import SavedReplyRow

TEXT_HEIGHT = 144
PAGE = names.REPLIES_PAGE


class ReplyState(Plain):
    """All that is written of a reply, by language."""

    titles: dict[str, str]
    texts: dict[str, str]
    shortcut: str


class ReplyForm(KeptForm[SavedReplyRow, ReplyState]):
    """One reply, with an example of how it reads."""

    def __init__(self, work: Workspace) -> None:
        super().__init__(work, PAGE)
        theme = work.theme
        self._titles: dict[str, str] = {}
        self._texts: dict[str, str] = {}
        text_frame, self.text = text_field(theme, f"{PAGE}.text")
        text_frame.setFixedHeight(theme.scaled(TEXT_HEIGHT))
        shortcut_frame, self.shortcut = line_field(theme, f"{PAGE}.shortcut")
        self._text = Field(theme, text_frame, self.text)
        self._shortcut = Field(theme, shortcut_frame, self.shortcut)
        self.variable = VariableButton(theme, self.text, f"{PAGE}.variable")
        self._example_head = Text(theme, role="caption", weight=600, color="text_secondary")
        self._example = Text(theme, wraps=True)
        example = Panel(theme, "sunken", card="border")
        inner = QVBoxLayout(example)
        inner.setContentsMargins(12, 8, 12, 8)
        inner.addWidget(self._example_head)
        inner.addWidget(self._example)
        self.lay_out(self._text, self.variable, example, self._shortcut)
        self.text.textChanged.connect(self._show_example)
        for field in (self.shortcut, self.text):
            self.heed(field)
        self.retranslate()

    def state_of(self, kept: SavedReplyRow | None) -> ReplyState:
        """Override KeptForm.state_of."""
        return ReplyState({}, {}, "") if kept is None else ReplyState(kept.titles, kept.texts, kept.shortcut)

    def written_in(self, state: ReplyState) -> set[str]:
        """Override KeptForm.written_in."""
        return state.titles.keys() | state.texts.keys()

    def show_state(self, state: ReplyState) -> None:
        """Override KeptForm.show_state."""
        self._titles, self._texts = dict(state.titles), dict(state.texts)
        self.shortcut.setText(state.shortcut)

    def state(self) -> ReplyState:
        """Override KeptForm.state."""
        return ReplyState(not_blank(self._titles), not_blank(self._texts), self.shortcut.text().strip())

    def note_language(self) -> None:
        """Override KeptForm.note_language."""
        self._titles[self.tabs.language] = self.title.text().strip()
        self._texts[self.tabs.language] = self.text.toPlainText().strip()

    def show_language(self, locale: str) -> None:
        """Override KeptForm.show_language."""
        self.title.setText(self._titles.get(locale, ""))
        self.text.setPlainText(self._texts.get(locale, ""))
        self._say_wrong("", "", "")

    def _show_example(self) -> None:
        filled = filled_in(self.text.toPlainText().strip(), self.tabs.language, self._work.me)
        self._example.setText(filled or self.tr("What you write stands here as it would be sent."))
        self._example.set_color("text" if filled else "text_muted")

    def content(self, kept: SavedReplyRow | None) -> dict[str, Any] | None:
        """Override KeptForm.content."""
        if not self._is_right():
            return None
        written = [one for one in LANGUAGES if self._texts.get(one)]
        # A language that is blank now is taken away.
        blank = dict.fromkeys([one for one in LANGUAGES if one not in written] if kept is not None else [], "")
        return {
            "titles": {one: self._titles[one] for one in written} | blank,
            "texts": {one: self._texts[one] for one in written} | blank,
            "shortcut": self.shortcut.text(),
        }

    def _is_right(self) -> bool:
        """Whether it can be kept; else what is wrong is said where it is, in its language."""
        for locale in LANGUAGES:
            title, text = self._titles.get(locale, ""), self._texts.get(locale, "")
            unknown = first_unknown(f"{title} {text}")
            if bool(title) != bool(text) or unknown:
                self.turn_to(locale)
                self._say_wrong(
                    "" if title else self.tr("Give it a title."),
                    unknown_sentence(unknown) if unknown else "" if text else self.tr("Write its text."), "",
                )  # fmt: skip
                return False
        if not any(self._texts.values()):
            self._say_wrong(self.tr("Give it a title."), self.tr("Write its text."), "")
            return False
        if not is_shortcut(self.shortcut.text()):
            self._say_wrong("", "", self.tr("Letters, digits and hyphens only, 30 at most."))
            return False
        return True

    def _say_wrong(self, title: str, text: str, shortcut: str) -> None:
        for field, sentence in ((self.title_field, title), (self._text, text), (self._shortcut, shortcut)):
            field.set_wrong(sentence)

    def retranslate(self) -> None:
        """Override Retranslated.retranslate."""
        super().retranslate()
        self.head.setText(self.tr("New saved reply") if self.is_new else self.tr("Change a saved reply"))
        self._text.set_words(self.tr("Text"), self.tr("Sent in the language of whoever asked, if it is written in it."))
        self._shortcut.set_words(self.tr("Shortcut"), self.tr("Typed after / in an answer, such as thanks."))
        self._example_head.setText(self.tr("Example"))
        self._show_example()
