"""Pages: what comes, what goes, and what is kept aside."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from domain.access import SPACE, team_scope
from domain.errors import MutationRejected
from domain.ids import RecordId
from domain.records import Article, Grant, Message, Ticket, TicketDesk, Topic, UserCard, to_wire
from domain.words import Priority
from sync.errors import PageOutOfPlace
from sync.protocol.cursor import START
from sync.protocol.pull import Begin, End, Fill, Frame, Put, Scopes
from sync.replica import rebase
from sync.replica.columns import COLUMNS
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


def test_an_old_answer_that_goes_on_from_elsewhere_leaves_nothing_of_a_fill_out(
    client_of: Callable[[str], ModelClient], server: ModelServer
) -> None:
    server.rows_most = 3
    leo = client_of("leo")
    leo.replica.begin_new_epoch()
    leo.pull()
    old = {}
    while (question := leo.replica.pull_request().fill) is not None:
        frames = frames_of(server.pull("leo", leo.replica.pull_request()))
        leo.replica.apply_page(frames)
        # The last piece of each fill: what something in between has kept of it.
        old[question.target] = frames
    leo.replica.begin_new_epoch()
    leo.pull()
    for frames in old.values():
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


@pytest.mark.expects_log("ticket.reply could not be replayed", logger="mostrador.sync")
def test_a_bug_in_a_rule_keeps_no_page_out(
    ana: ModelClient, ticket_id: RecordId, monkeypatch: pytest.MonkeyPatch
) -> None:
    message_id = ana.server.franchise.id()
    ana.replica.mutate("ticket.reply", {"ticket_id": ticket_id, "message_id": message_id, "body": "On my way."})
    ana.server.act("sam", "ticket.reply", ticket_id=ticket_id, message_id=ana.server.franchise.id(), body="Still dark.")

    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(rebase, "attempt", broken)
    ana.pull()
    assert ana.replica.cursor().seq == ana.server.seq
    assert ana.replica.cache.record(Message, message_id) is None
    ana.catch_up()
    assert ana.pending() == 0
    assert ("message", message_id) in ana.server.rows


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


def test_what_is_not_understood_survives_that_all_is_fetched_anew(ana: ModelClient, ticket_id: RecordId) -> None:
    actor = ana.server.franchise.actor("ana")
    put = ana.server.put(actor, ana.server.rows["ticket", ticket_id])
    ana.replica.begin_new_epoch(0, "e2")
    epoch, seq = "e2", 70
    begin = Begin(epoch=epoch, start=seq, head=seq, last_n=0, server_time="2026-11-22T12:00:00.000000Z")
    end = End(cursor=f"{epoch}.{seq}", more=False)
    ana.replica.apply_page([begin, Scopes(scopes=dict(actor.scopes)), end])
    strange = replace(put, rev=60, d=put.d | {"status": "frozen"})
    ana.replica.apply_page([begin, strange, *(Fill(target=f"scope:{scope}", done=True) for scope in actor.scopes), end])
    cache = ana.replica.cache
    with cache.transaction(durable=False):
        cache.execute("UPDATE unknown_record SET payload = replace(payload, 'frozen', 'open')")
        cache.set_meta(schema=0)
    ana.close()
    ana.open()
    ticket = ana.replica.cache.record(Ticket, ticket_id)
    assert ticket is not None
    assert ticket.status == "open"


def test_what_an_update_understands_comes_below_what_is_pending(ana: ModelClient, ticket_id: RecordId) -> None:
    mine = ana.server.franchise.id()
    topic = Topic(id=named("topic/till"), key="till", names={"en": "Till"}, team_id=named("technical"))
    ticket = ana.server.put(ana.server.franchise.actor("ana"), ana.server.rows["ticket", ticket_id])
    ana.replica.apply_page(
        page(
            ana,
            Put(e="weather", id=topic.id, rev=60, s=(SPACE,), d=to_wire(topic)),
            replace(ticket, rev=61, d=ticket.d | {"subject": "Newer", "status": "frozen"}),
        )
    )
    ana.replica.mutate("ticket.set_priority", {"ticket_id": ticket_id, "priority": "urgent"})
    args = {"ticket_id": mine, "message_id": ana.server.franchise.id(), "title": "Till 2", "body": "Stuck."}
    ana.replica.mutate("ticket.create", args | {"space_id": named("space"), "topic_id": topic.id})
    cache = ana.replica.cache
    with cache.transaction(durable=False):
        cache.execute("UPDATE unknown_record SET kind = 'topic' WHERE kind = 'weather'")
        cache.execute("UPDATE unknown_record SET payload = replace(payload, 'frozen', 'open')")
        cache.set_meta(schema=0)
    ana.close()
    ana.open()
    law.check(ana.replica)
    changed, created = (ana.replica.cache.record(Ticket, one) for one in (ticket_id, mine))
    assert changed
    assert (changed.subject, changed.priority) == ("Newer", Priority.URGENT)
    assert created
    assert (created.topic_id, created.team_id) == (topic.id, topic.team_id)


def test_an_update_fetches_what_an_older_build_had_missed_of_a_kind_it_did_not_know(
    ana: ModelClient, ticket_id: RecordId, monkeypatch: pytest.MonkeyPatch
) -> None:
    replica, cache = ana.replica, ana.replica.cache
    with monkeypatch.context() as older:
        older.delitem(COLUMNS, Topic.KIND)
        # The topic comes in a part of the feed that is skipped, and nothing compares what is not known.
        topic = Topic(id=named("topic/new"), key="new", names={"en": "New"}, team_id=named("technical"))
        ana.server.save(topic)
        replica.begin_reconcile()
        ana.catch_up()
        with cache.transaction(durable=False):
            cache.set_meta(schema=0)
        ana.close()
    ana.open()
    ana.catch_up()
    assert law.records(law.shown(ana.replica)) == ana.server.seen_by("ana")
    assert ana.replica.cache.record(Topic, topic.id)


def test_a_first_page_that_does_not_say_what_the_user_sees_is_the_answer_to_another_question(
    ana: ModelClient, server: ModelServer, ticket_id: RecordId
) -> None:
    ana.catch_up()
    old = frames_of(server.pull("ana", ana.replica.pull_request()))
    ana.replica.begin_new_epoch()
    with pytest.raises(PageOutOfPlace):
        ana.replica.apply_page(old)
    assert ana.replica.cursor() == START
    ana.catch_up()
    assert law.records(law.shown(ana.replica)) == server.seen_by("ana")


def test_what_the_user_did_stays_in_sight_between_two_pages(
    client_of: Callable[[str], ModelClient], server: ModelServer, ticket_id: RecordId
) -> None:
    leo, other = client_of("leo"), file_ticket(server)
    leo.catch_up()
    leo.replica.mutate("ticket.set_priority", {"ticket_id": ticket_id, "priority": "urgent"})
    leo.push()
    # Its row of the feed moves on to this later change, with another transaction in between.
    server.act("ana", "ticket.set_type", ticket_id=other, type="incident")
    server.act("ana", "ticket.set_type", ticket_id=ticket_id, type="incident")
    server.rows_most = 1
    while leo.replica.cursor().seq < server.seq:
        leo.pull()
        ticket = leo.replica.cache.record(Ticket, ticket_id)
        assert ticket is not None
        assert ticket.priority == "urgent"
    assert leo.pending() == 0


def test_what_is_not_understood_goes_with_the_last_scope_it_was_seen_through(
    client_of: Callable[[str], ModelClient], ticket_id: RecordId
) -> None:
    leo = client_of("leo")
    put = leo.server.put(leo.server.franchise.actor("leo"), leo.server.rows["ticket", ticket_id])
    support, technical = team_scope(named("support")), team_scope(named("technical"))
    for name, scopes in (("one", (technical,)), ("both", (technical, support))):
        strange = replace(put, e="hologram", id=named(name), rev=60, s=scopes, d={"id": named(name)})
        leo.replica.apply_page(page(leo, strange))
    held = {scope: 1 for scope in leo.server.franchise.actor("leo").scopes if scope != technical}
    leo.replica.apply_page(page(leo, Scopes(scopes=held)))
    kept = leo.replica.cache.all("SELECT id, scopes FROM unknown_record")
    assert kept == [(named("both"), f'["{support}"]')]


def test_nobody_acts_before_their_role_has_come(server: ModelServer, ticket_id: RecordId, tmp_path: Path) -> None:
    server.act("ana", "ticket.follow", ticket_id=ticket_id, user_id=named("liz"), following=True)
    liz = ModelClient(server, "liz", tmp_path)
    reply = {"ticket_id": ticket_id, "body": "Try the other cable."}
    while liz.pull():
        # A light agent reads and takes notes; at no moment of the first sync may she do what she may not do after it.
        with pytest.raises(MutationRejected):
            liz.replica.mutate("ticket.reply", reply | {"message_id": server.franchise.id()})
    liz.replica.mutate("ticket.note", reply | {"message_id": server.franchise.id()})
    liz.close()


def test_a_new_role_that_has_not_come_yet_is_waited_for_by_what_is_pending_too(
    client_of: Callable[[str], ModelClient], server: ModelServer
) -> None:
    cora = client_of("cora")
    ids = {"ticket_id": server.franchise.id(), "message_id": server.franchise.id()}
    cora.replica.mutate("ticket.create", ids | {"title": "Till", "body": "Stuck.", "space_id": named("space")})
    card = server.franchise.store.get(UserCard, named("cora"))
    assert card is not None
    server.save(replace(card, role_id=named("role/store_staff")))
    # What came in between is not told but compared: the scopes are known before card and role are.
    cora.replica.begin_reconcile()
    cora.pull()
    law.check(cora.replica)
    cora.catch_up()
    law.check(cora.replica)
    assert cora.replica.cache.record(Ticket, ids["ticket_id"])


def test_news_of_an_article_that_no_fill_has_brought_yet_waits_for_that_fill(
    server: ModelServer, tmp_path: Path
) -> None:
    server.rows_most = 1
    article_id = server.franchise.id()
    text = {"locale": "en", "title": "Till", "body": "Wait.", "visibility": "internal"}
    server.act("leo", "article.create", article_id=article_id, slug="till", **text)
    article = server.franchise.store.get(Article, article_id)
    assert article is not None
    edit = {"article_id": article_id, "base_revision_id": article.revision_id, "title": "Till"}
    server.act("leo", "article.edit", **edit, body="Restart it.")
    leo = ModelClient(server, "leo", tmp_path)
    leo.pull()
    # A draft in conflict with the article changes nothing but its list of texts.
    server.act("leo", "article.edit", **edit, body="Wait, then restart it.")
    leo.catch_up()
    assert law.records(law.shown(leo.replica)) == server.seen_by("leo")
    leo.close()


def test_news_of_a_ticket_in_a_skipped_part_of_the_feed_wait_for_the_comparison(
    server: ModelServer, ana: ModelClient
) -> None:
    skipped = file_ticket(server)
    ana.replica.begin_reconcile()
    ana.pull()
    # A note changes nothing of the ticket, which is not held here.
    server.act("leo", "ticket.note", ticket_id=skipped, message_id=server.franchise.id(), body="Look at its cable.")
    ana.catch_up()
    assert law.records(law.shown(ana.replica)) == server.seen_by("ana")
    assert ana.replica.cache.record(Ticket, skipped)


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


@pytest.mark.parametrize("told", [1, 2])
def test_what_a_server_lost_is_offered_again_also_by_whoever_was_about_to_compare_all(
    ana: ModelClient, ticket_id: RecordId, told: int
) -> None:
    backup = ana.server.backup()
    message_id = ana.server.franchise.id()
    ana.replica.mutate("ticket.reply", {"ticket_id": ticket_id, "message_id": message_id, "body": "Solved?"})
    ana.push()
    for _ in range(told):
        ana.replica.begin_reconcile()
    ana.server = backup.restored()
    for title in ("No line", "No light"):
        file_ticket(ana.server, title=title)
    ana.catch_up()
    assert ("message", message_id) in ana.server.rows
    assert law.records(law.shown(ana.replica)) == ana.server.seen_by("ana")


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
