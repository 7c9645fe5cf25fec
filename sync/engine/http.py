"""The way to the server over HTTP, by `requests` with the machine's own certificates."""

from __future__ import annotations

import contextlib
import ssl
import threading
from collections.abc import Iterator, Sequence
from http import HTTPStatus
from typing import Any, TypeVar

import requests
import requests.adapters
import urllib3.exceptions

from sync.engine.abort import AbortableAdapter
from sync.engine.events import Failed, Refused
from sync.engine.sse import EventReader
from sync.engine.transport import Unanswered
from sync.protocol.accounts import Refresh, Session, SignIn
from sync.protocol.codec import DECODED_BYTES_MOST, decode, decode_event, decode_page, decompress, encode
from sync.protocol.errors import MalformedMessage
from sync.protocol.live import LiveEvent
from sync.protocol.pull import Frame, PullRequest
from sync.protocol.push import PushReply, PushRequest, Refusal, RefusalCode

CONNECT_S = 5.0
READ_S = 50.0
READ_BYTES = 64 * 1024
T = TypeVar("T")

# What a proxy says in its own words, where only the status can be believed. 401 and 403 are not here: only the server
# itself may say that a session or a device is no longer welcome.
BY_STATUS = {
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: RefusalCode.TOO_LARGE,
    HTTPStatus.TOO_MANY_REQUESTS: RefusalCode.TOO_MANY_REQUESTS,
    HTTPStatus.INTERNAL_SERVER_ERROR: RefusalCode.UNAVAILABLE,
    HTTPStatus.BAD_GATEWAY: RefusalCode.UNAVAILABLE,
    HTTPStatus.SERVICE_UNAVAILABLE: RefusalCode.UNAVAILABLE,
    HTTPStatus.GATEWAY_TIMEOUT: RefusalCode.UNAVAILABLE,
}

_BROKEN = (requests.RequestException, urllib3.exceptions.HTTPError, OSError, AttributeError, ValueError)
"""What a broken line raises. AttributeError and ValueError are urllib3's words for a socket closed under its hands."""


class HttpTransport:
    """One server. Every thread gets its own connections; `close` cuts all of them."""

    def __init__(self, server_url: str) -> None:
        self.server_url = server_url.rstrip("/")
        self._local = threading.local()
        self._guard = threading.Lock()
        self._adapters: list[AbortableAdapter] = []
        self._closed = False

    def push(self, request: PushRequest, token: str) -> PushReply | Refused | Failed:
        """Send mutations."""
        return self._ask("/sync/v1/push", request, PushReply, token)

    def pull(self, request: PullRequest, token: str) -> Sequence[Frame] | Refused | Failed:
        """Fetch a page."""
        body = self._post("/sync/v1/pull", request, token)
        if not isinstance(body, bytes):
            return body
        try:
            return decode_page(body)
        except MalformedMessage as error:
            return Failed(str(error))

    def refresh(self, request: Refresh) -> Session | Refused | Failed:
        """Change the refresh token."""
        return self._ask("/auth/v1/refresh", request, Session)

    def sign_in(self, request: SignIn) -> Session | Refused | Failed:
        """Open a session."""
        return self._ask("/auth/v1/sign-in", request, Session)

    def sign_out(self, token: str) -> None:
        """Close the session; without a line, or where it is over already, nothing happens."""
        with contextlib.suppress(*_BROKEN):
            self._session().post(
                f"{self.server_url}/auth/v1/sign-out",
                headers=_authorization(token),
                timeout=(CONNECT_S, CONNECT_S),
                allow_redirects=False,
            ).close()

    def live(self, token: str) -> HttpStream | Refused | Failed:
        """Open the live stream."""
        headers = {"Accept": "text/event-stream", "Accept-Encoding": "identity", **_authorization(token)}
        try:
            session = self._session()
            response = session.get(
                f"{self.server_url}/sync/v1/live",
                headers=headers,
                stream=True,
                timeout=(CONNECT_S, READ_S),
                allow_redirects=False,
            )
            if response.status_code == HTTPStatus.OK and "event-stream" in response.headers.get("Content-Type", ""):
                return HttpStream(response)
            with contextlib.closing(response):
                return _refusal(response, _read(response))
        except MalformedMessage as error:
            return Failed(str(error))
        except _BROKEN as error:
            return Failed(_reason(error))

    def close(self) -> None:
        """Cut every connection and refuse new ones."""
        with self._guard:
            self._closed = True
            adapters = list(self._adapters)
        for adapter in adapters:
            adapter.abort()

    def _ask(self, path: str, message: Any, reply_type: type[T], token: str | None = None) -> T | Refused | Failed:
        body = self._post(path, message, token)
        if not isinstance(body, bytes):
            return body
        try:
            return decode(body, reply_type)
        except MalformedMessage as error:
            return Failed(str(error))

    def _post(self, path: str, message: Any, token: str | None) -> bytes | Refused | Failed:
        headers = {"Content-Type": "application/json", "Accept-Encoding": "zstd, gzip", **_authorization(token)}
        try:
            response = self._session().post(
                self.server_url + path,
                data=encode(message),
                headers=headers,
                stream=True,
                timeout=(CONNECT_S, READ_S),
                allow_redirects=False,
            )
            with contextlib.closing(response):
                body = _read(response)
            return body if response.status_code == HTTPStatus.OK else _refusal(response, body)
        except MalformedMessage as error:
            return Failed(str(error))
        except _BROKEN as error:
            return Failed(_reason(error))

    def _session(self) -> requests.Session:
        """Return the calling thread's session."""
        session: requests.Session | None = getattr(self._local, "session", None)
        if session is None:
            adapter = AbortableAdapter(_tls() if self.server_url.startswith("https:") else None)
            session = requests.Session()
            session.mount("http://", adapter)
            session.mount("https://", adapter)
            with self._guard:
                self._adapters.append(adapter)
            self._local.session = session
        if self._closed:
            raise requests.ConnectionError("closed")
        return session


class HttpStream:
    """A live stream over HTTP."""

    def __init__(self, response: requests.Response) -> None:
        self._response = response

    def events(self) -> Iterator[LiveEvent]:
        """Yield events as they arrive.

        Raises:
            Unanswered: The line broke, or something that is no event came through it.
        """
        reader = EventReader()
        try:
            # `read1` hands out what is there; every higher call waits until a chunk of its own size is full.
            while data := self._response.raw.read1(READ_BYTES, decode_content=False):
                for event in reader.feed(data):
                    yield decode_event(event)
        except (*_BROKEN, MalformedMessage) as error:
            raise Unanswered(_reason(error)) from error
        finally:
            self._response.close()

    def close(self) -> None:
        """End it: `shutdown` wakes a reader on another thread, where `close` would wait for it."""
        with contextlib.suppress(*_BROKEN):
            self._response.raw.shutdown()


def _authorization(token: str | None) -> dict[str, str]:
    return {} if token is None else {"Authorization": f"Bearer {token}"}


def _tls() -> ssl.SSLContext:
    # Late: it takes as long to import as a page to apply.
    import truststore

    return truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


def _read(response: requests.Response) -> bytes:
    """Return a response's body, decompressed.

    Raises:
        MalformedMessage: Too large, or damaged.
    """
    parts: list[bytes] = []
    size = 0
    while data := response.raw.read(READ_BYTES, decode_content=False):
        size += len(data)
        if size > DECODED_BYTES_MOST:
            raise MalformedMessage("the body is too large")
        parts.append(data)
    return decompress(b"".join(parts), response.headers.get("Content-Encoding", ""))


def _refusal(response: requests.Response, body: bytes) -> Refused | Failed:
    """Return what an answer other than 200 means; somebody else's page means nothing."""
    retry_after_s = _retry_after_s(response)
    try:
        refusal = decode(body, Refusal)
    except MalformedMessage:
        code = BY_STATUS.get(HTTPStatus(response.status_code)) if response.status_code in BY_STATUS else None
        if code is None:
            return Failed(f"status {response.status_code} from something that is not a Mostrador server")
        refusal = Refusal(code=code)
    return Refused(response.status_code, refusal, max(retry_after_s, refusal.retry_after_s))


def _retry_after_s(response: requests.Response) -> float:
    text = response.headers.get("Retry-After", "")
    return min(float(text), 3600.0) if text.isdecimal() else 0.0


def _reason(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}"
