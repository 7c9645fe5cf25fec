"""Tidying: what a server process forgets by itself, once an hour, while it answers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from server.background import Work, in_thread
from server.db.database import Database
from server.feed.tombstones import collect_tombstones
from server.mail.upkeep import forget_mails
from server.replication.parked import forget_stumbles

EVERY_S = 3_600.0
FIRST_AFTER_S = 60.0
"""A server that is started again and again does not begin with this."""


def tidy(database: Database, now: datetime, tombstone_days: int) -> int:
    """Forget what is too old in every space; return how many tombstones, older than `tombstone_days`, there were."""
    count = 0
    for space_id in database.heads():
        forget_stumbles(database, space_id, now)
        forget_mails(database, space_id, now)
        count += collect_tombstones(database, space_id, now, tombstone_days)
    return count


def hourly(database: Database, tombstone_days: int, clock: Callable[[], datetime]) -> Work:
    """Return the work of tidying once an hour; several processes may do so at once."""

    async def work() -> float:
        await in_thread(tidy, database, clock(), tombstone_days)
        return EVERY_S

    return work
