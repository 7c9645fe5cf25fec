"""Versions of the cache: created at once in the newest, brought up step by step, refused if newer than this build."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from sync.errors import CacheFromNewerVersion

VERSION = 1

Step = Callable[[Any], None]
STEPS: Mapping[int, Step] = {}
"""Version to the step that brings a cache from the version before up to it; each runs inside the one transaction."""


def bring_up(connection: Any, path: Path, *, version: int = VERSION, steps: Mapping[int, Step] = STEPS) -> None:
    """Create or migrate the cache of an open writer connection.

    Before an existing cache changes, a copy is laid beside it as `<name>.v<old version>`.

    Raises:
        CacheFromNewerVersion: It is newer than this build.
    """
    found = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if found > version:
        raise CacheFromNewerVersion(f"version {found}, this build knows {version}")
    if found == version:
        return
    if found:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        shutil.copyfile(path, path.with_name(f"{path.name}.v{found}"))
    connection.execute("BEGIN IMMEDIATE")
    try:
        if found:
            for number in range(found + 1, version + 1):
                steps[number](connection)
        else:
            _create(connection)
        connection.execute(f"PRAGMA user_version = {version}")
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def _create(connection: Any) -> None:
    # SQLAlchemy takes longer to import than the cache to open: only the first start on a profile pays it.
    from sync.replica.schema import create_statements

    for statement in create_statements():
        connection.execute(statement)
