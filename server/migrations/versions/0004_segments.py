"""Segments of a first sync, built ahead."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from sync.protocol.tables import JsonText, RecordIdType, UtcDateTime

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
NAME = sa.String().with_variant(sa.String(collation="C"), "postgresql")


def upgrade() -> None:
    """Add the tables."""
    op.create_table(
        "segment_set",
        sa.Column("space_id", RecordIdType(), nullable=False),
        sa.Column("epoch", NAME, nullable=False),
        sa.Column("seq", NUMBER, nullable=False),
        sa.Column("built_at", UtcDateTime(), nullable=False),
        sa.Column("parts", JsonText(), nullable=False),
        sa.PrimaryKeyConstraint("space_id", "epoch", "seq", name="pk_segment_set"),
    )
    op.create_table(
        "segment",
        sa.Column("space_id", RecordIdType(), nullable=False),
        sa.Column("name", NAME, nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("space_id", "name", name="pk_segment"),
    )
    op.create_table(
        "segment_claim",
        sa.Column("space_id", RecordIdType(), nullable=False),
        sa.Column("until", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("space_id", name="pk_segment_claim"),
    )
