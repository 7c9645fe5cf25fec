"""The routes of signing in and out."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TypeVar

from msgspec import ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from server.accounts.accounts import Accounts
from server.accounts.letters import GOOD_FOR
from server.accounts.resets import Resets
from server.accounts.tables import LetterKind
from server.errors import malformed, too_large
from sync.protocol.accounts import AskReset, Refresh, ResetAsked, SignIn
from sync.protocol.codec import decode, encode
from sync.protocol.errors import MalformedMessage

BODY_BYTES_MOST = 8 * 1024
T = TypeVar("T")


def account_routes(accounts: Accounts, resets: Resets) -> list[Route]:
    """Return the routes; `Refused` is answered by whoever mounts them."""

    async def sign_in(request: Request) -> Response:
        address = request.client.host if request.client else ""
        return answer(await run_in_threadpool(accounts.sign_in, await body_of(request, SignIn), address))

    async def refresh(request: Request) -> Response:
        return answer(await run_in_threadpool(accounts.refresh, await body_of(request, Refresh)))

    async def sign_out(request: Request) -> Response:
        def leave() -> None:
            accounts.sign_out(accounts.authenticate(request))

        await run_in_threadpool(leave)
        return Response(status_code=204)

    async def reset(request: Request) -> Response:
        address = request.client.host if request.client else ""
        message = await body_of(request, AskReset)
        await run_in_threadpool(resets.ask, message.account, address)
        return answer(ResetAsked(good_for_s=GOOD_FOR[LetterKind.RESET].total_seconds()))

    handlers: dict[str, Callable[[Request], Awaitable[Response]]] = {
        "/auth/v1/sign-in": sign_in,
        "/auth/v1/refresh": refresh,
        "/auth/v1/sign-out": sign_out,
        "/auth/v1/reset": reset,
    }
    return [Route(path, handler, methods=["POST"]) for path, handler in handlers.items()]


async def body_of(request: Request, message_type: type[T], bytes_most: int = BODY_BYTES_MOST) -> T:
    """Return the request's message.

    Raises:
        Refused: 400 or 413.
    """
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > bytes_most:
            raise too_large(bytes_most)
    try:
        return decode(body, message_type)
    except MalformedMessage as error:
        # A field that is missing or of another type is named. What is no JSON is not quoted: it could hold a password.
        named = f": {error.__cause__}" if isinstance(error.__cause__, ValidationError) else ""
        raise malformed(f"not a {message_type.__name__}{named}") from error


def answer(message: object) -> Response:
    """Return a message as an answer that nobody keeps."""
    return Response(encode(message), media_type="application/json", headers={"cache-control": "no-store"})
