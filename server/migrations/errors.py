"""Errors of the schema's versions.

MigrationError
├── DatabaseEmpty     nothing has been created yet
├── DatabaseOlder     migrations are outstanding
└── DatabaseNewer     a newer server has been at work
"""

from __future__ import annotations


class MigrationError(Exception):
    """Base of the errors of the schema's versions; the text is a sentence that says what to do."""


class DatabaseEmpty(MigrationError):
    """Nothing has been created yet."""

    def __init__(self) -> None:
        super().__init__("The database is empty: create it with `mostrador-server init`.")


class DatabaseOlder(MigrationError):
    """Migrations are outstanding."""

    def __init__(self, found: str, wanted: str) -> None:
        super().__init__(
            f"The database has version {found}, this server needs {wanted}: "
            "make a copy of it, then run `mostrador-server init`, which brings it up to date."
        )


class DatabaseNewer(MigrationError):
    """A newer server has been at work."""

    def __init__(self, found: str) -> None:
        super().__init__(
            f"The database has version {found}, which this server does not know: a newer server has changed it. "
            "Install that version again, or restore a copy from before."
        )
