"""Copies of files for other programs: decrypted, so they lie there no longer than somebody is at the screen."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

from desktop.shell.errors import AlreadyRunning
from desktop.shell.profile_files import ProfileLock

PREFIX = "mostrador-opened-"


class Copies:
    """A folder of this process alone, made when first asked for; a lock in it says that its process lives."""

    def __init__(self) -> None:
        self._folder: Path | None = None
        self._lock: ProfileLock | None = None

    def place_for(self, *names: str) -> Path:
        """Where a copy of that name goes."""
        if self._folder is None:
            self._folder = Path(tempfile.mkdtemp(prefix=PREFIX))
            self._lock = ProfileLock(self._folder)
        return self._folder.joinpath(*names)

    def keeps(self, place: Path) -> bool:
        """Whether a copy still belongs there; one that was written after `remove` is taken away now."""
        if self._folder is not None and place.is_relative_to(self._folder):
            return True
        for folder in place.parents:
            if folder.name.startswith(PREFIX):
                _delete(folder)
        return False

    def remove(self) -> None:
        """Take the copies away; what another program still holds goes with the next start."""
        folder, self._folder = self._folder, None
        if self._lock is not None:
            self._lock.release()
            self._lock = None
        if folder is not None:
            _delete(folder)


def sweep() -> None:
    """Take away what processes left that ended before they could; waits for the disk."""
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        if folder.is_symlink() or not _is_own(folder):
            continue
        try:
            ProfileLock(folder).release()
        except (AlreadyRunning, OSError):
            continue
        _delete(folder)


def _is_own(folder: Path) -> bool:
    try:
        return os.name != "posix" or folder.stat().st_uid == os.getuid()
    except OSError:
        return False


def _delete(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
