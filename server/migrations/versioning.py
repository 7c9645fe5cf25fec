"""Brings a database to today's schema, or says why it is not there."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect

from server.db.database import Database
from server.migrations.errors import DatabaseEmpty, DatabaseNewer, DatabaseOlder
from server.schema import metadata
from server.search.tables import DERIVED_INDEXES, DERIVED_TABLES

FOLDER = Path(__file__).parent
VERSION_TABLE = "alembic_version"


def upgrade(database: Database) -> str:
    """Bring the database to today's schema, in one transaction; return its version.

    Raises:
        DatabaseNewer: A newer server has changed it.
        StorageError: Busy or full; nothing was kept.
    """
    scripts = ScriptDirectory.from_config(_config())
    with database.transaction() as connection:
        found = version_of(connection)
        if found and not _knows(scripts, found):
            raise DatabaseNewer(found)
        command.upgrade(_config(connection), "head")
    return str(scripts.get_current_head())


def check(database: Database) -> str:
    """Return the database's version if it is today's.

    Raises:
        MigrationError: Empty, older or newer.
    """
    with database.snapshot() as connection:
        found = version_of(connection)
    if not found:
        raise DatabaseEmpty
    scripts = ScriptDirectory.from_config(_config())
    if not _knows(scripts, found):
        raise DatabaseNewer(found)
    wanted = str(scripts.get_current_head())
    if found != wanted:
        raise DatabaseOlder(found, wanted)
    return found


def differences(connection: Connection) -> list[object]:
    """Return how the database's schema differs from the metadata: nothing, unless a migration is missing."""
    options = {"compare_type": True, "compare_server_default": True, "include_name": is_ours}
    found: list[object] = compare_metadata(MigrationContext.configure(connection, opts=options), metadata)
    return found


def version_of(connection: Connection) -> str:
    """Return the version of the database, empty if it has none."""
    if not inspect(connection).has_table(VERSION_TABLE):
        return ""
    return MigrationContext.configure(connection).get_current_revision() or ""


def is_ours(name: str | None, type_: str, parents: object) -> bool:
    """Tell whether a comparison looks at a table or index: those of the full-text engines are their own."""
    if type_ == "index" and name in DERIVED_INDEXES:
        return False
    return not (type_ == "table" and name is not None and name.startswith(DERIVED_TABLES))


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.set_main_option("path_separator", "newline")
    config.attributes["connection"] = connection
    return config


def _knows(scripts: ScriptDirectory, revision: str) -> bool:
    return any(script.revision == revision for script in scripts.walk_revisions())
