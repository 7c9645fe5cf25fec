"""The checklist of a ticket: items with who and done, seen by the desk only, also from a macro."""

from __future__ import annotations

from typing import Any

import pytest

from domain.errors import MutationRejected, RejectCode
from domain.ids import RecordId
from domain.records import Task, Ticket, TicketDesk, TicketEvent
from domain.words import Audience
from tests.support.franchise import Franchise, named


def tasks(franchise: Franchise, ticket_id: RecordId) -> tuple[Task, ...]:
    desk = franchise.store.get(TicketDesk, ticket_id)
    assert desk is not None
    return desk.tasks


def add(franchise: Franchise, ticket_id: RecordId, *titles: str, **args: Any) -> None:
    franchise.act("ana", "ticket.add_tasks", ticket_id=ticket_id, titles=titles, **args)


def refusal(franchise: Franchise, who: str, name: str, **args: Any) -> RejectCode:
    with pytest.raises(MutationRejected) as info:
        franchise.act(who, name, **args)
    return info.value.code


def test_items_stand_in_their_order_and_say_who_did_them() -> None:
    franchise = Franchise()
    ticket_id = franchise.file_ticket()
    add(franchise, ticket_id, "Call the store", "Send  a new\nprofile")
    add(franchise, ticket_id, "Close the old order")
    first, second, third = tasks(franchise, ticket_id)
    assert [one.title for one in (first, second, third)] == [
        "Call the store", "Send a new profile", "Close the old order",
    ]  # fmt: skip
    franchise.act("leo", "ticket.set_task", ticket_id=ticket_id, task_id=second.id, done=True)
    assert [one.done_by_id for one in tasks(franchise, ticket_id)] == [None, named("leo"), None]
    franchise.act("leo", "ticket.set_task", ticket_id=ticket_id, task_id=second.id, done=False)
    assert tasks(franchise, ticket_id)[1].done_by_id is None


def test_only_the_desk_reads_of_them() -> None:
    franchise = Franchise()
    ticket_id = franchise.file_ticket()
    add(franchise, ticket_id, "Call the store")
    [task] = tasks(franchise, ticket_id)
    franchise.act("ana", "ticket.set_task", ticket_id=ticket_id, task_id=task.id, done=True)
    franchise.act("ana", "ticket.drop_task", ticket_id=ticket_id, task_id=task.id)
    events = [one for one in franchise.store.all(TicketEvent) if one.field.startswith("task")]
    assert {one.audience for one in events} == {Audience.INTERNAL}
    assert sorted((one.field, one.before, one.after) for one in events) == [
        ("task", "", "Call the store"),
        ("task", "Call the store", ""),
        ("task_done", "", "Call the store"),
    ]


def test_whoever_gets_an_item_follows_the_ticket() -> None:
    franchise = Franchise()
    ticket_id = franchise.file_ticket()
    add(franchise, ticket_id, "Look into the router", assignee_id=named("tim"))
    ticket = franchise.store.get(Ticket, ticket_id)
    assert ticket is not None
    assert named("tim") in ticket.follower_ids
    assert tasks(franchise, ticket_id)[0].assignee_id == named("tim")
    args = {"ticket_id": ticket_id, "titles": ["Call"], "assignee_id": named("sam")}
    assert refusal(franchise, "ana", "ticket.add_tasks", **args) is RejectCode.INVALID


def test_two_who_change_one_item_do_not_undo_each_other() -> None:
    franchise = Franchise()
    ticket_id = franchise.file_ticket()
    add(franchise, ticket_id, "Call the store")
    [task] = tasks(franchise, ticket_id)
    franchise.act("ana", "ticket.set_task", ticket_id=ticket_id, task_id=task.id, title="Call the owner")
    franchise.act("leo", "ticket.set_task", ticket_id=ticket_id, task_id=task.id, done=True)
    [after] = tasks(franchise, ticket_id)
    assert (after.title, after.done_by_id) == ("Call the owner", named("leo"))


def test_an_item_that_is_gone_cannot_be_ticked_and_may_be_dropped_twice() -> None:
    franchise = Franchise()
    ticket_id = franchise.file_ticket()
    add(franchise, ticket_id, "Call the store")
    [task] = tasks(franchise, ticket_id)
    for _ in range(2):
        franchise.act("ana", "ticket.drop_task", ticket_id=ticket_id, task_id=task.id)
    args = {"ticket_id": ticket_id, "task_id": task.id, "done": True}
    assert refusal(franchise, "ana", "ticket.set_task", **args) is RejectCode.GONE


def test_an_empty_item_or_too_many_are_refused() -> None:
    franchise = Franchise()
    ticket_id = franchise.file_ticket()
    for titles in ([], [" "], ["x"] * 61):
        args = {"ticket_id": ticket_id, "titles": titles}
        assert refusal(franchise, "ana", "ticket.add_tasks", **args) is RejectCode.INVALID


def test_a_macro_puts_a_checklist_on_the_ticket() -> None:
    franchise = Franchise()
    ticket_id, macro_id = franchise.file_ticket(), franchise.id()
    steps = [{"name": "ticket.add_tasks", "args": {"titles": ["Check the cable", "Check the roll"]}}]
    franchise.act("leo", "macro.create", macro_id=macro_id, titles={"en": "Printer"}, steps=steps, shared=True)
    franchise.act("ana", "ticket.run_macro", ticket_id=ticket_id, macro_id=macro_id, steps=steps)
    assert [one.title for one in tasks(franchise, ticket_id)] == ["Check the cable", "Check the roll"]
