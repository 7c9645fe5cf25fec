"""Searching on the server: the same answers on both databases, and only what the searcher may see."""

from dataclasses import dataclass

import pytest
from msgspec.structs import replace
from sqlalchemy import select, text

from domain.access import sees
from domain.errors import MutationRejected, RejectCode
from domain.records import Article, Message, Ticket, UserCard
from domain.words import ArticleStatus, Audience, Visibility
from server.db.database import Database
from server.errors import Refused
from server.search.documents import KINDS
from server.search.following import differing, follow, rebuild
from server.search.index import SearchIndex
from server.search.routes import Results, find
from server.search.tables import search_entry
from tests.support.world import PEOPLE, World, build_world

PUBLIC = {"visibility": Visibility.PUBLIC, "status": ArticleStatus.PUBLISHED}


@dataclass
class Library:
    """A world with a search index that follows it, and a few articles."""

    world: World
    index: SearchIndex

    def find(self, typed: str, who: str = "carla", kind: str = "article", limit: int = 20) -> Results:
        kinds = [kind] if kind else list(KINDS)
        return find(self.world.database, self.index, self.world.user(who), typed, kinds, limit)

    def titles(self, typed: str, who: str = "carla") -> list[str]:
        return [result.title for result in self.find(typed, who).results]

    def add(self, title: str, body: str, locale: str = "en", **fields: object) -> Article:
        article, revision = self.world.article(title, **{**PUBLIC, **fields})
        assert isinstance(article, Article)
        article = replace(article, title=title, body=body, locale=locale)
        self.world.put(article, revision)
        return article


@pytest.fixture
def library(database: Database) -> Library:
    index = follow(database)
    library = Library(build_world(database), index)
    library.add("Clean the receipt printer", "Open the lid, take the paper out. Never use alcohol on the print head.")
    library.add(
        "Card terminal declines", "The terminal shows a decline. Print the receipt of the decline and try again."
    )
    library.add("Limpiar la impresora", "Abra la tapa de la impresora. Las impresiones borrosas se corrigen.", "es")
    library.add("Devoluciones", "Un cliente devuelve un pan: registre la devolución en la caja.", "es")
    return library


def test_words_are_found_in_any_form_and_case(library: Library) -> None:
    assert library.titles("PRINTERS cleaning ") == ["Clean the receipt printer"]
    assert library.titles("devolucion ") == ["Devoluciones"]
    assert library.titles("devolución ") == ["Devoluciones"]
    assert library.titles("impresoras ") == ["Limpiar la impresora"]


def test_a_hit_in_the_title_comes_before_one_in_the_text(library: Library) -> None:
    assert library.titles("receipt ") == ["Clean the receipt printer", "Card terminal declines"]


def test_an_unfinished_word_is_found(library: Library) -> None:
    assert library.titles("impresor") == ["Limpiar la impresora"]
    assert library.titles("clean prin") == ["Clean the receipt printer"]


def test_all_words_are_wanted_and_any_word_is_better_than_nothing(library: Library) -> None:
    assert library.titles("decline printer ") == ["Card terminal declines", "Clean the receipt printer"]
    assert library.titles("decline receipt ") == ["Card terminal declines"]


def test_phrases_and_exclusions_hold(library: Library) -> None:
    assert library.titles('"print head"') == ["Clean the receipt printer"]
    assert library.titles('"head print"') == []
    assert library.titles("receipt -terminal ") == ["Clean the receipt printer"]


def test_a_slip_of_the_finger_is_put_right(library: Library) -> None:
    found = library.find("alcohlo ")
    assert [result.title for result in found.results] == ["Clean the receipt printer"]
    assert found.corrected.strip() == "alcohol"


ANYTHING = [
    *("", "   ", "the", '"', '""', "-", "*", "a OR b", "NEAR(a b)", "'; DROP TABLE x", "\\", "&|!()"),
    *("ñ" * 400, "a\0b", "title:x", "x:*", "<->"),
]


@pytest.mark.parametrize("typed", ANYTHING)
def test_whatever_is_typed_is_a_query(library: Library, typed: str) -> None:
    library.find(typed)


def test_the_excerpt_shows_where_the_words_are(library: Library) -> None:
    result = library.find("alcohol ").results[0]
    assert {result.excerpt[start:end] for start, end in result.marks} == {"alcohol"}


def test_a_change_is_found_at_once_and_what_it_replaced_no_more(library: Library) -> None:
    article = library.add("Ovens", "Preheat to 220 degrees.")
    assert library.titles("preheat ") == ["Ovens"]
    library.world.put(replace(article, body="Switch the convection on."))
    assert library.titles("convection ") == ["Ovens"]
    assert library.titles("preheat ") == []
    library.world.delete(article)
    assert library.titles("convection ") == []


def test_what_is_taken_back_is_not_found(library: Library) -> None:
    def write_and_fail() -> None:
        with library.world.database.write(library.world.space_id) as session:
            for record in library.world.article("Ghost", **PUBLIC):
                session.store.put(record)
            session.flush()
            raise MutationRejected(RejectCode.INVALID)

    with pytest.raises(MutationRejected):
        write_and_fail()
    assert library.titles("ghost ") == []
    assert differing(library.world.database, library.world.space_id) == {}


def test_an_archived_article_is_for_its_editors_only(library: Library) -> None:
    article = library.add("Old oven", "Light the coal.")
    library.world.put(replace(article, status=ArticleStatus.ARCHIVED))
    assert library.titles("coal ") == []
    assert library.titles("coal ", "tina") == ["Old oven"]


def test_tickets_are_found_by_subject_and_number(library: Library) -> None:
    ticket = library.world.get_ticket("till")
    assert library.find(f"{ticket.number} ", "simon", "ticket").results[0].id == ticket.id
    assert ticket.id in {result.id for result in library.find("ticket till ", "ana", "ticket").results}


def test_an_internal_note_is_found_by_the_desk_and_by_nobody_else(library: Library) -> None:
    ticket = library.world.get_ticket("till")
    note = library.world.message(ticket, Audience.INTERNAL, "Suspected fraud, call the bank")
    library.world.put(note)
    assert [r.id for r in library.find("fraud ", "ana", "message").results] == [note.id]
    assert library.find("fraud ", "ana", "message").results[0].ticket_id == ticket.id
    for who in ("simon", "olga", "carla", "bruno"):
        assert library.find("fraud ", who, "").results == ()


def test_a_ticket_that_moves_away_is_no_longer_found(library: Library) -> None:
    world = library.world
    ticket = world.get_ticket("boxes late")
    reply = world.message(ticket, body="The pallets are missing")
    world.put(reply)
    assert [r.id for r in library.find("pallets ", "bruno", "message").results] == [reply.id]
    world.put(replace(ticket, team_id=world.ids["tills"]))
    assert library.find("pallets ", "bruno", "").results == ()
    assert [r.id for r in library.find("pallets ", "lars", "message").results] == [reply.id]


@pytest.mark.parametrize("who", sorted(PEOPLE))
def test_nobody_finds_what_they_may_not_see_and_everybody_what_they_may(library: Library, who: str) -> None:
    world = library.world
    with world.database.read(world.space_id) as reader:
        actor = reader.actor(world.ids[who])
        assert actor is not None
        tickets = {ticket.id: ticket for ticket in reader.find(Ticket)}
        stuck = [m for m in reader.find(Message) if "stuck" in m.body or "vendor" in m.body]
        may = {m.id for m in stuck if sees(actor, m, tickets[m.ticket_id])}
        may |= {a.id for a in reader.find(Article) if "green" in a.body and sees(actor, a)}
    found = {r.id for typed in ("stuck ", "vendor ", "green ") for r in library.find(typed, who, "", limit=100).results}
    assert found == may


def test_somebody_inactive_finds_nothing(library: Library) -> None:
    world = library.world
    ana = world.get(UserCard, "ana")
    world.put(replace(ana, active=False))
    with pytest.raises(Refused, match="403"):
        library.find("receipt ", "ana")


def test_a_damaged_index_is_noticed_and_built_anew(library: Library) -> None:
    world, database = library.world, library.world.database
    assert differing(database, world.space_id) == {}
    before = library.titles("receipt ")
    with database.transaction() as connection:
        connection.execute(search_entry.delete().where(search_entry.c.kind == "article"))
    assert set(differing(database, world.space_id)) == {"article"}
    rebuild(database, library.index, world.space_id)
    assert differing(database, world.space_id) == {}
    assert library.titles("receipt ") == before


def test_another_space_is_never_searched(library: Library) -> None:
    other = Library(build_world(library.world.database), library.index)
    assert other.titles("receipt ") == []
    with library.world.database.snapshot() as connection:
        spaces = set(connection.scalars(select(search_entry.c.space_id)))
    assert {library.world.space_id, other.world.space_id} <= spaces


def test_without_trigrams_one_wrong_letter_is_still_forgiven(library: Library) -> None:
    database = library.world.database
    if database.engine.dialect.name != "postgresql":
        pytest.skip("SQLite has no trigrams")
    with database.transaction() as connection:
        connection.execute(text("DROP EXTENSION IF EXISTS pg_trgm CASCADE"))
    assert library.titles("alcohlo ") == ["Clean the receipt printer"]


def test_a_ticket_is_found_by_what_was_answered_as_long_as_it_stands_there(library: Library) -> None:
    world = library.world
    ids = {"ticket_id": world.new_id(), "message_id": world.new_id(), "space_id": world.space_id}
    about = {"store_id": world.ids["centro"], "topic_id": world.ids["card"], "answers": {"serial": ["XK4411"]}}
    simon = world.client("simon")
    simon.does("ticket.create", **ids, **about, title="It declines", body="Since ten.")
    assert [result.id for result in library.find("xk4411", "ana", "ticket").results] == [ids["ticket_id"]]
    simon.does("ticket.answer", ticket_id=ids["ticket_id"], answers={"serial": ["XK9000"]})
    assert library.find("xk4411", "ana", "ticket").results == ()
    assert [result.id for result in library.find("xk9000", "ana", "ticket").results] == [ids["ticket_id"]]
