"""The one thread that writes to a profile's cache: the user's own changes first, then what the server brings."""

from __future__ import annotations

import itertools
import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from enum import IntEnum
from typing import Any, TypeVar

from sync.replica.writer import Replica

T = TypeVar("T")


class Urgency(IntEnum):
    """What goes first."""

    LOCAL = 0
    """The user waits for it."""
    REMOTE = 1


class StoreThread:
    """Owns a replica from its opening to its closing; everything else posts to it and gets a future.

    A future holds the result or the error of the call; it can be cancelled until the call begins.
    """

    def __init__(self, open_replica: Callable[[], Replica], name: str = "store") -> None:
        """Prepare; `open_replica` is called on the thread by `start`."""
        self._open_replica = open_replica
        self._order = itertools.count()
        self._queue: queue.PriorityQueue[tuple[int, int, Future[Any] | None, Callable[[Replica], Any] | None]]
        self._queue = queue.PriorityQueue()
        self._closing = threading.Lock()
        self._closed = False
        self._opened: Future[None] = Future()
        # lint: allow-thread the cache has one writer, which the client and the engine's runner both post to
        self._thread = threading.Thread(target=self._work, name=name, daemon=True)

    def start(self) -> Future[None]:
        """Begin to work; the future tells when the replica is open, or holds why it cannot be opened."""
        self._thread.start()
        return self._opened

    def submit(self, call: Callable[[Replica], T], urgency: Urgency = Urgency.LOCAL) -> Future[T]:
        """Run `call` with the replica on the thread. After `close` the future is cancelled at once."""
        future: Future[T] = Future()
        with self._closing:
            if self._closed:
                future.cancel()
                future.set_running_or_notify_cancel()
            else:
                self._queue.put((urgency, next(self._order), future, call))
        return future

    def mutate(self, name: str, args: Any, *, draft: str | None = None) -> Future[Any]:
        """Post `Replica.mutate`; its future holds the `Changes`."""
        return self.submit(lambda replica: replica.mutate(name, args, draft=draft))

    def close(self, timeout_s: float = 10.0) -> None:
        """Do what is queued, close the replica and end the thread. Harmless when called again."""
        with self._closing:
            if not self._closed:
                self._closed = True
                self._queue.put((Urgency.REMOTE + 1, next(self._order), None, None))
        if self._thread.is_alive():
            self._thread.join(timeout_s)

    def _work(self) -> None:
        try:
            replica = self._open_replica()
        except BaseException as error:  # noqa: BLE001 - handed to whoever waits for the opening
            self._fail_all(error)
            return
        self._opened.set_result(None)
        while True:
            _, _, future, call = self._queue.get()
            if future is None or call is None:
                break
            if future.set_running_or_notify_cancel():
                _settle(future, call, replica)
            # A future outlives its call: neither may keep the other's objects alive until the next one comes.
            del future, call
        replica.close()

    def _fail_all(self, error: BaseException) -> None:
        with self._closing:
            self._closed = True
        self._opened.set_exception(error)
        while not self._queue.empty():
            _, _, future, _ = self._queue.get()
            if future is not None:
                future.cancel()
                future.set_running_or_notify_cancel()


def _settle(future: Future[Any], call: Callable[[Replica], Any], replica: Replica) -> None:
    try:
        result = call(replica)
    except BaseException as error:  # noqa: BLE001 - the future carries it to whoever asked
        future.set_exception(error)
    else:
        future.set_result(result)
