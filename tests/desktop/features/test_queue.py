"""The list of tickets: grouped by deadline, its choice stable, its rows those that were asked for."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import cast

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPersistentModelIndex
from pytestqt.qtbot import QtBot

from desktop.features.queue.model import RowRole, TicketListModel
from desktop.features.queue.ticket_words import spoken
from desktop.features.queue.view import QueueView
from desktop.shell.moments import clock, stored
from domain.ids import RecordId
from sync.replica.reading.list_query import Grouping, GroupRow, Listed
from sync.replica.reading.rows import TicketRow
from sync.replica.reading.tickets import ViewKey
from tests.support.desk import Desk
from tests.sync.replica.conftest import file_ticket
from tests.sync.replica.model import ModelServer

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


def row(number: int, **changes: object) -> TicketRow:
    when = stored(NOW)
    facts: dict[str, object] = {
        "id": f"t{number}", "number": number, "subject": "Subject", "status": "open", "priority": "normal",
        "store": "", "requester": "", "requester_id": "sam", "assignee_id": None, "assignee": "", "topic_id": None,
        "created_at": when, "updated_at": when, "due_at": None, "resolved_at": None, "last_message_at": when,
        "last_message_by": "sam", "seen_at": None, "row": number,
    }  # fmt: skip
    return TicketRow(**(facts | changes))  # type: ignore[arg-type]


class Rows:
    """A cache in which every number has a ticket; notes what it was asked for."""

    def __init__(self) -> None:
        self.asked: list[int] = []

    def rows(self, numbers: Sequence[int]) -> Mapping[int, TicketRow]:
        """Return a row for each."""
        self.asked.extend(numbers)
        return {number: row(number) for number in numbers}

    def number_of(self, ticket_id: str) -> int | None:
        """Return what the id says."""
        return int(ticket_id[1:])


def listed(*groups: tuple[str, Sequence[int]]) -> Listed:
    rows = array("q", [number for _, numbers in groups for number in numbers])
    return Listed(rows, len(rows), tuple(GroupRow(Grouping.DEADLINE, key, len(numbers)) for key, numbers in groups))


def flat(numbers: Sequence[int]) -> Listed:
    return Listed(array("q", numbers), len(numbers))


def shown(model: TicketListModel) -> list[str]:
    """The model's rows: groups by their key, tickets by their id."""
    rows = [model.data(model.index(number), RowRole) for number in range(model.rowCount())]
    return [one.key if isinstance(one, GroupRow) else cast(TicketRow, one).id for one in rows]


def test_tickets_stand_under_the_name_of_their_group(qtbot: QtBot) -> None:
    model = TicketListModel(Rows(), "ana")

    model.show(listed(("overdue", [7]), ("hour", [3, 4]), ("paused", [9])))

    assert shown(model) == ["overdue", "t7", "hour", "t3", "t4", "paused", "t9"]
    assert model.ticket_count == 4


def test_a_store_hears_of_a_row_what_it_sees_of_it_and_an_agent_too(qtbot: QtBot) -> None:
    due = row(7, due_at=stored(NOW + timedelta(hours=2, minutes=9)))
    assert spoken(due, NOW, "ana", sentences=True) == f"Subject, #7, We are looking into it, {clock(NOW)}, Unread"
    assert spoken(due, NOW, "ana") == "Subject, #7, Open, 2\N{NO-BREAK SPACE}h\N{NO-BREAK SPACE}09, Unread"


def test_a_folded_group_shows_its_name_only_and_what_comes_after_it_is_found(qtbot: QtBot) -> None:
    model = TicketListModel(Rows(), "ana")
    model.show(listed(("overdue", [7, 8]), ("hour", [3, 4])))

    model.fold({"overdue"})

    assert shown(model) == ["overdue", "hour", "t3", "t4"]
    assert model.index_of("t4").row() == 3
    assert not model.index_of("t8").isValid()
    assert model.ticket_count == 4


def test_an_index_follows_its_ticket_when_others_come_before_it(qtbot: QtBot) -> None:
    model = TicketListModel(Rows(), "ana")
    model.show(listed(("hour", [5])))
    kept = QPersistentModelIndex(model.index_of("t5"))

    model.show(listed(("overdue", [2]), ("hour", [5])))

    assert model.id_at(kept.row()) == "t5"


def test_a_large_list_reads_only_the_pages_that_are_looked_at(qtbot: QtBot) -> None:
    rows = Rows()
    model = TicketListModel(rows, "ana")
    model.show(flat(range(100_000)))

    model.data(model.index(50_000), RowRole)

    assert model.rowCount() == 100_000
    assert len(rows.asked) <= 60


def test_rows_that_are_not_read_yet_have_their_place(qtbot: QtBot) -> None:
    model = TicketListModel(Rows(), "ana")

    model.show(Listed(array("q", [4, 2]), 5))

    assert model.rowCount() == 5
    assert model.id_at(1) == "t2"
    assert model.data(model.index(3), RowRole) is None


@given(st.lists(st.integers(0, 60), unique=True, max_size=40), st.data())
def test_every_row_leads_to_its_ticket_and_back_whatever_is_folded(numbers: list[int], data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.lists(st.integers(0, len(numbers)), max_size=5)))
    parts = [numbers[start:end] for start, end in pairwise([0, *cuts, len(numbers)]) if end > start]
    folded = {str(place) for place in range(len(parts)) if data.draw(st.booleans())}
    model = TicketListModel(Rows(), "ana")

    model.show(listed(*((str(place), part) for place, part in enumerate(parts))))
    model.fold(folded)

    plain = [
        [str(place), *([] if str(place) in folded else [f"t{n}" for n in part])] for place, part in enumerate(parts)
    ]
    assert shown(model) == [each for part in plain for each in part]
    for row_number in range(model.rowCount()):
        ticket_id = model.id_at(row_number)
        assert ticket_id is None or model.index_of(ticket_id).row() == row_number


def test_a_ticket_that_arrives_does_not_move_the_choice(
    qtbot: QtBot, desk_of: Callable[[str], Desk], server: ModelServer, ticket_id: RecordId
) -> None:
    desk = desk_of("ana")
    view = QueueView(desk.work)
    qtbot.addWidget(view)
    view.resize(380, 600)
    view.show()
    view.choose(ticket_id)

    file_ticket(server, title="Otra cosa", priority="urgent")
    desk.sync()

    qtbot.waitUntil(lambda: view.model.ticket_count == 2)
    assert view.model.id_at(view.list.currentIndex().row()) == ticket_id


def test_the_filter_finds_words_of_messages(
    qtbot: QtBot, desk_of: Callable[[str], Desk], server: ModelServer, ticket_id: RecordId
) -> None:
    file_ticket(server, title="Otra cosa", body="No hay papel.")
    desk = desk_of("ana")
    view = QueueView(desk.work)
    qtbot.addWidget(view)
    qtbot.waitUntil(lambda: view.model.ticket_count == 2)

    view.filter.setText("papel")

    qtbot.waitUntil(lambda: view.model.ticket_count == 1)
    view.filter.clear()
    qtbot.waitUntil(lambda: view.model.ticket_count == 2)


def test_another_view_shows_its_own_tickets(
    qtbot: QtBot, desk_of: Callable[[str], Desk], server: ModelServer, ticket_id: RecordId
) -> None:
    server.act("ana", "ticket.set_status", ticket_id=ticket_id, status="pending")
    desk = desk_of("ana")
    view = QueueView(desk.work)
    qtbot.addWidget(view)

    view.show_view(ViewKey.WAITING)
    assert view.model.ticket_count == 1
    view.show_view(ViewKey.ON_HOLD)
    assert view.model.ticket_count == 0
    assert not view.empty.isHidden()
