"""The server's side of a check: digests of what somebody should hold, ids and revisions of a part, records by id."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from sqlalchemy import ColumnElement, Connection, bindparam, func, select

from domain.ids import RecordId, Scope
from domain.records import BY_KIND
from domain.words import Audience
from server.db.tables import feed, feed_child
from server.feed.pages import Limits
from server.feed.sight import Sight, by_kind
from server.feed.wire import PageLines, stored_fields
from sync.protocol.digest import LAST_BYTES, ByLastByte, endings, last_byte, record_hash
from sync.protocol.errors import MalformedMessage
from sync.protocol.pull import WANTS_MOST, Check, Checked, PullRequest, Rows, Sums

ROWS_AT_ONCE = 2_000
Shown = tuple[str, RecordId, int, RecordId]
"""Kind, id, revision, and the id that says into which bucket it goes: its own, or its parent's."""

_ending = func.substr(feed.c.id, func.length(feed.c.id) - 1)
_live = (
    feed.c.space_id == bindparam("space"),
    feed.c.scope == bindparam("scope"),
    feed.c.gone.is_(False),
)
_born = (
    feed_child.c.space_id == feed.c.space_id,
    feed_child.c.parent_kind == feed.c.kind,
    feed_child.c.parent_id == feed.c.id,
    feed_child.c.gone.is_(False),
    feed_child.c.audience.in_(bindparam("audiences", expanding=True)),
)
_home = feed.c.id.label("home")
TOPS = select(feed.c.kind, feed.c.id, feed.c.seq, _home).where(*_live)
CHILDREN = select(feed_child.c.kind, feed_child.c.id, feed_child.c.seq, _home).where(*_live, *_born)
ENDING: ColumnElement[bool] = _ending.in_(bindparam("endings", expanding=True))
PARENTS = select(feed_child.c.id, feed_child.c.seq, feed_child.c.parent_kind, feed_child.c.parent_id,
                 feed_child.c.audience).where(
    feed_child.c.space_id == bindparam("space"),
    feed_child.c.kind == bindparam("kind"),
    feed_child.c.id.in_(bindparam("ids", expanding=True)),
    feed_child.c.gone.is_(False),
)  # fmt: skip


def check_question(request: PullRequest) -> None:
    """Raise `MalformedMessage` unless the check and the wants are of our making."""
    if request.check is not None and any(not 0 <= byte < LAST_BYTES for byte in request.check.last_bytes):
        raise MalformedMessage("a last byte is between 0 and 255")
    if len(request.wants) > WANTS_MOST:
        raise MalformedMessage(f"{len(request.wants)} wants, {WANTS_MOST} at most")


def write_check(connection: Connection, sight: Sight, check: Check, lines: PageLines) -> None:
    """Add the answer to a check; of a scope that the user does not have, that there is nothing in it."""
    if not check.scope:
        for scope in sorted(sight.scopes):
            _write_sums(connection, sight, scope, lines)
    elif check.scope in sight.scopes:
        _write_rows(connection, sight, check, lines)
    lines.answer(Checked(scope=check.scope, last_bytes=check.last_bytes))


def _write_sums(connection: Connection, sight: Sight, scope: Scope, lines: PageLines) -> None:
    sums: dict[str, ByLastByte] = defaultdict(ByLastByte)
    for kind, record_id, rev, home in _shown(connection, sight, scope):
        sums[kind].add(last_byte(home), record_hash(kind, record_id, rev))
    for kind, found in sums.items():
        lines.answer(Sums(scope=scope, e=kind, digests=found.buckets()))


def _write_rows(connection: Connection, sight: Sight, check: Check, lines: PageLines) -> None:
    revs: dict[str, dict[RecordId, int]] = defaultdict(dict)
    for kind, record_id, rev, _ in _shown(connection, sight, check.scope, endings(check.last_bytes)):
        revs[kind][record_id] = rev
    for kind, found in revs.items():
        lines.answer(Rows(scope=check.scope, e=kind, revs=found))


def _shown(connection: Connection, sight: Sight, scope: Scope, ending: Sequence[str] | None = None) -> Iterator[Shown]:
    """Yield all that a scope shows: its records, and their children of the audience one has through it."""
    audiences = [Audience.PUBLIC.value, Audience.INTERNAL.value][: 2 if scope in sight.internal else 1]
    wanted = {"space": sight.space_id, "scope": scope, "audiences": audiences, "endings": list(ending or ())}
    for statement in (TOPS, CHILDREN):
        narrowed = statement if ending is None else statement.where(ENDING)
        for row in connection.execute(narrowed, wanted).yield_per(ROWS_AT_ONCE):
            yield row.kind, row.id, row.seq, row.home


def write_wanted(
    connection: Connection,
    sight: Sight,
    wants: Sequence[tuple[str, RecordId]],
    head: int,
    lines: PageLines,
    limits: Limits,
) -> None:
    """Add the records that a client asks for by id, as they are, or that they are out of its sight.

    What no longer fits is left out, and asked for again; at least one is told.
    """
    for kind, ids in by_kind((kind, record_id) for kind, record_id in wants if kind in BY_KIND).items():
        if BY_KIND[kind].PARENT is None:
            found = {record_id: (place.seq, place.scopes) for record_id, place in
                     sight.places(connection, kind, ids).items()}  # fmt: skip
        else:
            found = {record_id: (rev, []) for record_id, rev in _children_in_sight(connection, sight, kind, ids)}
        stored = stored_fields(connection, sight.space_id, kind, list(found))
        for record_id in ids:
            if record_id not in found:
                lines.out(kind, record_id, head)
                continue
            rev, scopes = found[record_id]
            lines.put(kind, record_id, rev, stored[record_id], scopes)
            if lines.rows >= limits.rows or lines.size_bytes >= limits.size_bytes:
                return


def _children_in_sight(
    connection: Connection, sight: Sight, kind: str, ids: Sequence[RecordId]
) -> Iterator[tuple[RecordId, int]]:
    rows = connection.execute(PARENTS, {"space": sight.space_id, "kind": kind, "ids": list(ids)}).all()
    for parent_kind, parents in by_kind({(row.parent_kind, row.parent_id) for row in rows}).items():
        places = sight.places(connection, parent_kind, parents)
        for row in rows:
            place = places.get(row.parent_id)
            if place is not None and (row.audience == Audience.PUBLIC or place.internal_since is not None):
                yield row.id, row.seq
