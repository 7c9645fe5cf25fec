"""Pages: what comes, what goes, and what is kept aside."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest
from msgspec.structs import replace

from domain.access import team_scope
from domain.ids import RecordId
from domain.records import Grant, Message, Ticket, TicketDesk, UserCard, to_wire
from sync.errors import PageOutOfPlace
from sync.protocol.pull import Begin, End, Fill, Frame, Put
from tests.support.franchise import named
from tests.sync.replica import law
from tests.sync.replica.conftest import file_ticket
from tests.sync.replica.model import ModelClient, ModelServer, frames_of


def page(client: ModelClient, *frames: Frame) -> list[Frame]:
    """Return a page that follows the client's cursor."""
    epoch, seq = client.replica.cursor()
    begin = Begin(epoch=epoch, start=seq, head=seq + 1, last_n=0, server_time="2026-11-22T12:00:00.000000Z")
    return [begin, *frames, End(cursor=f"{epoch}.{seq + 1}", more=False)]


def test_the_same_page_twice_changes_nothing_the_second_time(ana: ModelClient) -> None:
    file_ticket(ana.server)
    frames = frames_of(ana.server.pull("ana", ana.replica.pull_request()))
    assert ana.replica.apply_page(frames).records
    before = law.shown(ana.replica)
    with pytest.raises(PageOutOfPlace):
        ana.replica.apply_page(frames)
    assert law.shown(ana.replica) == before


def test_a_piece_of_a_fill_twice_is_as_good_as_once(
    client_of: Callable[[str], ModelClient], server: ModelServer
) -> None:
    server.rows_most = 3
    leo = client_of("leo")
    leo.replica.begin_new_epoch()
    leo.pull()
    frames = frames_of(server.pull("leo", leo.replica.pull_request()))
    leo.replica.apply_page(frames)
    leo.replica.apply_page(frames)
    leo.catch_up()
    assert law.records(law.shown(leo.replica)) == server.seen_by("leo")


def test_nothing_of_a_lost_history_returns_to_somebody_who_may_see_nothing_any_more(
    ana: ModelClient, ticket_id: RecordId
) -> None:
    replica, store = ana.replica, ana.server.franchise.store
    args = {"ticket_id": ticket_id, "message_id": ana.server.franchise.id(), "body": "On my way."}
    replica.mutate("ticket.reply", args)
    replica.begin_new_epoch()
    card = store.get(UserCard, named("ana"))
    assert card is not None
    ana.server.save(replace(card, active=False))
    ana.catch_up()
    assert law.base(replica) == {}
    law.check(replica)


def test_a_page_cut_short_is_no_page(ana: ModelClient) -> None:
    frames = frames_of(ana.server.pull("ana", ana.replica.pull_request()))
    with pytest.raises(PageOutOfPlace):
        ana.replica.apply_page(frames[:-1])


def test_a_ticket_that_leaves_takes_its_messages_along_and_comes_back_with_them(
    ana: ModelClient, ticket_id: RecordId
) -> None:
    ana.server.act("leo", "ticket.set_team", ticket_id=ticket_id, team_id=named("technical"))
    ana.catch_up()
    assert ana.replica.cache.record(Ticket, ticket_id) is None
    assert not ana.replica.cache.all("SELECT id FROM message WHERE ticket_id = ?", (ticket_id,))
    ana.server.act("leo", "ticket.set_team", ticket_id=ticket_id, team_id=named("support"))
    ana.catch_up()
    assert law.records(law.shown(ana.replica)) == ana.server.seen_by("ana")
    assert ana.replica.cache.record(TicketDesk, ticket_id)


def test_what_is_written_offline_survives_that_its_ticket_is_gone(ana: ModelClient, ticket_id: RecordId) -> None:
    args = {"ticket_id": ticket_id, "message_id": ana.server.franchise.id(), "body": "Try again."}
    ana.replica.mutate("ticket.reply", args)
    ana.server.delete("ticket", ticket_id)
    ana.catch_up()
    [(name, code)] = ana.replica.cache.all("SELECT name, code FROM outbox WHERE state = 'refused'")
    assert (name, code) == ("ticket.reply", "gone")


def test_a_lost_team_takes_only_what_is_seen_through_nothing_else(ana: ModelClient, ticket_id: RecordId) -> None:
    followed = file_ticket(ana.server)
    ana.server.act("leo", "ticket.follow", ticket_id=followed, following=True, user_id=named("ana"))
    ana.catch_up()
    ana.server.delete("grant", named(f"grant/ana/{team_scope(named('support'))}"))
    ana.catch_up()
    assert ana.replica.cache.record(Ticket, ticket_id) is None
    assert ana.replica.cache.record(Ticket, followed)
    assert law.records(law.shown(ana.replica)) == ana.server.seen_by("ana")


def test_a_new_generation_of_a_grant_fetches_its_scope_again(ana: ModelClient, ticket_id: RecordId) -> None:
    # Lost without a word: the feed will not bring it again.
    with ana.replica.cache.transaction(durable=False):
        ana.replica.cache.execute("DELETE FROM message")
    grant = ana.server.franchise.store.get(Grant, named(f"grant/ana/{team_scope(named('support'))}"))
    assert grant is not None
    ana.server.save(replace(grant, generation=2))
    ana.catch_up()
    assert law.records(law.shown(ana.replica)) == ana.server.seen_by("ana")


def test_internal_notes_go_when_their_reader_leaves_the_desk(
    client_of: Callable[[str], ModelClient], server: ModelServer, ticket_id: RecordId
) -> None:
    ana = client_of("ana")
    note_id = server.franchise.id()
    server.act("leo", "ticket.follow", ticket_id=ticket_id, following=True, user_id=named("ana"))
    server.act("leo", "ticket.note", ticket_id=ticket_id, message_id=note_id, body="That till again.")
    ana.catch_up()
    assert ana.replica.cache.record(Message, note_id)
    card = server.franchise.store.get(UserCard, named("ana"))
    assert card is not None
    server.save(replace(card, role_id=named("role/store_staff")))
    server.delete("grant", named(f"grant/ana/{team_scope(named('support'))}"))
    ana.catch_up()
    assert ana.replica.cache.record(Message, note_id) is None
    assert law.records(law.shown(ana.replica)) == server.seen_by("ana")


def test_a_message_without_its_ticket_is_left_out(ana: ModelClient) -> None:
    message = next(r for r in ana.server.rows.values() if isinstance(r, Message))
    stray = replace(message, id=named("stray"), ticket_id=named("nowhere"))
    ana.replica.apply_page(page(ana, Put(e="message", id=stray.id, rev=50, d=to_wire(stray))))
    assert ana.replica.cache.record(Message, stray.id) is None


def test_an_older_state_never_replaces_a_newer_one(ana: ModelClient, ticket_id: RecordId) -> None:
    ticket = ana.server.rows["ticket", ticket_id]
    put = ana.server.put(ana.server.franchise.actor("ana"), ticket)
    old = replace(put, rev=0, d=put.d | {"subject": "Older"})
    ana.replica.apply_page(page(ana, old))
    assert ana.replica.cache.record(Ticket, ticket_id) == ticket


@pytest.mark.parametrize(
    ("kind", "further"),
    [("weather", {}), ("ticket", {"status": "frozen"})],
    ids=["an unknown kind", "an unknown word"],
)
def test_what_a_newer_server_sends_is_kept_until_it_is_understood(
    ana: ModelClient, ticket_id: RecordId, kind: str, further: dict[str, Any]
) -> None:
    put = ana.server.put(ana.server.franchise.actor("ana"), ana.server.rows["ticket", ticket_id])
    strange = replace(put, e=kind, id=named("x"), rev=60, d=put.d | {"id": named("x")} | further)
    seq = ana.replica.cursor().seq
    ana.replica.apply_page(page(ana, strange))
    assert ana.replica.cursor().seq == seq + 1
    assert ana.replica.cache.value("SELECT payload FROM unknown_record WHERE id = ?", (named("x"),))
    # The upgraded program knows the word: here the word is changed into one that it knows.
    cache = ana.replica.cache
    with cache.transaction(durable=False):
        cache.execute("UPDATE unknown_record SET kind = 'ticket', payload = replace(payload, 'frozen', 'open')")
        cache.set_meta(schema=0)
    ana.close()
    ana.open()
    assert ana.replica.cache.record(Ticket, named("x"))
    assert not ana.replica.cache.all("SELECT * FROM unknown_record")


def test_a_fill_that_begins_again_does_so_from_the_start(ana: ModelClient, ticket_id: RecordId) -> None:
    target = f"parent:ticket:{ticket_id}"
    frames: Sequence[Frame] = [Fill(target=target), Fill(target=target, position="half", done=False)]
    ana.replica.apply_page(page(ana, *frames))
    assert ana.replica.pull_request().fill is not None
    assert ana.replica.cache.all("SELECT target, position FROM fill") == [(target, "")]


def test_a_server_set_back_brings_its_state_and_gets_what_was_lost(ana: ModelClient, ticket_id: RecordId) -> None:
    message_id = ana.server.franchise.id()
    ana.replica.mutate("ticket.reply", {"ticket_id": ticket_id, "message_id": message_id, "body": "Solved?"})
    ana.push()
    server = ModelServer()
    server.franchise.entropy.seed(8)
    old = file_ticket(server)
    server.epoch = "e2"
    ana.server = server
    ana.catch_up()
    assert ana.replica.cache.record(Ticket, old)
    assert ana.replica.cache.record(Ticket, ticket_id) is None
    assert law.records(law.shown(ana.replica)) == server.seen_by("ana")
    assert ana.replica.waiting().refused == 1


def test_the_first_sync_of_an_empty_page_of_fills_comes_to_rest(server: ModelServer, ana: ModelClient) -> None:
    pulls = server.pulls
    ana.catch_up()
    assert server.pulls == pulls + 1


def test_the_full_text_follows_what_is_shown(ana: ModelClient, ticket_id: RecordId) -> None:
    def found(word: str) -> int:
        sql = "SELECT count(*) FROM message_text WHERE message_text MATCH ?"
        return int(ana.replica.cache.value(sql, (word,)))

    assert found("mas") == 1
    args = {"ticket_id": ticket_id, "message_id": ana.server.franchise.id(), "body": "Ahora también la impresora."}
    changes = ana.replica.mutate("ticket.reply", args)
    assert found("tambien") == 1
    ana.server.delete("ticket", ticket_id)
    ana.catch_up()
    assert (found("mas"), found("tambien")) == (0, 0)
    ana.replica.discard_rejected(changes.n or 0)
