"""What is written as a row of cards: each can be taken out, some can be moved, and a button adds one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.i18n.retranslated import Retranslated
from desktop.shell.workspace import Workspace
from desktop.theme.theme import Theme
from desktop.widgets.buttons import Button, icon_button
from desktop.widgets.panels import Panel
from desktop.widgets.text import Text

BY_TAB = Qt.FocusReason.TabFocusReason


class Card(Panel):
    """One of them.

    Signals:
        removed: it is not wanted any more.
    """

    removed = Signal()

    def __init__(self, theme: Theme, name: str) -> None:
        """Makes it; `name` begins the object names of what is in it."""
        super().__init__(theme, "sunken", card="border")
        self._make_buttons(theme, name)

    def _make_buttons(self, theme: Theme, name: str) -> None:
        """Makes what works on the whole card, in the order in which Tab comes to it."""
        self.remove = icon_button(theme, "close", "", f"{name}.remove")
        self.remove.clicked.connect(self.removed)


class MovableCard(Card):
    """One whose place counts, with a line at its top: a title, and what moves it or takes it out.

    Signals:
        moved: (by) -1 up or 1 down.
    """

    moved = Signal(int)

    def _make_buttons(self, theme: Theme, name: str) -> None:
        """Override Card._make_buttons."""
        self._title = Text(theme, weight=600)
        self.up = icon_button(theme, "chevron-up", "", f"{name}.up")
        self.down = icon_button(theme, "chevron-down", "", f"{name}.down")
        self.up.clicked.connect(lambda: self.moved.emit(-1))
        self.down.clicked.connect(lambda: self.moved.emit(1))
        super()._make_buttons(theme, name)

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(4)
        head.addWidget(self._title, 1)
        for button in (self.up, self.down, self.remove):
            head.addWidget(button)
        return head


C = TypeVar("C", bound=Card)
M = TypeVar("M", bound=MovableCard)


class Cards(Retranslated, QWidget, Generic[C]):
    """All of them, with the button that adds one; what follows from which there are, `_arrange` says.

    Signals:
        field_made: (widget) something to type into is there.
    """

    field_made = Signal(QWidget)

    def __init__(self, work: Workspace, name: str) -> None:
        """Makes it without cards; `name` is that of the button, and begins those of the cards."""
        super().__init__()
        self._work, self._name, self._made = work, name, 0
        self.cards: list[C] = []
        self._title = Text(work.theme, weight=600)
        self._none = Text(work.theme, color="text_secondary", wraps=True)
        self.more = Button(work.theme, icon="plus", height=28, name=name)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(8)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._column.addWidget(self._title)
        self._column.addWidget(self._none)
        self._column.addLayout(self._rows)
        self._column.addWidget(self.more)
        self.more.clicked.connect(self._offer)

    def _offer(self) -> None:
        """Asks what kind of card is to be added."""
        raise NotImplementedError

    def _arrange(self) -> None:
        """Says everywhere which cards there are."""
        raise NotImplementedError

    def _next_name(self) -> str:
        self._made += 1
        return f"{self._name}{self._made - 1}"

    def _take(self, card: C, fields: Iterable[QWidget]) -> C:
        """Puts a card below the others; `fields` are what one types into."""
        self.cards.append(card)
        self._rows.addWidget(card)
        # Now, not with the next turn of events: the keyboard goes only into what is shown.
        card.show()
        card.removed.connect(lambda: self._remove(card))
        for field in fields:
            self.field_made.emit(field)
        return card

    def _remove(self, card: C) -> None:
        place = self.cards.index(card)
        self._drop(card)
        self._arrange()
        near = self.cards[min(place, len(self.cards) - 1)].remove if self.cards else self.more
        near.setFocus(BY_TAB)

    def _clear(self) -> None:
        for card in list(self.cards):
            self._drop(card)

    def _drop(self, card: C) -> None:
        self.cards.remove(card)
        self._rows.removeWidget(card)
        card.hide()
        card.deleteLater()


class MovableCards(Cards[M]):
    """Cards whose order counts."""

    def _take(self, card: M, fields: Iterable[QWidget]) -> M:
        """Override Cards._take."""
        card.moved.connect(lambda by: self._move(card, by))
        return super()._take(card, fields)

    def _move(self, card: M, by: int) -> None:
        place = self.cards.index(card)
        self.cards.insert(place + by, self.cards.pop(place))
        self._rows.removeWidget(card)
        self._rows.insertWidget(place + by, card)
        self._arrange()
        button = card.up if by < 0 else card.down
        (button if button.isEnabled() else card.down if by < 0 else card.up).setFocus(BY_TAB)

    def _order_tabs(self) -> None:
        """Tab goes through the cards as they stand."""
        before: QWidget = self._title
        for widget in (*(stop for card in self.cards for stop in stops_of(card)), self.more):
            QWidget.setTabOrder(before, widget)
            before = widget


def stops_of(within: QWidget) -> Sequence[QWidget]:
    """What Tab stops at within a card, in the order of its making; what opens in a window of its own is left out."""
    stops = [widget for widget in within.findChildren(QWidget) if widget.focusPolicy() & Qt.FocusPolicy.TabFocus]
    return [widget for widget in stops if widget.focusProxy() is None and widget.window() is within.window()]
