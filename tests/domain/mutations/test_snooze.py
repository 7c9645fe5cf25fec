"""Snoozing: a ticket is out of the way until a time comes or somebody on the other side speaks."""

from __future__ import annotations

from datetime import timedelta

import pytest

from domain.errors import MutationRejected, RejectCode
from domain.ids import RecordId
from domain.records import TicketDesk, TicketEvent, time_text
from tests.support.franchise import Franchise, named


def asleep(franchise: Franchise, ticket_id: RecordId) -> bool:
    desk = franchise.store.get(TicketDesk, ticket_id)
    assert desk is not None
    return desk.snoozed_at is not None


def snoozed(franchise: Franchise, **args: object) -> RecordId:
    """A ticket of support that Ana has snoozed."""
    ticket_id = franchise.file_ticket()
    franchise.act("ana", "ticket.set_assignee", ticket_id=ticket_id, assignee_id=named("ana"))
    franchise.act("ana", "ticket.snooze", ticket_id=ticket_id, **args)
    return ticket_id


def history(franchise: Franchise, ticket_id: RecordId) -> list[tuple[str, str, str]]:
    events = [one for one in franchise.store.all(TicketEvent) if one.ticket_id == ticket_id and one.field == "snooze"]
    return [(one.before, one.after, one.reason) for one in sorted(events, key=lambda one: one.at)]


def test_who_snoozed_it_until_when_and_why_is_kept() -> None:
    franchise = Franchise()
    until = franchise.now + timedelta(days=2)
    ticket_id = snoozed(franchise, until=until, reason=" The part comes on Monday ")
    desk = franchise.store.get(TicketDesk, ticket_id)
    assert desk is not None
    assert (desk.snoozed_by_id, desk.snoozed_until, desk.snooze_reason) == (
        named("ana"),
        until,
        "The part comes on Monday",
    )
    franchise.act("alex", "ticket.wake", ticket_id=ticket_id)
    assert not asleep(franchise, ticket_id)
    assert history(franchise, ticket_id) == [
        ("", time_text(until), "The part comes on Monday"),
        (time_text(until), "", ""),
    ]


@pytest.mark.parametrize(
    ("who", "name", "args", "wakes"),
    [
        ("sam", "ticket.reply", {"body": "It is worse"}, True),
        ("ana", "ticket.reply", {"body": "Any news?"}, False),
        ("alex", "ticket.note", {"body": "Called them"}, False),
        ("ana", "ticket.set_status", {"status": "resolved"}, True),
        ("sam", "ticket.set_status", {"status": "closed"}, True),
        ("ana", "ticket.set_status", {"status": "pending"}, False),
        ("ana", "ticket.set_team", {"team_id": named("technical")}, True),
        ("ana", "ticket.set_priority", {"priority": "high"}, False),
    ],
)
def test_what_wakes_it(who: str, name: str, args: dict[str, object], wakes: bool) -> None:
    franchise = Franchise()
    ticket_id = snoozed(franchise)
    message = {"message_id": franchise.id()} if "body" in args else {}
    franchise.act(who, name, ticket_id=ticket_id, **message, **args)
    assert asleep(franchise, ticket_id) is not wakes


def test_waking_what_is_awake_changes_nothing() -> None:
    franchise = Franchise()
    ticket_id = franchise.file_ticket()
    before = dict(franchise.store.rows)
    franchise.act("ana", "ticket.wake", ticket_id=ticket_id)
    assert franchise.store.rows == before


def test_what_is_solved_cannot_be_snoozed_and_nothing_for_years() -> None:
    franchise = Franchise()
    ticket_id = franchise.file_ticket()
    with pytest.raises(MutationRejected) as far:
        franchise.act("ana", "ticket.snooze", ticket_id=ticket_id, until=franchise.now + timedelta(days=400))
    franchise.act("ana", "ticket.set_status", ticket_id=ticket_id, status="resolved")
    with pytest.raises(MutationRejected) as late:
        franchise.act("ana", "ticket.snooze", ticket_id=ticket_id)
    assert (far.value.code, late.value.code) == (RejectCode.INVALID, RejectCode.ILLEGAL_TRANSITION)
