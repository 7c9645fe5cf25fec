"""Saved replies, and the permission to write what the whole desk shares: team leads and administrators."""

from __future__ import annotations

import json
from typing import Any

import sqlalchemy as sa
from alembic import op

from sync.protocol.tables import JsonText, RecordIdType, UtcDateTime

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
SHARE = "desk.share"


def upgrade() -> None:
    """Add the table, and the permission to the roles that have it in a new space."""
    op.create_table(
        "saved_reply",
        sa.Column("space_id", RecordIdType(), nullable=False),
        sa.Column("id", RecordIdType(), nullable=False),
        sa.Column("titles", JsonText(), nullable=False),
        sa.Column("texts", JsonText(), nullable=False),
        sa.Column("shortcut", sa.Text(), nullable=False),
        sa.Column("owner_id", RecordIdType(), nullable=True),
        sa.Column("team_id", RecordIdType(), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("updated_by_id", RecordIdType(), nullable=False),
        sa.Column("rev", NUMBER, nullable=False),
        sa.Column("extra", JsonText(), nullable=True),
        sa.PrimaryKeyConstraint("space_id", "id", name="pk_saved_reply"),
    )
    connection = op.get_bind()
    for space_id, seq in connection.execute(sa.text("SELECT space_id, seq FROM space_head")).all():
        _let_share(connection, {"space": space_id, "seq": seq + 1})


def _let_share(connection: sa.Connection, here: dict[str, Any]) -> None:
    """Add the permission to a space's roles, as one change of it."""
    keys = "space_id = :space AND key IN ('team_lead', 'admin')"
    roles = connection.execute(sa.text(f"SELECT id, permissions FROM role WHERE {keys}"), here).all()  # noqa: S608  # a text of ours
    lacking = {role_id: found for role_id, text in roles if SHARE not in (found := _json(text))}
    change = sa.text("UPDATE role SET permissions = :permissions, rev = :seq WHERE space_id = :space AND id = :id")
    for role_id, permissions in lacking.items():
        with_it = {"permissions": sorted([*permissions, SHARE])}
        connection.execute(
            change.bindparams(sa.bindparam("permissions", type_=JsonText())), here | {"id": role_id} | with_it
        )
        stamp = "UPDATE feed SET seq = :seq WHERE space_id = :space AND kind = 'role' AND id = :id AND NOT gone"
        connection.execute(sa.text(stamp), here | {"id": role_id})
    if lacking:
        connection.execute(sa.text("UPDATE space_head SET seq = :seq WHERE space_id = :space"), here)


def _json(value: Any) -> Any:
    return json.loads(value) if isinstance(value, str) else value
