"""Tickets that were made out of messages of others."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

from sync.protocol.tables import RecordIdType

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns."""
    for table in ("message", "ticket_desk"):
        column: sa.Column[Any] = sa.Column("split_from_id", RecordIdType(), nullable=True)
        op.add_column(table, column)
