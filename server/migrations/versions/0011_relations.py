"""Tickets that belong together: merged ones, parts and their whole, a problem and its incidents."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

from sync.protocol.tables import JsonText, RecordIdType, UtcDateTime

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

COLUMNS: tuple[tuple[str, str, sa.types.TypeEngine[Any]], ...] = (
    ("ticket", "merged_into_id", RecordIdType()),
    ("ticket_desk", "parent_id", RecordIdType()),
    ("ticket_desk", "problem_id", RecordIdType()),
    ("ticket_desk", "merged_at", UtcDateTime()),
    ("ticket_desk", "merged_status", sa.Text()),
)
LISTS = ("merged_follower_ids", "merged_tags")


def upgrade() -> None:
    """Add the columns."""
    for table, name, kind in COLUMNS:
        column: sa.Column[Any] = sa.Column(name, kind, nullable=True)
        op.add_column(table, column)
    for name in LISTS:
        with op.batch_alter_table("ticket_desk") as batch:
            batch.add_column(sa.Column(name, JsonText(), nullable=False, server_default="[]"))
        with op.batch_alter_table("ticket_desk") as batch:
            batch.alter_column(name, server_default=None)
