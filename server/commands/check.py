"""`check`: is what the server keeps whole, and does one part agree with the other?"""

from __future__ import annotations

import hashlib
import os
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import func, select, text

from domain.access import scopes_of
from domain.ids import RecordId, Scope, SpaceId
from domain.records import RECORD_TYPES, Record, Space, Ticket, UserCard
from server.audit.log import verify
from server.blobs.queries import ready_contents
from server.blobs.store import ContentKey, FileStore
from server.commands.opening import NO_SPACE
from server.db.database import Database, utc_now
from server.db.reading import RecordReader
from server.db.tables import RECORDS, feed, feed_child
from server.jobs.timers import parked_count
from server.mail import queries as mails
from server.migrations import versioning
from server.replication.memory import ATTEMPTS_MOST
from server.replication.parked import parked_in
from server.search.following import differing, index_for, rebuild
from server.search.tables import has_trigrams
from server.views import counting

PARKED_NAMED_MOST = 20


@dataclass(frozen=True, slots=True)
class Finding:
    """One sentence of the check; `is_problem` if something has to be done."""

    sentence: str
    is_problem: bool = False


def check(
    database: Database,
    store: FileStore,
    *,
    rebuild_search: bool = False,
    read_files: bool = False,
    recount: bool = False,
) -> Iterator[Finding]:
    """Look at everything.

    Args:
        database: The records.
        store: The files of messages.
        rebuild_search: Build the search index anew before it is looked at.
        read_files: Read every file through and compare it with its hash, too.
        recount: Count every view's tickets anew before the counts are looked at.
    """
    yield _schema(database)
    yield from _storage(database)
    yield from _timers(database)
    spaces = database.heads()
    if not spaces:
        yield Finding(NO_SPACE, is_problem=True)
    for space_id in spaces:
        with database.read(space_id) as reader:
            is_made = bool(reader.find(Space))
        if not is_made:
            yield Finding(NO_SPACE, is_problem=True)
            continue
        if rebuild_search:
            count = rebuild(database, index_for(database), space_id)
            yield Finding(f"The search index was built anew over {count} records.")
        if recount:
            counting.recount(database, space_id, utc_now)
            yield Finding("Every view's tickets were counted anew.")
        with database.read(space_id) as reader:
            _take_time(reader)
            yield _counts(reader)
            yield _head(reader)
            yield from _feed(reader)
            contents = list(ready_contents(reader))
            yield from _parked(reader)
            yield from _mails(reader)
            yield _audit(reader)
        yield from _files(store, space_id, contents, read=read_files)
        yield _search(database, space_id)
        yield _views(database, space_id)


def _take_time(reader: RecordReader) -> None:
    """Comparing a large space takes longer than a transaction may otherwise say nothing on PostgreSQL."""
    if reader.connection.dialect.name == "postgresql":
        reader.connection.execute(text("SET LOCAL idle_in_transaction_session_timeout = 0"))


def _schema(database: Database) -> Finding:
    version = versioning.check(database)
    with database.snapshot() as connection:
        wrong = versioning.differences(connection)
    if wrong:
        sentence = f"The schema of version {version} has been changed by hand in {len(wrong)} places: restore a copy."
        return Finding(sentence, is_problem=True)
    return Finding(f"The database answers and has today's schema, version {version}.")


def _storage(database: Database) -> Iterator[Finding]:
    with database.snapshot() as connection:
        if connection.dialect.name == "sqlite":
            word = connection.scalar(text("PRAGMA quick_check(1)"))
            if word != "ok":
                yield Finding(f"The database file is damaged ({word}): stop the server and restore a copy.", True)
            else:
                yield Finding("The database file is whole.")
            yield from _privacy(Path(database.engine.url.database or ""))
        elif not has_trigrams(connection):
            yield Finding(
                "The extension pg_trgm is not there: search forgives one wrong letter only. "
                "For more let an administrator of PostgreSQL run `CREATE EXTENSION pg_trgm`."
            )


def _timers(database: Database) -> Iterator[Finding]:
    with database.snapshot() as connection:
        parked = parked_count(connection)
    if parked:
        yield Finding(f"{parked} timers were given up after several failures: the log says why.", is_problem=True)


def _parked(reader: RecordReader) -> Iterator[Finding]:
    """Name what was given up: what, whose, when and why, and nothing of what somebody wrote."""
    parked = parked_in(reader.connection, reader.space_id)
    if not parked:
        return
    sentence = f"{len(parked)} changes were given up after {ATTEMPTS_MOST} tries; their authors keep the texts:"
    yield Finding(sentence, is_problem=True)
    for one in parked[:PARKED_NAMED_MOST]:
        card = reader.get(UserCard, one.user_id)
        whose = card.name if card else one.user_id
        yield Finding(f"  {one.at:%Y-%m-%d %H:%M} UTC, {one.name} {one.mutation_id} of {whose}: {one.error}")


def _mails(reader: RecordReader) -> Iterator[Finding]:
    """Name the mails that were given up: of which ticket, when and why, and nothing of their text or receiver."""
    parked = mails.parked(reader.connection, reader.space_id)
    if not parked:
        return
    sentence = f"{len(parked)} mails were given up; `mostrador-server mail retry` tries them again:"
    yield Finding(sentence, is_problem=True)
    for one in parked[:PARKED_NAMED_MOST]:
        ticket = reader.get(Ticket, one.ticket_id) if one.ticket_id else None
        about = f"#{ticket.number}" if ticket and ticket.number else one.ticket_id or "an account"
        yield Finding(f"  {one.at:%Y-%m-%d %H:%M} UTC, {one.cause} of {about}, {one.id}: {one.error}")


def _audit(reader: RecordReader) -> Finding:
    """Follow the chain of the audit log. Its head, noted elsewhere, shows later that nothing before was rewritten."""
    verdict = verify(reader.connection, reader.space_id)
    if verdict.wrong:
        sentence = f"The audit log was tampered with: {verdict.wrong}. Compare it with a copy of the database."
        return Finding(sentence, is_problem=True)
    if not verdict.length:
        return Finding("The audit log is empty.")
    return Finding(f"The audit log is whole: {verdict.length} rows, the last is {verdict.head}.")


def _privacy(file: Path) -> Iterator[Finding]:
    """Complain if others on this machine may read the database. Where files have no such modes nothing is said."""
    if os.name != "posix":
        return
    open_ = [one for one in (file, *file.parent.glob(f"{file.name}-*")) if one.stat().st_mode & 0o077]
    if open_:
        names = " ".join(str(one) for one in open_)
        yield Finding(f"Others on this machine may read the database: run `chmod 600 {names}`.", is_problem=True)


def _counts(reader: RecordReader) -> Finding:
    counts = []
    for record_type in RECORD_TYPES:
        table = RECORDS[record_type.KIND]
        counting = select(func.count()).select_from(table).where(table.c.space_id == reader.space_id)
        if count := reader.connection.scalar(counting):
            counts.append(f"{count} {record_type.KIND}")
    return Finding(f"Records: {', '.join(counts) or 'none'}.")


def _head(reader: RecordReader) -> Finding:
    head = reader.head().seq
    columns = [feed.c.seq, feed_child.c.seq, *(table.c.rev for table in RECORDS.values())]
    highest = 0
    for column in columns:
        newest = select(func.max(column)).where(column.table.c.space_id == reader.space_id)
        highest = max(highest, reader.connection.scalar(newest) or 0)
    if highest > head:
        sentence = f"The head of the space is {head}, but there is a change {highest}: restore a copy of the database."
        return Finding(sentence, is_problem=True)
    return Finding(f"The head of the space is {head}, no change is beyond it.")


def _feed(reader: RecordReader) -> Iterator[Finding]:
    """Compare the feed with the records: each in its scopes under its revision, nothing that is not there."""
    wrong: dict[str, int] = defaultdict(int)
    live = _live_rows(reader)
    children = _live_children(reader)
    total = 0
    for record_type in RECORD_TYPES:
        table = RECORDS[record_type.KIND]
        revisions = select(table.c.id, table.c.rev).where(table.c.space_id == reader.space_id)
        revs = {row.id: row.rev for row in reader.connection.execute(revisions)}
        for record in reader.find(record_type):
            total += 1
            key = (record.KIND, record.id)
            fits = _child_fits(record, revs[record.id], children.pop(key, None)) if record.PARENT else (
                live.pop(key, {}) == dict.fromkeys(scopes_of(record), revs[record.id]))  # fmt: skip
            wrong[record.KIND] += not fits
    for kind, _ in [*live, *children]:
        wrong[kind] += 1
    for kind, count in wrong.items():
        if count:
            yield Finding(f"The feed does not agree with {count} records of kind {kind}: restore a copy.", True)
    if not any(wrong.values()):
        yield Finding(f"The feed agrees with all {total} records.")


def _live_rows(reader: RecordReader) -> dict[tuple[str, RecordId], dict[Scope, int]]:
    found: dict[tuple[str, RecordId], dict[Scope, int]] = defaultdict(dict)
    columns = select(feed.c.kind, feed.c.id, feed.c.scope, feed.c.seq)
    for row in reader.connection.execute(columns.where(feed.c.space_id == reader.space_id, feed.c.gone.is_(False))):
        found[row.kind, row.id][Scope(row.scope)] = row.seq
    return found


def _live_children(reader: RecordReader) -> dict[tuple[str, RecordId], tuple[str, str, int]]:
    columns = select(
        feed_child.c.kind, feed_child.c.id, feed_child.c.parent_id, feed_child.c.audience, feed_child.c.seq
    )
    rows = reader.connection.execute(
        columns.where(feed_child.c.space_id == reader.space_id, feed_child.c.gone.is_(False))
    )
    return {(row.kind, row.id): (row.parent_id, row.audience, row.seq) for row in rows}


def _child_fits(record: Record, rev: int, row: tuple[str, str, int] | None) -> bool:
    assert record.PARENT is not None  # noqa: S101  # asked for children only
    return row == (getattr(record, record.PARENT[0]), getattr(record, "audience"), rev)  # noqa: B009


def _search(database: Database, space_id: SpaceId) -> Finding:
    wrong = differing(database, space_id)
    if wrong:
        listed = ", ".join(f"{there} of {wanted} {kind}" for kind, (wanted, there) in wrong.items())
        sentence = f"The search index has {listed}: build it anew with `mostrador-server check --rebuild-search`."
        return Finding(sentence, is_problem=True)
    return Finding("The search index agrees with the records.")


def _views(database: Database, space_id: SpaceId) -> Finding:
    """Compare the counts of views with the tickets; what is being counted is left to the server."""
    wrong = counting.differing(database, space_id)
    if wrong:
        sentence = f"{len(wrong)} views count wrong: have them counted anew with `mostrador-server check --recount`."
        return Finding(sentence, is_problem=True)
    return Finding("The counts of views agree with the tickets.")


def _files(store: FileStore, space_id: SpaceId, contents: list[tuple[str, int]], *, read: bool) -> Iterator[Finding]:
    """Compare the store with what the attachments say has arrived."""
    missing = [sha256 for sha256, size in contents if store.size(ContentKey(space_id, sha256)) != size]
    if missing:
        sentence = f"{len(missing)} files are missing from the store or not whole: restore a copy of it. The first: "
        yield Finding(f"{sentence}{missing[0]}.", is_problem=True)
    there = [sha256 for sha256, _ in contents if sha256 not in set(missing)]
    altered = [sha256 for sha256 in there if _digest(store, ContentKey(space_id, sha256)) != sha256] if read else []
    if altered:
        sentence = f"{len(altered)} files are not what was sent: restore a copy of the store. The first: {altered[0]}."
        yield Finding(sentence, is_problem=True)
    if not missing and not altered:
        how = "read and compared with their hashes" if read else "looked for, not read; --read-files reads them"
        yield Finding(f"The store has all {len(contents)} files that have arrived ({how}).")


def _digest(store: FileStore, content: ContentKey) -> str:
    digest = hashlib.sha256()
    for piece in store.read(content):
        digest.update(piece)
    return digest.hexdigest()
