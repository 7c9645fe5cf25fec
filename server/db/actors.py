"""What users may see and do, remembered from transaction to transaction until the structure of their space changes."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from sqlalchemy import Connection, bindparam, select

from domain.access import Actor
from domain.ids import RecordId, SpaceId
from server.db.reading import STRUCTURE
from server.db.tables import feed
from sync.protocol.cursor import Cursor

KEPT_S = 600.0
"""Nothing is believed for longer: an idle process may miss a deletion whose row in the feed is gone again."""

STRUCTURE_CHANGED = (
    select(feed.c.seq)
    .where(
        feed.c.space_id == bindparam("space"),
        feed.c.seq > bindparam("start"),
        feed.c.seq <= bindparam("head"),
        feed.c.kind.in_(sorted(STRUCTURE)),
    )
    .limit(1)
)


@dataclass(frozen=True)
class Known:
    """The actors of a space, true at `head` and since the last change of its structure.

    Attributes:
        since_s: When the first of them was read, on the monotonic clock.
    """

    head: Cursor
    since_s: float
    actors: dict[RecordId, Actor | None] = field(default_factory=dict)


class KnownActors:
    """One process's memory of actors. For any thread."""

    def __init__(self, clock_s: Callable[[], float] = time.monotonic) -> None:
        self._clock_s = clock_s
        self._guard = threading.Lock()
        self._spaces: dict[SpaceId, Known] = {}

    def at(self, connection: Connection, space_id: SpaceId, head: Cursor) -> dict[RecordId, Actor | None]:
        """Return the actors known at `head`, by user.

        Whoever reads more of them in the same snapshot adds them; `connection` sees the space at `head` or later.
        """
        known = self._spaces.get(space_id)
        now_s = self._clock_s()
        if known is not None and known.head.epoch == head.epoch and now_s - known.since_s < KEPT_S:
            if known.head.seq == head.seq:
                return known.actors
            if known.head.seq > head.seq:
                # An older snapshot than the newest one seen: what is kept may be too new for it.
                return {}
            if not structure_changed(connection, space_id, known.head.seq, head.seq):
                return self._keep(space_id, Known(head, known.since_s, known.actors)).actors
        return self._keep(space_id, Known(head, now_s)).actors

    def _keep(self, space_id: SpaceId, known: Known) -> Known:
        with self._guard:
            newest = self._spaces.get(space_id)
            if newest is None or newest.head.epoch != known.head.epoch or newest.head.seq <= known.head.seq:
                self._spaces[space_id] = known
        return known


def structure_changed(connection: Connection, space_id: SpaceId, start: int, head: int) -> bool:
    """Tell whether anything that decides who sees what changed after `start`, up to `head`."""
    return connection.scalar(STRUCTURE_CHANGED, {"space": space_id, "start": start, "head": head}) is not None
