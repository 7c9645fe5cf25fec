"""Tickets that customers ask their stores, and what stores pass on."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

from sync.protocol.tables import RecordIdType

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns; what was filed until now went to the desk."""
    column: sa.Column[Any] = sa.Column("for_id", RecordIdType(), nullable=True)
    op.add_column("ticket", column)
    with op.batch_alter_table("ticket") as batch:
        batch.add_column(sa.Column("at_store", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("ticket") as batch:
        batch.alter_column("at_store", server_default=None)
