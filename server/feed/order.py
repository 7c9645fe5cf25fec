"""Stamping: writes what a transaction changed, under its sequence, into the records' tables and the feed."""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Delete, Update, bindparam, case, delete, update
from sqlalchemy.dialects import postgresql, sqlite

from domain.access import scopes_of
from domain.ids import RecordId, Scope, SpaceId
from domain.records import Record
from server.db.errors import TransactionTooLarge
from server.db.points import Point, Reach
from server.db.store import Touched
from server.db.tables import RECORDS, feed, feed_child, space_head
from sync.protocol.pull import PAGE_ROWS_HARD
from sync.protocol.tables import row_of

Rows = list[dict[str, Any]]


def write_touched(
    connection: Connection, space_id: SpaceId, touched: Sequence[Touched], seq: int, reach: Reach
) -> None:
    """Write the records, move the head to `seq` and stamp the feed; the caller holds the head's lock.

    Raises:
        TransactionTooLarge: One page could not hold it all.
    """
    stamps = Stamps(space_id, seq)
    for change in touched:
        stamps.add(change)
    if stamps.rows > PAGE_ROWS_HARD:
        raise TransactionTooLarge(f"{stamps.rows} rows, {PAGE_ROWS_HARD} at most")
    reach(Point.ROW_WRITE)
    _write_records(connection, space_id, touched, seq)
    reach(Point.COUNTER_UPDATE)
    _move_head(connection, space_id, seq)
    reach(Point.STAMP)
    stamps.write(connection)


class Stamps:
    """The feed rows of one transaction, gathered by the statement that writes them."""

    def __init__(self, space_id: SpaceId, seq: int) -> None:
        self._space_id = space_id
        self._seq = seq
        self.rows = 0
        self._by_statement: dict[str, Rows] = defaultdict(list)

    def add(self, change: Touched) -> None:
        """Stamp the scopes the record is in and those it was in, or its one row if it is a child."""
        record = change.after or change.before
        if record is None:
            return
        if record.PARENT is None:
            self._add_scopes(change)
        else:
            self._add_child(change, record, *record.PARENT)

    def write(self, connection: Connection) -> None:
        """Write all of them."""
        for name, rows in self._by_statement.items():
            connection.execute(_statement(name, connection.dialect.name), rows)

    def _add_scopes(self, change: Touched) -> None:
        kind, record_id = change.key
        before = scopes_of(change.before) if change.before else frozenset[Scope]()
        after = scopes_of(change.after) if change.after else frozenset[Scope]()
        self.rows += len(before | after)
        if change.after is None:
            self._by_statement["delete"].append(self._key(kind, record_id))
            return
        for scope in sorted(after):
            self._by_statement["enter"].append(
                self._row(kind, record_id) | {"scope": scope, "since": self._seq, "deleted": False}
            )
        for scope in sorted(before - after):
            self._by_statement["leave"].append(self._key(kind, record_id) | {"in_scope": scope})

    def _add_child(self, change: Touched, child: Record, parent_field: str, parent_kind: str) -> None:
        kind, record_id = change.key
        self.rows += 1
        for field in (parent_field, "audience"):
            if change.before and change.after and getattr(change.before, field) != getattr(change.after, field):
                raise ValueError(f"a {kind} keeps its {field}: another one would need a row for each place")
        if change.after is None:
            self._by_statement["delete child"].append(self._key(kind, record_id))
            return
        parent = {"parent_kind": parent_kind, "parent_id": getattr(child, parent_field)}
        audience = {"audience": str(getattr(child, "audience"))}  # noqa: B009  # every child has one, no base says so
        self._by_statement["child"].append(self._row(kind, record_id) | parent | audience)

    def _row(self, kind: str, record_id: RecordId) -> dict[str, Any]:
        return {"space_id": self._space_id, "kind": kind, "id": record_id, "seq": self._seq, "gone": False}

    def _key(self, kind: str, record_id: RecordId) -> dict[str, Any]:
        return {"in_space": self._space_id, "of_kind": kind, "of_id": record_id, "new_seq": self._seq}


@functools.cache
def _statement(name: str, dialect: str) -> Any:
    """Return one of the feed's writes, composed once."""
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    match name:
        case "enter":
            entering = insert(feed)
            return entering.on_conflict_do_update(
                index_elements=[feed.c.space_id, feed.c.kind, feed.c.id, feed.c.scope],
                set_={
                    "seq": entering.excluded.seq,
                    "since": case((feed.c.gone, entering.excluded.since), else_=feed.c.since),
                    "gone": False,
                    "deleted": False,
                },
            )
        case "child":
            child = insert(feed_child)
            return child.on_conflict_do_update(
                index_elements=[feed_child.c.space_id, feed_child.c.kind, feed_child.c.id],
                set_={"seq": child.excluded.seq, "gone": False},
            )
        case "leave":
            return _gone(feed).where(feed.c.scope == bindparam("in_scope"))
        case "delete":
            # All of them, those of scopes it left long ago too: whoever may still hold it learns of it.
            return _gone(feed).values(deleted=True)
        case _:
            return _gone(feed_child)


def _gone(table: Any) -> Update:
    """Return the update that marks a record's rows as gone."""
    return (
        update(table)
        .where(
            table.c.space_id == bindparam("in_space"),
            table.c.kind == bindparam("of_kind"),
            table.c.id == bindparam("of_id"),
        )
        .values(seq=bindparam("new_seq"), gone=True)
    )


def _write_records(connection: Connection, space_id: SpaceId, touched: Sequence[Touched], seq: int) -> None:
    """Insert or replace the rows of every changed record, a statement per kind."""
    rows: dict[str, Rows] = defaultdict(list)
    dropped: dict[str, Rows] = defaultdict(list)
    for (kind, record_id), _, after in touched:
        if after is None:
            dropped[kind].append({"in_space": space_id, "of_id": record_id})
        else:
            rows[kind].append(row_of(after) | {"space_id": space_id, "rev": seq, "extra": None})
    for kind, inserted in rows.items():
        connection.execute(_upsert(kind, connection.dialect.name), inserted)
    for kind, keys in dropped.items():
        connection.execute(_drop(kind), keys)


@functools.cache
def _upsert(kind: str, dialect: str) -> Any:
    table = RECORDS[kind]
    statement = postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)
    changing = {c.name: statement.excluded[c.name] for c in table.c if c.name not in {"space_id", "id", "extra"}}
    return statement.on_conflict_do_update(index_elements=[table.c.space_id, table.c.id], set_=changing)


@functools.cache
def _drop(kind: str) -> Delete:
    table = RECORDS[kind]
    return delete(table).where(table.c.space_id == bindparam("in_space"), table.c.id == bindparam("of_id"))


MOVE_HEAD = (
    update(space_head)
    .where(space_head.c.space_id == bindparam("in_space"), space_head.c.seq == bindparam("old_seq"))
    .values(seq=bindparam("new_seq"))
)


def _move_head(connection: Connection, space_id: SpaceId, seq: int) -> None:
    moved = connection.execute(MOVE_HEAD, {"in_space": space_id, "old_seq": seq - 1, "new_seq": seq})
    if moved.rowcount != 1:
        raise RuntimeError(f"space {space_id}: the head moved under its lock")
