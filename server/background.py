"""What a server process does beside its requests: again and again until it ends, whatever happens meanwhile."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import ParamSpec, TypeVar

from starlette.concurrency import run_in_threadpool

from server.db.errors import StorageError
from server.mishaps import Mishaps
from server.replication.memory import trace_of

PAUSE_S = 5.0
"""After a failure: long enough to fill no log and bother no database that has gone."""

P = ParamSpec("P")
T = TypeVar("T")
Work = Callable[[], Awaitable[float]]
"""Does all there is to do now; returns after how many seconds it is to be called again."""


def keep_doing(name: str, work: Work, *, first_after_s: float = 0.0, pause_s: float = PAUSE_S) -> asyncio.Task[None]:
    """Begin to call `work` again and again, until the task that is returned is cancelled; called on the loop.

    Whatever it raises is logged with the place it came from, the same at most once a minute, and after `pause_s` it is
    called again: one row that nobody foresaw must not end it for everybody until the next start.
    """
    return asyncio.create_task(_keep_doing(name, work, first_after_s, pause_s), name=name)


async def _keep_doing(name: str, work: Work, after_s: float, pause_s: float) -> None:
    mishaps = Mishaps()
    while True:
        await asyncio.sleep(after_s)
        try:
            after_s = await work()
        except Exception as error:  # noqa: BLE001 - logged; there is nobody else to tell
            mishaps.note(f"{name} failed", _kind_of(error))
            after_s = pause_s


async def in_thread(work: Callable[P, T], *args: P.args, **named: P.kwargs) -> T:
    """Return what `work` returns in a thread. Cancelled, it ends once the thread has ended.

    A thread cannot be called off: whoever closes the database next would take it from under its hands.
    """
    running = asyncio.ensure_future(run_in_threadpool(work, *args, **named))
    try:
        return await asyncio.shield(running)
    except asyncio.CancelledError:
        await asyncio.wait({running})
        raise


def _kind_of(error: Exception) -> str:
    if isinstance(error, ExceptionGroup):
        return _kind_of(error.exceptions[0])
    # The database's own troubles say all in their name.
    return type(error).__name__ if isinstance(error, StorageError) else trace_of(error)


async def end(*tasks: asyncio.Task[None] | None) -> None:
    """Cancel tasks, and return when they have ended."""
    ending = [task for task in tasks if task is not None]
    for task in ending:
        task.cancel()
    await asyncio.gather(*ending, return_exceptions=True)
