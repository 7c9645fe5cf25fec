"""Mails that leave the desk."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from sync.protocol.tables import RecordIdType, UtcDateTime

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

NAME = sa.String().with_variant(sa.String(collation="C"), "postgresql")


def upgrade() -> None:
    """Add the outbox; what happened before is told to nobody."""
    op.create_table(
        "mail",
        sa.Column("space_id", RecordIdType(), nullable=False),
        sa.Column("id", RecordIdType(), nullable=False),
        sa.Column("cause", NAME, nullable=False),
        sa.Column("ticket_id", RecordIdType(), nullable=False),
        sa.Column("message_id", RecordIdType(), nullable=True),
        sa.Column("user_id", RecordIdType(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("due_at", UtcDateTime(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("state", NAME, nullable=False),
        sa.Column("error", sa.Text(), nullable=False),
        sa.Column("settled_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("space_id", "id", name="pk_mail"),
    )
    op.create_index("ix_mail_state_due_at", "mail", ["state", "due_at"])
