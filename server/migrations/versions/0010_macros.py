"""Macros."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from sync.protocol.tables import JsonText, RecordIdType, UtcDateTime

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Add the table."""
    op.create_table(
        "macro",
        sa.Column("space_id", RecordIdType(), nullable=False),
        sa.Column("id", RecordIdType(), nullable=False),
        sa.Column("titles", JsonText(), nullable=False),
        sa.Column("steps", JsonText(), nullable=False),
        sa.Column("sensitive", sa.Boolean(), nullable=False),
        sa.Column("owner_id", RecordIdType(), nullable=True),
        sa.Column("team_id", RecordIdType(), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("updated_by_id", RecordIdType(), nullable=False),
        sa.Column("rev", NUMBER, nullable=False),
        sa.Column("extra", JsonText(), nullable=True),
        sa.PrimaryKeyConstraint("space_id", "id", name="pk_macro"),
    )
