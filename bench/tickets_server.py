"""The server's list, search, ticket and new ticket beside django-helpdesk's, with the same 100,000 tickets, in one run.

Both keep them in PostgreSQL where it runs (else in SQLite); ours is measured on SQLite too. One caller asks over one
connection that is kept, as a member of staff who sees everything, in turn the one server and the other. What is
compared answers the same: the list's data (25 tickets, not the page around it), a word's hits, a ticket with its
messages, a new ticket by the API. Before any figure counts, counts and hits of both are compared.
"""

from __future__ import annotations

import contextlib
import itertools
import json
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from bench import tickets_data
from bench.figures import Figure, of_p95, of_runs, percentile
from bench.groups import Tell
from bench.peers.installing import PeerAbsent
from bench.tickets_desk import Desk, desk
from bench.tickets_peer import Helpdesk, helpdesk
from tests.support.services import postgres_url

PEER = "django-helpdesk"
RUNS = {"list": 20, "search": 20, "detail": 60, "create": 60}
"""So many of theirs; of ours several in each turn."""
OURS_A_TURN = 5
WARM = 3
WORDS = 12
"""Words whose hits are compared, and then searched for."""
OPEN = "&".join(f"status={status}" for status in ("new", "open", "pending", "on_hold"))


class Different(Exception):
    """The two do not hold or find the same: no figure counts."""


@dataclass(frozen=True)
class Way:
    """One thing that both do."""

    name: str
    ours: Callable[[], object]
    theirs: Callable[[], object] | None


def measure(tell: Tell) -> None:
    """Measure and tell."""
    postgres = postgres_url()
    if postgres is None:
        sys.stderr.write("PostgreSQL does not run on this machine: both keep their tickets in SQLite\n")
    with contextlib.ExitStack() as stack:
        try:
            peer = stack.enter_context(helpdesk(postgres))
        except PeerAbsent as absent:
            sys.stderr.write(f"{absent}: its figures are left out\n")
            peer = None
        with desk(postgres) as ours:
            _measure(tell, ours, peer, "postgresql" if postgres else "sqlite", compared=True)
    if postgres is not None:
        with desk(None) as ours:
            _measure(tell, ours, None, "sqlite", compared=False)


def _measure(tell: Tell, ours: Desk, peer: Helpdesk | None, kind: str, *, compared: bool) -> None:
    noise = random.Random(7)
    words = [tickets_data.word_of(noise.randrange(1, ours.tickets), ours.tickets) for _ in range(WORDS)]
    _check_ours(ours, words)
    if peer is not None:
        _check_same(ours, peer, words)
    for way in _ways(ours, peer, noise, words):
        took, theirs = _in_turn(way)
        for one in _figures(way.name, took, theirs, kind, compared=compared):
            tell(one)
    _check_counts(ours)


def _ways(ours: Desk, peer: Helpdesk | None, noise: random.Random, words: Sequence[str]) -> Iterator[Way]:
    word, mine = itertools.cycle(words), itertools.cycle(words)
    numbers = [noise.randrange(1, ours.tickets) for _ in range(500)]
    number, own = itertools.cycle(numbers), itertools.cycle(ours.ids_of(numbers))
    yield Way("list", lambda: ours.listed(f"{OPEN}&order=-created"), peer.listed_open if peer else None)
    yield Way("search", lambda: ours.listed(f"q={next(mine)}"), (lambda: peer.found(next(word))) if peer else None)
    yield Way("detail", lambda: ours.ticket(next(own)), (lambda: peer.ticket(next(number))) if peer else None)
    yield Way("create", ours.create, peer.create if peer else None)
    yield Way("views", ours.views, None)
    yield Way("list_of_a_team", lambda: ours.listed_of_team(f"{OPEN}&order=-created"), None)


def _in_turn(way: Way) -> tuple[list[float], list[float]]:
    """Return how long ours and theirs took, in ms: one of theirs, some of ours, and so on."""
    for _ in range(WARM):
        way.ours()
        if way.theirs is not None:
            way.theirs()
    took: list[float] = []
    theirs: list[float] = []
    for _ in range(RUNS.get(way.name, 60)):
        if way.theirs is not None:
            theirs.append(_ms(way.theirs))
        took += [_ms(way.ours) for _ in range(OURS_A_TURN)]
    return took, theirs


def _ms(ask: Callable[[], object]) -> float:
    began_s = time.perf_counter()
    ask()
    return (time.perf_counter() - began_s) * 1000


def _figures(name: str, took: list[float], theirs: list[float], kind: str, *, compared: bool) -> Iterator[Figure]:
    """Yield what a way came to; the ratio is of requests in a second, one after the other, by the medians."""
    if theirs:
        p50 = statistics.median(took)
        yield Figure(
            "tickets", f"{name}_vs_django_helpdesk", "1/s", 1000 / p50, 1000 / max(took), 1000 / min(took), len(took),
            1000 / statistics.median(theirs), PEER,
        )  # fmt: skip
    suffix = "" if compared else f"_{kind}"
    yield of_runs("tickets", f"{name}_p50{suffix}", "ms", took, peer=theirs or None, peer_name=PEER if theirs else None)
    p95 = of_p95("tickets", f"{name}_p95{suffix}", "ms", took)
    if theirs:
        p95 = Figure(
            p95.bench, p95.metric, p95.unit, p95.ours, p95.low, p95.high, p95.n, percentile(theirs, 0.95), PEER
        )
    yield p95


def _check_ours(ours: Desk, words: Sequence[str]) -> None:
    """Compare what is kept with what was made."""
    whole, open_ones = ours.counted("all"), ours.counted("open")
    if whole != ours.tickets or open_ones != ours.open_tickets:
        raise Different(f"{whole} tickets, {open_ones} open ones; there are {ours.tickets} and {ours.open_tickets}")
    for word in words:
        if ours.numbers(f"q={word}&limit=100") != ours.numbers_with(word):
            raise Different(f"{word} finds {ours.numbers(f'q={word}&limit=100')}, in {ours.numbers_with(word)}")


def _check_same(ours: Desk, peer: Helpdesk, words: Sequence[str]) -> None:
    """Compare counts, the first tickets of the list, and the hits of words."""
    listed, numbers = peer.listed_open(), ours.numbers_in_order(f"{OPEN}&order=-created")
    if (peer.total(), listed.whole, listed.numbers) != (ours.tickets, ours.open_tickets, numbers):
        raise Different(f"they list {listed} of {peer.total()}, we {numbers} of {ours.open_tickets} of {ours.tickets}")
    for word in words:
        if set(peer.found(word).numbers) != ours.numbers(f"q={word}&limit=100"):
            raise Different(f"{word} finds {peer.found(word).numbers}, here {ours.numbers(f'q={word}&limit=100')}")


def _check_counts(ours: Desk) -> None:
    """After all that was written the counts of the 100 views are still those of the tickets."""
    if wrong := ours.differing():
        raise Different(f"counts of {len(wrong)} views are not those of the tickets: {json.dumps(wrong)}")
