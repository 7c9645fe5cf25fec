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
    DELAY = "delay up to 120 s"
    CUT = "body cut"
    PORTAL = "captive portal"
    EXPIRED = "token expires early"
    STATUS = "403 413 426 429 5xx"
    SPURIOUS_CONFLICT = "409 without a reason"
    STREAM_DROP = "live event dropped"
    STREAM_SILENT = "live half-open"
    STREAM_LUMPS = "live held back"
    STREAM_CUT = "live cut"
    OFFLINE = "no line for a while"
    CRASH = "client dies at a named point"
    KILL = "client dies between two events"
    POWER = "power loss of a client"
    DISK_FULL = "disk full"
    RESTORE = "cache set back"
    COPY = "cache copied to a second machine"
    CLOCK = "clock jumps"
    SLEEP = "long sleep"
    SERVER_DEATH = "server dies at a named point"
    SERVER_RESTORE = "server restored from a backup"
    ACCESS = "scopes granted, revoked and moved"
    ERASE = "ticket erased"
    POISON = "mutation that makes the server stumble"


NETWORK_RATES = (0.01, 0.03, 0.08, 0.2)
STEP_RATES = (0.005, 0.015, 0.05)
PER_REQUEST = frozenset(Fault) - {
    Fault.OFFLINE,
    Fault.CRASH,
    Fault.KILL,
    Fault.POWER,
    Fault.DISK_FULL,
    Fault.RESTORE,
    Fault.COPY,
    Fault.CLOCK,
    Fault.SLEEP,
    Fault.SERVER_DEATH,
    Fault.SERVER_RESTORE,
    Fault.ACCESS,
    Fault.ERASE,
    Fault.POISON,
}
RARE = frozenset(
    {Fault.SERVER_RESTORE, Fault.RESTORE, Fault.COPY, Fault.ERASE, Fault.SPURIOUS_CONFLICT, Fault.EXPIRED, Fault.PORTAL}
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
        Fault.SPURIOUS_CONFLICT,
        Fault.STATUS,
    }
)
"""Absent where one client is alone: there no change may ever be refused (S14)."""


class Swarm:
    """The faults of one seed.

    Attributes:
        people: Who has a client.
        alone: One client and no other writer.
        fresh: Whether clients begin with an empty cache.
        page_rows: How many rows make a page full; few, and every change and fill comes in pieces.
    """

    def __init__(self, noise: random.Random) -> None:
        cast = ["sam", "olga", "ana", "alex", "tim", "leo", "liz", "sue"]
        noise.shuffle(cast)
        self.people = cast[: noise.choice((1, 1, 2, 2, 2, 3, 4))]
        self.alone = len(self.people) == 1
        self.fresh = noise.random() < 0.15
        self.page_rows = noise.choice((1000, 1000, 1000, 40, 10, 3))
        self.token_ttl_s = noise.choice((40.0, 300.0, 3600.0))
        self.pace_s = noise.choice((0.7, 2.0, 5.0))
        chance = noise.choice((0.0, 0.2, 0.4, 0.6))
        self.rates: dict[Fault, float] = {}
        for fault in Fault:
            rate = noise.choice(NETWORK_RATES if fault in PER_REQUEST else STEP_RATES)
            if noise.random() < chance and not (self.alone and fault in NOT_ALONE):
                self.rates[fault] = rate / 2 if fault in RARE else rate
        self._live = True

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
        pace = f"tokens {self.token_ttl_s:g} s, pages of {self.page_rows}, pace {self.pace_s:g} s"
        return f"{'+'.join(self.people)}{fresh}, {pace}: {faults}"
