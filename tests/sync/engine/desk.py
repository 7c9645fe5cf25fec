"""An engine at a desk: a real replica, a model server, a clock that only the test moves."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any, TypeVar

from domain.ids import RecordId, SpaceId
from sync.engine.effects import (
    Announce,
    CloseStream,
    Effect,
    OpenStream,
    Report,
    SendPull,
    SendPush,
    SendRefresh,
    TellPresence,
    WakeIn,
    Wipe,
)
from sync.engine.engine import Engine
from sync.engine.events import (
    Event,
    Failed,
    LocalMutation,
    PullAnswered,
    PushAnswered,
    RefreshAnswered,
    Refused,
    Started,
    StreamEnded,
    StreamSpoke,
    Woke,
)
from sync.engine.status import Line, Status
from sync.errors import ReplicaError
from sync.protocol.accounts import Session
from sync.protocol.live import Hello, LiveEvent
from sync.protocol.presence import Presence
from sync.protocol.push import Refusal
from tests.support.franchise import named
from tests.sync.replica.model import ModelClient, ModelServer

E = TypeVar("E")


def session(token: str = "a1", *, ttl_s: float = 900.0) -> Session:
    """Return a session of Ana's."""
    return Session(
        access_token=token,
        refresh_token=f"r-{token}",
        access_ttl_s=ttl_s,
        user_id=named("ana"),
        space_id=SpaceId(named("space")),
        user_name="Ana",
        locale="es",
    )


def no(status: int, code: str, *, retry_after_s: float = 0.0, **further: Any) -> Refused:
    """Return a refusal."""
    return Refused(status, Refusal(code=code, **further), retry_after_s)


class Desk:
    """Feeds events, keeps the effects that are still to be answered, and answers them when told to."""

    def __init__(self, server: ModelServer, folder: Path, *, signed_in: bool = True) -> None:
        self.server = server
        self.client = ModelClient(server, "ana", folder)
        self.now_s = 1000.0
        self.engine = Engine(
            self.client.replica,
            session=session() if signed_in else None,
            device=RecordId("device"),
            clock_s=lambda: self.now_s,
            wall=lambda: server.franchise.now,
            noise=random.Random(5),
        )
        self.open: list[Effect] = []
        self.status = Status()
        self.delay_s = 0.0
        self.announced = 0
        self.wiped = False
        self.requests = 0
        self.told: list[Presence | None] = []
        """Who is where, as the screens were told."""

    def line(self) -> Line:
        """Return how the line stands."""
        return self.status.line

    def trouble(self) -> ReplicaError | None:
        """Return what keeps the cache from being written."""
        return self.status.trouble

    def hear(self, event: Event) -> None:
        """Step the engine."""
        for effect in self.engine.step(event):
            match effect:
                case WakeIn(delay_s):
                    self.delay_s = delay_s
                case Report(status):
                    self.status = status
                case Announce():
                    self.announced += 1
                case Wipe():
                    self.wiped = True
                case TellPresence(presence):
                    self.told.append(presence)
                case CloseStream(number):
                    self.open = [e for e in self.open if not (isinstance(e, OpenStream) and e.number == number)]
                case _:
                    self.requests += isinstance(effect, SendPush | SendPull)
                    self.open.append(effect)

    def start(self) -> None:
        """Start the engine."""
        self.hear(Started())

    def pending(self, kind: type[E]) -> list[E]:
        """Return the effects of a kind that wait for an answer."""
        return [effect for effect in self.open if isinstance(effect, kind)]

    def take(self, kind: type[E]) -> E:
        """Return the one effect of a kind that waits for an answer, and answer it no more."""
        [effect] = self.pending(kind)
        self.open.remove(effect)  # type: ignore[arg-type]
        return effect

    def answer_pull(self, answer: Refused | Failed | None = None) -> None:
        """Answer the pull, as the server would if nothing else is given."""
        sent = self.take(SendPull)
        self.hear(PullAnswered(sent.number, answer or self.server.pull("ana", sent.request)))

    def answer_push(self, answer: Refused | Failed | None = None) -> None:
        """Answer the push, as the server would if nothing else is given."""
        sent = self.take(SendPush)
        self.hear(PushAnswered(sent.number, answer or self.server.push("ana", sent.request)))

    def answer_refresh(self, answer: Session | Refused | Failed) -> None:
        """Answer the refresh."""
        self.hear(RefreshAnswered(self.take(SendRefresh).number, answer))

    def say(self, event: LiveEvent) -> None:
        """Let the stream speak."""
        [stream] = self.pending(OpenStream)
        self.hear(StreamSpoke(stream.number, event))

    def end_stream(self, answer: Refused | Failed | None = None) -> None:
        """Let the stream end."""
        self.hear(StreamEnded(self.take(OpenStream).number, answer or Failed("ended")))

    def greet(self) -> None:
        """Let the stream say hello."""
        self.say(Hello(epoch=self.server.epoch, head=self.server.seq, token_ttl_s=900))

    def wait(self, seconds: float | None = None) -> None:
        """Let time pass: until the engine wants to wake, or longer."""
        left = self.delay_s if seconds is None else seconds
        while left > 0:
            step = min(left, self.delay_s)
            self.now_s += step
            left -= step
            self.hear(Woke())

    def settle(self) -> None:
        """Answer everything as the server would, until the engine is content."""
        for _ in range(200):
            if self.pending(SendPull):
                self.answer_pull()
            elif self.pending(SendPush):
                self.answer_push()
            elif self.pending(OpenStream) and not self.engine._live.up:
                self.greet()
            else:
                return
        raise AssertionError("the engine does not come to rest")

    def online(self) -> None:
        """Start and settle."""
        self.start()
        self.settle()
        assert self.line() is Line.ONLINE

    def reply(self, ticket_id: RecordId, *, kick: bool = True) -> RecordId:
        """Write a reply, as the user does."""
        message_id = self.server.franchise.id()
        args = {"ticket_id": ticket_id, "message_id": message_id, "body": "On it."}
        self.client.replica.mutate("ticket.reply", args)
        if kick:
            self.hear(LocalMutation())
        return message_id

    def ask(self) -> Sequence[Effect]:
        """Return all that waits for an answer."""
        return self.open
