"""The shelf: the folder of sealed files beside a profile's cache, each under a name that tells nothing.

What is called by its final name is whole. What its user still has to send is never taken away; of the rest, what was
not looked at for the longest time goes first once there is too much.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import hmac
import os
import secrets
import time
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from sync.blobs.sealing import SealedReader, SealedWriter
from sync.durable import keep_names
from sync.errors import CacheUnwritable, DiskFull, FileDamaged, FileGone

FOLDER = "files"
BYTES_MOST = 2 * 1024 * 1024 * 1024
"""Of what could be fetched again."""
PART, DRAFT = ".part", ".new"
DRAFT_S = 3600.0
"""No file takes so long to be put away: an older draft was left by a kill."""


class Stored(NamedTuple):
    """A content that was put on the shelf."""

    sha256: str
    size_bytes: int


class Shelf:
    """One profile's files. Any thread may use it; what is on it never changes."""

    def __init__(self, folder: Path, key: bytes) -> None:
        """Prepare; the folder is made with the first file.

        Args:
            folder: Of this profile alone.
            key: The key of the profile's cache; the files' keys and names are derived from it.
        """
        self._folder = folder
        self._key = _derived(key, b"mostrador: content of files")
        self._name_key = _derived(key, b"mostrador: names of files")

    def holds(self, sha256: str) -> bool:
        """Tell whether a content is here, whole."""
        return self._place(sha256).exists()

    def add(self, data: Iterable[bytes]) -> Stored:
        """Put a content on the shelf; when this returns it outlives the original, a kill and a power cut.

        Raises:
            DiskFull, CacheUnwritable: Nothing was kept.
        """
        digest, size = hashlib.sha256(), 0
        with _disk_errors():
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            draft = self._folder / f"{secrets.token_hex(16)}{DRAFT}"
            try:
                writer = SealedWriter.begin(draft, self._key)
                try:
                    for piece in data:
                        digest.update(piece)
                        size += len(piece)
                        writer.write(piece)
                    writer.finish()
                finally:
                    writer.leave()
                draft.replace(self._place(digest.hexdigest()))
                keep_names(self._folder)
            finally:
                draft.unlink(missing_ok=True)
        return Stored(digest.hexdigest(), size)

    def open(self, sha256: str) -> SealedReader:
        """Open a content for reading, which counts as having looked at it.

        Raises:
            FileGone: It is not here.
            FileDamaged: It is not what was sealed.
        """
        place = self._place(sha256)
        try:
            with _disk_errors():
                os.utime(place)
                return SealedReader(place, self._key)
        except FileNotFoundError as error:
            raise FileGone(sha256) from error

    def read(self, sha256: str, start: int = 0, end: int | None = None) -> Iterator[bytes]:
        """Yield a part of a content. Raises as `open`."""
        with self.open(sha256) as reader:
            yield from reader.read(start, end)

    def drop(self, sha256: str) -> None:
        """Take a content away; harmless if it is not here."""
        with _disk_errors():
            self._place(sha256).unlink(missing_ok=True)

    @contextlib.contextmanager
    def arriving(self, sha256: str) -> Iterator[SealedWriter]:
        """Go on with a content that is being fetched; what is not finished at the block's end is kept for the next."""
        with _disk_errors():
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            writer = SealedWriter.go_on(self._part(sha256), self._key)
            try:
                yield writer
            finally:
                writer.leave()

    def take_in(self, sha256: str) -> None:
        """Call a fetched content its own, once its writer was finished and it is what it should be.

        Raises:
            FileDamaged: It is another one; nothing of it is kept.
        """
        part, digest = self._part(sha256), hashlib.sha256()
        with _disk_errors():
            try:
                with SealedReader(part, self._key) as reader:
                    for piece in reader.read():
                        digest.update(piece)
                if digest.hexdigest() != sha256:
                    raise FileDamaged("what was fetched is not what was announced")
            except FileDamaged:
                part.unlink(missing_ok=True)
                raise
            part.replace(self._place(sha256))

    def tidy(self, needed: Collection[str], bytes_most: int = BYTES_MOST) -> None:
        """Take away what a kill has left half made, and what is beyond the limit; never what is needed.

        Args:
            needed: Hashes of contents that are nowhere else yet.
            bytes_most: How much of the rest may stay. What was looked at last stays.
        """
        kept = {self._place(sha256).name for sha256 in needed}
        with _disk_errors():
            found = list(self._folder.iterdir()) if self._folder.exists() else []
            for place in found:
                # A younger one may be being written at this moment.
                if place.suffix == DRAFT and place.stat().st_mtime < time.time() - DRAFT_S:
                    place.unlink(missing_ok=True)
            rest = [(place.stat(), place) for place in found if place.suffix != DRAFT and place.name not in kept]
            rest.sort(key=lambda entry: entry[0].st_mtime, reverse=True)
            total = 0
            for status, place in rest:
                total += status.st_size
                if total > bytes_most:
                    place.unlink(missing_ok=True)

    def _place(self, sha256: str) -> Path:
        """Where a content lies: a bare hash would tell whoever has the disk which known files are on it."""
        return self._folder / hmac.digest(self._name_key, sha256.encode(), "sha256")[:20].hex()

    def _part(self, sha256: str) -> Path:
        return self._place(sha256).with_suffix(PART)


def _derived(key: bytes, purpose: bytes) -> bytes:
    return hmac.digest(key, purpose, "sha256")


@contextlib.contextmanager
def _disk_errors() -> Iterator[None]:
    """Turn what the system says of the disk into known errors; a file that is not there stays what it is."""
    try:
        yield
    except FileNotFoundError:
        raise
    except OSError as error:
        raise (DiskFull if error.errno in {errno.ENOSPC, errno.EDQUOT} else CacheUnwritable)(str(error)) from error
