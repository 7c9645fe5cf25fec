"""One segment for one user: what has left its scope since it was built is not sent."""

from __future__ import annotations

from collections import defaultdict
from http import HTTPStatus
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import Connection, bindparam, select

from domain.access import Actor
from domain.ids import Scope, SpaceId
from domain.records import BY_KIND
from server.db.reading import head_of
from server.db.tables import feed
from server.errors import Refused
from server.segments.sets import content_name, usable_sets
from server.segments.tables import segment
from sync.protocol.push import Refusal, RefusalCode
from sync.protocol.segments import Rows, SegmentLines, segment_lines

BODY = select(segment.c.body).where(segment.c.space_id == bindparam("space"), segment.c.name == bindparam("name"))
LEFT = select(feed.c.kind, feed.c.id).where(
    feed.c.space_id == bindparam("space"),
    feed.c.seq > bindparam("since"),
    feed.c.scope == bindparam("scope"),
    feed.c.gone.is_(True),
)


class Served(NamedTuple):
    """A segment as it is sent.

    Attributes:
        exact: Whether it is what its name says; else something was left out.
    """

    body: bytes
    exact: bool

    @property
    def tag(self) -> str:
        """The digest of what is sent; of an exact one its name."""
        return content_name(self.body)


def serve(connection: Connection, space_id: SpaceId, actor: Actor, name: str) -> Served:
    """Return a segment.

    Raises:
        Refused: 404, if no set that is still kept has it for somebody who sees these scopes.
    """
    head = head_of(connection, space_id)
    for kept_set in usable_sets(connection, space_id, head):
        for kept in kept_set.parts:
            if kept.part.name == name and kept.part.scope in actor.scopes:
                body = connection.scalar(BODY, {"space": space_id, "name": name})
                if body is not None:
                    return _without_what_left(connection, space_id, kept.part.scope, kept_set.at.seq, body)
    raise Refused(HTTPStatus.NOT_FOUND, Refusal(code=RefusalCode.NOT_FOUND, message="there is no such segment now"))


def _without_what_left(connection: Connection, space_id: SpaceId, scope: Scope, since: int, body: bytes) -> Served:
    left: dict[str, set[str]] = defaultdict(set)
    for kind, record_id in connection.execute(LEFT, {"space": space_id, "since": since, "scope": scope}):
        left[kind].add(record_id)
    if not left:
        return Served(body, exact=True)
    head, tables = segment_lines(body)
    kept = [_kept_rows(table, left) for table in tables]
    if all(rows is None for rows in kept):
        return Served(body, exact=True)
    lines = SegmentLines(head)
    for table, rows in zip(tables, kept, strict=True):
        lines.add(table.e, table.names, _rows(table) if rows is None else rows)
    return Served(lines.packed(), exact=False)


def _kept_rows(table: Rows, left: dict[str, set[str]]) -> list[Any] | None:
    """Return the rows without those of records that left and of their children; None if that is all of them."""
    parent = BY_KIND[table.e].PARENT
    gone = left.get(table.e if parent is None else parent[1])
    if not gone:
        return None
    place = table.names.index("id" if parent is None else parent[0])
    rows = _rows(table)
    kept = [row for row in rows if row[place] not in gone]
    return None if len(kept) == len(rows) else kept


def _rows(table: Rows) -> list[Any]:
    return list(zip(*msgspec.json.decode(table.columns), strict=True))
