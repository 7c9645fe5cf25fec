"""The composition root: one server process's parts, put together."""

from __future__ import annotations

import contextlib
import importlib.metadata
import math
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from server import tidying
from server.accounts.accounts import Accounts
from server.accounts.links import AccountLinks
from server.accounts.pages import reset_pages
from server.accounts.resets import Resets
from server.accounts.routes import account_routes
from server.accounts.throttle import IN_MEMORY, Throttle
from server.authentication import Authenticate
from server.background import end, keep_doing
from server.blobs import collecting
from server.blobs.actions import Blobs
from server.blobs.opening import open_store
from server.blobs.routes import blob_routes
from server.blobs.store import FileStore
from server.bus import RedisBus
from server.closing.answers import Answers
from server.closing.links import Links
from server.closing.routes import answer_routes
from server.db.database import Database, utc_now
from server.db.errors import StorageError
from server.errors import Refused, refusal_of
from server.feed.live import Hub
from server.help.desk import HelpDesk
from server.help.routes import help_routes
from server.identity import effects
from server.identity.desk import IdentityDesk
from server.identity.routes import identity_routes
from server.jobs import running
from server.jobs.timers import follow as follow_timers
from server.mail import causes, sending
from server.mail.post import post_for
from server.mail.sender import NOBODY, Sender
from server.mail.tables import MailState
from server.mail.upkeep import mail_counts
from server.metrics import CountRequests, Metrics
from server.mishaps import AnswerMishaps, Mishaps
from server.openapi import openapi_document
from server.quota import Quota
from server.replication.live import Pace
from server.replication.parked import parked_count
from server.replication.reception import one_by_one
from server.replication.routes import LIVE_PATH, replication_routes
from server.search.following import follow
from server.search.routes import search_routes
from server.segments.routes import segment_routes
from server.segments.upkeep import LOOK_S, Upkeep
from server.settings import Settings
from server.signing import Signer
from server.tickets.routes import ticket_routes
from server.tickets.timers import TICKET_TIMERS
from server.views.counting import Counts
from server.views.routes import view_routes
from sync.protocol.codec import encode
from sync.protocol.push import Refusal, RefusalCode


@dataclass(frozen=True)
class Parts:
    """What an app is made of; kept at `app.state.parts` for whoever runs or tests it."""

    database: Database
    hub: Hub
    metrics: Metrics
    store: FileStore
    blobs: Blobs
    outbox: sending.Outbox
    counts: Counts


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
    follow_timers(database, TICKET_TIMERS)
    causes.follow(database)
    counts = Counts(database, clock)
    counts.follow()
    hub = Hub(database, settings.head_poll_ms, RedisBus(settings.redis_url) if settings.redis_url else None)
    metrics = Metrics()
    metrics.streams.set_function(lambda: hub.listeners)
    counted_in = settings.redis_url or IN_MEMORY
    throttle, signer = Throttle(counted_in), Signer(database)
    accounts = Accounts(
        database,
        access_ttl_s=settings.access_ttl_s,
        contact_days=settings.contact_days,
        throttle=throttle,
        clock=clock,
        on_ended=hub.doubt,
        signer=signer,
    )
    account_links = AccountLinks(signer, settings.link_base)
    resets = Resets(database, account_links, Throttle.of_resets(counted_in), clock, on_ended=hub.doubt)
    quota = Quota(counted_in, settings.api_per_minute, settings.api_changes_per_minute)
    who = authenticate or accounts.authenticate
    admit_all = one_by_one(authenticate) if authenticate else accounts.authenticate_all
    store = open_store(settings)
    blobs = Blobs(database, store, mebibytes_most=settings.file_mb_most)
    sender = Sender.from_settings(settings.mail_from or NOBODY).answered_at(settings.mail_reply_to)
    post = post_for(settings.smtp_url, settings.data_path)
    links = Links(signer, settings.link_base)
    outbox = sending.Outbox(database, post, sender, clock, links=links, account_links=account_links)
    desk = HelpDesk(
        database,
        signer,
        Throttle.of_help(counted_in),
        clock,
        public_url=settings.link_base,
        email=settings.mail_reply_to or (sender.address if settings.mail_from else ""),
    )
    effects.follow(database, hub.doubt)
    codes = Throttle.of_codes(counted_in)
    identities = IdentityDesk(database, account_links, codes, clock, on_ended=hub.doubt)
    parts = Parts(database, hub, metrics, store, blobs, outbox, counts)
    routes: list[Route] = [
        *replication_routes(database, hub, admit_all, clock=clock, pace=pace),
        *segment_routes(database, who, clock=clock),
        *account_routes(accounts, resets),
        *reset_pages(resets),
        *identity_routes(identities, who),
        *help_routes(desk),
        *answer_routes(Answers(database, links, clock)),
        *search_routes(database, index, who),
        *ticket_routes(database, index, who, quota, clock=clock),
        *view_routes(database, who, quota, clock=clock),
        *blob_routes(blobs, who),
        *_own_routes(parts),
    ]
    app = _bare_app(routes, parts, Upkeep(settings.database_place, database), settings.tombstone_days, clock)
    app.state.parts = parts
    paths = frozenset(route.path for route in routes)
    app.state.mishaps = Mishaps()
    app.add_middleware(AnswerMishaps, mishaps=app.state.mishaps, answer=refusal_response)
    app.add_middleware(CountRequests, metrics=metrics, paths=paths, stream_paths=frozenset({LIVE_PATH}))
    return app


def _bare_app(
    routes: Sequence[BaseRoute], parts: Parts, upkeep: Upkeep, tombstone_days: int, clock: Callable[[], datetime]
) -> FastAPI:
    """Return the app with its routes, its answers to what goes wrong, and its life."""

    @contextlib.asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        parts.hub.start()
        tidy = tidying.hourly(parts.database, tombstone_days, clock)
        tasks = (
            keep_doing("segments", upkeep.look, first_after_s=LOOK_S),
            keep_doing("collecting", collecting.now_and_then(parts.blobs, clock), first_after_s=collecting.EVERY_S),
            keep_doing("tidying", tidy, first_after_s=tidying.FIRST_AFTER_S),
            keep_doing("timers", running.as_they_come(parts.database, TICKET_TIMERS, clock)),
            keep_doing("mails", sending.as_they_come(parts.outbox)),
            keep_doing("counts", parts.counts.as_they_come()),
        )
        yield
        await end(*tasks)
        await run_in_threadpool(parts.outbox.rest)
        await parts.hub.stop()
        await run_in_threadpool(upkeep.stop)
        await run_in_threadpool(parts.blobs.close)
        parts.database.close()

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
        # Without the database the rest is told all the same, and of this what was known last.
        with contextlib.suppress(StorageError):
            parts.metrics.parked.set(await run_in_threadpool(parked_count, parts.database))
            counts = await run_in_threadpool(mail_counts, parts.database)
            parts.metrics.waiting_mails.set(counts[MailState.WAITING])
            parts.metrics.parked_mails.set(counts[MailState.PARKED])
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


async def _storage(request: Request, error: Exception) -> Response:
    assert isinstance(error, StorageError)  # noqa: S101  # registered for it
    mishaps: Mishaps = request.app.state.mishaps
    mishaps.note("storage failed", type(error).__name__)
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
}
