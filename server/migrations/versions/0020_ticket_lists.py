"""What lists of tickets are ordered by, and the messages of one in their order."""

from __future__ import annotations

from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

INDEXES = (
    ("ticket", ("updated_at", "id")),
    ("ticket", ("created_at", "id")),
    ("ticket", ("due_at", "id")),
    ("ticket", ("team_id", "updated_at", "id")),
    ("ticket", ("team_id", "due_at", "id")),
    ("ticket", ("store_id", "updated_at", "id")),
    ("message", ("ticket_id", "created_at", "id")),
    ("attachment", ("message_id",)),
)


def upgrade() -> None:
    """Add the indexes."""
    for table, names in INDEXES:
        columns = ("space_id", *names)
        op.create_index(f"ix_{table}_{'_'.join(columns)}", table, list(columns))
