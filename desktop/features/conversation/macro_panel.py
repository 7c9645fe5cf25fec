"""What a macro is about to do to a ticket: every step of it, before anything is done."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.features.conversation import choices
from desktop.features.conversation.ask_panel import AskPanel
from desktop.features.conversation.macros import MacroPreview
from desktop.shell import names, wording
from desktop.shell.workspace import Workspace
from desktop.widgets.panels import Panel
from desktop.widgets.text import Text
from sync.replica.reading.rows import EventRow


class MacroPanel(AskPanel):
    """Shows what a preview has found out."""

    def __init__(self, anchor: QWidget, work: Workspace, preview: MacroPreview) -> None:
        title = preview.macro.title(work.locale)
        super().__init__(anchor, work.theme, title, name=names.MACRO_PANEL, run_name=names.MACRO_RUN)
        self._work, self._preview, self._asked = work, preview, False
        for event in preview.events:
            self.add_line("check", self._said(event))
        for internal, body in preview.messages:
            self._add_message(body, internal=internal)
        self.offer(self.tr("Do all of it"), self._why_not())

    def _add_message(self, body: str, *, internal: bool) -> None:
        self.add_line("note" if internal else "reply", self.tr("Internal note") if internal else self.tr("Reply"))
        kept = Panel(self._theme, "note_bg" if internal else "sunken", card="note_border" if internal else "border")
        inner = QVBoxLayout(kept)
        inner.setContentsMargins(12, 8, 12, 8)
        inner.addWidget(Text(self._theme, body, wraps=True))
        self.add_part(kept)

    def _said(self, event: EventRow) -> str:
        choice = choices.BY_FIELD.get(event.field)
        title = choice.title() if choice is not None else wording.word(wording.FIELD, event.field)
        value = choices.said(self._work, event.field, event.after) if choice is not None else event.after
        if event.field == "account":
            value = wording.word(wording.ACCOUNT_DONE, event.after)
        return f"{title}: {value or '–'}"

    def _on_run(self) -> None:
        if self._preview.macro.sensitive and not self._asked:
            self._asked = True
            self.add_line("alert", self.tr("It is marked as one to think about. Is this the right ticket?"))
            self.offer(self.tr("Yes, do all of it"))
            self.place()
            return
        super()._on_run()

    def _why_not(self) -> str:
        """Why it cannot be done; empty if it can."""
        preview = self._preview
        if preview.gaps:
            missing = ", ".join(gap.name for gap in preview.gaps)
            return self.tr("It needs what is not known of this ticket: {0}.").format(missing)
        return wording.refusal(preview.code) if preview.code else ""
