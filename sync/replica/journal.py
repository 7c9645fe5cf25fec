"""What the server took within the last days, kept to be offered again should it go back in time."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from domain.records import time_text
from sync.replica.cache import Cache, listed
from sync.replica.outbox import JOURNAL_DAYS


class Journal:
    """The table `journal`."""

    def __init__(self, cache: Cache) -> None:
        self._cache = cache

    def keep(self, numbers: Iterable[int], now: datetime) -> None:
        """Copy confirmed mutations out of the outbox and forget those older than `JOURNAL_DAYS`."""
        self._cache.execute(
            "INSERT INTO journal (id, n, name, v, at, args, seq, acked_at)"
            " SELECT id, n, name, v, at, args, seq, ? FROM outbox WHERE n IN (SELECT value FROM json_each(?))"
            " ON CONFLICT (id) DO UPDATE SET seq = excluded.seq, acked_at = excluded.acked_at",
            (time_text(now), listed(numbers)),
        )
        self._cache.execute("DELETE FROM journal WHERE acked_at < ?", (time_text(now - timedelta(days=JOURNAL_DAYS)),))

    def after(self, seq: int) -> list[str]:
        """Return the ids of what a server that has only come to `seq` must be offered again, oldest first."""
        return [row[0] for row in self._cache.all("SELECT id FROM journal WHERE seq > ? ORDER BY seq, n", (seq,))]
