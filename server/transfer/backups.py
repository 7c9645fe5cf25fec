"""Copies of a server on SQLite to fall back on: made while it runs, put back while it does not.

A server on PostgreSQL is copied by PostgreSQL's own tools, which know how: `docs/operations.md` says with which words.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from domain.records import time_text
from server.db.engine import DATABASE_FILE
from server.transfer.errors import TransferRefused, place_errors
from server.transfer.form import open_private

BACKUP: Final = "backup.json"
FILES: Final = "files"
PIECE_BYTES: Final = 1024 * 1024
RESTORING: Final = "restoring"
BESIDE: Final = ("-wal", "-shm")

Progress = Callable[[str, int], None]


def back_up(
    data: Path, files: Path | None, folder: Path, now: datetime, progress: Progress = lambda what, count: None
) -> int:
    """Copy the database, as it is at one moment, and the files to `folder`; return how many files that were.

    Files are named by their content and never change: those of an earlier copy there are not copied again, and those
    that came after the moment do no harm.

    Args:
        data: The server's folder.
        files: Where its files lie; None if they are in an object store, which has copies of its own.
        folder: Where the copy goes: an earlier one there is replaced when the new one is whole.
        now: The time.
        progress: Told of each file.

    Raises:
        TransferRefused: There is no database, or the place cannot be written.
    """
    with place_errors(folder):
        source = data / DATABASE_FILE
        if not source.is_file():
            raise TransferRefused(f"There is no database in {data}: name the server's folder with --data.")
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        part = folder / f"{DATABASE_FILE}.part"
        with open_private(part):
            pass
        _copy_database(source, part)
        count = _copy_files(files, folder / FILES, progress) if files is not None else 0
        part.replace(folder / DATABASE_FILE)
        said = {"made_at": time_text(now), "sha256": _digest(folder / DATABASE_FILE), "files": count}
        with open_private(folder / f"{BACKUP}.part") as out:
            out.write(json.dumps(said, indent=2).encode() + b"\n")
        (folder / f"{BACKUP}.part").replace(folder / BACKUP)
    return count


def put_back(folder: Path, data: Path, now: datetime, renew: Callable[[Path], None]) -> Path | None:
    """Put a copy in the place of the server's database and files; return where the database went that was there.

    The caller holds the folder.

    Args:
        folder: Where the copy is; it stays as it is.
        data: The server's folder.
        now: The time.
        renew: Given a folder with the database, brings it up to date and begins a new history in it: before it is
            where a server would find it, so that none is ever served without.

    Raises:
        TransferRefused: The copy is not whole, or a place cannot be read or written.
    """
    with place_errors(data):
        said = _said(folder)
        copy = folder / DATABASE_FILE
        if not copy.is_file() or _digest(copy) != said.get("sha256") or not _is_whole(copy):
            raise TransferRefused(f"{copy} is not what was copied: it is damaged. Take another copy.")
        _copy_files(folder / FILES, data / FILES, lambda what, count: None)
        staging = data / RESTORING
        shutil.rmtree(staging, ignore_errors=True)
        with copy.open("rb") as stream, open_private(staging / DATABASE_FILE) as out:
            shutil.copyfileobj(stream, out, PIECE_BYTES)
            out.flush()
            os.fsync(out.fileno())
        renew(staging)
        kept = _set_aside(data / DATABASE_FILE, now)
        (staging / DATABASE_FILE).replace(data / DATABASE_FILE)
        shutil.rmtree(staging, ignore_errors=True)
    return kept


def _copy_database(source: Path, target: Path) -> None:
    try:
        with contextlib.closing(sqlite3.connect(source)) as here, contextlib.closing(sqlite3.connect(target)) as there:
            # In one step: a reader holds no writer up, and one that pauses begins anew with each of their writes.
            here.backup(there)
            # The copy is one file: nothing beside it has to be copied with it.
            there.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.Error as error:
        raise TransferRefused(f"The database in {source.parent} cannot be copied ({error}).") from error


def _is_whole(path: Path) -> bool:
    try:
        with contextlib.closing(sqlite3.connect(path)) as connection:
            return bool(connection.execute("PRAGMA quick_check(1)").fetchone() == ("ok",))
    except sqlite3.Error:
        return False


def _copy_files(source: Path, target: Path, progress: Progress) -> int:
    count = 0
    for path in _contents(source):
        place = target / path.relative_to(source)
        if not place.exists() or place.stat().st_size != path.stat().st_size:
            part = place.with_name(f"{place.name}.part")
            with path.open("rb") as stream, open_private(part) as out:
                shutil.copyfileobj(stream, out, PIECE_BYTES)
            part.replace(place)
        count += 1
        progress("files", count)
    return count


def _contents(folder: Path) -> Iterator[Path]:
    """Yield the files that are all there: `SPACE/content/XX/HASH`."""
    for path in sorted(folder.glob("*/content/*/*")):
        if path.is_file() and not path.name.startswith(".") and path.suffix != ".part":
            yield path


def _set_aside(target: Path, now: datetime) -> Path | None:
    """Keep the database that is there under another name, with what has not been written into it yet."""
    if not target.exists():
        return None
    kept = target.with_name(f"{target.name}.before-{now:%Y%m%d-%H%M%S}")
    for ending in BESIDE:
        beside = target.with_name(target.name + ending)
        if beside.exists():
            beside.replace(kept.with_name(kept.name + ending))
    target.replace(kept)
    return kept


def _said(folder: Path) -> dict[str, Any]:
    try:
        said = json.loads((folder / BACKUP).read_bytes())
    except FileNotFoundError as error:
        raise TransferRefused(
            f"{folder} holds no finished copy ({BACKUP} is missing): name a folder of `backup`."
        ) from error
    except ValueError as error:
        raise TransferRefused(f"{folder / BACKUP} is damaged: take another copy.") from error
    return said if isinstance(said, dict) else {}


def _digest(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while piece := stream.read(PIECE_BYTES):
            digest.update(piece)
    return digest.hexdigest()
