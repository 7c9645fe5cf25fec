"""A segment as it goes into the tables: checked by type in one pass, without making records of it."""

from __future__ import annotations

import functools
import types
import typing
from collections.abc import Iterator, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any, Literal, NamedTuple

import msgspec

from domain.records import BY_KIND
from sync.protocol.errors import MalformedMessage
from sync.protocol.segments import Rows, SegmentHead, segment_lines
from sync.replica.columns import COLUMNS

TIME_LENGTH = 27
"""Of `domain.records.time_text`."""


class Table(NamedTuple):
    """Records of one kind, column by column.

    Attributes:
        exact: Whether the columns are those of this build's table, with values of its types; `rev` is the last.
    """

    kind: str
    names: tuple[str, ...]
    columns: Sequence[Sequence[Any]]
    exact: bool

    def column(self, name: str) -> Sequence[Any]:
        """Return the values of one column."""
        return self.columns[self.names.index(name)]

    def rows(self) -> Iterator[tuple[Any, ...]]:
        """Return the records as rows."""
        return zip(*self.columns, strict=True)


class Segment(NamedTuple):
    """A segment as it has been read."""

    name: str
    head: SegmentHead
    tables: tuple[Table, ...]


def read_segment(name: str, packed: bytes) -> Segment:
    """Return what is in a segment; raises as `segment_lines`."""
    head, lines = segment_lines(packed)
    return Segment(name, head, tuple(map(_table, lines)))


def stored_fields(table: Table, row: Sequence[Any]) -> tuple[dict[str, Any], int]:
    """Return a row as the stored form of its record, and its `rev`; columns of lists and objects are no text there."""
    data = dict(zip(table.names, row, strict=True))
    rev = int(data.pop("rev"))
    if table.kind in BY_KIND:
        for name in COLUMNS[table.kind].json_names:
            if isinstance(data.get(name), str):
                data[name] = msgspec.json.decode(data[name])
        for name in COLUMNS[table.kind].flag_names:
            if isinstance(data.get(name), int):
                data[name] = bool(data[name])
    return data, rev


def _table(line: Rows) -> Table:
    if line.e in COLUMNS and line.names == (*COLUMNS[line.e].names, "rev"):
        try:
            return _even(Table(line.e, line.names, _decoder(line.e).decode(line.columns), exact=True))
        except msgspec.ValidationError:
            pass  # A word that only a newer server knows: each record is looked at by itself.
    return _even(Table(line.e, line.names, msgspec.json.decode(line.columns), exact=False))


def _even(table: Table) -> Table:
    lengths = set(map(len, table.columns))
    if len(table.columns) != len(table.names) or len(lengths) != 1:
        raise MalformedMessage(f"the columns of {table.kind} are not of one length")
    return table


@functools.cache
def _decoder(kind: str) -> msgspec.json.Decoder[tuple[list[Any], ...]]:
    record_type = BY_KIND[kind]
    fields = [_stored_type(field.type) for field in msgspec.structs.fields(record_type)]
    columns = [types.GenericAlias(list, (field,)) for field in (*fields, int)]
    return msgspec.json.Decoder(types.GenericAlias(tuple, tuple(columns)))


def _stored_type(declared: Any) -> Any:
    """Return the type of a column's value for a field's declared type."""
    if typing.get_origin(declared) is not None and type(None) in typing.get_args(declared):
        (inner,) = (option for option in typing.get_args(declared) if option is not type(None))
        return _stored_type(inner) | None
    while hasattr(declared, "__supertype__"):
        declared = declared.__supertype__
    if typing.get_origin(declared) in {tuple, dict}:
        return str
    if declared is datetime:
        return Annotated[str, msgspec.Meta(min_length=TIME_LENGTH, max_length=TIME_LENGTH)]
    if declared is bool:
        return Annotated[int, msgspec.Meta(ge=0, le=1)]
    if isinstance(declared, type) and issubclass(declared, StrEnum):
        return Literal[tuple(str(word) for word in declared)]
    return declared
