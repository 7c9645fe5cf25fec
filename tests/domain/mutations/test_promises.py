"""What the desk owes by a time: a word to the requester, asking a third party again, and being reminded of it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from domain.errors import MutationRejected, RejectCode
from domain.ids import RecordId
from domain.mutations import Context, mutation_named
from domain.records import Message, Ticket, TicketDesk, TicketEvent
from domain.words import Audience, Origin
from tests.support.franchise import Franchise, named

DAY = timedelta(days=1)
WORD = "We need the maker for this. You hear from us every other day."


def promise(franchise: Franchise, ticket_id: RecordId, **args: Any) -> None:
    args = {"message_id": franchise.id(), "body": WORD} | args
    franchise.act("ana", "ticket.promise", ticket_id=ticket_id, **args)


def both(franchise: Franchise, ticket_id: RecordId) -> tuple[Ticket, TicketDesk]:
    ticket, desk = franchise.store.get(Ticket, ticket_id), franchise.store.get(TicketDesk, ticket_id)
    assert ticket is not None
    assert desk is not None
    return ticket, desk


def remind(franchise: Franchise, ticket_id: RecordId, at: datetime) -> list[str]:
    """Let the reminder's time come; return of what somebody is reminded."""
    franchise.now = at
    known = mutation_named("ticket.remind_desk", 1)
    context = Context(
        actor=franchise.actor("ana"), now=at, written_at=at, mutation_id=franchise.id(), origin=Origin.TIMER
    )
    before = {one.id for one in franchise.store.all(TicketEvent)}
    known.run(franchise.store, context, known.decode({"ticket_id": ticket_id}))
    events = [one for one in franchise.store.all(TicketEvent) if one.id not in before]
    assert all(one.audience is Audience.INTERNAL for one in events)
    return sorted(one.after for one in events if one.field == "owed")


def test_the_requester_is_told_and_sees_by_when() -> None:
    franchise = Franchise()
    ticket_id = franchise.file_ticket()
    expected, update = franchise.now + 10 * DAY, franchise.now + 2 * DAY
    promise(franchise, ticket_id, expected_at=expected, next_update_at=update, update_every_h=48)
    ticket, desk = both(franchise, ticket_id)
    assert (ticket.expected_at, ticket.next_update_at, ticket.update_every_h) == (expected, update, 48)
    assert desk.remind_at == update
    said = [one.body for one in franchise.store.all(Message) if one.author_id == named("ana")]
    assert said == [WORD]
    fields = {one.field: one.audience for one in franchise.store.all(TicketEvent)}
    assert (fields["expected"], fields["next_update"]) == (Audience.PUBLIC, Audience.PUBLIC)


def test_an_answer_keeps_the_promise_and_the_next_one_runs() -> None:
    franchise = Franchise()
    ticket_id = franchise.file_ticket()
    promise(franchise, ticket_id, update_every_h=48)
    franchise.now += DAY
    franchise.act("ana", "ticket.reply", ticket_id=ticket_id, message_id=franchise.id(), body="Still with them.")
    ticket, desk = both(franchise, ticket_id)
    assert ticket.next_update_at == franchise.now + 2 * DAY
    assert desk.remind_at == ticket.next_update_at


def test_a_promise_of_one_word_is_kept_by_one_answer() -> None:
    franchise = Franchise()
    ticket_id = franchise.file_ticket()
    promise(franchise, ticket_id, next_update_at=franchise.now + DAY)
    franchise.act("ana", "ticket.reply", ticket_id=ticket_id, message_id=franchise.id(), body="Here it is.")
    ticket, desk = both(franchise, ticket_id)
    assert (ticket.next_update_at, desk.remind_at) == (None, None)


def test_what_the_requester_writes_keeps_no_promise() -> None:
    franchise = Franchise()
    ticket_id = franchise.file_ticket()
    due = franchise.now + DAY
    promise(franchise, ticket_id, next_update_at=due)
    franchise.act("sam", "ticket.reply", ticket_id=ticket_id, message_id=franchise.id(), body="And?")
    ticket, desk = both(franchise, ticket_id)
    assert (ticket.next_update_at, desk.remind_at) == (due, due)


def test_somebody_is_reminded_once_and_the_overdue_promise_stays_in_sight() -> None:
    franchise = Franchise()
    ticket_id = franchise.file_ticket()
    due = franchise.now + DAY
    promise(franchise, ticket_id, next_update_at=due)
    assert remind(franchise, ticket_id, due) == ["next_update"]
    assert remind(franchise, ticket_id, due + DAY) == []
    ticket, desk = both(franchise, ticket_id)
    assert (ticket.next_update_at, desk.remind_at) == (due, None)


def test_a_third_party_is_asked_again_and_the_word_to_the_requester_is_due_after_it() -> None:
    franchise = Franchise()
    ticket_id = franchise.file_ticket()
    update, follow_up = franchise.now + 3 * DAY, franchise.now + DAY
    promise(franchise, ticket_id, next_update_at=update)
    hold = {"status": "on_hold", "vendor": "Redwire", "follow_up_at": follow_up}
    franchise.act("ana", "ticket.set_status", ticket_id=ticket_id, **hold)
    assert both(franchise, ticket_id)[1].remind_at == follow_up
    assert remind(franchise, ticket_id, follow_up) == ["follow_up"]
    assert both(franchise, ticket_id)[1].remind_at == update
    assert remind(franchise, ticket_id, update) == ["next_update"]


def test_whoever_no_longer_waits_for_a_third_party_need_not_ask_it_again() -> None:
    franchise = Franchise()
    ticket_id = franchise.file_ticket()
    hold = {"status": "on_hold", "vendor": "Redwire", "follow_up_at": franchise.now + DAY}
    franchise.act("ana", "ticket.set_status", ticket_id=ticket_id, **hold)
    franchise.act("ana", "ticket.set_status", ticket_id=ticket_id, status="open")
    _, desk = both(franchise, ticket_id)
    assert (desk.follow_up_at, desk.remind_at) == (None, None)


@pytest.mark.parametrize("step", ["resolved", "withdrawn", "merged"])
def test_nothing_is_owed_for_what_is_done(step: str) -> None:
    franchise = Franchise()
    ticket_id, other = franchise.file_ticket(), franchise.file_ticket()
    promise(franchise, ticket_id, expected_at=franchise.now + DAY, update_every_h=24)
    match step:
        case "resolved":
            franchise.act("ana", "ticket.set_status", ticket_id=ticket_id, status="resolved")
        case "withdrawn":
            args = {"status": "closed", "close_reason": "withdrawn"}
            franchise.act("sam", "ticket.set_status", ticket_id=ticket_id, **args)
        case _:
            franchise.act("ana", "ticket.merge", ticket_id=ticket_id, into_id=other)
    ticket, desk = both(franchise, ticket_id)
    assert (ticket.expected_at, ticket.next_update_at, ticket.update_every_h) == (None, None, 0)
    assert desk.remind_at is None


def test_a_promise_goes_with_a_word_and_within_a_year() -> None:
    franchise = Franchise()
    ticket_id = franchise.file_ticket()
    for args in ({"body": " "}, {"expected_at": franchise.now + 500 * DAY}, {"update_every_h": 10_000}):
        with pytest.raises(MutationRejected) as info:
            promise(franchise, ticket_id, **{"next_update_at": franchise.now + DAY} | args)
        assert info.value.code is RejectCode.INVALID


def test_a_promise_can_be_taken_back_without_a_word() -> None:
    franchise = Franchise()
    ticket_id = franchise.file_ticket()
    promise(franchise, ticket_id, update_every_h=24)
    promise(franchise, ticket_id, body="")
    ticket, desk = both(franchise, ticket_id)
    assert (ticket.next_update_at, ticket.update_every_h, desk.remind_at) == (None, 0, None)


def test_a_reminder_brings_a_snoozed_ticket_back() -> None:
    franchise = Franchise()
    ticket_id = franchise.file_ticket()
    due = franchise.now + DAY
    promise(franchise, ticket_id, next_update_at=due)
    franchise.act("ana", "ticket.snooze", ticket_id=ticket_id)
    remind(franchise, ticket_id, due)
    assert both(franchise, ticket_id)[1].snoozed_at is None
