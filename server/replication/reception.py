"""Who asks: looked up once for all requests that come while the last look is under way.

Every request is checked against the database as it is, none against something remembered: a device that is revoked is
refused from that moment on. Only the looking is shared.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence

from anyio import CapacityLimiter, to_thread
from starlette.requests import HTTPConnection

from server.authentication import Admission, Authenticate, AuthenticatedUser
from server.errors import Refused

TOGETHER_MOST = 200
LOOKS_AT_ONCE = 2

AdmitAll = Callable[[Sequence[HTTPConnection]], list[Admission]]


def one_by_one(authenticate: Authenticate) -> AdmitAll:
    """Return the look of somebody who can only look at one request at a time."""

    def admit(request: HTTPConnection) -> Admission:
        try:
            return authenticate(request)
        except Refused as refused:
            return refused

    return lambda requests: [admit(request) for request in requests]


class Reception:
    """Lets requests in. Lives on one event loop; `admit_all` is called on a thread."""

    def __init__(self, admit_all: AdmitAll) -> None:
        self._admit_all = admit_all
        self._waiting: list[tuple[HTTPConnection, asyncio.Future[Admission]]] = []
        self._workers: set[asyncio.Task[None]] = set()
        self._threads = CapacityLimiter(LOOKS_AT_ONCE)

    async def admit(self, request: HTTPConnection) -> AuthenticatedUser:
        """Return who asks.

        Raises:
            Refused: See `Authenticate`.
            StorageError: Busy.
        """
        answer: asyncio.Future[Admission] = asyncio.get_running_loop().create_future()
        self._waiting.append((request, answer))
        if len(self._workers) < LOOKS_AT_ONCE:
            worker = asyncio.create_task(self._work(), name="reception")
            self._workers.add(worker)
            worker.add_done_callback(self._workers.discard)
        admission = await answer
        if isinstance(admission, Refused):
            raise admission
        return admission

    async def _work(self) -> None:
        """Look until nobody waits."""
        while self._waiting:
            group, self._waiting = self._waiting[:TOGETHER_MOST], self._waiting[TOGETHER_MOST:]
            requests = [request for request, _ in group]
            try:
                admissions = await to_thread.run_sync(self._admit_all, requests, limiter=self._threads)
            except Exception as error:  # noqa: BLE001 - whatever it is, each of the requests ends with it
                for _, answer in group:
                    if not answer.done():
                        answer.set_exception(error)
                continue
            for (_, answer), admission in zip(group, admissions, strict=True):
                if not answer.done():
                    answer.set_result(admission)
