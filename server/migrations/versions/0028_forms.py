"""What topics ask, what tickets answer, and what was tried."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from sync.protocol.tables import JsonText

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

COLUMNS = (
    ("topic", "form", "[]"),
    ("ticket", "answers", "{}"),
    ("ticket", "asked", "[]"),
    ("ticket", "steps", "[]"),
    ("ticket_desk", "answers", "{}"),
)


def upgrade() -> None:
    """Add the columns."""
    for table, name, empty in COLUMNS:
        with op.batch_alter_table(table) as batch:
            batch.add_column(sa.Column(name, JsonText(), nullable=False, server_default=empty))
        with op.batch_alter_table(table) as batch:
            batch.alter_column(name, server_default=None)
