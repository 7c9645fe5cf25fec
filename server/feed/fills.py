"""Fills: all of a scope, or the children of one record, read in key order from where the last page stopped.

The newest come first. A scope's fill tells its records kind by kind, each parents' kind followed by its children of
the scope's audience; ids begin with their time, so descending ids are descending age.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from sqlalchemy import Connection, and_, bindparam, func, not_, select

from domain.ids import RecordId, Scope
from domain.records import RECORD_TYPES
from domain.words import Audience
from server.db.tables import CHILD_KINDS, RECORDS, feed, feed_child
from server.feed.pages import Limits
from server.feed.sight import Sight
from server.feed.wire import PageLines, stored_fields
from sync.protocol.errors import MalformedMessage
from sync.protocol.pull import FillRequest

CHUNK_ROWS = 250
CHUNK_PARENTS = 100
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


def check_fill(request: FillRequest) -> None:
    """Raise `MalformedMessage` unless the target and the position are of our making."""
    area, _, rest = request.target.partition(":")
    is_parent = area == "parent" and rest.partition(":")[0] in CHILD_KINDS
    if not rest or not (area == "scope" or is_parent):
        raise MalformedMessage(f"not a fill's target: {request.target[:80]!r}")
    parse_position(request.position)


def write_fill(connection: Connection, sight: Sight, request: FillRequest, lines: PageLines, limits: Limits) -> None:
    """Add a piece of the fill to `lines`, and how far it got; done at once if the user may not see its target.

    Args:
        connection: A transaction that sees one moment.
        sight: The user's.
        request: A checked one (`check_fill`).
        lines: The page.
        limits: When the page is full.
    """
    begin = parse_position(request.position)
    area, _, rest = request.target.partition(":")
    if area == "scope":
        rows = _scope_rows(connection, sight, Scope(rest), begin)
    else:
        kind, _, record_id = rest.partition(":")
        rows = _child_rows(connection, sight, kind, RecordId(record_id), begin)
    for chunk in rows:
        last = _write_chunk(connection, sight, chunk, lines, limits)
        if last is not None:
            lines.fill(request.target, last.text(), after=request.position)
            return
    lines.fill(request.target, done=True, after=request.position)


def _write_chunk(
    connection: Connection, sight: Sight, chunk: list[Found], lines: PageLines, limits: Limits
) -> Position | None:
    """Add rows of one kind; return the position of the last one that still fitted, None if all did."""
    kind = chunk[0].position.kind
    top = kind in TOP_KINDS
    ids = [RecordId(row.position.id) for row in chunk]
    stored = stored_fields(connection, sight.space_id, kind, ids)
    places = sight.places(connection, kind, ids) if top else {}
    for record_id, row in zip(ids, chunk, strict=True):
        lines.put(kind, record_id, row.rev, stored[record_id], places[record_id].scopes if top else ())
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
        wanted = {"space": sight.space_id, "scope": scope, "kind": kind, "audiences": audiences}
        for stage in (kind, *(child.KIND for child in CHILD_KINDS.get(kind, ()))):
            if not started and stage != begin.kind:
                continue
            position = Position(stage) if started else begin
            started = True
            if stage != kind:
                yield from _children_in_scope(connection, wanted, position)
                continue
            empty = position.id == AFTER_ALL_IDS
            for chunk in _top_rows(connection, wanted, position):
                empty = False
                yield chunk
            if empty:
                break


def _child_rows(
    connection: Connection, sight: Sight, kind: str, record_id: RecordId, begin: Position
) -> Iterator[list[Found]]:
    """Read the children of one record that the user sees."""
    place = sight.places(connection, kind, [record_id]).get(record_id)
    if place is None:
        return
    wanted = {"space": sight.space_id, "kind": kind, "parents": [record_id]}
    wanted["audiences"] = _audiences(internal=place.internal_since is not None)
    started = not begin.kind
    for child in CHILD_KINDS[kind]:
        if not started and child.KIND != begin.kind:
            continue
        position = Position(child.KIND) if started else begin
        started = True
        yield from _children(connection, wanted, position)


def _top_rows(connection: Connection, wanted: dict[str, Any], position: Position) -> Iterator[list[Found]]:
    """Read the records of one kind that are live in a scope."""
    after = position.id
    while True:
        rows = connection.execute(IN_SCOPE, wanted | {"after": after, "most": CHUNK_ROWS}).all()
        if rows:
            yield [Found(Position(position.kind, row.id, row.id), row.seq) for row in rows]
            after = rows[-1].id
        if len(rows) < CHUNK_ROWS:
            return


def _children_in_scope(connection: Connection, wanted: dict[str, Any], position: Position) -> Iterator[list[Found]]:
    """Read the children of one kind whose parents are live in a scope, parent by parent."""
    kind, after_parent, _ = position
    if after_parent != AFTER_ALL_IDS:
        # The parent that the last page ended in may have more.
        here = wanted | {"after": after_parent + AFTER_ALL_IDS, "most": 1}
        first = connection.execute(IN_SCOPE, here).first()
        if first is not None and first.id == after_parent:
            yield from _children(connection, wanted | {"parents": [after_parent]}, position)
    while True:
        rows = connection.execute(IN_SCOPE, wanted | {"after": after_parent, "most": CHUNK_PARENTS}).all()
        if rows:
            parents = [row.id for row in rows]
            yield from _children(connection, wanted | {"parents": parents}, Position(kind))
            after_parent = parents[-1]
        if len(rows) < CHUNK_PARENTS:
            return


def _children(connection: Connection, wanted: dict[str, Any], position: Position) -> Iterator[list[Found]]:
    """Read the children of one kind of some parents, after `position`."""
    while True:
        after = {"child": position.kind, "after_parent": position.parent_id, "after": position.id, "most": CHUNK_ROWS}
        rows = connection.execute(OF_PARENTS, wanted | after).all()
        if rows:
            chunk = [Found(Position(position.kind, row.parent_id, row.id), row.seq) for row in rows]
            yield chunk
            position = chunk[-1].position
        if len(rows) < CHUNK_ROWS:
            return


IN_SCOPE = (
    select(feed.c.id, feed.c.seq)
    .where(
        feed.c.space_id == bindparam("space"),
        feed.c.scope == bindparam("scope"),
        feed.c.kind == bindparam("kind"),
        feed.c.gone.is_(False),
        feed.c.id < bindparam("after"),
    )
    .order_by(feed.c.id.desc())
    .limit(bindparam("most"))
)
OF_PARENTS = (
    select(feed_child.c.parent_id, feed_child.c.id, feed_child.c.seq)
    .where(
        feed_child.c.space_id == bindparam("space"),
        feed_child.c.parent_kind == bindparam("kind"),
        feed_child.c.parent_id.in_(bindparam("parents", expanding=True)),
        feed_child.c.kind == bindparam("child"),
        feed_child.c.gone.is_(False),
        feed_child.c.audience.in_(bindparam("audiences", expanding=True)),
        not_(and_(feed_child.c.parent_id == bindparam("after_parent"), feed_child.c.id >= bindparam("after"))),
        func.coalesce(feed_child.c.parent_id, "") <= bindparam("after_parent"),
    )
    .order_by(feed_child.c.parent_id.desc(), feed_child.c.id.desc())
    .limit(bindparam("most"))
)


def _audiences(*, internal: bool) -> list[str]:
    return [Audience.PUBLIC.value, Audience.INTERNAL.value] if internal else [Audience.PUBLIC.value]
