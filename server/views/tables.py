"""How many tickets each view shows to whom, kept as sums that add up to everybody's own count."""

from __future__ import annotations

from sqlalchemy import Column, Index, PrimaryKeyConstraint, Table, Text

from server.db.tables import Name, Sequence, metadata
from sync.protocol.tables import RecordIdType, UtcDateTime

view_count = Table(
    "view_count",
    metadata,
    Column("space_id", RecordIdType(), nullable=False),
    Column("kind", Name, nullable=False),
    Column("holder_id", RecordIdType(), nullable=False),
    Column("view_id", RecordIdType(), nullable=False),
    Column("team_id", RecordIdType(), nullable=False),
    Column("store_id", RecordIdType(), nullable=False),
    Column("count", Sequence, nullable=False),
    PrimaryKeyConstraint("space_id", "kind", "holder_id", "view_id", "team_id", "store_id"),
    sqlite_with_rowid=False,
    # Rows are changed far more often than added: room on their page keeps updates off the index.
    postgresql_with={"fillfactor": 60},
)
"""Tickets of a view by who sees them and how (`server.views.facets`): team and store are empty where it has none."""

counted_view = Table(
    "counted_view",
    metadata,
    Column("space_id", RecordIdType(), nullable=False),
    Column("view_id", RecordIdType(), nullable=False),
    Column("asked", Text, nullable=False),
    Column("through", RecordIdType(), nullable=False),
    PrimaryKeyConstraint("space_id", "view_id"),
)
"""What is counted: tickets whose ids come no later than `through` are in the counts and kept there."""

counted_space = Table(
    "counted_space",
    metadata,
    Column("space_id", RecordIdType(), nullable=False),
    Column("version", Sequence, nullable=False),
    Column("seq", Sequence, nullable=False),
    PrimaryKeyConstraint("space_id"),
)
"""`version`: of the space's rows of `counted_view`. `seq`: up to which transaction the counts are true."""

ticket_turn = Table(
    "ticket_turn",
    metadata,
    Column("space_id", RecordIdType(), nullable=False),
    Column("ticket_id", RecordIdType(), nullable=False),
    Column("as_of", UtcDateTime(), nullable=False),
    Column("at", UtcDateTime(), nullable=False),
    PrimaryKeyConstraint("space_id", "ticket_id"),
)
"""A ticket that some view shows, or ceases to show, because time passes: next `at`; counted as it was `as_of`."""
Index(None, ticket_turn.c.space_id, ticket_turn.c.at)
