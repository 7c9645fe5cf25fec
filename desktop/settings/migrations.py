"""Changes to the form of the settings file, one function a version; each has a test of its own.

A setting that comes to mean something else gets another name, so that an older program that reads a newer file
takes no value for what it is not.
"""

from collections.abc import Callable, Mapping
from typing import Any

Values = dict[str, Any]
Migration = Callable[[Values], Values]


def name_the_motion(values: Values) -> Values:
    """Version 1 had a switch, `look.reduced_motion`; since 2 the system may decide."""
    result = {name: value for name, value in values.items() if name != "look.reduced_motion"}
    if values.get("look.reduced_motion") is True:
        result["look.motion"] = "none"
    return result


MIGRATIONS: Mapping[int, Migration] = {1: name_the_motion}
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
