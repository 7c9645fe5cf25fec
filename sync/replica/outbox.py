"""The user's own changes on their way: saved, sending, sent (until a page confirms them), refused."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
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
from sync.replica.columns import COLUMNS
from sync.replica.crash_points import CrashPoint


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
    """A mutation of the outbox, as a replay needs it.

    Attributes:
        at: The gesture's clock.
        now: The corrected one.
        seq: Where its effect is in the feed; 0 until the server has said so.
    """

    n: int
    id: RecordId
    name: str
    v: int
    at: datetime
    now: datetime
    args: dict[str, Any]
    seq: int = 0


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

    def pending(self, among: Iterable[int] | None = None) -> list[Pending]:
        """Return what is replayed, in order; only those `among` some numbers if they are given."""
        some = "1" if among is None else "n IN (SELECT value FROM json_each(?))"
        sql = f"SELECT n, id, name, v, at, now, args, seq FROM outbox WHERE {PENDING} AND {some} ORDER BY n"  # noqa: S608 - names of ours
        return [
            Pending(
                n=n,
                id=mutation_id,
                name=name,
                v=v,
                at=datetime.fromisoformat(at),
                now=datetime.fromisoformat(now),
                args=msgspec.json.decode(args),
                seq=seq,
            )
            for n, mutation_id, name, v, at, now, args, seq in self._cache.all(
                sql, () if among is None else (listed(among),)
            )
        ]

    def pending_numbers(self) -> set[int]:
        """Return the numbers of what is replayed."""
        return {n for (n,) in self._cache.all(f"SELECT n FROM outbox WHERE {PENDING}")}  # noqa: S608 - names of ours

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
            size += len(args.encode()) + 200
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

    def answered(self, results: Sequence[MutationResult]) -> list[tuple[int, RecordId, MutationResult]]:
        """Return (number here, mutation id, result) of those that still wait for the server's word.

        A word on another mutation of the same number is left aside: it was said before the cache was set back.
        """
        offset = int(self._cache.meta("n_offset", "0"))
        sql = f"SELECT n, id FROM outbox WHERE {UNSENT} AND n IN (SELECT value FROM json_each(?))"  # noqa: S608 - names of ours
        waiting = dict(self._cache.all(sql, (listed(result.n + offset for result in results),)))
        return [
            (result.n + offset, waiting[result.n + offset], result)
            for result in results
            if result.n + offset in waiting and result.id in {"", waiting[result.n + offset]}
        ]

    def passed(self, seq: int) -> list[int]:
        """Return the sent ones whose effect a replica at `seq` has."""
        sql = "SELECT n FROM outbox WHERE state = ? AND seq <= ? ORDER BY n"
        return [n for (n,) in self._cache.all(sql, (ItemState.SENT, seq))]

    def told(self, numbers: Iterable[int]) -> set[int]:
        """Return those of some sent ones that are seen on top of what the server has said with them in it."""
        some, found = listed(numbers), set[int]()
        among = "FROM footprint f WHERE f.n IN (SELECT value FROM json_each(?)) AND f.wrote"
        for (kind,) in self._cache.all(f"SELECT DISTINCT f.kind {among}", (some,)):  # noqa: S608 - names of ours
            sql = (
                f"SELECT DISTINCT f.n {among} AND f.kind = ? AND EXISTS (SELECT 1 FROM {COLUMNS[kind].table} r"  # noqa: S608 - names of ours
                " JOIN outbox o ON o.n = f.n WHERE r.id = f.id AND r.rev >= o.seq)"
            )
            found.update(n for (n,) in self._cache.all(sql, (some, kind)))
        return found

    def forget_effects(self) -> None:
        """Note of all that was sent that it is only saved here: the server may have lost it."""
        sql = "UPDATE outbox SET state = ?, seq = 0 WHERE state = ?"
        self._cache.execute(sql, (ItemState.SAVED, ItemState.SENT))

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

    def arguments(self, numbers: Iterable[int]) -> list[dict[str, Any]]:
        """Return the arguments of mutations, in order."""
        sql = "SELECT args FROM outbox WHERE n IN (SELECT value FROM json_each(?)) ORDER BY n"
        return [msgspec.json.decode(args) for (args,) in self._cache.all(sql, (listed(numbers),))]

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

    def touching(self, keys: Iterable[RecordKey]) -> bool:
        """Tell whether any pending mutation read or wrote one of these records."""
        if not self._cache.value("SELECT 1 FROM footprint LIMIT 1"):
            return False
        sql = (
            "SELECT 1 FROM json_each(?) k CROSS JOIN footprint f"
            " ON f.kind = k.value ->> 0 AND f.id = k.value ->> 1 LIMIT 1"
        )
        return bool(self._cache.value(sql, (listed(keys),)))

    def set_footprint(self, n: int, footprint: Mapping[RecordKey, bool]) -> None:
        """Replace what a mutation's last run read (False) and wrote (True)."""
        self._cache.execute("DELETE FROM footprint WHERE n = ?", (n,))
        rows = [(n, *key, wrote) for key, wrote in footprint.items()]
        self._cache.connection.executemany("INSERT INTO footprint (n, kind, id, wrote) VALUES (?, ?, ?, ?)", rows)
