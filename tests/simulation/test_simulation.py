"""The simulation itself: it passes, it is repeatable, and it sees bugs that are put in."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest

from tests.simulation.bugs import MUTANTS
from tests.simulation.mutants import hunt, is_catch
from tests.simulation.ran import Ran
from tests.simulation.running import Job, run_seed
from tests.simulation.swarm import Fault

ROOT = Path(__file__).parents[2]

REGRESSIONS: tuple[tuple[int, int, str], ...] = (
    (25, 150, "an old answer that something in between repeated confirmed another client's change"),
    (10, 150, "what an older build had set aside unread came into sight though its scope had been lost"),
    (5, 150, "the user's own change went back between two pages of a catch-up"),
    (155, 300, "news of an article that no fill had brought yet kept every article away"),
    (168, 300, "somebody whose role had not come yet was let do what the role does not allow"),
    (1131496, 300, "an old page was taken for a first one, and nobody knew what the user may see"),
    (1131654, 300, "whoever begins anew may meet what they had done before: no conflict with anybody else"),
    (1131669, 300, "records of a kind that an older build did not know were missed at its repair, also by its update"),
    (1131677, 300, "a comparison was waited for as long as the outage before it"),
    (2400011, 300, "what was pending stayed in sight though the role that allows it had not come yet"),
    (2400060, 300, "nobody offers again what was refused and given up before the server lost its no"),
    (1131717, 300, "the session of a device of before was taken for an answer, and its being revoked for one's own"),
    (11395314, 300, "an old answer that went on from a later place of the same fill left out what lies between"),
    (11395445, 300, "what the user set at a merged ticket took the place of what they had set at the other one"),
    (
        434,
        200,
        "told twice to compare all, it forgot whose history it had, and took what the server lost for confirmed",
    ),
    (8504223, 300, "one's own answers came before their ticket, were met as somebody else's and counted for none"),
    (2500035, 300, "what was done to a merged ticket was shown on it where the one it went into was out of sight"),
    (901147, 120, "what the server had taken before a takeover went out of sight until comparing had brought it"),
    (
        800034,
        300,
        "while no page came, one wait followed the other, each of them answered at once with the same news",
    ),
    (700029, 300, "a wait from before the server went back was told nothing but beats, and none of them which history"),
    (810000, 300, "what was refused before a power cut was counted as kept when the server lost its no"),
)
"""Seed, steps, and what it once found."""
SEEDS_AT_ONCE = 6

SEEN = {
    "sent_without_an_answer": 3,
    "dedup_by_number_only": 3,
    "acknowledged_by_the_reply": 0,
    "tombstone_not_sent": 3,
    "change_behind_the_cursor": 0,
    "cursor_before_rows": 21,
    "streams_left_open": 0,
    "unreadable_row_skipped": 31,
    "sole_author_in_conflict": 9,
    "loser_not_told": 2,
    "words_swapped_in_a_group": 2,
    "told_once_more_on_its_way_out": 2,
    "segment_sent_as_it_was_built": 2,
    "resumed_stream_skips_what_was_missed": 3,
}
"""Mutant and a seed near which it is caught."""


def some_at_once() -> Iterator[tuple[int, list[int]]]:
    """Yield steps and a few seeds that are walked so far, each once: a process takes as long to start as many steps."""
    for steps in sorted({steps for _, steps, _ in REGRESSIONS}):
        left = iter([seed for seed, each, _ in REGRESSIONS if each == steps])
        while some := list(islice(left, SEEDS_AT_ONCE)):
            yield steps, some


@pytest.mark.parametrize("seed", range(4))
def test_a_world_comes_to_agree_whatever_befalls_it(seed: int) -> None:
    outcome = run_seed(Job(seed, 80))
    assert not outcome.violation, "\n".join((outcome.violation, *outcome.tail))


def test_every_part_of_the_protocol_that_seldom_comes_up_really_runs() -> None:
    restarts, torn = frozenset({Fault.SERVER_RESTART}), frozenset({Fault.REVOKED, Fault.CUT})
    jobs = (*(Job(seed, 150, needs=restarts) for seed in (0, 1, 2)), Job(8, 30, needs=torn))
    outcomes = [run_seed(job) for job in jobs]
    assert not [outcome.violation for outcome in outcomes if outcome.violation]
    assert sum((outcome.ran for outcome in outcomes), Counter()).keys() == set(Ran)


def test_the_same_seed_goes_the_same_way_twice() -> None:
    first, second = run_seed(Job(5, 80)), run_seed(Job(5, 80))
    assert first.digest == second.digest
    assert first.digest != run_seed(Job(6, 80)).digest


def test_the_command_says_what_ran_and_in_one_line_that_nothing_is_wrong() -> None:
    command = [sys.executable, "-m", "tests.simulation", "--seeds", "2", "--steps", "20", "--jobs", "1"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert done.stdout.startswith("what ran: ")
    assert done.stdout.endswith("\n2 seeds, 20 steps each, 0 violations\n")
    assert done.returncode == 0


@pytest.mark.parametrize("name", SEEN)
def test_a_bug_that_is_put_in_is_seen(name: str) -> None:
    mutant = next(mutant for mutant in MUTANTS if mutant.name == name)
    found = hunt(mutant, first=SEEN[name], seeds=25)
    assert found.violation


def test_only_an_invariant_or_the_error_known_of_a_bug_is_a_catch() -> None:
    bug = MUTANTS[0]
    assert is_catch(bug, "S6: ana: a change never arrived")
    assert not is_catch(bug, "exception: Traceback\nKeyError: 'S6: '")
    assert not is_catch(bug, "determinism: the same seed came to 1 and then to 2")
    assert is_catch(bug._replace(falls="KeyError"), "exception: Traceback\nKeyError: 'S6: '")
    assert not is_catch(bug, "")


@pytest.mark.parametrize(("steps", "seeds"), list(some_at_once()))
def test_seeds_that_once_failed_pass(steps: int, seeds: list[int]) -> None:
    # In a process of their own: what a seed means hangs on the order in which sets are walked.
    command = [sys.executable, "-m", "tests.simulation", "--steps", str(steps), "--seed", *map(str, seeds)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)
    assert done.stdout.endswith(f"\n{len(seeds)} seeds, {steps} steps each, 0 violations\n"), done.stdout
    assert done.returncode == 0
