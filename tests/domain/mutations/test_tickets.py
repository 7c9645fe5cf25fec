"""The mutations of tickets do what people at both sides of the counter expect."""

import pytest
from msgspec.structs import replace

from domain.errors import MutationRejected, RejectCode
from domain.ids import RecordId
from domain.mutations import Context, mutation_named
from domain.records import Message, Ticket, TicketDesk, TicketEvent, UserCard
from domain.words import Audience, CloseReason, Priority, Status
from tests.support.franchise import Franchise, named


@pytest.fixture
def franchise() -> Franchise:
    return Franchise()


def ticket(franchise: Franchise, ticket_id: RecordId) -> Ticket:
    found = franchise.store.get(Ticket, ticket_id)
    assert found is not None
    return found


def test_a_ticket_goes_to_the_team_of_its_topic(franchise: Franchise) -> None:
    assert ticket(franchise, franchise.file_ticket(topic_id=named("till"))).team_id == named("technical")
    assert ticket(franchise, franchise.file_ticket(topic_id=named("other"))).team_id == named("support")
    assert ticket(franchise, franchise.file_ticket()).team_id == named("support")


def test_a_new_ticket_owes_its_first_answer_by_priority(franchise: Franchise) -> None:
    normal = ticket(franchise, franchise.file_ticket())
    urgent = ticket(franchise, franchise.file_ticket(priority="urgent"))
    assert normal.due_at is not None
    assert urgent.due_at is not None
    assert (normal.due_at - normal.created_at).total_seconds() == 24 * 3600
    assert (urgent.due_at - urgent.created_at).total_seconds() == 3600


def test_an_agents_reply_opens_and_takes_a_new_ticket_and_meets_the_first_response(franchise: Franchise) -> None:
    ticket_id = franchise.file_ticket()
    franchise.act("ana", "ticket.reply", ticket_id=ticket_id, message_id=franchise.id(), body="Restart it, please.")
    after = ticket(franchise, ticket_id)
    assert (after.status, after.assignee_id) == (Status.OPEN, named("ana"))
    assert after.first_response_at == franchise.now
    assert after.due_at is None


def test_a_requesters_answer_opens_a_waiting_ticket_and_a_reply_is_owed_again(franchise: Franchise) -> None:
    ticket_id = franchise.file_ticket()
    franchise.act("ana", "ticket.reply", ticket_id=ticket_id, message_id=franchise.id(), body="Which till?")
    franchise.act("ana", "ticket.set_status", ticket_id=ticket_id, status="pending")
    assert ticket(franchise, ticket_id).waiting_since == franchise.now
    franchise.act("sam", "ticket.reply", ticket_id=ticket_id, message_id=franchise.id(), body="The second.")
    after = ticket(franchise, ticket_id)
    assert (after.status, after.waiting_since) == (Status.OPEN, None)
    assert after.due_at == after.next_response_due_at
    assert after.due_at is not None


def test_a_reply_to_a_solved_ticket_reopens_and_counts_it(franchise: Franchise) -> None:
    ticket_id = franchise.file_ticket()
    franchise.act("ana", "ticket.set_status", ticket_id=ticket_id, status="resolved")
    franchise.act("sam", "ticket.reply", ticket_id=ticket_id, message_id=franchise.id(), body="It is back.")
    after = ticket(franchise, ticket_id)
    assert (after.status, after.reopened_count, after.resolved_at) == (Status.OPEN, 1, None)


def test_the_store_confirms_a_solved_ticket(franchise: Franchise) -> None:
    ticket_id = franchise.file_ticket()
    franchise.act("ana", "ticket.set_status", ticket_id=ticket_id, status="resolved")
    franchise.act("sam", "ticket.set_status", ticket_id=ticket_id, status="closed", close_reason="confirmed")
    assert ticket(franchise, ticket_id).close_reason is CloseReason.CONFIRMED


def test_closing_is_refused_when_somebody_wrote_in_between(franchise: Franchise) -> None:
    ticket_id = franchise.file_ticket()
    seen = ticket(franchise, ticket_id).last_message_id
    franchise.act("sam", "ticket.reply", ticket_id=ticket_id, message_id=franchise.id(), body="One more thing.")
    with pytest.raises(MutationRejected) as refused:
        franchise.act("ana", "ticket.set_status", ticket_id=ticket_id, status="resolved", seen_message_id=seen)
    assert refused.value.code is RejectCode.STALE_GUARD
    assert ticket(franchise, ticket_id).status is Status.NEW


def test_nothing_becomes_new_again(franchise: Franchise) -> None:
    ticket_id = franchise.file_ticket()
    franchise.act("ana", "ticket.set_status", ticket_id=ticket_id, status="open")
    with pytest.raises(MutationRejected) as refused:
        franchise.act("ana", "ticket.set_status", ticket_id=ticket_id, status="new")
    assert refused.value.code is RejectCode.ILLEGAL_TRANSITION


def test_a_note_is_internal_and_stops_no_clock(franchise: Franchise) -> None:
    ticket_id = franchise.file_ticket()
    before = ticket(franchise, ticket_id)
    franchise.act("liz", "ticket.note", ticket_id=ticket_id, message_id=franchise.id(), body="Known fault.")
    assert ticket(franchise, ticket_id) == before
    notes = [m for m in franchise.store.all(Message) if m.audience is Audience.INTERNAL]
    assert [note.body for note in notes] == ["Known fault."]
    desk = franchise.store.get(TicketDesk, ticket_id)
    assert desk is not None
    assert desk.note_count == 1


@pytest.mark.parametrize(
    ("who", "mutation", "args"),
    [
        ("sam", "ticket.note", {"body": "x"}),
        ("sam", "ticket.set_priority", {"priority": "urgent"}),
        ("sam", "ticket.set_assignee", {"assignee_id": None}),
        ("sue", "ticket.reply", {"body": "x"}),
        ("liz", "ticket.reply", {"body": "x"}),
        ("tim", "ticket.reply", {"body": "x"}),
        ("cora", "ticket.reply", {"body": "x"}),
        ("sam", "ticket.set_status", {"status": "resolved"}),
        ("sam", "ticket.set_status", {"status": "closed", "close_reason": "spam"}),
        ("sam", "ticket.follow", {"following": True, "user_id": named("ana")}),
    ],
)
def test_what_somebody_may_not_do_is_refused(
    franchise: Franchise, who: str, mutation: str, args: dict[str, object]
) -> None:
    ticket_id = franchise.file_ticket()
    before = dict(franchise.store.rows)
    if "body" in args:
        args = {**args, "message_id": franchise.id()}
    with pytest.raises(MutationRejected) as refused:
        franchise.act(who, mutation, ticket_id=ticket_id, **args)
    wanted = RejectCode.GONE if who in {"sue", "tim", "cora"} else RejectCode.FORBIDDEN
    assert refused.value.code in {wanted, RejectCode.ILLEGAL_TRANSITION}, (
        "who does not see the ticket is not told of it"
    )
    assert franchise.store.rows == before


def test_a_store_cannot_file_for_another_store(franchise: Franchise) -> None:
    with pytest.raises(MutationRejected) as refused:
        franchise.file_ticket("sue", store_id=named("triana"))
    assert refused.value.code is RejectCode.FORBIDDEN


def test_an_agent_files_a_phone_call_for_a_store(franchise: Franchise) -> None:
    ticket_id = franchise.file_ticket("ana", requester_id=named("sam"), channel="phone")
    assert ticket(franchise, ticket_id).requester_id == named("sam")


@pytest.mark.parametrize("wrong", [{"requester_id": named("nobody")}, {"store_id": named("nowhere")}])
def test_an_agent_files_for_people_and_stores_that_exist(franchise: Franchise, wrong: dict[str, RecordId]) -> None:
    before = dict(franchise.store.rows)
    with pytest.raises(MutationRejected) as refused:
        franchise.file_ticket("ana", **wrong)
    assert refused.value.code is RejectCode.GONE
    assert franchise.store.rows == before


def test_a_store_files_without_knowing_more_than_that_it_is_its_own(franchise: Franchise) -> None:
    actor = franchise.actor("sam")
    for key in [("store", named("triana")), ("user_card", named("sam"))]:
        del franchise.store.rows[key]
    ids = {"ticket_id": franchise.id(), "message_id": franchise.id(), "space_id": named("space")}
    create = mutation_named("ticket.create", 1)
    context = Context(actor=actor, now=franchise.now, written_at=franchise.now, mutation_id=franchise.id())
    args = create.decode({**ids, "title": "Paper", "body": "None left", "store_id": named("triana")})
    create.run(franchise.store, context, args)
    assert ticket(franchise, ids["ticket_id"]).store_id == named("triana")


@pytest.mark.parametrize("who", ["sam", "olga", "cora", "liz"])
def test_only_those_who_work_on_tickets_are_given_one(franchise: Franchise, who: str) -> None:
    ticket_id = franchise.file_ticket()
    with pytest.raises(MutationRejected) as refused:
        franchise.act("ana", "ticket.set_assignee", ticket_id=ticket_id, assignee_id=named(who))
    assert (refused.value.code, refused.value.detail["field"]) == (RejectCode.FORBIDDEN, "assignee_id")
    assert ticket(franchise, ticket_id).assignee_id is None


def test_moving_to_another_team_leaves_the_assignee_behind(franchise: Franchise) -> None:
    ticket_id = franchise.file_ticket()
    franchise.act("ana", "ticket.set_assignee", ticket_id=ticket_id, assignee_id=named("ana"))
    franchise.act("ana", "ticket.set_team", ticket_id=ticket_id, team_id=named("technical"))
    after = ticket(franchise, ticket_id)
    assert (after.team_id, after.assignee_id) == (named("technical"), None)


def test_a_priority_moves_the_deadline(franchise: Franchise) -> None:
    ticket_id = franchise.file_ticket()
    franchise.act("ana", "ticket.set_priority", ticket_id=ticket_id, priority="urgent")
    after = ticket(franchise, ticket_id)
    assert after.priority is Priority.URGENT
    assert after.due_at is not None
    assert (after.due_at - after.created_at).total_seconds() == 3600


def test_on_hold_says_who_is_waited_for(franchise: Franchise) -> None:
    ticket_id = franchise.file_ticket()
    hold = {"status": "on_hold", "vendor": "Redwire", "vendor_reference": "RW-55102"}
    franchise.act("ana", "ticket.set_status", ticket_id=ticket_id, **hold)
    desk = franchise.store.get(TicketDesk, ticket_id)
    assert desk is not None
    assert (desk.vendor, desk.vendor_reference) == ("Redwire", "RW-55102")


def test_tags_are_set_operations_in_any_order(franchise: Franchise) -> None:
    ticket_id = franchise.file_ticket()
    franchise.act("ana", "ticket.tag", ticket_id=ticket_id, add=["Outage", "till"])
    franchise.act("alex", "ticket.tag", ticket_id=ticket_id, add=["vendor"], remove=["till"])
    desk = franchise.store.get(TicketDesk, ticket_id)
    assert desk is not None
    assert desk.tags == ("outage", "vendor")


def test_what_changed_is_kept_as_a_row_with_before_and_after(franchise: Franchise) -> None:
    ticket_id = franchise.file_ticket()
    franchise.act("ana", "ticket.set_priority", ticket_id=ticket_id, priority="high")
    franchise.act("ana", "ticket.set_assignee", ticket_id=ticket_id, assignee_id=named("alex"))
    events = {(e.field, e.before, e.after, e.audience) for e in franchise.store.all(TicketEvent)}
    assert ("priority", "normal", "high", Audience.PUBLIC) in events
    assert ("assignee", "", named("alex"), Audience.INTERNAL) in events


@pytest.mark.parametrize(("field", "text"), [("title", "  "), ("title", "x" * 201), ("body", "")])
def test_empty_and_endless_texts_are_refused_by_name(franchise: Franchise, field: str, text: str) -> None:
    with pytest.raises(MutationRejected) as refused:
        franchise.file_ticket(**{field: text})
    assert refused.value.code is RejectCode.INVALID
    assert refused.value.detail["field"] == field


def test_a_step_behind_ones_own_answer_is_refused_when_somebody_wrote_before_it(franchise: Franchise) -> None:
    ticket_id, answer = franchise.file_ticket(), franchise.id()
    count = ticket(franchise, ticket_id).message_count
    for body in ("One more thing.", "And another."):
        franchise.act("sam", "ticket.reply", ticket_id=ticket_id, message_id=franchise.id(), body=body)
    franchise.act("ana", "ticket.reply", ticket_id=ticket_id, message_id=answer, body="Restart it.")
    step = {"ticket_id": ticket_id, "status": "resolved", "seen_message_id": answer, "seen_count": count + 1}
    with pytest.raises(MutationRejected) as refused:
        franchise.act("ana", "ticket.set_status", **step)
    assert (refused.value.code, refused.value.detail["new"]) == (RejectCode.STALE_GUARD, 2)
    franchise.act("ana", "ticket.set_status", **step | {"seen_count": count + 3})
    assert ticket(franchise, ticket_id).status is Status.RESOLVED


@pytest.mark.parametrize(
    ("name", "field", "value", "seen"),
    [
        ("priority", "priority", "urgent", "normal"),
        ("type", "type", "incident", "question"),
        ("topic", "topic_id", named("till"), ""),
        ("assignee", "assignee_id", named("ana"), ""),
        ("team", "team_id", named("technical"), named("support")),
    ],
)
def test_the_last_value_wins_and_says_what_its_author_saw(
    franchise: Franchise, name: str, field: str, value: str, seen: str
) -> None:
    ticket_id = franchise.file_ticket()
    args = {"ticket_id": ticket_id, field: value}
    mine = mutation_named(f"ticket.set_{name}", 1).decode(args).seen(franchise.store)
    assert mine == {"expected": seen}

    franchise.act("ada", f"ticket.set_{name}", **args | mine)
    other = {"priority": "low", "type": "task", "team_id": named("support")}.get(field, None)
    if field == "team_id":
        mine = {"expected": named("somewhere else")}
    franchise.act("leo", f"ticket.set_{name}", ticket_id=ticket_id, **{field: other}, **mine)

    assert getattr(ticket(franchise, ticket_id), field) == other
    first, second = (event for event in franchise.store.all(TicketEvent) if event.field == name)
    assert (first.expected, second.expected) == (None, mine["expected"])


def test_a_ticket_about_a_topic_that_is_gone_goes_to_the_team_that_takes_the_rest(franchise: Franchise) -> None:
    after = ticket(franchise, franchise.file_ticket(topic_id=franchise.id()))
    assert (after.topic_id, after.team_id) == (None, named("support"))


def test_nobody_is_given_a_ticket_who_has_left(franchise: Franchise) -> None:
    card = franchise.store.get(UserCard, named("alex"))
    assert card is not None
    franchise.store.put(replace(card, active=False))
    ticket_id = franchise.file_ticket()
    with pytest.raises(MutationRejected) as refused:
        franchise.act("ana", "ticket.set_assignee", ticket_id=ticket_id, assignee_id=named("alex"))
    assert refused.value.code is RejectCode.FORBIDDEN
