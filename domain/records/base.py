"""What every record is, and its stored and transmitted form."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, ClassVar, TypeVar

import msgspec

from domain.ids import RecordId


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """One replicated entity. `KIND` names it on the wire, in the cache and in the feed."""

    KIND: ClassVar[str] = ""
    PARENT: ClassVar[tuple[str, str] | None] = None
    """For a child: the field that holds its parent's id, and the parent's kind."""

    id: RecordId


R = TypeVar("R", bound=Record)


def to_wire(record: Record) -> dict[str, Any]:
    """Return `record` in its stored and transmitted form: JSON types only, times as fixed-width UTC text."""
    data: dict[str, Any] = msgspec.to_builtins(record, builtin_types=(datetime,))
    for name, value in data.items():
        if isinstance(value, datetime):
            data[name] = time_text(value)
    return data


def from_wire(record_type: type[R], data: dict[str, Any]) -> R:
    """Return the record that `data` describes; unknown fields are left aside.

    Raises:
        msgspec.ValidationError: A field is missing or of the wrong type.
    """
    return msgspec.convert(data, record_type)


def time_text(moment: datetime) -> str:
    """Return `moment` as `2026-11-22T03:04:05.000000Z`: fixed width, so text order is time order."""
    return in_utc(moment).isoformat(timespec="microseconds").removesuffix("+00:00") + "Z"


EARLIEST = datetime.min.replace(tzinfo=UTC)
LATEST = datetime.max.replace(tzinfo=UTC)


def in_utc(moment: datetime) -> datetime:
    """Return `moment` in UTC; where its zone puts it outside the years 1 to 9999, their beginning or end."""
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        return EARLIEST if moment.year == EARLIEST.year else LATEST
