"""Checklists of tickets."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from sync.protocol.tables import JsonText

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column."""
    with op.batch_alter_table("ticket_desk") as batch:
        batch.add_column(sa.Column("tasks", JsonText(), nullable=False, server_default="[]"))
    with op.batch_alter_table("ticket_desk") as batch:
        batch.alter_column("tasks", server_default=None)
