"""Which faults a seed has, and how often: a swarm, so that rare ones are not drowned and some seeds are nearly calm."""

from __future__ import annotations

import random
from enum import StrEnum


class Fault(StrEnum):
    """What can go wrong. Those of the network are drawn per request or event, the others per step."""

    LOST_REQUEST = "lost request"
    LOST_REPLY = "lost reply"
    DUPLICATE = "duplicate delivery"
    DOUBLE_REPLY = "reply delivered twice"
    STALE_REPLY = "old reply from something in between"
    DELAY = "delay up to 120 s"
    CUT = "body cut"
    PORTAL = "captive portal"
    EXPIRED = "token expires early"
    STATUS = "403 413 426 429 5xx"
    SPURIOUS_CONFLICT = "409 410 without a reason"
    STREAM_DROP = "live event dropped"
    STREAM_SILENT = "live half-open"
    STREAM_LUMPS = "live held back"
    STREAM_CUT = "live cut"
    OFFLINE = "no line for a while"
    CRASH = "client dies at a named point"
    KILL = "client dies between two events"
    POWER = "power loss of a client"
    DISK_FULL = "disk full"
    BUSY = "cache held by another process"
    RESTORE = "cache set back"
    COPY = "cache copied to a second machine"
    CLOCK = "clock jumps"
    SLEEP = "long sleep"
    REPLAY_STUMBLES = "mutation that the replay stumbles over"
    SERVER_DEATH = "server dies at a named point"
    SERVER_RESTART = "server restarts in good order"
    SERVER_BUSY = "server's transaction is aborted"
    SERVER_RESTORE = "server restored from a backup"
    SERVER_TAKEOVER = "server taken over under a new epoch, with nothing lost"
    FLOOR = "tombstones forgotten"
    KEYS = "all access tokens worthless"
    ACCESS = "scopes granted, revoked and moved"
    REVOKED = "devices revoked"
    ERASE = "ticket erased"
    POISON = "mutation that makes the server stumble"
    UNKNOWN = "mutation that the server does not know"
    OLD_BUILD = "client older than the server, updated at last"


NETWORK_RATES = (0.01, 0.03, 0.08, 0.2)
STEP_RATES = (0.005, 0.015, 0.05)
PER_REQUEST = frozenset(
    {
        Fault.LOST_REQUEST,
        Fault.LOST_REPLY,
        Fault.DUPLICATE,
        Fault.DOUBLE_REPLY,
        Fault.STALE_REPLY,
        Fault.DELAY,
        Fault.CUT,
        Fault.PORTAL,
        Fault.EXPIRED,
        Fault.STATUS,
        Fault.SPURIOUS_CONFLICT,
        Fault.STREAM_DROP,
        Fault.STREAM_SILENT,
        Fault.STREAM_LUMPS,
        Fault.STREAM_CUT,
    }
)
RARE = frozenset(
    {
        Fault.SERVER_RESTORE,
        Fault.SERVER_TAKEOVER,
        Fault.SERVER_RESTART,
        Fault.FLOOR,
        Fault.RESTORE,
        Fault.COPY,
        Fault.ERASE,
        Fault.SPURIOUS_CONFLICT,
        Fault.EXPIRED,
        Fault.PORTAL,
        Fault.KEYS,
        Fault.REVOKED,
    }
)
"""Each time costs a good part of a run: half of the rate drawn."""
NOT_ALONE = frozenset(
    {
        Fault.RESTORE,
        Fault.COPY,
        Fault.SERVER_RESTORE,
        Fault.ACCESS,
        Fault.ERASE,
        Fault.POISON,
        Fault.UNKNOWN,
        Fault.SPURIOUS_CONFLICT,
        Fault.STATUS,
        Fault.REPLAY_STUMBLES,
    }
)
"""Absent where one client is alone: there no change may ever be refused (S14).

Whose own change is not in sight, because the replay stumbles over it, may well write against it.
"""


class Swarm:
    """The faults of one seed.

    Everything is drawn from a source of its own name, so that a new fault changes the seeds that have it, and no other.

    Attributes:
        people: Who has a client.
        alone: One client and no other writer.
        fresh: Whether clients begin with an empty cache.
        segments: Whether the server has something for first syncs to take in bulk from the beginning.
        page_rows: How many rows make a page full; few, and every change and fill comes in pieces.
        nodes: How many processes the server has.
        contested: Whether now and then all who see a ticket set the same field of it at once.
        busy_s: How long a push finds another transaction under way: those that come meanwhile share the next one.
    """

    def __init__(
        self,
        people: list[str],
        rates: dict[Fault, float],
        *,
        fresh: bool = False,
        segments: bool = False,
        page_rows: int = 1000,
        token_ttl_s: float = 40.0,
        pace_s: float = 2.0,
        nodes: int = 1,
        busy_s: float = 0.0,
        contested: bool = False,
    ) -> None:
        self.people = people
        self.alone = len(people) == 1
        self.fresh = fresh
        self.segments = segments
        self.page_rows = page_rows
        self.token_ttl_s = token_ttl_s
        self.pace_s = pace_s
        self.nodes = nodes
        self.busy_s = busy_s
        self.contested = contested
        self.rates = rates
        self._live = True

    @property
    def begins_empty(self) -> bool:
        """Whether any cache ever begins with nothing in it: only such a one takes what the server has built ahead."""
        return self.fresh or not self.rates.keys().isdisjoint({Fault.REVOKED, Fault.OLD_BUILD})

    @classmethod
    def of(cls, seed: int, needs: frozenset[Fault] = frozenset()) -> Swarm:
        """Return what a seed has in store, with whatever it `needs` besides."""

        def draw(name: str) -> random.Random:
            return random.Random(f"{seed}/swarm/{name}")

        cast = ["sam", "olga", "ana", "alex", "tim", "leo", "liz", "sue"]
        draw("cast").shuffle(cast)
        people = cast[: draw("people").choice((1, 1, 2, 2, 2, 3, 4))]
        if len(people) > 1 and draw("customer").random() < 0.2:
            people[-1] = "cora"
        chance = draw("chance").choice((0.0, 0.2, 0.4, 0.6))
        rates: dict[Fault, float] = {}
        for fault in Fault:
            noise = draw(fault.name)
            rate = noise.choice(NETWORK_RATES if fault in PER_REQUEST else STEP_RATES)
            if (noise.random() < chance or fault in needs) and not (len(people) == 1 and fault in NOT_ALONE):
                rates[fault] = rate / 2 if fault in RARE else rate
        return cls(
            people,
            rates,
            fresh=draw("fresh").random() < 0.15,
            segments=draw("segments").random() < 0.4,
            page_rows=draw("page rows").choice((1000, 1000, 1000, 40, 10, 3)),
            token_ttl_s=draw("token").choice((40.0, 300.0, 3600.0)),
            pace_s=draw("pace").choice((0.7, 2.0, 5.0)),
            nodes=draw("nodes").choice((1, 1, 1, 2, 3)),
            busy_s=draw("busy").choice((0.0, 0.1, 0.5, 2.0)),
            contested=draw("contested").random() < 0.5,
        )

    def hits(self, fault: Fault, noise: random.Random) -> bool:
        """Tell whether the fault happens now; draws nothing for a fault this seed does not have."""
        rate = self.rates.get(fault) if self._live else None
        return rate is not None and noise.random() < rate

    def heal(self) -> None:
        """Stop every fault, for good."""
        self._live = False

    def describe(self) -> str:
        """Return who takes part and what may go wrong."""
        faults = ", ".join(f"{fault} {rate:g}" for fault, rate in self.rates.items()) or "no faults"
        fresh = " from empty caches" if self.fresh else ""
        fresh += f" with {self.nodes} servers" if self.nodes > 1 else ""
        fresh += f" busy for {self.busy_s:g} s" if self.busy_s else ""
        pace = f"tokens {self.token_ttl_s:g} s, pages of {self.page_rows}, pace {self.pace_s:g} s"
        return f"{'+'.join(self.people)}{fresh}, {pace}: {faults}"
