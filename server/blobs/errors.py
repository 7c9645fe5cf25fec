"""Errors of the files' store.

StorageError (server.db.errors)
├── StorageFull         the disk is full
└── FilesUnavailable    the folder or the object store does not do what it is asked
"""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from server.db.errors import StorageError, StorageFull

FULL = frozenset({errno.ENOSPC, errno.EDQUOT})


class FilesUnavailable(StorageError):
    """The files' folder or object store cannot be read or written."""

    title = "The files of messages cannot be reached"
    message = "Look at the server's log, and at the folder or the object store that keeps them."


class FileMissing(FilesUnavailable):
    """A content that the database names is not in the store, or not whole."""

    title = "A file is missing from the server's store"
    message = "Restore the store's copy, or the file; `mostrador-server check` lists what is missing."


@contextmanager
def folder_errors() -> Iterator[None]:
    """Turn what the system says of the folder into ours."""
    try:
        yield
    except FileNotFoundError as error:
        raise FileMissing(str(error)) from error
    except OSError as error:
        raise (StorageFull() if error.errno in FULL else FilesUnavailable(str(error))) from error
