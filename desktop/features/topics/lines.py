"""The lines of a form that is being written: one card each, in order, to be moved and taken out."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.features.topics import operations
from desktop.features.topics.card import PAGE, LineCard
from desktop.features.topics.operations import Line
from desktop.i18n.retranslated import Retranslated
from desktop.shell.details import words
from desktop.shell.entries import Entry
from desktop.shell.picker import Picker
from desktop.shell.workspace import Workspace
from desktop.widgets.buttons import Button
from desktop.widgets.text import Text
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


class Lines(Retranslated, QWidget):
    """All of them, with the button that adds one.

    Signals:
        field_made: (widget) something to type into is there.
    """

    field_made = Signal(QWidget)

    def __init__(self, work: Workspace) -> None:
        super().__init__()
        self._work, self._made, self._locale = work, 0, ""
        self.cards: list[LineCard] = []
        self._head = Text(work.theme, weight=600)
        self._none = Text(work.theme, color="text_secondary", wraps=True)
        self.more = Button(work.theme, icon="plus", height=28, name=f"{PAGE}.line")
        self._rows = QVBoxLayout()
        self._rows.setSpacing(8)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._head)
        column.addWidget(self._none)
        column.addLayout(self._rows)
        column.addWidget(self.more)
        self.more.clicked.connect(self._offer)
        self.retranslate()

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Shows these instead of whatever there was."""
        for card in list(self.cards):
            self._drop(card)
        for line in lines:
            self._append(line)
        self._number()

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
        self._number()
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
        card = LineCard(self._work, line, f"{PAGE}.line{self._made}")
        self._made += 1
        self.cards.append(card)
        self._rows.addWidget(card)
        # Now, not with the next turn of events: the keyboard goes only into what is shown.
        card.show()
        card.moved.connect(lambda by: self._move(card, by))
        card.removed.connect(lambda: self._remove(card))
        card.changed.connect(self._number)
        card.field_made.connect(self.field_made)
        for field in card.fields:
            self.field_made.emit(field)
        return card

    def _move(self, card: LineCard, by: int) -> None:
        place = self.cards.index(card)
        self.cards.insert(place + by, self.cards.pop(place))
        self._rows.removeWidget(card)
        self._rows.insertWidget(place + by, card)
        self._number()
        button = card.up if by < 0 else card.down
        (button if button.isEnabled() else card.down if by < 0 else card.up).setFocus(Qt.FocusReason.TabFocusReason)

    def _remove(self, card: LineCard) -> None:
        place = self.cards.index(card)
        self._drop(card)
        self._number()
        near = self.cards[min(place, len(self.cards) - 1)].remove if self.cards else self.more
        near.setFocus(Qt.FocusReason.TabFocusReason)

    def _drop(self, card: LineCard) -> None:
        self.cards.remove(card)
        self._rows.removeWidget(card)
        card.hide()
        card.deleteLater()

    def _number(self) -> None:
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

    def _order_tabs(self) -> None:
        """Tab goes through the cards as they stand."""
        before: QWidget = self._head
        for widget in (*(stop for card in self.cards for stop in _stops(card)), self.more):
            QWidget.setTabOrder(before, widget)
            before = widget

    def retranslate(self) -> None:
        """Override Retranslated.retranslate."""
        self._head.setText(self.tr("What is asked of whoever files a ticket about it, in order"))
        self._none.setText(self.tr("Nothing beside the description. Add a line for what you ask again and again."))
        self.more.setText(self.tr("Add a line"))


def _stops(within: QWidget) -> list[QWidget]:
    """What Tab stops at within a card, in the order of its making; what opens in a window of its own is left out."""
    stops = [widget for widget in within.findChildren(QWidget) if widget.focusPolicy() & Qt.FocusPolicy.TabFocus]
    return [widget for widget in stops if widget.focusProxy() is None and widget.window() is within.window()]
