"""An open profile's files as the screens see them: put away, asked for, and how far each has come."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from desktop.background.background import Background
from desktop.background.changes import Changes, Written
from desktop.background.operations import ReadOp, WriteOp
from domain.plain import Plain
from sync.replica.reading import files
from sync.replica.reading.files import DraftFileRow, FileRow

if TYPE_CHECKING:
    from sync.blobs.carrier import Carrier, Moved
    from sync.blobs.shelf import Shelf
    from sync.replica.files import FileBooks
    from sync.replica.reading.reader import Reader
    from sync.replica.writer import Replica

READ_BYTES = 1024 * 1024
FETCH_UNASKED_BYTES = 8 * 1024 * 1024
"""Pictures up to this size are fetched with their message, so that they can be seen without a line, too."""


class Standing(Plain):
    """Where a file is. `kind`: `saved`, `sending`, `arriving`, `abandoned`, `here`, `away`, `fetching` or `refused`."""

    kind: str
    percent: int = 0


class Moving(Plain):
    """How far a file is, on its way to the server or from it."""

    percent: int
    outgoing: bool


class FileDesk(QObject):
    """Made once per open profile, in the GUI thread, when somebody first shows or attaches a file.

    Signals:
        changed: (attachment's id) a file has come further, is here, or will not come.
    """

    changed = Signal(str)

    def __init__(
        self, background: Background, reader: Reader, folder: Path, key: bytes, user_id: str,
        replica: Callable[[], Replica], new_id: Callable[[], str],
    ) -> None:  # fmt: skip
        """Makes it; `replica` gives the writing end and is called in the store thread only."""
        super().__init__()
        self._background, self._reader, self._replica = background, reader, replica
        self._folder, self._key, self._user_id = folder, key, user_id
        self._new_id = new_id
        self._made_shelf: Shelf | None = None
        self._carrier: Carrier | None = None
        self._early: list[FileRow] = []
        self._moved: dict[str, int] = {}
        self._outgoing: set[str] = set()

    @property
    def shelf(self) -> Shelf:
        """Where the files lie; from any thread."""
        if self._made_shelf is None:
            from sync.blobs.shelf import Shelf

            self._made_shelf = Shelf(self._folder, self._key)
        return self._made_shelf

    def use(self, carrier: Carrier) -> None:
        """Send and fetch through this from now on."""
        self._carrier = carrier
        early, self._early = self._early, []
        for file in early:
            self.want(file)

    # Attaching.

    def put_away(self, parent: QObject, source: Path, count: int, moved: Callable[[int], None]) -> ReadOp[DraftFileRow]:
        """Copy a file onto the shelf, away from the GUI thread; `count` is how many its draft has already.

        `moved` is told the percent that is done, in the GUI thread. Fails with a FileError or a ReplicaError.
        """
        post, file_id = self._background.bridge.post, self._next_id()

        def copy() -> DraftFileRow:
            # Making a table of kinds reads every one that the system has, though it takes none of them over: what a
            # system adds differs from one computer to the next.
            from mimetypes import MimeTypes

            from domain.attachments import clean_name

            size = _checked_size(source, count)
            media_type = MimeTypes().guess_type(source.name, strict=False)[0] or "application/octet-stream"

            def told(done: int) -> None:
                post(lambda: moved(100 * done // size))

            return self._stored(file_id, clean_name(source.name), media_type, _pieces(source, told))

        return self._background.request(parent, copy)

    def put_away_bytes(self, parent: QObject, name: str, media_type: str, make: Callable[[], bytes]) -> ReadOp[Any]:
        """Put what `make` returns onto the shelf; it is called away from the GUI thread."""
        file_id = self._next_id()
        return self._background.request(parent, lambda: self._stored(file_id, name, media_type, [make()]))

    def _stored(self, file_id: str, name: str, media_type: str, data: Iterable[bytes]) -> DraftFileRow:
        stored = self.shelf.add(data)
        return DraftFileRow(file_id, name, media_type, stored.size_bytes, stored.sha256)

    def _next_id(self) -> str:
        """Return an id after every one before: files stand in the order in which they were attached."""
        before, self._last_id = self._last_id, self._new_id()
        while self._last_id <= before:
            self._last_id = self._new_id()
        return self._last_id

    _last_id = ""

    def content(self, sha256: str) -> Iterator[bytes]:
        """Yield a file's content; from any thread. One that is damaged is taken away, so that it is fetched anew.

        Raises:
            FileGone, FileDamaged
        """
        from sync.errors import FileDamaged

        try:
            yield from self.shelf.read(sha256)
        except FileDamaged:
            self.shelf.drop(sha256)
            raise

    def of_draft(self, draft: str) -> list[DraftFileRow]:
        """Read the files that go out with a draft."""
        return files.of_draft(self._reader, draft)

    def keep(self, parent: QObject, draft: str, file: DraftFileRow) -> WriteOp[None]:
        """Let a file go out with a draft."""

        def run(books: FileBooks) -> None:
            from domain.attachments import FileRef

            given = {name: getattr(file, name) for name in FileRef.__struct_fields__}
            books.keep(draft, FileRef(**given))

        return self._write(parent, run)

    def forget(self, parent: QObject, file_id: str) -> WriteOp[None]:
        """Let a file no longer go out with its draft."""
        return self._write(parent, lambda books: books.forget(file_id))  # type: ignore[arg-type]

    def _write(self, parent: QObject, call: Callable[[FileBooks], object]) -> WriteOp[None]:
        def run() -> Written[None]:
            from sync.replica.files import FileBooks

            call(FileBooks(self._replica().cache))
            return Written(Changes(), None)

        return self._background.write(parent, run)

    # Files of messages.

    def of_ticket(self, ticket_id: str) -> dict[str, tuple[FileRow, ...]]:
        """Read message id to its files."""
        return files.of_ticket(self._reader, ticket_id)

    def standing(self, file: FileRow) -> Standing:
        """Where a file is now; a look at the disk, no read."""
        percent = self._moved.get(file.id)
        abandoned = file.refusal == "abandoned"
        if file.state == "refused" and not abandoned:
            return Standing("refused")
        # What is still here is brought after all.
        waits = file.state == "arriving" or (abandoned and self.shelf.holds(file.sha256))
        if file.author_id == self._user_id and waits:
            return Standing("saved") if percent is None else Standing("sending", percent)
        if self.shelf.holds(file.sha256):
            return Standing("here")
        if file.state == "arriving" or abandoned:
            return Standing("abandoned" if abandoned else "arriving")
        return Standing("away") if percent is None else Standing("fetching", percent)

    def want(self, file: FileRow, *, urgent: bool = False) -> None:
        """Have a file fetched that is not here; it comes when there is a line."""
        if file.state != "ready" or self.shelf.holds(file.sha256):
            return
        if self._carrier is None:
            self._early.append(file)
            return
        from sync.blobs.transfer import File

        if not self._carrier.is_wanted(file.id) or urgent:  # type: ignore[arg-type]
            self._carrier.fetch(File(file.id, file.sha256, file.size_bytes), urgent=urgent)  # type: ignore[arg-type]
            self._moved.setdefault(file.id, 0)
            self.changed.emit(file.id)

    def give_up(self, file_id: str) -> None:
        """Stops fetching a file; asked for again, it goes on where it was."""
        if self._carrier is not None:
            self._carrier.give_up(file_id)  # type: ignore[arg-type]
        self._moved.pop(file_id, None)
        self.changed.emit(file_id)

    def moving(self, file_id: str) -> Moving | None:
        """How far a file is that is on its way now; None if it is not."""
        percent = self._moved.get(file_id)
        return None if percent is None else Moving(percent, file_id in self._outgoing)

    def name_of(self, file_id: str) -> str:
        """A file's name; empty if it is not known here."""
        return files.name(self._reader, file_id)

    def take_moved(self, moved: Moved) -> None:
        """The carrier says how far a file has come."""
        done = moved.done_bytes >= moved.size_bytes
        if moved.outgoing:
            self._outgoing.add(moved.attachment_id)
        if done:
            self._moved.pop(moved.attachment_id, None)
        else:
            self._moved[moved.attachment_id] = 100 * moved.done_bytes // max(1, moved.size_bytes)
        self.changed.emit(moved.attachment_id)

    def take_fetched(self, attachment_id: str, error: object) -> None:
        """The carrier has brought a file, or says why it will not come."""
        self._moved.pop(attachment_id, None)
        if error is not None:
            self._background.failed.emit(error)
        self.changed.emit(attachment_id)


def _checked_size(source: Path, count: int) -> int:
    """Return how large a file is that may be attached.

    Raises:
        FileError: It may not, or cannot be read.
    """
    from domain.attachments import FILE_BYTES_MOST, FILES_MOST, is_refused_kind
    from sync import errors

    try:
        size = source.stat().st_size
        is_file = source.is_file()
    except OSError as error:
        raise errors.FileUnreadable(str(error)) from error
    if not is_file:
        raise errors.FileUnreadable("not a file")
    if count >= FILES_MOST:
        raise errors.TooManyFiles(str(count))
    if is_refused_kind(source.name):
        raise errors.FileKindRefused(source.suffix)
    if not size:
        raise errors.FileEmpty
    if size > FILE_BYTES_MOST:
        raise errors.FileTooLarge(str(size))
    return size


def _pieces(source: Path, told: Callable[[int], None]) -> Iterator[bytes]:
    """Yield a file's content; one that changes meanwhile is what was read.

    Raises:
        FileUnreadable: The system does not give it out.
    """
    from sync.errors import FileUnreadable

    done = 0
    try:
        with source.open("rb") as file:
            while piece := file.read(READ_BYTES):
                yield piece
                done += len(piece)
                told(done)
    except OSError as error:
        raise FileUnreadable(str(error)) from error
