"""One read-only connection to a profile's cache."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from sync.replica.connection import open_reader
from sync.replica.failures import known_failures


class Reader:
    """Reads the cache on the thread that opened it. Every call is one statement and sees one committed state.

    What the disk does not give back raises a ReplicaError: CacheDamaged, CacheBusy, CacheUnwritable.
    """

    def __init__(self, path: Path, key: bytes) -> None:
        """Open it. Raises what `sync.replica.connection.open_reader` does."""
        self._connection = open_reader(path, key)

    def all(self, sql: str, values: Iterable[Any] = ()) -> list[Any]:
        """Return every row of a query as tuples."""
        with known_failures():
            rows: list[Any] = self._connection.execute(sql, tuple(values)).fetchall()
        return rows

    def first(self, sql: str, values: Iterable[Any] = ()) -> Any:
        """Return the first row of a query, or None."""
        with known_failures():
            return self._connection.execute(sql, tuple(values)).fetchone()

    def value(self, sql: str, values: Iterable[Any] = ()) -> Any:
        """Return the first column of the first row, or None."""
        row = self.first(sql, values)
        return row[0] if row else None

    def interrupt(self) -> None:
        """Make a query that runs on another thread end now."""
        self._connection.interrupt()

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()


def marks(values: Iterable[Any]) -> str:
    """Return as many question marks as there are values, for an `IN (…)`."""
    return ",".join("?" for _ in values)
