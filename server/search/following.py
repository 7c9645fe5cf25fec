"""Keeps the index in step with the records: in the same transaction, and anew from nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection

from domain.ids import RecordId, SpaceId
from domain.records import Article, Message, Record, Ticket
from server.db.database import Database
from server.db.store import Touched
from server.search import index as port
from server.search.documents import KINDS, SEARCHED, document_of, is_searched
from server.search.fts5 import Fts5Index
from server.search.index import SearchIndex
from server.search.tsvector import TsvectorIndex

BATCH_RECORDS = 50
"""Analysing takes milliseconds a record, and PostgreSQL ends a transaction that says nothing for five seconds."""


def index_for(database: Database) -> SearchIndex:
    """Return the index of the database's kind."""
    return TsvectorIndex() if database.engine.dialect.name == "postgresql" else Fts5Index()


def follow(database: Database) -> SearchIndex:
    """Have every transaction of `database` bring its changes into the index; return the index."""
    index = index_for(database)

    def written(connection: Connection, space_id: SpaceId, touched: Sequence[Touched]) -> None:
        changed = [change for change in touched if _matters(change)]
        if not changed:
            return
        for start in range(0, len(changed), BATCH_RECORDS):
            some = changed[start : start + BATCH_RECORDS]
            documents = [document for change in some if change.after and (document := document_of(change.after))]
            # What is new has no entry to be replaced.
            port.update(index, connection, space_id, documents, [c.key for c in some if c.before is not None])

    database.on_written(written)
    return index


def rebuild(database: Database, index: SearchIndex, space_id: SpaceId) -> int:
    """Build the index of a space anew and return how many records are in it; each batch is a transaction."""
    with database.transaction() as connection:
        port.clear(index, connection, space_id)
    total = 0
    for record_type in SEARCHED:
        with database.read(space_id) as reader:
            ids = [record.id for record in reader.find(record_type)]
        for start in range(0, len(ids), BATCH_RECORDS):
            total += _index_some(database, index, space_id, record_type, ids[start : start + BATCH_RECORDS])
    return total


def differing(database: Database, space_id: SpaceId) -> dict[str, tuple[int, int]]:
    """Return kind to (records that belong into the index, entries in it), for the kinds where these differ."""
    found: dict[str, tuple[int, int]] = {}
    for record_type, kind in zip(SEARCHED, KINDS, strict=True):
        with database.read(space_id) as reader:
            records = reader.find(record_type)
            there = port.count(reader.connection, space_id, kind)
        wanted = sum(map(is_searched, records))
        if wanted != there:
            found[kind] = (wanted, there)
    return found


def _index_some(
    database: Database, index: SearchIndex, space_id: SpaceId, record_type: type[Record], ids: Sequence[RecordId]
) -> int:
    with database.write(space_id) as session:
        records = session.store.get_many(record_type, ids)
        documents = [document for record in records.values() if (document := document_of(record))]
        port.update(index, session.connection, space_id, documents)
    return len(documents)


def _matters(change: Touched) -> bool:
    """Tell whether the change is one of what is searched: most changes of a ticket are not."""
    if change.key[0] not in KINDS:
        return False
    return _searched(change.before) != _searched(change.after)


def _searched(record: Record | None) -> tuple[Any, ...] | None:
    match record:
        case Article():
            return record.title, record.body, record.summary, record.tags, record.locale, record.status
        case Ticket():
            concerns = bool(record.team_id or record.store_id or record.requester_id)
            return record.subject, record.number, record.answers, concerns
        case Message():
            return record.body, record.audience
        case _:
            return None
