"""Files and the places where one can be torn: attached, brought in chunks, finished, fetched by somebody else.

The carrier's own steps are taken one after another, without its threads, over the server's real actions and a real
folder at both ends. What a process that dies leaves is what lay on the disk at that moment.
"""

from __future__ import annotations

import hashlib
import itertools
import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar
from unittest.mock import patch

from domain.ids import RecordId
from domain.records import Attachment, Ticket
from domain.words import AttachmentState
from server.blobs.actions import Blobs
from server.blobs.checking import Checker
from server.blobs.folder import FolderStore
from server.blobs.store import ContentKey, UploadKey
from server.db.errors import StorageError
from server.errors import Refused, refusal_of
from sync.blobs.carrier import Carrier
from sync.blobs.sealing import SealedWriter
from sync.blobs.shelf import Shelf, Stored
from sync.blobs.transfer import File
from sync.engine import events
from sync.errors import SyncError
from sync.protocol.blobs import CHUNK_BYTES, Upload
from sync.replica.files import FileBooks
from tests.simulation.backend import Backend, ServerDied, refused
from tests.simulation.client import Client
from tests.simulation.places import Side, Step
from tests.simulation.templates import KEY, scratch
from tests.simulation.trace import Violation
from tests.simulation.watched import SimulatedCrash
from tests.simulation.world import World

T = TypeVar("T")
CONTENTS = tuple(bytes([65 + number]) * (CHUNK_BYTES + 700_000 + number) for number in range(2))
"""Two files of two chunks each: every step comes twice at least."""
TRIES_MOST = 60
LONG_HENCE = timedelta(days=9)
_numbers = itertools.count()


class Disk:
    """A folder of one end, which outlives its processes.

    Attributes:
        folder: Where it is now; a process that dies leaves a copy of what lay there.
    """

    def __init__(self) -> None:
        self.folder = _fresh()

    def torn(self) -> None:
        """Go on with what lies there now: whoever dies writes on into what nobody looks at."""
        left = _fresh()
        if self.folder.exists():
            shutil.copytree(self.folder, left)
        self.folder = left


def _fresh() -> Path:
    return scratch() / f"files-{next(_numbers)}"


class AtOnce:
    """A store thread that does at once what is posted."""

    def __init__(self, client: Client) -> None:
        self._client = client

    def submit(self, write: Callable[[Any], T], _urgency: object) -> Future[T]:
        """Do it."""
        done: Future[T] = Future()
        done.set_result(write(self._client.replica))
        return done


class WatchedStore(FolderStore):
    """The server's folder; its process may die around what it writes."""

    def __init__(self, folder: Path, around: Callable[..., Any]) -> None:
        super().__init__(folder)
        self._around = around

    def put_chunk(self, upload: UploadKey, n: int, data: bytes) -> None:
        """Keep a chunk."""
        self._around(Step.CHUNK_KEPT, lambda: FolderStore.put_chunk(self, upload, n, data))

    def keep(self, upload: UploadKey, content: ContentKey) -> None:
        """Make the chunks the content."""
        self._around(Step.CONTENT_KEPT, lambda: FolderStore.keep(self, upload, content))

    def drop_upload(self, upload: UploadKey) -> None:
        """Give the chunks up."""
        self._around(Step.UPLOAD_DROPPED, lambda: FolderStore.drop_upload(self, upload))


class InTurn(Checker):
    """Compares where it is asked: time stands still meanwhile."""

    def ask(self, key: object, work: Callable[[], None]) -> bool:
        """Do the work."""
        work()
        return True


class Files:
    """The server's side of files: a process of it dies and the next one finds its folder."""

    def __init__(self, world: World) -> None:
        self._world = world
        self.disk = Disk()
        self._blobs: Blobs | None = None

    def answer(self, ask: Callable[[Blobs, Any], T], token: str) -> T | events.Refused | events.Failed:
        """Answer as the routes and the client's transport do."""
        backend: Backend = self._world.backend
        if not backend.up:
            self._blobs = None
            return events.Failed("nobody answers")
        if self._blobs is None:
            self._blobs = Blobs(backend.database, WatchedStore(self.disk.folder, self._around), mebibytes_most=64)
            self._blobs._checker = InTurn()
        try:
            return ask(self._blobs, backend.doors.user(token))
        except Refused as error:
            return refused(error)
        except StorageError as error:
            return refused(refusal_of(error))
        except ServerDied as death:
            self._blobs = None
            self._world.server_died(str(death))
            return events.Failed("the line broke")

    def _around(self, step: Step, act: Callable[[], T]) -> T:
        self._maybe_die(step, Side.BEFORE)
        done = act()
        self._maybe_die(step, Side.AFTER)
        return done

    def _maybe_die(self, step: Step, side: Side) -> None:
        if self._world.plan.strikes_around(step, side):
            self.disk.torn()
            raise ServerDied(f"{side} {step}")

    def check(self) -> None:
        """Look whether nothing but the contents is left once what was given up is collected.

        Raises:
            Violation: Something is missing or too much.
        """
        store = FolderStore(self.disk.folder)
        blobs = Blobs(self._world.backend.database, store, mebibytes_most=64)
        blobs.collect_abandoned(datetime.now(UTC) + LONG_HENCE)
        blobs.close()
        kept = sorted(place.read_bytes() for place in self.disk.folder.rglob("*") if place.is_file())
        if kept != sorted(CONTENTS):
            raise Violation("S16", f"the server keeps {[len(content) for content in kept]}")


class Porter:
    """Somebody's files: the carrier over their shelf, taken step by step."""

    def __init__(self, client: Client, files: Files) -> None:
        self.client = client
        self._files = files
        self._disk = Disk()
        self.failed: list[SyncError] = []
        self._begin()

    def _begin(self) -> None:
        self.shelf = Shelf(self._disk.folder, KEY)
        self._carrier = Carrier(AtOnce(self.client), self.shelf, self, on_fetched=self._fetched)  # type: ignore[arg-type]

    def _fetched(self, _attachment: RecordId, error: SyncError | None) -> None:
        if error is not None:
            self.failed.append(error)

    # As the transport of the carrier

    def upload_of(self, attachment_id: RecordId, token: str) -> Upload | events.Refused | events.Failed:
        """Ask what is there of an attachment."""
        return self._around(
            Step.UPLOAD_ASKED,
            lambda: self._files.answer(lambda blobs, user: blobs.upload_of(user, attachment_id), token),
        )

    def put_chunk(
        self, attachment_id: RecordId, n: int, data: bytes, token: str
    ) -> events.Refused | events.Failed | None:
        """Bring a chunk."""
        digest = hashlib.sha256(data).digest()
        return self._around(
            Step.CHUNK_SENT,
            lambda: self._files.answer(
                lambda blobs, user: blobs.put_chunk(user, attachment_id, n, data, digest), token
            ),
        )

    def finish(self, attachment_id: RecordId, token: str) -> Upload | events.Refused | events.Failed:
        """Have the whole compared."""
        return self._around(
            Step.FINISH_ASKED,
            lambda: self._files.answer(lambda blobs, user: blobs.finish(user, attachment_id), token),
        )

    def fetch(
        self, attachment_id: RecordId, start: int, token: str
    ) -> Iterator[bytes] | events.Refused | events.Failed:
        """Fetch a file from its byte `start`."""
        found = self._files.answer(lambda blobs, user: blobs.open(user, attachment_id), token)
        if isinstance(found, events.Refused | events.Failed):
            return found
        return found.read(start, found.attachment.size_bytes)

    def close(self) -> None:
        """Nothing is under way."""

    # What its user does

    def attach(self, ticket: Ticket, contents: tuple[bytes, ...], fresh: Callable[[], RecordId]) -> None:
        """Reply with files, as often as it takes until the reply is saved here."""
        for _ in range(TRIES_MOST):
            try:
                stored = [self._around(Step.SHELVED, lambda one=content: self.shelf.add([one])) for content in contents]  # type: ignore[misc]
            except SimulatedCrash as crash:
                self._died(crash)
                continue
            files = [_announced(fresh(), one) for one in stored]
            args = {"ticket_id": ticket.id, "message_id": fresh(), "body": "Look at these.", "files": files}
            if self.client.do("ticket.reply", args):
                return
        raise Violation("L1", f"{self.client.label} never attaches anything")

    def carry(self, wanted: list[Attachment]) -> None:
        """Bring all that is to be brought and fetch what is wanted, whatever happens on the way.

        Raises:
            Violation: L1, it takes too many attempts.
        """
        for _ in range(TRIES_MOST):
            try:
                with patch.object(SealedWriter, "write", self._writes()), patch.object(Shelf, "take_in", self._takes()):
                    done = self._step(wanted)
            except SimulatedCrash as crash:
                self._died(crash)
                done = False
            if done:
                return
            self.client.world.agenda.run_for(10.0)
        raise Violation("L1", f"{self.client.label} never comes to an end with its files")

    def _step(self, wanted: list[Attachment]) -> bool:
        noted = FileBooks.sent
        with patch.object(
            FileBooks, "sent", lambda books, one: self._around(Step.UPLOAD_NOTED, lambda: noted(books, one))
        ):
            while self._carrier._send_next() is not None and self.client.world.backend.up:
                pass
        for one in wanted:
            if not self.shelf.holds(one.sha256):
                self._carrier.fetch(File(one.id, one.sha256, one.size_bytes))
                self._carrier._fetch_next()
        queued = self.client.replica.cache.value("SELECT count(*) FROM upload")
        return not queued and all(self.shelf.holds(one.sha256) for one in wanted)

    def _writes(self) -> Callable[[SealedWriter, bytes], None]:
        write = SealedWriter.write
        return lambda writer, data: self._around(Step.PIECES_FETCHED, lambda: write(writer, data))

    def _takes(self) -> Callable[[Shelf, str], None]:
        take_in = Shelf.take_in
        return lambda shelf, sha256: self._around(Step.TAKEN_IN, lambda: take_in(shelf, sha256))

    def _around(self, step: Step, act: Callable[[], T]) -> T:
        self._maybe_die(step, Side.BEFORE)
        done = act()
        self._maybe_die(step, Side.AFTER)
        return done

    def _maybe_die(self, step: Step, side: Side) -> None:
        if self.client.world.plan.strikes_around(step, side):
            self._disk.torn()
            raise SimulatedCrash(f"{side} {step}")

    def _died(self, crash: SimulatedCrash) -> None:
        self.client.say(f"† {crash}")
        self.client.kill(1.0)
        self.client.world.agenda.run_for(2.0)
        self._begin()


def _announced(file_id: RecordId, stored: Stored) -> dict[str, object]:
    return {"id": file_id, "name": f"{stored.size_bytes}.bin", "media_type": "video/mp4", **stored._asdict()}


def tell(world: World) -> None:
    """Let a store attach two files and an agent read them; both ends may die at any step.

    Raises:
        Violation: A file is lost, doubled, or not what it was.
    """
    sam, leo = (next(one for one in world.clients if one.person == person) for person in ("sam", "leo"))
    hand = next(one for one in world.hands if one.client is sam)
    files = Files(world)
    sender, reader = Porter(sam, files), Porter(leo, files)
    world.agenda.run_for(30.0)
    seen = {one.id for one in leo.replica.cache.every(Ticket)}
    ticket = next(one for one in sam.replica.cache.every(Ticket) if one.id in seen)
    sender.attach(ticket, CONTENTS, hand.fresh)
    world.agenda.run_for(30.0)
    sender.carry([])
    world.agenda.run_for(30.0)
    arrived = [one for one in leo.replica.cache.every(Attachment) if one.state is AttachmentState.READY]
    if len(arrived) != len(CONTENTS):
        raise Violation("S11", f"{len(arrived)} files have arrived instead of {len(CONTENTS)}")
    reader.carry(arrived)
    for end in (sender, reader):
        for one in arrived:
            if b"".join(end.shelf.read(one.sha256)) not in CONTENTS:
                raise Violation("S16", f"{end.client.label}: {one.name} is not what it was")
        if end.failed:
            raise Violation("L2", f"{end.client.label} is told {end.failed[0]!r}")
    files.check()
