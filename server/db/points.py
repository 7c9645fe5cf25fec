"""Named places in the writing of a transaction, where a simulation may let the server die."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum


class Point(StrEnum):
    """Where the server can be stopped; each is reached just before what it names."""

    DEDUP_INSERT = "dedup insert"
    ROW_WRITE = "row write"
    COUNTER_UPDATE = "counter update"
    STAMP = "stamp"
    COMMIT = "before commit"
    RESPONSE = "after commit before response"
    PUBLISHED = "after publish"


Reach = Callable[[Point], None]
"""Called at each point; it returns, or raises what stands for the death of the process."""


def go_on(point: Point) -> None:
    """Pass every point."""
