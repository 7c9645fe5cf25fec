"""The end of a ticket: reminded by day, closed by itself, asked later, rated, opened again by the dissatisfied."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from domain.closing import POLICY_ID, rating_id
from domain.errors import MutationRejected, RejectCode
from domain.ids import RecordId
from domain.mutations import Context, mutation_named
from domain.records import ClosingPolicy, Message, Rating, Store, Team, Ticket, TicketEvent, Topic
from domain.words import CheckBack, CloseReason, Origin, Status
from tests.support.franchise import Franchise, named

DAY = timedelta(days=1)


class House(Franchise):
    """The franchise, whose first store opens from nine to six in UTC; its support is led by Leo."""

    def __post_init__(self) -> None:
        super().__post_init__()
        triana = self.store.get(Store, named("triana"))
        assert triana is not None
        self.store.put(replace(triana, opens="09:00-18:00", time_zone="UTC"))

    def filed(self, status: str = "", **args: Any) -> RecordId:
        """A ticket of Sam's that Ana answered, and put into `status`."""
        ticket_id = self.file_ticket()
        self.act("ana", "ticket.reply", ticket_id=ticket_id, message_id=self.id(), body="Which till is it?")
        if status:
            self.act("ana", "ticket.set_status", ticket_id=ticket_id, status=status, **args)
        return ticket_id

    def ticket(self, ticket_id: RecordId) -> Ticket:
        found = self.store.get(Ticket, ticket_id)
        assert found is not None
        return found

    def by_itself(self, name: str, ticket_id: RecordId, at: datetime) -> None:
        """Do what a timer does at that time."""
        self.now = at
        found = mutation_named(name, 1)
        context = Context(
            actor=self.actor("ana"), now=at, written_at=at, mutation_id=self.id(), origin=Origin.TIMER
        )  # fmt: skip
        found.run(self.store, context, found.decode({"ticket_id": ticket_id}))

    def history(self, ticket_id: RecordId, *fields: str) -> list[tuple[str, str, str]]:
        """Field, value and from where, of the rows that everybody sees."""
        rows = [one for one in self.store.all(TicketEvent) if one.ticket_id == ticket_id and one.field in fields]
        return [(one.field, one.after, str(one.via)) for one in sorted(rows, key=lambda one: (one.at, one.field))]


@pytest.fixture
def house() -> House:
    return House()


def refused(house: House, who: str, name: str, **args: Any) -> RejectCode:
    with pytest.raises(MutationRejected) as rejection:
        house.act(who, name, **args)
    return rejection.value.code


def test_whoever_waits_for_an_answer_says_when_they_remind_and_when_they_close(house: House) -> None:
    ticket = house.ticket(house.filed("pending"))
    assert (ticket.reminder_at, ticket.closes_at) == (house.now + 3 * DAY, house.now + 10 * DAY)
    assert ticket.reminder_count == 0


@pytest.mark.parametrize(
    ("who", "name", "args"),
    [
        ("sam", "ticket.reply", {"body": "The second one"}),
        ("olga", "ticket.reply", {"body": "The second one"}),
        ("sam", "ticket.set_status", {"status": "closed", "close_reason": "withdrawn"}),
        ("ana", "ticket.set_status", {"status": "open"}),
        ("ana", "ticket.set_status", {"status": "on_hold"}),
    ],
)
def test_an_answer_and_every_other_step_stop_it(house: House, who: str, name: str, args: dict[str, Any]) -> None:
    ticket_id = house.filed("pending")
    message = {"message_id": house.id()} if "body" in args else {}
    house.act(who, name, ticket_id=ticket_id, **message, **args)
    ticket = house.ticket(ticket_id)
    assert (ticket.reminder_at, ticket.closes_at, ticket.reminder_count) == (None, None, 0)


def test_a_note_stops_nothing_and_asking_again_begins_anew(house: House) -> None:
    ticket_id = house.filed("pending")
    before = house.ticket(ticket_id)
    house.act("ana", "ticket.note", ticket_id=ticket_id, message_id=house.id(), body="Called them")
    assert house.ticket(ticket_id).reminder_at == before.reminder_at
    house.by_itself("ticket.remind", ticket_id, house.now + 4 * DAY)
    house.act("ana", "ticket.reply", ticket_id=ticket_id, message_id=house.id(), body="Are you there?")
    ticket = house.ticket(ticket_id)
    assert ticket.status is Status.PENDING
    assert (ticket.reminder_at, ticket.closes_at, ticket.reminder_count) == (
        house.now + 3 * DAY, house.now + 10 * DAY, 0,
    )  # fmt: skip


def test_two_reminders_then_it_closes_for_want_of_an_answer(house: House) -> None:
    ticket_id = house.filed("pending")
    asked = house.now
    for count, after in enumerate((3, 6), start=1):
        due = house.ticket(ticket_id).reminder_at
        assert due == asked + after * DAY
        house.by_itself("ticket.remind", ticket_id, due)
        assert house.ticket(ticket_id).reminder_count == count
        assert house.ticket(ticket_id).closes_at == asked + 10 * DAY
    assert house.ticket(ticket_id).reminder_at is None
    house.by_itself("ticket.lapse", ticket_id, asked + 10 * DAY)
    ticket = house.ticket(ticket_id)
    assert (ticket.status, ticket.close_reason) == (Status.CLOSED, CloseReason.NO_RESPONSE)
    assert (ticket.closes_at, ticket.reminder_at) == (None, None)
    assert house.history(ticket_id, "reminder", "close_reason") == [
        ("reminder", "1", "timer"), ("reminder", "2", "timer"), ("close_reason", "no_response", "timer"),
    ]  # fmt: skip
    # And whoever answers then has it open again.
    house.act("sam", "ticket.reply", ticket_id=ticket_id, message_id=house.id(), body="I was on holiday")
    assert house.ticket(ticket_id).status is Status.OPEN


def test_nothing_happens_at_night(house: House) -> None:
    night = datetime(2026, 12, 1, 2, 0, tzinfo=UTC)
    morning = night.replace(hour=9)
    ticket_id = house.filed("pending")
    late = replace(house.ticket(ticket_id), reminder_at=night - DAY, closes_at=night - DAY)
    house.store.put(late)
    house.by_itself("ticket.remind", ticket_id, night)
    house.by_itself("ticket.lapse", ticket_id, night)
    ticket = house.ticket(ticket_id)
    assert (ticket.status, ticket.reminder_count) == (Status.PENDING, 0)
    assert (ticket.reminder_at, ticket.closes_at) == (morning, morning)
    assert house.history(ticket_id, "reminder") == []
    house.by_itself("ticket.remind", ticket_id, morning)
    assert house.ticket(ticket_id).reminder_count == 1


def test_a_server_that_was_away_for_weeks_does_not_close_what_it_has_just_reminded_of(house: House) -> None:
    ticket_id = house.filed("pending")
    back = house.now + 30 * DAY
    house.by_itself("ticket.remind", ticket_id, back)
    house.by_itself("ticket.lapse", ticket_id, back)
    ticket = house.ticket(ticket_id)
    assert ticket.status is Status.PENDING
    assert ticket.closes_at is not None
    assert ticket.closes_at > back + 5 * DAY


def test_the_policy_of_the_space_holds_and_may_turn_everything_off(house: House) -> None:
    house.store.put(ClosingPolicy(id=POLICY_ID, reminder_days=(1,), close_days=2, confirm_days=0))
    asked = house.ticket(house.filed("pending"))
    assert (asked.reminder_at, asked.closes_at) == (house.now + DAY, house.now + 2 * DAY)
    assert house.ticket(house.filed("resolved")).closes_at is None
    house.store.put(ClosingPolicy(id=POLICY_ID, reminder_days=(), close_days=0))
    left = house.ticket(house.filed("pending"))
    assert (left.reminder_at, left.closes_at) == (None, None)


@pytest.mark.parametrize(
    "policy",
    [
        {"reminder_days": (6, 3)},
        {"reminder_days": (3, 3)},
        {"reminder_days": (0,)},
        {"reminder_days": (3, 12)},
        {"reminder_days": (1, 2, 3, 4, 5, 6)},
        {"close_days": -1, "reminder_days": ()},
        {"rating_days": 1000},
        {"id": named("another")},
    ],
)
def test_a_policy_that_makes_no_sense_is_refused(house: House, policy: dict[str, Any]) -> None:
    given = {"id": POLICY_ID} | policy
    assert refused(house, "ada", "structure.save", closing_policy=given) is RejectCode.INVALID
    assert refused(house, "leo", "structure.save", closing_policy={"id": POLICY_ID}) is RejectCode.FORBIDDEN


def test_an_agent_reminds_at_once_by_day_and_nobody_of_a_store_may(house: House) -> None:
    ticket_id = house.filed("pending")
    house.act("ana", "ticket.remind", ticket_id=ticket_id)
    assert house.ticket(ticket_id).reminder_count == 1
    assert refused(house, "sam", "ticket.remind", ticket_id=ticket_id) is RejectCode.FORBIDDEN
    house.act("ana", "ticket.set_status", ticket_id=ticket_id, status="open")
    assert refused(house, "ana", "ticket.remind", ticket_id=ticket_id) is RejectCode.ILLEGAL_TRANSITION


@pytest.mark.parametrize("name", ["ticket.lapse", "ticket.ask_back"])
def test_what_happens_by_itself_nobody_does(house: House, name: str) -> None:
    ticket_id = house.filed("resolved", check_back_days=1)
    for who in ("sam", "ana", "ada"):
        assert refused(house, who, name, ticket_id=ticket_id) is RejectCode.FORBIDDEN
    assert refused(house, "sue", name, ticket_id=ticket_id) is RejectCode.GONE


def test_what_is_solved_closes_as_confirmed_unless_somebody_complains(house: House) -> None:
    ticket_id = house.filed("resolved")
    due = house.ticket(ticket_id).closes_at
    assert due == house.now + 7 * DAY
    house.by_itself("ticket.lapse", ticket_id, due - timedelta(seconds=1))
    assert house.ticket(ticket_id).status is Status.RESOLVED
    house.by_itself("ticket.lapse", ticket_id, due)
    ticket = house.ticket(ticket_id)
    assert (ticket.status, ticket.close_reason) == (Status.CLOSED, CloseReason.CONFIRMED)


def test_not_solved_says_why_opens_it_and_counts(house: House) -> None:
    ticket_id = house.filed("resolved")
    message_id = house.id()
    house.act("sam", "ticket.not_solved", ticket_id=ticket_id, message_id=message_id, body="It froze again")
    ticket, said = house.ticket(ticket_id), house.store.get(Message, message_id)
    assert (ticket.status, ticket.reopened_count, ticket.assignee_id) == (Status.OPEN, 1, named("ana"))
    assert said is not None
    assert (said.body, said.author_id) == ("It froze again", named("sam"))
    assert ticket.closes_at is None


def test_without_a_why_it_is_refused_and_the_desk_does_not_say_it(house: House) -> None:
    ticket_id = house.filed("resolved")
    empty = {"ticket_id": ticket_id, "message_id": house.id(), "body": "  "}
    assert refused(house, "sam", "ticket.not_solved", **empty) is RejectCode.INVALID
    assert refused(house, "ana", "ticket.not_solved", **empty | {"body": "No"}) is RejectCode.FORBIDDEN
    assert house.ticket(ticket_id).status is Status.RESOLVED


def test_the_words_are_kept_also_where_somebody_has_opened_it_meanwhile(house: House) -> None:
    ticket_id = house.filed("resolved")
    house.act("ana", "ticket.set_status", ticket_id=ticket_id, status="open")
    message_id = house.id()
    house.act("sam", "ticket.not_solved", ticket_id=ticket_id, message_id=message_id, body="Still frozen")
    assert house.store.get(Message, message_id) is not None
    assert house.ticket(ticket_id).reopened_count == 1


def test_the_dissatisfied_are_heard_by_the_teams_lead_at_once(house: House) -> None:
    ticket_id = house.filed("resolved")
    args = {"ticket_id": ticket_id, "message_id": house.id(), "body": "Nobody called back", "dissatisfied": True}
    house.act("sam", "ticket.not_solved", **args)
    assert house.ticket(ticket_id).assignee_id == named("leo")
    assert house.history(ticket_id, "dissatisfied", "to_lead") == [
        ("dissatisfied", "yes", "desktop"), ("to_lead", named("leo"), "desktop"),
    ]  # fmt: skip


@pytest.mark.parametrize("how", ["not_solved", "reply", "set_status", "answer_back"])
def test_a_second_reopening_goes_to_the_lead_however_it_comes(house: House, how: str) -> None:
    ticket_id = house.filed("resolved", check_back_days=1)
    message = {"message_id": house.id(), "body": "Again"}
    ways: dict[str, dict[str, Any]] = {
        "not_solved": message, "reply": message, "set_status": {"status": "open"}, "answer_back": {"works": False},
    }  # fmt: skip
    args = ways[how]
    house.act("sam", f"ticket.{how}", ticket_id=ticket_id, **args)
    assert house.ticket(ticket_id).assignee_id == named("ana")
    house.act("ana", "ticket.set_status", ticket_id=ticket_id, status="resolved", check_back_days=1)
    house.act(
        "sam", f"ticket.{how}", ticket_id=ticket_id, **args | ({"message_id": house.id()} if "body" in args else {})
    )
    ticket = house.ticket(ticket_id)
    assert (ticket.reopened_count, ticket.assignee_id) == (2, named("leo"))


def test_a_team_without_a_lead_keeps_its_ticket(house: House) -> None:
    support = house.store.get(Team, named("support"))
    assert support is not None
    house.store.put(replace(support, lead_id=None))
    ticket_id = house.filed("resolved")
    args = {"ticket_id": ticket_id, "message_id": house.id(), "body": "Bad", "dissatisfied": True}
    house.act("sam", "ticket.not_solved", **args)
    assert house.ticket(ticket_id).assignee_id == named("ana")
    assert house.history(ticket_id, "dissatisfied") == [("dissatisfied", "yes", "desktop")]


def test_after_a_solution_it_is_asked_whether_one_can_work_again(house: House) -> None:
    ticket_id = house.filed("resolved", check_back_days=2)
    due = house.ticket(ticket_id).check_back_at
    assert due == house.now + 2 * DAY
    house.by_itself("ticket.ask_back", ticket_id, due)
    ticket = house.ticket(ticket_id)
    assert (ticket.check_back, ticket.check_back_at) == (CheckBack.ASKED, None)
    house.act("sam", "ticket.answer_back", ticket_id=ticket_id, works=True)
    ticket = house.ticket(ticket_id)
    assert (ticket.check_back, ticket.status, ticket.close_reason) == (
        CheckBack.WORKS, Status.CLOSED, CloseReason.CONFIRMED,
    )  # fmt: skip
    assert [row[1] for row in house.history(ticket_id, "check_back")] == ["asked", "works"]


def test_it_is_asked_also_of_what_was_confirmed_meanwhile_and_no_opens_it(house: House) -> None:
    ticket_id = house.filed("resolved", check_back_days=2)
    house.act("sam", "ticket.set_status", ticket_id=ticket_id, status="closed", close_reason="confirmed")
    due = house.ticket(ticket_id).check_back_at
    assert due is not None
    house.by_itself("ticket.ask_back", ticket_id, due)
    message_id = house.id()
    args = {"ticket_id": ticket_id, "works": False, "message_id": message_id, "body": "It is as before"}
    house.act("sam", "ticket.answer_back", **args)
    ticket = house.ticket(ticket_id)
    assert (ticket.status, ticket.reopened_count, ticket.check_back) == (Status.OPEN, 1, None)
    assert house.store.get(Message, message_id) is not None


def test_the_topic_says_whether_it_is_asked_unless_the_agent_does(house: House) -> None:
    other = house.store.get(Topic, named("other"))
    assert other is not None
    house.store.put(replace(other, check_back_days=5))
    for given, days in ((None, 5), (1, 1), (0, 0)):
        ticket_id = house.file_ticket(topic_id=named("other"))
        args = {} if given is None else {"check_back_days": given}
        house.act("ana", "ticket.set_status", ticket_id=ticket_id, status="resolved", **args)
        expected = house.now + days * DAY if days else None
        assert house.ticket(ticket_id).check_back_at == expected
    bad = {"ticket_id": house.filed(), "status": "resolved", "check_back_days": 4000}
    assert refused(house, "ana", "ticket.set_status", **bad) is RejectCode.INVALID


@pytest.mark.parametrize("end", ["open", "withdrawn"])
def test_what_was_not_solved_after_all_is_not_asked_about(house: House, end: str) -> None:
    ticket_id = house.filed("resolved", check_back_days=2)
    step = {"status": "open"} if end == "open" else {"status": "closed", "close_reason": end}
    house.act("sam", "ticket.set_status", ticket_id=ticket_id, **step)
    assert (house.ticket(ticket_id).check_back, house.ticket(ticket_id).check_back_at) == (None, None)


def rating(house: House, ticket_id: RecordId) -> Rating | None:
    return house.store.get(Rating, rating_id(ticket_id))


def test_its_requester_says_how_it_was_and_changes_it_for_some_days(house: House) -> None:
    ticket_id = house.filed("resolved")
    house.act("sam", "ticket.rate", ticket_id=ticket_id, score=2, reasons=["slow", "clear", "slow"], comment=" Long ")
    first = rating(house, ticket_id)
    assert first is not None
    assert (first.score, first.reasons, first.comment) == (2, ("clear", "slow"), "Long")
    assert (first.agent_id, first.team_id, first.user_id) == (named("ana"), named("support"), named("sam"))
    house.now += 13 * DAY
    house.act("sam", "ticket.rate", ticket_id=ticket_id, score=4)
    second = rating(house, ticket_id)
    assert second is not None
    assert (second.score, second.reasons, second.at, second.updated_at) == (4, (), first.at, house.now)
    assert [row[1] for row in house.history(ticket_id, "rating")] == ["2", "4"]
    house.now += 2 * DAY
    assert refused(house, "sam", "ticket.rate", ticket_id=ticket_id, score=1) is RejectCode.TOO_LATE


@pytest.mark.parametrize(
    ("who", "args", "code"),
    [
        ("sam", {"score": 0}, RejectCode.INVALID),
        ("sam", {"score": 6}, RejectCode.INVALID),
        ("sam", {"score": 3, "comment": "x" * 2001}, RejectCode.INVALID),
        ("sam", {"score": 3, "reasons": ["weather"]}, RejectCode.INVALID),
        ("olga", {"score": 5}, RejectCode.FORBIDDEN),
        ("ana", {"score": 5}, RejectCode.FORBIDDEN),
        ("sue", {"score": 5}, RejectCode.GONE),
    ],
)
def test_nobody_else_rates_and_nothing_else_is_a_rating(
    house: House, who: str, args: dict[str, Any], code: RejectCode
) -> None:
    ticket_id = house.filed("resolved")
    assert refused(house, who, "ticket.rate", ticket_id=ticket_id, **args) is code
    assert rating(house, ticket_id) is None


def test_what_is_not_solved_is_not_rated(house: House) -> None:
    assert refused(house, "sam", "ticket.rate", ticket_id=house.filed(), score=5) is RejectCode.ILLEGAL_TRANSITION


def test_a_computer_without_the_desks_side_gives_nothing_to_anybody(house: House) -> None:
    """A store's: what it shows until the server has answered names no lead."""
    ticket_id = house.filed("resolved")
    del house.store.rows["ticket_desk", ticket_id]
    args = {"ticket_id": ticket_id, "message_id": house.id(), "body": "Bad", "dissatisfied": True}
    house.act("sam", "ticket.not_solved", **args)
    assert house.ticket(ticket_id).assignee_id == named("ana")
    assert house.history(ticket_id, "to_lead") == []
