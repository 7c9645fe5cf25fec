"""A line that is slow and breaks all the time."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from tests.support.relay import Relay

LOOK_S = 0.02


class BadLine(Relay):
    """Passes everything on to a port, so many bytes a second, and cuts every connection now and then.

    Attributes:
        breaks: How often it has cut what was open.
    """

    def __init__(self, server_port: int, *, bytes_per_s: int, every_s: float = 0.0, every_bytes: int = 0) -> None:
        """Listen.

        Args:
            server_port: Where it leads.
            bytes_per_s: How much it carries.
            every_s: How long until it breaks again; 0 for never by time.
            every_bytes: How much it carries until it breaks again, which is the same on a busy machine; 0 for never.
        """
        self.breaks = 0
        self._bytes_per_s = bytes_per_s
        self._every_s = every_s
        self._every_bytes = self._left_bytes = every_bytes
        self._closing = threading.Event()
        self._free_at_s = time.monotonic()
        super().__init__(server_port)
        if every_s:
            self.start(self._break_by_time)

    def close(self) -> None:
        """Cut everything and end every thread."""
        self._closing.set()
        super().close()

    def _break_by_time(self) -> None:
        while not self._closing.wait(self._every_s):
            self._break()

    def _break(self) -> None:
        with self._guard:
            self.breaks += bool(self._sockets)
        self.cut()

    def passes(self, size: int) -> None:
        """Wait until the line, which all connections share, has carried so many bytes."""
        with self._guard:
            now_s = time.monotonic()
            self._free_at_s = max(self._free_at_s, now_s) + size / self._bytes_per_s
            wait_s = self._free_at_s - now_s
            self._left_bytes -= size
            breaks = self._every_bytes > 0 and self._left_bytes <= 0
            if breaks:
                self._left_bytes = self._every_bytes
        if wait_s > LOOK_S:
            self._closing.wait(wait_s)
        if breaks:
            self._break()


@contextmanager
def bad_line(server_port: int, *, bytes_per_s: int, every_s: float = 0.0, every_bytes: int = 0) -> Iterator[BadLine]:
    """Run one."""
    line = BadLine(server_port, bytes_per_s=bytes_per_s, every_s=every_s, every_bytes=every_bytes)
    try:
        yield line
    finally:
        line.close()
