"""A computer whose disk is full: a small one of its own where that can be had, else a limit on its files."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import FileIO
from pathlib import Path

from demo.drive.handle import DrivenClient

SMALL_DISK = "64m"
FILLER = "filler"


class SmallDisk:
    """A folder that may be filled up."""

    def __init__(self, folder: Path, *, mounted: bool) -> None:
        self.folder = folder
        self._mounted = mounted

    def fill(self, client: DrivenClient) -> None:
        """Let nothing more be written there."""
        if not self._mounted:
            _limit_files(client, 0)
            return
        with (self.folder / FILLER).open("wb", buffering=0) as filler:
            for size in (1 << 16, 1 << 12, 1):
                _write_until_full(filler, size)

    def free(self, client: DrivenClient) -> None:
        """Make room again."""
        if self._mounted:
            (self.folder / FILLER).unlink()
        else:
            _limit_files(client, -1)


def _write_until_full(file: FileIO, size: int) -> None:
    with suppress(OSError):
        while True:
            file.write(b"x" * size)


def _limit_files(client: DrivenClient, size: int) -> None:
    """Limit how long the files of a running client may get; -1 lifts it."""
    import resource

    limit = resource.RLIM_INFINITY
    resource.prlimit(client.process.pid, resource.RLIMIT_FSIZE, (limit if size < 0 else size, limit))


@contextmanager
def small_disk(folder: Path) -> Iterator[SmallDisk]:
    """Mount a small disk at a folder, or take the folder as it is where that is not allowed."""
    folder.mkdir(parents=True)
    command = ["mount", "-t", "tmpfs", "-o", f"size={SMALL_DISK}", "tmpfs", str(folder)]
    may = sys.platform == "linux" and shutil.which("mount") is not None
    mounted = may and subprocess.run(command, capture_output=True).returncode == 0
    try:
        yield SmallDisk(folder, mounted=mounted)
    finally:
        if mounted:
            subprocess.run(["umount", str(folder)], check=True)
