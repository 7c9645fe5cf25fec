"""The way to the server as the runner needs it, and one that goes nowhere: for tests and the simulation."""

from __future__ import annotations

import queue
from collections.abc import Callable, Iterator, Sequence
from http import HTTPStatus
from typing import Protocol

from sync.engine.events import Failed, Refused
from sync.protocol.accounts import Refresh, Session, SignIn
from sync.protocol.live import LiveEvent
from sync.protocol.presence import Attend
from sync.protocol.pull import Frame, PullRequest
from sync.protocol.push import PushReply, PushRequest, Refusal, RefusalCode
from sync.protocol.segments import SegmentList
from sync.replica.segment_rows import Segment


class Stream(Protocol):
    """An open live stream."""

    def events(self) -> Iterator[LiveEvent]:
        """Yield events until the stream ends; raises `Unanswered` when it breaks."""

    def close(self) -> None:
        """End it, from any thread; `events` ends at once."""


class Unanswered(Exception):
    """There is no answer of the server."""


class Transport(Protocol):
    """The way to the server. Calls block; each lane of the runner makes one at a time."""

    def push(self, request: PushRequest, token: str) -> PushReply | Refused | Failed:
        """Send mutations."""

    def pull(self, request: PullRequest, token: str) -> Sequence[Frame] | Refused | Failed:
        """Fetch a page."""

    def segment_list(self, token: str) -> SegmentList | Refused | Failed:
        """Ask which segments there are."""

    def segment(self, name: str, token: str) -> Segment | Refused | Failed:
        """Fetch a segment."""

    def refresh(self, request: Refresh) -> Session | Refused | Failed:
        """Change the refresh token."""

    def sign_in(self, request: SignIn) -> Session | Refused | Failed:
        """Open a session."""

    def live(self, token: str, cursor: str = "", *, wait: bool = False) -> Stream | Refused | Failed:
        """Open the live stream at `cursor`; with `wait` one that ends after its first event."""

    def attend(self, message: Attend, token: str) -> None:
        """Say what the user does at a ticket; whether that arrives is all the same."""

    def close(self) -> None:
        """Break off whatever is under way, from any thread; every later call fails at once."""


class FakeStream:
    """A stream that says what is put into it."""

    def __init__(self) -> None:
        self._events: queue.SimpleQueue[LiveEvent | None] = queue.SimpleQueue()

    def say(self, event: LiveEvent) -> None:
        """Let the stream carry an event."""
        self._events.put(event)

    def events(self) -> Iterator[LiveEvent]:
        """Yield what is said until it is closed."""
        while (event := self._events.get()) is not None:
            yield event

    def close(self) -> None:
        """End it."""
        self._events.put(None)


NO_SEGMENTS = Refused(HTTPStatus.NOT_FOUND, Refusal(code=RefusalCode.NOT_FOUND))


class FakeTransport:
    """A transport whose server is a few functions of the test's; without one, or `offline`, there is no answer."""

    def __init__(
        self,
        *,
        push: Callable[[PushRequest], PushReply | Refused | Failed] | None = None,
        pull: Callable[[PullRequest], Sequence[Frame] | Refused | Failed] | None = None,
        refresh: Callable[[Refresh], Session | Refused | Failed] | None = None,
        sign_in: Callable[[SignIn], Session | Refused | Failed] | None = None,
    ) -> None:
        self._push = push
        self._pull = pull
        self._refresh = refresh
        self._sign_in = sign_in
        self.offline = False
        self.streams: list[FakeStream] = []
        self.attended: list[Attend] = []

    def push(self, request: PushRequest, token: str) -> PushReply | Refused | Failed:
        """Answer as the test's server does."""
        return Failed("offline") if self.offline or self._push is None else self._push(request)

    def pull(self, request: PullRequest, token: str) -> Sequence[Frame] | Refused | Failed:
        """Answer as the test's server does."""
        return Failed("offline") if self.offline or self._pull is None else self._pull(request)

    def segment_list(self, token: str) -> SegmentList | Refused | Failed:
        """Answer as a server that has none."""
        return Failed("offline") if self.offline else NO_SEGMENTS

    def segment(self, name: str, token: str) -> Segment | Refused | Failed:
        """Answer as a server that has none."""
        return Failed("offline") if self.offline else NO_SEGMENTS

    def refresh(self, request: Refresh) -> Session | Refused | Failed:
        """Answer as the test's server does."""
        return Failed("offline") if self.offline or self._refresh is None else self._refresh(request)

    def sign_in(self, request: SignIn) -> Session | Refused | Failed:
        """Answer as the test's server does."""
        return Failed("offline") if self.offline or self._sign_in is None else self._sign_in(request)

    def live(self, token: str, cursor: str = "", *, wait: bool = False) -> FakeStream | Refused | Failed:
        """Open a stream that the test speaks through."""
        if self.offline:
            return Failed("offline")
        self.streams.append(FakeStream())
        return self.streams[-1]

    def attend(self, message: Attend, token: str) -> None:
        """Keep what was said."""
        self.attended.append(message)

    def close(self) -> None:
        """Close every stream."""
        self.offline = True
        for stream in self.streams:
            stream.close()
