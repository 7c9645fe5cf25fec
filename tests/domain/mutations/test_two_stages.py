"""A customer asks their store, and the store asks the desk: each side sees its own part."""

from __future__ import annotations

from typing import Any

import pytest

from domain.access import sees
from domain.errors import MutationRejected, RejectCode
from domain.ids import RecordId
from domain.records import Message, Ticket, TicketEvent, UserCard
from domain.words import Audience, Status
from tests.support.franchise import Franchise, named


def at_triana() -> Franchise:
    """Return the franchise with Cora as a customer of the first store."""
    franchise = Franchise()
    card = franchise.store.get(UserCard, named("cora"))
    assert card is not None
    customer = {"id": card.id, "name": card.name, "role_id": card.role_id, "store_ids": [named("triana")]}
    franchise.act("ada", "structure.save", user_card=customer)
    return franchise


def asked(franchise: Franchise) -> RecordId:
    return franchise.file_ticket("cora", title="My points are gone", body="I had forty.")


def ticket(franchise: Franchise, ticket_id: RecordId) -> Ticket:
    found = franchise.store.get(Ticket, ticket_id)
    assert found is not None
    return found


def pass_on(franchise: Franchise, from_id: RecordId, who: str = "olga", **args: Any) -> RecordId:
    new_id = franchise.id()
    given = {
        "ticket_id": new_id, "from_id": from_id, "message_id": franchise.id(), "space_id": named("space"),
        "title": "Points of a customer", "body": "Forty points do not show on the till.",
    }  # fmt: skip
    franchise.act(who, "ticket.pass_on", **given | args)
    return new_id


def refusal(franchise: Franchise, who: str, name: str, **args: Any) -> RejectCode:
    with pytest.raises(MutationRejected) as info:
        franchise.act(who, name, **args)
    return info.value.code


def who_sees(franchise: Franchise, ticket_id: RecordId) -> set[str]:
    everybody = ("olga", "sam", "sue", "cora", "ana", "tim", "leo", "ada")
    return {name for name in everybody if sees(franchise.actor(name), ticket(franchise, ticket_id))}


def test_a_customers_ticket_goes_to_their_store_and_not_to_the_desk() -> None:
    franchise = at_triana()
    ticket_id = asked(franchise)
    after = ticket(franchise, ticket_id)
    assert (after.at_store, after.team_id, after.store_id) == (True, None, named("triana"))
    assert who_sees(franchise, ticket_id) == {"cora", "olga", "sam"}


def test_a_customer_asks_no_other_store() -> None:
    franchise = at_triana()
    args = {"ticket_id": franchise.id(), "message_id": franchise.id(), "space_id": named("space"), "title": "Points"}
    foreign = args | {"body": "Gone", "store_id": named("rathmines")}
    assert refusal(franchise, "cora", "ticket.create", **foreign) is RejectCode.FORBIDDEN


def test_the_store_answers_and_solves_it() -> None:
    franchise = at_triana()
    ticket_id = asked(franchise)
    franchise.act("sam", "ticket.reply", ticket_id=ticket_id, message_id=franchise.id(), body="They are back.")
    after = ticket(franchise, ticket_id)
    assert (after.status, after.assignee_id) == (Status.OPEN, named("sam"))
    assert after.first_response_at is not None
    franchise.act("olga", "ticket.set_status", ticket_id=ticket_id, status="resolved")
    assert ticket(franchise, ticket_id).status is Status.RESOLVED
    franchise.act("cora", "ticket.set_status", ticket_id=ticket_id, status="open")
    assert ticket(franchise, ticket_id).reopened_count == 1


def test_the_store_passes_it_on_as_a_ticket_of_its_own() -> None:
    franchise = at_triana()
    customers = asked(franchise)
    desks = pass_on(franchise, customers)
    after = ticket(franchise, desks)
    assert (after.requester_id, after.for_id, after.team_id) == (named("olga"), customers, named("support"))
    assert after.at_store is False
    assert who_sees(franchise, desks) == {"olga", "sam", "ana", "leo", "ada"}
    assert who_sees(franchise, customers) == {"cora", "olga", "sam"}
    [event] = [one for one in franchise.store.all(TicketEvent) if one.field == "passed_on"]
    assert (event.ticket_id, event.after, event.audience) == (customers, "support", Audience.PUBLIC)


def test_what_the_desk_answers_reaches_the_customer_only_through_the_store() -> None:
    franchise = at_triana()
    customers = asked(franchise)
    desks = pass_on(franchise, customers)
    franchise.act("ana", "ticket.reply", ticket_id=desks, message_id=franchise.id(), body="Sync the till.")
    bodies = {one.body for one in franchise.store.all(Message) if one.ticket_id == customers}
    assert bodies == {"I had forty."}
    franchise.act("olga", "ticket.reply", ticket_id=customers, message_id=franchise.id(), body="Look again, please.")
    franchise.act("olga", "ticket.set_status", ticket_id=customers, status="resolved")
    assert ticket(franchise, customers).status is Status.RESOLVED


def test_only_the_store_passes_on_and_only_what_a_customer_asked_it() -> None:
    franchise = at_triana()
    customers, own = asked(franchise), franchise.file_ticket("sam")
    args = {"ticket_id": franchise.id(), "message_id": franchise.id(), "space_id": named("space")}
    text = {"title": "Points", "body": "Gone"}
    for who, from_id, code in (
        ("cora", customers, RejectCode.FORBIDDEN),
        ("sue", customers, RejectCode.GONE),
        ("ana", customers, RejectCode.GONE),
        ("olga", own, RejectCode.FORBIDDEN),
    ):
        assert refusal(franchise, who, "ticket.pass_on", **args, **text, from_id=from_id) is code


def test_what_is_solved_is_not_passed_on() -> None:
    franchise = at_triana()
    customers = asked(franchise)
    franchise.act("olga", "ticket.set_status", ticket_id=customers, status="resolved")
    with pytest.raises(MutationRejected) as info:
        pass_on(franchise, customers)
    assert info.value.code is RejectCode.ILLEGAL_TRANSITION


def test_a_customer_of_no_store_asks_the_desk_as_before() -> None:
    franchise = Franchise()
    ticket_id = franchise.file_ticket("cora", store_id=None)
    assert ticket(franchise, ticket_id).team_id == named("support")
