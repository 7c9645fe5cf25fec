"""The list of tickets: grouped by deadline, its choice stable, its rows those that were asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta

from PySide6.QtCore import QPersistentModelIndex
from pytestqt.qtbot import QtBot

from desktop.features.queue.model import Group, RowRole, TicketListModel
from desktop.features.queue.view import QueueView
from desktop.shell.moments import stored
from domain.ids import RecordId
from sync.replica.reading.rows import TicketRow
from sync.replica.reading.tickets import Key, ViewKey
from tests.support.desk import Desk
from tests.sync.replica.conftest import file_ticket
from tests.sync.replica.model import ModelServer

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


def row(ticket_id: str) -> TicketRow:
    when = stored(NOW)
    return TicketRow(
        ticket_id,
        1,
        "Subject",
        "open",
        "normal",
        "",
        "",
        "sam",
        None,
        "",
        None,
        when,
        when,
        None,
        None,
        when,
        "sam",
        None,
    )


def fetched(ids: Sequence[str]) -> Mapping[str, TicketRow]:
    return {ticket_id: row(ticket_id) for ticket_id in ids}


def due(ticket_id: str, minutes: int) -> Key:
    return Key(ticket_id, stored(NOW + timedelta(minutes=minutes)))


def groups(model: TicketListModel) -> list[tuple[str, int]]:
    shown = [model.data(model.index(number), RowRole) for number in range(model.rowCount())]
    return [(one.key, one.count) for one in shown if isinstance(one, Group)]


def test_tickets_stand_under_the_name_of_their_deadline(qtbot: QtBot) -> None:
    model = TicketListModel(fetched, "ana")

    answered, paused = Key("e"), Key("f", paused=True)
    model.set_keys([due("a", -5), due("b", 10), due("c", 20), due("d", 60 * 48), answered, paused], NOW, grouped=True)

    assert groups(model) == [("overdue", 1), ("hour", 2), ("later", 1), ("answered", 1), ("paused", 1)]
    assert [model.id_at(number) for number in range(model.rowCount())] == [
        None,
        "a",
        None,
        "b",
        "c",
        None,
        "d",
        None,
        "e",
        None,
        "f",
    ]


def test_an_index_follows_its_ticket_when_others_come_before_it(qtbot: QtBot) -> None:
    model = TicketListModel(fetched, "ana")
    model.set_keys([due("b", 10)], NOW, grouped=True)
    chosen = model.index_of("b")
    kept = QPersistentModelIndex(chosen)

    model.set_keys([due("a", -5), due("b", 10)], NOW, grouped=True)

    assert model.id_at(kept.row()) == "b"


def test_a_large_list_reads_only_the_pages_that_are_looked_at(qtbot: QtBot) -> None:
    asked: list[str] = []

    def fetch(ids: Sequence[str]) -> Mapping[str, TicketRow]:
        asked.extend(ids)
        return fetched(ids)

    model = TicketListModel(fetch, "ana")
    model.set_keys([Key(f"{number:06}") for number in range(100_000)], NOW, grouped=False)

    model.data(model.index(50_000), RowRole)

    assert model.rowCount() == 100_000
    assert len(asked) <= 60


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
