"""A proxy in user space, on loopback: passes connections on to a port, and breaks them when it is told."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

TAKE_BYTES = 16 * 1024


class Relay:
    """Listens as soon as it is made, so subclasses set what is theirs before they call this one's `__init__`."""

    def __init__(self, server_port: int, port: int = 0) -> None:
        self._server_port = server_port
        self._guard = threading.Lock()
        self._sockets: set[socket.socket] = set()
        self._threads: list[threading.Thread] = []
        self._listener = socket.create_server(("127.0.0.1", port))
        self.start(self._accept)

    @property
    def port(self) -> int:
        """Where it listens."""
        port: int = self._listener.getsockname()[1]
        return port

    def close(self) -> None:
        """Cut everything and end every thread."""
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self.cut()
        for thread in self._threads:
            thread.join(10)

    def cut(self) -> None:
        """Break what is open."""
        with self._guard:
            for one in self._sockets:
                with suppress(OSError):
                    one.shutdown(socket.SHUT_RDWR)

    def start(self, work: Callable[..., None], *arguments: object) -> None:
        """Do something on a thread that ends with this proxy."""
        thread = threading.Thread(target=work, args=arguments)
        self._threads.append(thread)
        thread.start()

    def serve(self, client: socket.socket) -> None:
        """Carry a connection both ways until one end closes it; subclasses may answer themselves."""
        with self._held(socket.create_connection(("127.0.0.1", self._server_port))) as server:
            back = threading.Thread(target=self._carry, args=(server, client))
            back.start()
            self._carry(client, server)
            back.join()

    def passes(self, size: int) -> None:
        """Called before so many bytes go on; subclasses may take their time."""

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                self.start(self._take, client)

    def _take(self, client: socket.socket) -> None:
        with self._held(client), suppress(OSError):
            self.serve(client)

    @contextmanager
    def _held(self, one: socket.socket) -> Iterator[socket.socket]:
        with one:
            with self._guard:
                self._sockets.add(one)
            try:
                yield one
            finally:
                with self._guard:
                    self._sockets.discard(one)

    def _carry(self, source: socket.socket, target: socket.socket) -> None:
        """Pass on what comes until one of both ends; then end the other."""
        with suppress(OSError):
            while data := source.recv(TAKE_BYTES):
                self.passes(len(data))
                target.sendall(data)
        for one in (source, target):
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
