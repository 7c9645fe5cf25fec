"""Keeps rows where they are while others come, go and change places: nothing moves under the pointer."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from desktop.features.queue.ticket_list import TicketList
from sync.replica.reading.list_query import Listed

HOLD_MS = 400
"""How often it is asked again whether the pointer has come to rest, while rows wait to change places."""


class SteadyRows(QObject):
    """Shows what was read when nobody aims at a row that would move, with one row where it was."""

    def __init__(self, tickets: TicketList, show: Callable[[Listed], object]) -> None:
        """Makes it; `show` puts rows there."""
        super().__init__(tickets)
        self._tickets, self._put = tickets, show
        self._held: Listed | None = None
        self._hold = QTimer(self, interval=HOLD_MS, singleShot=True)
        self._hold.timeout.connect(self._on_hold_over)

    def take(self, listed: Listed) -> None:
        """Shows it now, or as soon as the pointer rests."""
        if self._tickets.pointer_aims and self._moves_rows(listed):
            self._held = listed
            self._hold.start()
        else:
            self.show(listed)

    def show(self, listed: Listed) -> None:
        """Shows it now; the row under the pointer, else the chosen one, else the first in sight, stays in its place."""
        self._held = None
        kept = self._kept_in_place()
        self._put(listed)
        if kept is not None:
            self._put_back(*kept)
        self._tickets.reach_end()

    def _moves_rows(self, listed: Listed) -> bool:
        """Whether tickets in sight would change places."""
        model = self._tickets.tickets
        places = [place for row in self._tickets.visible_rows() if (place := model.place_at(row)) is not None]
        here = model.listed.rows
        return any(here[at : at + 1] != listed.rows[at : at + 1] for at in places)

    def _on_hold_over(self) -> None:
        held, self._held = self._held, None
        if held is not None:
            self.take(held)

    def _kept_in_place(self) -> tuple[int, int] | None:
        """The number of the ticket that stays, and where its row begins on the screen."""
        tickets = self._tickets
        visible = tickets.visible_rows()
        row = tickets.row_under_pointer()
        if row not in visible:
            row = tickets.currentIndex().row()
        for candidate in range(row if row in visible else visible.start, visible.stop):
            number = tickets.tickets.number_at(candidate)
            if number is not None:
                return number, tickets.rect_of(candidate).top()
        return None

    def _put_back(self, number: int, top: int) -> None:
        index = self._tickets.tickets.index_of_number(number)
        bar = self._tickets.verticalScrollBar()
        if index.isValid() and bar.value() > 0:
            bar.setValue(self._tickets.heights.top_of(index.row()) - top)
