"""The apply queue of each space: what arrives while a transaction is under way shares the next one.

Nobody waits for company: a push that finds the space idle is applied at once. Only where pushes come faster than
transactions end do groups form, and the busier the space, the larger they are.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from anyio import CapacityLimiter, to_thread

from domain.ids import SpaceId
from server.authentication import AuthenticatedUser
from server.db.database import Database
from server.replication.group import GROUP_MUTATIONS_MOST, Answer, Ask, push_group
from sync.protocol.push import PushReply, PushRequest

SPACES_AT_ONCE = 4
"""Transactions of different spaces under way at once on PostgreSQL; SQLite has one writer, whatever the spaces."""


@dataclass(frozen=True)
class Waiting:
    """A push in the queue, and who waits for its answer."""

    ask: Ask
    answer: asyncio.Future[Answer]


class PushQueue:
    """One process's queues. Lives on one event loop; transactions run on threads of its own."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock
        self._waiting: dict[SpaceId, deque[Waiting]] = {}
        self._workers: dict[SpaceId, asyncio.Task[None]] = {}
        is_sqlite = database.engine.dialect.name == "sqlite"
        self._threads = CapacityLimiter(1 if is_sqlite else SPACES_AT_ONCE)

    async def push(self, request: PushRequest, user: AuthenticatedUser) -> PushReply:
        """Apply the request's mutations and return the results, possibly only of a prefix.

        Raises:
            Refused: See `server.replication.push.push`.
            StorageError: Busy or full; nothing was kept.
        """
        waiting = Waiting(Ask(request, user), asyncio.get_running_loop().create_future())
        self._waiting.setdefault(user.space_id, deque()).append(waiting)
        if user.space_id not in self._workers:
            name = f"push-queue {user.space_id}"
            self._workers[user.space_id] = asyncio.create_task(self._work(user.space_id), name=name)
        answer = await waiting.answer
        if isinstance(answer, PushReply):
            return answer
        raise answer

    async def _work(self, space_id: SpaceId) -> None:
        """Apply what waits, group by group, until nothing is left."""
        queue = self._waiting[space_id]
        try:
            while queue:
                await self._apply(_next_group(queue))
        finally:
            del self._workers[space_id], self._waiting[space_id]
            for left in queue:
                left.answer.cancel()

    async def _apply(self, group: list[Waiting]) -> None:
        asks = [waiting.ask for waiting in group]
        try:
            answers = await to_thread.run_sync(push_group, self._database, asks, self._clock(), limiter=self._threads)
        except Exception as error:  # noqa: BLE001 - a bug of ours: each of the group's requests ends with it
            for waiting in group:
                if not waiting.answer.done():
                    waiting.answer.set_exception(error)
            return
        for waiting, answer in zip(group, answers, strict=True):
            # Whoever has gone is not waiting any more.
            if not waiting.answer.done():
                waiting.answer.set_result(answer)


def _next_group(queue: deque[Waiting]) -> list[Waiting]:
    """Take the first pushes out of the queue, none of a client twice; a client's second push waits for its first."""
    group: list[Waiting] = []
    clients = set()
    mutations = 0
    while queue:
        request = queue[0].ask.request
        mutations += len(request.mutations)
        if group and (mutations > GROUP_MUTATIONS_MOST or request.client in clients):
            break
        clients.add(request.client)
        group.append(queue.popleft())
    return group
