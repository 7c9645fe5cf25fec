"""The two kinds of work that leave the GUI thread: reading, and writing."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from threading import Event
from typing import TYPE_CHECKING, Generic, Protocol, Self, TypeVar

import shiboken6
from PySide6.QtCore import QObject

from desktop.background.bridge import Bridge
from desktop.background.changes import ChangesHub, Written
from domain.errors import KnownError

if TYPE_CHECKING:
    from concurrent.futures import Future

T = TypeVar("T")

Cancelled = Callable[[], bool]
"""Asked by long work between its steps: whether nobody waits for the result any more."""


class Unexpected(KnownError):
    """In place of an error that is a bug: something went wrong, and that is all there is to say of it."""


class Executor(Protocol):
    """A thread, or several, that run what they are handed; those of concurrent.futures are such."""

    def submit(self, fn: Callable[[], T], /) -> Future[T]:
        """Queues the call."""
        ...


class _Op(Generic[T]):
    """What both kinds share: callbacks, delivery to the GUI thread, and nothing for a parent that is gone."""

    def __init__(
        self, parent: QObject, executor: Executor, bridge: Bridge, unhandled: Callable[[KnownError], None]
    ) -> None:
        self._parent = parent
        self._executor = executor
        self._bridge = bridge
        self._unhandled = unhandled
        self._on_success: Callable[[T], object] | None = None
        self._on_failure: Callable[[KnownError], object] | None = None

    def success(self, callback: Callable[[T], object]) -> Self:
        """Called in the GUI thread with the result, unless the parent is gone by then."""
        self._on_success = callback
        return self

    def failure(self, callback: Callable[[KnownError], object]) -> Self:
        """Called in the GUI thread with a known error or `Unexpected`; without this, the window shows its words."""
        self._on_failure = callback
        return self

    def _parent_lives(self) -> bool:
        return shiboken6.isValid(self._parent)

    def _succeed(self, value: T) -> None:
        if self._on_success is not None and self._parent_lives():
            self._on_success(value)

    def _fail(self, error: BaseException) -> None:
        if isinstance(error, KnownError):
            self._tell(error)
            return
        # Who asked must not wait for ever; the log gets the bug itself.
        try:
            self._tell(Unexpected())
        finally:
            raise error

    def _tell(self, error: KnownError) -> None:
        if self._on_failure is None:
            self._unhandled(error)
        elif self._parent_lives():
            self._on_failure(error)


class ReadOp(_Op[T]):
    """Work that changes nothing: a slow query, a search, a request. Made by `Background`."""

    def __init__(
        self,
        parent: QObject,
        fn: Callable[[Cancelled], T],
        *,
        executor: Executor,
        bridge: Bridge,
        unhandled: Callable[[KnownError], None],
    ) -> None:
        super().__init__(parent, executor, bridge, unhandled)
        self._fn = fn
        self._cancelled = Event()
        self._future: Future[T] | None = None

    def run(self) -> Self:
        """Queues the work; its callbacks come later, never from within this call."""
        self._future = self._executor.submit(partial(self._fn, self._cancelled.is_set))
        self._future.add_done_callback(self._on_done)
        return self

    def cancel(self) -> None:
        """Nobody wants the result any more: work not begun is dropped, work under way may stop, no callback comes."""
        self._cancelled.set()
        if self._future is not None:
            self._future.cancel()

    def _on_done(self, future: Future[T]) -> None:
        if not self._cancelled.is_set():
            self._bridge.post(partial(self._deliver, future))

    def _deliver(self, future: Future[T]) -> None:
        if self._cancelled.is_set() or future.cancelled():
            return
        error = future.exception()
        if error is None:
            self._succeed(future.result())
        else:
            self._fail(error)


class WriteOp(_Op[T]):
    """A change to the store; the changes it hands back are announced to every window. Made by `Background`."""

    def __init__(
        self,
        parent: QObject,
        fn: Callable[[], Written[T]],
        *,
        executor: Executor,
        bridge: Bridge,
        unhandled: Callable[[KnownError], None],
        hub: ChangesHub,
    ) -> None:
        super().__init__(parent, executor, bridge, unhandled)
        self._fn = fn
        self._hub = hub
        self._initiator: QObject | None = None

    def run(self, *, initiator: QObject | None = None) -> Self:
        """Queues the write behind those before it.

        Args:
            initiator: goes along with `changes_committed`, so that this widget may skip what it has shown already.
        """
        self._initiator = initiator
        self._executor.submit(self._fn).add_done_callback(self._on_done)
        return self

    def _on_done(self, future: Future[Written[T]]) -> None:
        self._bridge.post(partial(self._deliver, future))

    def _deliver(self, future: Future[Written[T]]) -> None:
        error = future.exception()
        if error is not None:
            self._fail(error)
            return
        written = future.result()
        self._succeed(written.value)
        self._hub.announce(written.changes, self._initiator)


class Latest:
    """Keeps only the newest of a row of readings: each one that starts cancels the one before."""

    def __init__(self) -> None:
        self._op: ReadOp[object] | None = None

    def run(self, op: ReadOp[T]) -> None:
        """Runs it in place of the one before."""
        self.cancel()
        self._op = op  # type: ignore[assignment]
        op.run()

    def cancel(self) -> None:
        """Cancels the one under way, if any."""
        if self._op is not None:
            self._op.cancel()
