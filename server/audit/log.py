"""Writing to the audit log, in the transaction of what is written down, and looking whether its chain is whole."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import Connection, Row, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from domain.ids import RecordId, SpaceId
from domain.records import time_text
from server.audit.tables import Act, AuditHead, AuditRow

BEGINNING = ""
"""What the first row follows."""
TOGETHER = 1_000


class Entry(NamedTuple):
    """What is to be written down."""

    act: Act
    at: datetime
    actor_id: RecordId | None = None
    user_id: RecordId | None = None
    ticket_id: RecordId | None = None
    detail: dict[str, Any] = {}  # noqa: RUF012 - never changed


class Verdict(NamedTuple):
    """What a look at a log found.

    Attributes:
        length: How many rows are in order, from the first.
        head: The hash of the last of them: noted elsewhere, it shows later that nothing was rewritten.
        wrong: What is not in order; empty if nothing.
    """

    length: int
    head: str
    wrong: str


def write(connection: Connection, space_id: SpaceId, *entries: Entry) -> None:
    """Add entries to a space's log. Whoever also needs the space's head takes that first."""
    head = _take(connection, space_id)
    n, last = head.n, head.hash
    rows = []
    for entry in entries:
        n += 1
        # As it will be read: a clock may be finer than what the databases keep.
        row = {"n": n, **entry._asdict(), "act": str(entry.act)}
        last = _hash(last, row)
        rows.append({"space_id": space_id, **row, "hash": last})
    if rows:
        connection.execute(insert(AuditRow), rows)
        mine = update(AuditHead).where(AuditHead.space_id == space_id)
        connection.execute(mine.values(n=n, hash=last))


def verify(connection: Connection, space_id: SpaceId) -> Verdict:
    """Follow the chain of a space's log from its first row to its last."""
    count, last = 0, BEGINNING
    for row in _rows(connection, space_id):
        if row.n != count + 1:
            return Verdict(count, last, f"row {count + 1} is missing")
        expected = _hash(last, {name: getattr(row, name) for name in FIELDS})
        if row.hash != expected:
            return Verdict(count, last, f"row {row.n} was changed")
        count, last = row.n, expected
    head = connection.execute(select(AuditHead.n, AuditHead.hash).where(AuditHead.space_id == space_id)).first()
    noted = (head.n, head.hash) if head else (0, BEGINNING)
    if noted != (count, last):
        return Verdict(count, last, f"there were {noted[0]} rows, and {count} are left")
    return Verdict(count, last, "")


FIELDS = ("n", *Entry._fields)


def _take(connection: Connection, space_id: SpaceId) -> Row[int, str]:
    """Return how far the log goes, locked until the transaction ends."""
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    begun = {"space_id": space_id, "n": 0, "hash": BEGINNING}
    connection.execute(dialect.insert(AuditHead).values(begun).on_conflict_do_nothing())
    wanted = select(AuditHead.n, AuditHead.hash).where(AuditHead.space_id == space_id).with_for_update()
    return connection.execute(wanted).one()


def _hash(before: str, row: dict[str, Any]) -> str:
    told = {name: time_text(row[name]) if name == "at" else row[name] for name in FIELDS}
    return hashlib.sha256(before.encode() + b"\n" + msgspec.json.encode(told, order="deterministic")).hexdigest()


def _rows(connection: Connection, space_id: SpaceId) -> Iterator[Row[Any]]:
    columns = [getattr(AuditRow, name) for name in (*FIELDS, "hash")]
    seen = 0
    while True:
        page = select(*columns).where(AuditRow.space_id == space_id, AuditRow.n > seen)
        rows = connection.execute(page.order_by(AuditRow.n).limit(TOGETHER)).all()
        yield from rows
        if len(rows) < TOGETHER:
            return
        seen = rows[-1].n
