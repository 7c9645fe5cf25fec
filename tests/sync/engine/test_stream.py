"""The live stream, and single events where something holds it back: what comes by them, and when they are opened."""

from __future__ import annotations

import pytest

from domain.ids import RecordId
from sync.engine.effects import OpenStream, SendPull, SendPush
from sync.engine.events import Failed, PushAnswered, Refused
from sync.protocol.codec import encode_page
from sync.protocol.live import Bye, Changes, Heartbeat, Hello, Poke
from sync.protocol.push import Refusal
from tests.sync.engine.desk import Desk
from tests.sync.replica.model import frames_of


def test_changes_that_follow_the_cursor_are_applied_from_the_stream(desk: Desk, ticket_id: RecordId) -> None:
    desk.online()
    requests = desk.requests
    cursor = desk.client.replica.cursor()
    desk.server.act("leo", "ticket.set_priority", ticket_id=ticket_id, priority="high")
    frames = frames_of(desk.server.pull("ana", desk.client.replica.pull_request()))
    desk.say(Changes(start=cursor.seq, head=desk.server.seq, page=encode_page(frames).decode()))
    assert desk.client.replica.cursor().seq == desk.server.seq
    assert desk.requests == requests


def test_changes_that_do_not_follow_are_pulled(desk: Desk, ticket_id: RecordId) -> None:
    desk.online()
    desk.server.act("leo", "ticket.set_priority", ticket_id=ticket_id, priority="high")
    desk.server.act("leo", "ticket.set_priority", ticket_id=ticket_id, priority="low")
    desk.say(Changes(start=desk.server.seq - 1, head=desk.server.seq, page=""))
    desk.settle()
    assert desk.client.replica.cursor().seq == desk.server.seq


def test_changes_while_a_push_is_under_way_lose_nothing(desk: Desk, ticket_id: RecordId) -> None:
    desk.online()
    message_id = desk.reply(ticket_id)
    sent = desk.take(SendPush)
    reply = desk.server.push("ana", sent.request)
    frames = frames_of(desk.server.pull("ana", desk.client.replica.pull_request()))
    start = desk.client.replica.cursor().seq
    desk.say(Changes(start=start, head=desk.server.seq, page=encode_page(frames).decode()))
    desk.hear(PushAnswered(sent.number, reply))
    assert desk.client.pending() == 0
    assert desk.client.replica.cache.value("SELECT count(*) FROM message WHERE id = ?", (message_id,)) == 1


def test_a_broken_page_in_the_stream_is_pulled_instead(desk: Desk) -> None:
    desk.online()
    start = desk.client.replica.cursor().seq
    desk.say(Changes(start=start, head=start + 1, page="{"))
    assert desk.pending(SendPull)


def test_a_poke_or_a_heartbeat_with_news_pulls_and_one_without_does_not(desk: Desk, ticket_id: RecordId) -> None:
    desk.online()
    desk.say(Heartbeat(head=desk.server.seq, token_ttl_s=900))
    desk.say(Poke(head=desk.server.seq))
    assert not desk.pending(SendPull)
    desk.server.act("leo", "ticket.set_priority", ticket_id=ticket_id, priority="high")
    desk.say(Heartbeat(head=desk.server.seq, token_ttl_s=900))
    assert desk.pending(SendPull)


def test_a_silent_stream_is_given_up_and_opened_again(desk: Desk) -> None:
    desk.online()
    [first] = desk.pending(OpenStream)
    desk.wait(49)
    assert desk.pending(OpenStream) == [first]
    desk.wait(3)
    desk.settle()
    [second] = desk.pending(OpenStream)
    assert second.number != first.number


def test_a_stream_that_had_lived_is_opened_again_within_a_tenth_of_a_second(desk: Desk) -> None:
    desk.online()
    desk.wait(6)
    desk.end_stream()
    desk.wait(0.1)
    assert desk.pending(OpenStream)


def settle_pulls(desk: Desk) -> None:
    """Answer every pull."""
    while desk.pending(SendPull):
        desk.answer_pull()


def held_back(desk: Desk) -> None:
    """Start behind something that lets no stream through."""
    desk.start()
    settle_pulls(desk)
    [stream] = desk.pending(OpenStream)
    assert not stream.wait
    desk.wait(6)
    settle_pulls(desk)


def test_where_something_holds_streams_back_single_events_are_waited_for(desk: Desk, ticket_id: RecordId) -> None:
    held_back(desk)
    [wait] = desk.pending(OpenStream)
    assert wait.wait
    assert wait.cursor == desk.client.replica.cursor().text()

    desk.server.act("leo", "ticket.set_priority", ticket_id=ticket_id, priority="high")
    desk.say(Poke(head=desk.server.seq))
    desk.end_stream()
    settle_pulls(desk)
    desk.wait(1)

    [following] = desk.pending(OpenStream)
    assert following.wait
    assert following.cursor == desk.client.replica.cursor().text() != wait.cursor


def test_no_event_is_waited_for_while_a_page_is(desk: Desk, ticket_id: RecordId) -> None:
    held_back(desk)
    desk.server.act("leo", "ticket.set_priority", ticket_id=ticket_id, priority="high")
    desk.say(Poke(head=desk.server.seq))
    desk.end_stream()
    desk.wait(10)
    assert not desk.pending(OpenStream)
    desk.answer_pull(Failed("timeout"))
    desk.wait(0.2)
    assert not desk.pending(OpenStream)
    desk.wait(1)
    settle_pulls(desk)
    desk.wait(1)
    assert desk.pending(OpenStream)[0].wait


def test_a_wait_that_is_told_of_another_history_asks_for_a_page(desk: Desk) -> None:
    held_back(desk)
    desk.say(Hello(epoch="e9", head=1, token_ttl_s=900.0))
    assert desk.pending(SendPull)


def test_streams_are_tried_again_after_an_hour_of_waits(desk: Desk) -> None:
    held_back(desk)
    began_s = desk.now_s
    while desk.pending(OpenStream)[0].wait:
        assert desk.now_s < began_s + 3700
        desk.wait(20)
        desk.say(Heartbeat(head=desk.client.replica.cursor().seq, token_ttl_s=900))
        desk.end_stream()
        desk.wait(1)
        settle_pulls(desk)
    assert desk.now_s > began_s + 3500


def test_where_even_waits_get_no_answer_pages_are_asked_for(desk: Desk, ticket_id: RecordId) -> None:
    held_back(desk)
    for _ in range(10):
        desk.server.act("leo", "ticket.tag", ticket_id=ticket_id, add=[f"at {desk.now_s}"])
        desk.end_stream(Failed("a gateway's time is up"))
        settle_pulls(desk)
        assert desk.client.replica.cursor().seq == desk.server.seq
        desk.wait(6)


@pytest.mark.parametrize(
    "answer", [Refused(502, Refusal(code="unavailable")), Failed("status 403 from something else"), Failed("ended")]
)
def test_streams_that_come_to_nothing_while_pages_do_not_are_replaced_by_waits(
    desk: Desk, answer: Refused | Failed
) -> None:
    desk.start()
    settle_pulls(desk)
    for _ in range(3):
        [stream] = desk.pending(OpenStream)
        assert not stream.wait
        desk.end_stream(answer)
        settle_pulls(desk)
        while not desk.pending(OpenStream):
            desk.wait()
            settle_pulls(desk)
    [stream] = desk.pending(OpenStream)
    assert stream.wait


def test_a_server_that_is_away_is_not_taken_for_something_in_between(desk: Desk) -> None:
    desk.online()
    desk.wait(6)
    for _ in range(6):
        desk.end_stream()
        while desk.pending(SendPull):
            desk.answer_pull(Failed("no line"))
        while not desk.pending(OpenStream):
            desk.wait()
            while desk.pending(SendPull):
                desk.answer_pull(Failed("no line"))
    assert not desk.pending(OpenStream)[0].wait


def test_a_server_that_says_goodbye_is_left_alone_as_long_as_it_asks(desk: Desk) -> None:
    desk.online()
    desk.say(Bye(after_ms=20_000))
    assert not desk.pending(OpenStream)
    desk.wait(19)
    assert not desk.pending(OpenStream)
    desk.wait(2)
    assert desk.pending(OpenStream)
