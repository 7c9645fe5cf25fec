"""The start of the client over 100,000 tickets beside an empty window: `bench start` with ten times the tickets."""

from __future__ import annotations

from bench.desktop_data import prepared
from bench.groups import Tell
from bench.start import first_rows


def measure(tell: Tell) -> None:
    """Measure and tell."""
    with prepared() as copy:
        first_rows("desktop", copy.home, copy.profile.name, tell)
