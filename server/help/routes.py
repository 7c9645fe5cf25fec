"""The routes of the help without a session: for the program, and a page for whoever opens the link elsewhere."""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable
from http import HTTPStatus

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from domain.ids import RecordId, new_id
from server.accounts.routes import answer, body_of
from server.db.database import utc_now
from server.errors import Refused
from server.help import page
from server.help.desk import HelpDesk
from server.pages.page import HEADERS, form_of, language_of
from sync.protocol.help import HelpFollow, HelpRequest, HelpWord

ASK_PATH, FOLLOW_PATH, ADD_PATH, REACH_PATH = "/help/v1/ask", "/help/v1/follow", "/help/v1/add", "/help/v1/reach"
PAGE_PATH = "/help/{token}"
BODY_BYTES_MOST = 64 * 1024


def help_routes(desk: HelpDesk) -> list[Route]:
    """Return the routes; `Refused` is answered by whoever mounts them, except on the page."""

    async def ask(request: Request) -> Response:
        message = await body_of(request, HelpRequest, BODY_BYTES_MOST)
        return answer(await run_in_threadpool(desk.ask, message, _address(request)))

    async def follow(request: Request) -> Response:
        message = await body_of(request, HelpFollow, BODY_BYTES_MOST)
        return answer(await run_in_threadpool(desk.follow, message.token))

    async def add(request: Request) -> Response:
        message = await body_of(request, HelpWord, BODY_BYTES_MOST)
        return answer(await run_in_threadpool(desk.add, message, _address(request)))

    async def reach(_: Request) -> Response:
        return answer(await run_in_threadpool(desk.reach))

    async def show(request: Request) -> Response:
        token = request.path_params["token"]
        locale = await run_in_threadpool(desk.locale, token) or language_of(request)
        try:
            thread = await run_in_threadpool(desk.follow, token)
        except Refused as refused:
            if refused.status is not HTTPStatus.NOT_FOUND:
                raise
            return page.over(await run_in_threadpool(desk.reach), locale)
        return page.thread(thread, locale, new_id(utc_now(), secrets.token_bytes))

    async def write(request: Request) -> Response:
        token, form = request.path_params["token"], await form_of(request)
        locale = await run_in_threadpool(desk.locale, token) or language_of(request)
        word = HelpWord(token=token, id=RecordId(form.get("id", "")), body=form.get("body", ""))
        try:
            await run_in_threadpool(desk.add, word, _address(request))
        except Refused as refused:
            if refused.status is HTTPStatus.SERVICE_UNAVAILABLE:
                raise
            if refused.status is HTTPStatus.NOT_FOUND:
                return page.over(await run_in_threadpool(desk.reach), locale)
            thread = await run_in_threadpool(desk.follow, token)
            fresh = new_id(utc_now(), secrets.token_bytes)
            return page.thread(thread, locale, fresh, kept=word.body, refused=refused)
        # A page that is looked at again must send nothing again.
        return RedirectResponse(request.url.path, HTTPStatus.SEE_OTHER, headers=HEADERS)

    handlers: dict[str, Callable[[Request], Awaitable[Response]]] = {ASK_PATH: ask, FOLLOW_PATH: follow, ADD_PATH: add}
    return [
        *(Route(path, handler, methods=["POST"]) for path, handler in handlers.items()),
        Route(REACH_PATH, reach, methods=["GET"]),
        Route(PAGE_PATH, show, methods=["GET"]),
        Route(PAGE_PATH, write, methods=["POST"]),
    ]


def _address(request: Request) -> str:
    return request.client.host if request.client else ""
