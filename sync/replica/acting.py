"""Who acts on this replica, computed from the records it holds."""

from __future__ import annotations

from domain.access import Actor, actor_of
from domain.ids import RecordId
from domain.records import Grant, Role, UserCard
from domain.roles import BUILT_IN
from sync.replica.cache import Cache

ACCESS_KINDS = frozenset({"user_card", "role", "grant", "team"})
"""A change of such a record may change what the user may do: everything pending is replayed."""


def local_actor(cache: Cache, user_id: RecordId) -> Actor:
    """Return the user as an actor; before the first page has come, one who may do nothing.

    Customers do not see the roles of the franchise: without the record they act with the built-in customer's
    permissions, and the server has the last word.
    """
    card = cache.record(UserCard, user_id)
    if card is None:
        return Actor(user_id=user_id, permissions=frozenset(), scopes={})
    name, permissions = BUILT_IN["customer"]
    guest = Role(id=card.role_id, key="customer", name=name, permissions=tuple(sorted(permissions)))
    role = cache.record(Role, card.role_id) or guest
    grants = cache.every(Grant, "user_id = ?", (user_id,))
    teams = [RecordId(row[0]) for row in cache.all("SELECT id FROM team")]
    return actor_of(card, role, grants, teams)
