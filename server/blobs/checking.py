"""Comparing whole files with their hashes, away from the requests that ask for it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable
from concurrent.futures import Future, ThreadPoolExecutor, wait

from server.errors import unavailable

WAIT_S = 10.0
"""A proxy gives a request up after 30 s or more; a small file is compared long before this."""


class Checker:
    """One thread per process that reads files through. Whoever asks again for what is under way joins it."""

    def __init__(self, wait_s: float = WAIT_S) -> None:
        self._wait_s = wait_s
        self._pool = ThreadPoolExecutor(1, "blob-check")
        self._guard = threading.Lock()
        self._running: dict[Hashable, Future[None]] = {}

    def ask(self, key: Hashable, work: Callable[[], None]) -> bool:
        """Have the work done once; tell whether it is done by now.

        Raises:
            Refused: 503, the server is going away; else what the work raises.
        """
        with self._guard:
            future = self._running.get(key)
            if future is None or future.done():
                future = self._running[key] = self._pool.submit(work)
        done, _ = wait([future], self._wait_s)
        if not done:
            return False
        with self._guard:
            if self._running.get(key) is future:
                del self._running[key]
        if future.cancelled():
            raise unavailable("the server is going away")
        future.result()
        return True

    def close(self) -> None:
        """Wait for what is under way, and take nothing more."""
        self._pool.shutdown(wait=True, cancel_futures=True)
