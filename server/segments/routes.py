"""`GET /sync/v1/segments` and `GET /sync/v1/segments/NAME`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from http import HTTPStatus

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from domain.records import UserCard
from server.authentication import Authenticate, AuthenticatedUser
from server.db.database import Database, utc_now
from server.ranges import span_of
from server.replication.pull import known_actor
from server.replication.routes import packed
from server.segments.serving import Served, serve
from server.segments.sets import list_for
from sync.protocol.codec import encode
from sync.protocol.segments import SegmentList

LIST_PATH = "/sync/v1/segments"
SEGMENT_PATH = "/sync/v1/segments/{name}"
MEDIA_TYPE = "application/zstd"
IMMUTABLE = "private, max-age=86400, immutable"


def segment_routes(
    database: Database, authenticate: Authenticate, *, clock: Callable[[], datetime] = utc_now
) -> list[Route]:
    """Return the routes; `Refused` and `StorageError` are answered by whoever mounts them."""

    async def list_route(request: Request) -> Response:
        def answer() -> Response:
            listed = list_segments(database, authenticate(request), clock())
            return packed(encode(listed), "application/json", request)

        return await run_in_threadpool(answer)

    async def segment_route(request: Request) -> Response:
        def answer() -> Response:
            served = one_segment(database, authenticate(request), request.path_params["name"])
            return given(served, request.headers.get("range", ""), request.headers.get("if-range", ""))

        return await run_in_threadpool(answer)

    return [
        Route(LIST_PATH, list_route, methods=["GET"]),
        Route(SEGMENT_PATH, segment_route, methods=["GET"]),
    ]


def list_segments(database: Database, user: AuthenticatedUser, now: datetime) -> SegmentList:
    """Return what the user's replica may begin with.

    Raises:
        Refused: 403, if there is no such user any more.
        StorageError: Busy.
    """
    with database.read(user.space_id) as session:
        actor = known_actor(session, user.user_id)
        card = session.get(UserCard, user.user_id)
        team_ids = card.team_ids if card else ()
        return list_for(session.connection, user.space_id, actor, team_ids, now)


def one_segment(database: Database, user: AuthenticatedUser, name: str) -> Served:
    """Return one segment.

    Raises:
        Refused: 403, if there is no such user any more; 404, if there is no such segment for them now.
        StorageError: Busy.
    """
    with database.read(user.space_id) as session:
        return serve(session.connection, user.space_id, known_actor(session, user.user_id), name)


def given(served: Served, asked: str, condition: str) -> Response:
    """Return a segment, or the rest of it for somebody whose line broke.

    Args:
        served: What the user may have of it now.
        asked: The request's `Range`.
        condition: Its `If-Range`: the tag of what it has the beginning of; that of another content gets all of this.
    """
    tag, size = f'"{served.tag}"', len(served.body)
    headers = {
        "cache-control": IMMUTABLE if served.exact else "no-store",
        "accept-ranges": "bytes",
        "etag": tag,
    }
    try:
        span = span_of(asked, size) if condition in {"", tag} else None
    except ValueError:
        headers["content-range"] = f"bytes */{size}"
        return Response(status_code=HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, headers=headers)
    if span is None:
        return Response(served.body, media_type=MEDIA_TYPE, headers=headers)
    start, end = span
    headers["content-range"] = f"bytes {start}-{end - 1}/{size}"
    return Response(served.body[start:end], HTTPStatus.PARTIAL_CONTENT, headers=headers, media_type=MEDIA_TYPE)
