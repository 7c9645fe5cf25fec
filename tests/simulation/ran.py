"""What of the protocol really ran in a seed: nothing is proven of what never did."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from enum import StrEnum


class Ran(StrEnum):
    """A part of the protocol that does not come up by itself in every seed."""

    WAIT = "waits answered"
    RESUMED = "streams resumed"
    GOODBYE = "goodbyes"
    GROUPED = "pushes in groups"
    OVERWRITTEN = "notices of what was overwritten"
    ROWS = "rows watched on their way"
    REST = "segments gone on with"


def told(counts: Iterable[Counter[Ran]]) -> str:
    """Return in one line how often each part ran in some seeds."""
    total: Counter[Ran] = Counter()
    for count in counts:
        total.update(count)
    return ", ".join(f"{total[ran]} {ran}" for ran in Ran)
