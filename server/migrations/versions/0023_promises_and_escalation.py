"""What the desk has promised by when, and the way a ticket has taken up."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

from sync.protocol.tables import JsonText, RecordIdType, UtcDateTime

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

COLUMNS: tuple[tuple[str, str, sa.types.TypeEngine[Any]], ...] = (
    ("ticket", "expected_at", UtcDateTime()),
    ("ticket", "next_update_at", UtcDateTime()),
    ("ticket_desk", "follow_up_at", UtcDateTime()),
    ("ticket_desk", "remind_at", UtcDateTime()),
    ("ticket_desk", "remind_id", RecordIdType()),
)
NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
GIVEN: tuple[tuple[str, str, sa.types.TypeEngine[Any], str], ...] = (
    ("ticket", "update_every_h", NUMBER, "0"),
    ("ticket_desk", "escalations", JsonText(), "[]"),
)


def upgrade() -> None:
    """Add the columns."""
    for table, name, kind in COLUMNS:
        column: sa.Column[Any] = sa.Column(name, kind, nullable=True)
        op.add_column(table, column)
    for table, name, kind, value in GIVEN:
        with op.batch_alter_table(table) as batch:
            batch.add_column(sa.Column(name, kind, nullable=False, server_default=value))
        with op.batch_alter_table(table) as batch:
            batch.alter_column(name, server_default=None)
