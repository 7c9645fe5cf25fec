"""The routes of the links in mails. To look changes nothing, as mail programs look, too; only the button does."""

from __future__ import annotations

import secrets
from http import HTTPStatus

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from domain.ids import new_id
from server.closing import page
from server.closing.answers import Answers, Stands
from server.closing.links import LINK_PATH, Purpose
from server.db.database import utc_now
from server.pages.page import HEADERS, form_of, language_of

SENT = "sent"


def answer_routes(answers: Answers) -> list[Route]:
    """Return the routes; `Refused` and `StorageError` are answered by whoever mounts them."""

    async def show(request: Request) -> Response:
        purpose, token = _named(request)
        question = await run_in_threadpool(answers.question, purpose, token) if purpose is not None else None
        if question is None:
            return page.dead(language_of(request))
        if question.stands is Stands.ASKED and SENT not in request.query_params:
            return page.asking(question, new_id(utc_now(), secrets.token_bytes))
        return page.answered(question, await run_in_threadpool(answers.rating_link, question))

    async def take(request: Request) -> Response:
        purpose, token = _named(request)
        form = await form_of(request)
        question = await run_in_threadpool(answers.question, purpose, token) if purpose is not None else None
        if purpose is None or question is None:
            return page.dead(language_of(request))
        trouble = await run_in_threadpool(answers.take, purpose, token, form)
        if trouble is not None:
            return page.asking(question, new_id(utc_now(), secrets.token_bytes), form, trouble)
        # A page that is looked at again must send nothing again.
        return RedirectResponse(f"?{SENT}=1", HTTPStatus.SEE_OTHER, headers=HEADERS)

    return [Route(LINK_PATH, show, methods=["GET"]), Route(LINK_PATH, take, methods=["POST"])]


def _named(request: Request) -> tuple[Purpose | None, str]:
    """Return what the path names; no purpose for one that there is not."""
    try:
        purpose = Purpose(request.path_params["purpose"])
    except ValueError:
        return None, ""
    return purpose, str(request.path_params["token"])
