"""The virtual clock: what is to happen when."""

from __future__ import annotations

import heapq
from collections.abc import Callable

from tests.simulation.trace import Violation

EVENTS_MOST = 20_000
"""So many things between two steps are an endless loop."""


class Agenda:
    """Runs what is due, in order of time and of being planned."""

    def __init__(self) -> None:
        self.now_s = 0.0
        self._planned: list[tuple[float, int, Callable[[], None]]] = []
        self._count = 0

    def at(self, delay_s: float, act: Callable[[], None]) -> None:
        """Plan something."""
        self._count += 1
        heapq.heappush(self._planned, (self.now_s + max(0.0, delay_s), self._count, act))

    def run_for(self, span_s: float) -> None:
        """Let time pass and do what is due.

        Raises:
            Violation: S17, if it does not come to rest.
        """
        until_s = self.now_s + span_s
        for _ in range(EVENTS_MOST):
            if not self._planned or self._planned[0][0] > until_s:
                self.now_s = until_s
                return
            at_s, _, act = heapq.heappop(self._planned)
            self.now_s = max(self.now_s, at_s)
            act()
        raise Violation("S17", f"more than {EVENTS_MOST} events within {span_s:.0f} virtual seconds")
