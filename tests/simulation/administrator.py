"""The administrator, at the server: grants and revokes scopes, moves people between teams, erases tickets."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from domain.access import store_scope, team_scope
from domain.ids import RecordId, Scope, new_id
from domain.records import Grant, Record, Ticket, UserCard
from domain.words import Right
from server.acting import act, operator
from server.db.errors import StorageBusy
from tests.simulation.backend import ServerDied
from tests.simulation.swarm import Fault
from tests.simulation.templates import SPACE, saving
from tests.support.franchise import named

if TYPE_CHECKING:
    from tests.simulation.world import World


class Administrator:
    """Changes who sees what."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._noise = random.Random(f"{world.seed}/administrator")

    def maybe_act(self) -> None:
        """Do something, if the seed has it and the moment comes."""
        swarm = self._world.swarm
        if swarm.hits(Fault.ACCESS, self._noise):
            person = self._noise.choice(self._world.swarm.people)
            deed = self._noise.choice((self._grant, self._revoke, self._move, self._renew, self._role, self._activity))
            self._world.say("ada", f"{deed.__name__.strip('_')} {person}")
            deed(person)
        if swarm.hits(Fault.REVOKED, self._noise) and self._world.backend.up:
            self.revoke_devices(self._noise.choice(self._world.swarm.people))
        if swarm.hits(Fault.ERASE, self._noise):
            tickets = self._world.backend.truth.of(Ticket.KIND)
            if tickets:
                self.erase(self._noise.choice(tickets))

    def erase(self, ticket: Record) -> None:
        """Delete a ticket for good."""
        self._world.say("ada", f"erases {ticket.id}")
        self._write(erase=ticket)

    def give(self, person: str, scope: Scope) -> None:
        """Grant a scope in full."""
        self._write(Grant(id=self._fresh(), user_id=named(person), scope=scope, rights=(Right.FULL,)))

    def take(self, person: str, scope: Scope) -> None:
        """Revoke a scope, if it was granted."""
        for grant in self._grants(person):
            if grant.scope == scope:
                self._write(erase=grant)

    def _write(self, *records: Record, erase: Record | None = None) -> None:
        backend = self._world.backend
        if not backend.up:
            return
        _, now = self._world.clock()
        try:
            with backend.database.write(SPACE) as session:
                for record in records:
                    act(session, operator(named("ada")), "structure.save", saving(record), now)
                if erase is not None:
                    session.store.delete(erase)
        except ServerDied as death:
            self._world.server_died(str(death))
        except StorageBusy:
            self._world.say("ada", "is told to try again")

    def revoke_devices(self, person: str) -> None:
        """Let every device of a person lose what it holds."""
        self._world.say("ada", f"revokes the devices of {person}")
        self._world.backend.doors.revoke(person)
        self._world.revoked |= {client.device for client in self._world.clients if client.person == person}

    def _card(self, person: str) -> UserCard:
        card = self._world.backend.truth.record(UserCard.KIND, named(person))
        assert isinstance(card, UserCard)
        return card

    def _grants(self, person: str) -> list[Grant]:
        found: list[Any] = self._world.backend.truth.of(Grant.KIND)
        return [grant for grant in found if grant.user_id == named(person)]

    def _fresh(self) -> RecordId:
        return new_id(self._world.clock()[1], self._noise.randbytes)

    def _grant(self, person: str) -> None:
        scope = self._noise.choice(
            [store_scope(named(s)) for s in ("triana", "rathmines")] + [team_scope(named(t)) for t in TEAMS]
        )
        if all(grant.scope != scope for grant in self._grants(person)):
            self._write(Grant(id=self._fresh(), user_id=named(person), scope=scope, rights=self._rights()))

    def _rights(self) -> tuple[str, ...]:
        return (self._noise.choice((Right.FULL, Right.CHANGE, Right.READ)),)

    def _revoke(self, person: str) -> None:
        grants = self._grants(person)
        if grants:
            self._write(erase=self._noise.choice(grants))

    def _renew(self, person: str) -> None:
        grants = self._grants(person)
        if grants:
            grant = self._noise.choice(grants)
            self._write(replace(grant, generation=grant.generation + 1))

    def _move(self, person: str) -> None:
        """Give the person the other team, in one transaction."""
        card = self._card(person)
        team = self._noise.choice(TEAMS)
        old = [grant for grant in self._grants(person) if grant.scope.startswith("team:")]
        moved = [replace(grant, scope=team_scope(named(team)), generation=grant.generation + 1) for grant in old[:1]]
        if all(grant.scope != team_scope(named(team)) for grant in old):
            self._write(replace(card, team_ids=(named(team),)), *moved)

    def _role(self, person: str) -> None:
        role = self._noise.choice(("agent", "light_agent", "team_lead", "store_staff", "customer"))
        self._write(replace(self._card(person), role_id=named(f"role/{role}")))

    def _activity(self, person: str) -> None:
        card = self._card(person)
        self._write(replace(card, active=not card.active))


TEAMS = ("support", "technical")
