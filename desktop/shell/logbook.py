"""The client's log: one small file beside what can be made again, with ids and never what people wrote."""

from __future__ import annotations

import contextlib
import logging
import os
import traceback
from pathlib import Path
from types import TracebackType

from desktop.settings.places import cache_folder

LOG_MOST_BYTES = 256 * 1024
"""A file that has grown to so much at a start becomes the former one."""
TAIL_BYTES = 64 * 1024
FORM = "%(asctime)s %(levelname)s %(name)s: %(message)s"

log = logging.getLogger("mostrador")


def log_path() -> Path:
    """Where the log is; there may be none yet."""
    return cache_folder() / "log" / "client.log"


def begin_log() -> None:
    """Writes what is logged to the file from now on, warnings to standard error as before."""
    path = log_path()
    warnings = logging.StreamHandler()
    warnings.setLevel(logging.WARNING)
    log.addHandler(warnings)
    log.setLevel(logging.INFO)
    # A disk that refuses has nothing to log to; it is told of elsewhere.
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        if path.exists() and path.stat().st_size > LOG_MOST_BYTES:
            os.replace(path, path.with_suffix(".old.log"))
        # Opened with the first line, which comes after the first paint.
        file = logging.FileHandler(path, encoding="utf-8", delay=True)
        file.setFormatter(logging.Formatter(FORM))
        log.addHandler(file)


def note_bug(kind: type[BaseException], trace: TracebackType | None) -> None:
    """Notes where an error came from that nobody expected; not its message, which may hold what people wrote."""
    places = [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace)]
    log.error("%s at %s", kind.__name__, " < ".join(reversed(places)))


def last_lines(most: int) -> list[str]:
    """The end of the log, the latest line last; empty where there is none."""
    try:
        with log_path().open("rb") as file:
            file.seek(0, os.SEEK_END)
            file.seek(max(0, file.tell() - TAIL_BYTES))
            text = file.read().decode("utf-8", "replace")
    except OSError:
        return []
    return text.splitlines()[-most:]
