"""Changes to the form of the settings file, one function a version; each has a test of its own."""

from collections.abc import Callable, Mapping
from typing import Any

Values = dict[str, Any]
Migration = Callable[[Values], Values]

MIGRATIONS: Mapping[int, Migration] = {}
"""The version from which each leads to the next; version 1 is the first there was."""


def version_of(migrations: Mapping[int, Migration]) -> int:
    """The version that files are written in."""
    return max(migrations, default=0) + 1


VERSION = version_of(MIGRATIONS)


def migrated(values: Mapping[str, Any], version: int, migrations: Mapping[int, Migration] = MIGRATIONS) -> Values:
    """The values as the present version has them; those of a newer program are kept as they are."""
    result = dict(values)
    for step in range(version, version_of(migrations)):
        result = migrations[step](result)
    return result
