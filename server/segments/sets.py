"""Sets of segments: building one, knowing when it is time for the next, and what of it somebody may have."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

import msgspec
from sqlalchemy import Connection, bindparam, delete, func, insert, select

from domain.access import DESK, SPACE, Actor, team_scope
from domain.ids import RecordId, Scope, SpaceId
from domain.records import time_text
from server.db.database import Database
from server.db.reading import head_of
from server.db.tables import feed
from server.feed.tombstones import floor_of
from server.segments.contents import Made, segments_of
from server.segments.tables import segment, segment_set
from sync.protocol.cursor import Cursor
from sync.protocol.segments import SegmentList, SegmentPart, Tier

SCOPE_ROWS_LEAST = 200
"""Smaller scopes are filled by a page or two, which come last."""
FIRST_SCOPES = (SPACE, DESK)
"""However small, these come with the segments, and first: roles, teams and people tell what to show of all else."""
SETS_KEPT = 2
"""The one before is there for those who have begun with it."""
CHANGES_MOST, CHANGED_SHARE = 2_000, 20
"""A set that is so many changes behind, and a twentieth of its rows, is built anew: in a large and busy space whoever
takes it over a slow line is not to find it gone."""
AGE_MOST = timedelta(hours=1)
"""So is one of that age, if anything has changed since."""
BODIES_AT_ONCE_BYTES = 8 * 1024 * 1024


class KeptPart(msgspec.Struct, frozen=True, kw_only=True):
    """A segment of a set, as the set keeps it.

    Attributes:
        teams: The scopes of the teams whose tickets are all there is in it; empty if it has anything else.
        newest: The id of the newest record in it.
    """

    part: SegmentPart
    teams: tuple[Scope, ...] = ()
    newest: str = ""


class KeptSet(NamedTuple):
    """A set: what all of its parts tell is the space at `at`."""

    at: Cursor
    built_at: datetime
    parts: tuple[KeptPart, ...]


SETS = (
    select(segment_set.c.epoch, segment_set.c.seq, segment_set.c.built_at, segment_set.c.parts)
    .where(segment_set.c.space_id == bindparam("space"))
    .order_by(segment_set.c.built_at.desc(), segment_set.c.seq.desc())
)
SCOPES = (
    select(feed.c.scope)
    .where(feed.c.space_id == bindparam("space"), feed.c.gone.is_(False))
    .group_by(feed.c.scope)
    .having(func.count() >= bindparam("least"))
    .order_by(feed.c.scope)
)


def content_name(packed: bytes) -> str:
    """Return the name of a segment of that content."""
    return hashlib.blake2b(packed, digest_size=16).hexdigest()


def kept_sets(connection: Connection, space_id: SpaceId) -> list[KeptSet]:
    """Return the sets of a space, the newest first."""
    rows = connection.execute(SETS, {"space": space_id})
    return [
        KeptSet(Cursor(row.epoch, row.seq), row.built_at, tuple(msgspec.convert(row.parts, list[KeptPart])))
        for row in rows
    ]


def usable_sets(connection: Connection, space_id: SpaceId, head: Cursor) -> list[KeptSet]:
    """Return the sets from which the feed goes on to `head`, the newest first.

    One from before the tombstones that are forgotten has what was deleted since, and nothing would take it away.
    """
    floor = floor_of(connection, space_id)
    return [
        kept
        for kept in kept_sets(connection, space_id)
        if kept.at.epoch == head.epoch and (kept.at.seq >= floor or kept.at.seq == head.seq)
    ]


def is_due(connection: Connection, space_id: SpaceId, now: datetime) -> bool:
    """Tell whether the space's set is too old, or there is none where one would be of use."""
    head = head_of(connection, space_id)
    newest = next(iter(usable_sets(connection, space_id, head)), None)
    if newest is None:
        return connection.execute(SCOPES, {"space": space_id, "least": SCOPE_ROWS_LEAST}).first() is not None
    behind = head.seq - newest.at.seq
    rows = sum(kept.part.rows for kept in newest.parts)
    return behind >= max(CHANGES_MOST, rows // CHANGED_SHARE) or (behind > 0 and now - newest.built_at >= AGE_MOST)


def build(database: Database, space_id: SpaceId, now: datetime, *, rows_least: int = SCOPE_ROWS_LEAST) -> Cursor:
    """Build a set of the space as it is, and drop those that nobody needs any more; return which moment it tells.

    Takes seconds for a hundred thousand tickets, and holds the packed segments in memory until they are all built.

    Args:
        database: Of the space.
        space_id: Which.
        now: Decides what was closed recently.
        rows_least: Of the scopes that are worth a segment.

    Raises:
        SpaceUnknown: There is no such space.
        StorageError: Busy or full.
    """
    with database.snapshot() as connection:
        at = head_of(connection, space_id)
        known = set(connection.scalars(select(segment.c.name).where(segment.c.space_id == space_id)))
        parts: list[KeptPart] = []
        bodies: dict[str, bytes] = {}
        for scope, made in _made(connection, space_id, at, now, rows_least):
            name = content_name(made.packed)
            parts.append(_kept(scope, name, made))
            if name not in known:
                bodies[name] = made.packed
    for some in _in_portions(bodies):
        with database.transaction() as connection:
            rows = [{"space_id": space_id, "name": name, "body": body} for name, body in some]
            connection.execute(insert(segment), rows)
    with database.transaction() as connection:
        _keep(connection, space_id, KeptSet(at, now, tuple(parts)))
    return at


def _made(
    connection: Connection, space_id: SpaceId, at: Cursor, now: datetime, rows_least: int
) -> Iterator[tuple[Scope, Made]]:
    scopes = connection.scalars(SCOPES, {"space": space_id, "least": rows_least}).all()
    for scope in sorted({*scopes, *FIRST_SCOPES} if scopes else ()):
        if not scope.startswith("user:"):
            for made in segments_of(connection, space_id, Scope(scope), at.epoch, at.seq, now):
                yield Scope(scope), made


def _kept(scope: Scope, name: str, made: Made) -> KeptPart:
    part = SegmentPart(name=name, scope=scope, tier=made.tier, rows=made.rows, size_bytes=len(made.packed))
    return KeptPart(part=part, teams=tuple(sorted(made.teams or ())), newest=made.newest)


def _in_portions(bodies: dict[str, bytes]) -> Iterator[list[tuple[str, bytes]]]:
    """Cut `bodies` so that no transaction holds the write lock for long."""
    portion: list[tuple[str, bytes]] = []
    size = 0
    for item in bodies.items():
        portion.append(item)
        size += len(item[1])
        if size >= BODIES_AT_ONCE_BYTES:
            yield portion
            portion, size = [], 0
    if portion:
        yield portion


def _keep(connection: Connection, space_id: SpaceId, made: KeptSet) -> None:
    """Write a set, and delete the sets and the segments that are no longer kept."""
    at = {"space_id": space_id, "epoch": made.at.epoch, "seq": made.at.seq}
    same = [segment_set.c[name] == value for name, value in at.items()]
    connection.execute(delete(segment_set).where(*same))
    parts = msgspec.to_builtins(made.parts)
    connection.execute(insert(segment_set), [at | {"built_at": made.built_at, "parts": parts}])
    sets = [kept for kept in kept_sets(connection, space_id) if kept.at.epoch == made.at.epoch][:SETS_KEPT]
    oldest = min(kept.at.seq for kept in sets)
    of_space = segment_set.c.space_id == space_id
    connection.execute(
        delete(segment_set).where(of_space, (segment_set.c.epoch != made.at.epoch) | (segment_set.c.seq < oldest))
    )
    needed = {kept.part.name for one in sets for kept in one.parts}
    held = connection.scalars(select(segment.c.name).where(segment.c.space_id == space_id)).all()
    dropped = [{"in_space": space_id, "of_name": name} for name in held if name not in needed]
    if dropped:
        gone = delete(segment).where(segment.c.space_id == bindparam("in_space"))
        connection.execute(gone.where(segment.c.name == bindparam("of_name")), dropped)


def list_for(
    connection: Connection, space_id: SpaceId, actor: Actor, team_ids: Iterable[RecordId], now: datetime
) -> SegmentList:
    """Return what somebody may take, in the order in which it is of use to them.

    A part whose every ticket comes with another part of theirs is left out.

    Args:
        connection: A transaction that sees one moment.
        space_id: Theirs.
        actor: Who they are.
        team_ids: The teams they work in: those come before others.
        now: Of the answer.
    """
    head = head_of(connection, space_id)
    scopes = dict(actor.scopes)
    answer = SegmentList(epoch=head.epoch, seq=head.seq, server_time=time_text(now), scopes=scopes)
    newest = next(iter(usable_sets(connection, space_id, head)), None)
    if newest is None:
        return answer
    mine = [kept for kept in newest.parts if kept.part.scope in scopes]
    if not mine:
        return answer
    whole = sorted({kept.part.scope for kept in mine})
    own = {team_scope(team_id) for team_id in team_ids}
    taken = [kept for kept in mine if not _comes_anyway(kept, scopes)]
    # The newest of all scopes together: what is stored one after the other then lies together in every index.
    taken.sort(key=lambda kept: kept.newest, reverse=True)
    taken.sort(key=lambda kept: (kept.part.tier, kept.part.tier <= Tier.OPEN and kept.part.scope not in own))
    parts = tuple(kept.part for kept in taken)
    return msgspec.structs.replace(answer, seq=newest.at.seq, whole=tuple(whole), parts=parts)


def _comes_anyway(kept: KeptPart, scopes: Iterable[Scope]) -> bool:
    of_team = kept.part.scope.startswith("team:")
    return not of_team and bool(kept.teams) and set(kept.teams) <= set(scopes)
