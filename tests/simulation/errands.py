"""What an engine wants sent, as bytes over the client's line, and the event that its answer becomes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sync.engine.effects import Effect, SendPull, SendPush, SendRefresh, SendSegment, SendSegmentList
from sync.engine.events import PullAnswered, PushAnswered, RefreshAnswered, SegmentAnswered, SegmentsListed
from sync.protocol.accounts import Session
from sync.protocol.codec import decode, decode_page, encode
from sync.protocol.push import PushReply
from sync.protocol.segments import SegmentList
from sync.replica.segment_rows import read_segment
from tests.simulation.places import Message
from tests.simulation.wire import PULL_CONFLICTS, PUSH_CONFLICTS

if TYPE_CHECKING:
    from tests.simulation.client import Client


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
            ask(
                Message.SEGMENT,
                backend.segment,
                name.encode(),
                token,
                lambda body: read_segment(name, body),
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
