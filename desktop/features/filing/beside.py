"""What stands beside the form for a new ticket: guides that may solve it, and what happens once it is sent."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from desktop.features.filing import operations
from desktop.features.filing.operations import Suggestion
from desktop.shell import names
from desktop.theme.theme import Theme
from desktop.widgets.buttons import Button
from desktop.widgets.marks import Glyph
from desktop.widgets.panels import Panel
from desktop.widgets.text import Text

WIDTH, WIDTH_NARROW = 384, 272


class SuggestionCard(Panel):
    """A guide that may solve it.

    Signals: read it, or it solved the matter.
    """

    read_wanted = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "raised", card="border_strong")
        self._id = ""
        self._title = Text(theme, weight=600, wraps=True)
        self._summary = Text(theme, color="text_secondary", wraps=True)
        self._helped = Text(theme, role="caption", color="text_secondary")
        self._read = Button(theme, height=24)
        foot = QHBoxLayout()
        foot.addWidget(self._helped, 1)
        foot.addWidget(self._read)
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addWidget(self._title)
        column.addWidget(self._summary)
        column.addLayout(foot)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 10, 12, 10)
        row.setSpacing(8)
        row.addWidget(Glyph(theme, "book", "accent_text", 14), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(column, 1)
        self._read.clicked.connect(lambda: self.read_wanted.emit(self._id))

    def show_suggestion(self, found: Suggestion) -> None:
        """Shows a guide."""
        self._id = found.article_id
        self._title.setText(found.title)
        self._summary.setText(found.summary)
        self._summary.setVisible(bool(found.summary) and not self._brief)
        self._helped.setText(self.tr("helped {0} of {1}").format(found.helped, found.asked) if found.helped else "")
        self._read.setText(self.tr("Read"))
        self.setAccessibleName(found.title)

    def set_brief(self, *, brief: bool) -> None:
        """Shows the title alone where there is little room."""
        self._brief = brief
        self._summary.setVisible(bool(self._summary.text()) and not brief)

    _brief = False


class Beside(Panel):
    """Signals: a guide is wanted."""

    article_wanted = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "sunken", edges="l")
        self.setObjectName(names.FILING_SUGGESTIONS)
        self._down = False
        self._found: Sequence[Suggestion] = ()
        self._found_title = Text(theme, role="caption", weight=600, color="text_secondary")
        self._cards = [SuggestionCard(theme) for _ in range(operations.SUGGESTIONS)]
        self._next_title = Text(theme, role="caption", weight=600, color="text_secondary")
        self._next = [
            (
                Glyph(theme, icon, size=18),
                Text(theme, weight=500, wraps=True),
                Text(theme, role="caption", color="text_secondary", wraps=True),
            )
            for icon in ("saved-here", "send", "clock")
        ]
        self._lay_out()
        for card in self._cards:
            card.read_wanted.connect(self.article_wanted)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        column.addWidget(self._found_title)
        for card in self._cards:
            card.hide()
            column.addWidget(card)
        column.addSpacing(8)
        column.addWidget(self._next_title)
        for glyph, first, second in self._next:
            line = QHBoxLayout()
            line.setSpacing(12)
            words = QVBoxLayout()
            words.setSpacing(0)
            words.addWidget(first)
            words.addWidget(second)
            line.addWidget(glyph, 0, Qt.AlignmentFlag.AlignTop)
            line.addLayout(words, 1)
            column.addLayout(line)
        column.addStretch(1)

    def retranslate(self) -> None:
        """Says everything in the language in force."""
        self._found_title.setText(self.tr("These may solve it now") if self._found else "")
        self._next_title.setText(self.tr("What happens next"))
        steps = (
            (self.tr("Now: kept on this PC"), self.tr("You can close the program or change user")),
            (
                self.tr("When the line is back: sent") if self._down else self.tr("With a line: sent by itself"),
                self.tr("It gets a number, and you see it here"),
            ),
            (self.tr("Within 24 hours: first answer"), self.tr("Nights and Sundays included; urgent ones in 1 h")),
        )
        for (_, first, second), words in zip(self._next, steps, strict=True):
            first.setText(words[0])
            second.setText(words[1])
        for card, found in zip(self._cards, self._found, strict=False):
            card.show_suggestion(found)

    def show_line(self, *, down: bool) -> None:
        """Says what sending does while there is no line."""
        self._down = down
        self.retranslate()

    def show_found(self, found: Sequence[Suggestion]) -> None:
        """Shows the guides that may help."""
        self._found = found
        for number, card in enumerate(self._cards):
            card.setVisible(number < len(found))
        self.retranslate()

    def set_narrow(self, *, narrow: bool) -> None:
        """Takes less room, and says less of each guide."""
        self.setFixedWidth(WIDTH_NARROW if narrow else WIDTH)
        for card in self._cards:
            card.set_brief(brief=narrow)
