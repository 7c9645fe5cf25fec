"""What a cache says of who sees what."""

from __future__ import annotations

from collections.abc import Iterator

from domain.ids import RecordId, Scope
from sync.replica.cache import Cache
from sync.replica.columns import COLUMNS
from sync.replica.sights import Sights


def members(cache: Cache) -> Iterator[tuple[str, RecordId, Scope]]:
    """Yield kind, id and scope, once for each scope through which a record is seen."""
    sets = Sights(cache).sets()
    for kind, columns in COLUMNS.items():
        if columns.parent is None:
            seen = f"SELECT id, sight_id FROM {columns.table} WHERE sight_id IS NOT NULL"  # noqa: S608 - names of ours
            for record_id, number in cache.all(seen):
                for scope in sets[number]:
                    yield kind, record_id, scope
