"""Reminders of what is owed, and who is told of a ticket that comes up."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import delete

from domain.records import Notification, Team, TicketDesk, UserCard
from domain.words import NotificationKind
from server.db.database import Database
from server.jobs.running import run_due
from server.jobs.tables import timer
from server.jobs.timers import follow
from server.tickets.timers import TICKET_TIMERS
from sync.protocol.push import Outcome
from tests.support.world import World

DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def following(database: Database) -> Iterator[None]:
    """Timers are set by whoever writes to the database, and leave none to other tests on it."""
    with database.transaction() as connection:
        # On PostgreSQL other tests were here.
        connection.execute(delete(timer))
    follow(database, TICKET_TIMERS)
    yield
    with database.transaction() as connection:
        connection.execute(delete(timer))


def told(world: World, about: NotificationKind) -> set[str]:
    by_id = {record_id: name for name, record_id in world.ids.items()}
    with world.database.read(world.space_id) as session:
        return {by_id[one.user_id] for one in session.find(Notification, about=about)}


def promise(world: World, ticket: str) -> None:
    args = {"message_id": world.new_id(), "body": "It takes longer", "next_update_at": world.now + DAY}
    result = world.client("ana").does("ticket.promise", ticket_id=world.ids[ticket], **args)
    assert result.outcome is Outcome.OK


def test_whoever_works_on_it_is_reminded_at_its_time_and_once(world: World) -> None:
    promise(world, "taken")
    due = world.get(TicketDesk, "taken").remind_at
    assert run_due(world.database, TICKET_TIMERS, due - timedelta(seconds=1)) == 0
    assert told(world, NotificationKind.REMINDER) == set()
    assert run_due(world.database, TICKET_TIMERS, due) == 1
    assert told(world, NotificationKind.REMINDER) == {"ana"}
    assert run_due(world.database, TICKET_TIMERS, due + DAY) == 0


def test_whoever_works_on_it_by_then_is_reminded_of_what_somebody_else_has_promised(world: World) -> None:
    promise(world, "taken")
    args = {"ticket_id": world.ids["taken"], "assignee_id": world.ids["tina"]}
    assert world.client("ana").does("ticket.set_assignee", **args).outcome is Outcome.OK
    run_due(world.database, TICKET_TIMERS, world.get(TicketDesk, "taken").remind_at)
    assert told(world, NotificationKind.REMINDER) == {"tina"}


def test_a_reminder_comes_also_when_whoever_promised_it_has_left(world: World) -> None:
    promise(world, "taken")
    card = world.get(UserCard, "ana")
    gone = {"id": card.id, "name": "Ana", "role_id": card.role_id, "active": False}
    assert world.client("ada").does("structure.save", user_card=gone).outcome is Outcome.OK
    due = world.get(TicketDesk, "taken").remind_at
    assert run_due(world.database, TICKET_TIMERS, due) == 1
    assert world.get(TicketDesk, "taken").remind_at is None


def test_everybody_who_may_work_in_the_team_above_is_told_that_a_ticket_has_come_up(world: World) -> None:
    world.put(Team(id=world.ids["tills"], name="Tills", escalates_to_id=world.ids["stock"]))
    args = {"message_id": world.new_id(), "body": "No way to open it from here", "reason": "Hardware"}
    result = world.client("ana").does("ticket.escalate", ticket_id=world.ids["till"], **args)
    assert result.outcome is Outcome.OK
    assert told(world, NotificationKind.ESCALATED) == {"bruno", "tina"}
    assert world.get_ticket("till").team_id == world.ids["stock"]
    assert world.ids["ana"] in world.get_ticket("till").follower_ids


def test_what_comes_back_is_told_to_whom_it_was_taken_from(world: World) -> None:
    world.put(Team(id=world.ids["tills"], name="Tills", escalates_to_id=world.ids["stock"]))
    ticket_id = world.ids["taken"]
    args = {"ticket_id": ticket_id, "message_id": world.new_id(), "body": "Please look", "reason": "Hardware"}
    owner = world.get_ticket("taken").assignee_id
    assert world.client("tina").does("ticket.escalate", **args).outcome is Outcome.OK
    answer = {"ticket_id": ticket_id, "message_id": world.new_id(), "body": "A new drawer is on its way"}
    assert world.client("bruno").does("ticket.hand_back", **answer).outcome is Outcome.OK
    after = world.get_ticket("taken")
    assert (after.team_id, after.assignee_id) == (world.ids["tills"], owner)
    assert told(world, NotificationKind.ASSIGNED) == {"ana"}
