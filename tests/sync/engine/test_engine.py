"""The engine, fed with events: what it asks for, what it makes of the answers, and that it never falls asleep."""

from __future__ import annotations

from pathlib import Path

import pytest

from domain.ids import RecordId
from sync.engine.effects import OpenStream, SendPull, SendPush, SendRefresh
from sync.engine.events import Failed, LocalMutation, NetworkBack, PushAnswered, Refused, SignedIn, Woke
from sync.engine.status import Line
from sync.errors import DiskFull
from sync.protocol.codec import encode_page
from sync.protocol.live import Bye, Changes, Heartbeat, Poke
from sync.protocol.push import PushReply
from tests.sync.engine.desk import Desk, no, session
from tests.sync.replica import law
from tests.sync.replica.model import ModelServer, frames_of


def test_the_first_sync_ends_online_with_a_stream_and_nothing_more_to_ask(desk: Desk, server: ModelServer) -> None:
    desk.start()
    assert desk.line() is Line.CONNECTING
    desk.answer_pull()
    assert desk.line() is Line.SYNCING
    assert desk.status.total > desk.status.done == 0
    desk.settle()
    assert desk.line() is Line.ONLINE
    assert not desk.pending(SendPull)
    assert law.records(law.shown(desk.client.replica)) == server.seen_by("ana")


def test_a_change_goes_out_at_once_and_is_confirmed_by_the_page(desk: Desk, ticket_id: RecordId) -> None:
    desk.online()
    message_id = desk.reply(ticket_id)
    assert desk.status.unsent == 1
    desk.answer_push()
    assert desk.status.unsent == 0
    assert desk.client.pending() == 1
    desk.settle()
    assert desk.client.pending() == 0
    assert ("message", message_id) in desk.server.rows


def test_only_one_push_is_under_way_and_the_next_follows_by_itself(desk: Desk, ticket_id: RecordId) -> None:
    desk.online()
    desk.reply(ticket_id)
    desk.reply(ticket_id)
    assert len(desk.pending(SendPush)) == 1
    desk.answer_push()
    assert len(desk.pending(SendPush)) == 1
    desk.settle()
    assert desk.client.pending() == 0


def test_a_late_answer_is_left_aside(desk: Desk, ticket_id: RecordId) -> None:
    desk.online()
    desk.reply(ticket_id)
    sent = desk.take(SendPush)
    answer = desk.server.push("ana", sent.request)
    desk.hear(PushAnswered(sent.number, Failed("timed out")))
    desk.hear(PushAnswered(sent.number, answer))
    assert desk.status.unsent == 1
    desk.wait(61)
    desk.settle()
    assert desk.client.pending() == 0


@pytest.mark.parametrize(
    "answer",
    [
        Failed("no route"),
        Failed("not a page"),
        no(500, "unavailable"),
        no(503, "unavailable"),
        no(429, "too_many_requests"),
        no(400, "malformed"),
        no(403, "forbidden"),
        no(426, "upgrade_required"),
        no(413, "too_large"),
    ],
    ids=lambda answer: answer.reason if isinstance(answer, Failed) else f"{answer.status} {answer.refusal.code}",
)
def test_after_any_failure_the_queue_drains_by_itself_and_no_change_is_given_up(
    desk: Desk, ticket_id: RecordId, answer: Refused | Failed
) -> None:
    desk.online()
    message_id = desk.reply(ticket_id)
    desk.answer_push(answer)
    assert desk.client.replica.waiting().refused == 0
    for _ in range(4):
        desk.wait(61)
        desk.settle()
    assert ("message", message_id) in desk.server.rows
    assert desk.client.pending() == 0
    assert desk.line() is Line.ONLINE


def test_no_answer_means_offline_since_then_and_an_answer_online_again(desk: Desk, ticket_id: RecordId) -> None:
    desk.online()
    desk.reply(ticket_id)
    desk.answer_push(Failed("no route"))
    assert desk.line() is Line.OFFLINE
    assert desk.status.offline_since == desk.server.franchise.now
    desk.wait(61)
    desk.settle()
    assert desk.line() is Line.ONLINE
    assert desk.status.offline_since is None


def test_failures_are_retried_ever_more_seldom_but_at_least_once_a_minute(desk: Desk) -> None:
    desk.start()
    pauses = []
    for _ in range(12):
        desk.answer_pull(Failed("no route"))
        before = desk.now_s
        while not desk.pending(SendPull):
            desk.wait()
        pauses.append(desk.now_s - before)
    assert all(pause <= 61 for pause in pauses)
    assert pauses[0] <= 1.01
    assert sum(pauses[6:]) > sum(pauses[:6])


def test_the_servers_word_on_when_to_come_back_is_a_floor(desk: Desk) -> None:
    desk.start()
    desk.answer_pull(no(503, "unavailable", retry_after_s=40))
    desk.wait(39)
    assert not desk.pending(SendPull)
    desk.wait(23)
    assert desk.pending(SendPull)


def test_a_network_that_is_back_is_used_at_once(desk: Desk) -> None:
    desk.start()
    for _ in range(6):
        desk.answer_pull(Failed("no route"))
        desk.wait(61)
    desk.answer_pull(Failed("no route"))
    desk.hear(NetworkBack())
    desk.settle()
    assert desk.line() is Line.ONLINE


def test_a_mutation_the_server_stumbles_over_has_its_eight_tries_within_two_minutes(
    desk: Desk, ticket_id: RecordId
) -> None:
    desk.online()
    desk.reply(ticket_id)
    began_s = desk.now_s
    for _ in range(7):
        desk.answer_push(no(503, "unavailable"))
        while not desk.pending(SendPush):
            desk.wait()
            while desk.pending(SendPull):
                desk.answer_pull()
    assert desk.now_s - began_s < 80


def test_too_large_a_push_is_halved_until_it_fits(desk: Desk, ticket_id: RecordId) -> None:
    desk.online()
    for _ in range(8):
        desk.reply(ticket_id, kick=False)
    desk.hear(LocalMutation())
    assert len(desk.pending(SendPush)[0].request.mutations) == 8
    desk.answer_push(no(413, "too_large"))
    assert len(desk.pending(SendPush)[0].request.mutations) == 4
    desk.answer_push(no(413, "too_large"))
    assert len(desk.pending(SendPush)[0].request.mutations) == 2
    desk.settle()
    assert desk.client.pending() == 0


def test_a_reply_that_takes_nothing_is_not_asked_for_again_at_once(desk: Desk, ticket_id: RecordId) -> None:
    desk.online()
    desk.reply(ticket_id)
    sent = desk.take(SendPush)
    nothing = PushReply(
        epoch="e1", head=desk.server.seq, last_n=0, server_time="2026-11-22T12:00:00.000000Z", results=()
    )
    desk.hear(PushAnswered(sent.number, nothing))
    assert not desk.pending(SendPush)
    desk.wait(61)
    assert desk.pending(SendPush)


def test_a_client_that_was_set_back_takes_a_new_id_and_goes_on(desk: Desk, ticket_id: RecordId) -> None:
    desk.online()
    before = desk.client.replica.client()
    desk.reply(ticket_id)
    desk.answer_push(no(409, "client_rewound"))
    desk.wait(2)
    desk.settle()
    assert desk.client.replica.client() != before
    assert desk.client.pending() == 0


def test_a_server_that_lost_some_is_offered_it_again(desk: Desk, ticket_id: RecordId) -> None:
    desk.online()
    first = desk.reply(ticket_id)
    desk.settle()
    desk.server.clients.clear()
    second = desk.reply(ticket_id)
    desk.answer_push()
    desk.wait(2)
    desk.settle()
    assert {("message", first), ("message", second)} <= desk.server.rows.keys()
    assert desk.client.pending() == 0


def test_a_new_epoch_keeps_the_outbox_and_asks_for_everything(desk: Desk, ticket_id: RecordId) -> None:
    desk.online()
    desk.server.epoch = "e2"
    message_id = desk.reply(ticket_id)
    desk.answer_push()
    desk.wait(61)
    desk.settle()
    assert ("message", message_id) in desk.server.rows
    assert desk.client.replica.cursor().epoch == "e2"
    assert law.records(law.shown(desk.client.replica)) == desk.server.seen_by("ana")


def test_after_a_long_outage_a_new_epoch_is_not_waited_for_as_the_outage_was(desk: Desk) -> None:
    desk.online()
    desk.say(Poke(head=desk.server.seq + 1))
    for _ in range(8):
        desk.answer_pull(Failed("no route"))
        desk.wait(61)
    desk.server.epoch = "e2"
    desk.answer_pull()
    desk.wait(1)
    assert desk.take(SendPull).request.cursor == ""


def test_an_epoch_that_changes_for_ever_is_asked_for_less_and_less(desk: Desk) -> None:
    desk.online()
    desk.say(Poke(head=desk.server.seq + 1))
    requests = desk.requests
    for _ in range(600):
        if desk.pending(SendPull):
            desk.answer_pull(no(409, "epoch_changed", epoch="?"))
        desk.wait(1)
    assert desk.requests - requests < 40


def test_an_expired_token_is_refreshed_once_and_the_request_repeated(desk: Desk, ticket_id: RecordId) -> None:
    desk.online()
    desk.reply(ticket_id)
    desk.answer_push(no(401, "unauthorized"))
    assert desk.client.replica.waiting() == (1, 0, 0)
    assert not desk.pending(SendPush)
    assert desk.take(SendRefresh).request.refresh_token == "r-a1"
    desk.open.append(SendRefresh(desk.engine._tokens._in_flight or 0, None))  # type: ignore[arg-type]
    desk.answer_refresh(session("a2"))
    assert desk.pending(SendPush)[0].token == "a2"
    assert desk.client.replica.session() is not None
    desk.settle()
    assert desk.client.pending() == 0


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


def test_without_a_session_nothing_is_asked(server: ModelServer, tmp_path: Path) -> None:
    desk = Desk(server, tmp_path, signed_in=False)
    desk.start()
    assert desk.line() is Line.SIGN_IN
    assert not desk.ask()
    desk.client.close()


def test_an_outdated_client_says_so_and_still_sends_what_it_has(desk: Desk, ticket_id: RecordId) -> None:
    desk.online()
    desk.reply(ticket_id, kick=False)
    desk.say(Poke(head=desk.server.seq + 1))
    desk.answer_pull(no(426, "upgrade_required"))
    assert desk.line() is Line.UPGRADE
    desk.answer_push()
    assert desk.status.unsent == 0


def test_an_outdated_client_sends_nothing_to_a_server_whose_history_it_does_not_know(
    desk: Desk, ticket_id: RecordId
) -> None:
    desk.online()
    desk.client.replica.begin_new_epoch()
    desk.say(Poke(head=desk.server.seq + 1))
    desk.answer_pull(no(426, "upgrade_required"))
    desk.reply(ticket_id)
    assert not desk.pending(SendPush)
    assert desk.status.unsent == 1


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


def test_a_stream_held_back_by_something_in_between_is_replaced_by_asking(desk: Desk, ticket_id: RecordId) -> None:
    desk.start()
    while desk.pending(SendPull):
        desk.answer_pull()
    assert desk.pending(OpenStream)
    desk.wait(6)
    desk.settle()
    assert not desk.pending(OpenStream)
    desk.server.act("leo", "ticket.set_priority", ticket_id=ticket_id, priority="high")
    desk.wait(6)
    desk.settle()
    assert desk.client.replica.cursor().seq == desk.server.seq
    asked_until_s = desk.now_s + 3700
    while not desk.pending(OpenStream):
        assert desk.now_s < asked_until_s
        desk.wait(5)
        while desk.pending(SendPull):
            desk.answer_pull()


def test_a_server_that_says_goodbye_is_left_alone_as_long_as_it_asks(desk: Desk) -> None:
    desk.online()
    desk.say(Bye(after_ms=20_000))
    assert not desk.pending(OpenStream)
    desk.wait(19)
    assert not desk.pending(OpenStream)
    desk.wait(2)
    assert desk.pending(OpenStream)


def test_a_quiet_line_is_checked_every_five_minutes(desk: Desk) -> None:
    desk.online()
    before = desk.requests
    for _ in range(16):
        desk.wait(20)
        desk.say(Heartbeat(head=desk.server.seq, token_ttl_s=900))
        desk.settle()
    assert desk.requests - before == 1


def test_no_more_requests_than_pages(desk: Desk, ticket_id: RecordId) -> None:
    desk.server.rows_most = 5
    desk.online()
    before = desk.requests
    for _ in range(50):
        desk.server.act("leo", "ticket.reply", ticket_id=ticket_id, message_id=desk.server.franchise.id(), body="x")
    desk.say(Poke(head=desk.server.seq))
    desk.settle()
    assert desk.requests - before <= 103 // 5 + 3
    assert desk.client.replica.cursor().seq == desk.server.seq


def test_a_proxy_that_replays_old_answers_is_not_asked_for_ever(desk: Desk) -> None:
    desk.online()
    old = frames_of(desk.server.pull("ana", desk.client.replica.pull_request()))
    desk.say(Poke(head=desk.server.seq + 1))
    asked = 0
    began_s = desk.now_s
    desk.server.pull = lambda name, request: [*old[:-1], type(old[-1])(cursor=old[-1].cursor, more=True)]  # type: ignore[method-assign, union-attr, call-arg]
    while desk.now_s - began_s < 60:
        if desk.pending(SendPull):
            asked += 1
            desk.answer_pull()
        else:
            desk.wait()
    assert asked < 40


def test_a_full_disk_is_reported_and_survived(desk: Desk, ticket_id: RecordId) -> None:
    desk.online()
    for _ in range(30):
        desk.server.act(
            "leo", "ticket.reply", ticket_id=ticket_id, message_id=desk.server.franchise.id(), body="word " * 3000
        )
    cache = desk.client.replica.cache
    cache.execute(f"PRAGMA max_page_count = {cache.value('PRAGMA page_count') + 1}").fetchall()
    desk.say(Poke(head=desk.server.seq))
    desk.answer_pull()
    assert isinstance(desk.trouble(), DiskFull)
    cache.execute("PRAGMA max_page_count = 1000000").fetchall()
    desk.wait(30)
    desk.settle()
    assert desk.trouble() is None
    assert desk.client.replica.cursor().seq == desk.server.seq


def test_waking_at_odd_times_is_harmless(desk: Desk) -> None:
    desk.online()
    before = desk.requests
    for _ in range(20):
        desk.hear(Woke())
        desk.hear(LocalMutation())
    assert desk.requests == before
