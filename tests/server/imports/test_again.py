"""An import that is run again: goes on where it was killed, doubles nothing, takes nothing from anybody."""

import contextlib
import csv
import itertools
import random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from sqlalchemy import func, select

from domain.ids import RecordId
from domain.records import Message, Notification, Record, Ticket, TicketDesk, TicketEvent, UserCard
from domain.words import Priority, Status
from server.db.points import Point
from server.db.tables import RECORDS, feed, feed_child
from server.imports.report import Fate
from server.jobs import timers
from server.jobs.tables import timer
from server.mail import causes
from server.mail.tables import Mail
from server.tickets.timers import TICKET_TIMERS
from sync.protocol.push import Outcome
from tests.server.imports.conftest import Desk, change, comment, sentences, ticket, user
from tests.server.replica import fetched
from tests.support.world import World

COUNTED = (Ticket, TicketDesk, Message, TicketEvent, UserCard)


class Killed(Exception):
    """The process is gone."""


def counts(world: World) -> dict[str, int]:
    """How many records of each kind there are."""
    with world.database.read(world.space_id) as reader:
        return {
            one.KIND: reader.connection.scalar(
                select(func.count()).where(RECORDS[one.KIND].c.space_id == world.space_id)
            ) or 0
            for one in COUNTED
        }  # fmt: skip


def content(desk: Desk) -> dict[Any, Record]:
    """Every record of those kinds."""
    found: dict[Any, Record] = {}
    with desk.world.database.read(desk.world.space_id) as reader:
        for kind in COUNTED:
            found |= {(kind.KIND, record.id): record for record in reader.find(kind)}
    return found


def told(desk: Desk, key: str) -> list[Any]:
    """A ticket in words, whatever ids it is made of."""
    with desk.world.database.read(desk.world.space_id) as reader:
        names = {card.id: card.name for card in reader.find(UserCard)}
        subjects = {one.id: one.subject for one in reader.find(Ticket)}
    one, side = desk.ticket(key), desk.side(key)
    return [
        one.subject, one.status, one.close_reason, one.priority, one.type, one.store_id, one.team_id,
        names[one.requester_id], names.get(one.assignee_id or one.id), sorted(names[who] for who in one.follower_ids),
        one.created_at, one.updated_at, one.resolved_at, one.closed_at, one.waiting_since, one.first_response_at,
        one.message_count, one.last_message_at, names.get(one.last_message_by or one.id), one.reopened_count,
        subjects.get(one.merged_into_id or one.id), side.tags, side.note_count, side.last_note_at,
        sorted((names[m.author_id], m.audience, m.body, m.created_at) for m in desk.messages(key)),
        sorted((names[e.actor_id], e.field, names.get(RecordId(e.before), e.before), e.after, e.at)
               for e in desk.events(key)),
    ]  # fmt: skip


def a_year(desk: Desk, seed: int = 1, tickets: int = 12) -> None:
    """Write an export of a dozen tickets with everything that there is."""
    chance = random.Random(seed)
    people = [user(str(n), f"Person{n}", role="agent" if n > 105 else "end-user") for n in range(100, 109)]
    desk.people(people)
    rows, comments, history = [], [], []
    for n in range(1, tickets + 1):
        requester = str(chance.randint(100, 106))
        merged = f"[{n - 1}]" if n % 5 == 0 else ""
        rows.append(ticket(
            str(n), requester_id=requester, status=chance.choice(["new", "open", "pending", "solved", "closed"]),
            assignee_id="107", organization_id=chance.choice(["50", "51"]), merged_ticket_ids=merged,
            tags=f'["t{chance.randint(1, 3)}"]', follower_ids=f"[{chance.randint(100, 108)}, 444]",
        ))  # fmt: skip
        for m in range(chance.randint(1, 6)):
            day = f"2024-02-{m + 2:02} 08:00:00"
            comments.append(comment(f"{n}{m}", str(n), f"Words {m}", user_id=chance.choice([requester, "107"]),
                                    created=day, public=chance.choice(["TRUE", "FALSE"])))  # fmt: skip
            history.append(change(str(n), "status", chance.choice(["open", "pending", "solved"]), day, "107"))
    desk.csv("tickets", rows)
    desk.csv("ticket_comments", comments)
    desk.csv("ticket_field_history", history)


def rewrite(desk: Desk, key: str, **values: Any) -> None:
    """Change a ticket of the export."""
    with (desk.folder / "tickets.csv").open(newline="") as stream:
        rows = list(csv.DictReader(stream))
    desk.csv("tickets", [row | values if row["id"] == key else row for row in rows])


def test_twice_is_once(desk: Desk) -> None:
    a_year(desk)
    first = desk.run()
    head, before = desk.head(), content(desk)
    second = desk.run()
    assert desk.head() == head
    assert content(desk) == before
    assert second.fates["ticket"] == {Fate.AS_BEFORE: first.fates["ticket"][Fate.NEW]}


@pytest.mark.parametrize("point", [Point.ROW_WRITE, Point.COMMIT, Point.PUBLISHED])
def test_killed_at_every_transaction_it_goes_on_to_the_same_end(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, point: Point
) -> None:
    monkeypatch.setattr("server.imports.importer.TICKETS_AT_ONCE", 3)
    monkeypatch.setattr("server.imports.importer.PEOPLE_AT_ONCE", 4)
    monkeypatch.setattr("server.imports.importer.ROWS_AT_ONCE", 20)
    monkeypatch.setattr("server.imports.linking.AT_ONCE", 1)
    a_year(desk)
    desk.mapping.of("people")["person107@old.example"] = "agent: Tills"
    kills = 0
    for stop in itertools.count(1):
        passes = 0

        def reach(reached: Point, stop: int = stop) -> None:
            nonlocal passes
            passes += reached is point
            if reached is point and passes == stop:
                raise Killed

        monkeypatch.setattr(desk.world.database, "reach", reach)
        try:
            desk.run()
            break
        except Killed:
            kills += 1
    monkeypatch.setattr(desk.world.database, "reach", lambda reached: None)
    assert kills > 3
    head = desk.head()
    assert desk.run().fates["ticket"] == {Fate.AS_BEFORE: 12}
    assert desk.head() == head
    stopped = [told(desk, str(n)) for n in range(1, 13)]
    # Once more, as another desk's, in one go.
    desk.mapping.source = "control"
    desk.run()
    assert [told(desk, str(n)) for n in range(1, 13)] == stopped


def test_a_kill_leaves_counters_and_conversations_as_one_run_does(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("server.imports.importer.ROWS_AT_ONCE", 7)
    desk.people()
    desk.csv("tickets", [ticket("1")])
    desk.csv(
        "ticket_comments", [comment(str(n), "1", f"Words {n}", created=f"2024-02-{n % 27 + 1:02}") for n in range(40)]
    )
    commits = 0

    def reach(reached: Point) -> None:
        nonlocal commits
        commits += reached is Point.COMMIT
        if commits == 5 and reached is Point.COMMIT:
            raise Killed

    monkeypatch.setattr(desk.world.database, "reach", reach)
    with pytest.raises(Killed):
        desk.run()
    assert 0 < len(desk.messages("1")) < 40
    assert desk.ticket("1").message_count == len(desk.messages("1"))
    desk.run()
    assert len(desk.messages("1")) == 40
    one, newest = desk.ticket("1"), desk.messages("1")[-1]
    assert one.message_count == 40
    assert one.last_message_at == newest.created_at
    assert desk.run().fates["ticket"] == {Fate.AS_BEFORE: 1}


def test_what_changed_there_changes_here_and_what_people_did_here_stays(desk: Desk) -> None:
    desk.people()
    desk.csv("tickets", [ticket(str(n), description="Cold", tags='["a", "b"]') for n in range(1, 4)])
    desk.run()
    ana = desk.world.client("ana")
    one, two = desk.ticket("1").id, desk.ticket("2").id
    assert ana.does("ticket.set_priority", ticket_id=one, priority="urgent").outcome is Outcome.OK
    assert ana.does("ticket.tag", ticket_id=one, add=["c"], remove=["a"]).outcome is Outcome.OK
    reply = {"ticket_id": one, "message_id": desk.world.new_id(), "body": "We look at it"}
    assert ana.does("ticket.reply", **reply).outcome is Outcome.OK
    rewrite(desk, "1", priority="low", subject="Oven, again", tags='["a", "d"]', status="pending")
    rewrite(desk, "2", priority="low")
    desk.csv(
        "ticket_comments", [comment("9", "1", "Still cold", created="2024-02-05 08:00:00"), comment("8", "1", "Cold")]
    )
    report = desk.run()
    here = desk.ticket("1")
    assert here.subject == "Oven, again"
    assert here.priority is Priority.URGENT
    assert here.status is Status.PENDING
    assert here.assignee_id == desk.world.ids["ana"]
    assert desk.side("1").tags == ("c", "d")
    assert desk.world.get(Ticket, two).priority is Priority.LOW
    assert (here.message_count, here.last_message_id) == (3, reply["message_id"])
    assert [one for one in sentences(report) if "priority" in one] == [
        "tickets.csv, line 2 (1), priority: changed there and here since the last import: what it is here stays."
    ]
    assert report.fates["ticket"] == {Fate.CHANGED: 2, Fate.AS_BEFORE: 1}


def test_steps_there_and_here_leave_the_one_here_with_its_clock(desk: Desk) -> None:
    desk.people()
    desk.csv("tickets", [ticket("1", description="Cold")])
    desk.run()
    args = {"ticket_id": desk.ticket("1").id, "status": "pending"}
    assert desk.world.client("ana").does("ticket.set_status", **args).outcome is Outcome.OK
    assert desk.ticket("1").closes_at is not None
    rewrite(desk, "1", status="solved")
    # The step here stays, and so does what it set in motion.
    desk.run()
    assert (desk.ticket("1").status, desk.ticket("1").closes_at is None) == (Status.PENDING, False)
    assert desk.world.client("ana").does("ticket.set_status", **args | {"status": "open"}).outcome is Outcome.OK
    rewrite(desk, "1", status="closed")
    desk.run()
    assert desk.ticket("1").status is Status.OPEN


def test_what_was_deleted_here_does_not_come_back(desk: Desk) -> None:
    desk.people()
    desk.csv("tickets", [ticket("1", description="Cold")])
    desk.run()
    desk.world.delete(desk.ticket("1"))
    rewrite(desk, "1", subject="Another")
    assert desk.run().fates["ticket"] == {Fate.GONE: 1}
    assert not desk.has(Ticket, "ticket/1")


def test_a_card_that_was_changed_here_is_not_changed_back(desk: Desk) -> None:
    desk.people()
    desk.csv("tickets", [ticket("1", description="Cold")])
    desk.run()
    desk.world.put(replace(desk.person("100"), name="Rita Maier"))
    desk.people([user("100", "Margarita", email="rita@old.example", phone="555"), user("101", "Samuel")])
    report = desk.run()
    assert (desk.person("100").name, desk.person("100").phone) == ("Rita Maier", "555")
    assert desk.person("101").name == "Samuel"
    assert any("users.csv, line 2 (100), name: changed there and here" in one for one in sentences(report))


def test_nobody_is_told_nothing_is_mailed_and_no_timer_is_set(desk: Desk) -> None:
    causes.follow(desk.world.database)
    timers.follow(desk.world.database, TICKET_TIMERS)
    with desk.world.database.read(desk.world.space_id) as reader:
        told = {one.id for one in reader.find(Notification)}
    a_year(desk)
    desk.mapping.of("people")["person107@old.example"] = "agent: Tills"
    desk.run()
    timers.catch_up(desk.world.database, TICKET_TIMERS)
    with desk.world.database.read(desk.world.space_id) as reader:
        assert {one.id for one in reader.find(Notification)} == told
        of_space = Mail.space_id == desk.world.space_id
        assert reader.connection.scalar(select(func.count()).select_from(Mail).where(of_space)) == 0
        ids = set(reader.connection.scalars(select(timer.c.record_id).where(timer.c.space_id == desk.world.space_id)))
        tickets = [one for one in reader.find(Ticket) if one.created_at.year == 2024]
    assert not ids & {one.id for one in tickets}
    assert len(tickets) == 12
    assert all(
        (one.due_at, one.reminder_at, one.closes_at, one.check_back_at) == (None, None, None, None) for one in tickets
    )


def test_a_ticket_of_thousands_of_messages_is_written_in_pieces(desk: Desk) -> None:
    desk.people()
    desk.csv("tickets", [ticket("1")])
    desk.csv("ticket_comments", [comment(str(n), "1", f"Words {n}") for n in range(6_500)])
    desk.run()
    assert desk.ticket("1").message_count == 6_500
    with desk.world.database.read(desk.world.space_id) as reader:
        for table in (feed, feed_child):
            per_step = select(func.count()).where(table.c.space_id == desk.world.space_id).group_by(table.c.seq)
            assert max(reader.connection.scalars(per_step)) <= 5_000


def test_what_one_page_cannot_hold_goes_in_several(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    a_year(desk)
    monkeypatch.setattr("server.feed.order.PAGE_ROWS_HARD", 60)
    assert desk.run().fates["ticket"] == {Fate.NEW: 12}
    head = desk.head()
    assert desk.run().fates["ticket"] == {Fate.AS_BEFORE: 12}
    assert desk.head() == head
    for key in map(str, range(1, 13)):
        assert desk.ticket(key).message_count + desk.side(key).note_count == len(desk.messages(key))


def test_devices_see_what_came_in_like_everything_else(desk: Desk) -> None:
    a_year(desk)
    desk.run()
    shown = fetched(desk.world, "simon")
    mine = {record_id for kind, record_id in shown if kind == "ticket"}
    with desk.world.database.read(desk.world.space_id) as reader:
        of_store = {one.id for one in reader.find(Ticket, store_id=desk.world.ids["centro"])}
    assert of_store <= mine
    authors = {data["author_id"] for (kind, _), (data, _) in shown.items() if kind == "message"}
    cards = {record_id for kind, record_id in shown if kind == "user_card"}
    assert authors <= cards


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10_000), stop=st.integers(1, 30))
def test_any_export_stopped_anywhere_comes_in_once(sqlite_desk: Desk, seed: int, stop: int) -> None:
    desk = sqlite_desk
    desk.mapping.source = f"zendesk-{seed}-{stop}-{desk.head()}"
    a_year(desk, seed, tickets=6)
    before = counts(desk.world)
    commits = 0

    def reach(reached: Point) -> None:
        nonlocal commits
        commits += reached is Point.COMMIT
        if commits == stop and reached is Point.COMMIT:
            raise Killed

    desk.world.database.reach = reach
    with contextlib.suppress(Killed):
        desk.run()
    desk.world.database.reach = lambda reached: None
    desk.run()
    head, after = desk.head(), counts(desk.world)
    assert after["ticket"] - before["ticket"] == 6
    desk.run()
    assert desk.head() == head
    for key in map(str, range(1, 7)):
        assert desk.ticket(key).message_count + desk.side(key).note_count == len(desk.messages(key))
