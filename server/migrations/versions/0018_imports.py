"""What imports remember of other desks' records."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from sync.protocol.tables import JsonText, RecordIdType

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

NAME = sa.String().with_variant(sa.String(collation="C"), "postgresql")


def upgrade() -> None:
    """Add the table."""
    op.create_table(
        "imported_record",
        sa.Column("space_id", RecordIdType(), nullable=False),
        sa.Column("source", NAME, nullable=False),
        sa.Column("kind", NAME, nullable=False),
        sa.Column("key", NAME, nullable=False),
        sa.Column("record_id", RecordIdType(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("marks", JsonText(), nullable=False),
        sa.PrimaryKeyConstraint("space_id", "source", "kind", "key", name="pk_imported_record"),
    )
    op.create_index("ix_imported_record_space_id_record_id", "imported_record", ["space_id", "record_id"])
