"""Being away: what is given to somebody who is, goes to their backup, or to the next in line of the team."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from domain.errors import MutationRejected, RejectCode
from domain.ids import RecordId
from domain.records import Absence, Team, Ticket, TicketEvent
from domain.words import Audience
from tests.support.franchise import Franchise, named

DAY = timedelta(days=1)


def away(franchise: Franchise, who: str, **args: Any) -> None:
    franchise.act(who, "absence.set", **{"user_id": named(who)} | args)


def assign(franchise: Franchise, ticket_id: RecordId, whom: str, who: str = "leo", **args: Any) -> None:
    franchise.act(who, "ticket.set_assignee", ticket_id=ticket_id, assignee_id=named(whom), **args)


def assignee(franchise: Franchise, ticket_id: RecordId) -> RecordId | None:
    ticket = franchise.store.get(Ticket, ticket_id)
    assert ticket is not None
    return ticket.assignee_id


def line(franchise: Franchise, *people: str) -> None:
    franchise.act("leo", "team.set_line", team_id=named("support"), user_ids=[named(one) for one in people])


def refusal(franchise: Franchise, who: str, name: str, **args: Any) -> RejectCode:
    with pytest.raises(MutationRejected) as info:
        franchise.act(who, name, **args)
    return info.value.code


def test_what_is_given_to_somebody_away_goes_to_their_backup_and_the_history_says_why() -> None:
    franchise = Franchise()
    away(franchise, "ana", backup_id=named("alex"))
    ticket_id = franchise.file_ticket()
    assign(franchise, ticket_id, "ana")
    assert assignee(franchise, ticket_id) == named("alex")
    [event] = [one for one in franchise.store.all(TicketEvent) if one.field == "stand_in"]
    assert (event.before, event.after, event.audience) == (named("ana"), named("alex"), Audience.INTERNAL)


def test_where_the_backup_is_away_too_it_goes_to_theirs() -> None:
    franchise = Franchise()
    away(franchise, "ana", backup_id=named("alex"))
    away(franchise, "alex", backup_id=named("leo"))
    ticket_id = franchise.file_ticket()
    assign(franchise, ticket_id, "ana", who="ada")
    assert assignee(franchise, ticket_id) == named("leo")


def test_without_a_backup_it_goes_to_the_next_in_line_and_round() -> None:
    franchise = Franchise()
    line(franchise, "alex", "ana", "leo")
    away(franchise, "leo")
    away(franchise, "ana")
    ticket_id = franchise.file_ticket()
    assign(franchise, ticket_id, "ana", who="ada")
    assert assignee(franchise, ticket_id) == named("alex")


def test_where_everybody_is_away_it_waits_in_the_teams_queue() -> None:
    franchise = Franchise()
    away(franchise, "ana", backup_id=named("alex"))
    away(franchise, "alex", backup_id=named("ana"))
    ticket_id = franchise.file_ticket()
    assign(franchise, ticket_id, "ana")
    assert assignee(franchise, ticket_id) is None


def test_whoever_is_back_or_whose_time_is_over_gets_it_again() -> None:
    franchise = Franchise()
    away(franchise, "ana", backup_id=named("alex"), until=franchise.now + DAY)
    franchise.now += 2 * DAY
    ticket_id = franchise.file_ticket()
    assign(franchise, ticket_id, "ana")
    assert assignee(franchise, ticket_id) == named("ana")
    away(franchise, "ana", backup_id=named("alex"))
    franchise.act("ana", "absence.end", user_id=named("ana"))
    other = franchise.file_ticket()
    assign(franchise, other, "ana")
    assert assignee(franchise, other) == named("ana")


def test_what_was_theirs_before_is_handed_over_and_can_be_given_back_all_the_same() -> None:
    franchise = Franchise()
    ticket_id = franchise.file_ticket()
    assign(franchise, ticket_id, "ana")
    away(franchise, "ana", backup_id=named("alex"))
    assign(franchise, ticket_id, "ana")
    assert assignee(franchise, ticket_id) == named("alex")
    assign(franchise, ticket_id, "ana", anyway=True)
    assert assignee(franchise, ticket_id) == named("ana")


def test_whoever_goes_hands_over_what_is_theirs() -> None:
    franchise = Franchise()
    ticket_id = franchise.file_ticket()
    assign(franchise, ticket_id, "ana", who="ana")
    away(franchise, "ana", backup_id=named("alex"))
    assign(franchise, ticket_id, "ana", who="ana")
    assert assignee(franchise, ticket_id) == named("alex")


def test_whoever_takes_a_ticket_while_they_are_away_has_it() -> None:
    franchise = Franchise()
    away(franchise, "ana", backup_id=named("alex"))
    ticket_id = franchise.file_ticket()
    assign(franchise, ticket_id, "ana", who="ana")
    assert assignee(franchise, ticket_id) == named("ana")


def test_an_answer_to_somebody_away_goes_to_whoever_stands_in() -> None:
    franchise = Franchise()
    ticket_id = franchise.file_ticket()
    assign(franchise, ticket_id, "ana")
    away(franchise, "ana", backup_id=named("alex"))
    franchise.act("sam", "ticket.reply", ticket_id=ticket_id, message_id=franchise.id(), body="Again")
    assert assignee(franchise, ticket_id) == named("alex")


def test_what_comes_back_from_above_goes_to_whoever_stands_in() -> None:
    franchise = Franchise()
    ticket_id = franchise.file_ticket()
    assign(franchise, ticket_id, "ana")
    args = {"ticket_id": ticket_id, "message_id": franchise.id(), "body": "Look", "reason": "Hardware"}
    franchise.act("ana", "ticket.escalate", **args)
    away(franchise, "ana", backup_id=named("alex"))
    franchise.act("tim", "ticket.hand_back", ticket_id=ticket_id, message_id=franchise.id(), body="Done")
    assert assignee(franchise, ticket_id) == named("alex")


def test_people_say_it_of_themselves_and_leads_of_their_team() -> None:
    franchise = Franchise()
    franchise.act("leo", "absence.set", user_id=named("ana"), word="Ill")
    absence = franchise.store.get(Absence, named("ana"))
    assert absence is not None
    assert (absence.word, absence.set_by_id, absence.active) == ("Ill", named("leo"), True)
    away(franchise, "olga", until=franchise.now + DAY)
    assert refusal(franchise, "alex", "absence.set", user_id=named("ana")) is RejectCode.FORBIDDEN
    assert refusal(franchise, "cora", "absence.set", user_id=named("cora")) is RejectCode.FORBIDDEN
    assert refusal(franchise, "sam", "absence.end", user_id=named("ana")) is RejectCode.FORBIDDEN


def test_nobody_stands_in_for_themselves_or_for_longer_than_a_year() -> None:
    franchise = Franchise()
    for args in ({"backup_id": named("ana")}, {"until": franchise.now + 400 * DAY}, {"word": "x" * 121}):
        assert refusal(franchise, "ana", "absence.set", user_id=named("ana"), **args) is RejectCode.INVALID


def test_only_a_lead_orders_the_line_and_only_of_the_teams_people() -> None:
    franchise = Franchise()
    args = {"team_id": named("support"), "user_ids": [named("ana")]}
    assert refusal(franchise, "ana", "team.set_line", **args) is RejectCode.FORBIDDEN
    strange = args | {"user_ids": [named("tim")]}
    assert refusal(franchise, "leo", "team.set_line", **strange) is RejectCode.INVALID
    line(franchise, "alex", "ana", "alex")
    team = franchise.store.get(Team, named("support"))
    assert team is not None
    assert team.line_ids == (named("alex"), named("ana"))
    assert team.escalates_to_id == named("technical")
