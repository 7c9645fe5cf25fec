"""Files of messages: who attached them, how far they have come, and the way from a content to them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from sync.protocol.tables import JsonText, RecordIdType

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the table of attachments anew: no version before this one wrote to it."""
    op.drop_table("attachment")
    op.create_table(
        "attachment",
        sa.Column("space_id", RecordIdType(), nullable=False),
        sa.Column("id", RecordIdType(), nullable=False),
        sa.Column("ticket_id", RecordIdType(), nullable=False),
        sa.Column("message_id", RecordIdType(), nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("author_id", RecordIdType(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("size_bytes", NUMBER, nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("refusal", sa.Text(), nullable=False),
        sa.Column("rev", NUMBER, nullable=False),
        sa.Column("extra", JsonText(), nullable=True),
        sa.PrimaryKeyConstraint("space_id", "id", name="pk_attachment"),
    )
    op.create_index("ix_attachment_space_id_sha256", "attachment", ["space_id", "sha256"])
