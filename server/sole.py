"""One process over one folder: SQLite takes several writers, but what they tell their clients would not meet."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import BinaryIO

LOCK = "serving.lock"


class FolderInUse(Exception):
    """Another process serves this folder."""


class FolderLock:
    """Holds a server's folder for this process; the system lets go when the process ends, however it ends."""

    def __init__(self, folder: Path) -> None:
        """Take it.

        Raises:
            FolderInUse: Another process holds it.
            OSError: The folder may not be written.
        """
        file: BinaryIO = (folder / LOCK).open("ab")
        try:
            _take(file)
        except OSError as error:
            file.close()
            raise FolderInUse(str(folder)) from error
        self._file = file

    def release(self) -> None:
        """Let go."""
        self._file.close()


if sys.platform == "win32":
    import msvcrt

    def _take(file: BinaryIO) -> None:
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _take(file: BinaryIO) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
