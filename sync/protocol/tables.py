"""The stored form of records as SQLAlchemy Core tables, generated from `domain.records` for both ends."""

from __future__ import annotations

import types
import typing
from collections.abc import Mapping
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

import msgspec
from sqlalchemy import BigInteger, Boolean, Column, DateTime, Dialect, Integer, MetaData, String, Table, Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.types import TypeDecorator, TypeEngine

from domain.records import R, Record, in_utc, time_text


class RecordIdType(TypeDecorator[str]):
    """A UUIDv7 as canonical text: 36 characters, compared byte by byte on every database."""

    impl = String
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Override TypeDecorator.load_dialect_impl."""
        return String(36, collation="C") if dialect.name == "postgresql" else String(36)


class UtcDateTime(TypeDecorator[datetime]):
    """An aware UTC datetime: `timestamptz` on PostgreSQL, fixed-width text on SQLite, which knows no time zones."""

    impl = String
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Override TypeDecorator.load_dialect_impl."""
        return DateTime(timezone=True) if dialect.name == "postgresql" else String(27)

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        """Override TypeDecorator.process_bind_param."""
        if value is None:
            return None
        return in_utc(value) if dialect.name == "postgresql" else time_text(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """Override TypeDecorator.process_result_value."""
        if value is None:
            return None
        moment: datetime = value if isinstance(value, datetime) else datetime.fromisoformat(value)
        return moment.astimezone(UTC)


class JsonText(TypeDecorator[Any]):
    """A list or an object: `jsonb` on PostgreSQL, JSON text on SQLite."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Override TypeDecorator.load_dialect_impl."""
        return JSONB() if dialect.name == "postgresql" else Text()

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        """Override TypeDecorator.process_bind_param."""
        if value is None:
            return None
        return msgspec.to_builtins(value) if dialect.name == "postgresql" else json_text(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        """Override TypeDecorator.process_result_value."""
        return msgspec.json.decode(value) if isinstance(value, str) else value


def json_text(value: Any) -> str:
    """Return `value` as compact JSON."""
    return msgspec.json.encode(value).decode()


def field_types(record_type: type[Record]) -> dict[str, tuple[Any, bool]]:
    """Return field name to (type without None, whether None is allowed), in declared order."""
    found: dict[str, tuple[Any, bool]] = {}
    for field in msgspec.structs.fields(record_type):
        union = typing.get_origin(field.type) in {typing.Union, types.UnionType}
        options = typing.get_args(field.type) if union else (field.type,)
        found[field.name] = (next(o for o in options if o is not types.NoneType), types.NoneType in options)
    return found


def column_type(field_name: str, field_type: Any) -> TypeEngine[Any]:
    """Return the column type of a record's field."""
    if typing.get_origin(field_type) in {tuple, dict}:
        return JsonText()
    while hasattr(field_type, "__supertype__"):
        if field_type.__name__ == "RecordId":
            return RecordIdType()
        field_type = field_type.__supertype__
    if field_type is datetime:
        return UtcDateTime()
    if field_type is bool:
        return Boolean(create_constraint=False)
    if field_type is int:
        return BigInteger().with_variant(Integer(), "sqlite")
    if field_type is str or issubclass(field_type, StrEnum):
        return Text()
    raise TypeError(f"no column type for {field_name}: {field_type}")


def record_columns(record_type: type[Record]) -> list[Column[Any]]:
    """Return one column per declared field, without keys."""
    return [
        Column(name, column_type(name, field_type), nullable=optional)
        for name, (field_type, optional) in field_types(record_type).items()
    ]


def record_table(record_type: type[Record], metadata: MetaData, *leading: Column[Any]) -> Table:
    """Return the table of a kind: `leading` columns, its fields, then `rev` and `extra`.

    `rev` is the sequence that last changed the row; `extra` keeps the fields a newer end sent that this build does
    not know. Keys and indexes are each end's own.
    """
    trailing = [Column("rev", BigInteger().with_variant(Integer(), "sqlite"), nullable=False, default=0)]
    trailing.append(Column("extra", JsonText(), nullable=True))
    return Table(record_type.KIND, metadata, *leading, *record_columns(record_type), *trailing)


def row_of(record: Record) -> dict[str, Any]:
    """Return column values of `record`, for an insert or update through its table."""
    return {name: getattr(record, name) for name in record.__struct_fields__}


def record_of(record_type: type[R], row: Mapping[str, Any]) -> R:
    """Return the record in a row read through its table; further columns are left aside."""
    return msgspec.convert({name: row[name] for name in record_type.__struct_fields__}, record_type)
