"""What one user sees of a space, as the feed's queries need it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import Connection, bindparam, select

from domain.access import Actor, audience_in
from domain.ids import RecordId, Scope, SpaceId
from domain.words import Audience, Permission
from server.db.tables import feed

LIVE = select(feed.c.id, feed.c.scope, feed.c.seq, feed.c.since).where(
    feed.c.space_id == bindparam("space"),
    feed.c.kind == bindparam("kind"),
    feed.c.id.in_(bindparam("ids", expanding=True)),
    feed.c.gone.is_(False),
)

K = TypeVar("K")


@dataclass(slots=True)
class Place:
    """Where a record stands for the user now.

    Attributes:
        scopes: Every scope through which the user sees it, in no order.
        seq: The sequence of its last change.
        since: Since when it is in sight.
        internal_since: Since when its internal children are; None if they are not.
    """

    scopes: list[Scope]
    seq: int
    since: int
    internal_since: int | None = None


@dataclass(frozen=True)
class Sight:
    """The scopes a user sees, and through which of them internal children too."""

    space_id: SpaceId
    scopes: frozenset[Scope]
    internal: frozenset[Scope]

    @classmethod
    def of(cls, actor: Actor, space_id: SpaceId) -> Sight:
        """Return the sight of `actor`."""
        desk = actor.can(Permission.DESK_READ)
        internal = (scope for scope in actor.scopes if audience_in(scope, desk=desk) is Audience.INTERNAL)
        return cls(space_id, frozenset(actor.scopes), frozenset(internal))

    def places(self, connection: Connection, kind: str, ids: Iterable[RecordId]) -> dict[RecordId, Place]:
        """Return where each of the records stands now; those out of sight are left out."""
        found: dict[RecordId, Place] = {}
        wanted = {"space": self.space_id, "kind": kind, "ids": list(ids)}
        for record_id, scope, seq, since in connection.execute(LIVE, wanted).all():
            if scope in self.scopes:
                self.add_place(found, record_id, scope, seq, since)
        return found

    def add_place(self, found: dict[K, Place], key: K, scope: Scope, seq: int, since: int) -> None:
        """Add to `found` that a record is live in a scope of the user's."""
        place = found.get(key)
        if place is None:
            place = found[key] = Place([scope], seq, since)
        else:
            place.scopes.append(scope)
            place.since = min(place.since, since)
        if scope in self.internal:
            place.internal_since = since if place.internal_since is None else min(place.internal_since, since)


def by_kind(keys: Iterable[tuple[str, RecordId]]) -> dict[str, list[RecordId]]:
    """Return the ids of each kind, in the order they come."""
    grouped: dict[str, list[RecordId]] = defaultdict(list)
    for kind, record_id in keys:
        grouped[kind].append(record_id)
    return grouped
