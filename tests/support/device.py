"""A device: the real engine and replica of one person, over real HTTP or straight to the server's handlers."""

from __future__ import annotations

import random
from collections import deque
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from domain.ids import RecordId, SpaceId
from server.errors import Refused as ServerRefused
from server.replication.pull import pull
from server.replication.push import push
from sync.engine.effects import CloseStream, Effect, OpenStream, SendPull, SendPush
from sync.engine.engine import Engine
from sync.engine.events import (
    Event,
    Failed,
    NetworkBack,
    PullAnswered,
    PushAnswered,
    Refused,
    StreamEnded,
    Woke,
)
from sync.protocol.accounts import Session
from sync.protocol.codec import decode_page
from sync.protocol.cursor import START
from sync.protocol.pull import Frame, PullRequest
from sync.protocol.push import PushReply, PushRequest
from sync.replica.columns import COLUMNS
from sync.replica.writer import Replica
from tests.server.replica import Content
from tests.support.members import members
from tests.support.world import World

KEY = b"d" * 32
TURNS_MOST = 2_000
NO_STREAM = Failed("no stream")


class Way(Protocol):
    """How a device reaches its server."""

    def push(self, request: PushRequest, token: str) -> PushReply | Refused | Failed:
        """Send mutations."""

    def pull(self, request: PullRequest, token: str) -> Sequence[Frame] | Refused | Failed:
        """Fetch a page."""


class Handlers:
    """Straight to the server's handlers."""

    def __init__(self, world: World, name: str) -> None:
        self.world = world
        self.name = name

    def push(self, request: PushRequest, token: str) -> PushReply | Refused | Failed:
        """Send mutations."""
        try:
            return push(self.world.database, request, self.world.user(self.name), self.world.now)
        except ServerRefused as error:
            return Refused(int(error.status), error.refusal)

    def pull(self, request: PullRequest, token: str) -> Sequence[Frame] | Refused | Failed:
        """Fetch a page."""
        try:
            return decode_page(pull(self.world.database, request, self.world.user(self.name), self.world.now).body)
        except ServerRefused as error:
            return Refused(int(error.status), error.refusal)


class Device:
    """Somebody's device. Time passes only as fast as the engine wants to wake; there is no live stream.

    Attributes:
        way: To the server; another one may take its place.
        pulls: Every pull it has asked, in order.
        pages: Every page it was answered with.
    """

    def __init__(self, path: Path, user_id: RecordId, name: str, way: Way, *, now: datetime) -> None:
        self.way = way
        self.replica = Replica.open(path, KEY, user_id, clock=lambda: now, entropy=random.Random(str(path)).randbytes)
        self.pulls: list[PullRequest] = []
        self.pages: list[Sequence[Frame]] = []
        self.pushes: list[PushRequest] = []
        self._now_s = 0.0
        self._name = name
        self._queue: deque[Effect] = deque()
        session = Session(
            access_token=name,
            refresh_token="r",  # noqa: S106  # nobody's
            access_ttl_s=1e9,
            user_id=user_id,
            space_id=SpaceId(""),
            user_name=name,
            locale="en",
        )
        self.engine = Engine(
            self.replica,
            session=session,
            device=RecordId("device"),
            clock_s=lambda: self._now_s,
            wall=lambda: now,
            noise=random.Random(1),
        )

    def close(self) -> None:
        """Close the cache."""
        self.replica.close()

    def do(self, name: str, **args: Any) -> None:
        """Do something, with or without a line."""
        self.replica.mutate(name, args)

    def settle(self) -> None:
        """Let the engine work until there is nothing left to send, to fetch or to repair."""
        self._hear(NetworkBack())
        for _ in range(TURNS_MOST):
            if self._queue:
                self._carry_out(self._queue.popleft())
            elif self._is_quiet():
                return
            else:
                self._now_s += 1.0
                self._hear(Woke())
        raise AssertionError(f"the device does not come to rest: {self.replica.waiting()}")

    def wait(self, span_s: float) -> None:
        """Let time pass, and all that follows from it happen."""
        self._now_s += span_s
        self._hear(Woke())
        self.settle()

    def content(self) -> Content:
        """Return what is held, as `tests.server.replica` says what must be."""
        seen: dict[tuple[str, str], set[Any]] = {}
        for kind, record_id, scope in members(self.replica.cache):
            seen.setdefault((kind, record_id), set()).add(scope)
        held: Content = {}
        for kind, columns in COLUMNS.items():
            for row in self.replica.cache.all(columns.select.removesuffix(" WHERE id = ?")):
                data, _ = columns.data(row)
                held[kind, data["id"]] = (data, frozenset(seen.get((kind, data["id"]), ())))
        return held

    def _is_quiet(self) -> bool:
        waiting = self.replica.waiting()
        at_a_beginning = self.replica.cursor() == START
        return not (waiting.unsent or waiting.fills or self._unconfirmed() or at_a_beginning)

    def _unconfirmed(self) -> int:
        return int(self.replica.cache.value("SELECT count(*) FROM outbox WHERE state <> 'refused'"))

    def _hear(self, event: Event) -> None:
        self._queue.extend(self.engine.step(event))

    def _carry_out(self, effect: Effect) -> None:
        match effect:
            case SendPush(number, token, request):
                self.pushes.append(request)
                self._hear(PushAnswered(number, self.way.push(request, token)))
            case SendPull(number, token, request):
                self.pulls.append(request)
                answer = self.way.pull(request, token)
                if not isinstance(answer, Refused | Failed):
                    self.pages.append(answer)
                self._hear(PullAnswered(number, answer))
            case OpenStream(number, _) | CloseStream(number):
                self._hear(StreamEnded(number, NO_STREAM))
            case _:
                pass
