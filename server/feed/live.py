"""News of heads: which space has moved how far, told to whoever listens in this process.

What is told is only ever `{space, head}`, and heads only grow, so that news may be lost, doubled or overtaken without
harm. Commits of this process arrive at once; those of others over the bus, or when the heads are looked up: every
`poll_ms` without a bus, every few seconds beside one.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

import structlog
from anyio import CapacityLimiter, to_thread

from domain.ids import RecordId, SpaceId
from server.background import end, keep_doing
from server.bus import RedisBus
from server.db.database import Database
from server.feed.presence import Attended, Presences
from server.feed.recent import Recent

READERS = 4
SWEEP_S = 5.0
"""How often it is looked who is gone without a word."""
TOLD_POLL_S = 5.0
"""How often heads are looked up while the bus brings them: what it loses comes that much later."""
log = structlog.get_logger("server.live")
T = TypeVar("T")


class Subscription:
    """One listener to one space: holds the newest head only, however slow its reader is.

    Attributes:
        doubted: Whether the listener may have lost the right to listen: to be asked before anything else is told.
        attended: Tickets at which somebody has come or gone; None for a listener who does not want to know.
    """

    def __init__(self, user_id: RecordId, attended: set[RecordId] | None = None) -> None:
        self._news = asyncio.Event()
        self.attended = attended
        self.user_id = user_id
        self.head = 0
        self.closing = False
        self.doubted = False

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

    def attend(self, ticket_id: RecordId) -> None:
        """Take note that somebody has come to a ticket, or gone."""
        if self.attended is not None:
            self.attended.add(ticket_id)
            self._news.set()

    def doubt(self) -> None:
        """Have the listener asked again who they are, at once."""
        self.doubted = True
        self._news.set()

    def close(self) -> None:
        """Have the listener say goodbye."""
        self.closing = True
        self._news.set()


class Hub:
    """Tells subscriptions of heads. Lives on one event loop; `moved` may be called from any thread."""

    def __init__(self, database: Database, poll_ms: int, bus: RedisBus | None = None) -> None:
        self._database = database
        self._poll_ms = poll_ms
        self._bus = bus
        self._loop: asyncio.AbstractEventLoop | None = None
        self._poller: asyncio.Task[None] | None = None
        self._subscriptions: dict[SpaceId, set[Subscription]] = {}
        self._reading: dict[Hashable, asyncio.Future[Any]] = {}
        # Their own places in the thread pool: a full house of slow requests does not hold up the news.
        self._readers = CapacityLimiter(READERS)
        self._pollers = CapacityLimiter(1)
        self.recent = Recent(database)
        self.presences = Presences(time.monotonic)
        self._sweeper: asyncio.Task[None] | None = None
        self.closing = False
        database.on_published(self.moved)

    @property
    def listeners(self) -> int:
        """How many subscriptions there are."""
        return sum(len(listening) for listening in list(self._subscriptions.values()))

    def start(self) -> None:
        """Begin to look heads up, and to listen to the other processes; called on the loop."""
        self._loop = asyncio.get_running_loop()
        if self._bus is not None:
            self._bus.start(self._tell, self._attended)
        poll_s = self._poll_ms / 1000
        self._sweeper = keep_doing("presence sweep", self._sweep, first_after_s=SWEEP_S)
        self._poller = keep_doing("head poll", self._poll, first_after_s=poll_s, pause_s=poll_s)

    async def stop(self) -> None:
        """Say goodbye to everybody and stop."""
        self.close()
        await end(self._poller, self._sweeper)
        if self._bus is not None:
            await self._bus.stop()
        self._loop = None

    def close(self) -> None:
        """Have every stream say goodbye; new ones do so at once. Called on the loop."""
        self.closing = True
        for listening in self._subscriptions.values():
            for subscription in listening:
                subscription.close()

    def moved(self, space_id: SpaceId, head: int) -> None:
        """Tell that a space has moved; from any thread, also before `start` and after `stop`."""
        self._call(self._moved, space_id, head)

    def attend(self, attended: Attended) -> None:
        """Tell who sees a ticket what somebody does at it, the other processes too. Called on the loop."""
        self._attended(attended)
        if self._bus is not None:
            self._bus.publish_presence(attended)

    def doubt(self, user_id: RecordId) -> None:
        """Have every stream of the user asked again who listens: a session of theirs has ended. From any thread."""
        self._call(self._doubt, user_id)

    @contextmanager
    def subscribed(self, space_id: SpaceId, user_id: RecordId, *, presence: bool = False) -> Iterator[Subscription]:
        """Listen to a space on behalf of a user, with `presence` also to who looks at what; called on the loop."""
        subscription = Subscription(user_id, self.presences.tickets(space_id) if presence else None)
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

    async def once(self, key: Hashable, read: Callable[[], T]) -> T:
        """Return what `read` brings; whoever asks for the same while it is under way shares it. Called on the loop."""
        reading = self._reading.get(key)
        if reading is None:
            reading = asyncio.ensure_future(to_thread.run_sync(read, limiter=self._readers))
            self._reading[key] = reading
            reading.add_done_callback(lambda done: self._read(key, done))
        found: T = await asyncio.shield(reading)
        return found

    def _read(self, key: Hashable, done: asyncio.Future[Any]) -> None:
        del self._reading[key]
        if not done.cancelled():
            # Looked at, also if everybody who waited for it has gone.
            done.exception()

    def _call(self, act: Callable[..., None], *given: Any) -> None:
        """Run `act` on the loop, if there is one yet, or still."""
        loop = self._loop
        if loop is None or loop.is_closed():
            return
        try:
            loop.call_soon_threadsafe(act, *given)
        except RuntimeError:
            # Closed between the look and the call: nobody listens any more.
            log.debug("the loop is closed")

    def _doubt(self, user_id: RecordId) -> None:
        for listening in self._subscriptions.values():
            for subscription in listening:
                if subscription.user_id == user_id:
                    subscription.doubt()

    def _moved(self, space_id: SpaceId, head: int) -> None:
        """Tell everybody of a commit of this process, the other processes too."""
        self._tell(space_id, head)
        if self._bus is not None:
            self._bus.publish(space_id, head)

    def _tell(self, space_id: SpaceId, head: int) -> None:
        for subscription in self._subscriptions.get(space_id, ()):
            subscription.tell(head)

    def _attended(self, attended: Attended) -> None:
        if self.presences.attend(attended):
            self._tell_presence(attended.space_id, attended.ticket_id)

    def _tell_presence(self, space_id: SpaceId, ticket_id: RecordId) -> None:
        for subscription in self._subscriptions.get(space_id, ()):
            subscription.attend(ticket_id)

    async def _sweep(self) -> float:
        for space_id, ticket_id in self.presences.expire():
            self._tell_presence(space_id, ticket_id)
        return SWEEP_S

    async def _poll(self) -> float:
        if self._subscriptions:
            heads = await to_thread.run_sync(self._database.heads, limiter=self._pollers)
            for space_id, head in heads.items():
                self._tell(space_id, head)
        told = self._bus is not None and self._bus.connected
        return max(self._poll_ms / 1000, TOLD_POLL_S if told else 0.0)
