"""The carrier at work: one thread that sends files and one that fetches them, beside the sync and never in its way."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable
from concurrent.futures import CancelledError
from datetime import UTC, datetime
from typing import NamedTuple, TypeVar

import msgspec

from domain.ids import RecordId
from domain.records import time_text
from sync.blobs.shelf import Shelf
from sync.blobs.transfer import DAMAGED, Attempt, BlobTransport, File, Outcome, Result
from sync.bugs import report_bug
from sync.engine.backoff import Backoff
from sync.errors import FileError, FileGone, ReplicaError, SyncError
from sync.protocol.accounts import Session
from sync.protocol.push import RefusalCode
from sync.replica.changes import Changes
from sync.replica.files import FileBooks, Outgoing
from sync.replica.store_thread import StoreThread, Urgency
from sync.replica.writer import Replica

T = TypeVar("T")
TICK_S = 30.0
"""How often is looked whether there is something to send, should a word of it have been lost."""
STOP_S = 5.0
TELL_S = 0.1


class Moved(NamedTuple):
    """How far a file has come."""

    attachment_id: RecordId
    done_bytes: int
    size_bytes: int
    outgoing: bool


class Carrier:
    """Carries one profile's files.

    Threads: `files-out` brings what the books say is to be sent; `files-in` fetches what was asked for. Both survive a
    line that breaks at any moment, and a kill: they go on where the other end, or the shelf, stands. The callbacks are
    called on either thread and must return at once.
    """

    def __init__(
        self,
        store: StoreThread,
        shelf: Shelf,
        transport: BlobTransport,
        *,
        on_moved: Callable[[Moved], None] = lambda _moved: None,
        on_fetched: Callable[[RecordId, SyncError | None], None] = lambda _id, _error: None,
        on_changes: Callable[[Changes], None] = lambda _changes: None,
        noise: random.Random | None = None,
    ) -> None:
        """Prepare; nothing runs before `start`.

        Args:
            store: The profile's store thread, started.
            shelf: Where the files lie.
            transport: The way to the server; `stop` closes it.
            on_moved: How far a file has come, several times a second while it moves.
            on_fetched: A file that was asked for is on the shelf, or why it will not come.
            on_changes: A file was put before the user.
            noise: Source of jitter.
        """
        self._store = store
        self._shelf = shelf
        self._transport = transport
        self._on_moved = on_moved
        self._on_fetched = on_fetched
        self._on_changes = on_changes
        # Jitter keeps clients apart; nobody is harmed who guesses it.
        self._noise = noise or random.Random()  # noqa: S311
        self._stopping = threading.Event()
        self._out, self._in = Lane(self._noise), Lane(self._noise)
        self._tidied = self._asked_for_forgotten = False
        self._passed: set[RecordId] = set()
        self._wanted: dict[RecordId, File] = {}
        self._guard = threading.Lock()
        # lint: allow-thread files are carried beside the sync, which no large one may hold up
        self._sender = threading.Thread(target=self._work, args=(self._out, self._send_next), name="files-out")
        # lint: allow-thread as above
        self._fetcher = threading.Thread(target=self._work, args=(self._in, self._fetch_next), name="files-in")
        self._sender.daemon = self._fetcher.daemon = True

    def start(self) -> None:
        """Begin."""
        self._sender.start()
        self._fetcher.start()

    def stop(self) -> None:
        """End both threads; what is under way is gone on with at the next start."""
        self._stopping.set()
        self._transport.close()
        for lane in (self._out, self._in):
            lane.forget_pause()
            lane.wake()
        for thread in (self._sender, self._fetcher):
            if thread.is_alive():
                thread.join(STOP_S)

    def kick(self) -> None:
        """Say that there may be something to send. From any thread."""
        self._out.wake()

    def line_back(self) -> None:
        """Say that the server answers (again): pauses are over. From any thread."""
        self._asked_for_forgotten = False
        for lane in (self._out, self._in):
            lane.forget_pause()
            lane.wake()

    def fetch(self, file: File, *, urgent: bool = False) -> None:
        """Ask for a file; `urgent` goes before what was asked for earlier. From any thread."""
        with self._guard:
            rest = {one: wanted for one, wanted in self._wanted.items() if one != file.attachment_id}
            mine = {file.attachment_id: file}
            self._wanted = mine | rest if urgent else self._wanted | mine
        self._in.wake()

    def give_up(self, attachment_id: RecordId) -> None:
        """Nobody waits for a file any more; what has come of it is gone on with when it is asked for again."""
        with self._guard:
            self._wanted.pop(attachment_id, None)

    def is_wanted(self, attachment_id: RecordId) -> bool:
        """Tell whether a file is asked for and not here yet."""
        with self._guard:
            return attachment_id in self._wanted

    # The threads' work.

    def _tidy(self) -> None:
        self._shelf.tidy(self._ask(lambda books: books.needed()))

    def _work(self, lane: Lane, next_one: Callable[[], Outcome | None]) -> None:
        try:
            while not self._stopping.is_set():
                lane.clear()
                outcome = self._tried(next_one)
                if outcome is None:
                    lane.wait(TICK_S)
                elif outcome.result is Result.LATER:
                    lane.pause(outcome)
                else:
                    lane.forget_pause()
        except CancelledError:
            # The client is closing: the store went first.
            pass

    def _tried(self, next_one: Callable[[], Outcome | None]) -> Outcome | None:
        try:
            return next_one()
        except ReplicaError:
            # The cache or the disk cannot be written now: nothing is lost, and the engine says so.
            return Outcome(Result.LATER)
        except CancelledError:
            raise
        except Exception as error:  # noqa: BLE001 - reported as what it is; no file would be carried any more
            report_bug(error)
            return Outcome(Result.LATER)

    def _queue_forgotten(self) -> None:
        """Offer again what the server had and has lost, as far as it is still here."""

        def queue(replica: Replica) -> None:
            books = FileBooks(replica.cache)
            here = [file for file in books.forgotten(replica.user_id) if self._shelf.holds(file.sha256)]
            if here:
                books.queue(here)

        self._store.submit(queue, Urgency.REMOTE).result()

    def _send_next(self) -> Outcome | None:
        if not self._asked_for_forgotten:
            self._asked_for_forgotten = True
            self._queue_forgotten()
        changes = self._ask(lambda books: books.settle(_now()))
        if changes:
            self._on_changes(changes)
        outgoing = self._ask(lambda books: books.outgoing())
        token = self._token()
        if not outgoing or token is None:
            return None
        # One that does not get through lets the others pass.
        item = next((one for one in outgoing if one.attachment_id not in self._passed), outgoing[0])
        file = File(item.attachment_id, item.sha256, item.size_bytes)
        outcome = self._attempt(file, token, outgoing=True).send(file)
        stuck = outcome.result is Result.LATER and not outcome.moved
        self._passed = self._passed | {item.attachment_id} if stuck and len(self._passed) < len(outgoing) - 1 else set()
        if outcome.result is Result.DONE:
            self._ask(lambda books: books.sent(item.attachment_id))
            self._on_moved(Moved(item.attachment_id, item.size_bytes, item.size_bytes, outgoing=True))
            self._on_changes(Changes(outbox=True))
        elif outcome.result is Result.REFUSED:
            self._refuse(item, outcome)
        return outcome

    def _refuse(self, item: Outgoing, outcome: Outcome) -> None:
        if outcome.code == DAMAGED:
            self._shelf.drop(item.sha256)
        refused = self._ask(lambda books: books.refuse(item.attachment_id, outcome.code, outcome.detail, _now()))
        self._on_changes(refused)

    def _fetch_next(self) -> Outcome | None:
        if not self._tidied:
            self._tidied = True
            self._tidy()
        with self._guard:
            file = next(iter(self._wanted.values()), None)
        token = self._token()
        if file is None or token is None:
            return None
        outcome = self._attempt(file, token, outgoing=False).fetch(file)
        if outcome.result is Result.LATER and not outcome.moved:
            self._let_others_pass(file)
        if outcome.result is Result.DONE:
            self._settle_fetch(file, None)
            self._tidy()
        elif outcome.result is Result.REFUSED or outcome.code == RefusalCode.NOT_READY:
            self._settle_fetch(file, FileGone(outcome.code))
            return Outcome(Result.REFUSED, outcome.code)
        return outcome

    def _let_others_pass(self, file: File) -> None:
        with self._guard:
            if self._wanted.pop(file.attachment_id, None) is not None:
                self._wanted[file.attachment_id] = file

    def _settle_fetch(self, file: File, error: FileError | None) -> None:
        with self._guard:
            wanted = self._wanted.pop(file.attachment_id, None)
        if wanted is not None:
            self._on_fetched(file.attachment_id, error)

    def _attempt(self, file: File, token: str, *, outgoing: bool) -> Attempt:
        told_at_s = 0.0

        def progress(done_bytes: int) -> None:
            nonlocal told_at_s
            if time.monotonic() - told_at_s >= TELL_S:
                told_at_s = time.monotonic()
                self._on_moved(Moved(file.attachment_id, done_bytes, file.size_bytes, outgoing))

        def stopped() -> bool:
            return self._stopping.is_set() or not (outgoing or self.is_wanted(file.attachment_id))

        return Attempt(self._shelf, self._transport, token, stopped, progress)

    def _token(self) -> str | None:
        """Return the access token that the engine keeps fresh, None while there is none."""
        kept = self._store.submit(Replica.session, Urgency.REMOTE).result()
        return None if kept is None else msgspec.json.decode(kept, type=Session).access_token

    def _ask(self, question: Callable[[FileBooks], T]) -> T:
        return self._store.submit(lambda replica: question(FileBooks(replica.cache)), Urgency.REMOTE).result()


class Lane:
    """When one of the threads works, and when it leaves the server alone."""

    def __init__(self, noise: random.Random) -> None:
        self._backoff = Backoff(noise)
        self._woken = threading.Event()
        self._unpaused = threading.Event()

    def wake(self) -> None:
        """Have it look again now, unless it pauses."""
        self._woken.set()

    def clear(self) -> None:
        """Take note: it is looking."""
        self._woken.clear()
        self._unpaused.clear()

    def wait(self, timeout_s: float) -> None:
        """Wait to be woken."""
        self._woken.wait(timeout_s)

    def pause(self, outcome: Outcome) -> None:
        """Wait as long as an attempt that did not get through suggests: no time at all if something did."""
        now_s = time.monotonic()
        if outcome.moved:
            self._backoff.swift(now_s)
        else:
            self._backoff.fail(now_s, floor_s=outcome.wait_s)
        self._unpaused.wait(max(0.0, self._backoff.until_s - now_s, outcome.wait_s))

    def forget_pause(self) -> None:
        """Go on at once."""
        self._backoff.succeed()
        self._unpaused.set()


def _now() -> str:
    return time_text(datetime.now(UTC))
