"""What was tried is noted step by step, by whoever tried it, and stays."""

from __future__ import annotations

import pytest

from domain.errors import MutationRejected, RejectCode
from domain.ids import RecordId
from domain.records import Ticket, TicketEvent
from domain.words import Audience
from tests.support.franchise import Franchise, named


def noted(franchise: Franchise, ticket_id: RecordId) -> list[tuple[str, RecordId, bool | None]]:
    ticket = franchise.store.get(Ticket, ticket_id)
    assert ticket is not None
    return [(step.text, step.author_id, step.helped) for step in ticket.steps]


def test_requester_and_desk_note_what_they_tried_in_its_order() -> None:
    franchise = Franchise()
    ticket_id = franchise.file_ticket(steps=[{"text": " Restarted it ", "helped": False}])
    franchise.act("ana", "ticket.add_step", ticket_id=ticket_id, text="Sent a new profile")
    franchise.act("sam", "ticket.add_step", ticket_id=ticket_id, text="Another cable", helped=True)
    assert noted(franchise, ticket_id) == [
        ("Restarted it", named("sam"), False),
        ("Sent a new profile", named("ana"), None),
        ("Another cable", named("sam"), True),
    ]
    rows = [one for one in franchise.store.all(TicketEvent) if one.field == "step"]
    assert {(one.after, one.audience) for one in rows} == {
        ("Sent a new profile", Audience.PUBLIC),
        ("Another cable", Audience.PUBLIC),
    }


@pytest.mark.parametrize("text", ["  ", "x" * 501])
def test_an_empty_or_endless_step_is_refused(text: str) -> None:
    franchise = Franchise()
    ticket_id = franchise.file_ticket()
    with pytest.raises(MutationRejected) as refused:
        franchise.act("sam", "ticket.add_step", ticket_id=ticket_id, text=text)
    assert refused.value.code is RejectCode.INVALID
    assert noted(franchise, ticket_id) == []


def test_there_is_an_end_to_trying() -> None:
    franchise = Franchise()
    ticket_id = franchise.file_ticket(steps=[{"text": f"Step {place}"} for place in range(60)])
    with pytest.raises(MutationRejected) as refused:
        franchise.act("sam", "ticket.add_step", ticket_id=ticket_id, text="One more")
    assert refused.value.detail["most"] == 60


def test_whoever_may_not_answer_notes_nothing() -> None:
    franchise = Franchise()
    ticket_id = franchise.file_ticket()
    for who in ("liz", "sue"):
        with pytest.raises(MutationRejected):
            franchise.act(who, "ticket.add_step", ticket_id=ticket_id, text="Restarted it")
