"""What the server took within the last days, kept to be offered again should it go back in time."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from domain.records import time_text
from sync.replica.cache import Cache, listed
from sync.replica.outbox import ItemState

JOURNAL_DAYS = 7


class Journal:
    """The table `journal`; every method runs inside a transaction."""

    def __init__(self, cache: Cache) -> None:
        self._cache = cache

    def keep(self, numbers: Iterable[int], now: datetime) -> None:
        """Copy confirmed mutations out of the outbox and forget those older than `JOURNAL_DAYS`.

        Args:
            numbers: Which of the outbox.
            now: The server's time: a clock of this machine's that jumps must not throw anything away.
        """
        self._cache.execute(
            "INSERT INTO journal (id, n, name, v, at, now, args, subject, creates, seq, acked_at)"
            " SELECT id, n, name, v, at, now, args, subject, creates, seq, ? FROM outbox"
            " WHERE n IN (SELECT value FROM json_each(?))"
            " ON CONFLICT (id) DO UPDATE SET seq = excluded.seq, acked_at = excluded.acked_at",
            (time_text(now), listed(numbers)),
        )
        self._cache.execute("DELETE FROM journal WHERE acked_at < ?", (time_text(now - timedelta(days=JOURNAL_DAYS)),))

    def offer_again(self, since: int) -> None:
        """Move back to the outbox, each in its place, what a server may lack that has lost all after `since`.

        What had no effect bears the sequence that was the head then: so from `since` on.
        """
        self._cache.execute(
            "INSERT INTO outbox (n, id, name, v, at, now, args, subject, creates, state, seq, code, detail)"
            " SELECT n, id, name, v, at, now, args, subject, creates, ?, 0, '', '{}' FROM journal WHERE seq >= ?",
            (ItemState.SAVED, since),
        )
        self._cache.execute("DELETE FROM journal WHERE seq >= ?", (since,))
