"""A server that sent every store what only the desk is asked takes it back, and the desk goes on with it."""

from __future__ import annotations

import json

import pytest
from msgspec.structs import replace
from sqlalchemy import text

from domain.records import Topic, TopicDesk, to_wire
from server.db.database import Database
from server.migrations.versioning import upgrade
from tests.server.migrations.older import back_to
from tests.server.replica import everything, fetched, rightful, shelf_of
from tests.support.shelf import Shelf
from tests.support.world import DESK_FORM, FORM, PEOPLE, World, build_world

MIXED = (*DESK_FORM, *FORM)


def everybody_saw_all(world: World) -> None:
    """Lay the desk's lines into the topic, as version 0028 did."""
    form = to_wire(replace(world.get(Topic, "card"), form=MIXED))["form"]
    here = {"id": world.ids["card"], "form": json.dumps(form)}
    with world.database.transaction() as connection:
        for statement in (
            "DELETE FROM feed WHERE kind = 'topic_desk' AND id = :id",
            "DELETE FROM topic_desk WHERE id = :id",
            "UPDATE topic SET form = :form WHERE id = :id",
        ):
            connection.execute(text(statement), here)


def asked(shelf: Shelf) -> str:
    """All that somebody holds of topics."""
    return repr([data for (kind, _), (data, _) in shelf.content().items() if kind.startswith("topic")])


@pytest.mark.parametrize("empty_place", ["sqlite", "postgres"], indirect=True)
def test_what_only_the_desk_is_asked_is_taken_back_from_everybody_else(empty_place: str) -> None:
    database = Database.open(empty_place)
    upgrade(database)
    world = build_world(database)
    everybody_saw_all(world)
    shelves = {who: shelf_of(world, who) for who in PEOPLE}
    for shelf in shelves.values():
        shelf.sync()
    assert "Contract" in asked(shelves["simon"])
    back_to(world, "0028")

    upgrade(database)

    assert world.get(Topic, "card").form == FORM
    assert world.get(TopicDesk, "card").form == DESK_FORM
    stored = everything(world)
    for who, shelf in shelves.items():
        shelf.sync()
        assert shelf.content() == rightful(world, who, stored) == fetched(world, who), who
    assert "Contract" not in asked(shelves["simon"]) + asked(shelves["olga"]) + asked(shelves["carla"])
    assert "Contract" in asked(shelves["ana"])
    assert "Contract" in asked(shelves["lars"])
    database.close()
