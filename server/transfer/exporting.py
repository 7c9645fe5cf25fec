"""Takes a server out: every record as a line of JSON, every file under its hash, at one moment."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import select, text

from domain.ids import SpaceId
from domain.records import RECORD_TYPES, Record, time_text, to_wire
from server.accounts.tables import Account
from server.blobs.queries import ready_contents
from server.blobs.store import ContentKey, FileStore
from server.db.database import Database
from server.db.reading import RecordReader
from server.db.tables import RECORDS, metadata, ticket_counter
from server.imports.tables import ImportedRecord
from server.transfer.errors import TransferRefused, place_errors
from server.transfer.form import (
    ACCOUNTS,
    FORMAT,
    IMPORTED,
    MANIFEST,
    content_file,
    open_private,
    records_file,
    write_line,
)
from sync.protocol.tables import record_of

ROWS_AT_ONCE = 1_000
ACCOUNT_FIELDS = ("user_id", "name", "email", "locked", "created_at")
"""No password and no token leaves the server: people set new ones."""
IMPORTED_FIELDS = ("source", "kind", "key", "record_id", "digest", "marks")

Progress = Callable[[str, int], None]


def export(
    database: Database,
    store: FileStore,
    space_id: SpaceId,
    folder: Path,
    now: datetime,
    progress: Progress = lambda what, count: None,
) -> dict[str, int]:
    """Write everything of a space into `folder`; return how many of what.

    What is written is one moment of the database; the server goes on meanwhile. The manifest comes last: an export
    without one was not finished, and is begun anew.

    Raises:
        StorageError: The database or the store does not answer.
        TransferRefused: The folder holds something else, or cannot be written.
    """
    with place_errors(folder):
        if folder.exists() and any(folder.iterdir()) and not (folder / "records").is_dir():
            raise TransferRefused(f"{folder} holds something else: name an empty folder, or one that is not there yet.")
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        (folder / MANIFEST).unlink(missing_ok=True)
        counts: dict[str, int] = {}
        with database.read(space_id) as reader:
            _take_time(reader)
            for record_type in RECORD_TYPES:
                counts[record_type.KIND] = _records(reader, record_type, folder)
                progress(record_type.KIND, counts[record_type.KIND])
            counts["account"] = _rows(reader, Account, ACCOUNT_FIELDS, folder / ACCOUNTS)
            counts["imported"] = _rows(reader, ImportedRecord, IMPORTED_FIELDS, folder / IMPORTED)
            last = reader.connection.scalar(select(ticket_counter.c.last).where(ticket_counter.c.space_id == space_id))
            contents = list(ready_contents(reader))
        counts["file"] = _files(store, space_id, contents, folder, progress)
        manifest = {
            "format": FORMAT,
            "space_id": space_id,
            "exported_at": time_text(now),
            "last_ticket_number": last or 0,
            "counts": counts,
        }
        with open_private(folder / MANIFEST) as out:
            out.write(json.dumps(manifest, indent=2).encode() + b"\n")
    return counts


def _take_time(reader: RecordReader) -> None:
    """Writing a large space takes longer than a transaction may otherwise say nothing on PostgreSQL."""
    if reader.connection.dialect.name == "postgresql":
        reader.connection.execute(text("SET LOCAL idle_in_transaction_session_timeout = 0"))


def _records(reader: RecordReader, record_type: type[Record], folder: Path) -> int:
    table, last, count = RECORDS[record_type.KIND], "", 0
    with open_private(records_file(folder, record_type.KIND)) as out:
        while True:
            page = (
                select(table)
                .where(table.c.space_id == reader.space_id, table.c.id > last)
                .order_by(table.c.id)
                .limit(ROWS_AT_ONCE)
            )
            rows = reader.connection.execute(page).all()
            for row in rows:
                write_line(out, to_wire(record_of(record_type, dict(row._mapping))))
            count += len(rows)
            if len(rows) < ROWS_AT_ONCE:
                return count
            last = rows[-1].id


def _rows(
    reader: RecordReader, table_class: type[Account] | type[ImportedRecord], fields: tuple[str, ...], path: Path
) -> int:
    table = metadata.tables[table_class.__tablename__]
    keys = list(table.primary_key.columns)
    count = 0
    statement = select(*(table.c[name] for name in fields)).where(table.c.space_id == reader.space_id).order_by(*keys)
    found = reader.connection.execute(statement, execution_options={"stream_results": True})
    with open_private(path) as out:
        for row in found:
            write_line(out, {name: _plain(value) for name, value in row._mapping.items()})
            count += 1
    return count


def _plain(value: Any) -> Any:
    return time_text(value) if isinstance(value, datetime) else msgspec.to_builtins(value)


def _files(
    store: FileStore, space_id: SpaceId, contents: list[tuple[str, int]], folder: Path, progress: Progress
) -> int:
    for n, sha256 in enumerate(_missing(contents, folder), 1):
        part = content_file(folder, sha256).with_suffix(".part")
        with open_private(part) as out:
            for piece in store.read(ContentKey(space_id, sha256)):
                out.write(piece)
        part.replace(content_file(folder, sha256))
        progress("file", n)
    return len(contents)


def _missing(contents: list[tuple[str, int]], folder: Path) -> Iterator[str]:
    """Yield what an export that was cut off has not brought yet."""
    for sha256, size in contents:
        there = content_file(folder, sha256)
        if not there.exists() or there.stat().st_size != size:
            yield sha256
