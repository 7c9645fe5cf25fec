"""`export`, `import mostrador`, `backup` and `restore`: a whole server, out and in again."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from domain.ids import SpaceId
from server.audit import log as audit
from server.audit.log import Entry
from server.audit.tables import Act
from server.blobs.opening import open_store
from server.commands.errors import CommandError
from server.commands.init import make_folder
from server.commands.opening import only_space, opened
from server.commands.restored import restored
from server.db.database import Database, utc_now
from server.migrations import versioning
from server.settings import Settings
from server.sole import FolderInUse, FolderLock
from server.transfer.backups import FILES, back_up, put_back
from server.transfer.exporting import export
from server.transfer.loading import load

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]

BY_POSTGRES = (
    "This server is on PostgreSQL: copy it with pg_dump, and its files beside it; docs/operations.md says how, "
    "also how to put it back."
)


def add_parsers(commands: Commands, common: argparse.ArgumentParser) -> None:
    """Add the commands that take a server out, or put it back."""
    exporting = commands.add_parser("export", parents=[common], help="write everything as JSON lines and files")
    exporting.add_argument("folder", type=Path, metavar="DIR", help="an empty folder, or one that is not there yet")
    exporting.set_defaults(act=_export)
    backing_up = commands.add_parser("backup", parents=[common], help="copy the server to fall back on, while it runs")
    backing_up.add_argument("folder", type=Path, metavar="DIR", help="where the copy goes")
    backing_up.set_defaults(act=_back_up)
    restoring = commands.add_parser("restore", parents=[common], help="put a copy back; the server is to be stopped")
    restoring.add_argument("folder", type=Path, metavar="DIR", help="where the copy is")
    restoring.set_defaults(act=_restore)


def add_import(what: Commands, common: argparse.ArgumentParser) -> None:
    """Add the command that reads an export."""
    loading = what.add_parser("mostrador", parents=[common], help="an export of another server, into a new one")
    loading.add_argument("folder", type=Path, metavar="DIR", help="a folder that `export` wrote")
    loading.set_defaults(act=_load)


def _export(given: argparse.Namespace, settings: Settings) -> int:
    with opened(settings) as database:
        space_id = only_space(database)
        _note(database, space_id, Act.DATA_EXPORTED, "export")
        counts = export(database, open_store(settings), space_id, given.folder, utc_now(), _progress)
    print(f"Exported to {given.folder}: {_counted(counts)}.")
    print("Passwords are not in it. It holds all that customers wrote: keep it where only you read it.")
    return 0


def _load(given: argparse.Namespace, settings: Settings) -> int:
    if not given.folder.is_dir():
        raise CommandError(f"There is no folder {given.folder}: name one that `mostrador-server export` wrote.")
    make_folder(settings.data_path)
    with opened(settings, checked=False) as database:
        versioning.upgrade(database)
        counts = load(database, open_store(settings), given.folder, _progress)
    print(f"Imported from {given.folder}: {_counted(counts)}.")
    print("Nobody has a password yet: set the first with `mostrador-server user password NAME`.")
    return 0


def _back_up(given: argparse.Namespace, settings: Settings) -> int:
    if settings.database_url:
        raise CommandError(BY_POSTGRES)
    with opened(settings) as database:
        _note(database, only_space(database), Act.DATA_EXPORTED, "backup")
    files = None if settings.files_url else settings.data_path / FILES
    count = back_up(settings.data_path, files, given.folder, utc_now(), _progress)
    print(f"Copied the database and {count} files to {given.folder}.")
    if settings.files_url:
        print(f"The files are in {settings.files_url}: copy the bucket as well.")
    return 0


def _restore(given: argparse.Namespace, settings: Settings) -> int:
    if settings.database_url:
        raise CommandError(BY_POSTGRES)
    make_folder(settings.data_path)
    try:
        lock = FolderLock(settings.data_path)
    except FolderInUse as error:
        raise CommandError(f"{settings.data_path} is being served: stop the server first.") from error
    try:
        kept = put_back(given.folder, settings.data_path, utc_now(), _renew)
    finally:
        lock.release()
    print(f"Put {given.folder} back into {settings.data_path}.")
    if kept is not None:
        print(f"The database that was there: {kept}. Delete it when it is not wanted any more.")
    print("A new history begins: at their next contact devices bring what the copy lacks, up to seven days back.")
    return 0


def _renew(folder: Path) -> None:
    """Bring a database that was put back up to date, and begin a new history in it."""
    database = Database.open(folder)
    try:
        versioning.upgrade(database)
        restored(database)
        for space_id in database.heads():
            _note(database, space_id, Act.COPY_PUT_BACK, "restore")
    finally:
        database.close()


def _note(database: Database, space_id: SpaceId, act: Act, how: str) -> None:
    """Write it into the audit log before it is done: whoever breaks it off has seen something, too."""
    with database.transaction() as connection:
        audit.write(connection, space_id, Entry(act, utc_now(), detail={"how": how}))


def _counted(counts: dict[str, int]) -> str:
    return ", ".join(f"{count} {kind}" for kind, count in counts.items() if count)


def _progress(what: str, count: int) -> None:
    if sys.stderr.isatty():
        print(f"\r{count} {what}   ", end="", file=sys.stderr, flush=True)
