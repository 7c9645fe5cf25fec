"""The bus between processes: what one commits the others tell at once, and nothing depends on it."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest

from domain.ids import RecordId, Scope, SpaceId, new_id
from server.bus import RedisBus
from server.feed.presence import Attended
from sync.protocol.presence import Doing
from tests.e2e.proxy import Answers, proxy
from tests.support.server import free_port
from tests.support.services import require
from tests.support.world import BEGAN_AT

WITHIN_S = 20.0
pytestmark = pytest.mark.needs("redis")


def new_space() -> SpaceId:
    """A space of this test's own."""
    return SpaceId(new_id(BEGAN_AT, secrets.token_bytes))


async def until(told: Callable[[], bool]) -> None:
    """Wait for something that another task does."""
    async with asyncio.timeout(WITHIN_S):
        while not told():
            await asyncio.sleep(0.01)


class Listening:
    """One process's place on a bus of this test's own, and what it has heard."""

    def __init__(self, url: str, channel: str) -> None:
        self.bus = RedisBus(url, channel)
        self.heads: dict[SpaceId, int] = {}

    async def __aenter__(self) -> Listening:
        """Join."""
        self.bus.start(self.heads.__setitem__)
        await until(lambda: self.bus.connected)
        return self

    async def __aexit__(self, *_: object) -> None:
        """Leave."""
        await self.bus.stop()


def test_what_one_process_says_every_other_hears() -> None:
    url, space = require("redis"), new_space()

    async def talk() -> None:
        async with Listening(url, space) as one, Listening(url, space) as two, Listening(url, space) as three:
            one.bus.publish(space, 7)
            await until(lambda: two.heads == three.heads == {space: 7})
            three.bus.publish(space, 9)
            await until(lambda: one.heads == two.heads == {space: 9})

    asyncio.run(talk())


def test_who_is_at_a_ticket_is_heard_by_every_other_process() -> None:
    url, space = require("redis"), new_space()
    heard: list[Attended] = []
    said = Attended(space, RecordId("ticket"), frozenset({Scope("team:t")}), RecordId("ana"), Doing.VIEWING)

    async def talk() -> None:
        other = RedisBus(url, space)
        other.start(lambda _space, _head: None, heard.append)
        async with Listening(url, space) as one:
            await until(lambda: other.connected)
            one.bus.publish_presence(said)
            await until(lambda: heard == [said])
        await other.stop()

    asyncio.run(talk())


def test_of_a_burst_at_least_the_newest_head_is_heard() -> None:
    url, space = require("redis"), new_space()

    async def talk() -> None:
        async with Listening(url, space) as one, Listening(url, space) as two:
            for head in range(1, 1001):
                one.bus.publish(space, head)
            await until(lambda: two.heads == {space: 1000})

    asyncio.run(talk())


def test_a_bus_that_was_away_is_joined_again() -> None:
    url, space = require("redis"), new_space()
    port = free_port()
    with proxy(port, urlsplit(url).port or 6379) as line:

        async def talk() -> None:
            async with Listening(url, space) as one, Listening(f"redis://127.0.0.1:{port}/0", space) as two:
                line.switch(Answers.SERVER)
                await until(lambda: not two.bus.connected)
                await until(lambda: two.bus.connected)
                one.bus.publish(space, 3)
                await until(lambda: two.heads == {space: 3})

        asyncio.run(talk())
