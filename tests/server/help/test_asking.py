"""Whoever cannot sign in gets a ticket and a link, and learns nothing of anybody."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from http import HTTPStatus

import pytest
from msgspec.structs import replace
from sqlalchemy import event, func, select

from domain.words import Channel, Origin, Status, TicketType
from server.errors import Refused
from server.mail.tables import Mail
from sync.protocol.push import Outcome
from tests.server.help.conftest import Window
from tests.server.replica import everything, first_synced, rightful
from tests.support.world import PEOPLE


def test_a_question_is_a_ticket_of_the_right_team(window: Window) -> None:
    link = window.ask()
    (ticket,) = window.tickets()
    assert (ticket.team_id, ticket.number is not None) == (window.world.ids["tills"], True)
    assert (ticket.channel, ticket.type, ticket.subject) == (Channel.HELP, TicketType.INCIDENT, "Simon cannot sign in")
    thread = window.desk.follow(link.token)
    assert (thread.number, thread.status) == (ticket.number, "new")
    assert [(said.body, said.mine) for said in thread.messages] == [("It does not take my password", True)]
    assert link.url == f"https://desk.example/help/{link.token}"
    assert (link.reach.phone, link.reach.email) == ("900 100 200", "desk@panes.example")


def test_what_somebody_claims_is_for_the_desk_alone_and_proves_nothing(window: Window) -> None:
    window.ask()
    (ticket,) = window.tickets()
    desk = window.desk_side(ticket)
    assert (desk.claimed_store, desk.claimed_account, desk.contact) == ("Centro", "simon", "600 000 000")
    assert desk.person_id == window.world.ids["simon"]
    assert ticket.requester_id != window.world.ids["simon"]
    assert ticket.store_id is None
    guest = window.card(ticket.requester_id)
    assert (guest.name, guest.store_ids, guest.team_ids) == ("Simon", (), ())


@pytest.mark.parametrize("account", ["simon", "SIMON ", "simon@stores.example", "nobody", "", "' OR 1=1 --", "%"])
def test_the_answer_is_the_same_whatever_is_typed(window: Window, account: str) -> None:
    known = window.ask()
    link = window.ask(account=account, name="Somebody", store="Nowhere")
    assert len(link.token) == len(known.token)
    assert (link.reach, link.expires_at) == (known.reach, link.expires_at)
    assert {len(window.desk.follow(one.token).messages) for one in (known, link)} == {1}
    meant = window.world.ids["simon"] if "simon" in account.lower() else None
    assert {window.desk_side(ticket).person_id for ticket in window.tickets()} == {window.world.ids["simon"], meant}


def test_the_same_statements_are_asked_for_every_account(window: Window) -> None:
    window.ask(account="warm up")

    def asked(account: str) -> list[str]:
        statements: list[str] = []

        def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
            statements.append(statement)

        engine = window.world.database.engine
        event.listen(engine, "before_cursor_execute", note)
        try:
            window.ask(account=account, name="Somebody")
        finally:
            event.remove(engine, "before_cursor_execute", note)
        return statements

    assert asked("simon") == asked("nobody at all")


def test_the_same_question_twice_is_one_ticket_and_the_same_link(window: Window) -> None:
    request = window.request()
    first, again = window.desk.ask(request, "10.0.0.1"), window.desk.ask(request, "10.0.0.2")
    assert first.token == again.token
    assert len(window.tickets()) == 1


def test_nobody_gets_at_a_ticket_by_its_id(window: Window) -> None:
    window.ask()
    (ticket,) = window.tickets()
    link = window.ask(id=ticket.id, name="Somebody else")
    assert len(window.tickets()) == 2
    assert [said.author for said in window.desk.follow(link.token).messages] == ["Somebody else"]


@pytest.mark.parametrize(
    ("given", "word"),
    [
        ({"name": " "}, "`name`"), ({"store": ""}, "`store`"), ({"body": "\n"}, "`body`"),
        ({"contact": ""}, "`contact`"),
        ({"name": "x" * 121}, "120"), ({"body": "x" * 10_001}, "10000"), ({"account": "x" * 201}, "200"),
        ({"id": "1"}, "`id`"),
    ],
)  # fmt: skip
def test_what_is_missing_is_named_and_nothing_is_filed(window: Window, given: dict[str, str], word: str) -> None:
    with pytest.raises(Refused, match=word) as refused:
        window.ask(**given)
    assert refused.value.status is HTTPStatus.BAD_REQUEST
    assert window.tickets() == []


def test_odd_characters_are_taken_as_they_are(window: Window) -> None:
    link = window.ask(name="Zoë\0 <b>Núñez</b>\n山田", body="\0 Añado «esto» \r\n🥐", locale="xx")
    (ticket,) = window.tickets()
    assert ticket.subject == "Zoë <b>Núñez</b> 山田 cannot sign in"
    assert "🥐" in window.desk.follow(link.token).messages[0].body


def test_too_many_questions_wait(window: Window) -> None:
    for _ in range(6):
        window.ask(account="nobody")
    with pytest.raises(Refused) as refused:
        window.ask(account="nobody")
    assert refused.value.status is HTTPStatus.TOO_MANY_REQUESTS
    assert refused.value.refusal.retry_after_s > 0
    assert window.ask("10.0.0.9", account="somebody else").token


def test_a_guest_is_told_by_no_mail_and_their_store_hears_nothing(window: Window) -> None:
    window.ask()
    with window.world.database.snapshot() as connection:
        assert connection.scalar(select(func.count()).select_from(Mail)) == 0


def test_replicas_hold_what_they_may_after_a_question_and_an_answer(window: Window) -> None:
    world = window.world
    shelves = {who: first_synced(world, who) for who in PEOPLE}
    link = window.ask()
    (ticket,) = window.tickets()
    answer = {"ticket_id": ticket.id, "message_id": world.new_id(), "body": "Which till is it?"}
    assert world.client("ana").does("ticket.reply", **answer).outcome is Outcome.OK
    window.add(link, "The left one")
    stored = everything(world)
    for who, shelf in shelves.items():
        shelf.sync()
        assert shelf.content() == rightful(world, who, stored), who
        assert (("ticket", ticket.id) in shelf.content()) is (who in {"lars", "ana", "tina", "ada"}), who


def test_no_client_files_such_a_ticket(window: Window) -> None:
    world = window.world
    guest = {"id": world.ids["ada"], "name": "Boss", "role_id": world.ids["admin"]}
    args = {"ticket_id": world.new_id(), "message_id": world.new_id(), "space_id": world.space_id, "guest": guest}
    for who in PEOPLE:
        result = world.client(who).does("ticket.ask_for_help", **args, title="x", body="x")
        assert (result.outcome, result.code) == (Outcome.REJECTED, "forbidden")


def test_a_link_is_over_after_its_time(window: Window) -> None:
    link = window.ask()
    window.later = timedelta(days=29)
    assert window.desk.follow(link.token).status == "new"
    window.later = timedelta(days=31)
    uses: tuple[Callable[[], object], ...] = (
        lambda: window.desk.follow(link.token), lambda: window.add(link, "Hello?"),
    )  # fmt: skip
    for use in uses:
        with pytest.raises(Refused) as refused:
            use()
        assert refused.value.status is HTTPStatus.NOT_FOUND


@pytest.mark.parametrize("token", ["", "x", "a.b.c", "../..", "é.é.é"])
def test_a_link_that_is_none_opens_nothing(window: Window, token: str) -> None:
    with pytest.raises(Refused) as refused:
        window.desk.follow(token)
    assert refused.value.status is HTTPStatus.NOT_FOUND


def test_notes_are_not_told(window: Window) -> None:
    link = window.ask()
    (ticket,) = window.tickets()
    note = {"ticket_id": ticket.id, "message_id": window.world.new_id(), "body": "Sounds odd, call back first"}
    assert window.world.client("ana").does("ticket.note", **note).outcome is Outcome.OK
    assert [said.body for said in window.desk.follow(link.token).messages] == ["It does not take my password"]


def test_a_word_that_is_added_is_one_message_and_opens_the_ticket_again(window: Window) -> None:
    link, word_id = window.ask(), window.world.new_id()
    (ticket,) = window.tickets()
    assert (
        window.world.client("ana").does("ticket.set_status", ticket_id=ticket.id, status="resolved").outcome
        is Outcome.OK
    )
    for _ in range(2):
        thread = window.add(link, "Still not", word_id)
    assert thread.status == "open"
    assert [said.body for said in thread.messages] == ["It does not take my password", "Still not"]
    (_, added) = window.said_in(ticket)
    assert (added.channel, added.author_id) == (Channel.HELP, ticket.requester_id)


@pytest.mark.parametrize("body", ["", " \n", "\0", "x" * 10_001])
def test_a_word_without_words_is_refused(window: Window, body: str) -> None:
    link = window.ask()
    with pytest.raises(Refused) as refused:
        window.add(link, body)
    assert refused.value.status is HTTPStatus.BAD_REQUEST


def test_what_was_merged_goes_on_elsewhere_and_shows_nothing_of_it(window: Window) -> None:
    link, world = window.ask(), window.world
    (ticket,) = window.tickets()
    world.put(replace(ticket, merged_into_id=world.ids["refund"], status=Status.CLOSED))
    thread = window.desk.follow(link.token)
    assert not thread.goes_on
    assert [said.body for said in thread.messages if said.mine] == ["It does not take my password"]
    with pytest.raises(Refused) as refused:
        window.add(link, "Hello?")
    assert refused.value.status is HTTPStatus.CONFLICT
    assert len([said for said in window.said_in(world.get_ticket("refund")) if said.body == "Hello?"]) == 0


def test_the_history_says_from_where_it_came(window: Window) -> None:
    link = window.ask()
    (ticket,) = window.tickets()
    window.world.client("ana").does("ticket.set_status", ticket_id=ticket.id, status="pending")
    window.add(link, "Here I am")
    events = [record for record, _ in everything(window.world).values() if record.KIND == "ticket_event"]
    vias = [one.via for one in events if getattr(one, "ticket_id", "") == ticket.id]  # type: ignore[attr-defined]
    assert Origin.HELP in vias
