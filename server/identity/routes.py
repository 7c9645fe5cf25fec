"""The routes by which the desk verifies identities and lets people in."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from server.accounts.routes import answer, body_of
from server.authentication import Authenticate
from server.identity.desk import IdentityDesk
from sync.protocol.identity import CHECK_PATH, CODE_PATH, PASSWORD_PATH, AskCode, AskPassword, CheckCode


def identity_routes(desk: IdentityDesk, authenticate: Authenticate) -> list[Route]:
    """Return the routes; `Refused` is answered by whoever mounts them."""

    async def send_code(request: Request) -> Response:
        user = await run_in_threadpool(authenticate, request)
        wanted = await body_of(request, AskCode)
        return answer(await run_in_threadpool(desk.send_code, user, wanted.ticket_id))

    async def check_code(request: Request) -> Response:
        user = await run_in_threadpool(authenticate, request)
        wanted = await body_of(request, CheckCode)
        return answer(await run_in_threadpool(desk.check_code, user, wanted.ticket_id, wanted.code))

    async def set_password(request: Request) -> Response:
        user = await run_in_threadpool(authenticate, request)
        wanted = await body_of(request, AskPassword)
        return answer(await run_in_threadpool(desk.set_temporary, user, wanted.ticket_id))

    handlers: dict[str, Callable[[Request], Awaitable[Response]]] = {
        CODE_PATH: send_code, CHECK_PATH: check_code, PASSWORD_PATH: set_password,
    }  # fmt: skip
    return [Route(path, handler, methods=["POST"]) for path, handler in handlers.items()]
