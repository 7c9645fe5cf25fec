"""A thread with an asyncio loop, for libraries that speak to the system's bus in no other way."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Coroutine
from concurrent.futures import Future
from typing import Any, TypeVar

T = TypeVar("T")
CLOSE_S = 3.0


class AsyncLoop:
    """One loop on one thread, from the first call to `close`. Import this module late: asyncio costs 60 ms."""

    def __init__(self, name: str) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self._thread.start()

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        try:
            self._loop.run_forever()
        finally:
            self._loop.run_until_complete(self._loop.shutdown_asyncgens())
            self._loop.close()

    def submit(self, make: Callable[[], Coroutine[Any, Any, T]]) -> Future[T]:
        """Run the coroutine that `make` returns, on the loop's thread; from any thread."""
        return asyncio.run_coroutine_threadsafe(_made(make), self._loop)

    def close(self) -> None:
        """Cancel what is under way, let it end, and stop the thread."""
        if self._loop.is_closed():
            return
        try:
            self.submit(_cancel_others).result(CLOSE_S)
        finally:
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join(CLOSE_S)


async def _made(make: Callable[[], Coroutine[Any, Any, T]]) -> T:
    return await make()


async def _cancel_others() -> None:
    others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)
