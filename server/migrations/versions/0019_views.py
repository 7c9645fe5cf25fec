"""Views are made in the client: how they are ordered and grouped, what their tables show, whether they are there."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

from sync.protocol.tables import JsonText

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


COLUMNS: tuple[tuple[str, sa.types.TypeEngine[Any], Any], ...] = (
    ("descending", sa.Boolean(), sa.false()),
    ("grouping", sa.Text(), ""),
    ("columns", JsonText(), "[]"),
    ("active", sa.Boolean(), sa.true()),
)
"""Name, type, and what views of before have."""


def upgrade() -> None:
    """Add the columns."""
    for name, kind, value in COLUMNS:
        with op.batch_alter_table("view") as batch:
            batch.add_column(sa.Column(name, kind, nullable=False, server_default=value))
        with op.batch_alter_table("view") as batch:
            batch.alter_column(name, server_default=None)
