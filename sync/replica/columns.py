"""How a record lies in its table: the statements and conversions of the hot path, from `domain.records` alone.

The tables themselves are declared with SQLAlchemy in `schema`, which is imported only to create or migrate a file:
its import costs more than opening the cache (a test proves that both agree).
"""

from __future__ import annotations

import functools
import types
import typing
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar

import msgspec

from domain.ids import RecordId
from domain.records import BY_KIND, RECORD_TYPES, Record, from_wire, to_wire

_json = msgspec.json.Encoder()
GAP = -0.5
"""Stands for None where very many rows are bound: the driver looks for an adapter of each None. No column holds it."""


def _plain_type(field_type: Any) -> Any:
    """Return the type without `| None`, its origin if generic."""
    if typing.get_origin(field_type) in {typing.Union, types.UnionType}:
        field_type = next(o for o in typing.get_args(field_type) if o is not types.NoneType)
    return typing.get_origin(field_type) or field_type


class RecordColumns:
    """The columns of one kind.

    Attributes:
        names: The record's fields, in declared order; `rev` and `extra` follow them in every row.
        json_names: Those of them that hold lists and objects, as text.
        flag_names: Those that are true or false.
        parent: For a child: the field that names its parent, and the parent's kind.
    """

    REV: ClassVar[int] = -2
    """Where `rev` stands in a row."""

    def __init__(self, record_type: type[Record]) -> None:
        self.record_type = record_type
        self.kind = record_type.KIND
        self.parent = record_type.PARENT
        fields = {field.name: _plain_type(field.type) for field in msgspec.structs.fields(record_type)}
        self.names = tuple(fields)
        self._known = frozenset(self.names)
        self._json = tuple(i for i, kind in enumerate(fields.values()) if kind in {tuple, dict})
        self._bools = tuple(i for i, kind in enumerate(fields.values()) if kind is bool)
        self.json_names = tuple(self.names[i] for i in self._json)
        self.flag_names = tuple(self.names[i] for i in self._bools)
        self.table = f'"{self.kind}"'
        self._every = (*self.names, "rev", "extra")
        every = [f'"{name}"' for name in self._every]
        self._id = self.names.index("id")
        self.select = f"SELECT {', '.join(every)} FROM {self.table} WHERE id = ?"  # noqa: S608 - names of ours
        self.select_some = f"{self.select.removesuffix('= ?')}IN (SELECT value FROM json_each(?))"  # noqa: S608 - names of ours
        insert = f"INSERT INTO {self.table} ({', '.join(every)}) VALUES ({', '.join('?' * len(every))})"  # noqa: S608 - names of ours
        self.insert = insert
        self.upsert = f"{insert} ON CONFLICT (id) DO UPDATE SET {_excluded(every)}"
        self.upsert_fields = f"{insert} ON CONFLICT (id) DO UPDATE SET {_excluded(every[:-2])}"
        self.delete = f"DELETE FROM {self.table} WHERE id = ?"  # noqa: S608 - names of ours

    @functools.cache  # noqa: B019 - one object a kind, which lives as long as the program
    def insert_new(self, names: tuple[str, ...], gaps: frozenset[str]) -> str:
        """Return the statement that adds rows which are not there yet.

        Args:
            names: The columns that have a value.
            gaps: Those of them in which `GAP` stands for none.
        """
        marks = (f"nullif(?, {GAP})" if name in gaps else "?" for name in names)
        every = ", ".join(f'"{name}"' for name in names)
        return f"INSERT INTO {self.table} ({every}) VALUES ({', '.join(marks)}) ON CONFLICT (id) DO NOTHING"  # noqa: S608 - names of ours

    @functools.cache  # noqa: B019 - as above
    def _update(self, places: tuple[int, ...]) -> str:
        values = ", ".join(f'"{self._every[place]}" = ?' for place in places)
        return f"UPDATE {self.table} SET {values} WHERE id = ?"  # noqa: S608 - names of ours

    def held(self, connection: Any, ids: str) -> dict[RecordId, Sequence[Any]]:
        """Return id to row, as `select` has it, of those of `ids` (a JSON list) that are there."""
        return {row[self._id]: row for row in connection.execute(self.select_some, (ids,)).fetchall()}

    def write(self, connection: Any, rows: Iterable[Sequence[Any]], held: Mapping[RecordId, Sequence[Any]]) -> None:
        """Write rows; of one that is `held` only what differs: each index over a column that is named is written anew.

        Args:
            connection: The cache's, in a transaction.
            rows: As `row` returns them.
            held: What is there now, by id.
        """
        news: list[Sequence[Any]] = []
        updates: dict[tuple[int, ...], list[list[Any]]] = {}
        for row in rows:
            before = held.get(row[self._id])
            if before is None:
                news.append(row)
                continue
            places = tuple(place for place, value in enumerate(row) if value != before[place])
            updates.setdefault(places, []).append([*(row[place] for place in places), row[self._id]])
        connection.executemany(self.upsert, news)
        for places, values in updates.items():
            if places:
                connection.executemany(self._update(places), values)

    def row(self, data: dict[str, Any], rev: int) -> list[Any]:
        """Return the row of a record in stored form; fields this build does not know go to `extra`.

        Raises:
            msgspec.ValidationError: It is not a record of this kind.
        """
        record = from_wire(self.record_type, data)
        known = len(data) == len(self.names) and all(map(data.__contains__, self.names))
        extra = None if known else {name: value for name, value in data.items() if name not in self._known}
        values = self._values(data if known else to_wire(record) | data)
        values += rev, _json.encode(extra).decode() if extra else None
        return values

    def row_of(self, record: Record) -> list[Any]:
        """Return the row of a record made here, for `upsert_fields`."""
        return [*self._values(to_wire(record)), 0, None]

    def _values(self, data: dict[str, Any]) -> list[Any]:
        values: list[Any] = [data[name] for name in self.names]
        for index in self._json:
            if values[index] is not None:
                values[index] = _json.encode(values[index]).decode()
        return values

    def data(self, row: Sequence[Any]) -> tuple[dict[str, Any], int]:
        """Return the stored form of the record in a row of `select` (unknown fields included) and its `rev`."""
        values = list(row[: len(self.names)])
        for index in self._json:
            if values[index] is not None:
                values[index] = msgspec.json.decode(values[index])
        for index in self._bools:
            if values[index] is not None:
                values[index] = bool(values[index])
        data = dict(zip(self.names, values, strict=True))
        if row[-1]:
            data |= msgspec.json.decode(row[-1])
        return data, row[self.REV]


def _excluded(names: Iterable[str]) -> str:
    return ", ".join(f"{name} = excluded.{name}" for name in names if name != '"id"')


COLUMNS: dict[str, RecordColumns] = {record_type.KIND: RecordColumns(record_type) for record_type in RECORD_TYPES}
"""Kind to its columns, parents before their children."""

CHILDREN: dict[str, tuple[RecordColumns, ...]] = {
    kind: tuple(c for c in COLUMNS.values() if c.parent and c.parent[1] == kind) for kind in BY_KIND
}
"""Kind to the kinds whose parent it is."""


def parent_of(record: Record) -> tuple[str, RecordId] | None:
    """Return (kind, id) of the record's parent, if it is a child."""
    if record.PARENT is None:
        return None
    field, kind = record.PARENT
    return kind, getattr(record, field)
