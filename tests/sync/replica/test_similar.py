"""Solved tickets that read alike, and open ones about the same in the same store."""

from __future__ import annotations

from collections.abc import Callable

from domain.ids import RecordId
from sync.replica.reading import similar
from sync.replica.reading.reader import Reader
from tests.support.franchise import named
from tests.sync.replica.conftest import file_ticket
from tests.sync.replica.model import KEY, ModelClient, ModelServer


def solve(server: ModelServer, ticket_id: RecordId, answer: str = "Put the roll in the other way.") -> None:
    args = {"ticket_id": ticket_id, "message_id": server.franchise.id(), "body": answer}
    if answer:
        server.act("ana", "ticket.reply", **args)
    server.act("ana", "ticket.set_status", ticket_id=ticket_id, status="resolved")


def found(reader: Reader, typed: str, topic_id: str = "") -> list[str]:
    return [row.subject for row in similar.solved(reader, typed, "en", topic_id, 3, lambda: False)]


def test_a_solved_ticket_is_found_by_words_that_are_nearly_the_same(
    server: ModelServer, client_of: Callable[[str], ModelClient]
) -> None:
    printer = file_ticket(server, title="Receipt printer prints nothing", body="The receipts stay white.")
    solve(server, printer)
    freezer = file_ticket(server, title="Freezer is warm", body="Since this morning it thaws.")
    solve(server, freezer)
    file_ticket(server, title="Printer prints receipts twice", body="Open, so it helps nobody.")
    reader = Reader(client_of("ana").path, KEY)
    [row] = similar.solved(reader, "printers printing white receipts", "en", "", 3, lambda: False)
    assert (row.id, row.answer) == (printer, "Put the roll in the other way.")
    assert found(reader, "the freezers are warmer") == ["Freezer is warm"]
    assert found(reader, "the and of") == []
    assert similar.solved(reader, "printer receipts", "en", "", 3, lambda: True) == []
    reader.close()


def test_one_that_nobody_answered_or_that_was_closed_unheard_tells_nobody_anything(
    server: ModelServer, client_of: Callable[[str], ModelClient]
) -> None:
    unanswered = file_ticket(server, title="Scales show errors", body="Err 4.")
    solve(server, unanswered, "")
    spam = file_ticket(server, title="Scales show errors again", body="Err 4.")
    server.act("ana", "ticket.reply", ticket_id=spam, message_id=server.franchise.id(), body="No.")
    server.act("ana", "ticket.set_status", ticket_id=spam, status="closed", close_reason="spam")
    reader = Reader(client_of("ana").path, KEY)
    assert found(reader, "scales errors") == []
    reader.close()


def test_what_is_open_about_the_same_at_the_same_store_is_told_with_whether_one_follows_it(
    server: ModelServer, client_of: Callable[[str], ModelClient]
) -> None:
    theirs = file_ticket(server, "olga", title="Till 1 is frozen", topic_id=named("till"))
    file_ticket(server, title="Other things", topic_id=named("other"))
    elsewhere = {"store_id": named("rathmines"), "topic_id": named("till")}
    file_ticket(server, "sue", title="Till there", **elsewhere)
    sam = client_of("sam")
    reader = Reader(sam.path, KEY)

    def rows() -> list[tuple[str, bool]]:
        every = similar.reported(reader, named("triana"), named("till"), named("sam"), 3)
        return [(row.subject, row.follows) for row in every]

    assert rows() == [("Till 1 is frozen", False)]
    server.act("sam", "ticket.follow", ticket_id=theirs, following=True)
    sam.catch_up()
    assert rows() == [("Till 1 is frozen", True)]
    server.act("tim", "ticket.set_status", ticket_id=theirs, status="resolved")
    sam.catch_up()
    assert rows() == []
    reader.close()
