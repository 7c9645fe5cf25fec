"""The engine, fed with events: what it asks for, what it makes of the answers, and that it never falls asleep."""

from __future__ import annotations

from pathlib import Path

import pytest

from domain.ids import RecordId
from sync.engine.effects import OpenStream, SendPull, SendPush
from sync.engine.events import Failed, LocalMutation, NetworkBack, PushAnswered, Refused, Woke
from sync.engine.status import Line
from sync.errors import DiskFull
from sync.protocol.live import Heartbeat, Poke
from sync.protocol.push import PushReply
from tests.sync.engine.desk import Desk, no
from tests.sync.replica import law
from tests.sync.replica.conftest import file_ticket
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


def fail_everything(desk: Desk) -> None:
    """Answer whatever is asked as a line that is down does."""
    for kind, answer in ((SendPush, desk.answer_push), (SendPull, desk.answer_pull), (OpenStream, desk.end_stream)):
        if desk.pending(kind):
            answer(Failed("no route"))


@pytest.mark.parametrize("first", [SendPull, SendPush, OpenStream])
def test_once_one_lane_is_answered_again_no_other_waits_out_its_pause(
    desk: Desk, ticket_id: RecordId, first: type[SendPull | SendPush | OpenStream]
) -> None:
    desk.online()
    desk.wait(6)
    desk.reply(ticket_id)
    for _ in range(40):
        fail_everything(desk)
        desk.wait()
    while not desk.pending(first):
        fail_everything(desk)
        desk.wait()
    assert desk.line() is Line.OFFLINE

    {SendPull: desk.answer_pull, SendPush: desk.answer_push, OpenStream: desk.greet}[first]()

    assert desk.line() is Line.ONLINE
    desk.wait(0.0)
    waiting = {type(effect) for effect in desk.open} | {first}
    assert waiting >= {SendPull, SendPush, OpenStream}


def test_what_the_server_asked_of_one_lane_holds_when_another_is_answered(desk: Desk) -> None:
    desk.online()
    desk.wait(6)
    desk.end_stream()
    desk.wait(0.1)
    desk.end_stream(no(503, "unavailable", retry_after_s=40))
    desk.answer_pull(Failed("no route"))
    desk.wait(2)
    desk.answer_pull()
    assert desk.line() is Line.ONLINE
    desk.wait(37)
    assert not desk.pending(OpenStream)
    desk.wait(5)
    assert desk.pending(OpenStream)


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


def test_a_reply_that_takes_nothing_is_not_asked_for_again_at_once(desk: Desk, ticket_id: RecordId) -> None:
    desk.online()
    desk.reply(ticket_id)
    sent = desk.take(SendPush)
    nothing = PushReply(
        client=sent.request.client,
        epoch="e1",
        head=desk.server.seq,
        last_n=0,
        server_time="2026-11-22T12:00:00.000000Z",
        results=(),
    )
    desk.hear(PushAnswered(sent.number, nothing))
    assert not desk.pending(SendPush)
    desk.wait(61)
    assert desk.pending(SendPush)


def test_an_old_answer_about_another_client_confirms_nothing(desk: Desk, ticket_id: RecordId) -> None:
    desk.online()
    desk.reply(ticket_id)
    old = desk.server.push("ana", desk.pending(SendPush)[0].request)
    assert isinstance(old, PushReply)
    desk.answer_push(no(409, "client_rewound"))
    desk.wait(2)
    message_id = desk.reply(ticket_id)
    desk.hear(PushAnswered(desk.take(SendPush).number, old))
    assert desk.status.unsent == 2
    desk.wait(2)
    desk.settle()
    assert desk.client.pending() == 0
    assert ("message", message_id) in desk.server.rows


def test_a_client_that_was_set_back_takes_a_new_id_and_goes_on(desk: Desk, ticket_id: RecordId) -> None:
    desk.online()
    before = desk.client.replica.client()
    desk.reply(ticket_id)
    desk.answer_push(no(409, "client_rewound"))
    desk.wait(2)
    desk.settle()
    assert desk.client.replica.client() != before
    assert desk.client.pending() == 0


@pytest.mark.parametrize("writes", [True, False], ids=["by a push", "by a pull"])
def test_a_server_that_was_set_back_in_silence_is_found_out_and_offered_what_it_lost(
    desk: Desk, ticket_id: RecordId, *, writes: bool
) -> None:
    desk.online()
    backup = desk.server.backup()
    lost = desk.reply(ticket_id)
    desk.settle()
    assert desk.client.pending() == 0
    desk.server = desk.client.server = backup
    while desk.server.seq <= desk.client.replica.cursor().seq:
        file_ticket(desk.server)
    if writes:
        desk.reply(ticket_id)
        desk.answer_push()
    else:
        desk.say(Poke(head=desk.server.seq))
    desk.settle()
    desk.wait(2)
    desk.settle()
    assert ("message", lost) in desk.server.rows
    assert desk.client.pending() == 0
    assert law.records(law.shown(desk.client.replica)) == desk.server.seen_by("ana")


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
    desk.answer_pull()
    desk.wait(5)
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


def test_after_a_long_outage_a_comparison_is_not_waited_for_as_the_outage_was(
    desk: Desk, ticket_id: RecordId, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk.engine._around.noise, "uniform", lambda _least, most: most)
    desk.online()
    message_id = desk.reply(ticket_id)
    desk.say(Poke(head=desk.server.seq + 1))
    for _ in range(8):
        desk.answer_pull(Failed("no route"))
        desk.answer_push(Failed("no route"))
        desk.wait(61)
    desk.answer_push(no(409, "reconcile"))
    desk.answer_pull(no(409, "reconcile"))
    desk.wait(1)
    assert desk.pending(SendPull)[0].request.cursor == ""
    desk.settle()
    desk.wait(12)
    desk.settle()
    assert ("message", message_id) in desk.server.rows


def test_a_comparison_that_is_asked_for_for_ever_is_begun_less_and_less(desk: Desk) -> None:
    desk.online()
    desk.say(Poke(head=desk.server.seq + 1))
    requests = desk.requests
    for _ in range(600):
        if desk.pending(SendPull):
            desk.answer_pull(no(409, "reconcile"))
        desk.wait(1)
    assert desk.requests - requests < 40


def test_without_a_session_nothing_is_asked(server: ModelServer, tmp_path: Path) -> None:
    desk = Desk(server, tmp_path, signed_in=False)
    desk.start()
    assert desk.line() is Line.SIGN_IN
    assert not desk.ask()
    desk.client.close()


@pytest.mark.parametrize(
    ("behind", "line"), [("client", Line.UPGRADE), ("server", Line.SERVER_OLD), ("", Line.SERVER_OLD)]
)
def test_who_is_outdated_is_said_and_what_there_is_is_still_sent(
    desk: Desk, ticket_id: RecordId, behind: str, line: Line
) -> None:
    desk.online()
    desk.reply(ticket_id, kick=False)
    desk.say(Poke(head=desk.server.seq + 1))
    desk.answer_pull(no(426, "upgrade_required", behind=behind))
    assert desk.line() is line
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
