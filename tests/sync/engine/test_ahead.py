"""A long catch-up: the next page is asked for before the one that has come is applied."""

from __future__ import annotations

from sync.engine.effects import SendPull
from sync.engine.events import Failed, Woke
from sync.engine.status import Line
from sync.protocol.live import Poke
from tests.sync.engine.desk import Desk, no, session
from tests.sync.replica import law
from tests.sync.replica.conftest import file_ticket


def behind(desk: Desk) -> int:
    """Have a desk that knows of many pages of news and has asked for the first; return where it stands."""
    desk.online()
    desk.server.rows_most = 3
    for _ in range(8):
        file_ticket(desk.server)
    desk.say(Poke(head=desk.server.seq))
    return desk.client.replica.cursor().seq


def is_right(desk: Desk) -> bool:
    """Settle; tell whether all that Ana sees is held."""
    desk.settle()
    return law.records(law.shown(desk.client.replica)) == desk.server.seen_by("ana")


def test_the_next_page_is_on_its_way_while_one_is_applied(desk: Desk) -> None:
    start = behind(desk)
    desk.answer_pull()
    assert desk.pending(SendPull)
    assert desk.client.replica.cursor().seq == start
    assert desk.delay_s == 0
    desk.hear(Woke())
    assert desk.client.replica.cursor().seq > start
    assert len(desk.pending(SendPull)) == 1
    assert is_right(desk)


def test_a_page_that_comes_before_the_one_ahead_of_it_is_applied_waits_its_turn(desk: Desk) -> None:
    behind(desk)
    desk.answer_pull()
    desk.answer_pull()
    assert is_right(desk)


def test_no_line_for_the_page_ahead_costs_the_one_that_has_come_nothing(desk: Desk) -> None:
    start = behind(desk)
    desk.answer_pull()
    desk.answer_pull(Failed("no line"))
    assert desk.client.replica.cursor().seq > start
    assert desk.line() is Line.OFFLINE
    desk.wait(5)
    assert is_right(desk)


def test_an_expired_token_is_renewed_between_two_pages(desk: Desk) -> None:
    behind(desk)
    desk.answer_pull()
    desk.answer_pull(no(401, "unauthorized"))
    desk.answer_refresh(session("a2"))
    assert is_right(desk)


def test_a_server_that_goes_back_in_time_meanwhile_is_followed(desk: Desk) -> None:
    behind(desk)
    desk.answer_pull()
    desk.server = desk.server.restored()
    desk.answer_pull()
    desk.wait(120)
    assert is_right(desk)
