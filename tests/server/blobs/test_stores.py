"""The stores of files: a folder and an S3-compatible server do the same."""

from __future__ import annotations

import errno
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from domain.ids import RecordId, SpaceId
from server.blobs.errors import FileMissing, FilesUnavailable, folder_errors
from server.blobs.folder import FolderStore
from server.blobs.s3 import S3Store
from server.blobs.store import ContentKey, FileStore, UploadKey
from server.db.errors import StorageFull
from sync.protocol.blobs import CHUNK_BYTES

UPLOAD = UploadKey(SpaceId("space"), RecordId("one"))
CONTENT = ContentKey(SpaceId("space"), "ab" * 32)


def whole(store: FileStore, content: ContentKey = CONTENT, start: int = 0, end: int | None = None) -> bytes:
    return b"".join(store.read(content, start, end))


def test_chunks_in_any_order_become_the_content(store: FileStore) -> None:
    first, second = b"\1" * CHUNK_BYTES, b"the end"
    store.put_chunk(UPLOAD, 1, second)
    store.put_chunk(UPLOAD, 0, b"\2" * CHUNK_BYTES)
    store.put_chunk(UPLOAD, 0, first)
    assert store.chunks(UPLOAD) == {0: CHUNK_BYTES, 1: len(second)}
    assert b"".join(store.read_upload(UPLOAD)) == first + second
    assert store.size(CONTENT) is None

    store.keep(UPLOAD, CONTENT)
    store.keep(UPLOAD, CONTENT)
    store.drop_upload(UPLOAD)
    store.drop_upload(UPLOAD)

    assert store.chunks(UPLOAD) == {}
    assert store.size(CONTENT) == CHUNK_BYTES + len(second)
    assert whole(store) == first + second
    assert whole(store, start=CHUNK_BYTES - 1, end=CHUNK_BYTES + 3) == b"\1the"
    assert whole(store, start=5, end=5) == b""


def test_a_content_of_many_chunks_is_put_together_whole(store: FileStore) -> None:
    chunks = [os.urandom(CHUNK_BYTES) for _ in range(6)] + [b"the end"]
    for n, chunk in reversed(list(enumerate(chunks))):
        store.put_chunk(UPLOAD, n, chunk)
    store.keep(UPLOAD, CONTENT)
    assert whole(store) == b"".join(chunks)


def test_a_content_that_is_not_there_says_so_before_anything_is_read(store: FileStore) -> None:
    with pytest.raises(FileMissing):
        store.read(CONTENT)


def test_spaces_do_not_share_what_they_hold(store: FileStore) -> None:
    store.put_chunk(UPLOAD, 0, b"theirs")
    store.keep(UPLOAD, CONTENT)
    other = SpaceId("other")
    assert store.size(ContentKey(other, CONTENT.sha256)) is None
    assert store.chunks(UploadKey(other, UPLOAD.attachment_id)) == {}


def test_an_upload_is_stale_once_nothing_has_come_for_it(store: FileStore) -> None:
    store.put_chunk(UPLOAD, 0, b"begun")
    now = datetime.now(UTC)
    assert store.stale_uploads(now - timedelta(minutes=1)) == []
    assert store.stale_uploads(now + timedelta(minutes=1)) == [UPLOAD]
    store.drop_upload(UPLOAD)
    assert store.stale_uploads(now + timedelta(minutes=1)) == []


def test_a_write_that_was_cut_off_leaves_nothing_that_looks_whole(tmp_path: Path) -> None:
    store = FolderStore(tmp_path)
    store.put_chunk(UPLOAD, 0, b"begun")

    class Killed(Exception):
        pass

    def torn(_upload: UploadKey) -> object:
        yield b"half"
        raise Killed

    store.read_upload = torn  # type: ignore[method-assign,assignment]
    with pytest.raises(Killed):
        store.keep(UPLOAD, CONTENT)
    assert store.size(CONTENT) is None
    assert [place.name for place in tmp_path.rglob("*") if place.is_file()] == ["0"]


@pytest.mark.parametrize(
    ("code", "known"), [(errno.ENOSPC, StorageFull), (errno.EACCES, FilesUnavailable), (errno.ENOENT, FileMissing)]
)
def test_what_the_system_says_becomes_a_storage_error(code: int, known: type[Exception]) -> None:
    with pytest.raises(known), folder_errors():
        raise OSError(code, os.strerror(code))


def test_an_object_store_that_does_not_answer_is_a_storage_error(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "tests")
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")
    store = S3Store("s3://nobody", "http://127.0.0.1:9")
    with pytest.raises(FilesUnavailable):
        store.chunks(UPLOAD)
