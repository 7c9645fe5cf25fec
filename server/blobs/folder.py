"""Files in a local folder: `<space>/content/<first two>/<sha256>` and `<space>/uploads/<attachment>/<n>`."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from domain.ids import RecordId, SpaceId
from server.blobs.errors import FileMissing, folder_errors
from server.blobs.store import PIECE_BYTES, ContentKey, UploadKey


class FolderStore:
    """`FileStore` over a folder, which is made with the first file."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put_chunk(self, upload: UploadKey, n: int, data: bytes) -> None:
        """Keep a chunk, in place of one of that number."""
        with folder_errors():
            _write(self._upload(upload) / str(n), [data])

    def chunks(self, upload: UploadKey) -> dict[int, int]:
        """Return number to size of the chunks that are there."""
        with folder_errors():
            try:
                found = list(os.scandir(self._upload(upload)))
            except FileNotFoundError:
                return {}
            return {int(entry.name): entry.stat().st_size for entry in found if entry.name.isdecimal()}

    def read_upload(self, upload: UploadKey) -> Iterator[bytes]:
        """Yield the chunks' bytes, in the order of their numbers."""
        for n in sorted(self.chunks(upload)):
            yield from _pieces(self._upload(upload) / str(n))

    def keep(self, upload: UploadKey, content: ContentKey) -> None:
        """Make the chunks that are there the content; the upload stays."""
        with folder_errors():
            _write(self._content(content), self.read_upload(upload))

    def drop_upload(self, upload: UploadKey) -> None:
        """Give the chunks up; harmless if there are none."""
        with folder_errors():
            if self._upload(upload).exists():
                shutil.rmtree(self._upload(upload))

    def stale_uploads(self, before: datetime) -> list[UploadKey]:
        """Return the uploads whose last chunk came before a moment."""
        with folder_errors():
            return [
                UploadKey(SpaceId(place.parent.parent.name), RecordId(place.name))
                for place in self._folder.glob("*/uploads/*")
                if datetime.fromtimestamp(place.stat().st_mtime, UTC) < before
            ]

    def size(self, content: ContentKey) -> int | None:
        """Return how many bytes a content has, None if it is not kept."""
        with folder_errors():
            place = self._content(content)
            return place.stat().st_size if place.exists() else None

    def read(self, content: ContentKey, start: int = 0, end: int | None = None) -> Iterator[bytes]:
        """Yield the bytes from `start` up to `end`, exclusive."""
        if self.size(content) is None:
            raise FileMissing(content.sha256)
        return _pieces(self._content(content), start, end)

    def _upload(self, upload: UploadKey) -> Path:
        return self._folder / upload.space_id / "uploads" / upload.attachment_id

    def _content(self, content: ContentKey) -> Path:
        return self._folder / content.space_id / "content" / content.sha256[:2] / content.sha256


def _write(place: Path, data: Iterable[bytes]) -> None:
    """Write a file whole or not at all, and have it on the disk before it is called by its name."""
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = place.with_name(f".{place.name}.{secrets.token_hex(4)}")
    try:
        with draft.open("xb") as file:
            for piece in data:
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(place)
    finally:
        draft.unlink(missing_ok=True)


def _pieces(place: Path, start: int = 0, end: int | None = None) -> Iterator[bytes]:
    with folder_errors(), place.open("rb") as file:
        file.seek(start)
        left = None if end is None else end - start
        while piece := file.read(PIECE_BYTES if left is None else min(PIECE_BYTES, left)):
            left = None if left is None else left - len(piece)
            yield piece
