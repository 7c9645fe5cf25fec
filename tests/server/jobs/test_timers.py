"""Timers: what is due is done once, whoever runs it; what fails holds nothing else up and is given up in the end."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import delete, select

from domain.ids import RecordId
from domain.records import Notification, TicketDesk, TicketEvent, UserCard
from domain.words import NotificationKind, Origin
from server.db.database import Database, WriteSession
from server.jobs.running import FIRST_PAUSE, TRIES_MOST, run_due
from server.jobs.tables import timer
from server.jobs.timers import TimerKind, catch_up, follow, next_due, parked_count
from server.tickets.timers import TICKET_TIMERS
from sync.protocol.push import Outcome
from tests.support.world import World

HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def following(database: Database) -> None:
    """Timers are set by whoever writes to the database."""
    with database.transaction() as connection:
        # On PostgreSQL other tests were here.
        connection.execute(delete(timer))
    follow(database, TICKET_TIMERS)


def snooze(world: World, *names: str, span: timedelta = HOUR) -> datetime:
    """Let Ana snooze tickets; returns until when."""
    until = world.now + span
    for name in names:
        args = {"ticket_id": world.ids[name], "until": until}
        assert world.client("ana").does("ticket.snooze", **args).outcome is Outcome.OK
    return until


def asleep(world: World, name: str) -> bool:
    return world.get(TicketDesk, name).snoozed_at is not None


def rows(database: Database) -> Sequence[object]:
    with database.snapshot() as connection:
        return list(connection.execute(select(timer)))


def run(world: World, now: datetime, kinds: Sequence[TimerKind] = TICKET_TIMERS) -> int:
    return run_due(world.database, kinds, now)


def test_a_snoozed_ticket_comes_back_at_its_time_and_not_before(world: World) -> None:
    until = snooze(world, "taken")
    assert run(world, until - timedelta(seconds=1)) == 0
    assert asleep(world, "taken")
    assert run(world, until) == 1
    assert not asleep(world, "taken")
    assert run(world, until + HOUR) == 0
    assert rows(world.database) == []


def test_whoever_snoozed_it_is_told_and_the_history_says_that_its_time_had_come(world: World) -> None:
    run(world, snooze(world, "till"))
    with world.database.read(world.space_id) as session:
        told = [(one.user_id, one.about) for one in session.find(Notification)]
        woke = max(session.find(TicketEvent, ticket_id=world.ids["till"], field="snooze"), key=lambda one: one.at)
    assert told == [(world.ids["ana"], NotificationKind.WOKE)]
    assert (woke.after, woke.via, woke.actor_id) == ("", Origin.TIMER, world.ids["ana"])


def test_it_comes_back_also_when_whoever_snoozed_it_has_left(world: World) -> None:
    until = snooze(world, "taken")
    card = world.get(UserCard, "ana")
    world.client("ada").does("structure.save", user_card={"id": card.id, "name": "Ana", "role_id": card.role_id,
                                                         "active": False})  # fmt: skip
    run(world, until)
    assert not asleep(world, "taken")


def test_snoozing_again_sets_the_timer_anew_and_an_answer_stops_it(world: World) -> None:
    snooze(world, "taken")
    later = snooze(world, "taken", span=3 * HOUR)
    with world.database.snapshot() as connection:
        assert next_due(connection) == later
    args = {"ticket_id": world.ids["taken"], "message_id": world.new_id(), "body": "It came back"}
    assert world.client("simon").does("ticket.reply", **args).outcome is Outcome.OK
    assert rows(world.database) == []


def test_without_a_time_there_is_no_timer(world: World) -> None:
    assert world.client("ana").does("ticket.snooze", ticket_id=world.ids["taken"]).outcome is Outcome.OK
    assert rows(world.database) == []


def test_a_ticket_that_is_erased_takes_its_timer_with_it(world: World) -> None:
    snooze(world, "taken")
    world.delete(world.get_ticket("taken"))
    assert rows(world.database) == []


def test_what_was_written_without_timers_gets_them_once(world: World) -> None:
    until = snooze(world, "taken", "till")
    with world.database.transaction() as connection:
        connection.execute(delete(timer).where(timer.c.record_id == world.ids["till"]))
    for _ in range(2):
        catch_up(world.database, TICKET_TIMERS)
    # On PostgreSQL there are the tickets of other tests, too.
    with world.database.snapshot() as connection:
        own = select(timer).where(timer.c.space_id == world.space_id)
        assert len(list(connection.execute(own))) == 2
    assert run(world, until) == 2


def test_many_that_are_due_at_once_are_all_done(world: World) -> None:
    for place in range(120):
        ticket = world.ticket(f"t{place}", team_id="tills", store_id="centro")
        world.put(ticket, *world.children(ticket))
    until = snooze(world, *(f"t{place}" for place in range(120)))
    assert run(world, until) == 120
    assert not any(asleep(world, f"t{place}") for place in range(120))


def place_of(database: Database) -> str:
    url = database.engine.url
    is_file = database.engine.dialect.name == "sqlite"
    return str(Path(str(url.database)).parent) if is_file else url.render_as_string(hide_password=False)


def test_two_processes_do_each_thing_once(world: World) -> None:
    until = snooze(world, "taken", "till", "refund")
    others = [Database.open(place_of(world.database)) for _ in range(2)]
    done: list[int] = []
    for other in others:
        follow(other, TICKET_TIMERS)
    threads = [
        threading.Thread(target=lambda o=other: done.append(run_due(o, TICKET_TIMERS, until))) for other in others
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for other in others:
        other.close()
    assert sum(done) == 3
    with world.database.read(world.space_id) as session:
        assert len([one for one in session.find(TicketEvent, field="snooze") if one.after == ""]) == 3


def failing(*bad: RecordId) -> tuple[TimerKind, ...]:
    """The kinds, with a bug that some tickets bring to light."""
    kind = TICKET_TIMERS[0]

    def fire(session: WriteSession, record_id: RecordId, now: datetime) -> None:
        kind.fire(session, record_id, now)
        if record_id in bad:
            raise ZeroDivisionError

    return (replace(kind, fire=fire),)


def test_one_that_fails_holds_no_other_one_up_and_leaves_nothing_half_done(world: World) -> None:
    until = snooze(world, "taken", "till", "refund")
    kinds = failing(world.ids["till"])
    run(world, until, kinds)
    assert [asleep(world, name) for name in ("taken", "till", "refund")] == [False, True, False]
    # It is tried again after a while, and works once the bug is gone.
    assert run(world, until + FIRST_PAUSE / 2, kinds) == 0
    assert run(world, until + FIRST_PAUSE) == 1
    assert not asleep(world, "till")


def test_one_that_fails_again_and_again_is_given_up_and_said_so(world: World) -> None:
    now = snooze(world, "till")
    for _ in range(TRIES_MOST):
        assert run(world, now, failing(world.ids["till"])) == 1
        now += timedelta(days=1)
    assert run(world, now) == 0
    with world.database.snapshot() as connection:
        assert parked_count(connection) == 1
        assert next_due(connection) is None
    # Whoever snoozes the ticket again sets it again.
    assert run(world, snooze(world, "till", span=2 * HOUR)) == 1


def test_a_timer_of_a_kind_that_nobody_knows_is_dropped(world: World) -> None:
    until = snooze(world, "till")
    assert run(world, until, ()) == 1
    assert rows(world.database) == []
