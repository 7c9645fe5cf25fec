"""What earlier imports of a source brought, and the digests by which one tells who wrote something last."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable
from typing import Any

import msgspec
from sqlalchemy import Connection, bindparam, select
from sqlalchemy.dialects import postgresql, sqlite

from domain.ids import RecordId, SpaceId
from server.db.tables import metadata
from server.imports.tables import ImportedRecord

DIGEST_CHARACTERS = 16
AT_ONCE = 500
PERSON = "person"
TICKET = "ticket"

imported = metadata.tables[ImportedRecord.__tablename__]
OF_KEYS = select(imported).where(
    imported.c.space_id == bindparam("space"),
    imported.c.source == bindparam("source"),
    imported.c.kind == bindparam("kind"),
    imported.c.key.in_(bindparam("keys", expanding=True)),
)


class Known(msgspec.Struct, kw_only=True):
    """What is known of a record of the source: what it is here, and what the import wrote there."""

    record_id: RecordId
    digest: str = ""
    marks: dict[str, Any] = {}


class Remembered:
    """The rows of one source."""

    def __init__(self, space_id: SpaceId, source: str) -> None:
        self._space_id = space_id
        self._source = source

    def of(self, connection: Connection, kind: str, keys: Collection[str]) -> dict[str, Known]:
        """Return what is known of the records of those keys."""
        found: dict[str, Known] = {}
        wanted = sorted(set(keys))
        for start in range(0, len(wanted), AT_ONCE):
            given = {
                "space": self._space_id,
                "source": self._source,
                "kind": kind,
                "keys": wanted[start : start + AT_ONCE],
            }
            for row in connection.execute(OF_KEYS, given):
                found[row.key] = Known(record_id=row.record_id, digest=row.digest, marks=dict(row.marks))
        return found

    def is_of_source(self, connection: Connection, record_id: RecordId) -> bool:
        """Tell whether a record came from this source."""
        statement = select(imported.c.key).where(
            imported.c.space_id == self._space_id,
            imported.c.record_id == record_id,
            imported.c.source == self._source,
        )
        return connection.execute(statement.limit(1)).first() is not None

    def write(self, connection: Connection, kind: str, known: dict[str, Known]) -> None:
        """Remember, in the transaction that writes the records themselves."""
        if not known:
            return
        dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
        statement = dialect.insert(imported)
        fresh = {name: statement.excluded[name] for name in ("record_id", "digest", "marks")}
        keys = ["space_id", "source", "kind", "key"]
        rows = [
            {
                "space_id": self._space_id, "source": self._source, "kind": kind, "key": key,
                "record_id": one.record_id, "digest": one.digest, "marks": one.marks,
            }
            for key, one in known.items()
        ]  # fmt: skip
        connection.execute(statement.on_conflict_do_update(index_elements=keys, set_=fresh), rows)


def digest_of(value: Any) -> str:
    """Return a short digest of a value: equal values, equal digests."""
    data = msgspec.json.encode(value, order="deterministic")
    return hashlib.sha256(data).hexdigest()[:DIGEST_CHARACTERS]


def digests_of(values: Iterable[str]) -> list[str]:
    """Return the digest of each member of a set."""
    return sorted(digest_of(value) for value in values)


def merged(ours: Any, theirs: Any, mark: str | None) -> tuple[Any, bool]:
    """Return what a field is to be, and whether the source lost.

    Args:
        ours: What it is here.
        theirs: What the source says now.
        mark: The digest of what the import wrote last; None if it never did.
    """
    if mark is None or digest_of(theirs) == mark or ours == theirs:
        return ours, False
    return (theirs, False) if digest_of(ours) == mark else (ours, True)


def merged_set(ours: Iterable[str], theirs: Iterable[str], marks: Collection[str] | None) -> tuple[str, ...]:
    """Return what a set is to be: what the source added and took away since, and what was done here."""
    ours, theirs, known = set(ours), set(theirs), set(marks or ())
    added = {one for one in theirs if digest_of(one) not in known}
    taken = {one for one in ours - theirs if digest_of(one) in known}
    return tuple(sorted((ours | added) - taken))
