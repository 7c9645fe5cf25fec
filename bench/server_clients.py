"""The crowd before a server: many connections from one cheap process, so that the server is what is measured.

Started by `bench.server_load` with what to do as JSON on its first line of input. It answers each following line, a
command, with one line of JSON.
"""

from __future__ import annotations

import asyncio
import json
import random
import re
import resource
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sync.engine.backoff import Backoff

HEAD = re.compile(rb'"t":"(hello|changes|poke|beat|bye)"[^\n]*?"head":(\d+)')
CONNECTING_MOST = 200
"""Connections opened at once while a crowd gathers; a storm has no such manners."""
READY_WITHIN_S = 180.0


def raise_file_limit() -> None:
    """Allow this process as many open files as the system lets it have."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


@dataclass
class Crowd:
    """Everybody who listens.

    Attributes:
        port: Where the server is.
        tokens: The access token of each.
        cursor: Where everybody stands at first.
    """

    port: int
    tokens: Sequence[str]
    epoch: str
    cursor: int
    listeners: list[Listener] = field(default_factory=list)
    wanted: int = 0
    """The head that everybody waits for."""
    arrived_s: list[float] = field(default_factory=list)
    complete: asyncio.Event = field(default_factory=asyncio.Event)
    greeted: int = 0
    returning: bool = False
    attempts: int = 0

    async def gather(self) -> int:
        """Open every stream; return how many have greeted."""
        gate = asyncio.Semaphore(CONNECTING_MOST)
        self.listeners = [Listener(self, token, self.cursor) for token in self.tokens]

        async def one(listener: Listener) -> None:
            async with gate:
                await listener.connect()
                await asyncio.wait_for(listener.hello.wait(), READY_WITHIN_S)

        await asyncio.gather(*(one(listener) for listener in self.listeners))
        return self.greeted

    def want(self, head: int) -> None:
        """Begin to wait until everybody has come to `head`."""
        self.wanted = head
        self.arrived_s = []
        self.complete.clear()
        for listener in self.listeners:
            self.note(listener, again=True)

    def note(self, listener: Listener, *, again: bool = False) -> None:
        """Take note that somebody has come further."""
        if self.wanted and listener.cursor >= self.wanted and (again or not listener.counted == self.wanted):
            listener.counted = self.wanted
            self.arrived_s.append(time.time())
            if len(self.arrived_s) == len(self.listeners):
                self.complete.set()


class Listener(asyncio.Protocol):
    """One client with its stream; comes back with the engine's pauses, and asks for no page."""

    def __init__(self, crowd: Crowd, token: str, cursor: int) -> None:
        self.crowd = crowd
        self.token = token
        self.cursor = cursor
        self.counted = 0
        self.hello = asyncio.Event()
        self._transport: asyncio.Transport | None = None
        self._rest = b""
        self._backoff = Backoff(random.Random())

    async def connect(self) -> None:
        """Open the stream; what fails is tried again if the crowd is coming back."""
        loop = asyncio.get_running_loop()
        self.crowd.attempts += 1
        self._rest = b""
        try:
            await loop.create_connection(lambda: self, "127.0.0.1", self.crowd.port)
        except OSError:
            self._come_back(failed=True)

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Ask for the stream."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        cursor = f"{self.crowd.epoch}.{self.cursor}"
        transport.write(
            f"GET /sync/v1/live?cursor={cursor} HTTP/1.1\r\nHost: bench\r\n"
            f"Authorization: Bearer {self.token}\r\nAccept: text/event-stream\r\n\r\n".encode()
        )

    def data_received(self, data: bytes) -> None:
        """Look for events, and how far each brings us."""
        *events, self._rest = (self._rest + data).split(b"\n\n")
        for event in events:
            found = HEAD.search(event)
            if found is None:
                continue
            kind, head = found[1], int(found[2])
            if kind == b"hello":
                self.crowd.greeted += 1
                self._backoff.succeed()
                self.hello.set()
            elif kind == b"poke":
                raise AssertionError("a change too large for the stream is not what is measured here")
            elif kind == b"changes":
                self.cursor = max(self.cursor, head)
                self.crowd.note(self)

    def connection_lost(self, exc: Exception | None) -> None:
        """The server has gone."""
        greeted = self.hello.is_set()
        self.hello.clear()
        self._come_back(failed=not greeted)

    def _come_back(self, *, failed: bool) -> None:
        if not self.crowd.returning:
            return
        loop = asyncio.get_running_loop()
        now_s = loop.time()
        self._backoff.fail(now_s) if failed else self._backoff.swift(now_s)
        loop.call_later(self._backoff.until_s - now_s, lambda: loop.create_task(self.connect()))


async def serve_commands() -> None:
    """Do what the lines of the input say."""
    loop = asyncio.get_running_loop()

    async def line() -> Any:
        text = await loop.run_in_executor(None, sys.stdin.readline)
        return json.loads(text) if text else None

    plan = await line()
    crowd = Crowd(plan["port"], plan["tokens"], plan["epoch"], plan["cursor"])
    while (command := await line()) is not None:
        match command["do"]:
            case "gather":
                answer: dict[str, Any] = {"greeted": await crowd.gather()}
            case "want":
                crowd.want(command["head"])
                answer = {}
            case "arrivals":
                await asyncio.wait_for(crowd.complete.wait(), command["within_s"])
                answer = {"at": crowd.arrived_s}
            case "return":
                crowd.returning, crowd.attempts = True, 0
                answer = {}
            case "leave":
                crowd.returning = False
                answer = {"attempts": crowd.attempts}
            case _:
                raise ValueError(command)
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    raise_file_limit()
    asyncio.run(serve_commands())
