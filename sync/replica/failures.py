"""The one edge where SQLite's errors become ours."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from sqlcipher3 import dbapi2

from sync.errors import CacheBusy, CacheDamaged, CacheUnwritable, DiskFull, ReplicaError

# Primary result codes, https://sqlite.org/rescode.html
BY_CODE: dict[int, type[ReplicaError]] = {
    5: CacheBusy,  # SQLITE_BUSY
    6: CacheBusy,  # SQLITE_LOCKED
    8: CacheUnwritable,  # SQLITE_READONLY
    10: CacheUnwritable,  # SQLITE_IOERR
    11: CacheDamaged,  # SQLITE_CORRUPT
    13: DiskFull,  # SQLITE_FULL
    14: CacheUnwritable,  # SQLITE_CANTOPEN
    23: CacheUnwritable,  # SQLITE_AUTH
    26: CacheDamaged,  # SQLITE_NOTADB
}


@contextlib.contextmanager
def known_failures() -> Iterator[None]:
    """Turn what SQLite says of disk, lock and damage into known errors; a wrong statement of ours stays what it is."""
    try:
        yield
    except dbapi2.Error as error:
        code = getattr(error, "sqlite_errorcode", None)
        known = BY_CODE.get(code & 0xFF) if code is not None else None
        if known is None:
            raise
        raise known(str(error)) from error
