"""Snoozed tickets and the timers that wake them; the history says from where a change came, and why."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

from sync.protocol.tables import RecordIdType, UtcDateTime

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

NAME = sa.String().with_variant(sa.String(collation="C"), "postgresql")


def upgrade() -> None:
    """Add the columns, and the table of timers."""
    for name, kind in (
        ("snoozed_at", UtcDateTime()),
        ("snoozed_by_id", RecordIdType()),
        ("snoozed_until", UtcDateTime()),
    ):
        column: sa.Column[Any] = sa.Column(name, kind, nullable=True)
        op.add_column("ticket_desk", column)
    for table, name, value in (
        ("ticket_desk", "snooze_reason", ""),
        ("ticket_event", "via", "desktop"),
        ("ticket_event", "reason", ""),
    ):
        with op.batch_alter_table(table) as batch:
            batch.add_column(sa.Column(name, sa.Text(), nullable=False, server_default=value))
        with op.batch_alter_table(table) as batch:
            batch.alter_column(name, server_default=None)
    op.create_table(
        "timer",
        sa.Column("space_id", RecordIdType(), nullable=False),
        sa.Column("name", NAME, nullable=False),
        sa.Column("record_id", RecordIdType(), nullable=False),
        sa.Column("due_at", UtcDateTime(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("error", sa.Text(), nullable=False),
        sa.Column("parked", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("space_id", "name", "record_id", name="pk_timer"),
    )
    op.create_index("ix_timer_parked_due_at", "timer", ["parked", "due_at"])
