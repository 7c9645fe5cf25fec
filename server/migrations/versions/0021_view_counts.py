"""How many tickets views show, kept in step with them. What is there is counted by the server when it runs."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from sync.protocol.tables import RecordIdType, UtcDateTime

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

NAME = sa.String().with_variant(sa.String(collation="C"), "postgresql")
SEQUENCE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Add the tables."""
    op.create_table(
        "view_count",
        sa.Column("space_id", RecordIdType(), nullable=False),
        sa.Column("kind", NAME, nullable=False),
        sa.Column("holder_id", RecordIdType(), nullable=False),
        sa.Column("view_id", RecordIdType(), nullable=False),
        sa.Column("team_id", RecordIdType(), nullable=False),
        sa.Column("store_id", RecordIdType(), nullable=False),
        sa.Column("count", SEQUENCE, nullable=False),
        sa.PrimaryKeyConstraint(
            "space_id", "kind", "holder_id", "view_id", "team_id", "store_id", name="pk_view_count"
        ),
        sqlite_with_rowid=False,
        postgresql_with={"fillfactor": 60},
    )
    op.create_table(
        "counted_view",
        sa.Column("space_id", RecordIdType(), nullable=False),
        sa.Column("view_id", RecordIdType(), nullable=False),
        sa.Column("asked", sa.Text(), nullable=False),
        sa.Column("through", RecordIdType(), nullable=False),
        sa.PrimaryKeyConstraint("space_id", "view_id", name="pk_counted_view"),
    )
    op.create_table(
        "counted_space",
        sa.Column("space_id", RecordIdType(), nullable=False),
        sa.Column("version", SEQUENCE, nullable=False),
        sa.Column("seq", SEQUENCE, nullable=False),
        sa.PrimaryKeyConstraint("space_id", name="pk_counted_space"),
    )
    op.create_table(
        "ticket_turn",
        sa.Column("space_id", RecordIdType(), nullable=False),
        sa.Column("ticket_id", RecordIdType(), nullable=False),
        sa.Column("as_of", UtcDateTime(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("space_id", "ticket_id", name="pk_ticket_turn"),
    )
    op.create_index("ix_ticket_turn_space_id_at", "ticket_turn", ["space_id", "at"])
