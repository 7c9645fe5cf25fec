"""Tombstones: what left or was deleted is told for a while, then forgotten; who was away for longer compares instead.

The feed knows sequences, not times. So the head is noted once a day, and a tombstone is as old as the first note that
is not before it. Age alone decides: no client, alive or dead, keeps anything.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, func, select, update
from sqlalchemy.dialects import postgresql, sqlite

from domain.ids import SpaceId
from server.db.database import Database
from server.db.reading import head_of
from server.db.tables import feed, feed_child, tombstone_age

NOTE_EVERY = timedelta(days=1)
SEQUENCES_AT_ONCE = 2_000
"""So short a transaction holds nobody up."""


def collect_tombstones(database: Database, space_id: SpaceId, now: datetime, days: int) -> int:
    """Note where the head is, and forget the tombstones older than `days`; return how many there were.

    The floor rises first, so that nobody is given a page that lacks a tombstone. Harmless when it is cut off, done
    again, or done by several processes at once.
    """
    with database.transaction() as connection:
        _note_head(connection, space_id, now)
        start, floor = _raise_floor(connection, space_id, now - timedelta(days=days))
    count = 0
    for place in range(start, floor, SEQUENCES_AT_ONCE):
        with database.transaction() as connection:
            count += _forget(connection, space_id, place, min(floor, place + SEQUENCES_AT_ONCE))
    with database.transaction() as connection:
        connection.execute(
            delete(tombstone_age).where(tombstone_age.c.space_id == space_id, tombstone_age.c.seq < floor)
        )
    return count


def floor_of(connection: Connection, space_id: SpaceId) -> int:
    """Return the sequence up to which tombstones are forgotten: a cursor below it has missed some."""
    collected = (tombstone_age.c.space_id == space_id, tombstone_age.c.collected)
    return connection.scalar(select(func.max(tombstone_age.c.seq)).where(*collected)) or 0


def _note_head(connection: Connection, space_id: SpaceId, now: datetime) -> None:
    latest = connection.scalar(select(func.max(tombstone_age.c.at)).where(tombstone_age.c.space_id == space_id))
    seq = head_of(connection, space_id).seq
    if latest is None or now - latest >= NOTE_EVERY:
        # Another process may be noting the same.
        note = _insert(connection).values(space_id=space_id, seq=seq, at=now, collected=False)
        connection.execute(note.on_conflict_do_nothing())


def _raise_floor(connection: Connection, space_id: SpaceId, before: datetime) -> tuple[int, int]:
    """Make the newest note from `before` or earlier the floor; return up to where all is forgotten, and the floor.

    The floor before stays noted until everything up to the new one is forgotten; the first one is 0.
    """
    here = tombstone_age.c.space_id == space_id
    if connection.scalar(select(func.count()).where(here, tombstone_age.c.collected)) == 0:
        first = _insert(connection).values(space_id=space_id, seq=0, at=before, collected=True)
        key = [tombstone_age.c.space_id, tombstone_age.c.seq]
        excluded = {"at": first.excluded.at, "collected": first.excluded.collected}
        connection.execute(first.on_conflict_do_update(index_elements=key, set_=excluded))
    newest = connection.scalar(select(func.max(tombstone_age.c.seq)).where(here, tombstone_age.c.at <= before))
    connection.execute(update(tombstone_age).where(here, tombstone_age.c.seq == newest).values(collected=True))
    collected = (here, tombstone_age.c.collected)
    done, floor = connection.execute(
        select(func.min(tombstone_age.c.seq), func.max(tombstone_age.c.seq)).where(*collected)
    ).one()
    return done, floor


def _insert(connection: Connection) -> postgresql.Insert | sqlite.Insert:
    if connection.dialect.name == "postgresql":
        return postgresql.insert(tombstone_age)
    return sqlite.insert(tombstone_age)


def _forget(connection: Connection, space_id: SpaceId, start: int, end: int) -> int:
    return sum(
        connection.execute(
            delete(table).where(table.c.space_id == space_id, table.c.seq > start, table.c.seq <= end, table.c.gone)
        ).rowcount
        for table in (feed, feed_child)
    )
