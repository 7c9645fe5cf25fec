"""What befalls clients and server between two steps."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from domain.ids import RecordId
from server.db.points import Point
from sync.replica.crash_points import CrashPoint
from tests.simulation.client import Client
from tests.simulation.swarm import Fault

if TYPE_CHECKING:
    from tests.simulation.world import World

CLOCK_JUMPS_S = (1.0, 60.0, 3_600.0, 86_400.0, 31_536_000.0, 315_360_000.0)
IN_TRANSACTION = (Point.DEDUP_INSERT, Point.ROW_WRITE, Point.COUNTER_UPDATE, Point.STAMP, Point.COMMIT)
"""Where a database may still abort: a deadlock, a lock that is not to be had in time."""
CLIENTS_MOST = 5


class Chaos:
    """Strikes, at the rates of the seed's swarm."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._noise = random.Random(f"{world.seed}/chaos")
        self._strikes = {
            Fault.OFFLINE: self._offline,
            Fault.CRASH: self._crash,
            Fault.KILL: self._kill,
            Fault.POWER: self._power,
            Fault.DISK_FULL: self._disk_full,
            Fault.BUSY: self._busy,
            Fault.RESTORE: self._set_back,
            Fault.COPY: self._copy,
            Fault.CLOCK: self._clock,
            Fault.SLEEP: self._sleep,
            Fault.REPLAY_STUMBLES: self._stumble,
        }

    def maybe_strike(self) -> None:
        """Let happen what the seed has in store for this step."""
        for fault, strike in self._strikes.items():
            if self._world.swarm.hits(fault, self._noise):
                alive = [client for client in self._world.clients if client.alive]
                if alive:
                    client = self._noise.choice(alive)
                    client.say(f"! {fault}")
                    strike(client)
        if self._world.swarm.hits(Fault.OLD_BUILD, self._noise):
            for client in self._world.clients:
                if client.old and client.alive:
                    client.update()
        self._strike_server()

    def heal(self) -> None:
        """Mend every client."""
        for client in self._world.clients:
            client.live_on()
            client.let_go()
            client.wire.down_until_s = 0.0
            client.rise(early=True)
            client.fill_disk(full=False)

    def _strike_server(self) -> None:
        world = self._world
        if world.swarm.hits(Fault.SERVER_DEATH, self._noise):
            point = self._noise.choice(list(Point))
            world.say("server", f"! will die at {point}")
            world.backend.die_at(point, self._noise.randint(1, 6))
        if world.backend.up and world.swarm.hits(Fault.SERVER_RESTART, self._noise):
            world.restart_server()
        if world.swarm.hits(Fault.SERVER_BUSY, self._noise):
            point = self._noise.choice(IN_TRANSACTION)
            world.say("server", f"! will abort at {point}")
            world.backend.abort_at(point, self._noise.randint(1, 3))
        if world.swarm.hits(Fault.KEYS, self._noise):
            world.say("server", f"! {Fault.KEYS}")
            world.backend.doors.forget_all()
        if world.backend.up and world.swarm.hits(Fault.FLOOR, self._noise):
            world.say("server", f"! {Fault.FLOOR}")
            world.backend.forget_tombstones()
        if world.swarm.hits(Fault.SERVER_TAKEOVER, self._noise):
            world.take_server_over()
        self._mark(Fault.POISON, world.backend.poison)
        self._mark(Fault.UNKNOWN, world.backend.unknown)
        if Fault.SERVER_RESTORE in world.swarm.rates:
            if self._noise.random() < 0.02:
                world.backend.back_up()
            if world.backend.backups and world.swarm.hits(Fault.SERVER_RESTORE, self._noise):
                world.restore_server()

    def _mark(self, fault: Fault, marked: set[RecordId]) -> None:
        """Choose a pending change for the server to stumble over, or not to know."""
        if self._world.swarm.hits(fault, self._noise):
            waiting = [mutation_id for client in self._world.clients for mutation_id in client.books.pending()]
            if waiting:
                mutation_id = self._noise.choice(waiting)
                self._world.say("server", f"! {fault}: {mutation_id}")
                marked.add(mutation_id)

    def _stumble(self, client: Client) -> None:
        waiting = client.books.pending()
        if waiting:
            self._world.stumbling.add(self._noise.choice(waiting))

    def _busy(self, client: Client) -> None:
        client.hold_cache()
        self._world.agenda.at(self._noise.choice((1.0, 8.0, 30.0)), client.let_go)

    def _offline(self, client: Client) -> None:
        span_s = self._noise.choice((5.0, 60.0, 600.0)) * self._world.swarm.pace_s / 2.0
        client.wire.down_until_s = self._world.agenda.now_s + span_s
        if self._noise.random() < 0.5:
            self._world.agenda.at(span_s + 0.1, client.network_back)

    def _crash(self, client: Client) -> None:
        client.die_at(self._noise.choice(list(CrashPoint)), self._noise.randint(1, 4))

    def _kill(self, client: Client) -> None:
        client.kill(self._noise.choice((0.1, 5.0, 60.0)))

    def _power(self, client: Client) -> None:
        if self._noise.random() < 0.5:
            client.kill(self._noise.choice((0.1, 5.0, 60.0)), power=True)
        else:
            client.die_at(self._noise.choice(list(CrashPoint)), self._noise.randint(1, 4), power=True)

    def _disk_full(self, client: Client) -> None:
        client.fill_disk(full=True)
        self._world.agenda.at(self._noise.choice((1.0, 30.0, 90.0)), lambda: client.fill_disk(full=False))

    def _set_back(self, client: Client) -> None:
        if client.kept and self._noise.random() < 0.5:
            client.set_back()
        else:
            client.keep_copy()

    def _copy(self, client: Client) -> None:
        if len(self._world.clients) < CLIENTS_MOST:
            twins = sum(other.person == client.person for other in self._world.clients)
            self._world.admit(client.cloned(f"{client.person}/{twins + 1}"))

    def _clock(self, client: Client) -> None:
        jump_s = self._noise.choice(CLOCK_JUMPS_S) * self._noise.choice((-1, 1))
        client.skew_s += jump_s
        client.say(f"clock {jump_s:+g} s")

    def _sleep(self, client: Client) -> None:
        span_s = self._noise.choice((30.0, 600.0, 28_800.0))
        client.fall_asleep(span_s)
        if self._noise.random() < 0.5:
            self._world.agenda.at(span_s + 0.5, client.network_back)
