"""The server's own key, which signs links for whoever has no session."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

NAME = sa.String().with_variant(sa.String(collation="C"), "postgresql")


def upgrade() -> None:
    """Add the table; the key is made when the first link is."""
    op.create_table(
        "server_key",
        sa.Column("name", NAME, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_server_key"),
    )
