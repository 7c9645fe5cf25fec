"""Help without a session: what somebody claims of themselves."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

from sync.protocol.tables import RecordIdType

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns."""
    person: sa.Column[Any] = sa.Column("person_id", RecordIdType(), nullable=True)
    op.add_column("ticket_desk", person)
    for name in ("claimed_store", "claimed_account", "contact"):
        with op.batch_alter_table("ticket_desk") as batch:
            batch.add_column(sa.Column(name, sa.Text(), nullable=False, server_default=""))
        with op.batch_alter_table("ticket_desk") as batch:
            batch.alter_column(name, server_default=None)
