"""Macros: kept as patterns, run as shown, all of it or nothing, by the rules that hold for doing it by hand."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from domain.errors import MutationRejected, RejectCode
from domain.ids import RecordId
from domain.macros import filled_in
from domain.mutations.macros import RunMacro
from domain.records import Macro, MacroStep, Message, Ticket, TicketDesk, TicketEvent, time_text
from domain.words import Audience, Origin, Priority, Status
from tests.support.franchise import NOON, Franchise, named

PATTERN: list[dict[str, Any]] = [
    {"name": "ticket.set_assignee", "args": {"assignee_id": "me"}},
    {"name": "ticket.reply", "args": {"texts": {"en": "Hi {{requester.name}}", "es": "Hola, {{requester.name}}"}}},
    {"name": "ticket.set_status", "args": {"status": "pending"}},
    {"name": "ticket.snooze", "args": {"hours": 2}},
]


def keep(franchise: Franchise, who: str = "ana", **args: Any) -> RecordId:
    """Keep a macro as that person and return its id."""
    macro_id = franchise.id()
    given = {"titles": {"en": "Ask and wait"}, "steps": PATTERN} | args
    franchise.act(who, "macro.create", macro_id=macro_id, **given)
    return macro_id


def steps_of(franchise: Franchise, macro_id: RecordId, who: str = "ana", **values: str) -> list[dict[str, Any]]:
    """Its steps, filled in for a ticket of Sam's."""
    macro = franchise.store.get(Macro, macro_id)
    assert macro is not None
    filled = filled_in(
        macro.steps, agent_id=named(who), now=franchise.now, locale="es",
        values={"requester.name": "Sam"} | values, new_id=franchise.id,
    )  # fmt: skip
    return [{"name": step.name, "args": step.args} for step in filled.steps]


def rejected(franchise: Franchise, who: str, name: str, **args: Any) -> MutationRejected:
    with pytest.raises(MutationRejected) as info:
        franchise.act(who, name, **args)
    return info.value


def test_a_pattern_is_filled_in_for_one_ticket() -> None:
    steps, gaps = filled_in(
        [MacroStep(name=one["name"], args=one["args"]) for one in PATTERN],
        agent_id=named("ana"), now=NOON, locale="es", values={}, new_id=lambda: named("m"),
    )  # fmt: skip
    assert [step.args for step in steps] == [
        {"assignee_id": named("ana")},
        {"message_id": named("m"), "body": "Hola, {{requester.name}}"},
        {"status": "pending"},
        {"until": time_text(NOON + timedelta(hours=2))},
    ]
    assert [gap.name for gap in gaps] == ["requester.name"]


def test_all_its_steps_are_done_and_the_history_names_it_to_the_desk_alone() -> None:
    franchise = Franchise()
    macro_id, ticket_id = keep(franchise), franchise.file_ticket()
    franchise.act(
        "ana", "ticket.run_macro", ticket_id=ticket_id, macro_id=macro_id, steps=steps_of(franchise, macro_id)
    )
    ticket = franchise.store.get(Ticket, ticket_id)
    desk = franchise.store.get(TicketDesk, ticket_id)
    assert ticket is not None
    assert desk is not None
    assert (ticket.assignee_id, ticket.status, desk.snoozed_at) == (named("ana"), Status.PENDING, franchise.now)
    assert [one.body for one in franchise.store.all(Message) if one.author_id == named("ana")] == ["Hola, Sam"]
    events = [one for one in franchise.store.all(TicketEvent) if one.ticket_id == ticket_id]
    assert {(one.via, one.audience, one.reason) for one in events} == {
        (Origin.MACRO, Audience.PUBLIC, ""), (Origin.MACRO, Audience.INTERNAL, "Ask and wait")
    }  # fmt: skip
    assert len({one.id for one in events}) == len(events) >= 3


def test_a_step_that_a_rule_refuses_is_named() -> None:
    franchise = Franchise()
    macro_id, ticket_id = keep(franchise), franchise.file_ticket()
    franchise.act("ana", "ticket.set_status", ticket_id=ticket_id, status="resolved")
    refusal = rejected(
        franchise,
        "ana",
        "ticket.run_macro",
        ticket_id=ticket_id,
        macro_id=macro_id,
        steps=steps_of(franchise, macro_id),
    )
    assert (refusal.code, refusal.detail["step"]) == (RejectCode.ILLEGAL_TRANSITION, 2)


def test_what_others_wrote_meanwhile_holds_it_up_and_its_own_answer_does_not() -> None:
    franchise = Franchise()
    macro_id, ticket_id = keep(franchise), franchise.file_ticket()
    args = {"ticket_id": ticket_id, "macro_id": macro_id, "steps": steps_of(franchise, macro_id), "seen_count": 1}
    franchise.act("sam", "ticket.reply", ticket_id=ticket_id, message_id=franchise.id(), body="Wait, it works")
    assert rejected(franchise, "ana", "ticket.run_macro", **args).code is RejectCode.STALE_GUARD
    franchise.act("ana", "ticket.run_macro", **args | {"seen_count": 2})


def test_it_gives_nobody_more_rights_than_their_own() -> None:
    franchise = Franchise()
    macro_id = keep(franchise, "leo", shared=True)
    elsewhere = franchise.file_ticket(topic_id=named("till"))
    steps = steps_of(franchise, macro_id)
    assert (
        rejected(franchise, "ana", "ticket.run_macro", ticket_id=elsewhere, macro_id=macro_id, steps=steps).code
        is RejectCode.GONE
    )
    for who in ("liz", "sam"):
        ticket_id = franchise.file_ticket()
        refusal = rejected(franchise, who, "ticket.run_macro", ticket_id=ticket_id, macro_id=macro_id, steps=steps)
        assert refusal.code in {RejectCode.FORBIDDEN, RejectCode.GONE}


def test_what_is_not_for_macros_is_no_step_not_even_of_a_crafted_run() -> None:
    franchise = Franchise()
    macro_id, ticket_id = keep(franchise), franchise.file_ticket()
    for name in ("ticket.create", "structure.save", "ticket.run_macro", "nothing"):
        crafted: list[dict[str, Any]] = [{"name": name, "args": {}}]
        refusal = rejected(franchise, "ana", "ticket.run_macro", ticket_id=ticket_id, macro_id=macro_id, steps=crafted)
        assert refusal.code is RejectCode.INVALID
        assert rejected(franchise, "ana", "macro.edit", macro_id=macro_id, steps=crafted).code is RejectCode.INVALID


def test_a_text_with_a_gap_is_not_sent() -> None:
    franchise = Franchise()
    macro_id, ticket_id = keep(franchise), franchise.file_ticket()
    steps = steps_of(franchise, macro_id, **{"requester.name": ""})
    refusal = rejected(franchise, "ana", "ticket.run_macro", ticket_id=ticket_id, macro_id=macro_id, steps=steps)
    assert (refusal.code, refusal.detail["gaps"]) == (RejectCode.INVALID, ["requester.name"])


def test_a_sensitive_one_is_asked_for_twice() -> None:
    franchise = Franchise()
    macro_id, ticket_id = keep(franchise, sensitive=True), franchise.file_ticket()
    args = {"ticket_id": ticket_id, "macro_id": macro_id, "steps": steps_of(franchise, macro_id)}
    assert rejected(franchise, "ana", "ticket.run_macro", **args).detail["field"] == "confirmed"
    franchise.act("ana", "ticket.run_macro", **args, confirmed=True)


def test_what_was_shown_is_done_also_when_the_macro_has_changed_since() -> None:
    franchise = Franchise()
    macro_id, ticket_id = keep(franchise), franchise.file_ticket()
    shown = steps_of(franchise, macro_id)
    other = [{"name": "ticket.set_priority", "args": {"priority": "low"}}]
    franchise.act("ana", "macro.edit", macro_id=macro_id, steps=other)
    franchise.act("ana", "macro.delete", macro_id=macro_id)
    franchise.act("ana", "ticket.run_macro", ticket_id=ticket_id, macro_id=macro_id, steps=shown)
    ticket = franchise.store.get(Ticket, ticket_id)
    assert ticket is not None
    assert (ticket.priority, ticket.status) == (Priority.NORMAL, Status.PENDING)


@pytest.mark.parametrize(
    "args",
    [
        {"steps": []},
        {"steps": PATTERN * 4},
        {"steps": [{"name": "ticket.reply", "args": {"texts": {"en": " "}}}]},
        {"steps": [{"name": "ticket.reply", "args": {"texts": {"en": "{{nobody}}"}}}]},
        {"steps": [{"name": "ticket.reply", "args": {"body": "no texts"}}]},
        {"steps": [{"name": "ticket.set_status", "args": {"status": "asleep"}}]},
        {"steps": [{"name": "ticket.snooze", "args": {"hours": -1}}]},
        {"titles": {"en": ""}},
    ],
)
def test_what_could_never_be_run_is_not_kept(args: dict[str, Any]) -> None:
    franchise = Franchise()
    given = {"titles": {"en": "Title"}, "steps": PATTERN} | args
    assert rejected(franchise, "ana", "macro.create", macro_id=franchise.id(), **given).code is RejectCode.INVALID


def test_whoever_had_set_a_field_meanwhile_is_named_as_the_one_who_loses_it() -> None:
    franchise = Franchise()
    raising = [{"name": "ticket.set_priority", "args": {"priority": "high"}}]
    macro_id, ticket_id = keep(franchise, steps=raising), franchise.file_ticket()
    args = {"ticket_id": ticket_id, "macro_id": macro_id, "steps": steps_of(franchise, macro_id)}
    seen = RunMacro(**args | {"steps": (MacroStep(**raising[0]),)}).seen(franchise.store)  # type: ignore[arg-type]
    assert seen["seen_fields"] == {"priority": "normal"}
    franchise.act("alex", "ticket.set_priority", ticket_id=ticket_id, priority="urgent")
    franchise.act("ana", "ticket.run_macro", **args | {"seen_fields": seen["seen_fields"]})
    [event] = [one for one in franchise.store.all(TicketEvent) if one.via is Origin.MACRO]
    assert (event.before, event.after, event.expected) == ("urgent", "high", "normal")
