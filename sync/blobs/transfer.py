"""One attempt to bring a file to the server, and one to fetch it: where each goes on, and what its end means."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NamedTuple, Protocol

from domain.ids import RecordId
from sync.blobs.shelf import Shelf
from sync.engine.events import Failed, Refused
from sync.errors import FileDamaged, FileGone
from sync.protocol.blobs import BlobState, Upload, chunk_count
from sync.protocol.push import RefusalCode

DAMAGED = "file_damaged"


class BlobTransport(Protocol):
    """The way of files to the server. Calls block; `close` breaks them off."""

    def upload_of(self, attachment_id: RecordId, token: str) -> Upload | Refused | Failed:
        """Ask what is there of an attachment."""

    def put_chunk(self, attachment_id: RecordId, n: int, data: bytes, token: str) -> Refused | Failed | None:
        """Bring a chunk."""

    def finish(self, attachment_id: RecordId, token: str) -> Upload | Refused | Failed:
        """Have the whole compared with its hash."""

    def fetch(self, attachment_id: RecordId, start: int, token: str) -> Iterator[bytes] | Refused | Failed:
        """Fetch a file from its byte `start`; the pieces end early where the line breaks."""

    def close(self) -> None:
        """Break off whatever is under way, from any thread."""


class File(NamedTuple):
    """What is brought or fetched."""

    attachment_id: RecordId
    sha256: str
    size_bytes: int


class Result(StrEnum):
    """How an attempt ended."""

    DONE = "done"
    LATER = "later"
    """Nothing is lost: the next attempt goes on."""
    REFUSED = "refused"
    """It will not do, however often it is tried: `code` says why."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of an attempt.

    Attributes:
        code: Of a refusal: `file_too_large`, `file_damaged`, `forbidden`, `gone`, `not_ready`.
        moved: Whether something got through: then the line is worth another try at once.
        wait_s: How long to leave the server alone, at least.
    """

    result: Result
    code: str = ""
    detail: Mapping[str, Any] = field(default_factory=dict)
    moved: bool = False
    wait_s: float = 0.0


Progress = Callable[[int], None]
"""Told how many bytes of the file have arrived."""


class Attempt:
    """Sends or fetches one file with one token. `stopped` is asked between the steps."""

    def __init__(
        self, shelf: Shelf, transport: BlobTransport, token: str, stopped: Callable[[], bool], progress: Progress
    ) -> None:
        self._shelf = shelf
        self._transport = transport
        self._token = token
        self._stopped = stopped
        self._progress = progress
        self._moved = False

    def send(self, file: File) -> Outcome:
        """Bring what the server has not got."""
        try:
            return self._send(file)
        except (FileDamaged, FileGone):
            return Outcome(Result.REFUSED, DAMAGED)

    def _send(self, file: File) -> Outcome:
        upload = self._transport.upload_of(file.attachment_id, self._token)
        if not isinstance(upload, Upload):
            return self._no(upload)
        if upload.state is BlobState.READY:
            return Outcome(Result.DONE)
        there = set(upload.chunks)
        for n in range(chunk_count(file.size_bytes, upload.chunk_bytes)):
            if n not in there:
                start = n * upload.chunk_bytes
                data = b"".join(self._shelf.read(file.sha256, start, start + upload.chunk_bytes))
                if self._stopped():
                    return self._later()
                no = self._transport.put_chunk(file.attachment_id, n, data, self._token)
                if no is not None:
                    return self._no(no)
                there.add(n)
                self._moved = True
            self._progress(min(len(there) * upload.chunk_bytes, file.size_bytes))
        return self._finish(file)

    def _finish(self, file: File) -> Outcome:
        answer = self._transport.finish(file.attachment_id, self._token)
        if isinstance(answer, Upload):
            # Still comparing: the next attempt finds every chunk there and asks again.
            return Outcome(Result.DONE) if answer.state is BlobState.READY else self._later(1.0)
        if isinstance(answer, Refused) and answer.refusal.code == RefusalCode.HASH_MISMATCH:
            # It was read without an error, piece by piece: only the whole can tell whether this end is to blame.
            digest = hashlib.sha256()
            for piece in self._shelf.read(file.sha256):
                digest.update(piece)
            if digest.hexdigest() != file.sha256:
                return Outcome(Result.REFUSED, DAMAGED)
            return Outcome(Result.LATER)
        return self._no(answer)

    def fetch(self, file: File) -> Outcome:
        """Fetch what is not here."""
        if self._shelf.holds(file.sha256):
            return Outcome(Result.DONE)
        with self._shelf.arriving(file.sha256) as writer:
            if writer.written_bytes < file.size_bytes:
                pieces = self._transport.fetch(file.attachment_id, writer.written_bytes, self._token)
                if isinstance(pieces, Refused | Failed):
                    return self._no(pieces)
                for piece in pieces:
                    writer.write(piece)
                    self._moved = True
                    self._progress(min(writer.written_bytes, file.size_bytes))
                    if self._stopped():
                        return self._later()
            if writer.written_bytes < file.size_bytes:
                return self._later()
            writer.finish()
        try:
            self._shelf.take_in(file.sha256)
        except FileDamaged:
            return Outcome(Result.LATER)
        return Outcome(Result.DONE)

    def _later(self, wait_s: float = 0.0) -> Outcome:
        return Outcome(Result.LATER, moved=self._moved, wait_s=wait_s)

    def _no(self, answer: Refused | Failed) -> Outcome:
        """Return what an answer means that is not the one hoped for."""
        if isinstance(answer, Failed):
            return self._later()
        match answer.refusal.code:
            case RefusalCode.TOO_LARGE if answer.refusal.limit_bytes:
                detail = {"limit_bytes": answer.refusal.limit_bytes}
                return Outcome(Result.REFUSED, "file_too_large", detail)
            case RefusalCode.NOT_FOUND:
                return Outcome(Result.REFUSED, "gone")
            case RefusalCode.FORBIDDEN:
                return Outcome(Result.REFUSED, "forbidden")
            case _:
                return Outcome(Result.LATER, str(answer.refusal.code), moved=self._moved, wait_s=answer.retry_after_s)
