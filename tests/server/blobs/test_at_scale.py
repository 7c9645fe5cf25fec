"""Files where there are several processes: PostgreSQL and an object store, two servers, one file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from domain.words import AttachmentState
from server.app import create_app
from server.blobs.opening import open_store
from server.blobs.s3 import S3Store
from server.settings import Settings
from sync.protocol.blobs import CHUNK_BYTES
from tests.server.blobs.test_routes import FILE, announce, bring, fetch, put, state, upload
from tests.support.server import Served, running
from tests.support.server import served as run_served


@pytest.fixture
def served(postgres_database: str, bucket: str, object_store: str, tmp_path: Path) -> Iterator[Served]:
    """A server over PostgreSQL with its files in a bucket."""
    with run_served(tmp_path, postgres_database, files_url=bucket, files_endpoint=object_store) as one:
        yield one


def test_one_process_takes_the_first_chunk_and_another_the_rest(
    served: Served, postgres_database: str, bucket: str, object_store: str, tmp_path: Path
) -> None:
    settings = Settings(
        data_path=tmp_path, database_url=postgres_database, files_url=bucket, files_endpoint=object_store
    )
    assert isinstance(open_store(settings), S3Store)
    file = announce(served)
    assert put(served, file, 0, FILE[:CHUNK_BYTES]) == ""
    with running(create_app(settings, authenticate=served.people)) as second:
        other = Served(second.address(), served.app, second, served.world, served.people, tmp_path)
        assert upload(other, file).chunks == (0,)
        bring(other, file)
        assert fetch(other, file.id, "ana").content == FILE
    assert state(served, file) == (AttachmentState.READY, "")
    part = fetch(served, file.id, "simon", range=f"bytes={CHUNK_BYTES - 3}-{CHUNK_BYTES + 2}")
    assert part.content == FILE[CHUNK_BYTES - 3 : CHUNK_BYTES + 3]
    assert not (tmp_path / "files").exists()
