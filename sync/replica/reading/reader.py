"""One read-only connection to a profile's cache."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sync.replica.connection import open_reader
from sync.replica.failures import known_failures

GIVE_UP_STEPS = 100_000
"""Of SQLite's machine, between two looks at whether a long query is still wanted: a few milliseconds."""


class Reader:
    """Reads the cache on the thread that opened it. Every call is one statement and sees one committed state.

    What the disk does not give back raises a ReplicaError: CacheDamaged, CacheBusy, CacheUnwritable.
    """

    def __init__(self, path: Path, key: bytes) -> None:
        """Open it. Raises what `sync.replica.connection.open_reader` does."""
        self._connection = open_reader(path, key)
        self._vocabularies: set[str] = set()

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

    def vocabulary(self, full_text: str) -> str:
        """Return the name of a table of the words that a full-text table holds: `term`, folded, in order, each once.

        A word costs as much as it occurs often: all its occurrences are counted.
        """
        return self._vocabulary(full_text, "row")

    def occurrences(self, full_text: str) -> str:
        """Return the name of a table of every occurrence of a word: `term`, folded, in order.

        To go to a word's first occurrence costs the same however often it occurs.
        """
        return self._vocabulary(full_text, "instance")

    def _vocabulary(self, full_text: str, each: str) -> str:
        name = f"{full_text}_vocabulary_{each}"
        if name not in self._vocabularies:
            with self.scratch() as connection:
                connection.execute(f"CREATE VIRTUAL TABLE temp.{name} USING fts5vocab(main, {full_text}, {each})")
            self._vocabularies.add(name)
        return name

    def give_up_when(self, wanted_no_more: Callable[[], bool]) -> None:
        """Ask this every so many steps of a query; once it says yes, the query ends with an error of SQLite's."""
        self._connection.set_progress_handler(lambda: int(wanted_no_more()), GIVE_UP_STEPS)

    @contextmanager
    def scratch(self) -> Iterator[Any]:
        """Hand out the connection to write its own temporary tables: in memory, nothing of it comes to the file."""
        with known_failures():
            self._connection.execute("PRAGMA query_only = OFF")
            try:
                yield self._connection
            finally:
                self._connection.execute("PRAGMA query_only = ON")

    def interrupt(self) -> None:
        """Make a query that runs on another thread end now."""
        self._connection.interrupt()

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()


def marks(values: Iterable[Any]) -> str:
    """Return as many question marks as there are values, for an `IN (…)`."""
    return ",".join("?" for _ in values)
