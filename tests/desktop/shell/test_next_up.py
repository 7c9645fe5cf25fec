"""Tickets are handed out one after the other: what is most urgent first, and none that somebody else is on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
import shiboken6
from pytestqt.qtbot import QtBot

from desktop.shell.next_up_bar import NextUpBar
from desktop.shell.people_present import VIEWING
from desktop.shell.window import MainWindow
from domain.ids import RecordId
from sync.replica.reading import directory
from sync.replica.reading.lines import TicketLines
from sync.replica.reading.next_up import is_up, next_up
from sync.replica.reading.reader import Reader
from tests.desktop.features.conftest import desk_of, server, ticket_id
from tests.support.desk import Desk
from tests.support.franchise import named
from tests.sync.replica.conftest import file_ticket
from tests.sync.replica.model import KEY, ModelServer

__all__ = ["desk_of", "server", "ticket_id"]


@pytest.fixture
def queue(server: ModelServer, ticket_id: RecordId) -> dict[str, RecordId]:
    """Tickets of support in every state, by what is about them."""
    normal = ticket_id
    server.franchise.now += timedelta(hours=1)
    found = {"normal": normal, "low": file_ticket(server, priority="low"), "high": file_ticket(server, priority="high")}
    found["urgent"] = file_ticket(server, priority="urgent")
    for about in ("leo's", "answered", "waiting", "snoozed", "solved", "mine"):
        found[about] = file_ticket(server)
    server.act("leo", "ticket.set_assignee", ticket_id=found["leo's"], assignee_id=named("leo"))
    server.act("ana", "ticket.set_assignee", ticket_id=found["mine"], assignee_id=named("ana"))
    for about in ("answered", "waiting"):
        reply = {"ticket_id": found[about], "message_id": server.franchise.id(), "body": "On it."}
        server.act("ana", "ticket.reply", **reply)
    server.act("ana", "ticket.set_status", ticket_id=found["waiting"], status="pending")
    server.act("ana", "ticket.snooze", ticket_id=found["snoozed"])
    server.act("ana", "ticket.set_status", ticket_id=found["solved"], status="resolved")
    return found


@pytest.fixture
def ana(desk_of: Callable[[str], Desk], queue: dict[str, RecordId]) -> Desk:
    assert queue
    return desk_of("ana")


@pytest.fixture
def window(qtbot: QtBot, ana: Desk) -> Iterator[MainWindow]:
    made = MainWindow(ana.work)
    made.show()
    qtbot.wait(20)
    yield made
    made.close()
    shiboken6.delete(made)


def handed_out(qtbot: QtBot, window: MainWindow) -> str | None:
    """Ask for the next one and return it."""
    before = window.next_up.ticket_id
    window.run_action("next_up")
    qtbot.waitUntil(lambda: window.next_up.ticket_id != before)
    return window.next_up.ticket_id


def test_overdue_comes_first_then_due_soon_then_by_priority_and_age(
    ana: Desk, queue: dict[str, RecordId], server: ModelServer
) -> None:
    reader, lines = Reader(ana.client.path, KEY), TicketLines(named("ana"), "en")
    me = directory.me(reader, named("ana"))
    assert me is not None

    def order(after: timedelta) -> list[tuple[str, int]]:
        names = {ticket: about for about, ticket in queue.items()}
        found = next_up(reader, lines, me, server.franchise.now + after)
        return [(names[RecordId(one.id)], one.urgency) for one in found]

    assert order(timedelta()) == [("urgent", 2), ("high", 2), ("normal", 2), ("mine", 2), ("low", 2)]
    # The urgent one has an hour, of which a quarter is soon; the high one four hours.
    assert order(timedelta(minutes=50))[:2] == [("urgent", 1), ("high", 2)]
    assert order(timedelta(hours=3, minutes=30))[:2] == [("urgent", 0), ("high", 1)]
    assert [about for about, urgency in order(timedelta(hours=30)) if urgency == 0] == [
        "urgent", "high", "normal", "low", "mine",
    ]  # fmt: skip
    now = server.franchise.now
    assert {about for about, ticket in queue.items() if is_up(reader, me, ticket, now)} == {
        "urgent", "high", "normal", "mine", "low",
    }  # fmt: skip
    reader.close()


def test_one_after_the_other_is_handed_out_and_then_all_were(
    qtbot: QtBot, window: MainWindow, queue: dict[str, RecordId]
) -> None:
    found = [handed_out(qtbot, window) for _ in range(5)]
    assert set(found) == {queue[about] for about in ("urgent", "high", "normal", "mine", "low")}
    assert window.tickets.ticket_id == found[-1]
    assert handed_out(qtbot, window) is None


def test_what_somebody_else_is_at_is_passed_over_until_they_have_gone(
    qtbot: QtBot, window: MainWindow, ana: Desk, queue: dict[str, RecordId]
) -> None:
    every = [queue[about] for about in ("urgent", "high", "normal", "mine", "low")]
    for ticket in every[1:]:
        ana.work.present.take(ticket, [(named("leo"), VIEWING)])
    first = handed_out(qtbot, window)
    assert first == every[0]
    ana.work.present.take(every[2], [])
    assert handed_out(qtbot, window) == every[2]


def test_an_answer_or_a_solution_leads_on_to_the_next(qtbot: QtBot, window: MainWindow, ana: Desk) -> None:
    first = handed_out(qtbot, window)
    bar = window.findChild(NextUpBar)
    assert bar is not None
    assert not bar.isHidden()
    ana.work.mutate(window, "ticket.set_status", {"ticket_id": first, "status": "resolved"}).run()
    qtbot.waitUntil(lambda: window.next_up.ticket_id not in {None, first})
    second = window.next_up.ticket_id
    args = {"ticket_id": second, "message_id": ana.work.new_id(), "body": "Done."}
    ana.work.mutate(window, "ticket.reply", args).run()
    qtbot.waitUntil(lambda: window.next_up.ticket_id not in {None, first, second})


def test_taking_it_or_noting_something_stays_at_it(qtbot: QtBot, window: MainWindow, ana: Desk) -> None:
    first = handed_out(qtbot, window)
    ana.work.mutate(window, "ticket.set_assignee", {"ticket_id": first, "assignee_id": named("ana")}).run()
    note = {"ticket_id": first, "message_id": ana.work.new_id(), "body": "Look."}
    ana.work.mutate(window, "ticket.note", note).run()
    ana.work.mutate(window, "ticket.tag", {"ticket_id": first, "add": ["till"]}).run()
    qtbot.wait(100)
    assert window.next_up.ticket_id == first


def test_opening_another_ticket_ends_it(qtbot: QtBot, window: MainWindow, queue: dict[str, RecordId]) -> None:
    handed_out(qtbot, window)
    window.open_ticket(queue["solved"])
    assert not window.next_up.is_on
    bar = window.findChild(NextUpBar)
    assert bar is not None
    assert bar.isHidden()
