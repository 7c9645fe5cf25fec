"""A server that sent every card to the whole franchise takes back what it sent too much."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from sqlalchemy import text

from domain.records import Space
from server.db.database import Database
from server.migrations.versioning import upgrade
from tests.server.migrations.older import back_to, without_later_kinds
from tests.server.replica import everything, rightful, shelf_of
from tests.support.shelf import Shelf
from tests.support.world import PEOPLE, World, build_world


def everybody_knew_everybody(world: World) -> None:
    """Lay the cards into the feed as version 0005 did: before the whole space."""
    head = world.put(replace(world.get(Space, "space"), name="Before"))
    with world.database.transaction() as connection:
        connection.execute(text("DELETE FROM feed WHERE kind = 'user_card'"))
        for card_id in [world.ids[name] for name in PEOPLE]:
            for scope in ("space", f"user:{card_id}"):
                row = {"space": world.space_id, "id": card_id, "scope": scope, "seq": head, "no": False}
                connection.execute(
                    text("INSERT INTO feed VALUES (:space, 'user_card', :id, :scope, :seq, :seq, :no, :no)"), row
                )
        connection.execute(text("UPDATE user_card SET rev = :seq"), {"seq": head})


def cards(shelf: Shelf) -> set[str]:
    """The names on the cards that somebody holds."""
    return {str(data["name"]) for (kind, _), (data, _) in shelf.content().items() if kind == "user_card"}


DESK = ("Lars", "Ana", "Bruno", "Tina")


@pytest.mark.parametrize("empty_place", ["sqlite", "postgres"], indirect=True)
def test_an_older_server_comes_to_the_same_and_takes_back_what_it_sent(empty_place: str) -> None:
    database = Database.open(empty_place)
    upgrade(database)
    world = build_world(database)
    ticket = world.ticket(store_id="centro", team_id="tills", requester_id="carla", follower_ids=(world.ids["nadia"],))
    answer = replace(world.message(ticket), author_id=world.ids["ada"])
    world.put(ticket, answer)
    without_later_kinds(world)
    shelves = {who: shelf_of(world, who) for who in PEOPLE}
    everybody_knew_everybody(world)
    for shelf in shelves.values():
        shelf.sync()
    assert "Carla" in cards(shelves["nadia"])
    back_to(world, "0005")

    upgrade(database)

    stored = everything(world)
    for who, shelf in shelves.items():
        shelf.sync()
        assert shelf.content() == rightful(world, who, stored), who
    assert cards(shelves["simon"]) == {"Simon", "Olga", "Carla", "Nadia", "Ada", *DESK}
    assert cards(shelves["nadia"]) == {"Nadia", "Olga", "Carla", "Ada", *DESK}
    assert "Simon" not in cards(shelves["nadia"])
    database.close()
