"""The port to where the bytes lie: a local folder by default, an S3-compatible store at scale.

A content is kept once per space under its SHA-256, whoever brought it. Uploads lie apart, chunk by chunk, under the
attachment they are for. Every call may be repeated, and is safe beside others: what is kept never changes.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple, Protocol

from domain.ids import RecordId, SpaceId

PIECE_BYTES = 256 * 1024
"""How much is handed out at once."""


class UploadKey(NamedTuple):
    """Where the chunks of one attachment are collected."""

    space_id: SpaceId
    attachment_id: RecordId


class ContentKey(NamedTuple):
    """Where a content is kept."""

    space_id: SpaceId
    sha256: str


class FileStore(Protocol):
    """Keeps bytes. Every call may raise a `StorageError`."""

    def put_chunk(self, upload: UploadKey, n: int, data: bytes) -> None:
        """Keep a chunk, in place of one of that number."""

    def chunks(self, upload: UploadKey) -> dict[int, int]:
        """Return number to size of the chunks that are there."""

    def read_upload(self, upload: UploadKey) -> Iterator[bytes]:
        """Yield the chunks' bytes, in the order of their numbers."""

    def keep(self, upload: UploadKey, content: ContentKey) -> None:
        """Make the chunks that are there the content; the upload stays."""

    def drop_upload(self, upload: UploadKey) -> None:
        """Give the chunks up; harmless if there are none."""

    def stale_uploads(self, before: datetime) -> list[UploadKey]:
        """Return the uploads whose last chunk came before a moment."""

    def size(self, content: ContentKey) -> int | None:
        """Return how many bytes a content has, None if it is not kept."""

    def read(self, content: ContentKey, start: int = 0, end: int | None = None) -> Iterator[bytes]:
        """Yield the bytes from `start` up to `end`, exclusive; raises FileMissing if it is not kept."""
