"""What is in a scope at one moment: records with their children, sorted into tiers, cut into segments."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import Connection, Select, and_, bindparam, func, select

from domain.access import audience_in, team_scope
from domain.ids import Scope, SpaceId
from domain.records import BY_KIND, RECORD_TYPES, Article, Category, Ticket, time_text
from domain.tickets import DONE
from domain.words import Audience
from server.db.tables import CHILD_KINDS, RECORDS, feed, feed_child
from server.feed.wire import wire_columns
from sync.protocol.pull import SCHEMA_VERSION
from sync.protocol.segments import SEGMENT_BYTES, SEGMENT_ROWS, SegmentHead, SegmentLines, Tier

RECENT = timedelta(days=90)
CHUNK_RECORDS = 500
TOP_KINDS = tuple(record_type.KIND for record_type in RECORD_TYPES if record_type.PARENT is None)
Row = tuple[Any, ...]
"""The values of a record's columns as they travel, then its `rev`."""


class Made(NamedTuple):
    """A segment, packed.

    Attributes:
        teams: The scopes of the teams whose tickets are in it; None if something in it is no team's.
        newest: The greatest id of its records, children apart: ids begin with their time.
    """

    tier: Tier
    rows: int
    packed: bytes
    teams: frozenset[Scope] | None
    newest: str


class Sized(NamedTuple):
    """A row of some kind, and how much of a segment it takes."""

    kind: str
    row: Row
    size_bytes: int

    @classmethod
    def of(cls, kind: str, row: Row) -> Sized:
        """Measure a row: between columns it has as many brackets and commas as in a list of its own."""
        return cls(kind, row, len(_encode(row)))


@dataclass
class Piece:
    """A segment under the making: records of one kind, the newest first, and their children."""

    rows: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    count: int = 0
    size_bytes: int = 0
    teams: set[Scope | None] = field(default_factory=set)
    newest: str = ""

    def add(self, record_id: str, rows: Sequence[Sized], team: Scope | None) -> None:
        """Add a record with its children, or some more of these."""
        for kind, row, size_bytes in rows:
            self.rows[kind].append(row)
            self.size_bytes += size_bytes
        self.count += len(rows)
        self.teams.add(team)
        self.newest = max(self.newest, record_id)

    @property
    def is_full(self) -> bool:
        """Whether nothing more is to be added."""
        return self.count >= SEGMENT_ROWS or self.size_bytes >= SEGMENT_BYTES

    def made(self, tier: Tier, head: SegmentHead) -> Made:
        """Return the finished segment; keys ascend in it, so that they are appended where it is stored."""
        lines = SegmentLines(head)
        for record_type in RECORD_TYPES:
            if record_type.KIND in self.rows:
                rows = sorted(self.rows[record_type.KIND], key=itemgetter(0))
                lines.add(record_type.KIND, (*record_type.__struct_fields__, "rev"), rows)
        teams = frozenset(team for team in self.teams if team is not None)
        return Made(tier, lines.rows, lines.packed(), None if None in self.teams else teams, self.newest)


_encode = msgspec.json.Encoder().encode


def segments_of(
    connection: Connection, space_id: SpaceId, scope: Scope, epoch: str, seq: int, now: datetime
) -> Iterator[Made]:
    """Yield all of a scope as segments, tier by tier as they fill.

    Args:
        connection: A transaction that sees one moment, that of `seq`.
        space_id: Of the scope.
        scope: No user's own: those are filled page by page.
        epoch: The space's history.
        seq: The space's head in the transaction.
        now: Decides what was closed recently.
    """
    head = SegmentHead(epoch=epoch, seq=seq, schema=SCHEMA_VERSION)
    recent = time_text(now - RECENT)
    pieces: dict[Tier, Piece] = defaultdict(Piece)
    for kind in TOP_KINDS:
        for rows in _top_rows(connection, space_id, scope, kind):
            children = _children(connection, space_id, scope, kind, [row[0] for row in rows])
            for row in rows:
                tier = _tier(kind, row, recent)
                for some in _portions(kind, row, children.get(row[0], {})):
                    pieces[tier].add(row[0], some, _team(kind, row))
                    if pieces[tier].is_full:
                        yield pieces.pop(tier).made(tier, head)
    for tier, piece in sorted(pieces.items()):
        yield piece.made(tier, head)


def _portions(kind: str, row: Row, children: dict[str, list[Row]]) -> Iterator[list[Sized]]:
    """Yield a record with its children: all at once, but for those that do not even fit into a segment alone."""
    rows = [(kind, row), *((child_kind, child) for child_kind, some in children.items() for child in some)]
    portion: list[Sized] = []
    size_bytes = 0
    for each in rows:
        sized = Sized.of(*each)
        if portion and size_bytes + sized.size_bytes > SEGMENT_BYTES:
            yield portion
            portion, size_bytes = [], 0
        portion.append(sized)
        size_bytes += sized.size_bytes
    yield portion


def _tier(kind: str, row: Row, recent: str) -> Tier:
    if kind in {Article.KIND, Category.KIND}:
        return Tier.KNOWLEDGE
    if kind != Ticket.KIND:
        return Tier.FRANCHISE
    if row[_STATUS] not in DONE:
        return Tier.OPEN
    return Tier.RECENT if row[_UPDATED_AT] >= recent else Tier.OLDER


def _team(kind: str, row: Row) -> Scope | None:
    return team_scope(row[_TEAM_ID]) if kind == Ticket.KIND and row[_TEAM_ID] else None


_STATUS, _UPDATED_AT, _TEAM_ID = map(Ticket.__struct_fields__.index, ("status", "updated_at", "team_id"))


def _top_rows(connection: Connection, space_id: SpaceId, scope: Scope, kind: str) -> Iterator[list[Row]]:
    """Read the records of one kind in a scope, the newest first."""
    statement = _in_scope(kind, connection.dialect.name)
    before = "~"
    while True:
        wanted = {"space": space_id, "scope": scope, "kind": kind, "before": before, "most": CHUNK_RECORDS}
        rows = _plain(kind, connection.dialect.name, connection.execute(statement, wanted).all())
        if rows:
            yield rows
            before = rows[-1][0]
        if len(rows) < CHUNK_RECORDS:
            return


def _children(
    connection: Connection, space_id: SpaceId, scope: Scope, kind: str, parents: Sequence[str]
) -> dict[str, dict[str, list[Row]]]:
    """Return parent to kind to the children that somebody sees who sees it through the scope."""
    inside = audience_in(scope, desk=False) is Audience.INTERNAL
    audiences = [Audience.PUBLIC.value, Audience.INTERNAL.value] if inside else [Audience.PUBLIC.value]
    found: dict[str, dict[str, list[Row]]] = defaultdict(dict)
    for child in CHILD_KINDS.get(kind, ()):
        statement = _of_parents(child.KIND, connection.dialect.name)
        wanted = {"space": space_id, "kind": child.KIND, "parents": list(parents), "audiences": audiences}
        wanted["parent_kind"] = kind
        rows = _plain(child.KIND, connection.dialect.name, connection.execute(statement, wanted).all())
        parent = child.__struct_fields__.index(child.PARENT[0] if child.PARENT else "")
        for parent_id, some in groupby(rows, key=itemgetter(parent)):
            found[parent_id][child.KIND] = list(some)
    return found


@cache
def _in_scope(kind: str, dialect: str) -> Select[Any]:
    table = RECORDS[kind]
    return (
        select(*wire_columns(kind, dialect).expressions, feed.c.seq)
        .join_from(feed, table, and_(table.c.space_id == feed.c.space_id, table.c.id == feed.c.id))
        .where(
            feed.c.space_id == bindparam("space"),
            feed.c.scope == bindparam("scope"),
            feed.c.kind == bindparam("kind"),
            feed.c.gone.is_(False),
            feed.c.id < bindparam("before"),
        )
        .order_by(feed.c.id.desc())
        .limit(bindparam("most"))
    )


@cache
def _of_parents(kind: str, dialect: str) -> Select[Any]:
    table = RECORDS[kind]
    return (
        select(*wire_columns(kind, dialect).expressions, feed_child.c.seq)
        .join_from(feed_child, table, and_(table.c.space_id == feed_child.c.space_id, table.c.id == feed_child.c.id))
        .where(
            feed_child.c.space_id == bindparam("space"),
            feed_child.c.parent_kind == bindparam("parent_kind"),
            feed_child.c.parent_id.in_(bindparam("parents", expanding=True)),
            feed_child.c.kind == bindparam("kind"),
            feed_child.c.gone.is_(False),
            # An expression, as in the pages: it must not tempt a planner away from the index by parent.
            func.coalesce(feed_child.c.audience, "").in_(bindparam("audiences", expanding=True)),
        )
        .order_by(feed_child.c.parent_id, feed_child.c.id)
    )


def _plain(kind: str, dialect: str, rows: Sequence[Any]) -> list[Row]:
    """Return rows as they travel: SQLite keeps them so, PostgreSQL's flags and JSON are put into that form."""
    if dialect != "postgresql":
        return [tuple(row) for row in rows]
    columns = wire_columns(kind, dialect)
    plain = []
    for row in rows:
        values = list(row)
        for place in columns.json:
            if values[place] is not None:
                values[place] = msgspec.json.encode(msgspec.json.decode(values[place])).decode()
        for place in columns.flags:
            values[place] = int(values[place])
        plain.append(tuple(values))
    return plain


assert all(record_type.__struct_fields__[0] == "id" for record_type in BY_KIND.values())  # noqa: S101  # rows[0] is it
