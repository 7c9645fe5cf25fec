"""Splitting a ticket: copies of the chosen messages begin another one, and nothing leaves the first."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from domain.errors import MutationRejected, RejectCode
from domain.ids import RecordId
from domain.records import Attachment, Message, Ticket, TicketDesk, TicketEvent
from domain.words import AttachmentState, Audience, Status
from tests.support.franchise import Franchise, named


class Told:
    """A ticket of Sam's about two things, with a note about the second."""

    def __init__(self) -> None:
        self.franchise = Franchise()
        self.ticket_id = self.franchise.file_ticket()
        self.second, self.answer, self.note = (self.franchise.id() for _ in range(3))
        self.say("sam", "ticket.reply", self.second, "And the printer cuts every receipt.")
        self.say("ana", "ticket.reply", self.answer, "One after the other.")
        self.say("ana", "ticket.note", self.note, "The printer is another story.")

    def say(self, who: str, name: str, message_id: RecordId, body: str) -> None:
        self.franchise.act(who, name, ticket_id=self.ticket_id, message_id=message_id, body=body)

    def split(self, *message_ids: RecordId, who: str = "ana", **args: Any) -> RecordId:
        new_id = self.franchise.id()
        given = {"ticket_id": new_id, "from_id": self.ticket_id, "title": "The printer", "message_ids": message_ids}
        self.franchise.act(who, "ticket.split", **given | args)
        return new_id

    def messages(self, ticket_id: RecordId) -> list[Message]:
        found = [one for one in self.franchise.store.all(Message) if one.ticket_id == ticket_id]
        return sorted(found, key=lambda one: one.created_at)

    def ticket(self, ticket_id: RecordId) -> Ticket:
        found = self.franchise.store.get(Ticket, ticket_id)
        assert found is not None
        return found


def test_the_new_ticket_begins_with_what_was_chosen_and_the_old_one_keeps_all() -> None:
    told = Told()
    before = told.messages(told.ticket_id)
    new_id = told.split(told.second, told.note)
    assert told.messages(told.ticket_id) == before
    copies = told.messages(new_id)
    assert [(one.body, one.author_id, one.audience, one.split_from_id) for one in copies] == [
        ("And the printer cuts every receipt.", named("sam"), Audience.PUBLIC, told.second),
        ("The printer is another story.", named("ana"), Audience.INTERNAL, told.note),
    ]
    ticket = told.ticket(new_id)
    assert (ticket.subject, ticket.requester_id, ticket.store_id) == ("The printer", named("sam"), named("triana"))
    assert (ticket.message_count, ticket.last_message_id) == (1, copies[0].id)
    desk = told.franchise.store.get(TicketDesk, new_id)
    assert desk is not None
    assert (desk.split_from_id, desk.note_count) == (told.ticket_id, 1)


def test_both_histories_say_so_and_whoever_asked_may_read_it() -> None:
    told = Told()
    new_id = told.split(told.second)
    events = [one for one in told.franchise.store.all(TicketEvent) if one.field in {"split", "split_off"}]
    assert sorted((one.ticket_id, one.field, one.after, one.audience) for one in events) == sorted(
        [(told.ticket_id, "split", new_id, Audience.PUBLIC), (new_id, "split_off", told.ticket_id, Audience.PUBLIC)]
    )


def test_it_is_whose_the_first_was_and_owes_what_was_owed() -> None:
    told = Told()
    told.say("sam", "ticket.reply", told.franchise.id(), "Hello?")
    owed = told.ticket(told.ticket_id).due_at
    assert owed is not None
    new_id = told.split(told.second)
    ticket = told.ticket(new_id)
    assert (ticket.assignee_id, ticket.status) == (named("ana"), Status.OPEN)
    assert ticket.due_at == owed


def test_files_that_have_arrived_go_along() -> None:
    told = Told()
    file = Attachment(
        id=told.franchise.id(), ticket_id=told.ticket_id, message_id=told.second, audience=Audience.PUBLIC,
        author_id=named("sam"), name="receipt.png", media_type="image/png", size_bytes=3, sha256="ab" * 32,
        state=AttachmentState.READY,
    )  # fmt: skip
    late = Attachment(
        id=told.franchise.id(), ticket_id=told.ticket_id, message_id=told.second, audience=Audience.PUBLIC,
        author_id=named("sam"), name="late.png", media_type="image/png", size_bytes=3, sha256="cd" * 32,
    )  # fmt: skip
    for one in (file, late):
        told.franchise.store.put(one)
    new_id = told.split(told.second, file_ids=(file.id, late.id))
    copies = [one for one in told.franchise.store.all(Attachment) if one.ticket_id == new_id]
    assert [(one.name, one.sha256, one.state) for one in copies] == [
        ("receipt.png", file.sha256, AttachmentState.READY)
    ]
    assert copies[0].message_id == told.messages(new_id)[0].id


def test_only_notes_nothing_or_what_is_anothers_makes_no_ticket() -> None:
    told = Told()
    other = told.franchise.file_ticket("sue", store_id=named("rathmines"))
    strange = told.messages(other)[0].id
    for chosen in ((), (told.note,), (told.second, strange)):
        with pytest.raises(MutationRejected) as info:
            told.split(*chosen)
        assert info.value.code is RejectCode.INVALID


def test_whoever_asked_splits_nothing() -> None:
    told = Told()
    with pytest.raises(MutationRejected) as info:
        told.split(told.second, who="sam")
    assert info.value.code is RejectCode.FORBIDDEN


def test_a_promise_of_the_first_is_none_of_the_second() -> None:
    told = Told()
    args = {"ticket_id": told.ticket_id, "message_id": told.franchise.id(), "body": "Later"}
    told.franchise.act("ana", "ticket.promise", **args, next_update_at=told.franchise.now + timedelta(days=1))
    ticket = told.ticket(told.split(told.second))
    assert (ticket.next_update_at, ticket.expected_at) == (None, None)
