"""Sealed files: AES-256-GCM piece by piece, so that any part can be read, and half a file gone on with.

A file is `MAGIC`, a salt, then pieces: a random nonce, the sealed bytes, their tag. Each file has a key of its own,
derived from the profile's by its salt. A piece's number and whether it is the last are sealed with it: pieces cannot
change places, and a file that was cut off at a piece's edge is not whole.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from sync.errors import FileDamaged

MAGIC = b"MSF1"
SALT_BYTES, NONCE_BYTES, TAG_BYTES = 16, 12, 16
HEADER_BYTES = len(MAGIC) + SALT_BYTES
PIECE_BYTES = 256 * 1024
"""Of content; what a broken line costs at most."""
SEALED_BYTES = NONCE_BYTES + PIECE_BYTES + TAG_BYTES


class SealedWriter:
    """Writes a sealed file, or goes on with one that was left unfinished. For one thread."""

    def __init__(self, file: BinaryIO, key: bytes, salt: bytes, pieces: int) -> None:
        self._file = file
        self._cipher = _cipher(key, salt)
        self._pieces = pieces
        self._pending = bytearray()

    @classmethod
    def begin(cls, place: Path, key: bytes) -> Self:
        """Begin a file, in place of any other."""
        salt = os.urandom(SALT_BYTES)
        file = place.open("wb")
        file.write(MAGIC + salt)
        return cls(file, key, salt, 0)

    @classmethod
    def go_on(cls, place: Path, key: bytes) -> Self:
        """Go on with a file that `finish` was never called for; one that is none yet, or is torn, begins anew.

        The last whole piece on the disk is where it goes on: see `written_bytes`.
        """
        try:
            file = place.open("r+b")
        except FileNotFoundError:
            return cls.begin(place, key)
        header = file.read(HEADER_BYTES)
        if len(header) < HEADER_BYTES or not header.startswith(MAGIC):
            file.close()
            return cls.begin(place, key)
        salt = header[len(MAGIC) :]
        pieces = (os.fstat(file.fileno()).st_size - HEADER_BYTES) // SEALED_BYTES
        if pieces and not _is_inner(file, _cipher(key, salt), pieces - 1):
            pieces -= 1
        file.truncate(HEADER_BYTES + pieces * SEALED_BYTES)
        file.seek(0, os.SEEK_END)
        return cls(file, key, salt, pieces)

    @property
    def written_bytes(self) -> int:
        """How much of the content is sealed in the file, or waits for its piece to be full."""
        return self._pieces * PIECE_BYTES + len(self._pending)

    def write(self, data: bytes) -> None:
        """Add content."""
        self._pending += data
        # The last piece says that it is the last: it waits until something follows it.
        while len(self._pending) > PIECE_BYTES:
            self._seal(bytes(self._pending[:PIECE_BYTES]), last=False)
            del self._pending[:PIECE_BYTES]

    def finish(self) -> None:
        """Seal the rest, have all of it on the disk, and close."""
        self._seal(bytes(self._pending), last=True)
        self._pending.clear()
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()

    def leave(self) -> None:
        """Close without finishing: `go_on` takes it up."""
        self._file.close()

    def _seal(self, content: bytes, *, last: bool) -> None:
        nonce = os.urandom(NONCE_BYTES)
        self._file.write(nonce + self._cipher.encrypt(nonce, content, _place(self._pieces, last=last)))
        self._pieces += 1


class SealedReader:
    """Reads any part of a sealed file. For one thread.

    Attributes:
        size_bytes: How much content there is.
    """

    def __init__(self, place: Path, key: bytes) -> None:
        """Open it.

        Raises:
            FileDamaged: It is no sealed file.
            FileNotFoundError: There is none.
        """
        self._file = place.open("rb")
        header = self._file.read(HEADER_BYTES)
        sealed = os.fstat(self._file.fileno()).st_size - HEADER_BYTES
        if len(header) < HEADER_BYTES or not header.startswith(MAGIC) or sealed < NONCE_BYTES + TAG_BYTES:
            self._file.close()
            raise FileDamaged(f"{place.name} is no sealed file")
        self._cipher = _cipher(key, header[len(MAGIC) :])
        self._pieces = -(-sealed // SEALED_BYTES)
        self.size_bytes = sealed - self._pieces * (NONCE_BYTES + TAG_BYTES)
        try:
            # The last piece vouches for the length, whichever part is read.
            self._piece(self._pieces - 1)
        except FileDamaged:
            self._file.close()
            raise

    def read(self, start: int = 0, end: int | None = None) -> Iterator[bytes]:
        """Yield the content from `start` up to `end`, exclusive.

        Raises:
            FileDamaged: A piece is not what was sealed.
        """
        end = self.size_bytes if end is None else min(end, self.size_bytes)
        first = start // PIECE_BYTES
        for number in range(first, -(-end // PIECE_BYTES)):
            piece = self._piece(number)
            offset = number * PIECE_BYTES
            yield piece[max(0, start - offset) : end - offset]

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the file."""
        self.close()

    def _piece(self, number: int) -> bytes:
        self._file.seek(HEADER_BYTES + number * SEALED_BYTES)
        sealed = self._file.read(SEALED_BYTES)
        place = _place(number, last=number == self._pieces - 1)
        try:
            return self._cipher.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], place)
        except (InvalidTag, ValueError) as error:
            raise FileDamaged(f"piece {number} is not what was sealed") from error


def _is_inner(file: BinaryIO, cipher: AESGCM, number: int) -> bool:
    """Tell whether a piece is whole, and not the last of a file that was finished already."""
    file.seek(HEADER_BYTES + number * SEALED_BYTES)
    sealed = file.read(SEALED_BYTES)
    try:
        cipher.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], _place(number, last=False))
    except InvalidTag:
        return False
    return True


def _cipher(key: bytes, salt: bytes) -> AESGCM:
    return AESGCM(HKDF(SHA256(), 32, salt, b"mostrador: one file").derive(key))


def _place(number: int, *, last: bool) -> bytes:
    return number.to_bytes(8, "big") + (b"\1" if last else b"\0")
