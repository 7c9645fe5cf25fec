"""Opening tickets by clicking them: from the click until the ticket's own conversation is painted."""

from __future__ import annotations

import random
import time
from collections.abc import Generator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QWidget

from bench.gestures import GaveUp, Painted, Pause, Scenario, Until, Wait, child, click_row, say
from bench.sample_cache import SEED
from desktop.shell import names

SETTLE_MS = 2000
"""From the first rows to the first click."""
GAP_MS = 40
"""From a painted conversation to the next scroll, and from there to the click: less than anybody needs to aim."""
ID_ROLE = 258
"""`IdRole` of the queue's model; a group's row has none."""


def any_tickets(window: QWidget, count: int) -> Scenario:
    """Scroll to one ticket after the other and open it; say `open_ms` of each."""
    yield Pause(SETTLE_MS)
    rows = child(window, QAbstractItemView, names.QUEUE_LIST)
    noise = random.Random(SEED)
    before = ""
    for _ in range(count):
        row = _a_ticket(rows, noise, before)
        before = rows.model().index(row, 0).data(ID_ROLE)
        rows.scrollTo(rows.model().index(row, 0))
        yield Pause(GAP_MS)
        say(open_ms=(yield from opened(window, rows, row)))
        yield Pause(GAP_MS)


def opened(window: QWidget, rows: QAbstractItemView, row: int) -> Generator[Wait, float, float]:
    """Click a ticket in sight; return how many ms it took until its conversation was painted."""
    wanted = rows.model().index(row, 0).data(ID_ROLE)
    began_s = time.monotonic()
    click_row(rows, row)
    # However long its widgets take to be made.
    yield Until(lambda: _messages(window) is not None, "a conversation")
    messages = child(window, QAbstractItemView, names.CONVERSATION_LIST)

    def shows_it() -> bool:
        shown = window.findChild(QWidget, names.CONVERSATION)
        return bool(messages.model().rowCount()) and getattr(shown, "ticket_id", "") == wanted

    came_s = yield Painted(messages.viewport(), shows_it, f"the conversation of row {row}")
    return (came_s - began_s) * 1000


def row_of(rows: QAbstractItemView, ticket_id: str, most: int) -> int:
    """Return where a ticket stands among the first `most` rows.

    Raises:
        GaveUp: It does not.
    """
    for row in range(most):
        if rows.model().index(row, 0).data(ID_ROLE) == ticket_id:
            return row
    raise GaveUp(f"ticket {ticket_id} is not among the first {most} rows")


def last_message(window: QWidget) -> str:
    """Return the last row of the conversation as a screen reader says it."""
    messages = child(window, QAbstractItemView, names.CONVERSATION_LIST).model()
    return str(messages.index(messages.rowCount() - 1, 0).data(Qt.ItemDataRole.AccessibleTextRole))


def _messages(window: QWidget) -> QAbstractItemView | None:
    found = window.findChild(QAbstractItemView, names.CONVERSATION_LIST)
    return found if found is not None and found.isVisible() else None


def _a_ticket(rows: QAbstractItemView, noise: random.Random, but: str) -> int:
    """Return the row of some other ticket."""
    while True:
        row = noise.randrange(rows.model().rowCount())
        ticket_id = rows.model().index(row, 0).data(ID_ROLE)
        if ticket_id and ticket_id != but:
            return row
