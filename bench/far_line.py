"""A line to a server far away, in user space on loopback: everything takes its time, and now and then it breaks."""

from __future__ import annotations

import contextlib
import queue
import random
import socket
import threading
import time
from collections.abc import Iterator

TAKE_BYTES = 64 * 1024


class FarLine:
    """Passes connections on to a port; what comes in is handed on later, in order, however much follows it.

    Attributes:
        port: Where it listens.
        resets: How many connections it has broken.
    """

    def __init__(self, server_port: int, *, one_way_s: float, breaks: float, seed: int = 42) -> None:
        """Listen.

        Args:
            server_port: Where it leads.
            one_way_s: How long everything takes, each way.
            breaks: Part of what clients send that breaks its connection instead.
            seed: Of which.
        """
        self._server_port = server_port
        self._one_way_s = one_way_s
        self._breaks = breaks
        self._noise = random.Random(seed)
        self._guard = threading.Lock()
        self._sockets: set[socket.socket] = set()
        self.resets = 0
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        """Break everything, for good."""
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        with self._guard:
            for one in self._sockets:
                _end(one)

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                server = socket.create_connection(("127.0.0.1", self._server_port))
                with self._guard:
                    self._sockets |= {client, server}
                for source, target, up in ((client, server, True), (server, client, False)):
                    source.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                    threading.Thread(target=self._carry, args=(source, target, up), daemon=True).start()

    def _carry(self, source: socket.socket, target: socket.socket, up: bool) -> None:
        """Take what comes, and have it handed on when it has been on its way for long enough."""
        waiting: queue.SimpleQueue[tuple[float, bytes]] = queue.SimpleQueue()
        threading.Thread(target=_hand_on, args=(waiting, target), daemon=True).start()
        with contextlib.suppress(OSError):
            while data := source.recv(TAKE_BYTES):
                if up and self._is_broken():
                    _end(source)
                    _end(target)
                    break
                waiting.put((time.monotonic() + self._one_way_s, data))
        waiting.put((time.monotonic() + self._one_way_s, b""))

    def _is_broken(self) -> bool:
        with self._guard:
            broken = self._noise.random() < self._breaks
            self.resets += broken
        return broken


def _hand_on(waiting: queue.SimpleQueue[tuple[float, bytes]], target: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while True:
            due_s, data = waiting.get()
            time.sleep(max(0.0, due_s - time.monotonic()))
            if not data:
                break
            target.sendall(data)
    _end(target)


def _end(one: socket.socket) -> None:
    with contextlib.suppress(OSError):
        one.shutdown(socket.SHUT_RDWR)


@contextlib.contextmanager
def far_line(server_port: int, *, one_way_s: float, breaks: float) -> Iterator[FarLine]:
    """Run one."""
    line = FarLine(server_port, one_way_s=one_way_s, breaks=breaks)
    try:
        yield line
    finally:
        line.close()
