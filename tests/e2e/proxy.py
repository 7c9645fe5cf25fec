"""What can stand between a client and its server: a line that carries, or somebody else who answers."""

from __future__ import annotations

import http.server
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum

from tests.support.relay import TAKE_BYTES, Relay

PAGE = b"<!doctype html><title>Cafe wifi</title><p>Please accept our terms."


class Answers(Enum):
    """Who answers: status line and body; None where the server itself does."""

    SERVER = None
    PORTAL = (b"200 OK\r\nContent-Type: text/html", PAGE)
    """A network's page in place of whatever was asked for."""
    BROKEN = (b"200 OK\r\nContent-Type: application/json", b'{"acks": [{"n": 1, "stat')
    """JSON that ends in the middle."""


class Proxy(Relay):
    """Listens on one port and, while the line carries, passes everything on to another."""

    def __init__(self, port: int, server_port: int) -> None:
        self.answers = Answers.SERVER
        self.intercepted = 0
        super().__init__(server_port, port)

    def switch(self, answers: Answers) -> None:
        """Let somebody else answer from now on; what is open breaks."""
        self.answers = answers
        self.cut()

    def serve(self, client: socket.socket) -> None:
        """Carry, or answer in the server's place."""
        if self.answers.value is None:
            super().serve(client)
        else:
            self._answer(client, *self.answers.value)

    def _answer(self, client: socket.socket, head: bytes, body: bytes) -> None:
        """Read one request whole, else the client sees a broken line in place of the answer."""
        request = b""
        while b"\r\n\r\n" not in request:
            request += _taken(client)
        above, _, rest = request.partition(b"\r\n\r\n")
        named = dict(line.lower().split(b": ", 1) for line in above.split(b"\r\n")[1:])
        missing = int(named.get(b"content-length", 0)) - len(rest)
        while missing > 0:
            missing -= len(_taken(client))
        self.intercepted += 1
        client.sendall(b"HTTP/1.1 %s\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s" % (head, len(body), body))


def _taken(source: socket.socket) -> bytes:
    data = source.recv(TAKE_BYTES)
    if not data:
        raise ConnectionError("closed")
    return data


@contextmanager
def proxy(port: int, server_port: int) -> Iterator[Proxy]:
    """Run a proxy."""
    running = Proxy(port, server_port)
    try:
        yield running
    finally:
        running.close()


class Foreign(http.server.BaseHTTPRequestHandler):
    """A web server like any other."""

    def do_GET(self) -> None:
        """Answer with a page."""
        self.send_response(200)
        self.send_header("Content-Length", str(len(PAGE)))
        self.end_headers()
        self.wfile.write(PAGE)

    def log_message(self, format: str, *args: object) -> None:
        """Override BaseHTTPRequestHandler.log_message: nobody wants to read it."""


class Welcoming(Foreign):
    """One that answers forms too, as the page of a network does."""

    do_POST = Foreign.do_GET  # noqa: N815 - the name that http.server wants


@contextmanager
def web_server(handler: type[Foreign]) -> Iterator[str]:
    """Run a web server that is no Mostrador server, and return its address."""
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join(10)
