"""One simulated world: a server, its clients, what they do, what befalls them, and whether they come to agree."""

from __future__ import annotations

import random
from collections import Counter, deque
from datetime import datetime, timedelta
from unittest.mock import patch

from domain.access import Actor
from domain.errors import UnknownMutation
from domain.ids import RecordId
from domain.records import Ticket
from server.replication.live import COME_BACK_MS_MOST
from sync.replica import rebase
from sync.replica.local_store import LocalStore
from sync.replica.outbox import Pending
from sync.replica.rebase import attempt as rebase_attempt
from tests.simulation import invariants
from tests.simulation.administrator import Administrator
from tests.simulation.agenda import Agenda
from tests.simulation.backend import Backend, ServerDied
from tests.simulation.cache_file import CacheFile
from tests.simulation.chaos import Chaos
from tests.simulation.client import Client
from tests.simulation.gestures import CONTESTED, Hand
from tests.simulation.leaks import Leaks
from tests.simulation.places import Plan
from tests.simulation.push_queue import PushQueue
from tests.simulation.ran import Ran
from tests.simulation.swarm import Fault, Swarm
from tests.simulation.templates import BEGAN_AT, EPOCH, SPACE, Made, cache_template, server_template
from tests.simulation.trace import Trace

ALL_CHECKS_EVERY = 20
GESTURES = 0.3
"""Part of the steps in which somebody does something; in the others only time passes and faults strike."""
CONTESTS = 0.1
"""Part of the steps in which all who see a ticket set the same field of it, where the seed has that."""
UPKEEP = 0.01
"""Part of the steps in which the server builds anew what first syncs take in bulk."""


class World:
    """Everything of one seed.

    Attributes:
        plan: Where something is to be torn by intention; nowhere, as a rule.
        made: By mutation id all that was ever done.
        excused: Ids of changes that went with the server's lost history, and that no cache has any more.
        stumbling: Ids of changes that the rules stumble over when a client replays them.
        revoked: Devices that an administrator has ever revoked.
        ran: How often the parts of the protocol ran that seldom do.
        leaks: Looks at what leaves the server.
    """

    def __init__(self, seed: int, *, swarm: Swarm | None = None, plan: Plan | None = None, loud: bool = False) -> None:
        self.seed = seed
        self.trace = Trace(loud=loud)
        self.agenda = Agenda()
        self.swarm = swarm or Swarm.of(seed)
        self.plan = plan or Plan()
        self.noise = random.Random(f"{seed}/world")
        self.contests = random.Random(f"{seed}/contests")
        beginning = server_template()
        self.made: dict[RecordId, Made] = dict(beginning.made)
        self.excused: set[RecordId] = set()
        self.stumbling: set[RecordId] = set()
        self.revoked: set[RecordId] = set()
        self.epoch = EPOCH
        self.ran: Counter[Ran] = Counter()
        self.leaks = Leaks(self)
        self.backend = Backend(
            beginning.image,
            beginning.truth.copied(),
            SPACE,
            clock=self.clock,
            token_ttl_s=self.swarm.token_ttl_s,
            page_rows=self.swarm.page_rows,
            noise=random.Random(f"{seed}/backend"),
            plan=self.plan,
            nodes=self.swarm.nodes,
            turns=random.Random(f"{seed}/nodes"),
            leaks=self.leaks,
        )
        self.pushes = PushQueue(self, self.swarm.busy_s)
        self.clients: list[Client] = []
        self.hands: list[Hand] = []
        self.administrator = Administrator(self)
        self.chaos = Chaos(self)
        self.step_number = 0
        self._changes: deque[float] = deque()
        self._last_head = 0
        self._rules = patch.object(rebase, "attempt", self._attempt)
        self._rules.start()
        self.say("world", self.swarm.describe())
        if self.swarm.segments and self.swarm.begins_empty:
            self.backend.build_segments()
        for person in self.swarm.people:
            old = self.swarm.rates.get(Fault.OLD_BUILD) is not None and person == self.swarm.people[0]
            # An old build has come as far as it could by itself: what today's has made of a page is not its own.
            template = CacheFile(cache_template(person, fresh=self.swarm.fresh))
            client = Client(self, person, person, CacheFile.fresh() if old else template.copied())
            client.old = old
            self.admit(client)

    def admit(self, client: Client) -> None:
        """Let a client take part."""
        self.clients.append(client)
        self.hands.append(Hand(client))
        client.open()

    def close(self) -> None:
        """End it."""
        self._rules.stop()
        for client in self.clients:
            client.close()
            for file in (client.file, *(file for file, _ in client.kept)):
                file.delete()
        self.backend.close()

    def _attempt(self, store: LocalStore, mutation: Pending, actor: Actor) -> None:
        if mutation.id in self.stumbling:
            if int(mutation.id[-1], 16) % 2:
                raise RuntimeError("simulated: a bug in a rule")
            raise UnknownMutation(mutation.name, mutation.v)
        rebase_attempt(store, mutation, actor)

    def clock(self) -> tuple[float, datetime]:
        """Return seconds since the beginning, and the server's time."""
        return self.agenda.now_s, BEGAN_AT + timedelta(seconds=self.agenda.now_s)

    def say(self, who: str, what: str) -> None:
        """Add to the trace."""
        self.trace.say(self.agenda.now_s, who, what)

    # Steps

    def step(self) -> None:
        """Let some time pass, and let somebody do something.

        Raises:
            Violation: An invariant does not hold.
        """
        self.step_number += 1
        self.agenda.run_for(self._span_s())
        if self.noise.random() < GESTURES:
            self._gesture()
        if self.swarm.contested and self.contests.random() < CONTESTS:
            self._contest()
        if self.backend.up and self.noise.random() < UPKEEP and self.swarm.begins_empty:
            self.backend.build_segments()
        self._run_timers()
        self.administrator.maybe_act()
        self.chaos.maybe_strike()
        self.check(everything=self.step_number % ALL_CHECKS_EVERY == 0)

    def _run_timers(self) -> None:
        if self.backend.up:
            try:
                self.backend.run_timers()
            except ServerDied as death:
                self.server_died(str(death))

    def _span_s(self) -> float:
        pace_s = self.swarm.pace_s
        span_s = self.noise.choice((0.0, 0.0, pace_s * 0.1, pace_s, pace_s, pace_s * 5))
        return self.noise.expovariate(1 / span_s) if span_s else 0.0

    def _gesture(self) -> None:
        self._changes.append(self.agenda.now_s)
        self.noise.choice(self.hands).act()

    def _contest(self) -> None:
        tickets = self.backend.truth.of(Ticket.KIND)
        if tickets:
            ticket, (name, field, values) = self.contests.choice(tickets), self.contests.choice(CONTESTED)
            for hand in self.hands:
                if hand.contend(ticket.id, name, field, self.contests.choice(values)):
                    self._changes.append(self.agenda.now_s)

    def changes_since(self, since_s: float) -> int:
        """Return how much was done since then that costs requests: gestures, and moves of the server's head."""
        while self._changes and self._changes[0] < since_s - 120.0:
            self._changes.popleft()
        return len(self._changes)

    def check(self, *, everything: bool) -> None:
        """Check the cheap invariants, or all of them."""
        head = self.backend.truth.seq
        if head > self._last_head:
            self._changes.extend([self.agenda.now_s] * min(head - self._last_head, 50))
        self._last_head = head
        for client in self.clients:
            invariants.check_pace(client)
            invariants.check_alone(client)
        invariants.check_streams(self)
        if everything:
            self.backend.truth.check_counts()
            for client in self.clients:
                invariants.check_client(client)
                invariants.check_sole_author(client)

    # What befalls the server

    def server_died(self, where: str) -> None:
        """The process of the server is gone; another one starts soon."""
        self.say("server", f"† {where}")
        self._went_down()
        self.agenda.at(self.noise.choice((0.2, 5.0, 30.0)), self._server_up)

    def restart_server(self) -> None:
        """End the process once what is under way is done and everybody who listens was told; start another one."""
        self.say("server", "! restarts")
        self.pushes.work()
        if not self.backend.up:
            return
        for stream in list(self.backend.streams):
            stream.goodbye(self.noise.randint(0, COME_BACK_MS_MOST))
        self._went_down()
        self.agenda.at(self.noise.choice((0.2, 2.0, 10.0)), self._server_up)

    def _went_down(self) -> None:
        self.backend.went_down()
        self.pushes.lose()

    def _server_up(self) -> None:
        self.backend.restart()

    def take_server_over(self) -> None:
        """Let a machine that has all of it take the server's place, under a new epoch to be on the safe side."""
        self.backend.back_up()
        self.restore_server(newest=True)

    def restore_server(self, *, newest: bool = False) -> None:
        """Bring the server back from a backup, under a new epoch."""
        before = {row.mutation_id for row in self.backend.taken()} | self.backend.parked()
        self._went_down()
        self.epoch = f"{self.epoch}+"
        self.backend.restore(self.epoch, newest=newest)
        lost = before - {row.mutation_id for row in self.backend.taken()} - self.backend.parked()
        self.excused |= lost.difference(*(client.books.kept() for client in self.clients))
        self._last_head = self.backend.truth.seq
        self.say("server", f"restored at {self.backend.truth.seq} as {self.epoch}, {len(lost)} changes lost")
        self.agenda.at(1.0, self._server_up)

    def heal(self) -> None:
        """Stop every fault, mend everything that is broken."""
        self.swarm.heal()
        self.backend.poison.clear()
        self.backend.live_on()
        if not self.backend.up:
            self.backend.restart()
        self.chaos.heal()
        self.say("world", "all heals")
