"""The records a mutation reads and writes here: the cache, with bases saved before the first touch."""

from __future__ import annotations

from domain.ids import RecordId
from domain.records import R, Record
from sync.protocol.codec import encode
from sync.replica.cache import Cache
from sync.replica.changes import RecordKey
from sync.replica.columns import COLUMNS, parent_of
from sync.replica.crash_points import CrashPoint


class LocalStore:
    """`RecordStore` over the cache for one run of one mutation.

    Writes are held back until `flush`, so that a mutation that is refused halfway has written nothing.

    Attributes:
        read: Kind and id of every record it asked for or that is the parent of what it wrote, absent ones included.
    """

    def __init__(self, cache: Cache) -> None:
        self._cache = cache
        self._written: dict[RecordKey, Record] = {}
        self.read: set[RecordKey] = set()

    @property
    def written(self) -> frozenset[RecordKey]:
        """Kind and id of every record it put."""
        return frozenset(self._written)

    def get(self, record_type: type[R], record_id: RecordId) -> R | None:
        """Return the record as the mutation sees it, its own writes included."""
        written = self._written.get((record_type.KIND, record_id))
        if isinstance(written, record_type):
            return written
        self.read.add((record_type.KIND, record_id))
        return self._cache.record(record_type, record_id)

    def put(self, record: Record) -> None:
        """Insert or replace a record."""
        self._written[type(record).KIND, record.id] = record
        parent = parent_of(record)
        if parent is not None:
            self.read.add(parent)

    def flush(self) -> None:
        """Write what was put; inside a transaction."""
        for (kind, record_id), record in self._written.items():
            save_base(self._cache, kind, record_id)
            columns = COLUMNS[kind]
            self._cache.execute(columns.upsert_fields, columns.row_of(record))
            self._cache.reach(CrashPoint.ROW_WRITTEN)


def save_base(cache: Cache, kind: str, record_id: RecordId) -> None:
    """Keep what the server last said of a record, unless that is kept already."""
    if cache.value("SELECT 1 FROM base WHERE kind = ? AND id = ?", (kind, record_id)):
        return
    columns = COLUMNS[kind]
    row = cache.execute(columns.select, (record_id,)).fetchone()
    payload, rev = (None, 0) if row is None else columns.data(row)
    text = None if payload is None else encode(payload).decode()
    cache.execute("INSERT INTO base (kind, id, payload, rev) VALUES (?, ?, ?, ?)", (kind, record_id, text, rev))
    cache.reach(CrashPoint.BASE_SAVED)
