"""The changes after a cursor, as one user sees them: whole transactions, up to a page's size.

A page tells each record's state in the reading transaction's snapshot, which may be newer than where the page ends;
it then comes again. What entered the user's sight within the page is told in it even if it changed again later, since
`since` and `seq` are two events of one compacted row.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, bindparam, exists, func, literal, or_, select

from domain.ids import RecordId, Scope
from domain.words import Audience
from server.db.tables import CHILD_KINDS, feed, feed_child
from server.feed.sight import Place, Sight, by_kind
from server.feed.wire import PageLines, stored_fields
from sync.protocol.pull import PAGE_BYTES_SOFT, PAGE_ROWS_HARD, PAGE_ROWS_SOFT

CHUNK_ROWS = 100
"""Rows read at once: between two chunks it is seen whether the page is full."""


class Limits(NamedTuple):
    """When a page is full; the transaction that fills it still goes in whole."""

    rows: int = PAGE_ROWS_SOFT
    size_bytes: int = PAGE_BYTES_SOFT

    @classmethod
    def of(cls, rows_most: int) -> Limits:
        """Return the limits for what a client asked for."""
        return cls(rows=max(1, min(rows_most, PAGE_ROWS_HARD)))


class Event(NamedTuple):
    """A row of the feed in the page's range, at the sequence under which the page tells it."""

    at: int
    kind: str
    id: RecordId
    gone: bool
    deleted: bool
    scope: Scope
    """Empty for a child."""
    since: int
    early: bool
    """The record came into the scope within the page, but changed again after it."""


Key = tuple[str, RecordId]


def _changed(*extra: ColumnElement[bool]) -> Select[Any]:
    # coalesce: the scopes must not tempt a planner away from the index that is in order.
    in_sight = func.coalesce(feed.c.scope, "").in_(bindparam("scopes", expanding=True))
    columns = (feed.c.kind, feed.c.id, feed.c.gone, feed.c.deleted, feed.c.scope, feed.c.since)
    return select(feed.c.seq, *columns, literal(0)).where(feed.c.space_id == bindparam("space"), in_sight, *extra)


CHANGED = _changed(feed.c.seq > bindparam("start")).order_by(feed.c.seq).limit(bindparam("most"))
CHANGED_AT = _changed(feed.c.seq == bindparam("at"))
ENTERED = (
    _changed(
        feed.c.since > bindparam("start"),
        feed.c.since <= bindparam("end"),
        feed.c.seq > bindparam("end"),
        feed.c.gone.is_(False),
    )
    .with_only_columns(
        feed.c.since, feed.c.kind, feed.c.id, feed.c.gone, feed.c.deleted, feed.c.scope, feed.c.since, literal(1)
    )
    .order_by(feed.c.since)
)

_parent = feed.alias("parent")
_visible_through_parent = exists().where(
    _parent.c.space_id == feed_child.c.space_id,
    _parent.c.kind == feed_child.c.parent_kind,
    _parent.c.id == feed_child.c.parent_id,
    _parent.c.gone.is_(False),
    func.coalesce(_parent.c.scope, "").in_(bindparam("scopes", expanding=True)),
    or_(
        feed_child.c.audience == Audience.PUBLIC.value,
        func.coalesce(_parent.c.scope, "").in_(bindparam("internal", expanding=True)),
    ),
)
_child = select(
    feed_child.c.seq,
    feed_child.c.kind,
    feed_child.c.id,
    feed_child.c.gone,
    feed_child.c.gone,
    literal(""),
    feed_child.c.seq,
    literal(0),
).where(feed_child.c.space_id == bindparam("space"), _visible_through_parent)
CHILD_CHANGED = _child.where(feed_child.c.seq > bindparam("start")).order_by(feed_child.c.seq).limit(bindparam("most"))
CHILD_CHANGED_AT = _child.where(feed_child.c.seq == bindparam("at"))

OLDER_CHILDREN = (
    select(feed_child.c.parent_id, feed_child.c.audience)
    .where(
        feed_child.c.space_id == bindparam("space"),
        feed_child.c.parent_kind == bindparam("kind"),
        feed_child.c.parent_id.in_(bindparam("ids", expanding=True)),
        # An expression: the index over all sequences would be walked from the beginning of time.
        feed_child.c.seq + 0 <= bindparam("start"),
        feed_child.c.gone.is_(False),
    )
    .distinct()
)
INTERNAL_CHILDREN = select(feed_child.c.kind, feed_child.c.id, feed_child.c.seq).where(
    feed_child.c.space_id == bindparam("space"),
    feed_child.c.parent_kind == bindparam("kind"),
    feed_child.c.parent_id == bindparam("parent"),
    feed_child.c.audience == Audience.INTERNAL.value,
    feed_child.c.gone.is_(False),
)


def write_changes(connection: Connection, sight: Sight, start: int, head: int, lines: PageLines, limits: Limits) -> int:
    """Add what changed after `start` to `lines`; return the sequence up to which all of it is told."""
    events, end = _events(connection, sight, start, head, limits.rows)
    page = _Page(connection, sight, start, lines)
    for chunk, last in _chunks(events):
        page.add(chunk)
        if lines.size_bytes >= limits.size_bytes and last < end:
            end = last
            break
    page.add_fills()
    return end


def _events(connection: Connection, sight: Sight, start: int, head: int, most: int) -> tuple[list[Event], int]:
    """Return the events of the page in order, and where it ends: with a transaction."""
    wanted = {
        "space": sight.space_id,
        "scopes": sorted(sight.scopes),
        "internal": sorted(sight.internal),
        "start": start,
        "most": most + 1,
    }
    own = [Event._make(row) for row in connection.execute(CHANGED, wanted).all()]
    children = [Event._make(row) for row in connection.execute(CHILD_CHANGED, wanted).all()]
    places = sorted(event.at for event in (*own, *children))
    end = places[most - 1] if len(places) > most else head
    own = _whole(own, end, most, connection, CHANGED_AT, wanted)
    children = _whole(children, end, most, connection, CHILD_CHANGED_AT, wanted)
    entered = []
    if end < head:
        entered = [Event._make(row) for row in connection.execute(ENTERED, wanted | {"end": end}).all()]
    return sorted([*own, *children, *entered], key=lambda event: event.at), end


def _whole(
    events: list[Event], end: int, most: int, connection: Connection, statement: Select[Any], wanted: dict[str, Any]
) -> list[Event]:
    """Return the events up to `end`, with all of the last transaction even where the query was cut inside it."""
    kept = [event for event in events if event.at <= end]
    if len(events) <= most or events[-1].at != end:
        return kept
    last = [Event._make(row) for row in connection.execute(statement, wanted | {"at": end}).all()]
    return [event for event in kept if event.at < end] + last


def _chunks(events: Sequence[Event]) -> Iterator[tuple[list[Event], int]]:
    """Cut `events` into pieces of whole transactions; each comes with its last sequence."""
    chunk: list[Event] = []
    for event in events:
        if len(chunk) >= CHUNK_ROWS and event.at != chunk[-1].at:
            yield chunk, chunk[-1].at
            chunk = []
        chunk.append(event)
    if chunk:
        yield chunk, chunk[-1].at


@dataclass
class _Page:
    """Turns events into lines."""

    connection: Connection
    sight: Sight
    start: int
    lines: PageLines
    told: set[Key] = field(default_factory=set)
    came: dict[Key, Audience] = field(default_factory=dict)
    """Parents that came into sight, or whose internal children did, with the audience of the children to look for."""

    def add(self, events: Sequence[Event]) -> None:
        """Add what some events come to; they are those of whole transactions."""
        top = [event for event in events if event.scope]
        places = self._places(top)
        putting: dict[Key, Place] = {}
        for event in top:
            key = (event.kind, event.id)
            place = places.get(key)
            if place is None:
                self._leave(event)
            elif not event.gone:
                putting[key] = place
            elif event.scope in self.sight.internal and place.internal_since is None:
                self._narrow(event)
        self._put(putting)
        self._add_children([event for event in events if not event.scope])

    def _places(self, events: Sequence[Event]) -> dict[Key, Place]:
        """Return where the records of the events stand.

        A record's live rows bear one sequence, so all of them are among the events if one is; only for what left a
        scope, or changed again after the page, the others have to be looked up.
        """
        places: dict[Key, Place] = {}
        elsewhere: set[Key] = set()
        for event in events:
            if event.early or event.gone:
                elsewhere.add((event.kind, event.id))
            else:
                self.sight.add_place(places, (event.kind, event.id), event.scope, event.at, event.since)
        for kind, ids in by_kind(key for key in elsewhere if key not in places).items():
            found = self.sight.places(self.connection, kind, ids)
            places.update({(kind, record_id): place for record_id, place in found.items()})
        return places

    def add_fills(self) -> None:
        """Name the parents whose older children the reader does not have yet."""
        for kind, ids in by_kind(self.came).items():
            if kind not in CHILD_KINDS:
                continue
            wanted = {"space": self.sight.space_id, "kind": kind, "ids": ids, "start": self.start}
            older: dict[RecordId, set[str]] = {}
            for parent_id, audience in self.connection.execute(OLDER_CHILDREN, wanted):
                older.setdefault(parent_id, set()).add(audience)
            for record_id in ids:
                looked_for = self.came[kind, record_id]
                if older.get(record_id, set()) & _seen_by(looked_for):
                    self.lines.fill(f"parent:{kind}:{record_id}")

    def _leave(self, event: Event) -> None:
        """Tell that a record is out of sight, once."""
        key = (event.kind, event.id)
        if key in self.told:
            return
        self.told.add(key)
        if event.deleted:
            self.lines.delete(event.kind, event.id, event.at)
        else:
            self.lines.out(event.kind, event.id, event.at)

    def _narrow(self, event: Event) -> None:
        """Take the internal children away from somebody who goes on seeing their parent from outside."""
        wanted = {"space": self.sight.space_id, "kind": event.kind, "parent": event.id}
        for kind, record_id, seq in self.connection.execute(INTERNAL_CHILDREN, wanted):
            if (kind, record_id) not in self.told:
                self.told.add((kind, record_id))
                self.lines.out(kind, record_id, max(seq, event.at))

    def _put(self, putting: dict[Key, Place]) -> None:
        fresh = {key: place for key, place in putting.items() if key not in self.told}
        self.told.update(fresh)
        for kind, ids in by_kind(fresh).items():
            stored = stored_fields(self.connection, self.sight.space_id, kind, ids)
            for record_id in ids:
                place = fresh[kind, record_id]
                self.lines.put(kind, record_id, place.seq, stored[record_id], place.scopes)
                self._notice_coming((kind, record_id), place)

    def _notice_coming(self, key: Key, place: Place) -> None:
        if place.since > self.start:
            self.came[key] = Audience.PUBLIC if place.internal_since is None else Audience.INTERNAL
        elif place.internal_since is not None and place.internal_since > self.start:
            self.came[key] = Audience.INTERNAL

    def _add_children(self, events: Iterable[Event]) -> None:
        fresh = {(e.kind, e.id): e for e in events if (e.kind, e.id) not in self.told}
        self.told.update(fresh)
        for event in fresh.values():
            if event.gone:
                self.lines.delete(event.kind, event.id, event.at)
        for kind, ids in by_kind(key for key, event in fresh.items() if not event.gone).items():
            stored = stored_fields(self.connection, self.sight.space_id, kind, ids)
            for record_id in ids:
                self.lines.put(kind, record_id, fresh[kind, record_id].at, stored[record_id])


def _seen_by(audience: Audience) -> set[str]:
    """Return the audiences of the children that a reader of `audience` sees."""
    return {Audience.PUBLIC.value} if audience is Audience.PUBLIC else {Audience.PUBLIC.value, Audience.INTERNAL.value}
