"""The line between one client and the server: every request travels as bytes, and much can happen on the way."""

from __future__ import annotations

import random
from collections import defaultdict, deque
from collections.abc import Callable
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from sync.engine.connections import READ_S
from sync.engine.events import Failed, Refused
from sync.protocol.errors import MalformedMessage
from sync.protocol.push import Behind, Refusal, RefusalCode
from tests.simulation.backend import Answer, ServerDied
from tests.simulation.places import Message, Tear
from tests.simulation.push_queue import RESET, Waiting
from tests.simulation.swarm import Fault

if TYPE_CHECKING:
    from tests.simulation.world import World

NO_LINE = Failed("no line")
STATUSES: tuple[tuple[int, RefusalCode | None], ...] = (
    (HTTPStatus.FORBIDDEN, RefusalCode.FORBIDDEN),
    (HTTPStatus.REQUEST_ENTITY_TOO_LARGE, RefusalCode.TOO_LARGE),
    (HTTPStatus.UPGRADE_REQUIRED, RefusalCode.UPGRADE_REQUIRED),
    (HTTPStatus.TOO_MANY_REQUESTS, RefusalCode.TOO_MANY_REQUESTS),
    (HTTPStatus.INTERNAL_SERVER_ERROR, RefusalCode.UNAVAILABLE),
    (HTTPStatus.BAD_GATEWAY, RefusalCode.UNAVAILABLE),
    (HTTPStatus.SERVICE_UNAVAILABLE, RefusalCode.UNAVAILABLE),
    (HTTPStatus.GATEWAY_TIMEOUT, RefusalCode.UNAVAILABLE),
    (HTTPStatus.BAD_GATEWAY, None),
)
"""Status and code; without one it is a proxy's own page, which the transport cannot read."""
Handle = Callable[[bytes, str], Answer | Waiting]
"""The server's part: its answer, or what will be answered once its turn has come."""
Conflict = tuple[int, RefusalCode]
PULL_CONFLICTS: tuple[Conflict, ...] = (
    (HTTPStatus.CONFLICT, RefusalCode.EPOCH_CHANGED),
    (HTTPStatus.GONE, RefusalCode.RECONCILE),
)
PUSH_CONFLICTS: tuple[Conflict, ...] = (
    (HTTPStatus.CONFLICT, RefusalCode.GAP),
    (HTTPStatus.CONFLICT, RefusalCode.CLIENT_REWOUND),
    *PULL_CONFLICTS,
)
"""What may be said of a replica's place in history, also when it is not so."""
OLD_ANSWERS = 3
"""So many of each kind lie with whatever repeats them."""


class Wire:
    """One client's line."""

    def __init__(self, world: World, who: str, noise: random.Random) -> None:
        self.world = world
        self.who = who
        self.noise = noise
        self.down_until_s = 0.0
        self._old: dict[Message, deque[bytes]] = defaultdict(lambda: deque(maxlen=OLD_ANSWERS))

    @property
    def down(self) -> bool:
        """Whether there is no line at all."""
        return self.world.agenda.now_s < self.down_until_s

    def hits(self, fault: Fault) -> bool:
        """Tell whether a fault of the line happens now, and say so."""
        hit = self.world.swarm.hits(fault, self.noise)
        if hit:
            self.world.say(self.who, f"! {fault}")
        return hit

    def delay_s(self) -> float:
        """Return how long something is on its way."""
        if self.hits(Fault.DELAY):
            return self.noise.uniform(0.0, 120.0)
        return self.noise.uniform(0.005, 0.15)

    def ask(
        self,
        message: Message,
        handle: Handle,
        body: bytes,
        token: str,
        decode: Callable[[bytes], Any],
        answered: Callable[[Any], None],
        *,
        conflicts: tuple[Conflict, ...] = (),
    ) -> None:
        """Send a request and hand its outcome over, once it is there: a message, `Refused` or `Failed`.

        `conflicts` names the refusals with 409 and 410 that such a request may get.
        """
        reply = Reply(message, answered)
        agenda = self.world.agenda
        agenda.at(READ_S, lambda: reply.settle(Failed("timeout")))
        if self.down:
            agenda.at(self.noise.uniform(0.01, 0.5), lambda: reply.settle(NO_LINE))
            return
        if self.hits(Fault.PORTAL):
            agenda.at(self.delay_s(), lambda: reply.settle(Failed("not a page: a captive portal")))
            return
        if self.hits(Fault.LOST_REQUEST) or self.world.plan.tears(message, Tear.REQUEST_LOST):
            return
        old = self._old[message]
        if old and self.hits(Fault.STALE_REPLY):
            body_then = self.noise.choice(old)
            outcome_then = self._decoded(body_then, decode)
            agenda.at(self.delay_s(), lambda: reply.settle(outcome_then))
            return
        if self.hits(Fault.EXPIRED):
            self.world.backend.doors.expire(token)
        refusal = self._refusal(conflicts)
        if refusal is not None:
            agenda.at(self.delay_s(), lambda: reply.settle(refusal))
            return
        arrives_s = self.delay_s()
        agenda.at(arrives_s, lambda: self._arrive(handle, body, token, decode, reply))
        if self.hits(Fault.DUPLICATE):
            again_s = arrives_s + self.noise.choice((0.0, self.noise.uniform(0.0, 60.0)))
            agenda.at(again_s, lambda: self._arrive(handle, body, token, decode, Reply(message, lambda _: None)))

    def _refusal(self, conflicts: tuple[Conflict, ...]) -> Refused | Failed | None:
        if self.hits(Fault.STATUS):
            status, code = self.noise.choice(STATUSES)
            if code is None:
                return Failed(f"status {status} from something that is not a Mostrador server")
            # Of these codes only that of a client that is too old looks at `behind`.
            refusal = Refusal(code=code, behind=Behind.CLIENT)
            return Refused(int(status), refusal, self.noise.choice((0.0, 0.0, 1.0, 5.0, 30.0)))
        if conflicts and self.hits(Fault.SPURIOUS_CONFLICT):
            status, code = self.noise.choice(conflicts)
            return Refused(int(status), Refusal(code=code, expected=1, epoch="?"))
        return None

    def _arrive(
        self,
        handle: Handle,
        body: bytes,
        token: str,
        decode: Callable[[bytes], Any],
        reply: Reply,
    ) -> None:
        agenda = self.world.agenda
        if not self.world.backend.up:
            agenda.at(0.01, lambda: reply.settle(Failed("connection refused")))
            return
        try:
            answer = handle(body, token)
        except ServerDied as death:
            self.world.server_died(str(death))
            agenda.at(0.01, lambda: reply.settle(RESET))
            return
        if isinstance(answer, Waiting):
            answer.told = lambda told: self._answered(told, decode, reply)
        else:
            self._answered(answer, decode, reply)

    def _answered(self, answer: Answer | Failed, decode: Callable[[bytes], Any], reply: Reply) -> None:
        agenda = self.world.agenda
        if isinstance(answer, Failed):
            agenda.at(0.01, lambda: reply.settle(answer))
            return
        if self.down or self.hits(Fault.LOST_REPLY) or self.world.plan.tears(reply.message, Tear.REPLY_LOST):
            return
        if not isinstance(answer, Refused):
            if reply.message is not Message.SEGMENT:
                # A segment has an address of its own, so what is repeated under it is the same.
                self._old[reply.message].append(answer)
        outcome = answer if isinstance(answer, Refused) else self._received(reply.message, answer, decode)
        delay_s = self.delay_s()
        agenda.at(delay_s, lambda: reply.settle(outcome))
        if self.hits(Fault.DOUBLE_REPLY):
            agenda.at(delay_s + self.noise.uniform(0.0, 30.0), lambda: reply.settle(outcome, again=True))

    def _received(self, message: Message, body: bytes, decode: Callable[[bytes], Any]) -> Any:
        if self.hits(Fault.CUT) or self.world.plan.tears(message, Tear.REPLY_CUT):
            body = body[: self.noise.randrange(len(body))]
        return self._decoded(body, decode)

    def _decoded(self, body: bytes, decode: Callable[[bytes], Any]) -> Any:
        try:
            return decode(body)
        except MalformedMessage as error:
            return Failed(str(error)[:60], begun=True)


class Reply:
    """The one outcome of a request: whatever is first.

    Attributes:
        message: What it answers.
    """

    def __init__(self, message: Message, answered: Callable[[Any], None]) -> None:
        self.message = message
        self._answered = answered
        self._settled = False

    def settle(self, outcome: Any, *, again: bool = False) -> None:
        """Hand the outcome over, unless one was before; `again`: even then, as a broken runner would."""
        if self._settled and not again:
            return
        self._settled = True
        self._answered(outcome)
