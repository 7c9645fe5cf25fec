"""What an import says: what came in, what did not and why, line by line."""

from __future__ import annotations

import csv
import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import islice
from pathlib import Path
from typing import NamedTuple

SHOWN_MOST = 20
"""So many problems are told on the screen; the file has all of them."""
PROBLEMS_MOST = 50_000
"""An export that is wrong from top to bottom need not fill the memory with it."""
FILE_MODE = 0o600


class Fate(StrEnum):
    """What became of a record of the source."""

    NEW = "new"
    CHANGED = "changed"
    AS_BEFORE = "as before"
    LINKED = "known here"
    """A person who has an account here with that address."""
    LEFT_OUT = "left out"
    """The mapping leaves it out."""
    GONE = "deleted here"
    """It came before and was deleted here since: it stays so."""
    UNFIT = "not taken"


class Problem(NamedTuple):
    """Something that did not come in as it was: where, which field, and a sentence."""

    file: str
    number: int
    is_line: bool
    key: str
    field: str
    sentence: str

    def text(self) -> str:
        """Return it on one line."""
        where = f"{self.file}, {'line' if self.is_line else 'record'} {self.number}" if self.file else "export"
        named = f" ({self.key})" if self.key else ""
        return f"{where}{named}, {self.field}: {self.sentence}"


class Problems:
    """Problems, each once, in the order in which they were met; of very many the first."""

    def __init__(self) -> None:
        self._met: dict[Problem, None] = {}
        self.left_off = 0
        """How many more there were."""

    def __iter__(self) -> Iterator[Problem]:
        return iter(self._met)

    def __len__(self) -> int:
        return len(self._met)

    def append(self, problem: Problem) -> None:
        """Note a problem, unless it is noted already."""
        if len(self._met) < PROBLEMS_MOST or problem in self._met:
            self._met[problem] = None
        else:
            self.left_off += 1

    def extend(self, problems: Problems) -> None:
        """Note all of them."""
        for problem in problems:
            self.append(problem)
        self.left_off += problems.left_off


@dataclass
class Report:
    """What an import did, or a preview would."""

    fates: dict[str, Counter[Fate]] = field(default_factory=dict)
    """By kind: person, ticket, message, event, file."""
    problems: Problems = field(default_factory=Problems)
    took_s: float = 0.0

    def count(self, kind: str, fate: Fate, times: int = 1) -> None:
        """Note that something of `kind` met its fate."""
        if times:
            self.fates.setdefault(kind, Counter())[fate] += times

    def add(self, other: Report) -> None:
        """Take over what another one says."""
        for kind, fates in other.fates.items():
            self.fates.setdefault(kind, Counter()).update(fates)
        self.problems.extend(other.problems)

    def lines(self) -> Iterator[str]:
        """Yield what to tell, the counts last."""
        for problem in islice(self.problems, SHOWN_MOST):
            yield problem.text()
        more = len(self.problems) - SHOWN_MOST + self.problems.left_off
        if more > 0:
            yield f"… and {more} more."
        for kind in sorted(self.fates):
            counts = ", ".join(f"{self.fates[kind][fate]} {fate}" for fate in Fate if self.fates[kind][fate])
            yield f"{kind.capitalize():<10} {counts}"

    def write(self, path: Path) -> None:
        """Write the problems as CSV: file, line, record, field, problem. It names records, and quotes no message."""
        descriptor = os.open(path, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, FILE_MODE)
        with open(descriptor, "w", encoding="utf-8", newline="") as out:
            table = csv.writer(out)
            table.writerow(("file", "line", "record", "field", "problem"))
            for one in self.problems:
                table.writerow((one.file, one.number or "", one.key, one.field, one.sentence))
