"""What an engine wants sent, as bytes over the client's line, and the event that its answer becomes."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from starlette.responses import Response

from sync.engine.effects import Effect, SendPull, SendPush, SendRefresh, SendSegment, SendSegmentList
from sync.engine.events import (
    Failed,
    PullAnswered,
    PushAnswered,
    RefreshAnswered,
    Refused,
    SegmentAnswered,
    SegmentsListed,
)
from sync.protocol.accounts import Session
from sync.protocol.codec import decode, decode_page, encode
from sync.protocol.errors import MalformedMessage
from sync.protocol.push import PushReply
from sync.protocol.segments import SegmentList
from sync.replica.segment_rows import Segment, read_segment
from tests.simulation.backend import Answer
from tests.simulation.places import Message
from tests.simulation.ran import Ran
from tests.simulation.wire import PULL_CONFLICTS, PUSH_CONFLICTS

if TYPE_CHECKING:
    from tests.simulation.client import Client


class Download:
    """One request for a segment, or for the rest of it, as the transport makes it."""

    def __init__(self, client: Client, name: str) -> None:
        self._world = client.world
        self._name = name
        # Those of this process: the next one knows nothing of them.
        self._beginnings = client.beginnings
        self._asks = client.beginnings.asks(name)
        self._answer: Response | None = None
        self._over = False

    def handle(self, _body: bytes, token: str) -> Answer:
        """Answer as the server does."""
        answer = self._world.backend.segment(self._name, self._asks, token)
        if isinstance(answer, Refused):
            return answer
        self._answer = answer
        return bytes(answer.body)

    def taken(self, data: bytes) -> Segment | Failed:
        """Return what came of it; nothing, the second time the line delivers the request.

        Raises:
            MalformedMessage: It is damaged.
        """
        if self._over or self._answer is None:
            return Failed("nobody waits")
        self._over = True
        if self._answer.status_code == HTTPStatus.PARTIAL_CONTENT:
            self._world.ran[Ran.REST] += 1
        try:
            self._beginnings.answered(self._name, self._answer.status_code, self._answer.headers).add(data)
            body = self._beginnings.body(self._name, ended=True)
        except MalformedMessage:
            self._beginnings.forget(self._name)
            raise
        return body if isinstance(body, Failed) else read_segment(self._name, body)


def send(client: Client, effect: Effect) -> None:
    """Send what `effect` asks for; only the process that asked hears the answer."""
    incarnation, backend, ask = client.incarnation, client.world.backend, client.wire.ask
    match effect:
        case SendPush(number, token, request):
            client.count("push " + ",".join(f"{m.n}" for m in request.mutations))
            ask(
                Message.PUSH,
                client.world.pushes.enter,
                encode(request),
                token,
                lambda body: decode(body, PushReply),
                lambda answer: client.hear(PushAnswered(number, answer), incarnation),
                conflicts=PUSH_CONFLICTS,
            )
        case SendPull(number, token, pull):
            client.count(f"pull {pull.cursor} {pull.fill.target[:18] if pull.fill else ''}")
            ask(
                Message.PULL,
                backend.pull,
                encode(pull),
                token,
                decode_page,
                lambda answer: client.hear(PullAnswered(number, answer), incarnation),
                conflicts=PULL_CONFLICTS,
            )
        case SendSegmentList(number, token):
            client.count("list segments")
            ask(
                Message.SEGMENT_LIST,
                backend.segment_list,
                b"",
                token,
                lambda body: decode(body, SegmentList),
                lambda answer: client.hear(SegmentsListed(number, answer), incarnation),
            )
        case SendSegment(number, token, name):
            client.count(f"segment {name[:8]}")
            download = Download(client, name)
            ask(
                Message.SEGMENT,
                download.handle,
                b"",
                token,
                download.taken,
                lambda answer: client.hear(SegmentAnswered(number, answer), incarnation),
            )
        case SendRefresh(number, refresh):
            client.count("refresh")
            ask(
                Message.REFRESH,
                backend.refresh,
                encode(refresh),
                "",
                lambda body: decode(body, Session),
                lambda answer: client.hear(RefreshAnswered(number, answer), incarnation),
            )
        case _:
            raise NotImplementedError(type(effect).__name__)
