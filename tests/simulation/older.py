"""A build of the client from before the server's last update: it lacks a kind of record and cannot read another."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any
from unittest.mock import patch

import msgspec

from sync.protocol.pull import SCHEMA_VERSION
from sync.replica import exchange, writer
from sync.replica.columns import COLUMNS, RecordColumns

UNKNOWN = "notification"
"""A kind that came with the update; nothing a user does here makes one."""
UNREADABLE = "topic"
"""A kind that has had a field of another type since the update."""
OLD_SCHEMA = SCHEMA_VERSION - 1
_row = RecordColumns.row


@contextlib.contextmanager
def older_build() -> Iterator[None]:
    """Let the replica's code be the old one for the length of the block."""

    def row(self: RecordColumns, data: dict[str, Any], rev: int) -> list[Any]:
        if self.kind == UNREADABLE:
            raise msgspec.ValidationError("simulated: a field of a type that this build does not know")
        return _row(self, data, rev)

    with (
        patch.dict(COLUMNS),
        patch.object(RecordColumns, "row", row),
        patch.object(writer, "SCHEMA_VERSION", OLD_SCHEMA),
        patch.object(exchange, "SCHEMA_VERSION", OLD_SCHEMA),
    ):
        del COLUMNS[UNKNOWN]
        yield
