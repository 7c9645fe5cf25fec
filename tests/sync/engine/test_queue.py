"""A long queue goes out without its own pages in between: each would have all the rest of it run again."""

from __future__ import annotations

from domain.ids import RecordId
from sync.engine.effects import SendPull, SendPush
from sync.engine.events import Failed, LocalMutation
from sync.engine.pull import HELD_MOST_S
from sync.protocol.codec import encode_page
from sync.protocol.live import Changes, Poke
from sync.protocol.push import PUSH_MUTATIONS_MOST
from tests.sync.engine.desk import Desk
from tests.sync.replica import law
from tests.sync.replica.model import frames_of


def half_sent(desk: Desk, ticket_id: RecordId) -> None:
    """Have a queue of two requests, of which the first has been taken and the second is under way."""
    desk.online()
    for _ in range(PUSH_MUTATIONS_MOST + 1):
        desk.reply(ticket_id, kick=False)
    desk.hear(LocalMutation())
    desk.answer_push()
    assert desk.pending(SendPush)


def test_pages_wait_until_the_queue_is_sent_and_then_confirm_all_of_it(desk: Desk, ticket_id: RecordId) -> None:
    half_sent(desk, ticket_id)
    desk.say(Poke(head=desk.server.seq))
    assert not desk.pending(SendPull)
    desk.answer_push()
    assert desk.pending(SendPull)
    desk.settle()
    assert desk.client.pending() == 0
    law.check(desk.client.replica)


def test_a_page_of_the_stream_waits_too_and_nothing_of_it_is_lost(desk: Desk, ticket_id: RecordId) -> None:
    half_sent(desk, ticket_id)
    start = desk.client.replica.cursor().seq
    frames = frames_of(desk.server.pull("ana", desk.client.replica.pull_request()))
    desk.say(Changes(start=start, head=desk.server.seq, page=encode_page(frames).decode()))
    assert desk.client.replica.cursor().seq == start
    desk.settle()
    assert desk.client.replica.cursor().seq == desk.server.seq
    assert desk.client.pending() == 0


def test_news_wait_for_a_slow_queue_no_longer_than_they_may(desk: Desk, ticket_id: RecordId) -> None:
    half_sent(desk, ticket_id)
    desk.wait(HELD_MOST_S)
    assert desk.pending(SendPull)


def test_a_queue_that_does_not_get_through_keeps_no_page_waiting(desk: Desk, ticket_id: RecordId) -> None:
    half_sent(desk, ticket_id)
    desk.answer_push(Failed("broken"))
    assert desk.pending(SendPull)


def test_one_change_after_another_keeps_no_page_waiting(desk: Desk, ticket_id: RecordId) -> None:
    desk.online()
    desk.reply(ticket_id)
    desk.reply(ticket_id)
    desk.answer_push()
    assert desk.pending(SendPush)
    assert desk.pending(SendPull)
