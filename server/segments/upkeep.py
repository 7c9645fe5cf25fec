"""Keeps segments fresh: looks now and then, and has a process of its own build what is due."""

from __future__ import annotations

import multiprocessing
import os
import threading
from datetime import datetime, timedelta
from pathlib import Path

import structlog
from anyio import CapacityLimiter, to_thread
from sqlalchemy import bindparam, delete, insert, update
from sqlalchemy.exc import IntegrityError

from domain.ids import SpaceId
from server.db.database import Database, utc_now
from server.segments.sets import build, is_due
from server.segments.tables import segment_claim

log = structlog.get_logger("server.segments")
LOOK_S = 60.0
CLAIM = timedelta(minutes=10)
"""For so long nobody else builds; whoever died over it delays the next by no more."""
NICE = 10

TAKE_OVER = (
    update(segment_claim)
    .where(segment_claim.c.space_id == bindparam("of_space"), segment_claim.c.until < bindparam("now"))
    .values(until=bindparam("new_until"))
)


class Upkeep:
    """Looks every minute. Building happens in another process: it would hold up everybody's requests."""

    def __init__(self, place: str | Path, database: Database) -> None:
        self._place = place
        self._database = database
        self._stopping = threading.Event()
        self._looking = threading.Lock()
        # A place of its own in the thread pool: a building takes as long as many requests.
        self._limiter = CapacityLimiter(1)

    async def look(self) -> float:
        """Have built what is due; return when to look again."""
        await to_thread.run_sync(self._look, limiter=self._limiter)
        return LOOK_S

    def stop(self) -> None:
        """End; a building under way is broken off, and nothing is kept of it."""
        self._stopping.set()
        with self._looking:
            pass

    def _look(self) -> None:
        with self._looking:
            if not self._stopping.is_set() and any_due(self._database, utc_now()):
                self._build()

    def _build(self) -> None:
        process = multiprocessing.get_context("spawn").Process(
            target=build_due, args=(self._place,), name="segments", daemon=True
        )
        process.start()
        while process.is_alive() and not self._stopping.is_set():
            process.join(0.5)
        if process.is_alive():
            process.terminate()
            process.join()
        elif process.exitcode:
            log.error("segments not built", exit_code=process.exitcode)


def any_due(database: Database, now: datetime) -> bool:
    """Tell whether some space's segments are to be built."""
    spaces = database.heads()
    with database.snapshot() as connection:
        return any(is_due(connection, space_id, now) for space_id in spaces)


def build_due(place: str | Path) -> None:
    """Build what is due in the database at `place`, politely; what another process has claimed is left to it."""
    if hasattr(os, "nice"):
        os.nice(NICE)
    database = Database.open(place)
    try:
        for space_id in database.heads():
            now = utc_now()
            with database.snapshot() as connection:
                due = is_due(connection, space_id, now)
            if due and claim(database, space_id, now):
                try:
                    built = build(database, space_id, utc_now())
                    log.info("segments built", space=space_id, seq=built.seq)
                finally:
                    release(database, space_id)
    finally:
        database.close()


def claim(database: Database, space_id: SpaceId, now: datetime) -> bool:
    """Take the building of a space upon oneself; false if somebody else is at it."""
    until = now + CLAIM
    try:
        with database.transaction() as connection:
            taken = connection.execute(TAKE_OVER, {"of_space": space_id, "now": now, "new_until": until})
            if not taken.rowcount:
                connection.execute(insert(segment_claim).values(space_id=space_id, until=until))
    except IntegrityError:
        return False
    return True


def release(database: Database, space_id: SpaceId) -> None:
    """Let others build."""
    with database.transaction() as connection:
        connection.execute(delete(segment_claim).where(segment_claim.c.space_id == space_id))
