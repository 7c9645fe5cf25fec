"""The tables of docs/simulation.md say what is in the code: no fault, invariant or test is forgotten or made up."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.simulation import client_bugs, server_bugs  # noqa: F401 - each adds its own to the list
from tests.simulation.bugs import MUTANTS
from tests.simulation.swarm import Fault

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/simulation.md").read_text(encoding="utf-8")
NUMBERS = (*(f"S{number}" for number in range(1, 19)), "L1", "L2", "L3")
ELSEWHERE_PROVEN = sorted(set(re.findall(r"`(tests/[\w/]+\.py::test_\w+)`", PAGE)))


def test_every_fault_of_the_plan_is_in_the_table_and_every_fault_of_the_table_exists() -> None:
    assert set(re.findall(r"`([A-Z][A-Z_]+)`", PAGE)) == {fault.name for fault in Fault}


def test_every_invariant_is_in_the_table_with_the_file_that_checks_it() -> None:
    rows = dict(re.findall(r"^\| ([SL]\d+) \| .* \| (.+) \|$", PAGE, flags=re.MULTILINE))
    assert tuple(rows) == NUMBERS
    for number, where in rows.items():
        files = [ROOT / "tests/simulation" / name for name in re.findall(r"`(\w+\.py)`", where)]
        assert any(number in file.read_text(encoding="utf-8") for file in files), number


def test_every_mutant_is_in_the_table_with_its_number() -> None:
    rows = re.findall(r"^\| (\d+) \| `(\w+)` \| .+ \| \d+ \|$", PAGE, flags=re.MULTILINE)
    assert {(int(number), name) for number, name in rows} == {(bug.number, bug.name) for bug in MUTANTS}
    caught = sum(f"`{name}` | lives |" not in PAGE for _, name in rows)
    assert f"caught {caught} of {len(MUTANTS)}." in PAGE


@pytest.mark.parametrize("place", ELSEWHERE_PROVEN)
def test_what_is_proven_elsewhere_is_there(place: str) -> None:
    file, _, name = place.partition("::")
    assert f"def {name}(" in (ROOT / file).read_text(encoding="utf-8")
