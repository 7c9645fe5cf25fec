"""The engine at work: its threads, its clock, its way to the server. Free of Qt; the desktop hangs on the callbacks."""

from __future__ import annotations

import itertools
import queue
import random
import threading
import time
from collections.abc import Callable
from typing import TypeVar

from domain.ids import RecordId
from sync.bugs import report_bug
from sync.engine.backoff import Backoff
from sync.engine.effects import (
    Announce,
    CloseStream,
    Effect,
    OpenStream,
    Report,
    SendAttend,
    SendPull,
    SendPush,
    SendRefresh,
    SendSegment,
    SendSegmentList,
    TellPresence,
    WakeIn,
    Wipe,
)
from sync.engine.engine import TICK_S, Engine
from sync.engine.events import (
    Attends,
    Event,
    Failed,
    LocalMutation,
    NetworkBack,
    PullAnswered,
    PushAnswered,
    RefreshAnswered,
    Refused,
    SegmentAnswered,
    SegmentsListed,
    SignedIn,
    Started,
    StreamEnded,
    StreamSpoke,
    Woke,
)
from sync.engine.posted import PostedStore, Stopped
from sync.engine.status import Status
from sync.engine.transport import Stream, Transport, Unanswered
from sync.protocol.accounts import Session
from sync.protocol.errors import MalformedMessage
from sync.protocol.presence import Attend, Presence
from sync.replica.changes import Changes
from sync.replica.store_thread import StoreThread

T = TypeVar("T")
STOP_S = 5.0
SOUND_S = 60.0
"""An engine that has run for so long was sound: the bug it met is not the one before."""
LANES = ("push", "pull", "segments", "refresh", "live", "presence")
LINE_ERRORS = (Unanswered, MalformedMessage, OSError)


class SyncRunner:
    """Runs one profile's engine.

    Threads: `sync-engine` steps it; `sync-push`, `sync-pull`, `sync-segments`, `sync-refresh`, `sync-live` and
    `sync-presence` each wait for the server in one lane. The callbacks are called on `sync-engine` and must return at
    once.
    """

    def __init__(
        self,
        store: StoreThread,
        transport: Transport,
        device: RecordId,
        *,
        on_changes: Callable[[Changes], None],
        on_status: Callable[[Status], None],
        on_revoked: Callable[[], None] = lambda: None,
        on_presence: Callable[[Presence | None], None] = lambda _presence: None,
        session: Session | None = None,
        noise: random.Random | None = None,
    ) -> None:
        """Prepare; nothing runs before `start`.

        Args:
            store: The profile's store thread, started.
            transport: The way to the server; `stop` closes it.
            device: The profile's device id.
            on_changes: Records that may look different now, from pages and from the server's answers.
            on_status: How the line stands, whenever that changes.
            on_revoked: The device was revoked: close the profile and wipe its cache.
            on_presence: Who is at a ticket; None when nothing that was told before holds any more.
            session: Of a sign-in just made; without one the session kept in the cache is taken up.
            noise: Source of jitter.
        """
        self._store = PostedStore(store)
        self._transport = transport
        self._device = device
        self._on_changes = on_changes
        self._on_status = on_status
        self._on_revoked = on_revoked
        self._on_presence = on_presence
        self._session = session
        self._noise = noise or random.Random()  # noqa: S311 - jitter keeps clients apart; nobody is harmed who guesses it
        self._numbers = itertools.count(1)
        self._events: queue.SimpleQueue[Event | None] = queue.SimpleQueue()
        self._stopping = threading.Event()
        self._lanes = {name: Lane(f"sync-{name}", self._stopping) for name in LANES}
        self._streams = Streams(transport, self._post)
        self._thread = threading.Thread(target=self._run, name="sync-engine", daemon=True)

    def start(self) -> None:
        """Begin."""
        for lane in self._lanes.values():
            lane.start()
        self._thread.start()

    def stop(self) -> None:
        """End every thread; what is under way is broken off and done again at the next start."""
        self._stopping.set()
        self._events.put(None)
        self._streams.close_all()
        self._transport.close()
        for lane in self._lanes.values():
            lane.stop()
        threads = [self._thread, *(lane.thread for lane in self._lanes.values())]
        for thread in threads:
            if thread.is_alive():
                thread.join(STOP_S)

    def kick(self) -> None:
        """Say that the user has changed something; harmless otherwise. From any thread."""
        self._post(LocalMutation())

    def attend(self, message: Attend) -> None:
        """Say what the user does at a ticket, if there is a line. From any thread."""
        self._post(Attends(message))

    def network_back(self) -> None:
        """Say that there is a network again, or that the machine has woken up. From any thread."""
        self._post(NetworkBack())

    def signed_in(self, session: Session) -> None:
        """Go on with a new session. From any thread."""
        self._post(SignedIn(session))

    def _post(self, event: Event) -> None:
        self._events.put(event)

    def _run(self) -> None:
        """Run an engine; one that meets a bug is reported and followed by another, which begins from what is stored."""
        first: Event = Started() if self._session is None else SignedIn(self._session)
        pause = Backoff(self._noise)
        while not self._stopping.is_set():
            began_s = time.monotonic()
            try:
                self._run_engine(first)
            except Stopped:
                # The client is closing: the store went first.
                return
            except Exception as error:  # noqa: BLE001 - reported as what it is; nothing would be synced any more
                report_bug(error)
                if time.monotonic() - began_s > SOUND_S:
                    pause.succeed()
                pause.fail(0.0)
                self._streams.close_open()
                self._stopping.wait(pause.until_s)
                first = Started()

    def _run_engine(self, event: Event | None) -> None:
        engine = Engine(
            self._store,
            session=self._store.session(),
            device=self._device,
            clock_s=time.monotonic,
            noise=self._noise,
            in_bulk=True,
            numbers=self._numbers,
        )
        while event is not None and not self._stopping.is_set():
            delay_s = TICK_S
            for effect in engine.step(event):
                if isinstance(effect, WakeIn):
                    delay_s = effect.delay_s
                else:
                    self._do(effect)
            event = self._next(delay_s)

    def _next(self, delay_s: float) -> Event | None:
        try:
            return self._events.get(timeout=delay_s)
        except queue.Empty:
            return Woke()

    def _do(self, effect: Effect) -> None:
        match effect:
            case Announce(changes):
                if changes:
                    self._on_changes(changes)
            case Report(status):
                self._on_status(status)
            case Wipe():
                self._on_revoked()
            case SendPush(number, token, request):
                self._lanes["push"].do(
                    lambda: self._transport.push(request, token), lambda reply: self._post(PushAnswered(number, reply))
                )
            case SendPull(number, token, pull):
                self._lanes["pull"].do(
                    lambda: self._transport.pull(pull, token), lambda page: self._post(PullAnswered(number, page))
                )
            case SendSegmentList(number, token):
                self._lanes["segments"].do(
                    lambda: self._transport.segment_list(token), lambda told: self._post(SegmentsListed(number, told))
                )
            case SendSegment(number, token, name):
                self._lanes["segments"].do(
                    lambda: self._transport.segment(name, token),
                    lambda segment: self._post(SegmentAnswered(number, segment)),
                )
            case SendRefresh(number, refresh):
                self._lanes["refresh"].do(
                    lambda: self._transport.refresh(refresh), lambda kept: self._post(RefreshAnswered(number, kept))
                )
            case OpenStream() as opening:
                self._lanes["live"].do(
                    lambda: self._streams.listen(opening), lambda end: self._post(StreamEnded(opening.number, end))
                )
            case CloseStream(number):
                self._streams.close(number)
            case SendAttend(token, attend):
                self._lanes["presence"].do(lambda: self._transport.attend(attend, token), lambda _none: None)
            case TellPresence(presence):
                self._on_presence(presence)


class Lane:
    """One thread that asks one thing after another; whatever happens, every question has an answer."""

    def __init__(self, name: str, stopping: threading.Event) -> None:
        self._stopping = stopping
        self._jobs: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self.thread = threading.Thread(target=self._work, name=name, daemon=True)

    def start(self) -> None:
        """Begin to work."""
        self.thread.start()

    def do(self, ask: Callable[[], T], answer: Callable[[T | Failed], None]) -> None:
        """Ask when what was asked before is done, and hand over the answer; an error is `Failed`.

        An error that is no broken line is a bug: it is reported as one, and the engine goes on as after a broken line,
        since without a thread or an answer it would never ask again.
        """
        self._jobs.put(lambda: answer(_asked(ask)))

    def stop(self) -> None:
        """End after the job at hand."""
        self._jobs.put(None)

    def _work(self) -> None:
        while (job := self._jobs.get()) is not None and not self._stopping.is_set():
            job()


def _asked(ask: Callable[[], T]) -> T | Failed:
    try:
        return ask()
    except LINE_ERRORS as error:
        return Failed(f"{type(error).__name__}: {error}")
    except Exception as error:  # noqa: BLE001 - reported as what it is; the lane must not end with it
        report_bug(error)
        return Failed(f"{type(error).__name__}: {error}")


class Streams:
    """The live stream at hand, and its closing from another thread even while it is being opened."""

    def __init__(self, transport: Transport, post: Callable[[Event], None]) -> None:
        self._transport = transport
        self._post = post
        self._guard = threading.Lock()
        self._open: dict[int, Stream] = {}
        self._closed: set[int] = set()
        self._all_closed = False

    def listen(self, opening: OpenStream) -> Refused | Failed:
        """Open a stream and pass on what it says until it ends, then return how; on the lane's thread."""
        number = opening.number
        if self._given_up(number):
            return Failed("closed")
        stream = self._transport.live(opening.token, opening.cursor, wait=opening.wait)
        if isinstance(stream, Refused | Failed):
            return stream
        with self._guard:
            self._open[number] = stream
        if self._given_up(number):
            stream.close()
        try:
            for event in stream.events():
                self._post(StreamSpoke(number, event))
        finally:
            with self._guard:
                self._open.pop(number, None)
                self._closed.discard(number)
        return Failed("ended")

    def close(self, number: int) -> None:
        """Close one stream, open or about to be."""
        with self._guard:
            self._closed.add(number)
            stream = self._open.get(number)
        if stream is not None:
            stream.close()

    def close_all(self) -> None:
        """Close every stream, for good."""
        with self._guard:
            self._all_closed = True
        self.close_open()

    def close_open(self) -> None:
        """Close what is open now."""
        with self._guard:
            streams = list(self._open.values())
        for stream in streams:
            stream.close()

    def _given_up(self, number: int) -> bool:
        with self._guard:
            return self._all_closed or number in self._closed
