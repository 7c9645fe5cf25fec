"""What keeping the counts of 30 views costs a client with 100,000 tickets.

Changed is one ticket at a time, by the user's own mutations and by pages of one ticket as the server sends them. The
time of a change's counts is what the transaction that stores the change spends on them, together with asking whether
the time alone has changed some: then all counts are true again. Beside it stands the whole change, with its way to the
disk.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from bench import sample_cache
from bench.figures import of_p95, of_runs
from bench.groups import Tell
from bench.measured import KEY
from bench.sample_cache import AGENT_ID, AGENTS, SEED, TEAMS, make_cache, named
from bench.scratch import made_once
from domain.errors import MutationRejected
from domain.records import Ticket, time_text, to_wire
from domain.views import ME, MY_TEAMS, READY_FOR_DESKS, Condition, Op, Query
from domain.words import Priority, Status
from sync.protocol.cursor import Cursor
from sync.protocol.pull import Begin, End, Put
from sync.replica.cache import Follower
from sync.replica.migrations import VERSION
from sync.replica.reading.reader import Reader
from sync.replica.reading.views import counts, is_settled
from sync.replica.writer import Replica

TICKETS_VARIABLE = "MOSTRADOR_BENCH_TICKETS"
"""Fewer tickets, to try the bench out: what it prints then are no figures."""
TICKETS = int(os.environ.get(TICKETS_VARIABLE) or 100_000)
VIEWS = 30
CHANGES = 1_000


class WrongCount(Exception):
    """A count is not that of the tickets: the figure does not count."""


class Timed:
    """Passes on what a follower does, and knows how long it took."""

    def __init__(self, follower: Follower) -> None:
        self._follower = follower
        self.spent_s = 0.0

    def before_commit(self) -> None:
        """Override Follower.before_commit."""
        began_s = time.perf_counter()
        self._follower.before_commit()
        self.spent_s += time.perf_counter() - began_s

    def rolled_back(self) -> None:
        """Override Follower.rolled_back."""
        self._follower.rolled_back()


def measure(tell: Tell) -> None:
    """Measure and tell."""
    with _copy() as path, closing(Replica.open(path, KEY, AGENT_ID)) as replica:
        began_s = time.perf_counter()
        _make_views(replica)
        steps = 1
        while replica.count_views():
            steps += 1
        tell(of_runs("tickets", "views_counted_first", "s", [time.perf_counter() - began_s]))
        while replica.turn_views():
            pass
        follower = replica.cache.follower
        assert follower is not None  # noqa: S101 - every replica has one
        timed = replica.cache.follower = Timed(follower)
        own = _measured(replica, timed, _own_changes(replica))
        told = _measured(replica, timed, _pages(replica))
        _check(path, replica)
    counting = [spent * 1000 for spent, _ in own + told]
    tell(of_p95("tickets", "view_counts_update_p95", "ms", counting))
    tell(of_p95("tickets", "own_change_with_counts_p95", "ms", [whole * 1000 for _, whole in own]))
    tell(of_p95("tickets", "page_with_counts_p95", "ms", [whole * 1000 for _, whole in told]))


@contextmanager
def _copy() -> Iterator[Path]:
    """Give a copy of the prepared cache, made now if it is not there."""
    name = f"views-of-{TICKETS}-in-version-{VERSION}"
    kept = made_once(name, (sample_cache,), _make)
    with tempfile.TemporaryDirectory(prefix="mostrador-bench-") as place:
        home = Path(place) / "home"
        shutil.copytree(kept, home)
        yield home / "cache.db"


def _make(home: Path) -> None:
    home.mkdir()
    make_cache(home / "cache.db", KEY, TICKETS, 1)


def _make_views(replica: Replica) -> None:
    """Give the user as many views as `VIEWS`, those that everybody begins with among them, of all kinds."""
    noise = random.Random(SEED)
    for number in range(VIEWS - len(READY_FOR_DESKS)):
        args = {"view_id": named(f"view/{number}"), "names": {"en": f"View {number}"}, "conditions": {}}
        replica.mutate("view.create", args | {"conditions": _query(number, noise).kept()})


def _query(number: int, noise: random.Random) -> Query:
    team, agent, store = (named(f"{kind}/{noise.randrange(4)}") for kind in ("team", "agent", "store"))
    questions = (
        (("team", Op.ANY, team), ("priority", Op.ANY, "urgent", "high")),
        (("assignee", Op.ANY, ME, agent), ("status", Op.NONE, "resolved", "closed")),
        (("store", Op.ANY, store), ("created", Op.LAST, "7", "days")),
        (("updated", Op.BEFORE, "2", "days"), ("status", Op.ANY, "open", "pending")),
        (("sla", Op.ANY, "due_soon", "breached"), ("team", Op.ANY, MY_TEAMS)),
        (("due", Op.NEXT, "4", "hours"), ("priority", Op.NONE, "low")),
        (("tag", Op.ANY, "till", "printer"), ("snoozed", Op.NO)),
        (("reopened", Op.YES), ("resolved", Op.LAST, "30", "days")),
        (("subject", Op.CONTAINS, "printer"), ("messages", Op.LEAST, "3")),
    )
    tests = (Condition(field=one[0], op=Op(one[1]), values=one[2:]) for one in questions[number % len(questions)])
    return Query(match="any" if number % 5 == 4 else "all", tests=tuple(tests))  # noqa: PLR2004 - one in five


def _measured(replica: Replica, timed: Timed, changes: Iterator[Callable[[], object]]) -> list[tuple[float, float]]:
    """Return of each change how long its counts took and how long all of it, in seconds."""
    found = []
    for change in changes:
        timed.spent_s = 0.0
        began_s = time.perf_counter()
        try:
            change()
        except MutationRejected:
            continue
        whole_s = time.perf_counter() - began_s
        began_s = time.perf_counter()
        replica.turn_views()
        found.append((timed.spent_s + time.perf_counter() - began_s, whole_s))
    return found


def _ids(replica: Replica, noise: random.Random, many: int) -> list[str]:
    every = [row[0] for row in replica.cache.all("SELECT id FROM ticket")]
    return noise.sample(every, min(many, len(every)))


def _own_changes(replica: Replica) -> Iterator[Callable[[], object]]:
    noise = random.Random(SEED + 1)
    kinds: tuple[Callable[[], tuple[str, dict[str, Any]]], ...] = (
        lambda: ("ticket.set_priority", {"priority": noise.choice(list(Priority))}),
        lambda: ("ticket.set_assignee", {"assignee_id": AGENT_ID}),
        lambda: ("ticket.set_status", {"status": noise.choice(list(Status))}),
        lambda: ("ticket.tag", {"add": [noise.choice(("till", "printer", "oven"))]}),
        lambda: ("ticket.snooze", {"until": time_text(replica.now() + timedelta(hours=noise.randint(1, 90)))}),
        lambda: ("ticket.set_team", {"team_id": named(f"team/{noise.randrange(TEAMS)}")}),
    )
    for ticket_id in _ids(replica, noise, CHANGES):
        name, args = noise.choice(kinds)()
        given = {"ticket_id": ticket_id} | args
        yield lambda name=name, given=given: replica.mutate(name, given)  # type: ignore[misc]


def _pages(replica: Replica) -> Iterator[Callable[[], object]]:
    noise = random.Random(SEED + 2)
    for ticket_id in _ids(replica, noise, CHANGES):
        (ticket,) = replica.cache.every(Ticket, "id = ?", (ticket_id,))
        sight = replica.cache.value(
            "SELECT scopes FROM sight WHERE id = (SELECT sight_id FROM ticket WHERE id = ?)", (ticket_id,)
        )
        changed = replace(
            ticket, status=noise.choice(list(Status)), priority=noise.choice(list(Priority)),
            assignee_id=named(f"agent/{noise.randrange(AGENTS)}"), updated_at=replica.now(),
        )  # fmt: skip
        cursor = replica.cursor()
        seq, now = cursor.seq + 1, time_text(replica.now())
        put = Put(e="ticket", id=ticket.id, rev=seq, s=tuple(_scopes(sight)), d=to_wire(changed))
        begin = Begin(epoch=cursor.epoch, start=cursor.seq, head=seq, last_n=0, server_time=now)
        frames = [begin, put, End(cursor=Cursor(cursor.epoch, seq).text(), more=False)]
        yield lambda frames=frames: replica.apply_page(frames)  # type: ignore[misc]


def _scopes(sight: str) -> list[Any]:
    scopes: list[Any] = json.loads(sight)
    return scopes


def _check(path: Path, replica: Replica) -> None:
    """Ask every ticket anew, and compare."""
    with closing(Reader(path, KEY)) as reader:
        before = counts(reader)
        with replica.cache.transaction(durable=False):
            replica.views.ask_all_anew()
        while replica.count_views():
            pass
        while replica.turn_views():
            pass
        if not is_settled(reader) or counts(reader) != before or len(before) != VIEWS:
            sys.stderr.write(f"{before}\n{counts(reader)}\n")
            raise WrongCount("counting anew gave another number")
