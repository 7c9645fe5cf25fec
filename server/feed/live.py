"""News of heads: which space has moved how far, told to whoever listens in this process.

What is told is only ever `{space, head}`, and heads only grow, so that news may be lost, doubled or overtaken without
harm. Commits of this process arrive at once; those of others when the heads are looked up, every `poll_ms`. A bus
between processes is one more caller of `moved`.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager

import structlog
from anyio import CapacityLimiter, to_thread
from sqlalchemy import Connection, bindparam, select, union

from domain.ids import Scope, SpaceId
from server.db.database import Database
from server.db.errors import StorageError
from server.db.tables import feed, feed_child

log = structlog.get_logger("server.live")

_parent = feed.alias("parent")
TOUCHED = union(
    select(feed.c.scope).where(
        feed.c.space_id == bindparam("space"), feed.c.seq > bindparam("start"), feed.c.seq <= bindparam("head")
    ),
    select(_parent.c.scope)
    .select_from(feed_child)
    .join(
        _parent,
        (_parent.c.space_id == feed_child.c.space_id)
        & (_parent.c.kind == feed_child.c.parent_kind)
        & (_parent.c.id == feed_child.c.parent_id),
    )
    .where(
        feed_child.c.space_id == bindparam("space"),
        feed_child.c.seq > bindparam("start"),
        feed_child.c.seq <= bindparam("head"),
    ),
)


def touched_scopes(connection: Connection, space_id: SpaceId, start: int, head: int) -> frozenset[Scope]:
    """Return every scope in which something changed after `start`, up to `head`."""
    rows = connection.execute(TOUCHED, {"space": space_id, "start": start, "head": head})
    return frozenset(Scope(row[0]) for row in rows)


class Subscription:
    """One listener to one space: holds the newest head only, however slow its reader is."""

    def __init__(self, head: int) -> None:
        self._news = asyncio.Event()
        self.head = head
        self.closing = False

    async def wait(self, timeout_s: float) -> bool:
        """Wait for news, or for the end; false if neither came in time."""
        try:
            async with asyncio.timeout(timeout_s):
                await self._news.wait()
        except TimeoutError:
            return False
        self._news.clear()
        return True

    def tell(self, head: int) -> None:
        """Take note of a head; an older one is no news."""
        if head > self.head:
            self.head = head
            self._news.set()

    def close(self) -> None:
        """Have the listener say goodbye."""
        self.closing = True
        self._news.set()


class Hub:
    """Tells subscriptions of heads. Lives on one event loop; `moved` may be called from any thread."""

    REMEMBERED_RANGES = 256

    def __init__(self, database: Database, poll_ms: int) -> None:
        self._database = database
        self._poll_ms = poll_ms
        self._loop: asyncio.AbstractEventLoop | None = None
        self._poller: asyncio.Task[None] | None = None
        self._subscriptions: dict[SpaceId, set[Subscription]] = {}
        self._touched: OrderedDict[tuple[SpaceId, int, int], frozenset[Scope]] = OrderedDict()
        self.closing = False
        database.on_published(self.moved)

    @property
    def listeners(self) -> int:
        """How many subscriptions there are."""
        return sum(len(listening) for listening in self._subscriptions.values())

    def start(self) -> None:
        """Begin to look heads up; called on the loop."""
        self._loop = asyncio.get_running_loop()
        self._poller = asyncio.create_task(self._poll(), name="head-poll")

    async def stop(self) -> None:
        """Say goodbye to everybody and stop."""
        self.close()
        if self._poller is not None:
            self._poller.cancel()
            await asyncio.gather(self._poller, return_exceptions=True)
        self._loop = None

    def close(self) -> None:
        """Have every stream say goodbye; new ones do so at once. Called on the loop."""
        self.closing = True
        for listening in self._subscriptions.values():
            for subscription in listening:
                subscription.close()

    def moved(self, space_id: SpaceId, head: int) -> None:
        """Tell that a space has moved; from any thread, also before `start` and after `stop`."""
        loop = self._loop
        if loop is None or loop.is_closed():
            return
        try:
            loop.call_soon_threadsafe(self._tell, space_id, head)
        except RuntimeError:
            # Closed between the look and the call: nobody listens any more.
            log.debug("the loop is closed", space=space_id)

    @contextmanager
    def subscribed(self, space_id: SpaceId, head: int) -> Iterator[Subscription]:
        """Listen to a space from `head` on; called on the loop."""
        subscription = Subscription(head)
        if self.closing:
            subscription.close()
        listening = self._subscriptions.setdefault(space_id, set())
        listening.add(subscription)
        try:
            yield subscription
        finally:
            listening.discard(subscription)
            if not listening:
                self._subscriptions.pop(space_id, None)

    def touched(self, space_id: SpaceId, start: int, head: int) -> frozenset[Scope]:
        """Return the scopes in which something changed, asking the database once for all who ask the same.

        For any thread: two that ask at the same time ask twice, which does no harm.
        """
        key = (space_id, start, head)
        found = self._touched.get(key)
        if found is None:
            with self._database.read(space_id) as session:
                found = touched_scopes(session.connection, space_id, start, head)
            self._touched[key] = found
            while len(self._touched) > self.REMEMBERED_RANGES:
                self._touched.popitem(last=False)
        return found

    def _tell(self, space_id: SpaceId, head: int) -> None:
        for subscription in self._subscriptions.get(space_id, ()):
            subscription.tell(head)

    async def _poll(self) -> None:
        # Its own place in the thread pool: a full house of slow requests does not hold up the news.
        limiter = CapacityLimiter(1)
        while True:
            await asyncio.sleep(self._poll_ms / 1000)
            if not self._subscriptions:
                continue
            try:
                heads = await to_thread.run_sync(self._database.heads, limiter=limiter)
            except StorageError as error:
                log.info("heads not read", reason=type(error).__name__)
                continue
            for space_id, head in heads.items():
                self._tell(space_id, head)
