"""The carrier of an open profile: started beside the sync, told what the screens and the sync know."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.shell.file_tasks import FileTasks
from desktop.shell.workspace import Workspace, announced
from sync.blobs.carrier import Carrier, Moved
from sync.blobs.http import HttpBlobs
from sync.blobs.shelf import Shelf
from sync.engine.status import Line, Status

if TYPE_CHECKING:
    from sync.errors import SyncError
    from sync.replica.changes import Changes as ReplicaChanges
    from sync.replica.store_thread import StoreThread

NO_LINE = frozenset({Line.CONNECTING, Line.OFFLINE, Line.SIGN_IN, Line.REVOKED})


class Carrying:
    """Made on a worker thread, started in the GUI thread."""

    def __init__(self, work: Workspace, store: StoreThread, shelf: Shelf, server_url: str) -> None:
        """Prepares; nothing moves before `start`."""
        self._work = work
        self._line_works = False
        self._carrier = Carrier(
            store,
            shelf,
            HttpBlobs(server_url),
            on_moved=self._on_moved,
            on_fetched=self._on_fetched,
            on_changes=self.announce,
        )

    def start(self) -> None:
        """Begins."""
        FileTasks(self._work.files, self._work.tasks)
        self._work.files.use(self._carrier)
        self._carrier.start()

    def stop(self) -> None:
        """Ends both threads."""
        self._carrier.stop()

    def announce(self, changes: ReplicaChanges) -> None:
        """Tells the screens of changes that the carrier, or the sync, has brought; from any thread."""
        self._work.background.announce(announced(changes))

    def look(self) -> None:
        """There may be something to send; from any thread."""
        self._carrier.kick()

    def on_status(self, status: Status) -> None:
        """The line may be back: what waits for it goes on at once."""
        works = status.line not in NO_LINE
        if works and not self._line_works:
            self._carrier.line_back()
        self._line_works = works

    def _on_moved(self, moved: Moved) -> None:
        self._work.background.bridge.post(lambda: self._work.files.take_moved(moved))

    def _on_fetched(self, attachment_id: str, error: SyncError | None) -> None:
        self._work.background.bridge.post(lambda: self._work.files.take_fetched(attachment_id, error))
