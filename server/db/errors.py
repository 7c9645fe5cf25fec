"""Errors of the storage.

StorageError
├── StorageBusy         a lock was not to be had in time, or the database went away: try again
├── StorageFull         the disk is full
├── SpaceUnknown        no such space
└── TransactionTooLarge more rows than one page may hold: split the job
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout


class StorageError(Exception):
    """Base of the errors of the storage; `title` and `message` say what happened and what to do."""

    title = "The database failed"
    message = "Look at the server's log."

    def __init__(self, detail: str = "") -> None:
        super().__init__(f"{self.title}. {self.message} {detail}".strip())


class StorageBusy(StorageError):
    """A lock was not to be had in time, or the database cannot be reached."""

    title = "The database is busy"
    message = "Try again in a moment."


class StorageFull(StorageError):
    """There is no room left for a write; nothing of the transaction was kept."""

    title = "The disk of the server is full"
    message = "Make room on it; clients keep their work and send it again."


class SpaceUnknown(StorageError):
    """The space has no head row."""

    title = "There is no such space"
    message = "Create it with `mostrador-server init`."


class TransactionTooLarge(StorageError):
    """A transaction stamps more rows than a page may hold."""

    title = "The transaction is too large"
    message = "Split the job into several transactions."


BUSY_STATES = frozenset({"40001", "40P01", "55P03", "57P01", "57P02", "57P03", "25P03", "53300"})
"""PostgreSQL: serialization failure, deadlock, lock timeout, shutting down, idle in transaction, too many clients."""
FULL_STATES = frozenset({"53100", "53200"})


def translated(error: DBAPIError) -> StorageError | None:
    """Return what `error` means to callers; None if it is a bug of ours (a constraint, a statement)."""
    original = error.orig
    if isinstance(original, sqlite3.Error):
        code = getattr(original, "sqlite_errorcode", 0) & 0xFF
        if code in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
            return StorageBusy()
        return StorageFull() if code in {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR} else None
    state = getattr(original, "sqlstate", None)
    if state in FULL_STATES:
        return StorageFull()
    if state in BUSY_STATES or error.connection_invalidated or (state is None and _is_connection_loss(original)):
        return StorageBusy()
    return StorageBusy() if state is not None and state.startswith("08") else None


@contextmanager
def storage_errors() -> Iterator[None]:
    """Turn the database's own errors into ours; what has no translation is a bug and passes as it is."""
    try:
        yield
    except PoolTimeout as error:
        raise StorageBusy() from error
    except DBAPIError as error:
        known = translated(error)
        if known is None:
            raise
        raise known from error


def _is_connection_loss(original: BaseException | None) -> bool:
    return type(original).__name__ == "OperationalError"
