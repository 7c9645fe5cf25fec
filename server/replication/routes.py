"""The routes of synchronisation: plain Starlette around push, pull and live."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Callable
from datetime import datetime
from functools import partial
from typing import TypeVar

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from domain.ids import RecordId, is_record_id
from server.authentication import AuthenticatedUser
from server.db.database import Database, utc_now
from server.errors import malformed, too_large
from server.feed.live import Hub
from server.replication.live import Pace, events, next_event, open_stream
from server.replication.presence import attended
from server.replication.pull import pull
from server.replication.queue import PushQueue
from server.replication.reception import AdmitAll, Reception
from sync.protocol.codec import MEDIA_TYPE, compress, decode, decompress, encode
from sync.protocol.cursor import Cursor, parse_cursor
from sync.protocol.errors import MalformedMessage, TooLarge
from sync.protocol.presence import Attend
from sync.protocol.pull import PullRequest
from sync.protocol.push import PUSH_BODY_BYTES_MOST, PushRequest

PULL_BYTES_MOST = 64 * 1024
PUSH_PATH = "/sync/v1/push"
PULL_PATH = "/sync/v1/pull"
LIVE_PATH = "/sync/v1/live"
PRESENCE_PATH = "/sync/v1/presence"
ATTEND_BYTES_MOST = 1024
NO_STORE = {"cache-control": "no-store"}
STREAM_HEADERS = {"cache-control": "no-store, no-transform", "x-accel-buffering": "no"}
T = TypeVar("T")


def replication_routes(
    database: Database,
    hub: Hub,
    admit_all: AdmitAll,
    *,
    clock: Callable[[], datetime] = utc_now,
    pace: Pace | None = None,
) -> list[Route]:
    """Return the routes; `Refused` and `StorageError` are answered by whoever mounts them."""
    stream_pace = pace or Pace()
    queue = PushQueue(database, clock)
    reception = Reception(admit_all)

    async def push_route(request: Request) -> Response:
        user = await reception.admit(request)
        message = await read_message(request, PushRequest, PUSH_BODY_BYTES_MOST)
        return packed(encode(await queue.push(message, user)), "application/json", request)

    async def pull_route(request: Request) -> Response:
        user = await reception.admit(request)
        message = await read_message(request, PullRequest, PULL_BYTES_MOST)

        def answer() -> Response:
            page = pull(database, message, user, clock())
            return packed(page.body, MEDIA_TYPE, request)

        return await run_in_threadpool(answer)

    async def live_route(request: Request) -> Response:
        user = await reception.admit(request)
        client_id, known = _place(request, user)
        # Listened to before anything is read, so that no commit falls between the two.
        listening, again = contextlib.ExitStack(), partial(reception.admit, request)
        presence = "presence" in request.query_params
        subscription = listening.enter_context(hub.subscribed(user.space_id, user.user_id, presence=presence))
        try:
            stream = await run_in_threadpool(open_stream, database, hub, user, client_id, known)
            subscription.tell(stream.opened_at)
            if "wait" in request.query_params:
                event = await next_event(stream, subscription, again, clock, stream_pace)
                listening.close()
                return Response(encode(event), media_type="application/json", headers=NO_STORE)
        except BaseException:
            listening.close()
            raise
        body = events(stream, subscription, again, clock, stream_pace)
        return EventStream(body, listening)

    async def presence_route(request: Request) -> Response:
        user = await reception.admit(request)
        message = await read_message(request, Attend, ATTEND_BYTES_MOST)
        hub.attend(await run_in_threadpool(attended, database, user, message))
        return Response(b"{}", media_type="application/json", headers=NO_STORE)

    return [
        Route(PUSH_PATH, push_route, methods=["POST"]),
        Route(PULL_PATH, pull_route, methods=["POST"]),
        Route(LIVE_PATH, live_route, methods=["GET"]),
        Route(PRESENCE_PATH, presence_route, methods=["POST"]),
    ]


async def read_message(request: Request, message_type: type[T], most_bytes: int) -> T:
    """Return the message in the request's body.

    Raises:
        Refused: 400, it is none; 413, it is larger than `most_bytes`, packed or unpacked.
    """
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > most_bytes:
            raise too_large(most_bytes)
    try:
        return decode(decompress(body, request.headers.get("content-encoding", ""), most_bytes), message_type)
    except TooLarge as error:
        raise too_large(most_bytes) from error
    except MalformedMessage as error:
        raise malformed(str(error)) from error


def packed(body: bytes, media_type: str, request: Request) -> Response:
    """Return `body` in the best encoding the caller reads."""
    packed_body, encoding = compress(body, request.headers.get("accept-encoding", ""))
    headers = NO_STORE | {"vary": "accept-encoding"}
    if encoding:
        headers["content-encoding"] = encoding
    return Response(packed_body, media_type=media_type, headers=headers)


def _place(request: Request, user: AuthenticatedUser) -> tuple[RecordId, Cursor | None]:
    """Return which replica listens and how far it has come; `client` and `cursor` in the query are both optional.

    Raises:
        Refused: 400, one of them is none.
    """
    cursor_text = request.query_params.get("cursor", "")
    client_id = request.query_params.get("client", "") or user.device_id
    if not is_record_id(client_id):
        raise malformed("`client` is not an id")
    try:
        return RecordId(client_id), parse_cursor(cursor_text) if cursor_text else None
    except MalformedMessage as error:
        raise malformed(str(error)) from error


class EventStream(StreamingResponse):
    """A stream of events that stops listening when it is over, however it ends, even before its first byte."""

    def __init__(self, body: AsyncIterator[bytes], listening: contextlib.ExitStack) -> None:
        super().__init__(body, media_type="text/event-stream", headers=STREAM_HEADERS)
        self._listening = listening

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Override StreamingResponse.__call__."""
        with self._listening:
            await super().__call__(scope, receive, send)
