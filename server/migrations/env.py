"""Run by Alembic: migrates over the connection it is handed, inside that connection's transaction."""

from __future__ import annotations

from alembic import context

from server.migrations.versioning import is_ours
from server.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    compare_type=True,
    include_name=is_ours,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
