"""The encrypted file of the index, and a Whoosh storage over blobs in it."""

from __future__ import annotations

import contextlib
import io
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

import sqlcipher3.dbapi2 as sqlcipher
from whoosh.filedb.filestore import Storage
from whoosh.filedb.structfile import StructFile

from sync.search.errors import IndexDamaged
from sync.search.queries import FORMAT, Manifest

CHUNK_SIZE: Final = 16_000
"""Bytes of a file in one row: four pages of SQLCipher, so that a short posting list costs one of them or two."""

UNNUMBERED: Final = "new"
"""Stands in the names of files for their segment's number, until they are flushed to one."""

_CHUNKS_KEPT: Final = 512
_BUSY_MS: Final = 20_000
"""The child's largest commit takes a second or two; whoever waits longer has found a bug."""


@contextlib.contextmanager
def damage_noticed() -> Iterator[None]:
    """Turn what SQLite says of a broken or foreign file into `IndexDamaged`; a full or locked disk stays OSError."""
    try:
        yield
    except sqlcipher.OperationalError as error:
        if "i/o" in str(error).lower() or "no such table" in str(error):
            raise IndexDamaged(str(error)) from error
        raise OSError(str(error)) from error
    except sqlcipher.DatabaseError as error:
        raise IndexDamaged(str(error)) from error


def connect(path: Path, key: bytes) -> Manifest:
    """Open the file with a raw 256-bit key, creating it where there is none.

    Any thread may use the connection, one at a time. Raises IndexDamaged for a file that is no index, of another
    format or of another key, OSError where the place cannot be written.
    """
    with damage_noticed():
        connection = sqlcipher.connect(str(path), isolation_level=None, check_same_thread=False)
        try:
            connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
            connection.execute("PRAGMA cipher_log_level = NONE")  # a damaged file is ours to tell, not for stderr
            connection.execute("PRAGMA auto_vacuum = INCREMENTAL")
            connection.execute(f"PRAGMA busy_timeout = {_BUSY_MS}")
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.execute("PRAGMA cache_size = -16000")
            connection.execute("PRAGMA temp_store = MEMORY")
            manifest = Manifest(connection)
            found = manifest.format()
            if found == 0 and not connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone():
                manifest.create()
            elif found != FORMAT:
                raise IndexDamaged(f"format {found} instead of {FORMAT}")
        except BaseException:
            connection.close()
            raise
    return manifest


def delete(path: Path) -> None:
    """Remove the file and what SQLite keeps beside it."""
    for suffix in ("", "-wal", "-shm", "-journal"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


@contextlib.contextmanager
def transaction(manifest: Manifest) -> Iterator[None]:
    """Run the body in one write transaction."""
    with damage_noticed():
        manifest.connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            if manifest.connection.in_transaction:  # SQLite has rolled back by itself where the disk failed
                manifest.connection.execute("ROLLBACK")
            raise
        manifest.connection.execute("COMMIT")


@contextlib.contextmanager
def snapshot(manifest: Manifest) -> Iterator[None]:
    """Run the body over one state of the file: others may write meanwhile, and nothing that is read goes away."""
    with damage_noticed():
        manifest.connection.execute("BEGIN")
        try:
            yield
        finally:
            manifest.connection.execute("COMMIT")


class BlobStorage(Storage):  # type: ignore[misc]  # Whoosh has no types
    """Whoosh's files as rows of `chunk`. What is written is stored by `flush_to`, inside the caller's transaction."""

    supports_mmap = False

    def __init__(self, manifest: Manifest) -> None:
        self._manifest = manifest
        self._written: dict[str, bytes] = {}
        self._cache: OrderedDict[tuple[int, int], bytes] = OrderedDict()

    def create_file(self, name: str, **_: Any) -> StructFile:
        def keep(file: StructFile) -> None:
            self._written[name] = file.file.getvalue()

        return StructFile(io.BytesIO(), name=name, onclose=keep)

    def flush_to(self, segment: int) -> None:
        """Store the files written since the last flush as those of `segment`."""
        for name, data in self._written.items():
            parts = (data[i : i + CHUNK_SIZE] for i in range(0, len(data), CHUNK_SIZE))
            self._manifest.add_file(segment, name.replace(UNNUMBERED, str(segment)), len(data), parts)
        self._written.clear()

    def open_file(self, name: str, **_: Any) -> StructFile:
        file, size = self._known(name)
        return StructFile(_BlobFile(self, file, size), name=name)

    def in_memory(self) -> BlobStorage:
        """Return the same files, each read at once: for whoever goes through all of them."""
        return _InMemory(self._manifest)

    def file_length(self, name: str) -> int:
        return self._known(name)[1]

    def file_exists(self, name: str) -> bool:
        return self._manifest.file(name) is not None

    def list(self) -> list[str]:
        return list(self._manifest.files())

    def read(self, file: int, size: int, start: int, end: int) -> bytes:
        """Return bytes `start` to `end` of a file. Raises IndexDamaged where a chunk is missing or short."""
        first, last = start // CHUNK_SIZE, (end - 1) // CHUNK_SIZE
        if first == last:
            data = self._chunk(file, size, first)
        else:
            parts = self._manifest.chunks(file, first, last)
            self._check(size, first, last, parts)
            data = b"".join(parts)
        return data[start - first * CHUNK_SIZE : end - first * CHUNK_SIZE]

    def _chunk(self, file: int, size: int, n: int) -> bytes:
        cached = self._cache.get((file, n))
        if cached is not None:
            self._cache.move_to_end((file, n))
            return cached
        parts = self._manifest.chunks(file, n, n)
        self._check(size, n, n, parts)
        self._cache[file, n] = parts[0]
        if len(self._cache) > _CHUNKS_KEPT:
            self._cache.popitem(last=False)
        return parts[0]

    def _check(self, size: int, first: int, last: int, parts: Sequence[bytes]) -> None:
        expected = min(size, (last + 1) * CHUNK_SIZE) - first * CHUNK_SIZE
        if sum(map(len, parts)) != expected or len(parts) != last - first + 1:
            raise IndexDamaged(f"chunks {first} to {last} of a segment are missing or cut short")

    def _known(self, name: str) -> tuple[int, int]:
        found = self._manifest.file(name)
        if found is None:
            raise IndexDamaged(f"{name} is missing")
        return found


class _InMemory(BlobStorage):
    def open_file(self, name: str, **_: Any) -> StructFile:
        file, size = self._known(name)
        return StructFile(io.BytesIO(self.read(file, size, 0, size)), name=name)


class _BlobFile:
    """A read-only file over the chunks of one blob, as much of a file as Whoosh and pickle ask for."""

    def __init__(self, storage: BlobStorage, file: int, size: int) -> None:
        self._storage = storage
        self._file = file
        self._size = size
        self._at = 0

    def read(self, count: int = -1) -> bytes:
        start = self._at
        end = self._size if count < 0 else min(self._size, start + count)
        if end <= start:
            return b""
        self._at = end
        return self._storage.read(self._file, self._size, start, end)

    def readline(self) -> bytes:
        start = self._at
        data = self.read()
        line = data[: data.find(b"\n") + 1] or data
        self._at = start + len(line)
        return line

    def seek(self, offset: int, whence: int = 0) -> int:
        self._at = offset + (0, self._at, self._size)[whence]
        return self._at

    def tell(self) -> int:
        return self._at
