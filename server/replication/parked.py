"""Mutations that were given up: what an administrator may know of them, and when the server forgets them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import Connection, delete, func, select

from domain.ids import RecordId, SpaceId
from server.db.database import Database
from server.db.tables import dead_letter

KEPT_FOR = timedelta(days=30)
"""Long enough for somebody to look. Its client needs none of it: what became of the mutation stands elsewhere."""


class Parked(NamedTuple):
    """A mutation that was given up.

    Attributes:
        name: Of the mutation: what was to be done.
        user_id: Whose.
        at: When it was given up.
        error: The places in the code that the last try came through.
    """

    name: str
    mutation_id: RecordId
    user_id: RecordId
    at: datetime
    error: str


def parked_in(connection: Connection, space_id: SpaceId) -> list[Parked]:
    """Return what was given up in a space, the last first."""
    statement = (
        select(*(dead_letter.c[name] for name in ("name", "mutation_id", "user_id", "last_at", "error")))
        .where(dead_letter.c.space_id == space_id, dead_letter.c.parked)
        .order_by(dead_letter.c.last_at.desc(), dead_letter.c.mutation_id)
    )
    return [Parked(*row) for row in connection.execute(statement)]


def parked_count(database: Database) -> int:
    """Return how many were given up in all spaces."""
    with database.snapshot() as connection:
        return connection.scalar(select(func.count()).select_from(dead_letter).where(dead_letter.c.parked)) or 0


def forget_stumbles(database: Database, space_id: SpaceId, now: datetime) -> int:
    """Forget the mutations that the server last stumbled over long ago, given up or not; return how many.

    One that was given up has its outcome beside every other one's. One that was not, and comes after all, is counted
    from the beginning: it has never been applied.
    """
    old = (dead_letter.c.space_id == space_id, dead_letter.c.last_at < now - KEPT_FOR)
    with database.transaction() as connection:
        return connection.execute(delete(dead_letter).where(*old)).rowcount
