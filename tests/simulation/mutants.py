"""Known bugs of other projects, put into our code at run time: `python -m tests.simulation.mutants` proves the lens.

Each is named by its number in the sync plan's list of bugs and pitfalls. Prints `caught N of M`.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import re
import sys
import time
from collections.abc import Iterator
from typing import NamedTuple

from tests.simulation import client_bugs, server_bugs  # noqa: F401 - each adds its own to the list
from tests.simulation.bugs import MUTANTS, Mutant
from tests.simulation.running import Job, run_seed

STEPS = 150
SEEDS_MOST = 60
SECONDS_MOST = 120.0
INVARIANT = re.compile(r"[SL]\d+: ")
SOUND_SEEDS = 3
"""So many seeds must pass without any bug first: what they find would count for every one."""


class Caught(NamedTuple):
    """What became of a mutant.

    Attributes:
        violation: What caught it; empty if it lives.
        beside: Where it lives, what else it made fall over: that is no catch.
    """

    violation: str
    seeds: int
    took_s: float
    beside: str = ""


@contextlib.contextmanager
def put_in(mutant: Mutant) -> Iterator[None]:
    """Have the bug in our code for the length of the block."""
    with contextlib.ExitStack() as stack:
        mutant.put_in(stack)
        yield


def hunt(mutant: Mutant, first: int = 0, seeds: int = SEEDS_MOST, steps: int = STEPS) -> Caught:
    """Run seeds until an invariant finds the bug, in a seed that goes well without it.

    Raises:
        RuntimeError: The bug no longer fits the code it is put into, or its seed is not well without it either.
    """
    began = time.process_time()
    beside = ""
    for count, seed in enumerate(range(first, first + seeds), 1):
        job = Job(seed, steps, needs=mutant.needs)
        with put_in(mutant):
            outcome = run_seed(job)
        took_s = time.process_time() - began
        last = outcome.violation.strip().rpartition("\n")[2]
        if last.startswith(("TypeError", "AttributeError")):
            raise RuntimeError(f"{mutant.name} no longer fits the code: {last}")
        if is_catch(mutant, outcome.violation):
            control = run_seed(job)
            if control.violation:
                raise RuntimeError(f"seed {seed} fails without {mutant.name} as well: {control.violation}")
            return Caught(f"seed {seed}, step {outcome.step}: {outcome.violation}", count, took_s)
        beside = beside or last
        if took_s > SECONDS_MOST:
            break
    return Caught("", count, took_s, beside)


def is_catch(mutant: Mutant, violation: str) -> bool:
    """Tell whether that is an invariant's word, or the error that is known of the bug: any other proves nothing."""
    return bool(INVARIANT.match(violation)) or (mutant.falls != "" and mutant.falls in violation)


def main() -> int:
    """Hunt every mutant, or those named."""
    parser = argparse.ArgumentParser(prog="python -m tests.simulation.mutants", description=__doc__)
    parser.add_argument("names", nargs="*", help="only these")
    options = parser.parse_args()
    unknown = set(options.names) - {mutant.name for mutant in MUTANTS}
    if unknown:
        parser.error(f"there is no mutant {', '.join(sorted(unknown))}")
    if os.environ.get("PYTHONHASHSEED") != "0":
        os.environ["PYTHONHASHSEED"] = "0"
        os.execv(sys.executable, [sys.executable, "-m", "tests.simulation.mutants", *sys.argv[1:]])  # noqa: S606
    for seed in range(SOUND_SEEDS):
        sound = run_seed(Job(seed, STEPS))
        if sound.violation:
            print(f"without any of them, seed {seed} fails already: {sound.violation}")
            return 1
    wanted = [mutant for mutant in MUTANTS if not options.names or mutant.name in options.names]
    caught = 0
    for mutant in wanted:
        found = hunt(mutant)
        caught += bool(found.violation)
        word = f"caught after {found.seeds} seeds" if found.violation else f"LIVES after {found.seeds} seeds"
        last = (found.violation or found.beside).strip().rpartition("\n")[2][:140]
        print(f"{mutant.number:3} {mutant.name:36} {word}, {found.took_s:.0f} s: {last}", flush=True)
    print(f"caught {caught} of {len(wanted)}")
    return 0 if caught == len(wanted) else 1


if __name__ == "__main__":
    sys.exit(main())
