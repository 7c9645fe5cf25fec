"""A mutation's id is known per user: nobody can ask, or take, what another one's id stands for."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from sync.protocol.tables import RecordIdType

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the user to every outcome, and to what is unique."""
    op.drop_index("uq_applied_mutation_space_id_mutation_id", "applied_mutation")
    with op.batch_alter_table("applied_mutation") as batch:
        batch.add_column(sa.Column("user_id", RecordIdType(), nullable=False, server_default=""))
    op.execute(
        "UPDATE applied_mutation SET user_id = coalesce((SELECT c.user_id FROM client_state c"
        " WHERE c.space_id = applied_mutation.space_id AND c.client_id = applied_mutation.client_id), '')"
    )
    with op.batch_alter_table("applied_mutation") as batch:
        batch.alter_column("user_id", server_default=None)
    op.create_index(
        "uq_applied_mutation_space_id_user_id_mutation_id",
        "applied_mutation",
        ["space_id", "user_id", "mutation_id"],
        unique=True,
        sqlite_where=sa.text("outcome != 'duplicate'"),
        postgresql_where=sa.text("outcome != 'duplicate'"),
    )
