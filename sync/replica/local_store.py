"""The records a mutation reads and writes here: the cache, with bases saved before the first touch."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Self

from domain.ids import RecordId
from domain.records import R, Record
from sync.protocol.codec import encode
from sync.replica.cache import Cache, listed
from sync.replica.changes import RecordKey
from sync.replica.columns import COLUMNS, parent_of
from sync.replica.crash_points import CrashPoint


class LocalStore:
    """`RecordStore` over the cache for one run of one mutation.

    Writes are held back until somebody takes them, so that a mutation that is refused halfway has written nothing.

    A replay may meet what the server has made of the very same mutation: pages bring its records one by one, each with
    that record's last change. What they brought is the server's word on it and stays, the rest is written here until it
    comes too.

    Attributes:
        read: Kind and id of every record it asked for or that is the parent of what it wrote, absent ones included.
    """

    def __init__(self, cache: Cache) -> None:
        self._cache = cache
        self._ahead: Mapping[RecordKey, Record] = {}
        self._written: dict[RecordKey, Record] = {}
        self._replays = False
        self._effect_seq = 0
        self._lost_seq = 0
        """Where its effect was in a history that the server has lost, 0 if that is unknown."""
        self.read: set[RecordKey] = set()

    @classmethod
    def replaying(cls, cache: Cache, ahead: Mapping[RecordKey, Record], effect_seq: int) -> Self:
        """Return the store for a mutation that ran here before.

        Args:
            cache: What the server said, with what is pending of other mutations on top.
            ahead: What mutations before this one put and the cache does not hold yet.
            effect_seq: Where in the feed its effect is; 0 if the server has not said so.
        """
        store = cls(cache)
        store._ahead = ahead
        store._replays = True
        store._effect_seq = effect_seq
        return store

    @property
    def written(self) -> frozenset[RecordKey]:
        """Kind and id of every record it put, and that the server has not said already."""
        return frozenset(self.records)

    @property
    def records(self) -> Mapping[RecordKey, Record]:
        """Those records."""
        if not self._effect_seq and not self._lost_seq:
            return self._written
        return {key: record for key, record in self._written.items() if not self._is_said(self._rev(key))}

    def footprint(self, *, applied: bool = True) -> dict[RecordKey, bool]:
        """Return kind and id of every record it touched, and whether it wrote it; nothing if it was not `applied`."""
        return dict.fromkeys(self.read | self._written.keys(), False) | dict.fromkeys(self.records, applied)

    def get(self, record_type: type[R], record_id: RecordId) -> R | None:
        """Return the record as the mutation sees it, its own writes included."""
        key = (record_type.KIND, record_id)
        written = self._written.get(key)
        if isinstance(written, record_type):
            return written
        self.read.add(key)
        ahead = self._ahead.get(key)
        return ahead if isinstance(ahead, record_type) else self._cache.record(record_type, record_id)

    def put(self, record: Record) -> None:
        """Insert or replace a record."""
        self._written[type(record).KIND, record.id] = record
        parent = parent_of(record)
        if parent is not None:
            self.read.add(parent)

    def is_free(self, record_type: type[Record], record_id: RecordId) -> bool:
        """Tell whether there is no record of that id, or only what the server has made of this very mutation.

        An id is drawn once: what was free when the mutation first ran here, and is the server's now, came of it. So its
        effect is known from there as well, if the server's answer is still under way or was lost.
        """
        key = (record_type.KIND, record_id)
        if self.get(record_type, record_id) is None:
            return True
        rev = self._rev(key)
        if not self._replays or key in self._written or rev == 0:
            return False
        if rev > 0:
            self._effect_seq = min(self._effect_seq or rev, rev)
        else:
            self._lost_seq = min(self._lost_seq or -rev, -rev)
        return True

    def flush(self) -> None:
        """Write what was put; inside a transaction."""
        write(self._cache, self.records)

    def _is_said(self, rev: int) -> bool:
        """Tell whether what the server said at `rev` has this mutation's effect in it, as far as is known."""
        return 0 < self._effect_seq <= rev or 0 < self._lost_seq <= -rev

    def _rev(self, key: RecordKey) -> int:
        """Return the sequence of what the server last said of a record, below zero if that is of a lost history.

        0 if it is only here, or not at all.
        """
        kind, record_id = key
        return self._cache.value(f"SELECT rev FROM {COLUMNS[kind].table} WHERE id = ?", (record_id,)) or 0  # noqa: S608 - names of ours


def write(cache: Cache, records: Mapping[RecordKey, Record]) -> None:
    """Write records that mutations have put, their bases first; inside a transaction."""
    by_kind: dict[str, list[Record]] = defaultdict(list)
    for (kind, _), record in records.items():
        by_kind[kind].append(record)
    for kind, some in by_kind.items():
        save_bases(cache, kind, [record.id for record in some])
        columns = COLUMNS[kind]
        cache.connection.executemany(columns.upsert_fields, map(columns.row_of, some))
        cache.reach(CrashPoint.ROW_WRITTEN)


def save_bases(cache: Cache, kind: str, ids: Iterable[RecordId]) -> None:
    """Keep what the server last said of records, unless that is kept already."""
    columns = COLUMNS[kind]
    among = "id IN (SELECT value FROM json_each(?))"
    wanted = set(ids)
    kept = cache.all(f"SELECT id FROM base WHERE kind = ? AND {among}", (kind, listed(wanted)))  # noqa: S608 - names of ours
    wanted -= {record_id for (record_id,) in kept}
    if not wanted:
        return
    bases: dict[RecordId, tuple[str | None, int]] = dict.fromkeys(wanted, (None, 0))
    for row in cache.all(columns.select.replace("id = ?", among), (listed(wanted),)):
        payload, rev = columns.data(row)
        bases[payload["id"]] = encode(payload).decode(), rev
    cache.connection.executemany(
        "INSERT INTO base (kind, id, payload, rev) VALUES (?, ?, ?, ?)",
        [(kind, record_id, *base) for record_id, base in bases.items()],
    )
    cache.reach(CrashPoint.BASE_SAVED)
