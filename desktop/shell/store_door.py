"""The way from `Background` to the store thread, open before the store is: what comes early waits its turn."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from concurrent.futures import Future

    from sync.replica.store_thread import StoreThread
    from sync.replica.writer import Replica

T = TypeVar("T")


class StoreDoor:
    """An executor whose thread is attached later. Used from the GUI thread; the replica from the store thread only."""

    def __init__(self) -> None:
        self._store: StoreThread | None = None
        self._early: list[tuple[Callable[[], Any], Future[Any]]] = []
        self._replica: Replica | None = None
        self._closed = False

    @property
    def replica(self) -> Replica:
        """The replica, while a call of ours runs in the store thread."""
        assert self._replica is not None  # noqa: S101 - set by the call that is running
        return self._replica

    def submit(self, fn: Callable[[], T], /) -> Future[T]:
        """Queue the call."""
        if self._store is None:
            from concurrent.futures import Future

            future: Future[T] = Future()
            if self._closed:
                future.cancel()
            else:
                self._early.append((fn, future))
            return future
        return self._posted(self._store, fn)

    def attach(self, store: StoreThread) -> None:
        """Use this store from now on; what came early goes first."""
        self._store = store
        early, self._early = self._early, []
        for fn, future in early:
            _forward(self._posted(store, fn), future)

    def _posted(self, store: StoreThread, fn: Callable[[], T]) -> Future[T]:
        def call(replica: Replica) -> T:
            self._replica = replica
            return fn()

        return store.submit(call)

    def close(self) -> None:
        """Do what is queued and close the store; what still waits for one that never came is cancelled."""
        self._closed = True
        early, self._early = self._early, []
        for _, future in early:
            future.cancel()
        if self._store is not None:
            self._store.close()


def _forward(done: Future[T], waiting: Future[T]) -> None:
    """Let `waiting` end as `done` does."""

    def pass_on(future: Future[T]) -> None:
        if future.cancelled():
            waiting.cancel()
            return
        error = future.exception()
        if error is not None:
            waiting.set_exception(error)
        else:
            waiting.set_result(future.result())

    done.add_done_callback(pass_on)
