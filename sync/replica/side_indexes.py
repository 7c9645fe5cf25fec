"""Indexes a first sync in bulk does without: rows come in no order of theirs, and making them afterwards costs half.

Nothing that is on the screen meanwhile needs them: opening a ticket and the queues have their own. Lists by date are
read away from the screen until theirs is there (`sync.replica.reading.tickets.is_in_order`).
"""

from __future__ import annotations

import json

from sync.replica.cache import Cache
from sync.replica.crash_points import CrashPoint

NAMES = (
    *("ticket_status", "ticket_updated", "ticket_number", "ticket_assignee", "ticket_requester", "ticket_store"),
    *("ticket_text_insert", "message_text_insert"),
)
"""In the order in which they are made again; with them the triggers that ask of each new row whether its text is to be
indexed at once, which is never so while a replica that held nothing takes segments (`text_index`).
"""
META = "side_indexes"
"""Single value of the cache: the statements that make those which are not there."""


class SideIndexes:
    """Takes the indexes away and puts them back as they were; inside a transaction, and at most once at a time."""

    def __init__(self, cache: Cache) -> None:
        self._cache = cache

    def drop(self) -> None:
        """Take them away, keeping how they are made."""
        found = self._cache.all(
            "SELECT type, name, sql FROM sqlite_master WHERE name IN (SELECT value FROM json_each(?))",
            (json.dumps(NAMES),),
        )
        for what, name, _ in found:
            self._cache.execute(f"DROP {what} {name}")
        made = {name: sql for _, name, sql in found}
        self._cache.set_meta(**{META: json.dumps([made[name] for name in NAMES if name in made])})

    def wait(self) -> bool:
        """Tell whether some of them are still to be made."""
        return bool(self._waiting())

    def step(self) -> None:
        """Make one of them again; nothing happens if all are there."""
        for sql in self._waiting()[:1]:
            self._cache.execute(sql)
            self._cache.set_meta(**{META: json.dumps(self._waiting()[1:])})
            self._cache.reach(CrashPoint.INDEXES_MADE)

    def restore(self) -> None:
        """Make all of them again."""
        while self.wait():
            self.step()

    def _waiting(self) -> list[str]:
        waiting: list[str] = json.loads(self._cache.meta(META) or "[]")
        return waiting
