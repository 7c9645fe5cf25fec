"""What causes a mail, to whom, once; and what never does."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from domain.records import Ticket
from domain.words import Channel
from server.mail.sending import Outbox
from server.mail.tables import Mail
from sync.protocol.push import Outcome
from tests.server.mail.conftest import ADDRESSES
from tests.support.mailbox import Mailbox, texts
from tests.support.world import World


def new_ticket(world: World, **args: Any) -> dict[str, Any]:
    """Arguments of a ticket of Olga's."""
    return {
        "ticket_id": world.new_id(),
        "message_id": world.new_id(),
        "title": "El horno no calienta",
        "body": "Desde esta mañana.",
        "space_id": world.space_id,
        "store_id": world.ids["centro"],
    } | args


def does(world: World, who: str, name: str, ticket: str, **args: Any) -> None:
    """Somebody does something to a ticket of the world."""
    if name in {"ticket.reply", "ticket.note"}:
        args = {"message_id": world.new_id(), "body": "Look at **this**"} | args
    assert world.client(who).does(name, ticket_id=world.ids[ticket], **args).outcome is Outcome.OK


def waiting(world: World) -> list[str]:
    """The causes of all mails so far."""
    with world.database.snapshot() as connection:
        return sorted(connection.scalars(select(Mail.cause).where(Mail.space_id == world.space_id)))


def test_a_new_ticket_is_acknowledged_once_in_its_requesters_language(
    desk: World, outbox: Outbox, mailbox: Mailbox
) -> None:
    args = new_ticket(desk)
    assert desk.client("olga").does("ticket.create", **args).outcome is Outcome.OK
    ticket: Ticket = desk.get(Ticket, args["ticket_id"])
    assert outbox.send_all() == 1
    (letter,) = mailbox.letters
    assert mailbox.recipients == [ADDRESSES["olga"]]
    assert letter["Subject"] == f"[#{ticket.number}] El horno no calienta"
    plain, html = texts(letter)
    for text in (plain, html):
        assert f"#{ticket.number}" in text
        # Nine in London is ten in Madrid, a day later.
        assert "24 horas como mucho" in text
        assert f"martes, 3 de marzo de 2026, 10:{ticket.created_at:%M}" in text
        assert "Hola, Olga:" in text
    assert 'lang="es"' in html
    assert letter["Content-Language"] == "es"
    assert outbox.send_all() == 0


def test_one_that_the_desk_files_for_somebody_is_acknowledged_to_them(desk: World) -> None:
    args = new_ticket(desk, requester_id=desk.ids["simon"], priority="urgent")
    assert desk.client("ana").does("ticket.create", **args).outcome is Outcome.OK
    assert waiting(desk) == ["acknowledgement"]


def test_a_mutation_that_comes_again_causes_nothing_again(desk: World, outbox: Outbox, mailbox: Mailbox) -> None:
    client, other = desk.client("olga"), desk.client("olga")
    envelope = client.envelope("ticket.create", **new_ticket(desk))
    client.push(envelope)
    client.push(envelope)
    other.n = envelope.n
    other.push(envelope)
    outbox.send_all()
    assert len(mailbox.letters) == 1


def test_what_a_rule_refuses_causes_nothing(desk: World) -> None:
    args = new_ticket(desk, store_id=desk.ids["puerto"])
    assert desk.client("simon").does("ticket.create", **args).outcome is Outcome.REJECTED
    assert waiting(desk) == []


def test_an_answer_of_the_desk_is_sent_with_its_words_in_one_thread(
    desk: World, outbox: Outbox, mailbox: Mailbox
) -> None:
    does(desk, "ana", "ticket.reply", "taken")
    does(desk, "tina", "ticket.reply", "taken", body="```\nnever closed")
    assert outbox.send_all() == 2
    first, second = mailbox.letters
    plain, html = texts(first)
    assert "Ana has written in your ticket #4" in plain
    assert "Look at **this**" in plain
    assert "Look at <strong>this</strong>" in html
    assert "To answer, open #4" in texts(second)[1].partition("</pre>")[2]
    assert first["Message-ID"] != second["Message-ID"]
    assert first["References"] == first["In-Reply-To"] == second["References"]
    assert (first["Auto-Submitted"], first["From"]) == ("auto-generated", "Panes · ayuda <desk@panes.example>")


@pytest.mark.parametrize(
    ("who", "name", "ticket", "args"),
    [
        ("ana", "ticket.note", "taken", {"body": "They never restart it"}),
        ("simon", "ticket.reply", "taken", {}),
        ("ana", "ticket.reply", "refund", {}),
        ("ana", "ticket.set_priority", "taken", {"priority": "high"}),
        ("ana", "ticket.set_status", "taken", {"status": "pending"}),
        ("simon", "ticket.set_status", "taken", {"status": "closed"}),
        ("ana", "ticket.set_status", "taken", {"status": "closed", "close_reason": "spam"}),
    ],
    ids=["note", "own answer", "no address", "priority", "pending", "closed by its requester", "spam"],
)
def test_nothing_is_sent(desk: World, who: str, name: str, ticket: str, args: dict[str, Any]) -> None:
    does(desk, who, name, ticket, **args)
    assert waiting(desk) == []


def test_a_merged_ticket_is_closed_without_a_word(desk: World) -> None:
    does(desk, "ana", "ticket.merge", "taken", into_id=desk.ids["till"])
    assert waiting(desk) == []


def test_an_import_is_news_to_nobody(desk: World) -> None:
    ticket = desk.ticket("old", requester_id="olga", channel=Channel.IMPORT)
    desk.put(ticket, *desk.children(ticket))
    assert waiting(desk) == []


def test_a_solved_ticket_says_how_to_confirm_and_what_to_do_if_it_is_not(
    desk: World, outbox: Outbox, mailbox: Mailbox
) -> None:
    does(desk, "ana", "ticket.set_status", "taken", status="resolved")
    outbox.send_all()
    plain, html = texts(mailbox.letters[0])
    for words in ("is solved", "Ana has marked it so", "“Yes, it works”", "the ticket opens again"):
        assert words in plain
        assert words in html


def test_a_closed_ticket_says_how_to_go_on(desk: World, outbox: Outbox, mailbox: Mailbox) -> None:
    does(desk, "ana", "ticket.set_status", "taken", status="resolved")
    outbox.send_all()
    does(desk, "ana", "ticket.set_status", "taken", status="closed", close_reason="no_response")
    outbox.send_all()
    assert "is closed: nobody works on it any more" in texts(mailbox.letters[1])[0]


def test_what_is_no_longer_so_when_it_could_be_sent_is_not_sent(desk: World, outbox: Outbox, mailbox: Mailbox) -> None:
    does(desk, "ana", "ticket.set_status", "taken", status="resolved")
    does(desk, "simon", "ticket.reply", "taken", body="Still broken")
    outbox.send_all()
    assert mailbox.letters == []


def test_whoever_may_not_see_it_when_it_could_be_sent_gets_nothing(
    desk: World, outbox: Outbox, mailbox: Mailbox
) -> None:
    does(desk, "ana", "ticket.reply", "taken")
    card = {"id": desk.ids["simon"], "name": "Simon", "role_id": desk.ids["store_staff"], "active": False}
    assert desk.client("ada").does("structure.save", user_card=card).outcome is Outcome.OK
    assert outbox.send_all() == 1
    assert mailbox.letters == []


def test_a_requester_of_the_desk_gets_answers_but_no_notes(desk: World, outbox: Outbox, mailbox: Mailbox) -> None:
    args = new_ticket(desk, store_id=None, topic_id=desk.ids["card"])
    assert desk.client("ana").does("ticket.create", **args).outcome is Outcome.OK
    desk.ids["own"] = args["ticket_id"]
    does(desk, "tina", "ticket.note", "own", body="SECRET")
    does(desk, "tina", "ticket.reply", "own", body="Seen")
    outbox.send_all()
    assert [ADDRESSES["ana"]] * 2 == mailbox.recipients
    assert not any("SECRET" in str(texts(letter)) for letter in mailbox.letters)


def test_who_follows_without_working_at_the_desk_gets_a_copy_of_each_answer(
    desk: World, outbox: Outbox, mailbox: Mailbox
) -> None:
    for who in ("olga", "tina"):
        does(desk, "ana", "ticket.follow", "taken", following=True, user_id=desk.ids[who])
    does(desk, "ana", "ticket.reply", "taken")
    does(desk, "ana", "ticket.note", "taken")
    outbox.send_all()
    assert sorted(mailbox.recipients) == sorted([ADDRESSES["simon"], ADDRESSES["olga"]])
    (copy,) = [letter for letter in mailbox.letters if ADDRESSES["olga"] in str(letter["To"])]
    assert all("sigues la incidencia #" in text for text in texts(copy))
    does(desk, "ana", "ticket.follow", "taken", following=False, user_id=desk.ids["olga"])
    does(desk, "olga", "ticket.reply", "taken")
    assert waiting(desk).count("reply") == 3, "what Olga wrote is told to Simon alone"


def test_a_split_is_acknowledged_once_and_its_copies_are_no_news(desk: World, outbox: Outbox, mailbox: Mailbox) -> None:
    does(desk, "ana", "ticket.reply", "taken")
    outbox.send_all()
    before = len(mailbox.letters)
    taken = desk.get_ticket("taken")
    args = {"ticket_id": desk.new_id(), "from_id": taken.id, "title": "The printer"}
    chosen = {"message_ids": [taken.last_message_id]}
    assert desk.client("ana").does("ticket.split", **args, **chosen).outcome is Outcome.OK
    outbox.send_all()
    (letter,) = mailbox.letters[before:]
    assert mailbox.recipients[-1] == ADDRESSES["simon"]
    assert "The printer" in str(letter["Subject"])
