"""The sets of scopes through which records are seen: each is kept once, and rows name it by number.

A user has few scopes, so records by the hundred thousand share some dozens of sets. A row without a number is seen
through no scope: somebody made it here, and the server has not said a word of it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

import msgspec

from domain.ids import RecordId, Scope
from sync.protocol.codec import encode
from sync.replica.cache import Cache, listed
from sync.replica.columns import COLUMNS


class Sights:
    """The table `sight` and the column `sight_id` of kinds that are no children; it writes inside a transaction."""

    def __init__(self, cache: Cache) -> None:
        self._cache = cache

    def sets(self) -> dict[int, tuple[Scope, ...]]:
        """Return number to scopes of every set there is."""
        return {number: _scopes(text) for number, text in self._cache.all("SELECT id, scopes FROM sight")}

    def showing(self, scope: Scope) -> list[int]:
        """Return the numbers of the sets that hold a scope."""
        return [number for number, scopes in self.sets().items() if scope in scopes]

    def number(self, scopes: Collection[Scope]) -> int | None:
        """Return the number of a set, giving it one if it has none; the empty set has none."""
        if not scopes:
            return None
        text = encode(sorted(scopes)).decode()
        self._cache.execute("INSERT OR IGNORE INTO sight (scopes) VALUES (?)", (text,))
        return int(self._cache.value("SELECT id FROM sight WHERE scopes = ?", (text,)))

    def of(self, kind: str, ids: Iterable[RecordId]) -> dict[RecordId, tuple[Scope, ...]]:
        """Return id to scopes of those records that are held; children are seen with their parents and have none."""
        sql = f"SELECT id, sight_id FROM {COLUMNS[kind].table} WHERE id IN (SELECT value FROM json_each(?))"  # noqa: S608 - names of ours
        sets = self.sets()
        return {record_id: sets.get(number, ()) for record_id, number in self._cache.all(sql, (listed(ids),))}

    def set(self, kind: str, scopes: Iterable[tuple[RecordId, Collection[Scope]]]) -> None:
        """Say through which scopes records are seen."""
        numbers: dict[frozenset[Scope], int | None] = {}
        values = []
        for record_id, seen in scopes:
            key = frozenset(seen)
            if key not in numbers:
                numbers[key] = self.number(key)
            values.append((numbers[key], record_id))
        sql = f"UPDATE {COLUMNS[kind].table} SET sight_id = ? WHERE id = ?"  # noqa: S608 - names of ours
        self._cache.connection.executemany(sql, values)

    def withdraw(self, lost: Collection[Scope]) -> None:
        """Take scopes out of every set, and so out of what is said of any record."""
        smaller: dict[int, int | None] = {}
        for number, scopes in self.sets().items():
            left = [scope for scope in scopes if scope not in lost]
            if len(left) < len(scopes):
                smaller[number] = self.number(left)
        if not smaller:
            return
        self._renumber(smaller)
        self._cache.execute("DELETE FROM sight WHERE id IN (SELECT value FROM json_each(?))", (listed(smaller),))

    def _renumber(self, numbers: Mapping[int, int | None]) -> None:
        old = listed(numbers)
        new = encode({str(number): smaller for number, smaller in numbers.items()}).decode()
        for columns in COLUMNS.values():
            if columns.parent is None:
                self._cache.execute(
                    f"UPDATE {columns.table} SET sight_id = json_extract(?, '$.\"' || sight_id || '\"')"  # noqa: S608 - names of ours
                    " WHERE sight_id IN (SELECT value FROM json_each(?))",
                    (new, old),
                )


def _scopes(text: str) -> tuple[Scope, ...]:
    return msgspec.json.decode(text, type=tuple[Scope, ...])
