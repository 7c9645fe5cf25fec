"""A small HTTP server over the model: the real wire, with a stream and a few ways to misbehave."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from sync.engine.events import Refused
from sync.protocol.accounts import Refresh, SignIn
from sync.protocol.codec import compress, decode, encode, encode_event, encode_page
from sync.protocol.live import Hello, LiveEvent
from sync.protocol.pull import PullRequest
from sync.protocol.push import PushRequest, Refusal
from tests.sync.engine.desk import session
from tests.sync.replica.model import ModelServer
from tests.sync.replica.segments import ModelSegments


class WireServer:
    """Serves a model server on loopback to Ana, password `secret`.

    Attributes:
        mood: What it does instead of answering: `portal`, `busy`, `torn`, `hang`, `garbled` (streams only), or nothing.
        token: The access token it accepts.
        segments: What it has built ahead, if anything.
    """

    def __init__(self, model: ModelServer) -> None:
        self.model = model
        self.segments: ModelSegments | None = None
        self.mood = ""
        self.token = "a1"
        self.guard = threading.RLock()
        self.requests: list[str] = []
        self.gone = threading.Event()
        self._streams: list[Any] = []
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = False
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), name="wire-server")
        self._thread.start()

    @property
    def url(self) -> str:
        """Where it is."""
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    @property
    def streams(self) -> int:
        """How many streams are open."""
        return len(self._streams)

    def say(self, event: LiveEvent) -> None:
        """Let every stream carry an event."""
        for stream in list(self._streams):
            with contextlib.suppress(OSError):
                stream.write(encode_event(event))

    def close(self) -> None:
        """End it, with every stream."""
        self.gone.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def answer(self, path: str, body: bytes, token: str) -> Any:
        """Return the message that answers a request."""
        if path == "/auth/v1/sign-in":
            asked = decode(body, SignIn)
            return session(self.token) if asked.password == "secret" else _no(401, "bad_credentials")
        if path == "/auth/v1/refresh":
            decode(body, Refresh)
            return session(self.token)
        if token != self.token:
            return _no(401, "unauthorized")
        if path == "/sync/v1/push":
            return self.model.push("ana", decode(body, PushRequest))
        if path == "/sync/v1/pull":
            return self.model.pull("ana", decode(body, PullRequest))
        if path == "/sync/v1/segments" and self.segments is not None:
            return self.segments.listed
        if self.segments is not None and (packed := self.segments.packed.get(path.rpartition("/")[2])):
            return packed
        return _no(404, "not_found")

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        wire = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            timeout = 5

            def log_message(self, format: str, *args: Any) -> None:
                """Say nothing."""

            def do_POST(self) -> None:
                self.converse(self.rfile.read(int(self.headers["Content-Length"])))

            def converse(self, body: bytes) -> None:
                """Answer as the mood is."""
                wire.requests.append(self.path)
                if wire.mood == "hang":
                    wire.gone.wait(30)
                    return
                if wire.mood == "portal":
                    self.reply(200, b"<html>Welcome to the hotel</html>", "text/html", "")
                    return
                if wire.mood == "busy":
                    self.reply(502, b"<html>Bad gateway</html>", "text/html", "")
                    return
                with wire.guard:
                    message = wire.answer(
                        self.path, body, self.headers.get("Authorization", "").removeprefix("Bearer ")
                    )
                if isinstance(message, Refused):
                    self.reply(message.status, encode(message.refusal), "application/json", "")
                    return
                if isinstance(message, bytes):
                    self.reply(200, message, "application/zstd", "")
                    return
                plain = encode_page(message) if isinstance(message, list) else encode(message)
                if wire.mood == "torn" and isinstance(message, list):
                    plain = plain[: len(plain) // 2]
                data, encoding = compress(plain, self.headers.get("Accept-Encoding", ""))
                self.reply(200, data, "application/json", encoding)

            def do_GET(self) -> None:
                if self.path.startswith("/sync/v1/segments"):
                    self.converse(b"")
                    return
                if wire.mood == "garbled":
                    wire.requests.append(self.path)
                    self.reply(502, b"who knows", "text/html", "br")
                    return
                if self.headers.get("Authorization") != f"Bearer {wire.token}" or wire.mood:
                    self.reply(401, encode(Refusal(code="unauthorized")), "application/json", "")
                    return
                self.close_connection = True
                self.send_response(200)
                self.send_header("Content-Type", "text/event-stream")
                self.send_header("Connection", "close")
                self.end_headers()
                self.wfile.write(b": padding\n\n")
                self.wfile.write(encode_event(Hello(epoch=wire.model.epoch, head=wire.model.seq, token_ttl_s=900)))
                wire._streams.append(self.wfile)
                try:
                    while not wire.gone.wait(0.05):
                        self.wfile.write(b": still here\n\n")
                except OSError:
                    pass
                finally:
                    wire._streams.remove(self.wfile)

            def reply(self, status: int, data: bytes, media_type: str, encoding: str) -> None:
                """Send an answer."""
                self.send_response(status)
                self.send_header("Content-Type", media_type)
                self.send_header("Content-Length", str(len(data)))
                if encoding:
                    self.send_header("Content-Encoding", encoding)
                self.end_headers()
                self.wfile.write(data)

        return Handler


def _no(status: int, code: str) -> Refused:
    return Refused(status, Refusal(code=code))


@contextlib.contextmanager
def serving(model: ModelServer) -> Iterator[WireServer]:
    """Serve a model for the length of the block."""
    server = WireServer(model)
    try:
        yield server
    finally:
        server.close()
