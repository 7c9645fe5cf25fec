"""Reminders, closing by itself and asking later, as a server does them: once, by day, told to whom they concern."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from msgspec.structs import replace
from sqlalchemy import select

from domain.closing import POLICY_ID, rating_id
from domain.ids import RecordId
from domain.records import ClosingPolicy, Notification, Rating, Store, Team, Ticket, TicketEvent
from domain.words import CheckBack, CloseReason, NotificationKind, Origin, Status
from server.db.database import Database
from server.jobs.running import run_due
from server.jobs.tables import timer
from server.jobs.timers import follow
from server.tickets.timers import TICKET_TIMERS
from sync.protocol.push import Outcome
from tests.support.world import World

DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def opened(world: World, database: Database) -> None:
    """Timers are set by whoever writes; the store is open from nine to six, and Tina leads the tills."""
    follow(database, TICKET_TIMERS)
    centro, tills = world.get(Store, "centro"), world.get(Team, "tills")
    world.put(replace(centro, opens="09:00-18:00", time_zone="UTC"), replace(tills, lead_id=world.ids["tina"]))
    world.put(ClosingPolicy(id=POLICY_ID))


def does(world: World, who: str, name: str, **args: Any) -> None:
    """Somebody does something to the ticket that Ana has taken."""
    if "body" in args:
        args["message_id"] = world.new_id()
    result = world.client(who).does(name, ticket_id=world.ids["taken"], **args)
    assert result.outcome is Outcome.OK, result


def told(world: World, who: str) -> list[NotificationKind]:
    with world.database.read(world.space_id) as session:
        mine = session.find(Notification, user_id=world.ids[who])
    return [one.about for one in sorted(mine, key=lambda one: one.at)]


def timers(world: World) -> list[str]:
    with world.database.snapshot() as connection:
        return sorted(connection.scalars(select(timer.c.name).where(timer.c.record_id == world.ids["taken"])))


def taken(world: World) -> Ticket:
    return world.get_ticket("taken")


def test_a_store_that_does_not_answer_is_reminded_twice_then_it_closes(world: World) -> None:
    does(world, "ana", "ticket.set_status", status="pending")
    asked = world.now
    assert timers(world) == ["ticket.lapse", "ticket.remind"]
    assert run_due(world.database, TICKET_TIMERS, asked + 2 * DAY) == 0
    for count in (1, 2):
        assert run_due(world.database, TICKET_TIMERS, asked + 3 * count * DAY) == 1
        assert run_due(world.database, TICKET_TIMERS, asked + 3 * count * DAY) == 0
        assert taken(world).reminder_count == count
    assert told(world, "simon") == [NotificationKind.STATUS, NotificationKind.AWAITED, NotificationKind.AWAITED]
    run_due(world.database, TICKET_TIMERS, asked + 10 * DAY)
    ticket = taken(world)
    assert (ticket.status, ticket.close_reason) == (Status.CLOSED, CloseReason.NO_RESPONSE)
    assert timers(world) == []
    with world.database.read(world.space_id) as session:
        rows = session.find(TicketEvent, ticket_id=ticket.id)
    by_itself = [row for row in sorted(rows, key=lambda row: (row.at, row.field)) if row.via is Origin.TIMER]
    assert [(row.field, row.after) for row in by_itself] == [
        ("reminder", "1"), ("reminder", "2"), ("close_reason", "no_response"), ("status", "closed"),
    ]  # fmt: skip
    assert {row.actor_id for row in by_itself} == {world.ids["ana"]}


def test_an_answer_stops_all_of_it(world: World) -> None:
    does(world, "ana", "ticket.set_status", status="pending")
    run_due(world.database, TICKET_TIMERS, world.now + 3 * DAY)
    does(world, "simon", "ticket.reply", body="The one by the door")
    assert timers(world) == []
    assert run_due(world.database, TICKET_TIMERS, world.now + 30 * DAY) == 0
    assert taken(world).status is Status.OPEN


def test_what_is_due_at_night_is_done_in_the_morning(world: World) -> None:
    does(world, "ana", "ticket.set_status", status="pending")
    due = taken(world).reminder_at
    assert due is not None
    night = due.replace(hour=23)
    run_due(world.database, TICKET_TIMERS, night)
    assert taken(world).reminder_count == 0
    morning = (night + DAY).replace(hour=9, minute=0, second=0, microsecond=0)
    assert taken(world).reminder_at == morning
    run_due(world.database, TICKET_TIMERS, morning)
    assert taken(world).reminder_count == 1


def test_a_server_that_was_away_reminds_before_it_closes(world: World) -> None:
    does(world, "ana", "ticket.set_status", status="pending")
    back = world.now + 60 * DAY
    run_due(world.database, TICKET_TIMERS, back)
    ticket = taken(world)
    assert (ticket.status, ticket.reminder_count) == (Status.PENDING, 1)
    assert ticket.closes_at is not None
    assert ticket.closes_at > back + 5 * DAY
    assert timers(world) == ["ticket.lapse", "ticket.remind"]


def test_what_is_solved_closes_as_confirmed_and_is_asked_about_all_the_same(world: World) -> None:
    does(world, "ana", "ticket.set_status", status="resolved", check_back_days=9)
    solved = world.now
    run_due(world.database, TICKET_TIMERS, solved + 7 * DAY)
    assert (taken(world).status, taken(world).close_reason) == (Status.CLOSED, CloseReason.CONFIRMED)
    run_due(world.database, TICKET_TIMERS, solved + 9 * DAY)
    assert taken(world).check_back is CheckBack.ASKED
    assert told(world, "simon")[-1] is NotificationKind.CHECK_BACK
    assert timers(world) == []
    does(world, "simon", "ticket.answer_back", works=False, body="It beeps again")
    assert (taken(world).status, taken(world).reopened_count) == (Status.OPEN, 1)


def test_the_lead_is_told_of_the_dissatisfied_and_the_agent_of_a_rating(world: World) -> None:
    does(world, "ana", "ticket.set_status", status="resolved")
    does(world, "simon", "ticket.rate", score=1, reasons=["slow"], comment="Three weeks")
    assert told(world, "ana") == [NotificationKind.RATED]
    does(world, "simon", "ticket.not_solved", body="Nobody came", dissatisfied=True)
    assert taken(world).assignee_id == world.ids["tina"]
    assert told(world, "tina") == [NotificationKind.TO_LEAD]
    rating: Rating = world.get(Rating, rating_id(RecordId(world.ids["taken"])))
    assert (rating.score, rating.agent_id, rating.team_id) == (1, world.ids["ana"], world.ids["tills"])


def test_the_same_rating_again_is_news_to_nobody(world: World) -> None:
    does(world, "ana", "ticket.set_status", status="resolved")
    does(world, "simon", "ticket.rate", score=5)
    does(world, "simon", "ticket.rate", score=5, comment="Really")
    assert told(world, "ana") == [NotificationKind.RATED]


def test_a_ticket_that_is_erased_takes_its_rating_along(world: World) -> None:
    does(world, "ana", "ticket.set_status", status="resolved")
    does(world, "simon", "ticket.rate", score=3)
    world.delete(taken(world))
    with world.database.read(world.space_id) as session:
        assert session.get(Rating, rating_id(world.ids["taken"])) is None
