"""A server of before saved replies: those who lead may share them after its update, and every client learns of it."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from domain.records import Role
from domain.words import Permission
from server.db.database import Database
from server.migrations.versioning import upgrade
from tests.server.migrations.older import back_to, without_later_kinds
from tests.server.replica import rightful, shelf_of
from tests.support.world import build_world


@pytest.mark.parametrize("empty_place", ["sqlite", "postgres"], indirect=True)
def test_leads_and_administrators_may_share_after_the_update(empty_place: str) -> None:
    database = Database.open(empty_place)
    upgrade(database)
    world = build_world(database)
    without_later_kinds(world)
    roles = [world.get(Role, key) for key in ("team_lead", "admin")]
    before = {role.id: frozenset(role.permissions) - {Permission.DESK_SHARE} for role in roles}
    world.put(*(replace(role, permissions=tuple(sorted(before[role.id]))) for role in roles))
    shelf = shelf_of(world, "simon")
    shelf.sync()
    back_to(world, "0007")

    upgrade(database)

    shelf.sync()
    assert shelf.content() == rightful(world, "simon")
    for role in roles:
        assert set(world.get(Role, role.key).permissions) == before[role.id] | {Permission.DESK_SHARE}
    assert Permission.DESK_SHARE not in world.get(Role, "agent").permissions
    assert (
        world.client("tina")
        .does("saved_reply.create", saved_reply_id=world.new_id(), titles={"en": "A"}, texts={"en": "B"}, shared=True)
        .outcome
        == "ok"
    )
    database.close()
