"""Which store a server's settings mean."""

from __future__ import annotations

from server.blobs.folder import FolderStore
from server.blobs.store import FileStore
from server.settings import Settings


def open_store(settings: Settings) -> FileStore:
    """Return the store of the server's files: its folder, or the bucket that `files_url` names."""
    if not settings.files_url:
        return FolderStore(settings.data_path / "files")
    # Imported where it is used: only large installations have one.
    from server.blobs.s3 import S3Store

    return S3Store(settings.files_url, settings.files_endpoint)
