"""Timers: something to be done to a record at a time."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Index, Integer, PrimaryKeyConstraint, Table, Text

from server.db.tables import Name, metadata
from sync.protocol.tables import RecordIdType, UtcDateTime

timer = Table(
    "timer",
    metadata,
    Column("space_id", RecordIdType(), nullable=False),
    Column("name", Name, nullable=False),
    Column("record_id", RecordIdType(), nullable=False),
    Column("due_at", UtcDateTime(), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("error", Text, nullable=False),
    Column("parked", Boolean(create_constraint=False), nullable=False),
    PrimaryKeyConstraint("space_id", "name", "record_id"),
)
"""One row per record and what is to be done to it. `due_at` is put off after a failure; `parked`: given up."""
Index(None, timer.c.parked, timer.c.due_at)
