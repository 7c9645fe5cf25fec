"""Which messages of a ticket begin another one, and what it is called."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from desktop.features.conversation.form_panel import FormPanel
from desktop.shell import moments, names
from desktop.shell.workspace import Workspace
from desktop.widgets.choices import Check
from desktop.widgets.text import Text
from domain.text.markdown import plain
from sync.replica.reading import files
from sync.replica.reading.rows import MessageRow, TicketHead

LIST_HEIGHT, WORDS_MOST, TITLE_MOST = 168, 90, 80


class SplitPanel(FormPanel):
    """The title, and the messages to be ticked; notes go along, for the desk to read there."""

    def __init__(
        self, anchor: QWidget, work: Workspace, head: TicketHead, messages: Sequence[MessageRow], chosen: str
    ) -> None:
        """Makes it; `chosen` is the id of the message that is ticked already."""
        title = self.tr("Split off · {0}").format(head.subject)
        super().__init__(anchor, work, title, f"split:{head.id}", name=names.SPLIT)
        self._head, self._messages = head, list(messages)
        begun = next((one.body for one in messages if one.id == chosen), "")
        self._begun = plain(begun)[:TITLE_MOST].strip()
        self._files = files.of_ticket(work.reader, head.id)
        self.add_part(self.line("title", self.tr("Title of the new ticket")))
        self._checks = [self._check(place, message, chosen) for place, message in enumerate(messages)]
        self.add_part(Text(work.theme, self.tr("Begins with"), weight=600))
        self.add_part(self._list())
        words = self.tr("They stay here as well. {0} is told of the new ticket once.")
        self.add_line("user", words.format(self._requester(work)))
        self.offer(self.tr("Split off"))
        self.take_up()

    def _requester(self, work: Workspace) -> str:
        from desktop.features.conversation import operations

        return operations.names_of(work, self._head.requester_id).get(self._head.requester_id, "…")

    def _check(self, place: int, message: MessageRow, chosen: str) -> Check:
        # A message without words is told by what is attached to it.
        attached = ", ".join(file.name for file in self._files.get(message.id, ()))
        words = (plain(message.body) or attached)[:WORDS_MOST]
        at = moments.short_day(moments.moment_of(message.created_at), moments.now())
        note = self.tr("note") if message.internal else ""
        said = " · ".join(part for part in (message.author, at, note, words) if part)
        check = Check(self._theme, said, name=f"{names.SPLIT}.{place}")
        check.setMinimumWidth(60)
        check.setToolTip(said)
        check.setChecked(message.id == chosen)
        check.clicked.connect(self._on_typed)
        return check

    def _list(self) -> QScrollArea:
        held = QWidget()
        column = QVBoxLayout(held)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(2)
        for check in self._checks:
            column.addWidget(check)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidget(held)
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFixedHeight(min(self._theme.scaled(LIST_HEIGHT), held.sizeHint().height() + 4))
        area.viewport().setAutoFillBackground(False)
        held.setAutoFillBackground(False)
        return area

    def blank(self) -> dict[str, str]:
        """Override FormPanel.blank: a title out of what was written."""
        return {"title": self._begun}

    def trouble(self) -> dict[str, str]:
        """Override FormPanel.trouble."""
        wrong = {} if self.value("title") else {"title": self.tr("Give it a title, so that it is found.")}
        if not any(not message.internal for message in self._chosen()):
            wrong[""] = self.tr("Tick at least one message that {0} can read.").format(self._requester(self._work))
        return wrong

    def _chosen(self) -> list[MessageRow]:
        return [one for one, check in zip(self._messages, self._checks, strict=True) if check.isChecked()]

    def args(self) -> dict[str, Any]:
        """Override FormPanel.args."""
        chosen = [message.id for message in self._chosen()]
        held = files.of_ticket(self._work.reader, self._head.id)
        ready = [file.id for one in chosen for file in held.get(one, ()) if file.state == "ready"]
        return {"from_id": self._head.id, "title": self.value("title"), "message_ids": chosen, "file_ids": ready}

    def done(self) -> str:
        """Override FormPanel.done."""
        return self.tr("Split off: “{0}”.").format(self.value("title"))
