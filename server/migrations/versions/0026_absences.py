"""People who are away, and the line of a team in which the next one is found."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from sync.protocol.tables import JsonText, RecordIdType, UtcDateTime

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Add the table and the column."""
    op.create_table(
        "absence",
        sa.Column("space_id", RecordIdType(), nullable=False),
        sa.Column("id", RecordIdType(), nullable=False),
        sa.Column("user_id", RecordIdType(), nullable=False),
        sa.Column("since", UtcDateTime(), nullable=False),
        sa.Column("until", UtcDateTime(), nullable=True),
        sa.Column("backup_id", RecordIdType(), nullable=True),
        sa.Column("word", sa.Text(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("known_to", JsonText(), nullable=False),
        sa.Column("set_by_id", RecordIdType(), nullable=False),
        sa.Column("rev", NUMBER, nullable=False),
        sa.Column("extra", JsonText(), nullable=True),
        sa.PrimaryKeyConstraint("space_id", "id", name="pk_absence"),
    )
    with op.batch_alter_table("team") as batch:
        batch.add_column(sa.Column("line_ids", JsonText(), nullable=False, server_default="[]"))
    with op.batch_alter_table("team") as batch:
        batch.alter_column("line_ids", server_default=None)
