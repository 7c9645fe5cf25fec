"""What happened, line by line, as a digest and as the last lines; and what must not happen."""

from __future__ import annotations

import hashlib
from collections import deque

from sync.engine.events import Event
from sync.protocol.push import PushReply

TAIL_LINES = 60


class Violation(Exception):
    """An invariant does not hold.

    Attributes:
        number: The invariant's, as in the sync plan.
    """

    def __init__(self, number: str, what: str) -> None:
        super().__init__(f"{number}: {what}")
        self.number = number


class Trace:
    """Takes lines in; two runs of one seed must come to the same digest."""

    def __init__(self, *, loud: bool = False) -> None:
        self._digest = hashlib.sha256()
        self._loud = loud
        self.tail: deque[str] = deque(maxlen=TAIL_LINES)
        self.lines = 0

    def say(self, at_s: float, who: str, what: str) -> None:
        """Add a line."""
        line = f"{at_s:10.3f} {who:8} {what}"
        self._digest.update(line.encode())
        self._digest.update(b"\n")
        self.lines += 1
        self.tail.append(line)
        if self._loud:
            print(line)

    def digest(self) -> str:
        """Return the digest of everything said so far."""
        return self._digest.hexdigest()[:16]


def summary(event: Event) -> str:
    """Return what an engine was told, in a few words."""
    answer = getattr(event, "answer", None) or getattr(event, "event", None)
    name = type(event).__name__
    if answer is None:
        return f"< {name}"
    if isinstance(answer, list):
        frames = " ".join(getattr(frame, "t", type(frame).__name__[:5]) for frame in answer[1:-1])
        return f"< {name} {answer[-1].cursor} {frames}"[:160]
    if isinstance(answer, PushReply):
        words = ",".join(f"{r.n}:{r.outcome}{'/' + r.code if r.code else ''}@{r.seq}" for r in answer.results)
        return f"< {name} {words}"
    if hasattr(answer, "refusal"):
        return f"< {name} {answer.status} {answer.refusal.code}"
    reason = getattr(answer, "reason", "")
    return f"< {name} {type(answer).__name__} {reason or getattr(answer, 'head', '')}"
