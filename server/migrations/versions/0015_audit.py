"""The audit log."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from sync.protocol.tables import JsonText, RecordIdType, UtcDateTime

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

NAME = sa.String().with_variant(sa.String(collation="C"), "postgresql")
NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Add the log, and how far it goes; what was done before is in the server's own log lines only."""
    op.create_table(
        "audit",
        sa.Column("space_id", RecordIdType(), nullable=False),
        sa.Column("n", NUMBER, nullable=False, autoincrement=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("act", NAME, nullable=False),
        sa.Column("actor_id", RecordIdType(), nullable=True),
        sa.Column("user_id", RecordIdType(), nullable=True),
        sa.Column("ticket_id", RecordIdType(), nullable=True),
        sa.Column("detail", JsonText(), nullable=False),
        sa.Column("hash", NAME, nullable=False),
        sa.PrimaryKeyConstraint("space_id", "n", name="pk_audit"),
    )
    op.create_index("ix_audit_space_id_user_id", "audit", ["space_id", "user_id"])
    op.create_table(
        "audit_head",
        sa.Column("space_id", RecordIdType(), nullable=False),
        sa.Column("n", NUMBER, nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("space_id", name="pk_audit_head"),
    )
