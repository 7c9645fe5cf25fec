"""The engine at work: its threads, its clock, its way to the server. Free of Qt; the desktop hangs on the callbacks."""

from __future__ import annotations

import queue
import random
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import CancelledError
from typing import Any, TypeVar

import msgspec

from domain.ids import RecordId
from sync.engine.effects import (
    Announce,
    CloseStream,
    Effect,
    OpenStream,
    Report,
    SendPull,
    SendPush,
    SendRefresh,
    WakeIn,
    Wipe,
)
from sync.engine.engine import TICK_S, Engine
from sync.engine.events import (
    Event,
    Failed,
    LocalMutation,
    NetworkBack,
    PullAnswered,
    PushAnswered,
    RefreshAnswered,
    Refused,
    SignedIn,
    Started,
    StreamEnded,
    StreamSpoke,
    Woke,
)
from sync.engine.status import Status
from sync.engine.transport import Stream, Transport, Unanswered
from sync.protocol.accounts import Session
from sync.protocol.cursor import Cursor
from sync.protocol.errors import MalformedMessage
from sync.protocol.pull import Frame, PullRequest
from sync.protocol.push import PushReply, PushRequest
from sync.replica.changes import Changes
from sync.replica.store_thread import StoreThread, Urgency
from sync.replica.writer import Replica, Waiting

T = TypeVar("T")
STOP_S = 5.0
LINE_ERRORS = (Unanswered, MalformedMessage, OSError)


class Stopped(Exception):
    """The store was closed while the engine was at work."""


class PostedStore:
    """The engine's store over the store thread: each call waits for its turn behind the user's own changes."""

    def __init__(self, store: StoreThread) -> None:
        self._store = store

    def cursor(self) -> Cursor:
        """Return how far the replica has come."""
        return self._call(Replica.cursor)

    def waiting(self) -> Waiting:
        """Return what is still to be done."""
        return self._call(Replica.waiting)

    def pull_request(self) -> PullRequest:
        """Return the question for the next page."""
        return self._call(Replica.pull_request)

    def push_request(self, most: int) -> PushRequest | None:
        """Return the next mutations to send."""
        return self._call(lambda replica: replica.push_request(most))

    def push_failed(self) -> Changes:
        """Note that nothing is on its way any more."""
        return self._call(lambda replica: replica.push_failed())

    def store_push_reply(self, client: RecordId, reply: PushReply) -> Changes:
        """Take over the server's word."""
        return self._call(lambda replica: replica.store_push_reply(client, reply))

    def apply_page(self, frames: Sequence[Frame]) -> Changes:
        """Apply a page."""
        return self._call(lambda replica: replica.apply_page(frames))

    def begin_new_client(self) -> Changes:
        """Take a new client id."""
        return self._call(Replica.begin_new_client)

    def resend(self) -> Changes:
        """Offer all that no page has confirmed again."""
        return self._call(Replica.resend)

    def begin_new_epoch(self) -> Changes:
        """Start over with the server."""
        return self._call(Replica.begin_new_epoch)

    def keep_session(self, session: Session | None) -> None:
        """Keep the session."""
        self._call(lambda replica: replica.keep_session(session))

    def session(self) -> Session | None:
        """Return the kept session."""
        kept = self._call(Replica.session)
        return None if kept is None else msgspec.json.decode(kept, type=Session)

    def _call(self, call: Callable[[Replica], T]) -> T:
        try:
            return self._store.submit(call, Urgency.REMOTE).result()
        except CancelledError as error:
            raise Stopped from error


class SyncRunner:
    """Runs one profile's engine.

    Threads: `sync-engine` steps it; `sync-push`, `sync-pull`, `sync-refresh` and `sync-live` each wait for the server
    in one lane. The callbacks are called on `sync-engine` and must return at once.
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
            session: Of a sign-in just made; without one the session kept in the cache is taken up.
            noise: Source of jitter.
        """
        self._store = PostedStore(store)
        self._transport = transport
        self._device = device
        self._on_changes = on_changes
        self._on_status = on_status
        self._on_revoked = on_revoked
        self._session = session
        self._noise = noise
        self._events: queue.SimpleQueue[Event | None] = queue.SimpleQueue()
        self._stopping = threading.Event()
        self._lanes = {name: Lane(f"sync-{name}", self._stopping) for name in ("push", "pull", "refresh", "live")}
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

    def network_back(self) -> None:
        """Say that there is a network again, or that the machine has woken up. From any thread."""
        self._post(NetworkBack())

    def signed_in(self, session: Session) -> None:
        """Go on with a new session. From any thread."""
        self._post(SignedIn(session))

    def _post(self, event: Event) -> None:
        self._events.put(event)

    def _run(self) -> None:
        try:
            engine = Engine(
                self._store,
                session=self._store.session(),
                device=self._device,
                clock_s=time.monotonic,
                noise=self._noise,
            )
            event: Event | None = Started() if self._session is None else SignedIn(self._session)
            while event is not None and not self._stopping.is_set():
                delay_s = TICK_S
                for effect in engine.step(event):
                    if isinstance(effect, WakeIn):
                        delay_s = effect.delay_s
                    else:
                        self._do(effect)
                event = self._next(delay_s)
        except Stopped:
            # The client is closing: the store went first.
            pass

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
            case SendRefresh(number, refresh):
                self._lanes["refresh"].do(
                    lambda: self._transport.refresh(refresh), lambda kept: self._post(RefreshAnswered(number, kept))
                )
            case OpenStream(number, token):
                self._lanes["live"].do(
                    lambda: self._streams.listen(number, token), lambda end: self._post(StreamEnded(number, end))
                )
            case CloseStream(number):
                self._streams.close(number)


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
        report = (type(error), error, error.__traceback__, threading.current_thread())
        threading.excepthook(threading.ExceptHookArgs(report))
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

    def listen(self, number: int, token: str) -> Refused | Failed:
        """Open a stream and pass on what it says until it ends, then return how; on the lane's thread."""
        stream: Any = Failed("closed") if self._given_up(number) else self._transport.live(token)
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
            streams = list(self._open.values())
        for stream in streams:
            stream.close()

    def _given_up(self, number: int) -> bool:
        with self._guard:
            return self._all_closed or number in self._closed
