"""Puts an export into a new server: the same records under the same ids, in transactions of a bounded size."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import msgspec

from domain.access import scopes_of
from domain.errors import MutationRejected
from domain.ids import RecordId, SpaceId, is_record_id
from domain.records import BY_KIND, Record, Space, from_wire
from server.accounts.queries import folded, session_on
from server.accounts.tables import Account
from server.blobs.store import ContentKey, FileStore, UploadKey
from server.db.database import Database, WriteSession
from server.feed.epochs import fresh_epoch
from server.imports.remembered import Known, Remembered
from server.transfer.errors import TransferRefused, place_errors
from server.transfer.form import ACCOUNTS, FILES, IMPORTED, KINDS, read_lines, read_manifest, records_file
from sync.protocol.blobs import CHUNK_BYTES

ROWS_AT_ONCE = 2_000
"""A page holds 5,000 rows; a record in many scopes stamps a row in each."""
ROWS_AT_ONCE_PRIVATE = 500

Progress = Callable[[str, int], None]


def load(
    database: Database,
    store: FileStore,
    folder: Path,
    progress: Progress = lambda what, count: None,
) -> dict[str, int]:
    """Fill a database that has tables and no franchise with an export; return how many of what came in.

    The franchise's own record comes last: a load that was cut off is no server yet, and is gone on with.

    Raises:
        StorageError: The database or the store does not answer.
        TransferRefused: There is a franchise already, or the export is not whole.
    """
    with place_errors(folder):
        manifest = read_manifest(folder)
        space_id = SpaceId(str(manifest["space_id"]))
        _check_empty(database, space_id)
        counts: dict[str, int] = {"file": _load_files(store, space_id, folder, progress)}
        if space_id not in database.heads():
            database.create_space(space_id, epoch=fresh_epoch())
        counts["account"] = _load_accounts(database, space_id, folder)
        counts["imported"] = _load_imported(database, space_id, folder)
        with database.write(space_id) as session:
            session.keep_ticket_number(int(manifest.get("last_ticket_number", 0)))
        for kind in [*(kind for kind in KINDS if kind != Space.KIND), Space.KIND]:
            counts[kind] = _load_records(database, space_id, folder, kind)
            progress(kind, counts[kind])
    for kind, count in manifest.get("counts", {}).items():
        if kind != "file" and counts.get(kind, 0) != count:
            raise TransferRefused(
                f"The export says that it has {count} of {kind}, and has {counts.get(kind, 0)}: it is not whole."
            )
    return counts


def _check_empty(database: Database, space_id: SpaceId) -> None:
    if not is_record_id(space_id):
        raise TransferRefused("The export's manifest names no franchise: it is damaged.")
    for there in database.heads():
        with database.read(there) as reader:
            if there != space_id or reader.find(Space):
                raise TransferRefused(
                    "There is a franchise here already: an export goes into a new server; name another with --data."
                )


def _load_records(database: Database, space_id: SpaceId, folder: Path, kind: str) -> int:
    count = 0
    for batch in _batches(_records(folder, kind)):
        with database.write(space_id) as session:
            session.store.prefetch(BY_KIND[kind], [record.id for record in batch])
            for record in batch:
                _put(session, folder, record)
        count += len(batch)
    return count


def _put(session: WriteSession, folder: Path, record: Record) -> None:
    try:
        session.store.put(record)
    except MutationRejected as refused:
        where = records_file(folder, record.KIND)
        raise TransferRefused(f"{where}: the record {record.id} cannot be stored ({refused.detail}).") from refused


def _records(folder: Path, kind: str) -> Iterator[Record]:
    path = records_file(folder, kind)
    for number, value in read_lines(path):
        try:
            yield from_wire(BY_KIND[kind], value)
        except msgspec.ValidationError as error:
            raise TransferRefused(f"{path}, line {number}: {error}. The export is damaged.") from error


def _batches(records: Iterator[Record]) -> Iterator[list[Record]]:
    batch: list[Record] = []
    rows = 0
    for record in records:
        stamps = len(scopes_of(record)) or 1
        if batch and rows + stamps > ROWS_AT_ONCE:
            yield batch
            batch, rows = [], 0
        batch.append(record)
        rows += stamps
    if batch:
        yield batch


def _load_accounts(database: Database, space_id: SpaceId, folder: Path) -> int:
    count = 0
    with database.transaction() as connection, session_on(connection) as session:
        for number, value in read_lines(folder / ACCOUNTS):
            try:
                account = Account(
                    user_id=RecordId(value["user_id"]),
                    space_id=space_id,
                    name=folded(value["name"]),
                    email=value["email"],
                    password_hash="",
                    locked=bool(value["locked"]),
                    created_at=datetime.fromisoformat(value["created_at"]),
                )
            except (KeyError, TypeError, ValueError, AttributeError) as error:
                raise TransferRefused(f"{folder / ACCOUNTS}, line {number} is no account: it is damaged.") from error
            session.merge(account)
            count += 1
            if count % ROWS_AT_ONCE_PRIVATE == 0:
                session.flush()
                session.expunge_all()
        session.flush()
    return count


def _load_imported(database: Database, space_id: SpaceId, folder: Path) -> int:
    count = 0
    waiting: dict[tuple[str, str], dict[str, Known]] = {}

    def write() -> None:
        with database.transaction() as connection:
            for (source, kind), known in waiting.items():
                Remembered(space_id, source).write(connection, kind, known)
        waiting.clear()

    for number, value in read_lines(folder / IMPORTED):
        try:
            known = msgspec.convert(value, Known)
            waiting.setdefault((value["source"], value["kind"]), {})[value["key"]] = known
        except (KeyError, msgspec.ValidationError) as error:
            raise TransferRefused(f"{folder / IMPORTED}, line {number} is damaged.") from error
        count += 1
        if count % ROWS_AT_ONCE_PRIVATE == 0:
            write()
    write()
    return count


def _load_files(store: FileStore, space_id: SpaceId, folder: Path, progress: Progress) -> int:
    count = 0
    for path in sorted((folder / FILES).glob("*/*")):
        if path.suffix == ".part":
            continue
        content = ContentKey(space_id, path.name)
        if store.size(content) != path.stat().st_size:
            _load_file(store, content, path)
        count += 1
        progress("file", count)
    return count


def _load_file(store: FileStore, content: ContentKey, path: Path) -> None:
    # An upload of its own, under an id that follows from the content: nothing else is called so.
    upload = UploadKey(content.space_id, RecordId(f"load-{content.sha256[:31]}"))
    digest = hashlib.sha256()
    store.drop_upload(upload)
    try:
        with path.open("rb") as stream:
            for n, piece in enumerate(iter(lambda: stream.read(CHUNK_BYTES), b"")):
                digest.update(piece)
                store.put_chunk(upload, n, piece)
        if digest.hexdigest() != content.sha256:
            raise TransferRefused(f"{path} is not what its name says: the export is damaged.")
        store.keep(upload, content)
    finally:
        store.drop_upload(upload)
