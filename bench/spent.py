"""What a process has taken of the machine so far, and which processor it is held to."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from enum import IntEnum
from pathlib import Path
from typing import NamedTuple


class Spent(NamedTuple):
    """The processor's time of a process, and the most memory it has had."""

    cpu_s: float
    peak_mb: float


class Core(IntEnum):
    """Who has which processor to itself."""

    SERVER = 0
    CLIENT = 1


def spent(pid: int | None = None) -> Spent:
    """Return what a process has taken, this one if none is named.

    Raises:
        RuntimeError: This system does not tell.
    """
    place = Path("/proc") / ("self" if pid is None else str(pid))
    try:
        status = (place / "status").read_text("ascii", "replace")
        # Its name, which may hold anything, ends with the last bracket.
        fields = (place / "stat").read_text("ascii", "replace").rpartition(")")[2].split()
    except OSError as error:
        raise RuntimeError("this system does not tell what a process takes") from error
    peak_kb = next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM"))
    user, system = int(fields[11]), int(fields[12])
    return Spent((user + system) / os.sysconf("SC_CLK_TCK"), peak_kb / 1024)


@contextlib.contextmanager
def held_to(core: Core) -> Iterator[None]:
    """Hold what is started here to one processor, where there are two and the system has a word for it."""
    if not hasattr(os, "sched_setaffinity"):
        yield
        return
    before = os.sched_getaffinity(0)
    cores = sorted(before)
    if len(cores) <= max(Core):
        yield
        return
    os.sched_setaffinity(0, {cores[core]})
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)
