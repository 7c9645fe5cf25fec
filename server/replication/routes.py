"""The routes of synchronisation: plain Starlette around push, pull and live."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from datetime import datetime
from typing import TypeVar

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from domain.ids import RecordId, is_record_id
from server.authentication import Authenticate
from server.db.database import Database, utc_now
from server.errors import malformed, too_large
from server.feed.live import Hub
from server.replication.live import Pace, Stream, events, open_stream
from server.replication.pull import pull
from server.replication.push import push
from sync.protocol.codec import MEDIA_TYPE, compress, decode, decompress, encode
from sync.protocol.cursor import parse_cursor
from sync.protocol.errors import MalformedMessage, TooLarge
from sync.protocol.pull import PullRequest
from sync.protocol.push import PUSH_BYTES_MOST, PushRequest

PULL_BYTES_MOST = 64 * 1024
PUSH_PATH = "/sync/v1/push"
PULL_PATH = "/sync/v1/pull"
LIVE_PATH = "/sync/v1/live"
NO_STORE = {"cache-control": "no-store"}
STREAM_HEADERS = {"cache-control": "no-store, no-transform", "x-accel-buffering": "no"}
T = TypeVar("T")


def replication_routes(
    database: Database,
    hub: Hub,
    authenticate: Authenticate,
    *,
    clock: Callable[[], datetime] = utc_now,
    pace: Pace | None = None,
) -> list[Route]:
    """Return the routes; `Refused` and `StorageError` are answered by whoever mounts them."""
    stream_pace = pace or Pace()

    async def push_route(request: Request) -> Response:
        user = await run_in_threadpool(authenticate, request)
        message = await read_message(request, PushRequest, PUSH_BYTES_MOST)

        def answer() -> Response:
            reply = push(database, message, user, clock())
            return packed(encode(reply), "application/json", request)

        return await run_in_threadpool(answer)

    async def pull_route(request: Request) -> Response:
        user = await run_in_threadpool(authenticate, request)
        message = await read_message(request, PullRequest, PULL_BYTES_MOST)

        def answer() -> Response:
            page = pull(database, message, user, clock())
            return packed(page.body, MEDIA_TYPE, request)

        return await run_in_threadpool(answer)

    async def live_route(request: Request) -> Response:
        stream = await run_in_threadpool(_opened, database, hub, authenticate, request)

        async def body() -> AsyncIterator[bytes]:
            with hub.subscribed(stream.user.space_id, stream.checked) as subscription:
                # Looked up after listening has begun, so that no commit falls between the two.
                subscription.tell(await run_in_threadpool(_head, stream))
                async for event in events(stream, subscription, lambda: authenticate(request), clock, stream_pace):
                    yield event

        return StreamingResponse(body(), media_type="text/event-stream", headers=STREAM_HEADERS)

    return [
        Route(PUSH_PATH, push_route, methods=["POST"]),
        Route(PULL_PATH, pull_route, methods=["POST"]),
        Route(LIVE_PATH, live_route, methods=["GET"]),
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


def _opened(database: Database, hub: Hub, authenticate: Authenticate, request: Request) -> Stream:
    """Return the stream the request asks for; `cursor` and `client` in its query are both optional."""
    user = authenticate(request)
    cursor_text = request.query_params.get("cursor", "")
    client_id = request.query_params.get("client", "") or user.device_id
    try:
        known = parse_cursor(cursor_text) if cursor_text else None
    except MalformedMessage as error:
        raise malformed(str(error)) from error
    if not is_record_id(client_id):
        raise malformed("`client` is not an id")
    return open_stream(database, hub, user, RecordId(client_id), known)


def _head(stream: Stream) -> int:
    with stream.database.read(stream.user.space_id) as session:
        return session.head().seq
