"""Letters about accounts: links that set a new password, codes that show who reads a mail."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

from sync.protocol.tables import RecordIdType, UtcDateTime

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

NAME = sa.String().with_variant(sa.String(collation="C"), "postgresql")


def upgrade() -> None:
    """Add the letters; a mail may be about one of them, and about no ticket."""
    for name in ("password_at", "temporary_until"):
        column: sa.Column[Any] = sa.Column(name, UtcDateTime(), nullable=True)
        op.add_column("account", column)
    op.create_table(
        "account_letter",
        sa.Column("space_id", RecordIdType(), nullable=False),
        sa.Column("id", RecordIdType(), nullable=False),
        sa.Column("kind", NAME, nullable=False),
        sa.Column("asked", sa.Text(), nullable=False),
        sa.Column("user_id", RecordIdType(), nullable=True),
        sa.Column("ticket_id", RecordIdType(), nullable=True),
        sa.Column("by_id", RecordIdType(), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.Column("used_at", UtcDateTime(), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("space_id", "id", name="pk_account_letter"),
    )
    op.create_index("ix_account_letter_space_id_user_id", "account_letter", ["space_id", "user_id"])
    with op.batch_alter_table("mail") as batch:
        batch.add_column(sa.Column("letter_id", RecordIdType(), nullable=True))
        batch.alter_column("ticket_id", existing_type=RecordIdType(), nullable=True)
        batch.alter_column("user_id", existing_type=RecordIdType(), nullable=True)
