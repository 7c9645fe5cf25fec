"""What lies over a conversation while details are filled in, changed or asked for."""

from __future__ import annotations

import json
from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from desktop.features.conversation import details
from desktop.features.conversation.ask_panel import AskPanel
from desktop.features.conversation.details import Answers, TicketDetails
from desktop.shell import names
from desktop.shell.details import words
from desktop.shell.details.form import DetailsForm
from desktop.shell.workspace import Workspace
from desktop.theme.theme import Theme
from desktop.widgets.choices import Check
from desktop.widgets.fields import text_field
from desktop.widgets.text import Text
from domain.records import FormField
from sync.replica.reading import waiting

KEEP_MS = 300
AROUND, LEAST = 190, 64
"""What the panel needs beside the form, and how high the form is at least, in pixels."""
FIELD_HEIGHT = 72


class _Tall(QScrollArea):
    """Scrolls what is taller than its window."""

    def __init__(self, theme: Theme, inner: QWidget) -> None:
        super().__init__()
        self._inner = inner
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidgetResizable(True)
        self.viewport().setAutoFillBackground(False)
        self.setWidget(inner)
        # Qt fills what is set with the colour of windows.
        inner.setAutoFillBackground(False)

    def fit(self, width: int, most: int) -> None:
        """Takes the height of what is in it, as far as there is room."""
        layout = self._inner.layout()
        wanted = self._inner.sizeHint().height()
        if layout is not None and layout.hasHeightForWidth():
            wanted = layout.totalHeightForWidth(width)
        self.setFixedHeight(max(min(wanted, most), min(LEAST, most)))


class FillPanel(AskPanel):
    """A ticket's details while they are filled in; what is typed is kept until it is saved."""

    run_key = "Ctrl+↵"

    def __init__(
        self, anchor: QWidget, work: Workspace, ticket_id: str, title: str, form: Sequence[FormField],
        answers: Answers, typed: Answers | None,
    ) -> None:  # fmt: skip
        """Makes it with `answers` in it, and over them what was `typed` before: None for what the disk has of it."""
        super().__init__(anchor, work.theme, title, name=names.DETAILS_PANEL, run_name=names.DETAILS_RUN)
        self._work, self._ticket_id = work, ticket_id
        self.form = DetailsForm(work, names.DETAILS_FORM)
        self.form.show_form(form)
        self._began: dict[str, tuple[str, ...]] = {key: tuple(values) for key, values in answers.items()}
        if typed is None:
            kept = waiting.draft(work.reader, details.draft_key(ticket_id))
            typed = _kept(kept.body if kept is not None else "")
        self.form.show_answers(self._began | typed)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(2, 2, 10, 2)
        column.addWidget(self.form)
        column.addStretch(1)
        self._tall = _Tall(work.theme, inner)
        self.add_part(self._tall)
        self._keep_soon = QTimer(self, singleShot=True, interval=KEEP_MS)
        self._keep_soon.timeout.connect(self._keep)
        self.form.changed.connect(self._keep_soon.start)
        self.form.lines_changed.connect(self.place)

    def open(self) -> None:
        """Override Over.open: the first line takes the keyboard."""
        super().open()
        for stop in self.form.stops()[:1]:
            stop.setFocus(Qt.FocusReason.OtherFocusReason)

    def place(self) -> None:
        """Override AskPanel.place."""
        self._tall.fit(self.form_width(), max(LEAST, self.height() - self._theme.scaled(AROUND)))
        super().place()

    def form_width(self) -> int:
        """How wide the form is within the panel."""
        return max(1, self.panel_width() - 48)

    def typed(self) -> dict[str, tuple[str, ...]]:
        """What stands in the form; lines that had an answer and have none now are in it, empty."""
        return dict.fromkeys(self._began, ()) | self.form.answers()

    def _keep(self) -> None:
        """Keeps what is not saved yet; nothing once it is as it was."""
        typed = self.typed()
        changed = {key: values for key, values in typed.items() if values != self._began.get(key, ())}
        body = json.dumps(typed, ensure_ascii=False) if changed else ""
        self._work.save_draft(details.draft_key(self._ticket_id), body)

    def leave(self) -> None:
        """Override Over.leave: what was typed is kept."""
        if self._keep_soon.isActive():
            self._keep_soon.stop()
            self._keep()
        super().leave()

    def _on_run(self) -> None:
        """Override AskPanel._on_run: it stays open while something is wrong."""
        if self.form.complain():
            self.place()
            return
        self._keep_soon.stop()
        super()._on_run()


def _kept(body: str) -> dict[str, tuple[str, ...]]:
    return {key: tuple(values) for key, values in json.loads(body).items()} if body else {}


class AskDetailsPanel(AskPanel):
    """Which lines the requester is to answer, and with what words they are asked."""

    run_key = "Ctrl+↵"

    def __init__(self, anchor: QWidget, work: Workspace, ticket_id: str, shown: TicketDetails) -> None:
        super().__init__(anchor, work.theme, "", name=names.ASK_DETAILS_PANEL, run_name=names.ASK_DETAILS_RUN)
        self.set_title(self.tr("Ask the requester for"))
        wanted = {field.key for field in (*shown.missing, *shown.asked)}
        self._fields = details.askable(shown)
        self._boxes: dict[str, Check] = {}
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(2, 2, 2, 2)
        column.setSpacing(6)
        for field in self._fields:
            label = words.label(field, field.key, work.locale)
            given = words.said(field, shown.answers.get(field.key, ()), work.locale)
            box = Check(work.theme, f"{label}: {given}" if given else label, name=f"{names.ASK_DETAILS}.{field.key}")
            box.setAccessibleName(box.text())
            box.setChecked(field.key in wanted)
            box.toggled.connect(lambda _on: self._offer())
            column.addWidget(box)
            self._boxes[field.key] = box
        self.computer = Check(work.theme, self.tr("What the computer there says of itself"), name=names.ASK_DIAGNOSTICS)
        self.computer.setChecked(shown.diagnostics)
        self.computer.toggled.connect(lambda _on: self._offer())
        column.addWidget(self.computer)
        self._tall = _Tall(work.theme, inner)
        self.add_part(self._tall)
        self.frame, self.text = text_field(work.theme, names.ASK_DETAILS_TEXT)
        self.text.setPlainText(details.intro(work, ticket_id))
        self.text.setAccessibleName(self.tr("Your words"))
        self.frame.setFixedHeight(work.theme.scaled(FIELD_HEIGHT))
        self.add_part(self.frame)
        hint = self.tr("They get your words with the list, answer in a form, and the ticket waits for them.")
        self.add_part(Text(work.theme, hint, role="caption", color="text_secondary", wraps=True))
        self.text.textChanged.connect(self._offer)
        self._offer()

    @property
    def fields(self) -> tuple[FormField, ...]:
        """What is asked for."""
        return tuple(field for field in self._fields if self._boxes[field.key].isChecked())

    def _offer(self) -> None:
        trouble = ""
        if not self.fields and not self.computer.isChecked():
            trouble = self.tr("Tick what you need to know.")
        elif not self.text.toPlainText().strip():
            trouble = self.tr("Write a word with it.")
        self.offer(self.tr("Ask"), trouble)

    def place(self) -> None:
        """Override AskPanel.place."""
        self._tall.fit(self.panel_width() - 32, max(LEAST, self.height() - self._theme.scaled(AROUND + FIELD_HEIGHT)))
        super().place()

    def open(self) -> None:
        """Override Over.open: the first line takes the keyboard."""
        super().open()
        for box in [*self._boxes.values(), self.computer][:1]:
            box.setFocus(Qt.FocusReason.OtherFocusReason)
