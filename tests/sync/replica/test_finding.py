"""Tickets are found by their words, also by those one slip of the finger away."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from domain.ids import RecordId
from sync.replica.reading import finding, tickets
from sync.replica.reading.reader import Reader
from tests.support.franchise import named
from tests.sync.replica.conftest import file_ticket
from tests.sync.replica.model import KEY, ModelClient, ModelServer


@pytest.fixture
def printer(server: ModelServer) -> RecordId:
    """A ticket about a printer, of which only a message speaks of its ribbon."""
    made = file_ticket(server, title="Impresora térmica sin papel", body="The Printer takes no rolls.")
    server.act("sam", "ticket.reply", ticket_id=made, message_id=server.franchise.id(), body="La cinta está bien.")
    return made


@pytest.fixture
def reader(printer: RecordId, client_of: Callable[[str], ModelClient]) -> Iterator[Reader]:
    """Ana's cache, with that ticket and another one."""
    opened = Reader(client_of("ana").path, KEY)
    yield opened
    opened.close()


def ids_of(reader: Reader, typed: str) -> set[str]:
    """Which tickets are found."""
    return {head.id for head in tickets.heads_at(reader, finding.ticket_rows(reader, typed))}


@pytest.mark.parametrize(
    "typed",
    [
        "impresora", "IMPRE", "termica papel",
        "inpresora", "impersora", "mpresora", "iimpresora", "ompresora", "mipresora", "inpre", "térmcia",
        "prniter rols", "cnita", "ompresora papel",
    ],
)  # fmt: skip
def test_a_ticket_is_found_in_spite_of_a_slip(reader: Reader, printer: RecordId, typed: str) -> None:
    assert ids_of(reader, typed) == {printer}
    assert [found.id for found in finding.tickets(reader, typed)] == [printer]


@pytest.mark.parametrize(
    "typed", ["imx", "zzzzzz", "inpresoro", "48213", '"inpresora termica"', "impresora zzzzz", "e-1x4"]
)
def test_what_is_further_away_or_no_word_is_not_guessed(reader: Reader, typed: str) -> None:
    assert ids_of(reader, typed) == set()


def test_a_word_that_occurs_stands_for_itself_alone(
    server: ModelServer, printer: RecordId, client_of: Callable[[str], ModelClient]
) -> None:
    cash = file_ticket(server, title="Cash drawer", body="It stays shut.")
    file_ticket(server, title="Card refused", body="Wash the hands.")
    reader = Reader(client_of("ana").path, KEY)
    assert ids_of(reader, "cash") == {cash}
    reader.close()


@pytest.mark.parametrize("endings", [3, 80])
def test_a_beginning_finds_all_words_that_have_it_be_they_few_or_many(
    server: ModelServer, client_of: Callable[[str], ModelClient], endings: int
) -> None:
    words = [f"mostrador{chr(97 + n // 26)}{chr(97 + n % 26)}" for n in range(endings)]
    one = file_ticket(server, title="Words", body=" ".join(words[: endings // 2]))
    other = file_ticket(server, title="More words", body=" ".join(words[endings // 2 :]))
    reader = Reader(client_of("ana").path, KEY)
    assert ids_of(reader, "mostra") == {one, other}
    assert ids_of(reader, words[0]) == {one}
    reader.close()


def test_looking_up_words_writes_nothing(reader: Reader) -> None:
    finding.ticket_rows(reader, "inpresora")
    assert reader.value("PRAGMA query_only") == 1
    assert reader.all("SELECT name FROM sqlite_master WHERE name LIKE '%vocabulary%'") == []


def test_a_ticket_is_found_by_what_was_answered_and_not_by_what_was_asked(
    client_of: Callable[[str], ModelClient], server: ModelServer
) -> None:
    made = file_ticket(server, topic_id=named("till"), answers={"which": ["front"], "serial": ["T-4411 XK"]})
    tim = client_of("tim")
    reader = Reader(tim.path, KEY)
    assert ids_of(reader, "4411") == {made}
    assert ids_of(reader, "serial") == set()
    server.act("sam", "ticket.answer", ticket_id=made, answers={"serial": ["T-9000"]})
    tim.catch_up()
    assert ids_of(reader, "4411") == set()
    assert ids_of(reader, "9000") == {made}
    server.act("sam", "ticket.answer", ticket_id=made, answers={"serial": []})
    tim.catch_up()
    assert ids_of(reader, "9000") == set()
    reader.close()
