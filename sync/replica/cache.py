"""The open file of a replica: transactions, its few single values, and records by id."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Protocol, Self

from domain.ids import RecordId
from domain.records import R, from_wire
from sync.replica.columns import COLUMNS
from sync.replica.connection import open_writer
from sync.replica.crash_points import CrashPoint, Reach, pass_by
from sync.replica.failures import known_failures


class Follower(Protocol):
    """Keeps something in step with what is stored."""

    def before_commit(self) -> None:
        """Write what follows from what this transaction has written."""

    def rolled_back(self) -> None:
        """Forget what was known of a transaction: nothing of it is stored."""


class Cache:
    """The writing side of one cache. Any thread may use it, one at a time; all writes happen inside `transaction`.

    Attributes:
        in_group: Whether groups have written what is not stored yet.
        version: Another one after whatever may have changed what is stored: what was read under it holds until then.
        follower: What follows from what a transaction has written becomes true with it.
    """

    def __init__(self, connection: Any, reach: Reach = pass_by) -> None:
        self.connection = connection
        self.reach = reach
        self._durable: bool | None = None
        self.in_group = False
        self.follower: Follower | None = None
        self.version = 0
        self._meta: dict[str, str] | None = None
        """The single values, once one was asked for: nobody else writes to this file."""

    @classmethod
    def open(cls, path: Path, key: bytes, reach: Reach = pass_by) -> Self:
        """Open or create the cache at `path`; raises what `open_writer` raises."""
        return cls(open_writer(path, key), reach)

    def close(self) -> None:
        """Close the file; a process that ends without does no harm."""
        self.settle()
        with known_failures():
            self.connection.close()

    @contextlib.contextmanager
    def transaction(self, *, durable: bool) -> Iterator[None]:
        """Run the body as one transaction: all of it is stored, or nothing.

        Args:
            durable: Whether it must survive a power cut from here on (a user's own change); what the server can send
                again need not.

        Raises:
            DiskFull, CacheBusy, CacheDamaged, CacheUnwritable: Nothing was changed.
        """
        self.settle()
        with known_failures():
            self._begin(durable=durable)
            with self._rolled_back_on_errors():
                yield
                self._commit()
            self.reach(CrashPoint.AFTER_COMMIT)

    @contextlib.contextmanager
    def group(self, *, stored: bool) -> Iterator[None]:
        """Run the body as a part of a transaction that takes in further groups, unless all of it is to be `stored` now.

        Whatever else is written stores it first. None of it need survive a power cut.

        Raises:
            DiskFull, CacheBusy, CacheDamaged, CacheUnwritable: The whole transaction has changed nothing.
        """
        with known_failures():
            if not self.in_group:
                self._begin(durable=False)
                self.in_group = True
            with self._rolled_back_on_errors():
                yield
        if stored:
            self.settle()

    def settle(self) -> None:
        """Store what groups have written so far; the same errors as `group`."""
        if self.in_group:
            with known_failures():
                with self._rolled_back_on_errors():
                    self._commit()
                self.reach(CrashPoint.AFTER_COMMIT)

    def _begin(self, *, durable: bool) -> None:
        if durable is not self._durable:
            self.connection.execute(f"PRAGMA synchronous = {'FULL' if durable else 'NORMAL'}")
            self._durable = durable
        self.connection.execute("BEGIN IMMEDIATE")

    def _commit(self) -> None:
        if self.follower is not None:
            self.follower.before_commit()
        self.reach(CrashPoint.BEFORE_COMMIT)
        self.connection.execute("COMMIT")
        self.in_group = False

    @contextlib.contextmanager
    def _rolled_back_on_errors(self) -> Iterator[None]:
        try:
            yield
        except BaseException:
            self.in_group = False
            self._meta = None
            if self.follower is not None:
                self.follower.rolled_back()
            # A full disk has rolled back by itself already.
            if self.connection.in_transaction:
                self.connection.execute("ROLLBACK")
            raise
        finally:
            self.version += 1

    def execute(self, sql: str, values: Iterable[Any] = ()) -> Any:
        """Run one statement and return its cursor."""
        return self.connection.execute(sql, tuple(values))

    def all(self, sql: str, values: Iterable[Any] = ()) -> list[Any]:
        """Return all rows of a query."""
        with known_failures():
            return list(self.connection.execute(sql, tuple(values)).fetchall())

    def value(self, sql: str, values: Iterable[Any] = ()) -> Any:
        """Return the first column of the first row, or None."""
        with known_failures():
            row = self.connection.execute(sql, tuple(values)).fetchone()
        return row[0] if row else None

    def meta(self, key: str, default: str = "") -> str:
        """Return a single value."""
        if self._meta is None:
            self._meta = {str(name): str(value) for name, value in self.all("SELECT key, value FROM meta")}
        return self._meta.get(key, default)

    def set_meta(self, **values: str | int) -> None:
        """Keep single values; inside a transaction."""
        texts = {key: str(value) for key, value in values.items()}
        self.connection.executemany(
            "INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            texts.items(),
        )
        if self._meta is not None:
            self._meta |= texts

    def record(self, record_type: type[R], record_id: RecordId) -> R | None:
        """Return the record as it is seen here: the server's word with what is pending on top."""
        columns = COLUMNS[record_type.KIND]
        row = self.connection.execute(columns.select, (record_id,)).fetchone()
        return None if row is None else from_wire(record_type, columns.data(row)[0])

    def every(self, record_type: type[R], where: str = "1", values: Iterable[Any] = ()) -> list[R]:
        """Return the records of a kind that fulfil a condition of ours, by id."""
        columns = COLUMNS[record_type.KIND]
        sql = f"{columns.select.removesuffix(' WHERE id = ?')} WHERE {where} ORDER BY id"
        return [from_wire(record_type, columns.data(row)[0]) for row in self.all(sql, values)]


def listed(ids: Iterable[Any]) -> str:
    """Return ids as the JSON list for `IN (SELECT value FROM json_each(?))`."""
    return json.dumps(list(ids))
