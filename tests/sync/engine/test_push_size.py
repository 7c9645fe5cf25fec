"""A request that is too large is cut until it fits; a change that never fits waits for its author."""

from __future__ import annotations

from domain.ids import RecordId
from domain.records import Message
from sync.engine.effects import SendPush
from sync.engine.events import LocalMutation
from tests.sync.engine.desk import Desk, no
from tests.sync.replica import law


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


def test_a_change_that_no_server_reads_waits_for_its_author_and_the_rest_goes_on(
    desk: Desk, ticket_id: RecordId
) -> None:
    desk.online()
    message_id = desk.server.franchise.id()
    args = {"ticket_id": ticket_id, "message_id": message_id, "body": "x" * 50_000}
    desk.client.replica.mutate("ticket.reply", args)
    behind = [desk.reply(ticket_id, kick=False) for _ in range(2)]
    desk.hear(LocalMutation())
    while len(desk.pending(SendPush)[0].request.mutations) > 1:
        desk.answer_push(no(413, "too_large", limit_bytes=40_000))
    desk.answer_push(no(413, "too_large", limit_bytes=40_000))
    desk.settle()
    [(code, kept)] = desk.client.replica.cache.all("SELECT code, args FROM outbox WHERE state = 'refused'")
    assert code == "too_large"
    assert "x" * 50_000 in kept
    assert {("message", message_id) for message_id in behind} <= desk.server.rows.keys()
    assert desk.client.replica.cache.record(Message, message_id) is None
    law.check(desk.client.replica)


def test_a_change_that_would_fit_is_not_given_up_for_one_word_of_a_proxy(desk: Desk, ticket_id: RecordId) -> None:
    desk.online()
    message_id = desk.reply(ticket_id)
    for _ in range(5):
        desk.answer_push(no(413, "too_large"))
        while not desk.pending(SendPush):
            desk.wait()
    desk.settle()
    assert ("message", message_id) in desk.server.rows
    assert desk.client.replica.waiting().refused == 0


def test_a_proxy_that_never_lets_a_change_through_does_not_hold_up_the_queue_for_ever(
    desk: Desk, ticket_id: RecordId
) -> None:
    desk.online()
    first, second = desk.reply(ticket_id, kick=False), desk.reply(ticket_id)
    for _ in range(12):
        while not desk.pending(SendPush):
            desk.wait()
        [sent] = desk.pending(SendPush)
        if sent.request.mutations[0].args["message_id"] != first:
            break
        desk.answer_push(no(413, "too_large"))
    desk.settle()
    assert desk.client.replica.waiting().refused == 1
    assert ("message", second) in desk.server.rows
