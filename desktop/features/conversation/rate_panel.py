"""How it was: a score, what made the difference, and a word more."""

from __future__ import annotations

import json

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QWidget

from desktop.features.conversation import closing, coming
from desktop.features.conversation.words_panel import WordsPanel
from desktop.shell import names
from desktop.shell.workspace import Workspace
from desktop.widgets.buttons import Button
from desktop.widgets.flow import FlowRow
from desktop.widgets.text import Text
from sync.replica.reading.closing import RatingRow
from sync.replica.reading.rows import TicketHead


class RatePanel(WordsPanel):
    """Takes a rating; what was said before stands in it."""

    def __init__(
        self, anchor: QWidget, work: Workspace, head: TicketHead, before: RatingRow | None, score: int = 0
    ) -> None:
        super().__init__(
            anchor, work, "", draft=closing.draft_key(closing.RATING, head.id), name=names.RATE_PANEL,
            run_name=names.RATE_RUN, field_name=names.RATE_TEXT,
        )  # fmt: skip
        self.set_title(self.tr("How did we do?"))
        self.field.setAccessibleName(self.tr("Anything else?"))
        self.field.setPlaceholderText(self.tr("Anything else? (optional)"))
        self._scores = QButtonGroup(self)
        self._reasons: dict[str, Button] = {}
        self.add_part(self._score_row())
        self.add_part(Text(work.theme, self.tr("What made the difference?"), role="caption", color="text_secondary"))
        self.add_part(self._reason_row())
        self.add_part(self.frame)
        if before is not None:
            self._fill(before.score, before.reasons, before.comment)
        self.restore()
        if score:
            self._press(score)

    def _score_row(self) -> FlowRow:
        buttons = []
        for score, words in coming.SCORE.items():
            button = Button(self._theme, f"{score} · {coming.said(words)}", kind="tab", height=28)
            button.setObjectName(f"{names.RATE_SCORE}.{score}")
            button.setCheckable(True)
            self._scores.addButton(button, score)
            buttons.append(button)
        self._scores.idClicked.connect(lambda _score: self.on_changed())
        return FlowRow(*buttons, spacing=4)

    def _reason_row(self) -> FlowRow:
        for reason, words in coming.REASON.items():
            button = Button(self._theme, coming.said(words), kind="chip", height=24)
            button.setObjectName(f"{names.RATE_REASON}.{reason}")
            button.setCheckable(True)
            button.clicked.connect(lambda _on: self.on_changed())
            self._reasons[reason] = button
        return FlowRow(*self._reasons.values(), spacing=4)

    @property
    def score(self) -> int:
        """1 to 5; 0 for none yet."""
        return max(0, self._scores.checkedId())

    @property
    def reasons(self) -> list[str]:
        """What made the difference."""
        return [reason for reason, button in self._reasons.items() if button.isChecked()]

    def given(self) -> str:
        """Override WordsPanel.given."""
        if not (self.score or self.reasons or self.words):
            return ""
        return json.dumps([self.score, self.reasons, self.field.toPlainText()])

    def take(self, kept: str) -> None:
        """Override WordsPanel.take; what an older build kept otherwise is words."""
        try:
            score, reasons, comment = json.loads(kept)
        except ValueError:
            score, reasons, comment = 0, [], kept
        self._fill(score, tuple(reasons), comment)

    def _fill(self, score: int, reasons: tuple[str, ...], comment: str) -> None:
        self._press(score)
        for reason, button in self._reasons.items():
            button.setChecked(reason in reasons)
        self.field.setPlainText(comment)

    def _press(self, score: int) -> None:
        button = self._scores.button(score)
        if button is not None:
            button.setChecked(True)
            self.on_typed()

    def on_typed(self) -> None:
        """Override WordsPanel.on_typed: the score is what it is about."""
        self.offer(self.tr("Send"))
        self._run.setEnabled(bool(self.score))

    def open(self) -> None:
        """Override Over.open: who has not chosen a score yet chooses one; digits do so, too."""
        super().open()
        chosen = self._scores.checkedButton()
        (self.field if chosen is not None else self._scores.button(1)).setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override Over.keyPressEvent."""
        digit = event.key() - Qt.Key.Key_0
        if digit in coming.SCORE:
            self._press(digit)
            self.on_changed()
        else:
            super().keyPressEvent(event)
