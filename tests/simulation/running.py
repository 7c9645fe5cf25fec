"""Running seeds: one after another in each of several processes."""

from __future__ import annotations

import contextlib
import itertools
import logging
import math
import multiprocessing
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, ProcessPoolExecutor, wait
from pathlib import Path
from typing import NamedTuple, TypeVar

import structlog

from tests.simulation.liveness import finish
from tests.simulation.ran import Ran
from tests.simulation.swarm import Fault, Swarm
from tests.simulation.trace import Violation
from tests.simulation.world import World

RECHECK_EVERY = 20
HANDLES = Path("/proc/self/fd")
AHEAD = 2
"""So many pieces of work each process has before it, that it never waits for one."""
Work = TypeVar("Work")
Made = TypeVar("Made")


class Outcome(NamedTuple):
    """What became of a seed.

    Attributes:
        violation: Number and sentence, or empty.
        step: The step it came up in; one more than there are in the liveness phase.
        tail: The last lines of the trace, if there is a violation.
        ran: How often the parts of the protocol ran that seldom do.
    """

    seed: int
    digest: str
    violation: str
    step: int
    tail: tuple[str, ...]
    took_s: float
    ran: Counter[Ran]


class Job(NamedTuple):
    """A seed to run."""

    seed: int
    steps: int
    loud: bool = False
    twice: bool = False
    needs: frozenset[Fault] = frozenset()


def run_seed(job: Job) -> Outcome:
    """Run a world from its beginning to its rest, or to the first violation."""
    outcome = _run_once(job)
    if job.twice and not outcome.violation:
        again = _run_once(job)
        if again.digest != outcome.digest:
            said = f"determinism: the same seed came to {outcome.digest} and then to {again.digest} {again.violation}"
            return outcome._replace(violation=said, tail=again.tail)
    return outcome


@contextlib.contextmanager
def unlogged() -> Iterator[None]:
    """Log nothing: what is stumbled over here is made on purpose."""
    log, before = logging.getLogger("mostrador.sync"), structlog.get_config()
    was = log.disabled
    log.disabled = True
    structlog.configure(logger_factory=structlog.ReturnLoggerFactory(), processors=[lambda _l, _m, _e: ""])
    try:
        yield
    finally:
        log.disabled = was
        structlog.configure(**before)


def _run_once(job: Job) -> Outcome:
    with unlogged():
        return _walk(job)


def _walk(job: Job) -> Outcome:
    began, handles = time.process_time(), open_handles()
    world = World(job.seed, swarm=Swarm.of(job.seed, job.needs), loud=job.loud)
    violation = ""
    try:
        for _ in range(job.steps):
            world.step()
        world.step_number += 1
        finish(world)
    except Violation as found:
        violation = str(found)
    except Exception:  # noqa: BLE001 - whatever the code under test raises is what is looked for
        violation = f"exception: {traceback.format_exc()}"
    world.say("world", f"ends {world.backend.truth.seq}")
    world.close()
    if not violation and (left := open_handles() - handles) > 0:
        violation = f"S17: {left} files are open still"
    tail = tuple(world.trace.tail) if violation else ()
    took_s = time.process_time() - began
    return Outcome(job.seed, world.trace.digest(), violation, world.step_number, tail, took_s, world.ran)


def open_handles() -> int:
    """Return how many files and sockets this process holds, where the system says so, else 0."""
    return len(list(HANDLES.iterdir())) if HANDLES.is_dir() else 0


def run_seeds(
    seeds: Iterable[int], steps: int, jobs: int, *, twice: bool = False, within_s: float = math.inf
) -> Iterator[Outcome]:
    """Run seeds and yield what became of each, in any order; after `within_s` seconds no further one is begun.

    One in twenty, or with `twice` each of them, runs twice and must go the same way.
    """
    until_s = time.monotonic() + within_s
    work = (Job(seed, steps, twice=twice or seed % RECHECK_EVERY == 0) for seed in seeds)
    timely = itertools.takewhile(lambda _: time.monotonic() < until_s, work)
    return spread(run_seed, timely, jobs)


def spread(run: Callable[[Work], Made], work: Iterable[Work], jobs: int) -> Iterator[Made]:
    """Run each piece of work in one of `jobs` processes and yield what came of it, in any order."""
    pieces = iter(work)
    if jobs <= 1:
        yield from map(run, pieces)
        return
    with ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context("spawn")) as pool:
        running = {pool.submit(run, piece) for piece in itertools.islice(pieces, jobs * AHEAD)}
        while running:
            done, running = wait(running, return_when=FIRST_COMPLETED)
            running |= {pool.submit(run, piece) for piece in itertools.islice(pieces, len(done))}
            yield from (one.result() for one in done)
