"""What has to be read before the ticket it belongs to: laid aside on the disk, so that an export of any size fits.

SQLite's own temporary database: it spills to a file without a name, which is gone with the process, however that ends.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from typing import Any

from sqlalchemy import (
    Column,
    Engine,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    bindparam,
    create_engine,
    exists,
    insert,
    select,
)
from sqlalchemy.pool import StaticPool

from server.imports.rows import Row
from server.imports.source import Place

AT_ONCE = 500

metadata = MetaData()
laid = Table(
    "laid",
    metadata,
    Column("n", Integer, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("parent", Text, nullable=False),
    Column("file", Text, nullable=False),
    Column("number", Integer, nullable=False),
    Column("is_line", Integer, nullable=False),
    Column("data", Text, nullable=False),
    Column("content", LargeBinary),
)
Index("ix_laid_key", laid.c.kind, laid.c.key)
Index("ix_laid_parent", laid.c.kind, laid.c.parent)

OF_PARENT = (
    select(laid).where(laid.c.kind == bindparam("kind"), laid.c.parent == bindparam("parent")).order_by(laid.c.n)
)
LAST_OF_KEY = (
    select(laid)
    .where(laid.c.kind == bindparam("kind"), laid.c.key == bindparam("key"))
    .order_by(laid.c.n.desc())
    .limit(1)
)


class Staging:
    """Rows by kind, key and parent. For one thread."""

    def __init__(self) -> None:
        self._engine: Engine = create_engine(
            "sqlite://", creator=lambda: sqlite3.connect("", check_same_thread=False), poolclass=StaticPool
        )
        metadata.create_all(self._engine)
        self._waiting: list[dict[str, Any]] = []

    def close(self) -> None:
        """Give everything up."""
        self._engine.dispose()

    def put(self, kind: str, row: Row, *, key: str = "", parent: str = "", content: bytes | None = None) -> None:
        """Lay a row aside; one of a key that is there already comes to lie on top of it."""
        self._waiting.append(
            {
                "kind": kind, "key": key, "parent": parent, "file": row.place.file, "number": row.place.number,
                "is_line": row.place.is_line, "data": json.dumps(row.values), "content": content,
            }
        )  # fmt: skip
        if len(self._waiting) >= AT_ONCE:
            self._flush()

    def get(self, kind: str, key: str) -> Row | None:
        """Return the row of that key that came last."""
        self._flush()
        with self._engine.begin() as connection:
            found = connection.execute(LAST_OF_KEY, {"kind": kind, "key": key}).first()
        return None if found is None else _row(found)

    def content(self, kind: str, key: str) -> bytes | None:
        """Return the bytes that were laid aside with a row."""
        self._flush()
        with self._engine.begin() as connection:
            found = connection.execute(LAST_OF_KEY, {"kind": kind, "key": key}).first()
        return None if found is None else found.content

    def has(self, kind: str, key: str) -> bool:
        """Tell whether there is a row of that key."""
        return self.get(kind, key) is not None

    def of(self, kind: str, parent: str) -> list[Row]:
        """Return the rows of a parent, in their order."""
        self._flush()
        with self._engine.begin() as connection:
            return [_row(found) for found in connection.execute(OF_PARENT, {"kind": kind, "parent": parent})]

    def all(self, kind: str) -> Iterator[tuple[str, Row]]:
        """Yield key and row of a kind, each key once, with its last row, in the order of these."""
        self._flush()
        last = 0
        while True:
            newer = laid.alias()
            is_last = ~exists().where(newer.c.kind == kind, newer.c.key == laid.c.key, newer.c.n > laid.c.n)
            page = select(laid).where(laid.c.kind == kind, laid.c.n > last, is_last).order_by(laid.c.n).limit(AT_ONCE)
            with self._engine.begin() as connection:
                rows = connection.execute(page).all()
            if not rows:
                return
            for found in rows:
                yield found.key, _row(found)
            last = rows[-1].n

    def orphans(self, kind: str, parents: str) -> Iterator[tuple[str, Row]]:
        """Yield parent and row of those whose parent, a key of the kind `parents`, is not there."""
        self._flush()
        owner = laid.alias()
        missing = ~exists().where(owner.c.kind == parents, owner.c.key == laid.c.parent)
        last = 0
        while True:
            page = select(laid).where(laid.c.kind == kind, laid.c.n > last, missing).order_by(laid.c.n).limit(AT_ONCE)
            with self._engine.begin() as connection:
                rows = connection.execute(page).all()
            if not rows:
                return
            for found in rows:
                yield found.parent, _row(found)
            last = rows[-1].n

    def _flush(self) -> None:
        if self._waiting:
            with self._engine.begin() as connection:
                connection.execute(insert(laid), self._waiting)
            self._waiting = []


def _row(found: Any) -> Row:
    return Row(Place(found.file, found.number, bool(found.is_line)), json.loads(found.data))
