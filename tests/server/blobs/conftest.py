"""Both stores, for the same tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from server.blobs.folder import FolderStore
from server.blobs.store import FileStore
from tests.support.object_store import bucket, object_store

__all__ = ["bucket", "object_store"]


@pytest.fixture(params=["folder", "s3"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> FileStore:
    """An empty store."""
    if request.param == "folder":
        return FolderStore(tmp_path / "files")
    from server.blobs.s3 import S3Store

    return S3Store(request.getfixturevalue("bucket"), request.getfixturevalue("object_store"))
