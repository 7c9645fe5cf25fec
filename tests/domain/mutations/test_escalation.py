"""Escalating: up to the team above and to a third party, and down again with an answer."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from domain.errors import MutationRejected, RejectCode
from domain.ids import RecordId
from domain.records import Message, Ticket, TicketDesk, TicketEvent, UserCard
from domain.words import Audience, Status
from tests.support.franchise import Franchise, named

NOTE = "Profile sent twice, same answer. The log is attached above."


def ticket(franchise: Franchise, ticket_id: RecordId) -> Ticket:
    found = franchise.store.get(Ticket, ticket_id)
    assert found is not None
    return found


def desk(franchise: Franchise, ticket_id: RecordId) -> TicketDesk:
    found = franchise.store.get(TicketDesk, ticket_id)
    assert found is not None
    return found


def escalate(franchise: Franchise, who: str, ticket_id: RecordId, **args: Any) -> None:
    args = {"reason": "Needs the terminal's maker", "message_id": franchise.id(), "body": NOTE} | args
    franchise.act(who, "ticket.escalate", ticket_id=ticket_id, **args)


def hand_back(franchise: Franchise, who: str, ticket_id: RecordId, **args: Any) -> None:
    args = {"message_id": franchise.id(), "body": "Their profile server was behind."} | args
    franchise.act(who, "ticket.hand_back", ticket_id=ticket_id, **args)


def refusal(franchise: Franchise, who: str, name: str, **args: Any) -> RejectCode:
    before = dict(franchise.store.rows)
    with pytest.raises(MutationRejected) as info:
        franchise.act(who, name, **args)
    franchise.store.rows = before
    return info.value.code


def filed(franchise: Franchise) -> RecordId:
    ticket_id = franchise.file_ticket()
    franchise.act("ana", "ticket.set_assignee", ticket_id=ticket_id, assignee_id=named("ana"))
    return ticket_id


def history(franchise: Franchise, ticket_id: RecordId, field: str) -> list[tuple[str, str, str]]:
    events = [one for one in franchise.store.all(TicketEvent) if one.ticket_id == ticket_id and one.field == field]
    assert all(one.audience is Audience.INTERNAL for one in events)
    return [(one.before, one.after, one.reason) for one in events]


def test_it_goes_to_the_team_above_with_the_reason_and_a_note() -> None:
    franchise = Franchise()
    ticket_id = filed(franchise)
    escalate(franchise, "ana", ticket_id)
    after = ticket(franchise, ticket_id)
    assert (after.team_id, after.assignee_id) == (named("technical"), None)
    up = [(named("support"), named("technical"), "Needs the terminal's maker")]
    assert history(franchise, ticket_id, "escalated") == up
    notes = [one for one in franchise.store.all(Message) if one.audience is Audience.INTERNAL]
    assert [(one.body, one.author_id) for one in notes] == [(NOTE, named("ana"))]
    assert desk(franchise, ticket_id).note_count == 1


def test_whoever_sends_it_up_follows_it_and_so_does_whoever_worked_on_it() -> None:
    franchise = Franchise()
    ticket_id = filed(franchise)
    escalate(franchise, "leo", ticket_id)
    assert set(ticket(franchise, ticket_id).follower_ids) == {named("leo"), named("ana")}


def test_it_comes_back_to_whom_it_was_taken_from() -> None:
    franchise = Franchise()
    ticket_id = filed(franchise)
    escalate(franchise, "ana", ticket_id)
    franchise.act("tim", "ticket.set_assignee", ticket_id=ticket_id, assignee_id=named("tim"))
    hand_back(franchise, "tim", ticket_id)
    after = ticket(franchise, ticket_id)
    assert (after.team_id, after.assignee_id) == (named("support"), named("ana"))
    assert desk(franchise, ticket_id).escalations == ()
    assert history(franchise, ticket_id, "handed_back") == [(named("technical"), named("support"), "")]


def test_it_comes_back_to_the_team_alone_where_that_person_has_left() -> None:
    franchise = Franchise()
    ticket_id = filed(franchise)
    escalate(franchise, "ana", ticket_id)
    card = franchise.store.get(UserCard, named("ana"))
    assert card is not None
    gone = {"id": card.id, "name": card.name, "role_id": card.role_id, "active": False}
    franchise.act("ada", "structure.save", user_card=gone)
    hand_back(franchise, "tim", ticket_id)
    after = ticket(franchise, ticket_id)
    assert (after.team_id, after.assignee_id) == (named("support"), None)


def test_from_technical_support_it_goes_on_to_a_third_party_and_back_step_by_step() -> None:
    franchise = Franchise()
    ticket_id = filed(franchise)
    escalate(franchise, "ana", ticket_id)
    expected, follow_up = franchise.now + timedelta(days=3), franchise.now + timedelta(days=1)
    vendor = {"vendor": "Redwire", "vendor_reference": "RW-1", "vendor_expected_at": expected}
    escalate(franchise, "tim", ticket_id, **vendor, follow_up_at=follow_up)
    with_them, side = ticket(franchise, ticket_id), desk(franchise, ticket_id)
    assert (with_them.status, with_them.team_id) == (Status.ON_HOLD, named("technical"))
    assert with_them.assignee_id == named("tim")
    assert (side.vendor, side.vendor_expected_at, side.follow_up_at) == ("Redwire", expected, follow_up)
    assert (side.remind_at, side.remind_id) == (follow_up, named("tim"))
    assert history(franchise, ticket_id, "escalated")[-1][:2] == ("", "Redwire · RW-1")

    hand_back(franchise, "tim", ticket_id)
    back, side = ticket(franchise, ticket_id), desk(franchise, ticket_id)
    assert (back.status, back.team_id) == (Status.OPEN, named("technical"))
    assert (side.vendor, side.follow_up_at, side.remind_at) == ("", None, None)

    hand_back(franchise, "tim", ticket_id)
    assert ticket(franchise, ticket_id).team_id == named("support")


def test_without_a_team_above_a_reason_or_a_word_it_stays_where_it_is() -> None:
    franchise = Franchise()
    ticket_id = filed(franchise)
    args = {"ticket_id": ticket_id, "message_id": franchise.id(), "reason": "Why", "body": NOTE}
    assert refusal(franchise, "ana", "ticket.escalate", **args | {"reason": " "}) is RejectCode.INVALID
    assert refusal(franchise, "ana", "ticket.escalate", **args | {"body": " "}) is RejectCode.INVALID
    escalate(franchise, "ana", ticket_id)
    assert refusal(franchise, "tim", "ticket.escalate", **args) is RejectCode.INVALID
    assert refusal(franchise, "ana", "ticket.escalate", **args) is RejectCode.FORBIDDEN


def test_two_who_send_it_up_at_once_send_it_one_step() -> None:
    franchise = Franchise()
    ticket_id = filed(franchise)
    args = {"ticket_id": ticket_id, "message_id": franchise.id(), "reason": "Why", "body": NOTE}
    escalate(franchise, "ana", ticket_id, seen_place=named("support"))
    seen = {"seen_place": named("support")}
    assert refusal(franchise, "leo", "ticket.escalate", **args | seen) is RejectCode.ILLEGAL_TRANSITION


def test_nothing_comes_back_that_never_went_up_or_is_solved() -> None:
    franchise = Franchise()
    ticket_id = filed(franchise)
    args = {"ticket_id": ticket_id, "message_id": franchise.id(), "body": "Here"}
    assert refusal(franchise, "ana", "ticket.hand_back", **args) is RejectCode.ILLEGAL_TRANSITION
    escalate(franchise, "ana", ticket_id)
    franchise.act("tim", "ticket.set_status", ticket_id=ticket_id, status="resolved")
    assert refusal(franchise, "tim", "ticket.hand_back", **args) is RejectCode.ILLEGAL_TRANSITION


def test_a_ticket_that_is_given_to_another_team_by_hand_has_no_way_back() -> None:
    franchise = Franchise()
    ticket_id = filed(franchise)
    escalate(franchise, "ana", ticket_id)
    franchise.act("leo", "ticket.set_team", ticket_id=ticket_id, team_id=named("support"))
    assert desk(franchise, ticket_id).escalations == ()


def test_a_new_ticket_that_is_sent_up_has_been_looked_at() -> None:
    franchise = Franchise()
    ticket_id = franchise.file_ticket()
    escalate(franchise, "ana", ticket_id)
    assert ticket(franchise, ticket_id).status is Status.OPEN
