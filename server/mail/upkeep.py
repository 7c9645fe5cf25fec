"""What is looked at and cleared away in the outbox beside sending."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta

from domain.ids import SpaceId
from server.db.database import Database
from server.mail import queries

KEPT = timedelta(days=90)
"""For how long it is known what was sent: far longer than a device brings anything again."""


def mail_counts(database: Database) -> Counter[str]:
    """Return how many mails wait and how many are parked, by state."""
    with database.snapshot() as connection:
        return queries.counts(connection)


def retry_parked(database: Database, now: datetime) -> int:
    """Have every mail that was given up tried again; return how many that are."""
    with database.transaction() as connection:
        return queries.release(connection, now)


def forget_mails(database: Database, space_id: SpaceId, now: datetime) -> None:
    """Forget what was sent or dropped long ago."""
    with database.transaction() as connection:
        queries.forget(connection, space_id, now - KEPT)
