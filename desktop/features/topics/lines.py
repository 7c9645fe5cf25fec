"""The lines of a form that is being written: one card each, in order, to be moved and taken out."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt

from desktop.features.topics import operations
from desktop.features.topics.card import PAGE, LineCard
from desktop.features.topics.operations import Line
from desktop.shell.details import words
from desktop.shell.entries import Entry
from desktop.shell.kept.cards import MovableCards
from desktop.shell.picker import Picker
from desktop.shell.workspace import Workspace
from domain.forms import FIELDS_MOST, fault_of
from domain.words import Audience, FieldKind

ICONS = {
    FieldKind.TEXT: "edit",
    FieldKind.LONG_TEXT: "note",
    FieldKind.NUMBER: "chart",
    FieldKind.CHOICE: "status-open",
    FieldKind.CHOICES: "check",
    FieldKind.DATE: "calendar",
    FieldKind.YES_NO: "help",
    FieldKind.PHONE: "phone",
    FieldKind.EMAIL: "mail",
}


class Lines(MovableCards[LineCard]):
    """All of them, with the button that adds one."""

    def __init__(self, work: Workspace) -> None:
        super().__init__(work, f"{PAGE}.line")
        self._locale = ""
        self.retranslate()

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Shows these instead of whatever there was."""
        self._clear()
        for line in lines:
            self._append(line)
        self._arrange()

    def lines(self) -> list[Line]:
        """All of them as they stand in the controls."""
        return [card.line() for card in self.cards]

    def add(self, kind: str) -> LineCard:
        """Adds a line of a kind, and puts the keyboard into it."""
        line: Line = {
            "key": operations.new_key(self._work), "kind": kind, "names": {}, "helps": {}, "options": [],
            "required": False, "audience": str(Audience.PUBLIC), "condition": None,
        }  # fmt: skip
        card = self._append(line)
        self._arrange()
        card.show_language(self._locale)
        card.name.setFocus(Qt.FocusReason.TabFocusReason)
        return card

    def show_language(self, locale: str) -> None:
        """Shows what is written in one language."""
        self._locale = locale
        for card in self.cards:
            card.show_language(locale)

    def note_language(self) -> None:
        """Takes down what is written in the language that is shown."""
        for card in self.cards:
            card.note_language()

    def complain(self) -> bool:
        """Says what is wrong where it is; returns whether anything is."""
        found = fault_of(*operations.fields(self.lines()))
        for card in self.cards:
            wrong = found is not None and card.key == found[0]
            card.show_trouble(found[1] if found is not None and wrong else None)
            if wrong:
                card.name.setFocus(Qt.FocusReason.TabFocusReason)
        return found is not None

    def _offer(self) -> None:
        entries = [Entry("line", str(kind), words.kind(kind), ICONS[kind]) for kind in FieldKind]
        picker = Picker(self.more, self._work.theme, self.tr("What is answered"), entries)
        picker.picked.connect(self.add)
        picker.open()

    def _append(self, line: Line) -> LineCard:
        card = LineCard(self._work, line, self._next_name())
        card.changed.connect(self._arrange)
        card.field_made.connect(self.field_made)
        return self._take(card, card.fields)

    def _arrange(self) -> None:
        """Override Cards._arrange."""
        self._sort()
        public = sum(not card.desk_only.isChecked() for card in self.cards)
        for place, card in enumerate(self.cards):
            within = range(public) if place < public else range(public, len(self.cards))
            card.show_place(place, within, self.cards[:place])
        self._order_tabs()
        self._none.setVisible(not self.cards)
        self.more.setEnabled(len(self.cards) < FIELDS_MOST)

    def _sort(self) -> None:
        """What only the desk is asked stands below what everybody is."""
        ordered = sorted(self.cards, key=lambda card: card.desk_only.isChecked())
        if ordered != self.cards:
            self.cards = ordered
            for place, card in enumerate(ordered):
                self._rows.removeWidget(card)
                self._rows.insertWidget(place, card)

    def retranslate(self) -> None:
        """Override Retranslated.retranslate."""
        self._title.setText(self.tr("What is asked of whoever files a ticket about it, in order"))
        self._none.setText(self.tr("Nothing beside the description. Add a line for what you ask again and again."))
        self.more.setText(self.tr("Add a line"))
