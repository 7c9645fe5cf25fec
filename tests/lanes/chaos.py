"""A proxy in user space between clients and servers: carries, holds, slows, cuts or vanishes, as it is told."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

TAKE_BYTES = 16 * 1024
CONNECT_S = 2.0


@dataclass
class Weather:
    """What the line is like; changed from any thread, it holds for open connections too.

    Attributes:
        carries: Whether new connections come through at all.
        frozen: Nothing moves in either direction, and nobody is told: a partition.
        delay_s: How long each piece is on its way.
        bytes_per_s: What comes through of a connection; 0 for all there is.
        holds_streams: Answers are handed on only when they are complete, as some proxies do.
    """

    carries: bool = True
    frozen: bool = False
    delay_s: float = 0.0
    bytes_per_s: int = 0
    holds_streams: bool = False


class ChaosProxy:
    """Listens on one loopback port; hands each connection to the first of its servers that answers, in turn."""

    def __init__(self, server_ports: Sequence[int], port: int = 0) -> None:
        self.weather = Weather()
        self.server_ports = list(server_ports)
        self.port = port
        self.connections = 0
        self._turn = 0
        self._open: set[asyncio.StreamWriter] = set()
        self._loop = asyncio.new_event_loop()
        self._started = threading.Event()
        self._end = asyncio.Event()
        self._thread = threading.Thread(target=self._run, name="chaos-proxy")
        self._thread.start()
        self._started.wait(10)

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.port}"

    def cut(self) -> None:
        """Break every open connection."""
        self._loop.call_soon_threadsafe(self._cut)

    def close(self) -> None:
        """Stop listening, break everything and end the thread."""
        self._loop.call_soon_threadsafe(self._end.set)
        self._thread.join(10)

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        try:
            self._loop.run_until_complete(self._serve())
        finally:
            self._loop.close()

    async def _serve(self) -> None:
        server = await asyncio.start_server(self._accept, "127.0.0.1", self.port)
        self.port = server.sockets[0].getsockname()[1]
        self._started.set()
        await self._end.wait()
        server.close()
        self._cut()
        left = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)

    def _cut(self) -> None:
        for writer in list(self._open):
            writer.transport.abort()

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        self._open.add(writer)
        upstream: asyncio.StreamWriter | None = None
        try:
            if not self.weather.carries:
                return
            answered = await self._connect()
            if answered is None:
                return
            from_server, upstream = answered
            self._open.add(upstream)
            both = [
                asyncio.create_task(self._carry(reader, upstream, held=False)),
                asyncio.create_task(self._carry(from_server, writer, held=True)),
            ]
            await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
            for task in both:
                task.cancel()
            await asyncio.gather(*both, return_exceptions=True)
        finally:
            for one in (writer, upstream):
                if one is not None:
                    self._open.discard(one)
                    one.transport.abort()

    async def _connect(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter] | None:
        for _ in self.server_ports:
            self._turn += 1
            port = self.server_ports[self._turn % len(self.server_ports)]
            with contextlib.suppress(OSError, TimeoutError):
                return await asyncio.wait_for(asyncio.open_connection("127.0.0.1", port), CONNECT_S)
        return None

    async def _carry(self, source: asyncio.StreamReader, target: asyncio.StreamWriter, *, held: bool) -> None:
        with contextlib.suppress(OSError):
            while data := await source.read(TAKE_BYTES):
                while self.weather.frozen or (held and self.weather.holds_streams and b"event-stream" in data):
                    await asyncio.sleep(0.05)
                if self.weather.delay_s:
                    await asyncio.sleep(self.weather.delay_s)
                if self.weather.bytes_per_s:
                    await asyncio.sleep(len(data) / self.weather.bytes_per_s)
                target.write(data)
                await target.drain()


@contextlib.contextmanager
def chaos_proxy(server_ports: Sequence[int]) -> Iterator[ChaosProxy]:
    """Run a proxy before these servers."""
    running = ChaosProxy(server_ports)
    try:
        yield running
    finally:
        running.close()
