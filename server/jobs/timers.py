"""Timers follow the records: whoever sets a time on one has set a timer, whoever takes it away has stopped it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, and_, bindparam, delete, exists, insert, literal, select, update
from sqlalchemy.dialects import postgresql, sqlite

from domain.ids import RecordId, SpaceId
from domain.records import Record
from server.db.database import Database, WriteSession
from server.db.store import Touched
from server.db.tables import RECORDS
from server.jobs.tables import timer

Fire = Callable[[WriteSession, RecordId, datetime], None]
"""Does what is due, by mutations in the given transaction; the record may be gone. What a rule refuses is over."""


@dataclass(frozen=True)
class TimerKind:
    """Something that is due to records of one kind at the time that a field of theirs names.

    Attributes:
        name: Its own, for ever: it is stored.
        record_type: What has the field.
        field: Holds the time; None while nothing is due.
        fire: Does it. Afterwards the field is None or another time, or it would be due again.
    """

    name: str
    record_type: type[Record]
    field: str
    fire: Fire


def follow(database: Database, kinds: Sequence[TimerKind]) -> None:
    """Have every transaction of this process set and stop the timers of what it changes."""

    def written(connection: Connection, space_id: SpaceId, touched: Sequence[Touched]) -> None:
        for kind in kinds:
            for change in touched:
                if change.key[0] == kind.record_type.KIND:
                    before, after = _due(kind, change.before), _due(kind, change.after)
                    if before != after:
                        set_timer(connection, space_id, kind.name, change.key[1], after)

    database.on_written(written)


def _due(kind: TimerKind, record: Record | None) -> datetime | None:
    due: datetime | None = getattr(record, kind.field) if record is not None else None
    return due


def set_timer(
    connection: Connection, space_id: SpaceId, name: str, record_id: RecordId, due_at: datetime | None
) -> None:
    """Set a timer, anew if it was set already; without a time stop it."""
    key = {"space_id": space_id, "name": name, "record_id": record_id}
    if due_at is None:
        connection.execute(delete(timer).where(*(timer.c[column] == value for column, value in key.items())))
        return
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    fresh = {"due_at": due_at, "attempts": 0, "error": "", "parked": False}
    statement = dialect.insert(timer).values(**key, **fresh)
    connection.execute(statement.on_conflict_do_update(index_elements=[timer.c[c] for c in key], set_=fresh))


def catch_up(database: Database, kinds: Sequence[TimerKind]) -> None:
    """Set the timers of records that were written without them: by an import, or by a server of before."""
    with database.transaction() as connection:
        for kind in kinds:
            table = RECORDS[kind.record_type.KIND]
            due = table.c[kind.field]
            known = exists().where(
                and_(timer.c.space_id == table.c.space_id, timer.c.name == kind.name, timer.c.record_id == table.c.id)
            )
            values = (table.c.space_id, literal(kind.name), table.c.id, due, literal(0), literal(""), literal(False))
            missing = select(*values).where(due.is_not(None), ~known)
            connection.execute(insert(timer).from_select([column.name for column in timer.c], missing))


CLAIM = (
    select(timer.c.name, timer.c.record_id, timer.c.attempts)
    .where(
        timer.c.space_id == bindparam("space"),
        timer.c.due_at <= bindparam("now"),
        timer.c.parked.is_(False),
    )
    .order_by(timer.c.due_at, timer.c.name, timer.c.record_id)
    .limit(bindparam("most"))
    # Another process may be at it; on SQLite there is one writer, and it knows no such words.
    .with_for_update(skip_locked=True)
)


def spaces_due(connection: Connection, now: datetime) -> list[SpaceId]:
    """Return the spaces in which something is due."""
    found = select(timer.c.space_id).where(timer.c.due_at <= now, timer.c.parked.is_(False)).distinct()
    return [SpaceId(space_id) for space_id in connection.scalars(found.order_by(timer.c.space_id))]


def next_due(connection: Connection) -> datetime | None:
    """Return when the next timer is due, if any is set."""
    statement = select(timer.c.due_at).where(timer.c.parked.is_(False)).order_by(timer.c.due_at).limit(1)
    found: datetime | None = connection.scalar(statement)
    return found


def put_off(connection: Connection, space_id: SpaceId, name: str, record_id: RecordId, **values: Any) -> None:
    """Note a failure: what to try again when, or that it is given up."""
    connection.execute(
        update(timer)
        .where(timer.c.space_id == space_id, timer.c.name == name, timer.c.record_id == record_id)
        .values(**values)
    )


def parked_count(connection: Connection) -> int:
    """Return how many timers were given up."""
    return len(list(connection.scalars(select(timer.c.record_id).where(timer.c.parked))))
