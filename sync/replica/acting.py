"""Who acts on this replica, computed from the records it holds."""

from __future__ import annotations

from domain.access import SPACE, Actor, actor_of
from domain.ids import RecordId
from domain.records import Grant, Role, UserCard
from domain.roles import BUILT_IN
from sync.replica.cache import Cache
from sync.replica.memberships import Memberships

ACCESS_KINDS = frozenset({"user_card", "role", "grant", "team"})
"""A change of such a record may change what the user may do: everything pending is replayed."""


def local_actor(cache: Cache, user_id: RecordId) -> Actor:
    """Return the user as an actor; until the first pages have said who it is, one who may do nothing.

    Customers do not see the roles of the franchise: without the record they act with the built-in customer's
    permissions, and the server has the last word.
    """
    nobody = Actor(user_id=user_id, permissions=frozenset(), scopes={})
    card = cache.record(UserCard, user_id)
    if card is None:
        return nobody
    role = cache.record(Role, card.role_id)
    if role is None:
        if SPACE in (Memberships(cache).scopes() or {}):
            # No customer, and what they may do is still on its way.
            return nobody
        name, permissions = BUILT_IN["customer"]
        role = Role(id=card.role_id, key="customer", name=name, permissions=tuple(sorted(permissions)))
    grants = cache.every(Grant, "user_id = ?", (user_id,))
    teams = [RecordId(row[0]) for row in cache.all("SELECT id FROM team")]
    return actor_of(card, role, grants, teams)
