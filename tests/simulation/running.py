"""Running seeds: one after another in each of several processes."""

from __future__ import annotations

import multiprocessing
import time
import traceback
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import structlog

from tests.simulation.liveness import finish
from tests.simulation.trace import Violation
from tests.simulation.world import World

RECHECK_EVERY = 20


class Outcome(NamedTuple):
    """What became of a seed.

    Attributes:
        violation: Number and sentence, or empty.
        step: The step it came up in; one more than there are in the liveness phase.
        tail: The last lines of the trace, if there is a violation.
    """

    seed: int
    digest: str
    violation: str
    step: int
    tail: tuple[str, ...]
    took_s: float


class Job(NamedTuple):
    """A seed to run."""

    seed: int
    steps: int
    loud: bool = False
    twice: bool = False


def run_seed(job: Job) -> Outcome:
    """Run a world from its beginning to its rest, or to the first violation."""
    outcome = _run_once(job)
    if job.twice and not outcome.violation:
        again = _run_once(job)
        if again.digest != outcome.digest:
            said = f"determinism: the same seed came to {outcome.digest} and then to {again.digest} {again.violation}"
            return outcome._replace(violation=said, tail=again.tail)
    return outcome


def _run_once(job: Job) -> Outcome:
    began = time.process_time()
    # The stumbles the server logs are made on purpose here.
    structlog.configure(logger_factory=structlog.ReturnLoggerFactory(), processors=[lambda _l, _m, _e: ""])
    world = World(job.seed, loud=job.loud)
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
    tail = tuple(world.trace.tail) if violation else ()
    took_s = time.process_time() - began
    return Outcome(job.seed, world.trace.digest(), violation, world.step_number, tail, took_s)


def run_seeds(seeds: Iterable[int], steps: int, jobs: int) -> Iterator[Outcome]:
    """Run seeds and yield what became of each, in any order; one in twenty runs twice and must go the same way."""
    work = [Job(seed, steps, twice=seed % RECHECK_EVERY == 0) for seed in seeds]
    if jobs <= 1:
        yield from map(run_seed, work)
        return
    with multiprocessing.get_context("spawn").Pool(jobs) as pool:
        yield from pool.imap_unordered(run_seed, work)
