"""That it takes longer: what the requester is told, by when it is expected, and when they hear of it again."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from PySide6.QtWidgets import QWidget

from desktop.features.conversation.form_panel import FormPanel
from desktop.shell import moments, names
from desktop.shell.choice import Choice
from desktop.shell.workspace import Workspace
from sync.replica.reading.rows import TicketHead

EVERY_H = (0, 24, 48, 72, 168)
"""Only once, or how often."""


class PromisePanel(FormPanel):
    """What is promised stands above the conversation for whoever asked; whoever works on it is reminded."""

    def __init__(self, anchor: QWidget, work: Workspace, head: TicketHead, requester: str) -> None:
        title = self.tr("It takes longer · {0}").format(head.subject)
        super().__init__(anchor, work, title, f"promise:{head.id}", name=names.PROMISE)
        self._head = head
        expected = self.day("expected", self.tr("Expected by"), self.tr("Not known yet"))
        update = self.day("update", self.tr("Next word by"), self.tr("No date"))
        self.add_row(expected, update)
        every = Choice(work.theme, f"{names.PROMISE}.every")
        said = (
            self.tr("Only that once"), self.tr("Every day"), self.tr("Every other day"), self.tr("Every third day"),
            self.tr("Every week"),
        )  # fmt: skip
        for words, hours in zip(said, EVERY_H, strict=True):
            every.addItem(words, str(hours))
        self.add_part(self.choice("every", self.tr("After that"), every))
        words = self.tr("Goes to {0} as an answer. You are reminded when the next word is due.").format(requester)
        self.add_part(self.text("word", self.tr("What {0} is told").format(requester), "", words))
        self.offer(self.tr("Send and promise"))
        self.take_up()

    def blank(self) -> dict[str, str]:
        """Override FormPanel.blank: what was promised before."""
        head = self._head
        return {
            "expected": head.expected_at or "", "update": head.next_update_at or "", "every": str(head.update_every_h),
        }  # fmt: skip

    def trouble(self) -> dict[str, str]:
        """Override FormPanel.trouble."""
        wrong = {}
        if not any((self.value("expected"), self._update_at())) and not self._takes_back():
            wrong["update"] = self.tr("Choose a day, so that they know when to expect you.")
        if not self.value("word") and not self._takes_back():
            wrong["word"] = self.tr("Tell them what is being done, and why it takes longer.")
        return wrong

    def _takes_back(self) -> bool:
        """Whether a promise is to be given up: nothing is chosen where something was."""
        had = self._head.expected_at or self._head.next_update_at
        return bool(had) and not any((self.value("expected"), self._update_at()))

    def _update_at(self) -> str:
        """The day of the next word; counted from today, where only how often is chosen."""
        every = int(self.value("every") or 0)
        if self.value("update") or not every:
            return self.value("update")
        return moments.stored(moments.now() + timedelta(hours=every))

    def args(self) -> dict[str, Any]:
        """Override FormPanel.args."""
        return {
            "body": self.value("word"),
            "expected_at": self.value("expected") or None,
            "next_update_at": self._update_at() or None,
            "update_every_h": int(self.value("every") or 0),
        }

    def done(self) -> str:
        """Override FormPanel.done."""
        return self.tr("Nothing more is promised.") if self._takes_back() else self.tr("Sent, and promised.")
