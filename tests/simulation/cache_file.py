"""The files of one cache, and what is left of them when a process dies or the power fails."""

from __future__ import annotations

import itertools
import random
import shutil
from pathlib import Path
from typing import Any

from tests.simulation.templates import scratch

FULL_DURABILITY = 2
"""What `PRAGMA synchronous` says where every commit is on the disk before it returns."""
_numbers = itertools.count()


class CacheFile:
    """A database with its log.

    Attributes:
        durable_bytes: How much of the log a power cut leaves.
    """

    def __init__(self, path: Path, durable_bytes: int = 0) -> None:
        self.path = path
        self.durable_bytes = durable_bytes

    @classmethod
    def fresh(cls) -> CacheFile:
        """Return a place where there is no cache yet."""
        return cls(scratch() / f"{next(_numbers)}.db")

    @property
    def log(self) -> Path:
        """Where what is committed lies until it goes into the database."""
        return self.path.with_name(self.path.name + "-wal")

    def _log_bytes(self) -> int:
        return self.log.stat().st_size if self.log.exists() else 0

    def committed(self, connection: Any) -> None:
        """Take note of a commit: with full durability all that is in the log is on the disk now."""
        (level,) = connection.execute("PRAGMA synchronous").fetchone()
        if level >= FULL_DURABILITY:
            self.durable_bytes = self._log_bytes()

    def closed(self) -> None:
        """The last connection has put the log into the database."""
        self.durable_bytes = 0

    def copied(self, power_cut: random.Random | None = None) -> CacheFile:
        """Return a copy as it lies; after a power cut, without some or all of what was not on the disk yet."""
        copy = CacheFile.fresh()
        copy.durable_bytes = self.durable_bytes
        shutil.copyfile(self.path, copy.path)
        check = self.path.with_name(self.path.name + ".key-check")
        shutil.copyfile(check, copy.path.with_name(copy.path.name + ".key-check"))
        if self.log.exists():
            content = self.log.read_bytes()
            if power_cut is not None:
                content = content[: power_cut.randint(min(self.durable_bytes, len(content)), len(content))]
                copy.durable_bytes = len(content)
            copy.log.write_bytes(content)
        return copy

    def delete(self) -> None:
        """Remove the files of a dead process."""
        for suffix in ("", "-wal", "-shm", ".key-check"):
            self.path.with_name(self.path.name + suffix).unlink(missing_ok=True)
