"""Whatever happens in whatever order, the replica shows base ⊕ pending, and comes to what the server has."""

from __future__ import annotations

import contextlib
import random
import shutil
import tempfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from domain.access import store_scope, team_scope
from domain.errors import MutationRejected
from domain.ids import RecordId
from domain.records import Grant, Message, Ticket, UserCard
from sync.replica.memberships import Memberships
from tests.support.franchise import named
from tests.sync.replica import law
from tests.sync.replica.model import ModelClient, ModelServer

STEPS = ("pull", "push", "push lost", "create", "reply", "note", "status", "assign", "team", "tag", "follow", "other",
         "grant", "revoke", "delete", "restart", "epoch", "clash", "clash", "role")  # fmt: skip


class World:
    """An agent's replica, a server, and colleagues who are online."""

    def __init__(self, folder: Path, name: str, seed: int) -> None:
        self.noise = random.Random(seed)
        self.server = ModelServer(rows_most=self.noise.choice((2, 7, 1000)))
        self.name = name
        self.tickets: list[RecordId] = []
        for _ in range(3):
            self.file("sam")
        self.client = ModelClient(self.server, name, folder)

    def file(self, name: str) -> None:
        ticket_id = self.server.franchise.id()
        self.tickets.append(ticket_id)
        self.server.act(name, "ticket.create", **self.ticket(ticket_id))

    def ticket(self, ticket_id: RecordId) -> dict[str, object]:
        return {
            "ticket_id": ticket_id,
            "message_id": self.server.franchise.id(),
            "title": "Till 2 is frozen",
            "body": "It shows a clock.",
            "space_id": named("space"),
            "store_id": named("triana"),
        }

    def args(self, what: str, ticket_id: RecordId) -> dict[str, object]:
        """Return the arguments of a mutation of a ticket."""
        further: dict[str, dict[str, object]] = {
            "ticket.reply": {"message_id": self.server.franchise.id(), "body": "Turn it off and on."},
            "ticket.note": {"message_id": self.server.franchise.id(), "body": "Again that till."},
            "ticket.set_status": {"status": self.noise.choice(("open", "pending", "resolved", "closed"))},
            "ticket.set_assignee": {"assignee_id": self.noise.choice((named("ana"), named("tim"), None))},
            "ticket.set_team": {"team_id": self.noise.choice((named("support"), named("technical")))},
            "ticket.tag": {"add": (self.noise.choice("abc"),), "remove": (self.noise.choice("abc"),)},
            "ticket.follow": {"following": self.noise.random() < 0.6},
        }
        return {"ticket_id": ticket_id, **further[what]}

    LOCAL = {
        "reply": "ticket.reply", "note": "ticket.note", "status": "ticket.set_status", "assign": "ticket.set_assignee",
        "team": "ticket.set_team", "tag": "ticket.tag", "follow": "ticket.follow",
    }  # fmt: skip

    def step(self, step: str) -> None:
        """Do one thing."""
        self.server.franchise.now += timedelta(seconds=1)
        replica = self.client.replica
        match step:
            case "pull":
                self.client.pull()
            case "push":
                self.client.push(most=self.noise.choice((1, 3, 50)))
            case "push lost":
                self.client.push(lost=True, most=self.noise.choice((1, 3, 50)))
            case "create":
                ticket_id = self.server.franchise.id()
                try:
                    replica.mutate("ticket.create", self.ticket(ticket_id))
                    self.tickets.append(ticket_id)
                except MutationRejected:
                    pass
            case "restart":
                self.client.close()
                self.client.open()
            case "epoch":
                if self.noise.random() < 0.2:
                    self.server.epoch += "x"
            case "other":
                self.other()
            case "clash":
                self.clash(self.noise.choice(self.tickets))
            case "role":
                card = self.server.franchise.store.get(UserCard, named(self.name))
                assert card is not None
                role = self.noise.choice(("agent", "store_staff", "team_lead", "admin"))
                self.server.save(replace(card, role_id=named(f"role/{role}")))
            case "grant" | "revoke":
                self.grant(given=step == "grant")
            case "delete":
                if self.noise.random() < 0.3:
                    self.server.delete("ticket", self.noise.choice(self.tickets))
            case _:
                name = self.LOCAL[step]
                try:
                    replica.mutate(name, self.args(name, self.noise.choice(self.tickets)))
                except MutationRejected:
                    pass

    def clash(self, ticket_id: RecordId) -> None:
        """Both ends resolve the same ticket, and here it goes on."""
        reply = ("ticket.reply", self.args("ticket.reply", ticket_id))
        follow = ("ticket.follow", self.args("ticket.follow", ticket_id))
        resolved = ("ticket.set_status", {"ticket_id": ticket_id, "status": "resolved"})
        with contextlib.suppress(MutationRejected):
            self.server.act("ada", resolved[0], **resolved[1])
        for name, args in (resolved, reply, follow):
            with contextlib.suppress(MutationRejected):
                self.client.replica.mutate(name, args)

    def own_writing_stays(self) -> None:
        """Assert that what the server has taken from here is in sight, whether a page has brought it back or not."""
        replica = self.client.replica
        if (
            replica.waiting().fills
            or Memberships(replica.cache).scopes() != self.server.franchise.actor(self.name).scopes
        ):
            return
        shown = law.shown(self.client.replica)
        for key, record in self.server.seen_by(self.name).items():
            if isinstance(record, Message) and record.author_id == named(self.name):
                assert key in shown or ("ticket", record.ticket_id) not in shown

    def other(self) -> None:
        """A colleague acts."""
        name = self.noise.choice(list(self.LOCAL.values()))
        try:
            self.server.act(
                self.noise.choice(("leo", "tim", "sam")), name, **self.args(name, self.noise.choice(self.tickets))
            )
        except MutationRejected:
            self.file("ada")

    def grant(self, *, given: bool) -> None:
        """An administrator gives or takes a scope, or begins it anew."""
        scope = self.noise.choice(
            (team_scope(named("technical")), team_scope(named("support")), store_scope(named("triana")))
        )
        grant_id = named(f"grant/{self.name}/{scope}")
        held = self.server.franchise.store.get(Grant, grant_id)
        if given:
            rights = ("full",) if scope.startswith("team:") else ()
            generation = held.generation + 1 if held else 5
            fresh = Grant(id=grant_id, user_id=named(self.name), scope=scope, rights=rights, generation=generation)
            self.server.save(fresh)
        elif held is not None:
            self.server.delete("grant", grant_id)


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """A folder for one world after the other."""
    place = Path(tempfile.mkdtemp())
    yield place
    shutil.rmtree(place)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    steps=st.lists(st.sampled_from(STEPS), max_size=25),
    name=st.sampled_from(("ana", "sam", "leo")),
    seed=st.integers(0, 10_000),
)
def test_the_view_is_always_base_plus_pending_and_ends_at_what_the_server_shows(
    folder: Path, steps: list[str], name: str, seed: int
) -> None:
    place = Path(tempfile.mkdtemp(dir=folder))
    world = World(place, name, seed)
    try:
        for step in ["pull", "pull", *steps]:
            world.step(step)
            law.check(world.client.replica)
            world.own_writing_stays()
        world.client.catch_up()
        law.check(world.client.replica)
        assert law.records(law.shown(world.client.replica)) == world.server.seen_by(name)
        assert not world.client.replica.cache.all("SELECT * FROM base")
    finally:
        world.client.close()
        shutil.rmtree(place)


def test_a_closed_ticket_and_a_role_taken_away_do_not_confuse_the_replay(tmp_path: Path) -> None:
    world = World(tmp_path, "ana", 1)
    world.client.catch_up()
    ticket_id = world.tickets[0]
    world.client.replica.mutate("ticket.set_priority", {"ticket_id": ticket_id, "priority": "urgent"})
    card = world.server.franchise.store.get(UserCard, named("ana"))
    assert card is not None
    world.server.save(replace(card, role_id=named("role/store_staff")))
    while world.client.pull():
        pass
    law.check(world.client.replica)
    world.client.catch_up()
    assert world.client.replica.waiting().refused == 1
    ticket = world.client.replica.cache.record(Ticket, ticket_id)
    assert ticket is None or ticket.priority == "normal"
    world.client.close()
