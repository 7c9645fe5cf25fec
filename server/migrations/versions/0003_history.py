"""A space's past: histories that ended when it was put back from a copy, and from when its tombstones are."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from sync.protocol.tables import RecordIdType, UtcDateTime

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
NAME = sa.String().with_variant(sa.String(collation="C"), "postgresql")


def upgrade() -> None:
    """Add both tables."""
    op.create_table(
        "past_epoch",
        sa.Column("space_id", RecordIdType(), nullable=False),
        sa.Column("epoch", NAME, nullable=False),
        sa.Column("shared", NUMBER, nullable=False),
        sa.PrimaryKeyConstraint("space_id", "epoch", name="pk_past_epoch"),
    )
    op.create_table(
        "tombstone_age",
        sa.Column("space_id", RecordIdType(), nullable=False),
        sa.Column("seq", NUMBER, nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("collected", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("space_id", "seq", name="pk_tombstone_age"),
    )
