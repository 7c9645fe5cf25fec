"""The bus between the processes of one server: tells the others which space has moved how far, over Redis.

It carries `{space, head}` and nothing else. Heads only grow and are looked up in the database as well, so a message
that is lost, doubled or late costs time and nothing else, and a Redis that is away is only noted.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

import msgspec
import structlog

from domain.ids import SpaceId
from server.background import end, keep_doing
from server.feed.presence import Attended

if TYPE_CHECKING:
    from redis.asyncio import Redis

CHANNEL = "mostrador:heads"
PRESENCE_CHANNEL = ":presence"
"""Follows the channel's own name: what processes of an older version would take for a head goes another way."""
CONNECT_S = 2.0
CHECK_S = 15.0
RETRY_FIRST_S = 0.5
RETRY_MOST_S = 15.0
log = structlog.get_logger("server.bus")

Heard = Callable[[SpaceId, int], None]
"""Called on the loop with a space and its head."""


class Moved(msgspec.Struct, frozen=True):
    """What travels: a space, and how far it has moved."""

    space: SpaceId
    head: int


HeardPresence = Callable[[Attended], None]
"""Called on the loop with what somebody does at a ticket."""


class RedisBus:
    """One process's place on the bus. Lives on one event loop.

    Attributes:
        connected: Whether what the others say arrives; as long as it does not, heads are looked up more often.
    """

    def __init__(self, url: str, channel: str = CHANNEL) -> None:
        self._url = url
        self._channel = channel
        self._heads: dict[SpaceId, int] = {}
        self._presences: list[Attended] = []
        self._news = asyncio.Event()
        self._running: asyncio.Task[None] | None = None
        self._failures = 0
        self.connected = False

    def start(self, heard: Heard, heard_presence: HeardPresence = lambda _attended: None) -> None:
        """Begin to listen and to tell."""
        self._running = keep_doing("bus", partial(self._run, heard, heard_presence))

    async def stop(self) -> None:
        """Leave."""
        await end(self._running)

    def publish(self, space_id: SpaceId, head: int) -> None:
        """Tell the others, soon: of several heads of a space only the newest. Called on the loop."""
        self._heads[space_id] = max(head, self._heads.get(space_id, 0))
        self._news.set()

    def publish_presence(self, attended: Attended) -> None:
        """Tell the others who is at a ticket, soon; forgotten while the bus is away. Called on the loop."""
        if self.connected:
            self._presences.append(attended)
            self._news.set()

    async def _run(self, heard: Heard, heard_presence: HeardPresence) -> float:
        """Stay connected; return when to come back to a Redis that is away, less and less often."""
        # Imported late: only a server of several processes pays for it.
        from redis.asyncio import Redis
        from redis.exceptions import RedisError

        # A connection that is only listened to is silent for as long as nothing happens.
        redis = Redis.from_url(self._url, socket_connect_timeout=CONNECT_S, socket_timeout=None)
        try:
            async with redis, asyncio.TaskGroup() as both:
                both.create_task(self._listen(redis, heard, heard_presence))
                both.create_task(self._tell(redis))
        except* (RedisError, OSError) as group:
            self._failures = 1 if self.connected else self._failures + 1
            if self._failures == 1:
                log.warning("the bus is away", reason=type(group.exceptions[0]).__name__)
        finally:
            self.connected = False
        return min(RETRY_MOST_S, RETRY_FIRST_S * 2.0 ** min(self._failures, 8))

    async def _listen(self, redis: Redis, heard: Heard, heard_presence: HeardPresence) -> None:
        """Pass on what the others say."""
        async with redis.pubsub(ignore_subscribe_messages=True) as said:
            presences = f"{self._channel}{PRESENCE_CHANNEL}"
            await said.subscribe(self._channel, presences)
            self.connected = True
            log.info("the bus is there")
            async for message in said.listen():
                try:
                    if message["channel"] == presences.encode():
                        heard_presence(msgspec.json.decode(message["data"], type=Attended))
                        continue
                    moved = msgspec.json.decode(message["data"], type=Moved)
                except (msgspec.DecodeError, TypeError):
                    log.warning("not ours on the bus")
                    continue
                heard(moved.space, moved.head)

    async def _tell(self, redis: Redis) -> None:
        """Say what is new here, and ask now and then whether the connection still stands."""
        while True:
            try:
                async with asyncio.timeout(CHECK_S):
                    await self._news.wait()
            except TimeoutError:
                await redis.ping()
                continue
            self._news.clear()
            presences, self._presences = self._presences, []
            for attended in presences:
                await redis.publish(f"{self._channel}{PRESENCE_CHANNEL}", msgspec.json.encode(attended))
            heads, self._heads = self._heads, {}
            for space_id, head in heads.items():
                await redis.publish(self._channel, msgspec.json.encode(Moved(space_id, head)))
