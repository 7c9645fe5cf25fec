"""The end of a ticket: what is due to it by itself, ratings, a policy, and whom the dissatisfied go to."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

from sync.protocol.tables import JsonText, RecordIdType, UtcDateTime

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
COLUMNS: tuple[tuple[str, str, sa.types.TypeEngine[Any]], ...] = (
    ("ticket", "reminder_at", UtcDateTime()),
    ("ticket", "closes_at", UtcDateTime()),
    ("ticket", "check_back", sa.Text()),
    ("ticket", "check_back_at", UtcDateTime()),
    ("team", "lead_id", RecordIdType()),
)
NUMBERS = (("ticket", "reminder_count"), ("topic", "check_back_days"))


def upgrade() -> None:
    """Add columns and tables. Nothing is due to tickets that wait already: nobody has told their requesters."""
    for table, name, kind in COLUMNS:
        column: sa.Column[Any] = sa.Column(name, kind, nullable=True)
        op.add_column(table, column)
    for table, name in NUMBERS:
        with op.batch_alter_table(table) as batch:
            batch.add_column(sa.Column(name, NUMBER, nullable=False, server_default="0"))
        with op.batch_alter_table(table) as batch:
            batch.alter_column(name, server_default=None)
    op.create_table(
        "rating",
        sa.Column("space_id", RecordIdType(), nullable=False),
        sa.Column("id", RecordIdType(), nullable=False),
        sa.Column("ticket_id", RecordIdType(), nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("user_id", RecordIdType(), nullable=False),
        sa.Column("score", NUMBER, nullable=False),
        sa.Column("reasons", JsonText(), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("team_id", RecordIdType(), nullable=True),
        sa.Column("agent_id", RecordIdType(), nullable=True),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("rev", NUMBER, nullable=False),
        sa.Column("extra", JsonText(), nullable=True),
        sa.PrimaryKeyConstraint("space_id", "id", name="pk_rating"),
    )
    op.create_index("ix_rating_space_id_ticket_id", "rating", ["space_id", "ticket_id"])
    op.create_table(
        "closing_policy",
        sa.Column("space_id", RecordIdType(), nullable=False),
        sa.Column("id", RecordIdType(), nullable=False),
        sa.Column("reminder_days", JsonText(), nullable=False),
        sa.Column("close_days", NUMBER, nullable=False),
        sa.Column("confirm_days", NUMBER, nullable=False),
        sa.Column("rating_days", NUMBER, nullable=False),
        sa.Column("rev", NUMBER, nullable=False),
        sa.Column("extra", JsonText(), nullable=True),
        sa.PrimaryKeyConstraint("space_id", "id", name="pk_closing_policy"),
    )
