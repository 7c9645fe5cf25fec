"""How long to leave the server alone after a failure: full jitter, doubled up to a minute, never under its own word."""

from __future__ import annotations

import random

FIRST_S = 1.0
MOST_S = 60.0
SWIFT_S = 0.1
"""First retry after a stream that had lived: the server was there a moment ago."""


class Backoff:
    """The pause of one lane."""

    def __init__(self, noise: random.Random) -> None:
        self._noise = noise
        self._failures = 0
        self._asked_until_s = 0.0
        """What the server itself asked for of it."""
        self.until_s = 0.0
        """On the engine's clock; before it nothing is sent on this lane."""

    @property
    def clear(self) -> bool:
        """Whether the last word on this lane was a good one."""
        return self._failures == 0

    def fail(self, now_s: float, *, floor_s: float = 0.0, most_s: float = MOST_S) -> None:
        """Note a failure; `floor_s` is the server's `Retry-After`, `most_s` the longest pause beyond it."""
        ceiling_s = min(most_s, FIRST_S * 2**self._failures)
        self._failures = min(self._failures + 1, 16)
        self._asked_until_s = now_s + floor_s
        self.until_s = now_s + floor_s + self._noise.uniform(0.0, ceiling_s)

    def pause(self, now_s: float, delay_s: float) -> None:
        """Wait that long, whatever failed before."""
        self.until_s = self._asked_until_s = now_s + delay_s

    def swift(self, now_s: float) -> None:
        """Come back at once: the line was good until now."""
        self._failures = 0
        self.until_s = now_s + self._noise.uniform(0.0, SWIFT_S)

    def line_is_back(self) -> None:
        """Forget what failed for want of a line: another lane has an answer. What the server asked for still holds."""
        self._failures = 0
        self.until_s = min(self.until_s, self._asked_until_s)

    def succeed(self) -> None:
        """Forget all failures."""
        self._failures = 0
        self.until_s = 0.0

    def ready(self, now_s: float) -> bool:
        """Tell whether the pause is over."""
        return now_s >= self.until_s
