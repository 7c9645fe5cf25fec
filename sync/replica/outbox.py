"""The user's own changes on their way: saved, sending, sent (until a page confirms them), refused."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple

import msgspec

from domain.ids import RecordId
from domain.records import time_text
from sync.protocol.codec import encode
from sync.protocol.push import MutationEnvelope, MutationResult
from sync.replica.cache import Cache, listed
from sync.replica.changes import RecordKey
from sync.replica.crash_points import CrashPoint

JOURNAL_DAYS = 7


class ItemState(StrEnum):
    """How far a change of the user's own has come."""

    SAVED = "saved"
    SENDING = "sending"
    SENT = "sent"
    """The server has it; it stays on top of what pages bring until one has passed its effect."""
    REFUSED = "refused"
    """The server said no: kept with its content until the user decides, no longer part of what is seen."""


UNSENT = f"state IN ('{ItemState.SAVED}', '{ItemState.SENDING}')"
PENDING = f"state <> '{ItemState.REFUSED}'"


class Pending(NamedTuple):
    """A mutation of the outbox, as a replay needs it. `at` is the gesture's clock, `now` the corrected one."""

    n: int
    id: RecordId
    name: str
    v: int
    at: datetime
    now: datetime
    args: dict[str, Any]


class Outbox:
    """The table `outbox`; every method but the questions runs inside a transaction."""

    def __init__(self, cache: Cache) -> None:
        self._cache = cache

    def add(self, mutation: Pending, subject: RecordId, *, creates: bool) -> None:
        """Append a mutation."""
        self._cache.execute(
            "INSERT INTO outbox (n, id, name, v, at, now, args, subject, creates, state, seq, code, detail)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, '', '{}')",
            (
                *mutation[:4],
                time_text(mutation.at),
                time_text(mutation.now),
                encode(mutation.args).decode(),
                subject,
                creates,
                ItemState.SAVED,
            ),
        )
        self._cache.reach(CrashPoint.OUTBOX_INSERTED)

    def take_number(self) -> int:
        """Return the next number and count on."""
        n = int(self._cache.meta("next_n", "1"))
        self._cache.set_meta(next_n=n + 1)
        self._cache.reach(CrashPoint.NUMBER_TAKEN)
        return n

    def pending(self) -> list[Pending]:
        """Return what is replayed, in order."""
        sql = f"SELECT n, id, name, v, at, now, args FROM outbox WHERE {PENDING} ORDER BY n"  # noqa: S608 - names of ours
        return [
            Pending(
                n=n,
                id=mutation_id,
                name=name,
                v=v,
                at=datetime.fromisoformat(at),
                now=datetime.fromisoformat(now),
                args=msgspec.json.decode(args),
            )
            for n, mutation_id, name, v, at, now, args in self._cache.all(sql)
        ]

    def unsent_count(self) -> int:
        """Return how many the server has not taken yet."""
        return int(self._cache.value(f"SELECT count(*) FROM outbox WHERE {UNSENT}"))  # noqa: S608 - names of ours

    def refused_count(self) -> int:
        """Return how many wait for the user's decision."""
        return int(self._cache.value("SELECT count(*) FROM outbox WHERE state = ?", (ItemState.REFUSED,)))

    def unsent(self, most: int, bytes_most: int) -> list[MutationEnvelope]:
        """Return the next to be sent, in order: at least one if there is any, else as many as both limits allow."""
        offset = int(self._cache.meta("n_offset", "0"))
        envelopes: list[MutationEnvelope] = []
        size = 0
        sql = f"SELECT n, id, name, v, at, args FROM outbox WHERE {UNSENT} ORDER BY n LIMIT ?"  # noqa: S608 - names of ours
        for n, mutation_id, name, v, at, args in self._cache.all(sql, (most,)):
            size += len(args) + 200
            if envelopes and size > bytes_most:
                break
            data = msgspec.json.decode(args)
            envelopes.append(MutationEnvelope(n=n - offset, id=mutation_id, name=name, v=v, at=at, args=data))
        return envelopes

    def mark_sending(self, ids: Iterable[RecordId]) -> bool:
        """Note that these are on their way; tell whether that is news."""
        cursor = self._cache.execute(
            "UPDATE outbox SET state = ? WHERE state = ? AND id IN (SELECT value FROM json_each(?))",
            (ItemState.SENDING, ItemState.SAVED, listed(ids)),
        )
        self._cache.reach(CrashPoint.MARKED_SENDING)
        return bool(cursor.rowcount)

    def mark_unsent(self) -> bool:
        """Note that nothing is on its way any more; tell whether something was."""
        statement = "UPDATE outbox SET state = ? WHERE state = ?"
        return bool(self._cache.execute(statement, (ItemState.SAVED, ItemState.SENDING)).rowcount)

    def mark_sent(self, mutation_id: RecordId, seq: int) -> None:
        """Note that the server has taken it; its effect is in the feed at `seq`."""
        self._cache.execute("UPDATE outbox SET state = ?, seq = ? WHERE id = ?", (ItemState.SENT, seq, mutation_id))

    def mark_refused(self, mutation_id: RecordId, code: str, result: MutationResult) -> None:
        """Note the server's no; the content stays."""
        current = None if result.current is None else encode(result.current).decode()
        self._cache.execute(
            "UPDATE outbox SET state = ?, code = ?, detail = ?, current = ? WHERE id = ?",
            (ItemState.REFUSED, code, encode(result.detail).decode(), current, mutation_id),
        )

    def numbers(self, client_n: Iterable[int]) -> dict[int, tuple[int, RecordId]]:
        """Return wire number to (number here, mutation id) of those that still wait for the server's word."""
        offset = int(self._cache.meta("n_offset", "0"))
        sql = f"SELECT n, id FROM outbox WHERE {UNSENT} AND n IN (SELECT value FROM json_each(?))"  # noqa: S608 - names of ours
        here = listed(n + offset for n in client_n)
        return {n - offset: (n, mutation_id) for n, mutation_id in self._cache.all(sql, (here,))}

    def passed(self, seq: int) -> list[int]:
        """Return the sent ones whose effect a replica at `seq` has."""
        sql = "SELECT n FROM outbox WHERE state = ? AND seq <= ? ORDER BY n"
        return [n for (n,) in self._cache.all(sql, (ItemState.SENT, seq))]

    def remove(self, numbers: Iterable[int]) -> None:
        """Take mutations out; their footprints go with them."""
        self._cache.execute("DELETE FROM outbox WHERE n IN (SELECT value FROM json_each(?))", (listed(numbers),))

    def group(self, n: int) -> list[int]:
        """Return a refused mutation with those refused that hang on it: all of its subject, if it was to create it."""
        sql = (
            "SELECT o.n FROM outbox o JOIN outbox f ON f.n = ?"
            " WHERE o.state = ? AND (o.n = f.n OR (f.creates AND o.subject = f.subject)) ORDER BY o.n"
        )
        return [number for (number,) in self._cache.all(sql, (n, ItemState.REFUSED))]

    def send_again(self, numbers: Sequence[int]) -> None:
        """Give pending mutations the next numbers, in order, so that the first is 1 on the wire of a new client."""
        first = int(self._cache.meta("next_n", "1"))
        for new, old in enumerate(numbers, first):
            self._cache.execute("UPDATE outbox SET n = ?, state = ?, seq = 0 WHERE n = ?", (new, ItemState.SAVED, old))
        self._cache.set_meta(next_n=first + len(numbers), n_offset=first - 1)

    def footprints(self) -> dict[int, dict[RecordKey, bool]]:
        """Return what each pending mutation read (False) and wrote (True)."""
        found: dict[int, dict[RecordKey, bool]] = {}
        for n, kind, record_id, wrote in self._cache.all("SELECT n, kind, id, wrote FROM footprint"):
            found.setdefault(n, {})[kind, record_id] = bool(wrote)
        return found

    def set_footprint(self, n: int, read: Iterable[RecordKey], written: frozenset[RecordKey]) -> None:
        """Replace what a mutation's last run read and wrote."""
        self._cache.execute("DELETE FROM footprint WHERE n = ?", (n,))
        rows = [(n, *key, False) for key in set(read) - written] + [(n, *key, True) for key in written]
        self._cache.connection.executemany("INSERT INTO footprint (n, kind, id, wrote) VALUES (?, ?, ?, ?)", rows)
