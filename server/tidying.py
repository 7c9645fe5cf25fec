"""Tidying: what a server process forgets by itself, once an hour, while it answers."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime

import structlog
from starlette.concurrency import run_in_threadpool

from server.db.database import Database
from server.db.errors import StorageError
from server.feed.tombstones import collect_tombstones

EVERY_S = 3_600.0
FIRST_AFTER_S = 60.0
"""A server that is started again and again does not begin with this."""

log = structlog.get_logger("server.tidying")


def tidy(database: Database, now: datetime, tombstone_days: int) -> int:
    """Forget the tombstones of every space that are older than `tombstone_days`; return how many there were."""
    return sum(collect_tombstones(database, space_id, now, tombstone_days) for space_id in database.heads())


async def tidy_now_and_then(database: Database, tombstone_days: int, clock: Callable[[], datetime]) -> None:
    """Tidy once an hour until the task is cancelled; several processes may do so at once."""
    delay_s = FIRST_AFTER_S
    while True:
        await asyncio.sleep(delay_s)
        delay_s = EVERY_S
        try:
            await run_in_threadpool(tidy, database, clock(), tombstone_days)
        except StorageError as error:
            log.info("tidying put off", kind=type(error).__name__)
