"""The client's threads beside the GUI: the store's, the reader's, the searcher's and those for requests."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal

from desktop.background.bridge import Bridge
from desktop.background.changes import Changes, ChangesHub, Written
from desktop.background.operations import Cancelled, Executor, ReadOp, WriteOp
from domain.errors import KnownError

if TYPE_CHECKING:
    from concurrent.futures import Future, ThreadPoolExecutor

T = TypeVar("T")


class Threads:
    """An executor that is made, and its library loaded, with its first work: the first paint needs neither."""

    def __init__(self, count: int, name: str) -> None:
        self._count, self._name = count, name
        self._pool: ThreadPoolExecutor | None = None
        self._closed = False

    def submit(self, fn: Callable[[], T], /) -> Future[T]:
        """Queue the call; once nothing more is taken, it is cancelled at once."""
        if self._closed:
            from concurrent.futures import Future

            dropped: Future[T] = Future()
            dropped.cancel()
            dropped.set_running_or_notify_cancel()
            return dropped
        if self._pool is None:
            from concurrent.futures import ThreadPoolExecutor

            self._pool = ThreadPoolExecutor(self._count, self._name)
        return self._pool.submit(fn)

    def shutdown(self, *, wait: bool, cancel_futures: bool = False) -> None:
        """Take no more work."""
        self._closed = True
        if self._pool is not None:
            self._pool.shutdown(wait=wait, cancel_futures=cancel_futures)


class Background(QObject):
    """Makes operations and runs them; made once per profile and closed with it. No thread starts before its first work.

    Attributes:
        hub: where changes are announced, those of `write` and those that arrive from the server.
        bridge: posts calls from any thread into the GUI thread.

    Signals:
        failed: (KnownError) that nobody else handles.
    """

    failed = Signal(object)

    def __init__(self, store: Executor | None = None) -> None:
        """Makes the threads.

        Args:
            store: the thread that owns the write connection, where another part of the client has one already.
        """
        super().__init__()
        self.hub = ChangesHub()
        self.bridge = Bridge()
        self._own_store = Threads(1, "store")
        self._store: Executor = store or self._own_store
        self._reader = Threads(1, "reader")
        self._searcher = Threads(1, "searcher")
        self._requests = Threads(2, "request")
        self._closing = False

    def write(self, parent: QObject, fn: Callable[[], Written[T]]) -> WriteOp[T]:
        """A change to the store, in order with all others; `fn` runs in the store thread."""
        return WriteOp(parent, fn, executor=self._store, bridge=self.bridge, unhandled=self._on_unhandled, hub=self.hub)

    def read(self, parent: QObject, fn: Callable[[Cancelled], T]) -> ReadOp[T]:
        """A query too slow for the GUI thread (over 4 ms); `fn` runs in the read thread, and may ask as in a search."""
        return self._reading(parent, fn, self._reader)

    def search(self, parent: QObject, fn: Callable[[Cancelled], T]) -> ReadOp[T]:
        """A search; `fn` runs in the thread that owns the index and asks now and then whether it is still wanted."""
        return self._reading(parent, fn, self._searcher)

    def request(self, parent: QObject, fn: Callable[[], T]) -> ReadOp[T]:
        """A request to the server outside of sync (signing in, a download); `fn` may wait for the network."""
        return self._reading(parent, lambda _cancelled: fn(), self._requests)

    def lasting(self, parent: QObject, fn: Callable[[Cancelled], T]) -> ReadOp[T]:
        """Long work that nobody waits for, beside the requests; `fn` asks now and then whether it is still wanted."""
        return self._reading(parent, fn, self._requests)

    def announce(self, changes: Changes) -> None:
        """Changes from the server; from any thread."""
        self.bridge.post(lambda: self.hub.announce(changes))

    def close(self) -> None:
        """Drops what waits to be read, waits for what is read or written, stops every thread; callbacks stop now."""
        self._closing = True
        self.bridge.close()
        # What reads is waited for: its connection is closed next, and must not be while a query runs on it.
        self._requests.shutdown(wait=False, cancel_futures=True)
        for pool in (self._searcher, self._reader):
            pool.shutdown(wait=True, cancel_futures=True)
        self._own_store.shutdown(wait=True)

    def _reading(self, parent: QObject, fn: Callable[[Cancelled], T], executor: Executor) -> ReadOp[T]:
        def unless_closing(cancelled: Cancelled) -> T:
            return fn(lambda: self._closing or cancelled())

        return ReadOp(parent, unless_closing, executor=executor, bridge=self.bridge, unhandled=self._on_unhandled)

    def _on_unhandled(self, error: KnownError) -> None:
        self.failed.emit(error)
