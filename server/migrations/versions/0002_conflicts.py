"""Conflicts: what became of an article's texts, what the author of a change saw, notices of what was overwritten."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from sync.protocol.tables import RecordIdType

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns, and the way from a ticket to its events."""
    op.add_column("article_revision", sa.Column("merged_id", RecordIdType(), nullable=True))
    _add_text("article_revision", "state", "applied")
    op.add_column("ticket_event", sa.Column("expected", sa.Text(), nullable=True))
    for name in ("field", "before", "after"):
        _add_text("notification", name, "")
    op.create_index("ix_ticket_event_space_id_ticket_id", "ticket_event", ["space_id", "ticket_id"])


def _add_text(table: str, name: str, value: str) -> None:
    """Add a text that every row has; those that are there get `value`."""
    with op.batch_alter_table(table) as batch:
        batch.add_column(sa.Column(name, sa.Text(), nullable=False, server_default=value))
    with op.batch_alter_table(table) as batch:
        batch.alter_column(name, server_default=None)
