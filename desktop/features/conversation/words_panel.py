"""A question with a field for the answer: kept as it is typed, there again after whatever comes in between."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.background.throttle import Throttle
from desktop.features.conversation import closing
from desktop.features.conversation.ask_panel import AskPanel
from desktop.shell.workspace import Workspace
from desktop.widgets.fields import text_field

FIELD_HEIGHT = 96
DRAFT_MS = 250


class WordsPanel(AskPanel):
    """Takes words; Ctrl+Return does what is asked. Whoever does it says which draft goes with it."""

    run_key = "Ctrl+↵"

    def __init__(
        self, anchor: QWidget, work: Workspace, title: str, *, draft: str, name: str, run_name: str, field_name: str
    ) -> None:
        """Makes it, its field empty; `restore` fills it, once all of it is there."""
        super().__init__(anchor, work.theme, title, name=name, run_name=run_name)
        self._work, self._draft = work, draft
        self.frame, self.field = text_field(work.theme, field_name)
        self.frame.setFixedHeight(work.theme.scaled(FIELD_HEIGHT))
        self._save_soon = Throttle(DRAFT_MS, self._save, self, leading=False)
        self.field.textChanged.connect(self.on_changed)

    def restore(self) -> None:
        """Puts back what was typed before."""
        kept = closing.kept(self._work, self._draft)
        if kept:
            self.take(kept)
        self._save_soon.cancel()
        self.on_typed()

    @property
    def words(self) -> str:
        """What was written."""
        return self.field.toPlainText().strip()

    def given(self) -> str:
        """All that was filled in, in the form in which it is kept; empty for nothing."""
        return self.field.toPlainText()

    def take(self, kept: str) -> None:
        """Fills in what was kept."""
        self.field.setPlainText(kept)

    def on_typed(self) -> None:
        """Something in it is another now: whether it can be done may be, too."""

    def on_changed(self) -> None:
        """Keeps it soon."""
        self.on_typed()
        self._save_soon()

    def _save(self) -> None:
        self._work.save_draft(self._draft, self.given())

    def open(self) -> None:
        """Override Over.open: the field takes the keyboard."""
        super().open()
        self.field.setFocus()

    def leave(self) -> None:
        """Override Over.leave."""
        self._save_soon.flush()
        super().leave()
