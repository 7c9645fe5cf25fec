"""Doing what is due: claimed timers run in the transaction that takes them off, so that each has its effect once.

Several processes may run this over one database: they take a space's timers one after the other. A timer that fails is
tried again, later each time, and given up after some tries; it holds no other one up.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

import structlog

from domain.errors import MutationRejected
from domain.ids import RecordId, SpaceId
from server.background import Work, in_thread
from server.db.database import Database, WriteSession
from server.db.errors import StorageError
from server.jobs.timers import CLAIM, TimerKind, catch_up, next_due, put_off, set_timer, spaces_due

TOGETHER_MOST = 50
"""Timers of one transaction: some hundred rows, a few dozen milliseconds of the space's lock."""
TRIES_MOST = 6
FIRST_PAUSE = timedelta(seconds=30)
"""Twice as long after every further failure: a quarter of an hour in all before it is given up."""
LOOK_EVERY_S = 5.0
LOOK_SOONEST_S = 0.2

log = structlog.get_logger("server.jobs")


class Claimed(NamedTuple):
    """A timer that is run now."""

    name: str
    record_id: RecordId
    attempts: int


def run_due(database: Database, kinds: Sequence[TimerKind], now: datetime) -> int:
    """Do all that is due at `now`; return how many timers were run.

    Raises:
        StorageError: Busy or full; what was not done is still due.
    """
    by_name = {kind.name: kind for kind in kinds}
    with database.snapshot() as connection:
        spaces = spaces_due(connection, now)
    done = 0
    for space_id in spaces:
        while ran := _run_some(database, space_id, by_name, now, TOGETHER_MOST):
            done += ran
    return done


def _run_some(database: Database, space_id: SpaceId, kinds: dict[str, TimerKind], now: datetime, most: int) -> int:
    """Run up to `most` timers in one transaction; return how many were taken up, also in vain."""
    claimed: list[Claimed] = []
    try:
        with database.write(space_id) as session:
            wanted = {"space": space_id, "now": now, "most": most}
            claimed = [Claimed(*row) for row in session.connection.execute(CLAIM, wanted)]
            for one in claimed:
                _run_one(session, one, kinds.get(one.name), now)
    except StorageError:
        raise
    except Exception as error:  # a bug, or a row that cannot be stored: whose, shows when they come one by one
        if len(claimed) > 1:
            return sum(_run_some(database, space_id, kinds, now, 1) for _ in claimed)
        if not claimed:
            raise
        _failed(database, space_id, claimed[0], error, now)
    return len(claimed)


def _run_one(session: WriteSession, one: Claimed, kind: TimerKind | None, now: datetime) -> None:
    """Take a timer off and do it."""
    # First: what is done may set it again.
    set_timer(session.connection, session.space_id, one.name, one.record_id, None)
    if kind is None:
        # Of a newer server's, or a kind that is no more.
        log.warning("timer of an unknown kind", name=one.name)
        return
    mark = session.store.mark()
    try:
        kind.fire(session, one.record_id, now)
    except MutationRejected as rejection:
        # What was to be done does not fit any more: the ticket is closed, its author has left.
        session.store.restore(mark)
        log.info("timer came too late", name=one.name, id=one.record_id, code=str(rejection.code))


def _failed(database: Database, space_id: SpaceId, one: Claimed, error: Exception, now: datetime) -> None:
    attempts = one.attempts + 1
    parked = attempts >= TRIES_MOST
    log.error("timer failed", name=one.name, id=one.record_id, error=type(error).__name__, parked=parked)
    with database.transaction() as connection:
        put_off(
            connection,
            space_id,
            one.name,
            one.record_id,
            attempts=attempts,
            error=type(error).__name__,
            parked=parked,
            due_at=now + FIRST_PAUSE * 2 ** (attempts - 1),
        )


def as_they_come(database: Database, kinds: Sequence[TimerKind], clock: Callable[[], datetime]) -> Work:
    """Return the work of doing what is due; several processes may do so at once."""
    caught_up = False

    async def work() -> float:
        nonlocal caught_up
        if not caught_up:
            await in_thread(catch_up, database, kinds)
            caught_up = True
        await in_thread(run_due, database, kinds, clock())
        return await in_thread(_pause_s, database, clock)

    return work


def _pause_s(database: Database, clock: Callable[[], datetime]) -> float:
    """Return how long to wait: until the next one is due, but not for longer than somebody may set another one."""
    with database.snapshot() as connection:
        due = next_due(connection)
    if due is None:
        return LOOK_EVERY_S
    return min(max((due - clock()).total_seconds(), LOOK_SOONEST_S), LOOK_EVERY_S)
