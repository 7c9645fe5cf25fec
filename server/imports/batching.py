"""A long row of things, so many at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

T = TypeVar("T")


def batches(items: Iterable[T], most: int) -> Iterator[list[T]]:
    """Yield lists of `most` items, the last one shorter; none is asked for before its turn."""
    rest = iter(items)
    while batch := list(islice(rest, most)):
        yield batch
