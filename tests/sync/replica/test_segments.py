"""A first sync in segments: the same replica as page by page, whatever happens on the way."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import zstandard

from domain.access import store_scope, team_scope
from domain.ids import RecordId, Scope
from domain.records import Article, Ticket, View
from domain.words import ArticleStatus, Audience, Visibility
from sync.errors import PageOutOfPlace
from sync.protocol.errors import MalformedMessage
from sync.protocol.segments import Tier
from sync.replica import text_index
from sync.replica.columns import COLUMNS
from sync.replica.connection import open_reader
from sync.replica.segment_rows import read_segment
from tests.support.franchise import NOON, named
from tests.support.members import members
from tests.sync.replica import law
from tests.sync.replica.conftest import file_ticket
from tests.sync.replica.model import KEY, ModelClient, ModelServer, frames_of
from tests.sync.replica.segments import ModelSegments, packed, take_all

SUPPORT = team_scope(named("support"))


@pytest.fixture
def furnished(server: ModelServer, ticket_id: RecordId) -> ModelServer:
    """A server with tickets, notes, articles and views."""
    server.act("ana", "ticket.note", ticket_id=ticket_id, message_id=server.franchise.id(), body="That till again.")
    server.act("ana", "ticket.follow", ticket_id=ticket_id, following=True)
    for place in range(3):
        file_ticket(server, title=f"Impresora {place}")
    server.save(
        Article(
            id=named("article"), slug="s", locale="es", translation_key="k", title="T", body="B", tags=("x",),
            visibility=Visibility.FRANCHISE, status=ArticleStatus.PUBLISHED, created_at=NOON, updated_at=NOON,
        ),
        View(id=named("view"), names={"es": "Cajas"}, conditions={"topic_id": named("till")}, team_id=named("support"),
             audience=Audience.INTERNAL),
    )  # fmt: skip
    return server


@pytest.fixture
def fresh(furnished: ModelServer, tmp_path: Path) -> Iterator[ModelClient]:
    """Ana's replica, which has heard nothing yet."""
    client = ModelClient(furnished, "ana", tmp_path)
    yield client
    client.close()


def test_segments_bring_what_pages_bring(fresh: ModelClient) -> None:
    take_all(fresh, ModelSegments(fresh.server, "ana"))
    fresh.catch_up()
    paged = fresh.path.parent / "paged"
    paged.mkdir()
    other = ModelClient(fresh.server, "ana", paged)
    other.catch_up()
    assert law.records(law.shown(fresh.replica)) == fresh.server.seen_by("ana")
    assert set(members(fresh.replica.cache)) == set(members(other.replica.cache))
    for sql in ("SELECT * FROM fill", "SELECT * FROM unknown_record"):
        assert fresh.replica.cache.all(sql) == other.replica.cache.all(sql)
    for kind, record_id in fresh.server.seen_by("ana"):
        one, same = (client.replica.cache.all(COLUMNS[kind].select, (record_id,)) for client in (fresh, other))
        assert one == same
    other.close()


def test_what_changed_since_they_were_built_comes_with_the_feed(fresh: ModelClient, ticket_id: RecordId) -> None:
    server = fresh.server
    segments = ModelSegments(server, "ana")
    server.act("sam", "ticket.reply", ticket_id=ticket_id, message_id=server.franchise.id(), body="¿Y bien?")
    gone = next(t.id for t in server.rows.values() if isinstance(t, Ticket) and t.id != ticket_id)
    server.delete("ticket", gone)
    server.act("leo", "ticket.set_team", ticket_id=file_ticket(server), team_id=named("technical"))
    take_all(fresh, segments)
    fresh.catch_up()
    assert law.records(law.shown(fresh.replica)) == server.seen_by("ana")
    assert fresh.replica.cache.record(Ticket, gone) is None


def index_names(client: ModelClient) -> set[str]:
    """Return the names of the cache's indexes."""
    return {name for (name,) in client.replica.cache.all("SELECT name FROM sqlite_master WHERE type = 'index'")}


@pytest.mark.parametrize("ending", ["last", "abandoned", "new epoch"])
def test_the_indexes_are_all_there_again_however_it_ends(fresh: ModelClient, ending: str) -> None:
    before = index_names(fresh)
    segments = ModelSegments(fresh.server, "ana")
    fresh.replica.segments.begin(segments.listed)
    assert index_names(fresh) < before
    match ending:
        case "last":
            take_all(fresh, segments)
        case "abandoned":
            fresh.replica.segments.abandon()
        case _:
            fresh.replica.begin_new_epoch()
    assert index_names(fresh) == before


def test_a_change_of_the_users_own_is_stored_with_what_came_before_it(fresh: ModelClient) -> None:
    segments = ModelSegments(fresh.server, "ana", tier=Tier.OLDER)
    fresh.replica.segments.begin(segments.listed)
    names = fresh.replica.segments.names()
    fresh.replica.segments.apply(segments.read(names[0]))
    reader = open_reader(fresh.path, KEY)
    waiting = "SELECT count(*) FROM segment"
    assert reader.execute(waiting).fetchone() == (len(names),)
    fresh.replica.save_draft("new", "Hello")
    assert reader.execute(waiting).fetchone() == (len(names) - 1,)
    assert reader.execute("SELECT body FROM draft").fetchall() == [("Hello",)]
    fresh.replica.segments.apply(segments.read(names[1]))
    fresh.replica.segments.settle()
    assert reader.execute(waiting).fetchone() == (len(names) - 2,)
    reader.close()


def test_no_page_is_applied_before_the_last_segment(fresh: ModelClient) -> None:
    segments = ModelSegments(fresh.server, "ana")
    fresh.replica.segments.begin(segments.listed)
    with pytest.raises(PageOutOfPlace):
        fresh.replica.apply_page(frames_of(fresh.server.pull("ana", fresh.replica.pull_request())))


def test_a_segment_that_comes_twice_or_late_changes_nothing(fresh: ModelClient) -> None:
    segments = ModelSegments(fresh.server, "ana")
    take_all(fresh, segments)
    fresh.catch_up()
    name = segments.listed.parts[0].name
    fresh.server.delete("ticket", next(t.id for t in fresh.server.rows.values() if isinstance(t, Ticket)))
    fresh.catch_up()
    before = law.shown(fresh.replica)
    assert not fresh.replica.segments.apply(segments.read(name))
    assert not fresh.replica.segments.begin(segments.listed)
    assert law.shown(fresh.replica) == before


def test_what_the_server_no_longer_has_is_filled_page_by_page(fresh: ModelClient) -> None:
    segments = ModelSegments(fresh.server, "ana")
    fresh.replica.segments.begin(segments.listed)
    fresh.replica.segments.apply(segments.read(fresh.replica.segments.names()[0]))
    fresh.replica.segments.abandon()
    fresh.catch_up()
    assert law.records(law.shown(fresh.replica)) == fresh.server.seen_by("ana")


def test_a_new_epoch_forgets_segments_still_to_come(fresh: ModelClient) -> None:
    segments = ModelSegments(fresh.server, "ana")
    fresh.replica.segments.begin(segments.listed)
    fresh.server.epoch = "e2"
    fresh.replica.begin_new_epoch()
    assert not fresh.replica.segments.apply(segments.read(segments.listed.parts[0].name))
    fresh.catch_up()
    assert law.records(law.shown(fresh.replica)) == fresh.server.seen_by("ana")


def test_fields_and_words_of_a_newer_server_are_kept_aside(fresh: ModelClient, ticket_id: RecordId) -> None:
    segments = ModelSegments(fresh.server, "ana")
    [name] = [part.name for part in segments.listed.parts if part.scope == SUPPORT]
    segments.packed[name] = packed(fresh.server, SUPPORT, further={"mood": "calm"})
    take_all(fresh, segments)
    [(extra,)] = fresh.replica.cache.all("SELECT extra FROM ticket WHERE id = ?", (ticket_id,))
    assert extra == '{"mood":"calm"}'
    fresh.catch_up()
    assert law.records(law.shown(fresh.replica)) == fresh.server.seen_by("ana")


def test_a_word_this_build_does_not_know_keeps_only_its_own_record_aside(fresh: ModelClient) -> None:
    segments = ModelSegments(fresh.server, "ana")
    [name] = [part.name for part in segments.listed.parts if part.scope == SUPPORT]
    plain = zstandard.decompress(segments.packed[name])
    segments.packed[name] = zstandard.compress(plain.replace(b'"normal"', b'"frantic"', 1))
    take_all(fresh, segments)
    assert fresh.replica.cache.value("SELECT count(*) FROM unknown_record WHERE kind = 'ticket'") == 1
    assert fresh.replica.cache.value("SELECT count(*) FROM ticket") == 3


def test_search_finds_what_segments_brought_and_what_changed_before_it_was_indexed(
    fresh: ModelClient, ticket_id: RecordId
) -> None:
    def found(word: str) -> int:
        return int(fresh.replica.cache.value("SELECT count(*) FROM message_text WHERE message_text MATCH ?", (word,)))

    segments = ModelSegments(fresh.server, "ana")
    fresh.replica.segments.begin(segments.listed)
    for name in fresh.replica.segments.names():
        fresh.replica.segments.apply(segments.read(name))
    fresh.catch_up()
    args = {"ticket_id": ticket_id, "message_id": fresh.server.franchise.id(), "body": "Ahora también la impresora."}
    fresh.replica.mutate("ticket.reply", args)
    assert found("mas") == 0
    while fresh.replica.segments.index_more():
        pass
    assert (found("mas"), found("tambien")) == (4, 1)
    fresh.server.delete("ticket", ticket_id)
    fresh.catch_up()
    assert (found("mas"), found("tambien")) == (3, 0)
    fresh.replica.cache.execute("INSERT INTO message_text (message_text, rank) VALUES ('integrity-check', 1)")


def test_what_many_steps_made_searchable_becomes_one_piece(
    fresh: ModelClient, ticket_id: RecordId, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(text_index, "GROWN_LEAST", 0)
    monkeypatch.setattr(text_index, "STEP_ROWS", 1)
    cache = fresh.replica.cache

    def pieces() -> int:
        return int(cache.value("SELECT count(DISTINCT segid) FROM message_text_idx"))

    def settings() -> dict[str, int]:
        rows = cache.all("SELECT k, v FROM message_text_config UNION ALL SELECT k, v FROM ticket_text_config")
        return {str(name): int(value) for name, value in rows if name != "version"}

    segments = ModelSegments(fresh.server, "ana")
    fresh.replica.segments.begin(segments.listed)
    assert settings() == text_index.AS_THEY_COME
    take_all(fresh, segments)
    assert pieces() == 1
    assert settings() == text_index.AS_EVER
    assert cache.value("SELECT count(*) FROM message_text WHERE message_text MATCH 'mas'") == 4
    cache.execute("INSERT INTO message_text (message_text, rank) VALUES ('integrity-check', 1)")
    assert not fresh.replica.segments.unindexed()
    fresh.replica.segments.begin_text_anew()
    while fresh.replica.segments.index_more():
        pass
    assert pieces() == 1
    assert settings() == text_index.AS_EVER


def test_of_few_rows_the_pieces_become_one_as_ever(fresh: ModelClient) -> None:
    take_all(fresh, ModelSegments(fresh.server, "ana"))
    kept = dict(fresh.replica.cache.all("SELECT k, v FROM message_text_config"))
    assert kept.items() >= text_index.AS_EVER.items()


def test_a_damaged_segment_is_none() -> None:
    server = ModelServer()
    whole = packed(server, Scope("space"))
    damaged = whole[:100] + bytes([whole[100] ^ 1]) + whole[101:]
    for body in (whole[:-9], b"", b"<html>Sign in to the network</html>", damaged):
        with pytest.raises(MalformedMessage):
            read_segment("x", body)


def test_a_stores_people_are_told_nothing_internal(furnished: ModelServer, tmp_path: Path) -> None:
    client = ModelClient(furnished, "sam", tmp_path)
    segments = ModelSegments(furnished, "sam")
    assert store_scope(named("triana")) in segments.listed.whole
    take_all(client, segments)
    client.catch_up()
    assert law.records(law.shown(client.replica)) == furnished.seen_by("sam")
    client.close()
