"""Benches of several groups of measurements: which of them run, and how they tell."""

from __future__ import annotations

import importlib
import logging
import sys
from collections.abc import Sequence
from typing import NamedTuple, Protocol

import structlog

from bench.figures import Figure, write


class Tell(Protocol):
    """Prints one figure."""

    def __call__(self, figure: Figure) -> None:
        """Print it."""


class Group(NamedTuple):
    """What is measured together, over one set of data.

    Attributes:
        name: What `--only` calls it.
        module: Where its `measure(tell)` is.
        metrics: What it tells of `targets.tsv`.
    """

    name: str
    module: str
    metrics: tuple[str, ...]


def measured(groups: Sequence[Group], *, json_lines: bool, only: str | None) -> int:
    """Measure all groups, or the one that `only` names or has a metric of that name; return an exit code."""
    chosen = [group for group in groups if only in {None, group.name, *group.metrics}]
    if not chosen:
        names = ", ".join(name for group in groups for name in (group.name, *group.metrics))
        sys.stderr.write(f"there is no measurement {only!r}; choose one of: {names}\n")
        return 2
    # What is said while a server is furnished has no place among the figures.
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))

    def tell(figure: Figure) -> None:
        write(figure, json_lines=json_lines)

    for group in chosen:
        importlib.import_module(group.module).measure(tell)
    return 0
