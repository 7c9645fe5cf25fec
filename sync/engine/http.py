"""The way to the server over HTTP, by `requests` with the machine's own certificates."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from http import HTTPStatus
from typing import Any, TypeVar

import requests

from sync.engine.beginnings import Beginnings
from sync.engine.connections import (
    BROKEN,
    CONNECT_S,
    READ_BYTES,
    READ_S,
    Connections,
    authorization,
    reason,
    refusal_of,
    whole_body,
)
from sync.engine.events import Failed, Refused
from sync.engine.sse import EventReader
from sync.engine.transport import Unanswered
from sync.protocol.accounts import Refresh, Session, SignIn
from sync.protocol.codec import decode, decode_event, decode_page, encode
from sync.protocol.errors import MalformedMessage
from sync.protocol.live import LiveEvent
from sync.protocol.presence import Attend
from sync.protocol.pull import Frame, PullRequest
from sync.protocol.push import PushReply, PushRequest
from sync.protocol.segments import SegmentList
from sync.replica.segment_rows import Segment, read_segment

LIST_PATH = "/sync/v1/segments"
T = TypeVar("T")


class HttpTransport:
    """One server. Every thread gets its own connections; `close` cuts all of them."""

    def __init__(self, server_url: str) -> None:
        self._connections = Connections(server_url)
        self._beginnings = Beginnings()

    def push(self, request: PushRequest, token: str) -> PushReply | Refused | Failed:
        """Send mutations."""
        return self._ask("/sync/v1/push", request, PushReply, token)

    def pull(self, request: PullRequest, token: str) -> Sequence[Frame] | Refused | Failed:
        """Fetch a page."""
        return _decoded(self._post("/sync/v1/pull", request, token), decode_page)

    def segment_list(self, token: str) -> SegmentList | Refused | Failed:
        """Ask which segments there are."""
        return _decoded(self._request("GET", LIST_PATH, token), lambda body: decode(body, SegmentList))

    def segment(self, name: str, token: str) -> Segment | Refused | Failed:
        """Fetch a segment and read it; where the line broke over it before, only its rest."""
        try:
            return _decoded(self._rest_of(name, token), lambda body: read_segment(name, body))
        except MalformedMessage as error:
            self._beginnings.forget(name)
            return Failed(str(error), begun=True)

    def _rest_of(self, name: str, token: str) -> bytes | Refused | Failed:
        """Fetch what has not come yet of a segment.

        Raises:
            MalformedMessage: Too large, damaged, or not what was asked for.
        """
        begun = False
        try:
            response = self._connections.session().get(
                f"{self._connections.server_url}{LIST_PATH}/{name}",
                headers=self._beginnings.asks(name) | authorization(token),
                stream=True,
                timeout=(CONNECT_S, READ_S),
                allow_redirects=False,
            )
            with contextlib.closing(response):
                if response.status_code not in {HTTPStatus.OK, HTTPStatus.PARTIAL_CONTENT}:
                    if response.status_code == HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE:
                        self._beginnings.forget(name)
                    return refusal_of(response, whole_body(response))
                headers = {field.lower(): value for field, value in response.headers.items()}
                beginning = self._beginnings.answered(name, response.status_code, headers)
                begun = True
                # What has come is kept piece by piece: a higher call would drop all of it when the line breaks.
                while piece := response.raw.read1(READ_BYTES, decode_content=False):
                    beginning.add(piece)
        except BROKEN as error:
            return self._beginnings.body(name, ended=False, reason=reason(error)) if begun else Failed(reason(error))
        return self._beginnings.body(name, ended=True)

    def refresh(self, request: Refresh) -> Session | Refused | Failed:
        """Change the refresh token."""
        return self._ask("/auth/v1/refresh", request, Session)

    def sign_in(self, request: SignIn) -> Session | Refused | Failed:
        """Open a session."""
        return self._ask("/auth/v1/sign-in", request, Session)

    def ask_openly(self, path: str, message: Any, reply_type: type[T]) -> T | Refused | Failed:
        """Ask a route that is for callers without a session; without a message, for what it has to tell."""
        answer = self._request("GET", path, None) if message is None else self._post(path, message, None)
        return _decoded(answer, lambda body: decode(body, reply_type))

    def ask_as(self, path: str, message: Any, reply_type: type[T], token: str) -> T | Refused | Failed:
        """Ask a route that answers whoever is signed in."""
        return self._ask(path, message, reply_type, token)

    def sign_out(self, token: str) -> None:
        """Close the session; without a line, or where it is over already, nothing happens."""
        with contextlib.suppress(*BROKEN):
            self._connections.session().post(
                f"{self._connections.server_url}/auth/v1/sign-out",
                headers=authorization(token),
                timeout=(CONNECT_S, CONNECT_S),
                allow_redirects=False,
            ).close()

    def live(self, token: str, cursor: str = "", *, wait: bool = False) -> HttpStream | OneEvent | Refused | Failed:
        """Open the live stream at `cursor`; with `wait` one that ends after its first event."""
        accepted = "application/json" if wait else "text/event-stream"
        headers = {"Accept": accepted, "Accept-Encoding": "identity", **authorization(token)}
        try:
            session = self._connections.session()
            response = session.get(
                f"{self._connections.server_url}/sync/v1/live",
                params={"cursor": cursor, "wait": "1"} if wait else {"cursor": cursor, "presence": "1"},
                headers=headers,
                stream=True,
                timeout=(CONNECT_S, READ_S),
                allow_redirects=False,
            )
            if response.status_code == HTTPStatus.OK and "event-stream" in response.headers.get("Content-Type", ""):
                return HttpStream(response)
            with contextlib.closing(response):
                body = whole_body(response)
                if wait and response.status_code == HTTPStatus.OK:
                    return OneEvent(decode_event(body))
                return refusal_of(response, body)
        except MalformedMessage as error:
            return Failed(str(error))
        except BROKEN as error:
            return Failed(reason(error))

    def attend(self, message: Attend, token: str) -> None:
        """Say what the user does at a ticket; an older server does not know what that is."""
        self._post("/sync/v1/presence", message, token)

    def close(self) -> None:
        """Cut every connection and refuse new ones."""
        self._connections.close()

    def _ask(self, path: str, message: Any, reply_type: type[T], token: str | None = None) -> T | Refused | Failed:
        return _decoded(self._post(path, message, token), lambda body: decode(body, reply_type))

    def _post(self, path: str, message: Any, token: str | None) -> bytes | Refused | Failed:
        return self._request("POST", path, token, encode(message), {"Content-Type": "application/json"})

    def _request(
        self, method: str, path: str, token: str | None, data: bytes | None = None, further: Mapping[str, str] = {}
    ) -> bytes | Refused | Failed:
        headers = {"Accept-Encoding": "zstd, gzip", **further, **authorization(token)}
        begun = False
        try:
            response = self._connections.session().request(
                method,
                self._connections.server_url + path,
                data=data,
                headers=headers,
                stream=True,
                timeout=(CONNECT_S, READ_S),
                allow_redirects=False,
            )
            begun = True
            with contextlib.closing(response):
                body = whole_body(response)
            return body if response.status_code == HTTPStatus.OK else refusal_of(response, body)
        except MalformedMessage as error:
            return Failed(str(error), begun)
        except BROKEN as error:
            return Failed(reason(error), begun)


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
        except (*BROKEN, MalformedMessage) as error:
            raise Unanswered(reason(error)) from error
        finally:
            self._response.close()

    def close(self) -> None:
        """End it: `shutdown` wakes a reader on another thread, where `close` would wait for it."""
        with contextlib.suppress(*BROKEN):
            self._response.raw.shutdown()


class OneEvent:
    """What came of waiting for one event, as a stream that ends with it."""

    def __init__(self, event: LiveEvent) -> None:
        self._event = event

    def events(self) -> Iterator[LiveEvent]:
        """Yield it."""
        yield self._event

    def close(self) -> None:
        """Nothing is open any more."""


def _decoded(answer: bytes | Refused | Failed, decoder: Callable[[bytes], T]) -> T | Refused | Failed:
    """Return what `decoder` makes of an answer's body, if it has one."""
    if not isinstance(answer, bytes):
        return answer
    try:
        return decoder(answer)
    except MalformedMessage as error:
        return Failed(str(error), begun=True)
