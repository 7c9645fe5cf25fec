"""What must hold of a replica at every moment."""

from __future__ import annotations

from typing import Any

import msgspec

from domain.records import BY_KIND, Record, from_wire
from sync.replica.acting import local_actor
from sync.replica.changes import RecordKey
from sync.replica.columns import COLUMNS
from sync.replica.outbox import Outbox
from sync.replica.writer import Replica
from tests.support.replayed import replayed

Rows = dict[RecordKey, dict[str, Any]]


def shown(replica: Replica) -> Rows:
    """Return what the user sees."""
    rows: Rows = {}
    for kind, columns in COLUMNS.items():
        sql = columns.select.removesuffix(" WHERE id = ?")
        for row in replica.cache.all(sql):
            data, _ = columns.data(row)
            rows[kind, data["id"]] = data
    return rows


def records(rows: Rows) -> dict[RecordKey, Record]:
    """Return rows in stored form as records."""
    return {key: from_wire(BY_KIND[key[0]], data) for key, data in rows.items()}


def base(replica: Replica) -> Rows:
    """Return what the server last said: what is seen, with the kept bases in place of what is pending."""
    rows = shown(replica)
    for kind, record_id, payload in replica.cache.all("SELECT kind, id, payload FROM base"):
        if payload is None:
            rows.pop((kind, record_id), None)
        else:
            rows[kind, record_id] = msgspec.json.decode(payload)
    return rows


def revs(replica: Replica) -> dict[RecordKey, int]:
    """Return the sequence at which the server said what it last said of each record."""
    found: dict[RecordKey, int] = {}
    for kind, columns in COLUMNS.items():
        rows = replica.cache.all(f"SELECT id, rev FROM {columns.table}")  # noqa: S608 - names of ours
        found |= {(kind, record_id): rev for record_id, rev in rows}
    return found | {(kind, one): rev for kind, one, rev in replica.cache.all("SELECT kind, id, rev FROM base")}


def check(replica: Replica) -> None:
    """Assert that what is seen is the server's word with everything pending on top, and that the books balance."""
    # The actor's own records are seldom pending; where they are, the view's actor is the replayed one.
    actor = local_actor(replica.cache, replica.user_id)
    pending = Outbox(replica.cache).pending()
    assert records(shown(replica)) == replayed(records(base(replica)), revs(replica), pending, actor)
    check_books(replica)


def check_books(replica: Replica) -> None:
    """Assert that bases, footprints and memberships belong to something."""
    cache = replica.cache
    touched = set(cache.all("SELECT DISTINCT kind, id FROM footprint WHERE wrote"))
    assert touched == set(cache.all("SELECT kind, id FROM base"))
    assert not cache.all("SELECT n FROM footprint WHERE n NOT IN (SELECT n FROM outbox WHERE state <> 'refused')")
    for kind, columns in COLUMNS.items():
        if columns.parent is None:
            homeless = (
                f"SELECT id FROM {columns.table} r WHERE sight_id IS NULL"  # noqa: S608 - names of ours
                " AND NOT EXISTS (SELECT 1 FROM base b WHERE b.kind = ? AND b.id = r.id)"
            )
            assert not cache.all(homeless, (kind,)), kind
        else:
            field, parent = columns.parent
            orphans = f'SELECT id FROM {columns.table} WHERE {field} NOT IN (SELECT id FROM "{parent}")'  # noqa: S608 - names of ours
            assert not cache.all(orphans), kind
    assert cache.value("PRAGMA integrity_check") == "ok"
