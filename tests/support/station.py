"""A client without a screen: cache, engine and carrier as they are, told what to do by a test.

As a program it is a process that a test may kill: `python -m tests.support.station FOLDER SERVER ACCOUNT SUBJECT FILE`
files a ticket with a file and says what happens, a line each.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import msgspec

from demo.embedded import PASSWORD
from domain.attachments import FileRef
from domain.ids import RecordId, new_id
from domain.records import Attachment, Space
from sync.blobs.carrier import Carrier, Moved
from sync.blobs.http import HttpBlobs
from sync.blobs.shelf import Shelf
from sync.blobs.transfer import File
from sync.engine.http import HttpTransport
from sync.engine.runner import SyncRunner
from sync.engine.sign_in import sign_in
from sync.errors import ServerUnreachable
from sync.protocol.accounts import Session
from sync.replica.store_thread import StoreThread
from sync.replica.writer import Replica

T = TypeVar("T")
KEY = b"s" * 32
SOON_S = 240.0
LOOK_S = 0.05


class Station:
    """Somebody's computer. The same folder goes on where it was."""

    def __init__(
        self, folder: Path, server: str, account: str, on_moved: Callable[[Moved], None] = lambda _moved: None
    ) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        card = folder / "session.json"
        session = None
        if not card.exists():
            session = signed_in(server, account)
            card.write_bytes(msgspec.json.encode(session))
        known = msgspec.json.decode(card.read_bytes(), type=Session)
        self.user_id = known.user_id
        self.shelf = Shelf(folder / "files", KEY)
        self.store = StoreThread(lambda: Replica.open(folder / "cache.db", KEY, known.user_id))
        self.store.start().result()
        self._fetched: dict[RecordId, object] = {}
        self.carrier = Carrier(
            self.store, self.shelf, HttpBlobs(server), on_moved=on_moved, on_fetched=self._on_fetched
        )
        self._runner = SyncRunner(
            self.store, HttpTransport(server), fresh_id(), on_changes=lambda _changes: self.carrier.kick(),
            on_status=lambda _status: None, session=session,
        )  # fmt: skip
        self._runner.start()
        self.carrier.start()

    def file_ticket(self, subject: str, *contents: bytes) -> list[FileRef]:
        """File a ticket with files, as soon as the first page has come."""
        self.until(lambda: bool(self.ask(lambda replica: replica.cache.every(Space))))
        files = [self.put_away(f"{subject} {number}.bin", content) for number, content in enumerate(contents)]
        space = self.ask(lambda replica: replica.cache.every(Space))[0]
        args = {
            "ticket_id": fresh_id(), "message_id": fresh_id(), "space_id": space.id, "title": subject,
            "body": "See the file.", "files": msgspec.to_builtins(files),
        }  # fmt: skip
        self.ask(lambda replica: replica.mutate("ticket.create", args))
        self._runner.kick()
        return files

    def put_away(self, name: str, content: bytes) -> FileRef:
        """Put a file on the shelf."""
        stored = self.shelf.add([content])
        return FileRef(id=fresh_id(), name=name, media_type="application/octet-stream", **stored._asdict())

    def attachment(self, file_id: RecordId) -> Attachment | None:
        """What is known here of a file."""
        return self.ask(lambda replica: replica.cache.record(Attachment, file_id))

    def see(self, file_id: RecordId, state: str) -> Attachment:
        """Wait until a file is seen to be so far."""
        self.until(lambda: (found := self.attachment(file_id)) is not None and found.state == state)
        found = self.attachment(file_id)
        assert found is not None
        return found

    def fetch(self, file: Attachment) -> bytes:
        """Fetch a file and return its content."""
        self.carrier.fetch(File(file.id, file.sha256, file.size_bytes), urgent=True)
        self.until(lambda: file.id in self._fetched)
        assert self._fetched[file.id] is None
        return b"".join(self.shelf.read(file.sha256))

    def queued(self) -> int:
        """How many files are still to be sent."""
        return self.ask(lambda replica: int(replica.cache.value("SELECT count(*) FROM upload")))

    def ask(self, question: Callable[[Replica], T]) -> T:
        """Ask the replica."""
        return self.store.submit(question).result()

    def until(self, holds: Callable[[], bool]) -> None:
        """Wait until something holds."""
        give_up_at = time.monotonic() + SOON_S
        while not holds():
            assert time.monotonic() < give_up_at, "it did not come"
            time.sleep(LOOK_S)

    def close(self) -> None:
        """End every thread."""
        self.carrier.stop()
        self._runner.stop()
        self.store.close()

    def _on_fetched(self, attachment_id: RecordId, error: object) -> None:
        self._fetched[attachment_id] = error


def signed_in(server: str, account: str) -> Session:
    """Sign in, over a line that may break."""
    give_up_at = time.monotonic() + SOON_S
    while True:
        try:
            return sign_in(server, account, PASSWORD, fresh_id())
        except ServerUnreachable:
            assert time.monotonic() < give_up_at, "nobody answers"


def fresh_id() -> RecordId:
    """A new id."""
    return new_id(datetime.now(UTC), os.urandom)


def main(folder: str, server: str, account: str, subject: str, path: str) -> None:
    """Say what happens until standard input ends."""

    def moved(so_far: Moved) -> None:
        print(f"moved {so_far.done_bytes}", flush=True)

    station = Station(Path(folder), server, account, moved)
    [file] = station.file_ticket(subject, Path(path).read_bytes())
    print(f"announced {file.id}", flush=True)
    sys.stdin.read()
    station.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
