"""The sample tickets: many, legal, believable, and the same every time."""

from __future__ import annotations

import re
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from demo.content.hours import desk_is_on_shift, is_open
from demo.content.people import PEOPLE_BY_HANDLE, TEAMS
from demo.content.scripts import fresh_scripts, problem_scripts
from demo.content.stores import STORES_BY_KEY
from demo.content.tickets import StepKind, TicketScript, generate, replay
from demo.content.topics import TOPICS_BY_KEY
from domain.deadlines import first_response_due
from domain.tickets import REQUESTER_CLOSE_REASONS, Side, may_follow
from domain.words import CloseReason, Status

NOON = datetime(2026, 3, 10, 10, 24, tzinfo=UTC)
SUNDAY_NIGHT = datetime(2026, 11, 22, 3, 5, tzinfo=UTC)
SUMMER_TIME_BEGAN = datetime(2027, 3, 28, 1, 30, tzinfo=UTC)
TEAM_KEYS = {team.key for team in TEAMS}


@pytest.fixture(scope="module", params=[NOON, SUNDAY_NIGHT, SUMMER_TIME_BEGAN], ids=["noon", "night", "dst"])
def now(request: pytest.FixtureRequest) -> datetime:
    moment: datetime = request.param
    return moment


@pytest.fixture(scope="module")
def tickets(now: datetime) -> list[TicketScript]:
    return generate(now)


def test_the_same_time_gives_the_same_tickets(now: datetime, tickets: list[TicketScript]) -> None:
    assert generate(now) == tickets


def test_there_are_as_many_tickets_as_asked_for() -> None:
    assert [len(generate(NOON, count)) for count in (5, 60, 420, 1000)] == [5, 60, 420, 1000]


def test_they_tell_of_many_problems_in_both_languages(tickets: list[TicketScript]) -> None:
    told = Counter(ticket.script for ticket in tickets)
    assert len(told) >= 60
    assert min(Counter(ticket.locale for ticket in tickets).values()) >= 150
    long = {ticket.script for ticket in tickets if 3 <= 1 + _messages(ticket) <= 9}
    assert len(long) >= 35


def test_no_two_tickets_read_alike(tickets: list[TicketScript]) -> None:
    assert len({ticket.opening for ticket in tickets}) == len(tickets)


def test_a_ticket_names_only_what_exists(tickets: list[TicketScript]) -> None:
    for ticket in tickets:
        assert ticket.store in STORES_BY_KEY
        assert ticket.topic in TOPICS_BY_KEY
        assert ticket.team in TEAM_KEYS
        requester = PEOPLE_BY_HANDLE[ticket.requester]
        assert ticket.store in requester.stores or requester.teams
        for step in ticket.steps:
            assert step.actor in PEOPLE_BY_HANDLE
            assert set(step.mentions) <= set(PEOPLE_BY_HANDLE)
            assert step.actor not in step.mentions
            assert step.kind is not StepKind.TEAM or step.value in TEAM_KEYS


def test_stores_write_in_their_language(tickets: list[TicketScript]) -> None:
    for ticket in tickets:
        assert ticket.locale == STORES_BY_KEY[ticket.store].locale


def test_every_sentence_is_filled_in(tickets: list[TicketScript]) -> None:
    for ticket in tickets:
        for text in (ticket.subject, ticket.opening, *(step.text for step in ticket.steps)):
            assert not re.search(r"[{}]|\[\[|\]\]|  ", text), text


def test_steps_follow_one_another_and_none_is_in_the_future(now: datetime, tickets: list[TicketScript]) -> None:
    for ticket in tickets:
        moments = [ticket.created_at, *(step.at for step in ticket.steps)]
        assert moments == sorted(moments)
        assert moments[-1] <= now
        assert now - ticket.created_at <= timedelta(days=120)
        assert all(moment.utcoffset() == timedelta() for moment in moments)


def test_every_change_of_status_is_legal_for_whoever_makes_it(tickets: list[TicketScript]) -> None:
    for ticket in tickets:
        for index, step in enumerate(ticket.steps):
            if step.kind is not StepKind.STATUS:
                continue
            before = replay(ticket, ticket.steps[:index]).status
            side = Side.REQUESTER if step.actor == ticket.requester else Side.DESK
            assert may_follow(before, Status(step.value), side), (ticket.script, before, step)
            assert (step.close_reason is not None) == (step.value == Status.CLOSED)
            assert side is Side.DESK or step.close_reason in REQUESTER_CLOSE_REASONS
            assert bool(step.vendor and step.vendor_reference and step.expected_at) == (step.value == Status.ON_HOLD)


def test_the_desk_works_only_on_tickets_of_its_team(tickets: list[TicketScript]) -> None:
    for ticket in tickets:
        for index, step in enumerate(ticket.steps):
            if step.actor != ticket.requester:
                team = replay(ticket, ticket.steps[:index]).team
                assert team in PEOPLE_BY_HANDLE[step.actor].teams, (ticket.script, step)
        outcome = ticket.outcome
        assert outcome.assignee is None or outcome.team in PEOPLE_BY_HANDLE[outcome.assignee].teams


def test_a_light_agent_only_writes_notes(tickets: list[TicketScript]) -> None:
    for step in (step for ticket in tickets for step in ticket.steps):
        if PEOPLE_BY_HANDLE[step.actor].role == "light_agent":
            assert step.kind is StepKind.NOTE


def test_people_write_while_they_work(tickets: list[TicketScript]) -> None:
    fresh = {script.key for script in fresh_scripts()}
    for ticket in (ticket for ticket in tickets if ticket.script not in fresh):
        assert is_open(STORES_BY_KEY[ticket.store], ticket.created_at)
        for step in ticket.steps:
            if step.kind in {StepKind.REPLY, StepKind.NOTE} and step.actor != ticket.requester:
                assert desk_is_on_shift(step.at)
            elif step.kind is StepKind.REPLY:
                assert is_open(STORES_BY_KEY[ticket.store], step.at)


def test_statuses_are_spread_as_on_a_real_desk(tickets: list[TicketScript]) -> None:
    count = Counter(ticket.outcome.status for ticket in tickets)
    assert set(count) == set(Status)
    assert min(count.values()) >= 5
    assert count[Status.CLOSED] >= 250
    reasons = Counter(ticket.outcome.close_reason for ticket in tickets)
    assert reasons[CloseReason.CONFIRMED] > reasons[CloseReason.NO_RESPONSE] > 20
    assert min(reasons[rare] for rare in (CloseReason.SPAM, CloseReason.WITHDRAWN, CloseReason.DUPLICATE)) >= 1


def test_some_answers_came_late_some_are_due_and_some_are_overdue(now: datetime, tickets: list[TicketScript]) -> None:
    answered = [(ticket, at) for ticket in tickets if (at := ticket.outcome.first_response_at)]
    late = sum(at > first_response_due(ticket.outcome.priority, ticket.created_at) for ticket, at in answered)
    assert 0.02 < late / len(answered) < 0.25
    waiting = [
        first_response_due(ticket.outcome.priority, ticket.created_at)
        for ticket in tickets
        if ticket.outcome.first_response_at is None and ticket.outcome.status in {Status.NEW, Status.OPEN}
    ]
    assert sum(due < now for due in waiting) >= 2
    assert sum(now <= due <= now + timedelta(hours=1) for due in waiting) >= 3


def test_a_few_dozen_are_from_the_last_two_days(now: datetime, tickets: list[TicketScript]) -> None:
    assert 36 <= sum(now - ticket.created_at <= timedelta(hours=48) for ticket in tickets) <= 90


def test_tickets_were_taken_over_escalated_reopened_and_raised(tickets: list[TicketScript]) -> None:
    kinds = Counter(step.kind for ticket in tickets for step in ticket.steps)
    assert set(kinds) == set(StepKind)
    assert sum(bool(step.mentions) for ticket in tickets for step in ticket.steps) >= 30
    assert sum(ticket.outcome.reopened for ticket in tickets) >= 4


def test_a_script_that_waits_for_a_third_party_says_for_whom() -> None:
    for script in problem_scripts():
        for variant in script.variants.values():
            if any(line.outcome == "#" for line in variant.lines):
                assert script.vendor(variant.locale), script.key
            if any(line.outcome == "=" for line in variant.lines):
                assert script.fields["close"] in set(CloseReason)


def _messages(ticket: TicketScript) -> int:
    return sum(step.kind in {StepKind.REPLY, StepKind.NOTE} for step in ticket.steps)
