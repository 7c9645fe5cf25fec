"""What is answered in a topic's form: when a ticket is filed, when the desk asks again, and when it is corrected."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from domain import diagnostics
from domain.errors import MutationRejected, RejectCode
from domain.forms import version_of
from domain.ids import RecordId
from domain.records import FormField, Message, Ticket, TicketDesk, TicketEvent, Topic, TopicDesk, to_wire
from domain.words import Audience, FieldKind, Status
from tests.support.franchise import DESK_FORM, FORM, Franchise, named

VERSION = version_of(FORM)


@pytest.fixture
def franchise() -> Franchise:
    return Franchise()


def file(franchise: Franchise, answers: dict[str, list[str]], who: str = "sam", **more: Any) -> RecordId:
    """File a ticket about a till; Sam's own unless somebody of the desk does."""
    whom = {} if who == "sam" else {"requester_id": named("sam")}
    return franchise.file_ticket(who, topic_id=named("till"), answers=answers, **{"form": VERSION} | whom | more)


def ticket(franchise: Franchise, ticket_id: RecordId) -> Ticket:
    found = franchise.store.get(Ticket, ticket_id)
    assert found is not None
    return found


def desk(franchise: Franchise, ticket_id: RecordId) -> TicketDesk:
    found = franchise.store.get(TicketDesk, ticket_id)
    assert found is not None
    return found


def history(franchise: Franchise, ticket_id: RecordId) -> list[tuple[str, str, str, Audience]]:
    rows = [one for one in franchise.store.all(TicketEvent) if one.ticket_id == ticket_id and ":" in one.field]
    return [(one.field, one.before, one.after, one.audience) for one in sorted(rows, key=lambda one: one.at)]


def ask_again(franchise: Franchise, *keys: str) -> RecordId:
    """A ticket of Sam's in which Tim has asked for these lines."""
    ticket_id = file(franchise, {"which": ["front"]})
    args = {"ticket_id": ticket_id, "message_id": franchise.id(), "body": "One thing more"}
    franchise.act("tim", "ticket.reply", **args, asks=list(keys))
    franchise.act("tim", "ticket.set_status", ticket_id=ticket_id, status="pending")
    return ticket_id


def test_a_ticket_keeps_what_was_answered_when_it_was_filed(franchise: Franchise) -> None:
    ticket_id = file(franchise, {"which": ["front"], "serial": [" T-4411 "], "since": []})
    assert ticket(franchise, ticket_id).answers == {"serial": ("T-4411",), "which": ("front",)}
    assert history(franchise, ticket_id) == []


@pytest.mark.parametrize(
    ("answers", "troubles"),
    [
        ({}, {"which": "missing"}),
        ({"which": ["back"]}, {"stairs": "missing"}),
        ({"which": ["attic"]}, {"which": "no_option"}),
        ({"which": ["front"], "since": ["soon"]}, {"since": "no_date"}),
    ],
)
def test_whoever_saw_the_form_must_fill_it_in(
    franchise: Franchise, answers: dict[str, list[str]], troubles: dict[str, str]
) -> None:
    with pytest.raises(MutationRejected) as refused:
        file(franchise, answers)
    assert refused.value.code is RejectCode.INVALID
    assert refused.value.detail["troubles"] == troubles
    assert franchise.store.all(Ticket) == []


def test_a_form_that_changed_meanwhile_holds_no_ticket_up_and_loses_no_answer(franchise: Franchise) -> None:
    topic = franchise.store.get(Topic, named("till"))
    assert topic is not None
    needed = FormField(key="colour", kind=FieldKind.TEXT, names={"en": "Colour"}, required=True)
    franchise.act(
        "ada",
        "structure.save",
        topic=to_wire(replace(topic, form=(replace(FORM[0], options=FORM[0].options[:1]), needed))),
    )
    ticket_id = file(franchise, {"which": ["back"], "stairs": ["no"], "serial": ["T-4411"]})
    assert ticket(franchise, ticket_id).answers == {"serial": ("T-4411",), "stairs": ("no",), "which": ("back",)}


def test_an_agent_on_the_phone_files_what_the_caller_knows(franchise: Franchise) -> None:
    ticket_id = file(franchise, {"serial": ["T-4411"], "contract": ["C-9"]}, who="tim")
    assert ticket(franchise, ticket_id).answers == {"serial": ("T-4411",)}
    assert desk(franchise, ticket_id).answers == {"contract": ("C-9",)}


def test_a_mail_has_no_form_to_fill_in(franchise: Franchise) -> None:
    ticket_id = file(franchise, {}, form="")
    assert ticket(franchise, ticket_id).answers == {}


def test_what_the_desk_asks_for_stays_asked_for_until_it_is_answered_and_then_the_ticket_is_open(
    franchise: Franchise,
) -> None:
    ticket_id = ask_again(franchise, "serial", "since")
    assert ticket(franchise, ticket_id).asked == ("serial", "since")
    assert ticket(franchise, ticket_id).status is Status.PENDING
    args = {"ticket_id": ticket_id, "message_id": franchise.id(), "body": "Serial number: T-4411", "form": VERSION}
    franchise.act("sam", "ticket.reply", **args, answers={"serial": ["T-4411"]})
    after = ticket(franchise, ticket_id)
    assert (after.asked, after.status) == (("since",), Status.OPEN)
    assert after.answers == {"serial": ("T-4411",), "which": ("front",)}
    assert history(franchise, ticket_id) == [("answer:serial", "", "T-4411", Audience.PUBLIC)]


def test_a_wrong_answer_comes_with_no_message(franchise: Franchise) -> None:
    ticket_id = ask_again(franchise, "since")
    before = len(franchise.store.all(Message))
    args = {"ticket_id": ticket_id, "message_id": franchise.id(), "body": "Since soon", "form": VERSION}
    with pytest.raises(MutationRejected) as refused:
        franchise.act("sam", "ticket.reply", **args, answers={"since": ["soon"]})
    assert refused.value.detail["troubles"] == {"since": "no_date"}
    assert len(franchise.store.all(Message)) == before


def test_a_store_asks_for_nothing(franchise: Franchise) -> None:
    ticket_id = file(franchise, {"which": ["front"]})
    args = {"ticket_id": ticket_id, "message_id": franchise.id(), "body": "And you?"}
    franchise.act("sam", "ticket.reply", **args, asks=["serial"])
    assert ticket(franchise, ticket_id).asked == ()


def test_details_are_corrected_line_by_line_each_with_a_row_for_those_who_see_it(franchise: Franchise) -> None:
    ticket_id = file(franchise, {"which": ["front"], "serial": ["T-4411"]})
    franchise.act("tim", "ticket.answer", ticket_id=ticket_id, answers={"serial": ["T-4412"], "contract": ["C-9"]})
    franchise.act("sam", "ticket.answer", ticket_id=ticket_id, answers={"serial": [], "since": ["2026-11-20"]})
    assert ticket(franchise, ticket_id).answers == {"since": ("2026-11-20",), "which": ("front",)}
    assert desk(franchise, ticket_id).answers == {"contract": ("C-9",)}
    assert sorted(history(franchise, ticket_id)) == [
        ("answer:contract", "", "C-9", Audience.INTERNAL),
        ("answer:serial", "T-4411", "T-4412", Audience.PUBLIC),
        ("answer:serial", "T-4412", "", Audience.PUBLIC),
        ("answer:since", "", "2026-11-20", Audience.PUBLIC),
    ]


def test_what_nobody_changed_leaves_no_row(franchise: Franchise) -> None:
    ticket_id = file(franchise, {"which": ["front"]})
    before = ticket(franchise, ticket_id)
    franchise.act("sam", "ticket.answer", ticket_id=ticket_id, answers={"which": ["front"], "serial": []})
    assert ticket(franchise, ticket_id) == before
    assert history(franchise, ticket_id) == []


def test_a_store_does_not_answer_for_the_desk(franchise: Franchise) -> None:
    ticket_id = file(franchise, {"which": ["front"]})
    with pytest.raises(MutationRejected) as refused:
        franchise.act("sam", "ticket.answer", ticket_id=ticket_id, answers={"contract": ["C-1"]})
    assert refused.value.code is RejectCode.FORBIDDEN
    assert desk(franchise, ticket_id).answers == {}


@pytest.mark.parametrize("who", ["liz", "ana", "sue"])
def test_whoever_may_not_answer_the_ticket_does_not_change_its_details(franchise: Franchise, who: str) -> None:
    ticket_id = file(franchise, {"which": ["front"]})
    with pytest.raises(MutationRejected):
        franchise.act(who, "ticket.answer", ticket_id=ticket_id, answers={"serial": ["T-1"]})


@pytest.mark.parametrize(
    "answers",
    [
        {"serial": ["x" * 4001]},
        {"serial": [f"x{place}" for place in range(61)]},
        {"k" * 41: ["x"]},
        {f"k{place}": ["x"] for place in range(41)},
    ],
)
def test_more_than_any_form_asks_for_is_refused(franchise: Franchise, answers: dict[str, list[str]]) -> None:
    with pytest.raises(MutationRejected) as refused:
        file(franchise, answers, form="of another time")
    assert refused.value.code is RejectCode.INVALID


def test_a_form_that_cannot_be_is_not_saved(franchise: Franchise) -> None:
    topic = franchise.store.get(Topic, named("till"))
    assert topic is not None
    with pytest.raises(MutationRejected) as refused:
        franchise.act("ada", "structure.save", topic=to_wire(replace(topic, form=(FORM[0], FORM[0]))))
    assert refused.value.detail == {"field": "form", "line": "which", "fault": "key"}


def test_a_line_is_saved_only_where_those_see_it_whom_it_is_for(franchise: Franchise) -> None:
    topic = franchise.store.get(Topic, named("till"))
    assert topic is not None
    with pytest.raises(MutationRejected) as refused:
        franchise.act("ada", "structure.save", topic=to_wire(replace(topic, form=FORM + DESK_FORM)))
    assert refused.value.detail == {"field": "form", "line": "contract", "fault": "audience"}
    with pytest.raises(MutationRejected) as refused:
        franchise.act("ada", "structure.save", topic_desk=to_wire(TopicDesk(id=named("other"), form=FORM)))
    assert refused.value.detail == {"field": "form", "line": "which", "fault": "audience"}
    with pytest.raises(MutationRejected) as refused:
        franchise.act("ada", "structure.save", topic_desk=to_wire(TopicDesk(id=named("gone"), form=DESK_FORM)))
    assert refused.value.code is RejectCode.GONE
    with pytest.raises(MutationRejected) as refused:
        franchise.act("leo", "structure.save", topic_desk=to_wire(TopicDesk(id=named("other"), form=DESK_FORM)))
    assert refused.value.code is RejectCode.FORBIDDEN


def test_what_the_desk_is_asked_changes_no_form_of_a_store_and_refuses_it_nothing(franchise: Franchise) -> None:
    needed = replace(DESK_FORM[0], kind=FieldKind.NUMBER, required=True)
    franchise.act("ada", "structure.save", topic_desk=to_wire(TopicDesk(id=named("till"), form=(needed,))))
    with pytest.raises(MutationRejected) as refused:
        file(franchise, {})
    assert refused.value.detail["troubles"] == {"which": "missing"}
    ticket_id = file(franchise, {"which": ["front"], "contract": ["not a number"]})
    assert ticket(franchise, ticket_id).answers == {"which": ("front",)}
    with pytest.raises(MutationRejected) as refused:
        franchise.act("tim", "ticket.answer", ticket_id=ticket_id, answers={"contract": ["C-9"]}, form="of another day")
    assert refused.value.detail["troubles"] == {"contract": "no_number"}


def test_the_state_of_the_computer_is_asked_for_and_sent_with_a_message(franchise: Franchise) -> None:
    ticket_id = ask_again(franchise, diagnostics.ASKED, "serial")
    file = {"id": franchise.id(), "name": "diagnostics.json", "size_bytes": 3, "sha256": "ab" * 32}
    args = {"ticket_id": ticket_id, "message_id": franchise.id(), "body": ""}
    franchise.act("sam", "ticket.reply", **args, files=[file | {"media_type": diagnostics.MEDIA_TYPE}])
    after = ticket(franchise, ticket_id)
    assert (after.asked, after.status) == (("serial",), Status.OPEN)


def test_whoever_replaces_what_they_had_not_seen_leaves_word_of_it(franchise: Franchise) -> None:
    ticket_id = file(franchise, {"which": ["front"], "serial": ["T-4411"]})
    franchise.act("tim", "ticket.answer", ticket_id=ticket_id, answers={"serial": ["T-4412"]})
    late = {"serial": ["T-4413"], "since": ["2026-11-20"]}
    expected = {"serial": ["T-4411"], "since": []}
    franchise.act("sam", "ticket.answer", ticket_id=ticket_id, answers=late, expected=expected)
    rows = {one.after: one.expected for one in franchise.store.all(TicketEvent) if one.field.startswith("answer:")}
    assert rows == {"T-4412": None, "T-4413": "T-4411", "2026-11-20": None}
