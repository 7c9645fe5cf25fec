"""What nobody foresaw: answered with a 500 and logged once, however often the clients come again with it.

Without this every request that meets a bug would leave a traceback of its own, message and all, in the log: a client
that tries again and again would fill the disk, and a message may quote what customers wrote.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from http import HTTPStatus

import structlog
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from server.errors import Refused
from server.replication.memory import trace_of
from sync.protocol.push import Refusal, RefusalCode

QUIET_S = 60.0
"""A mishap is logged again after so long, with the number of times it happened in between."""
KINDS_MOST = 200
log = structlog.get_logger("server.app")

Answer = Callable[[Refused], ASGIApp]


class Mishaps:
    """Logs each kind of mishap at most once in `QUIET_S`. Called on the event loop."""

    def __init__(self, clock_s: Callable[[], float] = time.monotonic) -> None:
        self._clock_s = clock_s
        self._logged_s: dict[str, float] = {}
        self._silent: dict[str, int] = {}

    def note(self, event: str, kind: str) -> None:
        """Log that `event` happened in the way `kind` says, or count it."""
        key = f"{event}: {kind}"
        now_s = self._clock_s()
        if key in self._logged_s and now_s - self._logged_s[key] < QUIET_S:
            self._silent[key] = self._silent.get(key, 0) + 1
            return
        if len(self._logged_s) >= KINDS_MOST:
            self._logged_s.clear()
        self._logged_s[key] = now_s
        log.error(event, kind=kind, times=1 + self._silent.pop(key, 0))


class AnswerMishaps:
    """Middleware: the last that meets an exception, so that none reaches the server's own log."""

    def __init__(self, app: ASGIApp, mishaps: Mishaps, answer: Answer) -> None:
        self._app = app
        self._mishaps = mishaps
        self._answer = answer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; answer it if nobody else can."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began = False

        async def note(message: Message) -> None:
            nonlocal began
            began = began or message["type"] == "http.response.start"
            await send(message)

        try:
            await self._app(scope, receive, note)
        except Exception as error:  # noqa: BLE001 - a bug of ours; it is logged, and the client told to come again
            self._mishaps.note("request failed", trace_of(error))
            if not began:
                await self._answer(_failed())(scope, receive, send)


def _failed() -> Refused:
    refusal = Refusal(code=RefusalCode.UNAVAILABLE, message="the server made a mistake; it is in its log")
    return Refused(HTTPStatus.INTERNAL_SERVER_ERROR, refusal)
