"""The composition root: one server process's parts, put together."""

from __future__ import annotations

import importlib.metadata
import math
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import Any

import structlog
from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from server.accounts.accounts import Accounts
from server.accounts.routes import account_routes
from server.authentication import Authenticate
from server.db.database import Database, utc_now
from server.db.errors import StorageError
from server.errors import Refused, refusal_of
from server.feed.live import Hub
from server.metrics import CountRequests, Metrics
from server.openapi import openapi_document
from server.replication.live import Pace
from server.replication.memory import trace_of
from server.replication.routes import LIVE_PATH, replication_routes
from server.search.following import follow
from server.search.routes import search_routes
from server.settings import Settings
from sync.protocol.codec import encode
from sync.protocol.push import Refusal, RefusalCode

log = structlog.get_logger("server.app")


@dataclass(frozen=True)
class Parts:
    """What an app is made of; kept at `app.state.parts` for whoever runs or tests it."""

    database: Database
    hub: Hub
    metrics: Metrics


def create_app(
    settings: Settings,
    *,
    authenticate: Authenticate | None = None,
    clock: Callable[[], datetime] = utc_now,
    pace: Pace | None = None,
) -> FastAPI:
    """Return the app of one process; its database must have its tables.

    Args:
        settings: How it runs.
        authenticate: Finds out who asks; the accounts of the database unless a test brings its own.
        clock: Tells the time.
        pace: How live streams keep time.
    """
    database = Database.open(settings.database_place)
    index = follow(database)
    hub = Hub(database, settings.head_poll_ms)
    metrics = Metrics()
    metrics.streams.set_function(lambda: hub.listeners)
    accounts = Accounts(database, access_ttl_s=settings.access_ttl_s, clock=clock)
    who = authenticate or accounts.authenticate
    routes: list[Route] = [
        *replication_routes(database, hub, who, clock=clock, pace=pace),
        *account_routes(accounts),
        *search_routes(database, index, who),
        *_own_routes(Parts(database, hub, metrics)),
    ]
    app = _bare_app(routes, hub, database)
    app.state.parts = Parts(database, hub, metrics)
    paths = frozenset(route.path for route in routes)
    app.add_middleware(CountRequests, metrics=metrics, paths=paths, stream_paths=frozenset({LIVE_PATH}))
    return app


def _bare_app(routes: Sequence[BaseRoute], hub: Hub, database: Database) -> FastAPI:
    """Return the app with its routes, its answers to what goes wrong, and its life."""

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        hub.start()
        yield
        await hub.stop()
        database.close()

    version = importlib.metadata.version("mostrador")
    app = FastAPI(
        title="Mostrador",
        version=version,
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        lifespan=lifespan,
        routes=list(routes),
    )
    for kind, answer in HANDLERS.items():
        app.add_exception_handler(kind, answer)
    return app


def _own_routes(parts: Parts) -> list[Route]:
    """Return the routes about the process itself."""

    async def health(_: Request) -> Response:
        ready = await run_in_threadpool(parts.database.is_ready)
        return Response(encode({"status": "ok" if ready else "empty"}), media_type="application/json")

    async def metrics(_: Request) -> Response:
        return Response(parts.metrics.text(), media_type="text/plain; version=0.0.4")

    document = encode(openapi_document("Mostrador", importlib.metadata.version("mostrador")))

    async def openapi(_: Request) -> Response:
        return Response(document, media_type="application/json")

    return [
        Route("/healthz", health, methods=["GET"]),
        Route("/metrics", metrics, methods=["GET"]),
        Route("/openapi.json", openapi, methods=["GET"]),
    ]


def refusal_response(refused: Refused) -> Response:
    """Return the answer that tells a refusal."""
    headers = {"cache-control": "no-store"}
    if refused.refusal.retry_after_s:
        headers["retry-after"] = str(math.ceil(refused.refusal.retry_after_s))
    return Response(encode(refused.refusal), refused.status, headers=headers, media_type="application/json")


async def _refused(_: Request, error: Exception) -> Response:
    assert isinstance(error, Refused)  # noqa: S101  # registered for it
    return refusal_response(error)


async def _storage(_: Request, error: Exception) -> Response:
    assert isinstance(error, StorageError)  # noqa: S101  # registered for it
    log.error("storage failed", kind=type(error).__name__)
    return refusal_response(refusal_of(error))


async def _invalid(_: Request, error: Exception) -> Response:
    refusal = Refusal(code=RefusalCode.MALFORMED, message="the request's fields are not what the route takes")
    return refusal_response(Refused(HTTPStatus.BAD_REQUEST, refusal))


async def _http(_: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101  # registered for it
    status = HTTPStatus(error.status_code)
    code = CODES.get(status, RefusalCode.MALFORMED)
    answer = refusal_response(Refused(status, Refusal(code=code, message=status.phrase.lower())))
    answer.headers.update(error.headers or {})
    return answer


async def _bug(_: Request, error: Exception) -> Response:
    log.error("request failed", trace=trace_of(error))
    refusal = Refusal(code=RefusalCode.UNAVAILABLE, message="the server made a mistake; it is in its log")
    return refusal_response(Refused(HTTPStatus.INTERNAL_SERVER_ERROR, refusal))


CODES = {
    HTTPStatus.NOT_FOUND: RefusalCode.NOT_FOUND,
    HTTPStatus.METHOD_NOT_ALLOWED: RefusalCode.METHOD_NOT_ALLOWED,
}
"""What the router refuses by itself, in the protocol's words."""
HANDLERS: dict[type[Exception], Any] = {
    Refused: _refused,
    StorageError: _storage,
    RequestValidationError: _invalid,
    HTTPException: _http,
    Exception: _bug,
}
