"""Counts of views: after whatever was done, what they say is what somebody would count who looked at every ticket."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Literal

import pytest
from msgspec.structs import replace
from sqlalchemy import update

from domain.access import audience_of, sees
from domain.ids import RecordId
from domain.records import Ticket, TicketDesk, UserCard, View
from domain.views import READY_FOR_DESKS, READY_FOR_STORES, Condition, Op, Query, query_of
from domain.words import Audience, Priority, Status, TicketType
from server.db.database import Database
from server.views.counting import Counts, differing, recount
from server.views.reading import view_counts
from server.views.tables import view_count
from tests.support.views import Asker
from tests.support.world import PEOPLE, World

MUTATIONS = 10_000
CHECKED_EVERY = 1_000
HOUR = timedelta(hours=1)
UNSOLVED = ("status", "none", "resolved", "closed")


def asks(*tests: tuple[str, ...], match: Literal["all", "any"] = "all") -> Query:
    """A question of conditions given as field, operator and values."""
    conditions = tuple(Condition(field=one[0], op=Op(one[1]), values=one[2:]) for one in tests)
    return Query(match=match, tests=conditions)


VIEWS: dict[str, Query] = {
    **READY_FOR_DESKS,
    **READY_FOR_STORES,
    "mine or nobody's": asks(("assignee", "any", "@me", "")),
    "not mine": asks(("assignee", "none", "@me"), UNSOLVED),
    "of others' teams": asks(("team", "none", "@mine"), ("requester", "none", "@me")),
    "followed or red": asks(("follower", "any", "@me"), ("tag", "any", "red"), match="any"),
    "not followed": asks(("follower", "none", "@me"), ("tag", "none", "blue")),
    "today's or urgent": asks(("created", "on", "0"), ("priority", "any", "urgent"), match="any"),
    "long ago": asks(("updated", "before", "2", "days"), ("snoozed", "no")),
    "due within hours": asks(("due", "next", "5", "hours")),
    "of a printer": asks(("subject", "contains", "ticket"), ("vendor", "unset")),
}


@dataclass
class Desk:
    """A world whose views are counted, at a time that the test moves."""

    world: World
    counts: Counts
    views: dict[str, RecordId] = field(default_factory=dict)

    def counted(self, who: str) -> dict[str, int | None]:
        """What the views say to somebody, by name."""
        told = view_counts(self.world.database, self.world.user(who), self.world.now)
        names = {view_id: name for name, view_id in self.views.items()}
        return {names[view.id]: view.count for view in told.views if view.id in names}

    def looked_at(self, who: str) -> dict[str, int | None]:
        """What somebody would count who looked at every ticket, and at nothing that was kept."""
        world = self.world
        with world.database.read(world.space_id) as session:
            actor = session.actor(world.ids[who])
            assert actor is not None
            teams = {scope.partition(":")[2] for scope in actor.scopes if scope.startswith("team:")}
            asker = Asker(world.ids[who], teams, world.now)
            desks = {desk.id: desk for desk in session.find(TicketDesk)}
            seen = [ticket for ticket in session.find(Ticket) if sees(actor, ticket)]
            views = [view for view in session.find(View, active=True) if sees(actor, view)]
            found: dict[str, int | None] = {}
            for name, view_id in self.views.items():
                view = next((view for view in views if view.id == view_id), None)
                if view is not None:
                    query = query_of(view.conditions)
                    found[name] = sum(
                        asker.holds(
                            query,
                            ticket,
                            desks.get(ticket.id) if audience_of(ticket, actor) is Audience.INTERNAL else None,
                        )
                        for ticket in seen
                    )
            return found

    def assert_exact(self) -> None:
        """Everybody is told what they would count."""
        for who in PEOPLE:
            assert self.counted(who) == self.looked_at(who), f"told to {who}"

    def assert_never_wrong(self) -> None:
        """Everybody is told what they would count, or that it is being counted."""
        for who in PEOPLE:
            told = {name: count for name, count in self.counted(who).items() if count is not None}
            assert who != "ada" or len(told) > len(VIEWS) / 4, "too little to prove anything"
            counted = self.looked_at(who)
            assert told == {name: counted[name] for name in told}, f"told to {who}"

    def add_view(self, name: str, query: Query, **fields: Any) -> None:
        view_id = self.views.setdefault(name, self.world.new_id())
        self.world.put(View(id=view_id, names={"en": name}, conditions=query.kept(), **fields))


@pytest.fixture
def desk(world: World) -> Desk:
    """The counts follow what is done from here on; the views are new."""
    desk = Desk(world, Counts(world.database, lambda: world.now))
    desk.counts.follow()
    for name, query in VIEWS.items():
        # Also whoever is not of the desk uses some of them.
        desk.add_view(name, query, audience=Audience.PUBLIC if len(desk.views) % 2 else Audience.INTERNAL)
    return desk


def test_a_new_view_is_counted_at_once_in_a_small_space(desk: Desk) -> None:
    desk.assert_exact()
    assert desk.counted("ada")["all"] == 5
    assert desk.counted("ana")["mine"] == 2
    assert differing(desk.world.database, desk.world.space_id) == {}


def test_a_view_that_asks_something_else_is_counted_anew(desk: Desk) -> None:
    desk.add_view("all", asks(("priority", "any", "urgent")))
    assert desk.counted("ada")["all"] == 0
    desk.add_view("all", asks())
    desk.assert_exact()


def test_a_view_that_this_server_does_not_understand_has_no_count(desk: Desk) -> None:
    view_id = desk.views["all"]
    desk.world.put(
        View(id=view_id, names={}, conditions={"tests": [{"field": "colour", "op": "any", "values": ["red"]}]})
    )
    assert desk.counted("ada")["all"] is None
    assert desk.counted("ada")["mine"] is not None
    assert not desk.counts.count_on(desk.world.space_id)


def test_a_view_that_is_gone_leaves_no_numbers(desk: Desk) -> None:
    view_id = desk.views.pop("all")
    desk.world.delete(desk.world.get(View, view_id))
    desk.assert_exact()
    assert view_id not in {
        view.id for view in view_counts(desk.world.database, desk.world.user("ada"), desk.world.now).views
    }


def test_time_alone_changes_counts_before_anybody_has_counted_again(desk: Desk) -> None:
    world = desk.world
    ticket = world.ticket(
        "late", store_id="centro", team_id="tills", due_at=world.now + 2 * HOUR, priority=Priority.HIGH
    )
    other = world.ticket("asleep", store_id="centro", team_id="tills")
    snoozed = TicketDesk(id=other.id, ticket_id=other.id, snoozed_at=world.now, snoozed_until=world.now + 3 * HOUR)
    world.put(ticket, other, TicketDesk(id=ticket.id, ticket_id=ticket.id), snoozed)
    told = []
    for _ in range(5):
        desk.assert_exact()
        counted = desk.counted("ana")
        told.append((counted["due_soon"], counted["breached"], counted["snoozed"]))
        world.now += HOUR
    assert told == [(0, 0, 1), (1, 0, 1), (0, 1, 1), (0, 1, 0), (0, 1, 0)]
    while desk.counts.count_on(world.space_id):
        pass
    desk.assert_exact()
    assert differing(world.database, world.space_id) == {}


def test_what_was_written_without_counting_is_counted_by_the_next_look(desk: Desk, world: World) -> None:
    without = World(Database(world.database.engine), world.space_id, now=world.now, ids=world.ids)
    without.put(without.ticket("unseen", store_id="centro", team_id="tills"))
    # Nobody is told a wrong number meanwhile.
    assert set(desk.counted("ada").values()) == {None}
    while desk.counts.count_on(world.space_id):
        pass
    assert desk.counted("ada")["all"] == 6
    desk.assert_exact()


def test_views_over_many_tickets_are_counted_some_at_a_time_while_others_write(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("server.views.counting.TOGETHER_MOST", 7)
    noise, world = random.Random(3), desk.world
    tickets = [world.ticket(f"many {n}", store_id="centro", team_id="tills") for n in range(40)]
    world.put(*tickets)
    desk.add_view("late comer", asks(("status", "any", "new"), ("sla", "none", "breached")))
    assert desk.counted("ada")["late comer"] is None
    more = True
    while more:
        one = noise.choice(tickets)
        world.put(replace(world.get_ticket(one.id), status=noise.choice(list(Status))))
        world.put(world.ticket(store_id="puerto", team_id="stock"))
        more = desk.counts.count_on(world.space_id)
    assert desk.counted("ada")["late comer"] is not None
    desk.assert_exact()


def write_and_undo(desk: Desk) -> None:
    """Change a ticket and a view in a transaction that comes to nothing."""
    world = desk.world
    with world.database.write(world.space_id) as session:
        session.store.put(world.ticket("never", team_id="tills"))
        session.store.put(View(id=desk.views["all"], names={}, conditions=asks(("priority", "any", "low")).kept()))
        session.flush()
        raise RuntimeError("undone")


def test_what_is_undone_was_never_counted(desk: Desk) -> None:
    world = desk.world
    before = desk.counted("ada")
    with pytest.raises(RuntimeError, match="undone"):
        write_and_undo(desk)
    assert desk.counted("ada") == before
    world.put(world.ticket("there", team_id="tills"))
    desk.assert_exact()


def test_after_ten_thousand_random_changes_every_count_is_exact(desk: Desk) -> None:
    world, noise = desk.world, random.Random(11)
    changes = RandomChanges(desk, noise)
    for number in range(1, MUTATIONS + 1):
        changes.one()
        if number % 50 == 0:
            changes.store()
        if number % CHECKED_EVERY == 0:
            if noise.random() < 0.5:
                desk.counts.count_on(world.space_id)
            desk.assert_never_wrong()
    while desk.counts.count_on(world.space_id):
        pass
    desk.assert_exact()
    assert differing(world.database, world.space_id) == {}
    assert any(number for number in desk.counted("ana").values())


def test_numbers_that_are_wrong_are_found_and_counted_anew(desk: Desk) -> None:
    world = desk.world
    with world.database.transaction() as connection:
        connection.execute(update(view_count).values(count=view_count.c.count + 1))
    assert differing(world.database, world.space_id).keys() <= set(desk.views.values())
    assert desk.views["all"] in differing(world.database, world.space_id)
    recount(world.database, world.space_id, lambda: world.now)
    assert differing(world.database, world.space_id) == {}
    desk.assert_exact()


class RandomChanges:
    """Changes of tickets, fifty to a transaction as when a client comes back; meanwhile time passes."""

    def __init__(self, desk: Desk, noise: random.Random) -> None:
        self._desk, self._noise, self._world = desk, noise, desk.world
        with self._world.database.read(self._world.space_id) as session:
            self._tickets = {ticket.id: ticket for ticket in session.find(Ticket)}
            self._desks = {one.id: one for one in session.find(TicketDesk)}
        self._touched: set[RecordId] = set()
        self._gone: list[Ticket] = []

    def one(self) -> None:
        """Change something; kept until `store`."""
        noise, world = self._noise, self._world
        world.now += timedelta(minutes=noise.randrange(20))
        if len(self._tickets) < 20 or noise.random() < 0.05:
            ticket = world.ticket(team_id=noise.choice(["tills", "stock"]), store_id=noise.choice(["centro", "puerto"]))
            self._tickets[ticket.id] = ticket
            self._desks[ticket.id] = TicketDesk(id=ticket.id, ticket_id=ticket.id)
            self._touched.add(ticket.id)
            return
        ticket_id = noise.choice(sorted(self._tickets))
        if noise.random() < 0.02 and ticket_id not in self._touched:
            self._gone.append(self._tickets.pop(ticket_id))
            del self._desks[ticket_id]
            return
        if noise.random() < 0.3 and ticket_id in self._desks:
            self._desks[ticket_id] = replace(self._desks[ticket_id], **self._of_desk())
        else:
            self._tickets[ticket_id] = replace(self._tickets[ticket_id], **self._of_ticket())
        self._touched.add(ticket_id)

    def store(self) -> None:
        """Write what was changed, as one transaction; now and then a view asks something else, or somebody moves."""
        with self._world.database.write(self._world.space_id) as session:
            for ticket_id in sorted(self._touched):
                session.store.put(self._tickets[ticket_id])
                session.store.put(self._desks[ticket_id])
            for ticket in self._gone:
                session.store.delete(ticket)
        self._touched, self._gone = set(), []
        if self._noise.random() < 0.05:
            name = self._noise.choice(sorted(self._desk.views))
            self._desk.add_view(name, self._noise.choice(list(VIEWS.values())))
        if self._noise.random() < 0.05:
            lars: UserCard = self._world.get(UserCard, "lars")
            role = self._noise.choice(["light_agent", "agent", "store_staff"])
            team_ids = self._noise.choice([(), (self._world.ids["tills"],)])
            self._world.put(replace(lars, role_id=self._world.ids[role], team_ids=team_ids))

    def _of_ticket(self) -> dict[str, Any]:
        noise, ids, now = self._noise, self._world.ids, self._world.now
        people = [ids[name] for name in PEOPLE]
        options: list[dict[str, Any]] = [
            {"status": noise.choice(list(Status))},
            {"priority": noise.choice(list(Priority))},
            {"type": noise.choice(list(TicketType))},
            {"assignee_id": noise.choice([None, *people])},
            {"requester_id": noise.choice(people)},
            {"team_id": noise.choice([None, ids["tills"], ids["stock"]])},
            {"store_id": noise.choice([None, ids["centro"], ids["puerto"]])},
            {"follower_ids": tuple(sorted(noise.sample(people, noise.randrange(3))))},
            {"due_at": noise.choice([None, now + noise.randrange(-5, 30) * HOUR])},
            {"resolved_at": noise.choice([None, now - noise.randrange(30) * HOUR])},
            {"reopened_count": noise.randrange(2)},
            {"first_response_at": noise.choice([None, now]), "next_response_due_at": noise.choice([None, now])},
        ]
        return noise.choice(options)

    def _of_desk(self) -> dict[str, Any]:
        noise, now = self._noise, self._world.now
        options: list[dict[str, Any]] = [
            {"tags": tuple(sorted(noise.sample(["red", "blue", "till"], noise.randrange(3))))},
            {"snoozed_at": None, "snoozed_until": None},
            {"snoozed_at": now, "snoozed_until": noise.choice([None, now + noise.randrange(1, 40) * HOUR])},
        ]
        return noise.choice(options)
