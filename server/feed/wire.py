"""Rows straight from the tables into lines of a page, without making records of them.

The stored form is the wire's form: what SQLite keeps is handed on as it is, PostgreSQL is asked for the same text.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
from sqlalchemy import (
    BigInteger,
    Boolean,
    ColumnElement,
    Connection,
    Integer,
    Select,
    Text,
    bindparam,
    cast,
    func,
    select,
    type_coerce,
)

from domain.ids import RecordId, Scope, SpaceId
from domain.records import BY_KIND
from server.db.tables import RECORDS
from sync.protocol.pull import Checked, Delete, Fill, Frame, Out, Put, Rows, Sums
from sync.protocol.tables import JsonText, UtcDateTime

POSTGRES_TIME = 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'
_encode = msgspec.json.Encoder().encode


@dataclass(frozen=True)
class WireColumns:
    """How a kind's rows are read.

    Attributes:
        names: Its fields, in the order of `expressions`.
        json: Places of the fields that hold JSON text.
        flags: Places of the fields that are true or false.
    """

    names: tuple[str, ...]
    expressions: tuple[ColumnElement[Any], ...]
    json: tuple[int, ...]
    flags: tuple[int, ...]

    def fields(self, values: Sequence[Any]) -> dict[str, Any]:
        """Return the record in stored form, from one row's values."""
        data = dict(zip(self.names, values, strict=False))
        for place in self.json:
            if values[place] is not None:
                data[self.names[place]] = msgspec.Raw(values[place].encode())
        for place in self.flags:
            data[self.names[place]] = bool(values[place])
        return data


@functools.cache
def wire_columns(kind: str, dialect: str) -> WireColumns:
    """Return how rows of `kind` are read, without any conversion by the type decorators."""
    table = RECORDS[kind]
    names = BY_KIND[kind].__struct_fields__
    columns = [table.c[name] for name in names]
    return WireColumns(
        names=names,
        expressions=tuple(_raw(column, dialect).label(column.name) for column in columns),
        json=tuple(i for i, column in enumerate(columns) if isinstance(column.type, JsonText)),
        flags=tuple(i for i, column in enumerate(columns) if isinstance(column.type, Boolean)),
    )


def _raw(column: ColumnElement[Any], dialect: str) -> ColumnElement[Any]:
    if dialect == "postgresql":
        if isinstance(column.type, UtcDateTime):
            return func.to_char(func.timezone("UTC", column), POSTGRES_TIME)
        return cast(column, Text) if isinstance(column.type, JsonText) else column
    number = isinstance(column.type, Boolean | BigInteger | Integer)
    return type_coerce(column, Integer() if number else Text())


@functools.cache
def _by_ids(kind: str, dialect: str) -> Select[Any]:
    table = RECORDS[kind]
    return select(*wire_columns(kind, dialect).expressions).where(
        table.c.space_id == bindparam("space"), table.c.id.in_(bindparam("ids", expanding=True))
    )


def stored_fields(
    connection: Connection, space_id: SpaceId, kind: str, ids: Sequence[RecordId]
) -> dict[RecordId, dict[str, Any]]:
    """Return the records in stored form, by id."""
    dialect = connection.dialect.name
    columns = wire_columns(kind, dialect)
    rows = connection.execute(_by_ids(kind, dialect), {"space": space_id, "ids": list(ids)}).all()
    place = columns.names.index("id")
    return {row[place]: columns.fields(row) for row in rows}


class PageLines:
    """The lines of a page under the making, with their number and size.

    Children stand after all other rows, whatever the order they were added in: a reader drops a child whose parent
    it does not hold.
    """

    def __init__(self) -> None:
        self._rows: list[bytes] = []
        self._children: list[bytes] = []
        self._fills: list[bytes] = []
        self._answers: list[bytes] = []
        self.fills_named: set[str] = set()
        """Targets whose state the page tells."""
        self.size_bytes = 0

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return len(self._rows) + len(self._children)

    def put(
        self, kind: str, record_id: RecordId, rev: int, fields: dict[str, Any], scopes: Iterable[Scope] = ()
    ) -> None:
        """Add a record as it is."""
        self._add(kind, Put(e=kind, id=record_id, rev=rev, s=tuple(scopes), d=fields))

    def out(self, kind: str, record_id: RecordId, rev: int) -> None:
        """Add that a record left the user's sight."""
        self._add(kind, Out(e=kind, id=record_id, rev=rev))

    def delete(self, kind: str, record_id: RecordId, rev: int) -> None:
        """Add that a record was deleted."""
        self._add(kind, Delete(e=kind, id=record_id, rev=rev))

    def fill(self, target: str, position: str = "", *, done: bool = False, after: str | None = None) -> None:
        """Add the state of a fill; `after` is where the request said that it stood, if one asked for it."""
        self.fills_named.add(target)
        self._append(self._fills, Fill(target=target, position=position, done=done, after=after))

    def answer(self, frame: Sums | Rows | Checked) -> None:
        """Add a part of the answer to a check."""
        self._append(self._answers, frame)

    def body(self) -> bytes:
        """Return the lines, each with its line end."""
        return b"\n".join([*self._rows, *self._children, *self._fills, *self._answers, b""])

    def _add(self, kind: str, row: Put | Out | Delete) -> None:
        self._append(self._rows if BY_KIND[kind].PARENT is None else self._children, row)

    def _append(self, lines: list[bytes], frame: Frame) -> None:
        line = _encode(frame)
        lines.append(line)
        self.size_bytes += len(line) + 1
