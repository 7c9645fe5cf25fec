"""Connections to the server over `requests`, with the machine's own certificates, and what their answers mean."""

from __future__ import annotations

import ssl
import threading
from http import HTTPStatus

import requests
import requests.adapters
import urllib3.exceptions

from sync.engine.abort import AbortableAdapter
from sync.engine.address import is_on_this_machine
from sync.engine.events import Failed, Refused
from sync.protocol.codec import DECODED_BYTES_MOST, decode, decompress
from sync.protocol.errors import MalformedMessage
from sync.protocol.push import Refusal, RefusalCode

CONNECT_S = 5.0
READ_S = 50.0
READ_BYTES = 64 * 1024

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

BROKEN = (requests.RequestException, urllib3.exceptions.HTTPError, OSError, AttributeError, ValueError)
"""What a broken line raises. AttributeError and ValueError are urllib3's words for a socket closed under its hands."""


class Connections:
    """One server. Every thread gets its own connections; `close` cuts all of them."""

    def __init__(self, server_url: str) -> None:
        self.server_url = server_url.rstrip("/")
        self._local = threading.local()
        self._guard = threading.Lock()
        self._adapters: list[AbortableAdapter] = []
        self._closed = False

    def session(self) -> requests.Session:
        """Return the calling thread's session."""
        session: requests.Session | None = getattr(self._local, "session", None)
        if session is None:
            adapter = AbortableAdapter(_tls() if self.server_url.startswith("https:") else None)
            session = requests.Session()
            # A proxy of the environment is for the world outside; it would look for this machine's server on its own.
            session.trust_env = not is_on_this_machine(self.server_url)
            session.mount("http://", adapter)
            session.mount("https://", adapter)
            with self._guard:
                self._adapters.append(adapter)
            self._local.session = session
        if self._closed:
            raise requests.ConnectionError("closed")
        return session

    def close(self) -> None:
        """Cut every connection and refuse new ones."""
        with self._guard:
            self._closed = True
            adapters = list(self._adapters)
        for adapter in adapters:
            adapter.abort()


def authorization(token: str | None) -> dict[str, str]:
    """Return the header that says who asks."""
    return {} if token is None else {"Authorization": f"Bearer {token}"}


def _tls() -> ssl.SSLContext:
    # Late: it takes as long to import as a page to apply.
    import truststore

    return truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


def whole_body(response: requests.Response) -> bytes:
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


def refusal_of(response: requests.Response, body: bytes) -> Refused | Failed:
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


def reason(error: BaseException) -> str:
    """Return what broke, for a log."""
    return f"{type(error).__name__}: {error}"
