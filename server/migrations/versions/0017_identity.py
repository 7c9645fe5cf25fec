"""Topics under which identity comes first, and what came of making sure of it."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

from sync.protocol.tables import RecordIdType, UtcDateTime

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

COLUMNS: tuple[tuple[str, sa.types.TypeEngine[Any]], ...] = (
    ("verified_at", UtcDateTime()),
    ("verified_until", UtcDateTime()),
    ("verified_by_id", RecordIdType()),
    ("verified_method", sa.Text()),
    ("no_tries_until", UtcDateTime()),
)
COUNT = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Add the columns; topics that are there protect nothing until an administrator says so."""
    for name, kind in COLUMNS:
        column: sa.Column[Any] = sa.Column(name, kind, nullable=True)
        op.add_column("ticket_desk", column)
    for table, name, kind, value in (
        ("ticket_desk", "failed_tries", COUNT, "0"),
        ("topic", "protected", sa.Boolean(create_constraint=False), sa.false()),
    ):
        with op.batch_alter_table(table) as batch:
            batch.add_column(sa.Column(name, kind, nullable=False, server_default=value))
        with op.batch_alter_table(table) as batch:
            batch.alter_column(name, server_default=None)
