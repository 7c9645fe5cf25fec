"""Tokens: refreshed in time and one at a time, whose they are, and what becomes of the cache when they are refused."""

from __future__ import annotations

from msgspec.structs import replace

from domain.ids import RecordId
from sync.engine.effects import SendPull, SendPush, SendRefresh
from sync.engine.events import Failed, SignedIn
from sync.engine.status import Line
from tests.support.franchise import named
from tests.sync.engine.desk import Desk, no, session


def test_an_expired_token_is_refreshed_once_and_the_request_repeated(desk: Desk, ticket_id: RecordId) -> None:
    desk.online()
    desk.reply(ticket_id)
    desk.answer_push(no(401, "unauthorized"))
    assert desk.client.replica.waiting().unsent == 1
    assert not desk.pending(SendPush)
    assert desk.take(SendRefresh).request.refresh_token == "r-a1"
    desk.open.append(SendRefresh(desk.engine._tokens._in_flight or 0, None))  # type: ignore[arg-type]
    desk.answer_refresh(session("a2"))
    assert desk.pending(SendPush)[0].token == "a2"
    assert desk.client.replica.session() is not None
    desk.settle()
    assert desk.client.pending() == 0


def test_a_refresh_names_the_device_whose_session_it_is(desk: Desk) -> None:
    desk.online()
    desk.hear(SignedIn(replace(session("a3", ttl_s=100), device=named("device/2"))))
    desk.wait(81)
    assert desk.take(SendRefresh).request.device == named("device/2")


def test_a_token_is_refreshed_before_it_ends(desk: Desk) -> None:
    desk.online()
    desk.hear(SignedIn(session("a3", ttl_s=100)))
    desk.settle()
    desk.wait(700)
    assert desk.pending(SendRefresh)
    desk.answer_refresh(Failed("no route"))
    desk.wait(61)
    assert desk.pending(SendRefresh)


def test_a_token_that_is_refused_again_and_again_makes_no_storm_of_refreshes(desk: Desk) -> None:
    desk.start()
    refreshes = 0
    began_s = desk.now_s
    while desk.now_s - began_s < 600:
        if desk.pending(SendPull):
            desk.answer_pull(no(401, "unauthorized"))
        elif desk.pending(SendRefresh):
            refreshes += 1
            desk.answer_refresh(session(f"b{refreshes}"))
        else:
            desk.wait()
    assert refreshes < 60


def test_a_session_that_is_over_asks_the_user_and_keeps_everything(desk: Desk, ticket_id: RecordId) -> None:
    desk.online()
    message_id = desk.reply(ticket_id)
    desk.answer_push(no(401, "unauthorized"))
    desk.answer_refresh(no(401, "bad_credentials"))
    assert desk.line() is Line.SIGN_IN
    assert not desk.ask()
    desk.wait(3600)
    assert not desk.ask()
    assert desk.status.unsent == 1
    desk.hear(SignedIn(session("c1")))
    desk.settle()
    assert ("message", message_id) in desk.server.rows
    assert desk.line() is Line.ONLINE


def test_a_revoked_device_is_told_to_wipe_once(desk: Desk) -> None:
    desk.online()
    desk.end_stream(no(403, "device_revoked"))
    assert desk.wiped
    assert desk.line() is Line.REVOKED
    desk.wiped = False
    desk.wait(600)
    assert not desk.wiped
    assert not desk.ask()


def test_a_late_word_about_the_device_of_before_wipes_nothing(desk: Desk, ticket_id: RecordId) -> None:
    desk.online()
    desk.reply(ticket_id)
    desk.hear(SignedIn(replace(session("a2"), device=named("device/2"))))
    desk.answer_push(no(403, "device_revoked"))
    assert not desk.wiped
    desk.settle()
    assert desk.client.pending() == 0


def test_a_session_of_another_device_is_no_answer_to_a_refresh(desk: Desk) -> None:
    desk.online()
    desk.hear(SignedIn(replace(session("a2", ttl_s=100), device=named("device/2"))))
    desk.wait(81)
    desk.answer_refresh(replace(session("a1"), device=named("device/1")))
    desk.wait(2)
    assert desk.take(SendRefresh).request.refresh_token == "r-a2"
