"""Where segments are kept: every process of a server finds them, and a backup has them."""

from __future__ import annotations

from sqlalchemy import Column, LargeBinary, PrimaryKeyConstraint, Table

from server.db.tables import Name, Sequence, metadata
from sync.protocol.tables import JsonText, RecordIdType, UtcDateTime

segment_set = Table(
    "segment_set",
    metadata,
    Column("space_id", RecordIdType(), nullable=False),
    Column("epoch", Name, nullable=False),
    Column("seq", Sequence, nullable=False),
    Column("built_at", UtcDateTime(), nullable=False),
    Column("parts", JsonText(), nullable=False),
    PrimaryKeyConstraint("space_id", "epoch", "seq"),
)
"""What a space held at the moment `seq`: `server.segments.sets.KeptPart`, in the order in which they were built."""

segment = Table(
    "segment",
    metadata,
    Column("space_id", RecordIdType(), nullable=False),
    Column("name", Name, nullable=False),
    Column("body", LargeBinary, nullable=False),
    PrimaryKeyConstraint("space_id", "name"),
)
"""Segments by the digest of their content: one may belong to several sets."""

segment_claim = Table(
    "segment_claim",
    metadata,
    Column("space_id", RecordIdType(), nullable=False),
    Column("until", UtcDateTime(), nullable=False),
    PrimaryKeyConstraint("space_id"),
)
"""Which spaces somebody is building segments of, and until when nobody else may begin."""
