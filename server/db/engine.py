"""Engines: SQLite in a folder by default, PostgreSQL by URL."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.pool import QueuePool, StaticPool

DATABASE_FILE = "mostrador.sqlite"
PAGE_CACHE_KIB = 64 * 1024
FILE_MODE = 0o600
"""Customers' data is for the server's user only, whatever the folder is."""
BUSY_TIMEOUT_MS = 5_000
LOCK_TIMEOUT_MS = 2_000
IDLE_IN_TRANSACTION_MS = 5_000
POOL_SIZE = 8
POOL_OVERFLOW = 24
POOL_TIMEOUT_S = 10.0
WRITES = "mostrador_writes"
"""Execution option of connections whose transaction takes SQLite's write lock at once."""


def database_url(place: str | Path) -> URL:
    """Return the URL that `place` means: a URL as it is, else a folder with a SQLite file in it."""
    if isinstance(place, str) and "://" in place:
        url = make_url(place)
        return url.set(drivername="postgresql+psycopg") if url.get_backend_name() == "postgresql" else url
    return URL.create("sqlite", database=str(Path(place) / DATABASE_FILE))


def open_engine(place: str | Path) -> Engine:
    """Return an engine on `place` (see `database_url`); a folder must exist.

    `sqlite://` is a database in memory with a single connection: for one thread at a time.
    """
    url = database_url(place)
    return _sqlite(url) if url.get_backend_name() == "sqlite" else _postgres(url)


def _sqlite(url: URL) -> Engine:
    if url.database in {None, "", ":memory:"}:
        engine = create_engine(url, poolclass=StaticPool, connect_args={"check_same_thread": False})
    else:
        engine = create_engine(
            url,
            poolclass=QueuePool,
            pool_size=POOL_SIZE,
            max_overflow=POOL_OVERFLOW,
            pool_timeout=POOL_TIMEOUT_S,
            connect_args={"check_same_thread": False, "timeout": BUSY_TIMEOUT_MS / 1000},
        )
        event.listen(engine, "do_connect", _make_private)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _make_private(_dialect: Any, _record: Any, place: list[Any], _given: dict[str, Any]) -> None:
    """Make the file, if it is not there, for its owner only; SQLite gives what it lays beside it the same mode."""
    # What is wrong with the place SQLite says better. A file that is there is not opened: closing it would end the
    # locks that other connections of this process hold on it.
    with contextlib.suppress(OSError):
        os.close(os.open(place[0], os.O_CREAT | os.O_EXCL | os.O_RDWR, FILE_MODE))


def _prepare_sqlite(connection: Any, record: object) -> None:
    """Leave transactions to us (the driver would begin late and deferred), and set what is per connection."""
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode = WAL")
    # An answered push is never lost, not even to a power cut.
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.execute(f"PRAGMA cache_size = -{PAGE_CACHE_KIB}")
    cursor.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute("PRAGMA temp_store = MEMORY")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    """A reader that turns writer fails at once, whatever the timeout: writers say so from the start."""
    writes = connection.get_execution_options().get(WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _postgres(url: URL) -> Engine:
    settings = {
        "lock_timeout": LOCK_TIMEOUT_MS,
        "idle_in_transaction_session_timeout": IDLE_IN_TRANSACTION_MS,
        "timezone": "UTC",
    }
    return create_engine(
        url,
        poolclass=QueuePool,
        pool_size=POOL_SIZE,
        max_overflow=POOL_OVERFLOW,
        pool_timeout=POOL_TIMEOUT_S,
        pool_pre_ping=True,
        connect_args={"options": " ".join(f"-c {name}={value}" for name, value in settings.items())},
    )
