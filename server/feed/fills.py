"""Fills: all of a scope, or the children of one record, read in key order from where the last page stopped.

The newest come first. A scope's fill tells its records kind by kind, each parents' kind followed by its children of
the scope's audience; ids begin with their time, so descending ids are descending age.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, bindparam, not_, select
from sqlalchemy.sql import and_

from domain.ids import RecordId, Scope
from domain.records import RECORD_TYPES
from domain.words import Audience
from server.db.tables import CHILD_KINDS, RECORDS, feed, feed_child
from server.feed.pages import Limits
from server.feed.sight import Sight
from server.feed.wire import PageLines, wire_columns
from sync.protocol.errors import MalformedMessage
from sync.protocol.pull import FillRequest

CHUNK_ROWS = 250
AFTER_ALL_IDS = "~"
"""Greater than every id: where a kind begins, as it is read downwards."""


class Position(NamedTuple):
    """The last row told: its kind, and for a child its parent; of an empty kind before the first."""

    kind: str = ""
    parent_id: str = AFTER_ALL_IDS
    id: str = AFTER_ALL_IDS

    def text(self) -> str:
        """Return the form that travels."""
        return f"{self.kind}/{self.parent_id}/{self.id}"


def parse_position(text: str) -> Position:
    """Return the position `text` stands for; the beginning if it is empty.

    Raises:
        MalformedMessage: It is none.
    """
    if not text:
        return Position()
    parts = text.split("/")
    if len(parts) != 3 or parts[0] not in RECORDS:
        raise MalformedMessage(f"not a position: {text[:80]!r}")
    return Position(*parts)


class Found(NamedTuple):
    """One row of a fill."""

    position: Position
    rev: int
    fields: dict[str, Any]


def write_fill(connection: Connection, sight: Sight, request: FillRequest, lines: PageLines, limits: Limits) -> None:
    """Add a piece of the fill to `lines`, and how far it got; done at once if the user may not see its target.

    Raises:
        MalformedMessage: The request is none of ours.
    """
    begin = parse_position(request.position)
    area, _, rest = request.target.partition(":")
    rows: Iterator[list[Found]]
    if area == "scope" and rest:
        rows = _scope_rows(connection, sight, Scope(rest), begin)
    elif area == "parent" and rest.partition(":")[0] in CHILD_KINDS:
        kind, _, record_id = rest.partition(":")
        rows = _child_rows(connection, sight, kind, RecordId(record_id), begin)
    else:
        raise MalformedMessage(f"not a fill's target: {request.target[:80]!r}")
    for chunk in rows:
        last = _write_chunk(connection, sight, chunk, lines, limits)
        if last is not None:
            lines.fill(request.target, last.text())
            return
    lines.fill(request.target, done=True)


def _write_chunk(
    connection: Connection, sight: Sight, chunk: list[Found], lines: PageLines, limits: Limits
) -> Position | None:
    """Add rows of one kind; return the position of the last one that still fitted, None if all did."""
    kind = chunk[0].position.kind
    top = kind in TOP_KINDS
    places = sight.places(connection, kind, [RecordId(row.position.id) for row in chunk]) if top else {}
    for row in chunk:
        record_id = RecordId(row.position.id)
        lines.put(kind, record_id, row.rev, row.fields, places[record_id].scopes if top else ())
        if lines.rows >= limits.rows or lines.size_bytes >= limits.size_bytes:
            return row.position
    return None


TOP_KINDS = tuple(record_type.KIND for record_type in RECORD_TYPES if record_type.PARENT is None)


def _scope_rows(connection: Connection, sight: Sight, scope: Scope, begin: Position) -> Iterator[list[Found]]:
    """Read everything live in `scope`, a chunk of one kind at a time."""
    if scope not in sight.scopes:
        return
    audiences = _audiences(internal=scope in sight.internal)
    started = not begin.kind
    for kind in TOP_KINDS:
        for stage in (kind, *(child.KIND for child in CHILD_KINDS.get(kind, ()))):
            if not started and stage != begin.kind:
                continue
            position = Position(stage) if started else begin
            started = True
            wanted = {"space": sight.space_id, "scope": scope, "kind": kind, "audiences": audiences}
            statement = _in_scope(stage, kind, connection.dialect.name)
            yield from _chunks(connection, statement, wanted, stage, position)


def _child_rows(
    connection: Connection, sight: Sight, kind: str, record_id: RecordId, begin: Position
) -> Iterator[list[Found]]:
    """Read the children of one record that the user sees."""
    place = sight.places(connection, kind, [record_id]).get(record_id)
    if place is None:
        return
    audiences = _audiences(internal=place.internal_since is not None)
    started = not begin.kind
    for child in CHILD_KINDS[kind]:
        if not started and child.KIND != begin.kind:
            continue
        position = Position(child.KIND) if started else begin
        started = True
        wanted = {"space": sight.space_id, "kind": kind, "parent": record_id, "audiences": audiences}
        statement = _of_parent(child.KIND, connection.dialect.name)
        yield from _chunks(connection, statement, wanted, child.KIND, position)


def _chunks(
    connection: Connection, statement: Select[Any], wanted: dict[str, Any], kind: str, position: Position
) -> Iterator[list[Found]]:
    columns = wire_columns(kind, connection.dialect.name)
    while True:
        where = {"after_parent": position.parent_id, "after": position.id, "most": CHUNK_ROWS}
        rows = connection.execute(statement, wanted | where).all()
        if not rows:
            return
        chunk = [Found(Position(kind, row[0], row[1]), row[2], columns.fields(row[3:])) for row in rows]
        yield chunk
        position = chunk[-1].position
        if len(rows) < CHUNK_ROWS:
            return


@functools.cache
def _in_scope(kind: str, top_kind: str, dialect: str) -> Select[Any]:
    """Return the query for rows of `kind` in a scope: live there themselves, or through their parent."""
    columns = wire_columns(kind, dialect).expressions
    table = RECORDS[kind]
    in_scope = (
        feed.c.space_id == bindparam("space"),
        feed.c.scope == bindparam("scope"),
        feed.c.kind == bindparam("kind"),
        feed.c.gone.is_(False),
    )
    if kind == top_kind:
        return (
            select(feed.c.id, feed.c.id, feed.c.seq, *columns)
            .join(table, and_(table.c.space_id == feed.c.space_id, table.c.id == feed.c.id))
            .where(*in_scope, feed.c.id < bindparam("after"))
            .order_by(feed.c.id.desc())
            .limit(bindparam("most"))
        )
    child = and_(
        feed_child.c.space_id == feed.c.space_id,
        feed_child.c.parent_kind == feed.c.kind,
        feed_child.c.parent_id == feed.c.id,
        feed_child.c.kind == kind,
    )
    told = and_(feed.c.id == bindparam("after_parent"), feed_child.c.id >= bindparam("after"))
    return (
        select(feed.c.id, feed_child.c.id, feed_child.c.seq, *columns)
        .select_from(feed)
        .join(feed_child, child)
        .join(table, and_(table.c.space_id == feed_child.c.space_id, table.c.id == feed_child.c.id))
        .where(*in_scope, *_live_child(), feed.c.id <= bindparam("after_parent"), not_(told))
        .order_by(feed.c.id.desc(), feed_child.c.id.desc())
        .limit(bindparam("most"))
    )


@functools.cache
def _of_parent(kind: str, dialect: str) -> Select[Any]:
    """Return the query for the children of one kind of one record."""
    table = RECORDS[kind]
    return (
        select(feed_child.c.parent_id, feed_child.c.id, feed_child.c.seq, *wire_columns(kind, dialect).expressions)
        .join(table, and_(table.c.space_id == feed_child.c.space_id, table.c.id == feed_child.c.id))
        .where(
            feed_child.c.space_id == bindparam("space"),
            feed_child.c.parent_kind == bindparam("kind"),
            feed_child.c.parent_id == bindparam("parent"),
            feed_child.c.kind == kind,
            *_live_child(),
            feed_child.c.id < bindparam("after"),
        )
        .order_by(feed_child.c.id.desc())
        .limit(bindparam("most"))
    )


def _live_child() -> tuple[Any, ...]:
    return feed_child.c.gone.is_(False), feed_child.c.audience.in_(bindparam("audiences", expanding=True))


def _audiences(*, internal: bool) -> list[str]:
    return [Audience.PUBLIC.value, Audience.INTERNAL.value] if internal else [Audience.PUBLIC.value]
