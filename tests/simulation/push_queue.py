"""Pushes on their way into the server: what comes while a transaction is under way shares the next one."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from server.replication import queue
from server.replication.group import Ask
from sync.engine.events import Failed, Refused
from tests.simulation.backend import Answer, ServerDied
from tests.simulation.ran import Ran

if TYPE_CHECKING:
    from tests.simulation.world import World

RESET = Failed("connection reset")


class Waiting:
    """A push in the queue.

    Attributes:
        told: Takes its answer; whoever sent it sets that at once.
    """

    def __init__(self, ask: Ask) -> None:
        self.ask = ask
        self.told: Callable[[Answer | Failed], None] = lambda _answer: None


class PushQueue:
    """The server's queue, as the server itself makes groups of it; its processes go with all that waits in it."""

    def __init__(self, world: World, busy_s: float) -> None:
        """Prepare; `busy_s` is how long the transaction takes that a push finds under way."""
        self._world = world
        self._busy_s = busy_s
        self._waiting: deque[Any] = deque()

    def enter(self, body: bytes, token: str) -> Waiting | Refused:
        """Let a push wait for its turn, if it may come in at all."""
        asked = self._world.backend.asked(body, token)
        if isinstance(asked, Refused):
            return asked
        waiting = Waiting(asked)
        if not self._waiting:
            self._world.agenda.at(self._busy_s, self.work)
        self._waiting.append(waiting)
        return waiting

    def work(self) -> None:
        """Apply what waits, group by group."""
        while self._waiting:
            group = queue._next_group(self._waiting)
            if len(group) > 1:
                self._world.ran[Ran.GROUPED] += len(group)
                self._world.say("server", f"takes {len(group)} pushes together")
            try:
                answers = self._world.backend.push([waiting.ask for waiting in group])
            except ServerDied as death:
                self._world.server_died(str(death))
                _tell(group, [RESET] * len(group))
                return
            _tell(group, answers)

    def lose(self) -> None:
        """The process is gone, and nobody answers what waits."""
        waiting, self._waiting = self._waiting, deque()
        _tell(waiting, [RESET] * len(waiting))


def _tell(group: Any, answers: list[Any]) -> None:
    for waiting, answer in zip(group, answers, strict=True):
        waiting.told(answer)
