"""The routes of tickets and of the views over them."""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable
from datetime import datetime
from http import HTTPStatus
from typing import Any, TypeVar

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from domain.ids import RecordId, is_record_id, new_id
from server.authentication import Authenticate, AuthenticatedUser
from server.db.database import Database, utc_now
from server.errors import malformed, not_found, too_large
from server.quota import Quota
from server.search.index import SearchIndex
from server.tickets import actions, reading
from server.tickets.listing import After, Order, limit_of, place_of, wanted_of
from server.tickets.wire import Filing, Setting, Writing
from sync.protocol.codec import decode, encode
from sync.protocol.errors import MalformedMessage

TICKETS_PATH = "/api/v1/tickets"
TICKET_PATH = TICKETS_PATH + "/{ticket_id}"
REPLIES_PATH = TICKET_PATH + "/replies"
NOTES_PATH = TICKET_PATH + "/notes"
KEY_HEADER = "idempotency-key"
BODY_BYTES_MOST = 512 * 1024
MESSAGES = 50
MESSAGES_MOST = 200
NO_STORE = {"cache-control": "no-store"}
T = TypeVar("T")


def ticket_routes(
    database: Database,
    index: SearchIndex,
    authenticate: Authenticate,
    quota: Quota,
    *,
    clock: Callable[[], datetime] = utc_now,
) -> list[Route]:
    """Return the routes; `Refused` and `StorageError` are answered by whoever mounts them."""

    def admitted(request: Request, *, changes: bool = False) -> AuthenticatedUser:
        user = authenticate(request)
        quota.check(user, changes=changes)
        return user

    async def list_route(request: Request) -> Response:
        def answer() -> Any:
            user = admitted(request)
            return reading.list_tickets(database, index, user, wanted_of(request.query_params.multi_items()), clock())

        return told(await run_in_threadpool(answer))

    async def detail_route(request: Request) -> Response:
        def answer() -> Any:
            user, given = admitted(request), request.query_params
            before = _before(given.get("before", ""))
            limit = limit_of(given.get("limit", ""), MESSAGES_MOST, MESSAGES)
            return reading.conversation(database, user, _ticket_id(request), before, limit)

        return told(await run_in_threadpool(answer))

    async def file_route(request: Request) -> Response:
        body = await read_body(request)

        def answer() -> Any:
            user = admitted(request, changes=True)
            return actions.file(database, user, _key(request), message_in(body, Filing), clock())

        return told(await run_in_threadpool(answer), HTTPStatus.CREATED)

    def writing_route(name: str) -> Callable[[Request], Awaitable[Response]]:
        async def write_route(request: Request) -> Response:
            body = await read_body(request)

            def answer() -> Any:
                user = admitted(request, changes=True)
                ticket_id, writing = _ticket_id(request), message_in(body, Writing)
                return actions.write(database, user, _key(request), ticket_id, name, writing, clock())

            return told(await run_in_threadpool(answer), HTTPStatus.CREATED)

        return write_route

    async def set_route(request: Request) -> Response:
        body = await read_body(request)

        def answer() -> Any:
            user = admitted(request, changes=True)
            ticket_id, setting = _ticket_id(request), message_in(body, Setting)
            return actions.set_fields(database, user, _key(request), ticket_id, setting, clock())

        return told(await run_in_threadpool(answer))

    return [
        Route(TICKETS_PATH, list_route, methods=["GET"]),
        Route(TICKETS_PATH, file_route, methods=["POST"]),
        Route(TICKET_PATH, detail_route, methods=["GET"]),
        Route(TICKET_PATH, set_route, methods=["PATCH"]),
        Route(REPLIES_PATH, writing_route("ticket.reply"), methods=["POST"]),
        Route(NOTES_PATH, writing_route("ticket.note"), methods=["POST"]),
    ]


def told(message: Any, status: HTTPStatus = HTTPStatus.OK) -> Response:
    """Return an answer."""
    return Response(encode(message), status, media_type="application/json", headers=NO_STORE)


def _ticket_id(request: Request) -> RecordId:
    ticket_id = request.path_params["ticket_id"]
    if not is_record_id(ticket_id):
        raise not_found(reading.NO_TICKET)
    return RecordId(ticket_id)


def _before(text: str) -> After | None:
    if not text:
        return None
    sorting, place = place_of(text, "before", "earlier")
    if sorting.order is not Order.CREATED or not isinstance(place.key, datetime):
        raise malformed("`before` is what the conversation gave as `earlier`: give it as it came")
    return place


def _key(request: Request) -> RecordId:
    """Return what names the request, whenever it is tried: the caller's word, or one of its own.

    Raises:
        Refused: 400, it is no UUID.
    """
    key = request.headers.get(KEY_HEADER, "")
    if not key:
        return new_id(utc_now(), secrets.token_bytes)
    if not is_record_id(key):
        raise malformed(
            "`Idempotency-Key` is a UUID in lower case that you make for this request, the same for each try"
        )
    return RecordId(key)


async def read_body(request: Request) -> bytes:
    """Return the request's body.

    Raises:
        Refused: 413.
    """
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > BODY_BYTES_MOST:
            raise too_large(BODY_BYTES_MOST)
    return body


def message_in(body: bytes, message_type: type[T]) -> T:
    """Return the message that a body holds.

    Raises:
        Refused: 400, it is none; the sentence names the field.
    """
    try:
        return decode(body, message_type)
    except MalformedMessage as error:
        raise malformed(str(error)) from error
