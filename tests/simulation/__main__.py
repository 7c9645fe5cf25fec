"""`python -m tests.simulation --seeds N --steps M --from K`: says what ran, exits 1 on any violation."""

from __future__ import annotations

import argparse
import math
import os
import sys
import time
from collections.abc import Iterator

HASH_SEED = "0"
NIGHTLY_SEEDS, NIGHTLY_STEPS = 100_000, 500


def main() -> int:
    """Run what the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m tests.simulation", description=__doc__)
    parser.add_argument("--seeds", type=int, default=20, help="how many seeds")
    parser.add_argument("--steps", type=int, default=200, help="steps each")
    parser.add_argument("--from", type=int, default=0, dest="first", help="the first seed")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="processes at once")
    parser.add_argument("--seed", type=int, nargs="+", help="only these seeds, one after another")
    parser.add_argument("--trace", action="store_true", help="with --seed: print all that happens")
    parser.add_argument("--twice", action="store_true", help="run every seed twice, not one in twenty")
    parser.add_argument("--nightly", action="store_true", help="100,000 seeds of 500 steps, each twice, on new ground")
    parser.add_argument("--within", type=float, default=math.inf, help="seconds after which no further seed is begun")
    parser.add_argument("--slowest", action="store_true", help="name the seeds that took longest")
    options = parser.parse_args()
    if os.environ.get("PYTHONHASHSEED") != HASH_SEED:
        # Sets of texts are walked in an order that hangs on it: a seed must mean the same tomorrow.
        os.environ["PYTHONHASHSEED"] = HASH_SEED
        os.execv(sys.executable, [sys.executable, "-m", "tests.simulation", *sys.argv[1:]])  # noqa: S606 - ourselves

    from tests.simulation.ran import told
    from tests.simulation.running import Job, Outcome, run_seed, run_seeds

    if options.seed is not None:
        jobs = (Job(seed, options.steps, loud=options.trace, twice=options.twice) for seed in options.seed)
        running: Iterator[Outcome] = map(run_seed, jobs)
    else:
        if options.nightly:
            options.seeds, options.steps, options.twice = NIGHTLY_SEEDS, NIGHTLY_STEPS, True
            options.first = options.first or int(time.time()) // 86_400 * NIGHTLY_SEEDS
            print(f"from seed {options.first}", flush=True)
        seeds = range(options.first, options.first + options.seeds)
        running = run_seeds(seeds, options.steps, options.jobs, twice=options.twice, within_s=options.within)
    outcomes, failed = [], []
    for outcome in running:
        outcomes.append(outcome)
        if outcome.violation:
            failed.append(outcome)
            print(f"seed {outcome.seed}, step {outcome.step}: {outcome.violation}", flush=True)
    if failed and not options.trace:
        first = min(failed)
        print(*first.tail, sep="\n")
        print(f"look closer: python -m tests.simulation --seed {first.seed} --steps {options.steps} --trace")
    if options.slowest:
        for outcome in sorted(outcomes, key=lambda one: -one.took_s)[:5]:
            print(f"seed {outcome.seed}: {outcome.took_s:.2f} s")
    print(f"what ran: {told(outcome.ran for outcome in outcomes)}")
    print(f"{len(outcomes)} seeds, {options.steps} steps each, {len(failed)} violations")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
