"""`GET /api/v1/views`: the views that somebody may use, and how many tickets each shows them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from server.authentication import Authenticate
from server.db.database import Database, utc_now
from server.quota import Quota
from server.tickets.routes import told
from server.views.reading import view_counts

VIEWS_PATH = "/api/v1/views"


def view_routes(
    database: Database, authenticate: Authenticate, quota: Quota, *, clock: Callable[[], datetime] = utc_now
) -> list[Route]:
    """Return the route; `Refused` and `StorageError` are answered by whoever mounts it."""

    async def list_route(request: Request) -> Response:
        def answer() -> Any:
            user = authenticate(request)
            quota.check(user)
            return view_counts(database, user, clock())

        return told(await run_in_threadpool(answer))

    return [Route(VIEWS_PATH, list_route, methods=["GET"])]
