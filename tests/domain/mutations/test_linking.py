"""Links between tickets, and one solution for all incidents of a problem."""

from __future__ import annotations

from typing import Any

import pytest

from domain.errors import MutationRejected, RejectCode
from domain.ids import RecordId
from domain.records import Message, Ticket, TicketDesk, TicketEvent
from domain.words import Audience, Status
from tests.support.franchise import Franchise, named


def problem_of(franchise: Franchise) -> RecordId:
    ticket_id = franchise.file_ticket()
    franchise.act("ana", "ticket.set_type", ticket_id=ticket_id, type="problem")
    return ticket_id


def link(franchise: Franchise, ticket_id: RecordId, kind: str, to_id: RecordId | None, who: str = "ana") -> None:
    franchise.act(who, "ticket.link", ticket_id=ticket_id, kind=kind, to_id=to_id)


def refusal(franchise: Franchise, who: str, name: str, **args: Any) -> RejectCode:
    with pytest.raises(MutationRejected) as info:
        franchise.act(who, name, **args)
    return info.value.code


def status(franchise: Franchise, ticket_id: RecordId) -> Status:
    found = franchise.store.get(Ticket, ticket_id)
    assert found is not None
    return found.status


def answers(franchise: Franchise, *ticket_ids: RecordId) -> list[dict[str, str]]:
    return [{"ticket_id": one, "message_id": franchise.id(), "body": f"Solved for {one}"} for one in ticket_ids]


def test_both_tickets_say_in_their_history_that_they_belong_together_and_only_to_the_desk() -> None:
    franchise = Franchise()
    whole, part = franchise.file_ticket(), franchise.file_ticket()
    link(franchise, part, "parent", whole)
    found = franchise.store.get(TicketDesk, part)
    assert found is not None
    assert found.parent_id == whole
    link(franchise, part, "parent", None)
    events = [one for one in franchise.store.all(TicketEvent) if one.field in {"parent", "child"}]
    assert {(one.ticket_id, one.field, one.before, one.after) for one in events} == {
        (part, "parent", "", whole),
        (whole, "child", "", part),
        (part, "parent", whole, ""),
        (whole, "child", part, ""),
    }
    assert {one.audience for one in events} == {Audience.INTERNAL}


def test_a_ticket_cannot_hang_on_what_hangs_on_it() -> None:
    franchise = Franchise()
    top, middle, bottom = (franchise.file_ticket() for _ in range(3))
    link(franchise, bottom, "parent", middle)
    link(franchise, middle, "parent", top)
    for ticket_id, to_id in ((top, bottom), (top, top)):
        args = {"ticket_id": ticket_id, "kind": "parent", "to_id": to_id}
        assert refusal(franchise, "ana", "ticket.link", **args) is RejectCode.INVALID


def test_only_a_problem_has_incidents() -> None:
    franchise = Franchise()
    args = {"ticket_id": franchise.file_ticket(), "kind": "problem", "to_id": franchise.file_ticket()}
    assert refusal(franchise, "ana", "ticket.link", **args) is RejectCode.INVALID


def test_solving_a_problem_answers_and_solves_its_incidents_each_by_itself() -> None:
    franchise = Franchise()
    problem = problem_of(franchise)
    mine, hers = franchise.file_ticket(), franchise.file_ticket("sue", store_id=named("rathmines"))
    for incident in (mine, hers):
        link(franchise, incident, "problem", problem)
    franchise.act("ana", "ticket.solve_all", ticket_id=problem, answers=answers(franchise, mine, hers))
    assert {status(franchise, one) for one in (problem, mine, hers)} == {Status.RESOLVED}
    said = {one.ticket_id: one.body for one in franchise.store.all(Message) if one.author_id == named("ana")}
    assert said == {mine: f"Solved for {mine}", hers: f"Solved for {hers}"}
    steps = [one.after for one in franchise.store.all(TicketEvent) if one.ticket_id == mine and one.field == "status"]
    assert sorted(steps) == ["open", "resolved"]


def test_what_is_solved_another_problems_or_not_ones_own_is_left_alone() -> None:
    franchise = Franchise()
    problem, other = problem_of(franchise), problem_of(franchise)
    done, moved, technical, free = (franchise.file_ticket() for _ in range(4))
    for incident in (done, technical):
        link(franchise, incident, "problem", problem)
    link(franchise, moved, "problem", other)
    franchise.act("ana", "ticket.set_status", ticket_id=done, status="closed", close_reason="withdrawn")
    franchise.act("ana", "ticket.set_team", ticket_id=technical, team_id=named("technical"))
    franchise.act(
        "ana", "ticket.solve_all", ticket_id=problem, answers=answers(franchise, done, moved, technical, free)
    )
    assert status(franchise, problem) is Status.RESOLVED
    assert [status(franchise, one) for one in (done, moved, technical, free)] == [
        Status.CLOSED, Status.NEW, Status.NEW, Status.NEW,
    ]  # fmt: skip
    assert not [one for one in franchise.store.all(Message) if one.author_id == named("ana")]


def test_only_a_problem_is_solved_with_others_and_not_too_many_at_once() -> None:
    franchise = Franchise()
    question, problem = franchise.file_ticket(), problem_of(franchise)
    many = answers(franchise, *(franchise.id() for _ in range(51)))
    assert refusal(franchise, "ana", "ticket.solve_all", ticket_id=question, answers=[]) is RejectCode.INVALID
    assert refusal(franchise, "ana", "ticket.solve_all", ticket_id=problem, answers=many) is RejectCode.INVALID
