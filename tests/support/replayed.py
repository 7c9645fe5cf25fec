"""What a cache must show: what the server said, with everything pending on top, told independently of the replica."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from domain.access import Actor
from domain.errors import MutationRejected
from domain.ids import RecordId
from domain.records import Record
from sync.replica.changes import RecordKey
from sync.replica.outbox import Pending
from sync.replica.rebase import attempt
from tests.support.franchise import MemoryStore


class _Again(MemoryStore):
    """The records as one pending mutation meets them; what it puts is kept apart."""

    def __init__(self, rows: Mapping[RecordKey, Record], revs: Mapping[RecordKey, int], effect_seq: int) -> None:
        super().__init__()
        self.rows = dict(rows)
        self.put_keys: set[RecordKey] = set()
        self.revs = revs
        self.effect_seq = effect_seq
        self.lost_seq = 0

    def put(self, record: Record) -> None:
        """Override MemoryStore.put: remember which."""
        super().put(record)
        self.put_keys.add((record.KIND, record.id))

    def is_free(self, record_type: type[Record], record_id: RecordId) -> bool:
        """Override MemoryStore.is_free: what the server has under an id that was free at the gesture came of it."""
        key = (record_type.KIND, record_id)
        rev = 0 if key in self.put_keys else self.revs.get(key, 0)
        if rev > 0:
            self.effect_seq = min(self.effect_seq or rev, rev)
        if rev < 0:
            self.lost_seq = min(self.lost_seq or -rev, -rev)
        return rev != 0 or key not in self.rows

    def unsaid(self) -> dict[RecordKey, Record]:
        """Return what it put but for what the server has said since its effect."""
        most = max(map(abs, self.revs.values()), default=0) + 1
        said = range(self.effect_seq or most, most), range(self.lost_seq or most, most)
        revs = {key: self.revs.get(key, 0) for key in self.put_keys}
        return {key: self.rows[key] for key, rev in revs.items() if rev not in said[0] and -rev not in said[1]}


def replayed(
    base: Mapping[RecordKey, Record], revs: Mapping[RecordKey, int], pending: Iterable[Pending], actor: Actor
) -> dict[RecordKey, Record]:
    """Return what is to be seen.

    Args:
        base: What the server last said.
        revs: The sequence at which it said each of that.
        pending: Mutations in order.
        actor: Whose they are.
    """
    rows = dict(base)
    for mutation in pending:
        draft = _Again(rows, revs, mutation.seq)
        try:
            attempt(draft, mutation, actor)  # type: ignore[arg-type]  # it is asked for no more than a replay needs
        except MutationRejected:
            continue
        rows |= draft.unsaid()
    return rows
