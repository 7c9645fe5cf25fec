"""What topics ask of the desk alone lies where only the desk sees it."""

from __future__ import annotations

import json
from typing import Any

import sqlalchemy as sa
from alembic import op

from sync.protocol.tables import JsonText, RecordIdType

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
FORM = sa.bindparam("form", type_=JsonText())


def upgrade() -> None:
    """Add the table, and move the desk's lines of each topic into it."""
    op.create_table(
        "topic_desk",
        sa.Column("space_id", RecordIdType(), nullable=False),
        sa.Column("id", RecordIdType(), nullable=False),
        sa.Column("form", JsonText(), nullable=False),
        sa.Column("rev", NUMBER, nullable=False),
        sa.Column("extra", JsonText(), nullable=True),
        sa.PrimaryKeyConstraint("space_id", "id", name="pk_topic_desk"),
    )
    connection = op.get_bind()
    moved = [
        _move_lines(connection, {"space": space_id, "seq": seq + 1})
        for space_id, seq in connection.execute(sa.text("SELECT space_id, seq FROM space_head")).all()
    ]
    if any(moved):
        # They hold the topics as they were.
        for table in ("segment", "segment_set"):
            connection.execute(sa.text(f"DELETE FROM {table}"))  # noqa: S608  # names of ours


def _move_lines(connection: sa.Connection, here: dict[str, Any]) -> bool:
    """Move the lines of a space's topics, as one change of it; return whether there were any."""
    topics = connection.execute(sa.text("SELECT id, form FROM topic WHERE space_id = :space ORDER BY id"), here).all()
    forms = {topic_id: _json(text) for topic_id, text in topics}
    mixed = {topic_id: form for topic_id, form in forms.items() if any(map(_is_internal, form))}
    for topic_id, form in mixed.items():
        at = here | {"id": topic_id, "no": False}
        public, internal = ([line for line in form if _is_internal(line) is mark] for mark in (False, True))
        change = sa.text("UPDATE topic SET form = :form, rev = :seq WHERE space_id = :space AND id = :id")
        connection.execute(change.bindparams(FORM), at | {"form": public})
        stamp = "UPDATE feed SET seq = :seq WHERE space_id = :space AND kind = 'topic' AND id = :id AND NOT gone"
        connection.execute(sa.text(stamp), at)
        made = sa.text("INSERT INTO topic_desk (space_id, id, form, rev) VALUES (:space, :id, :form, :seq)")
        connection.execute(made.bindparams(FORM), at | {"form": internal})
        shown = (
            "INSERT INTO feed (space_id, kind, id, scope, seq, since, gone, deleted)"
            " VALUES (:space, 'topic_desk', :id, 'desk', :seq, :seq, :no, :no)"
        )
        connection.execute(sa.text(shown), at)
    if mixed:
        connection.execute(sa.text("UPDATE space_head SET seq = :seq WHERE space_id = :space"), here)
    return bool(mixed)


def _is_internal(line: dict[str, Any]) -> bool:
    return bool(line["audience"] == "internal")


def _json(value: Any) -> Any:
    return json.loads(value) if isinstance(value, str) else value
