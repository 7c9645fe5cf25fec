"""What a pull brings is exactly what the rules let its user see."""

from __future__ import annotations

import random
from typing import Any

import pytest
from msgspec.structs import replace

from domain.ids import RecordId, Scope
from domain.records import Article, Grant, Message, Role, Ticket, UserCard
from domain.words import ArticleStatus, Audience, Visibility
from tests.server.replica import everything, fetched, rightful, shelf_of
from tests.support.world import PEOPLE, World


@pytest.mark.parametrize("name", PEOPLE)
def test_a_first_sync_brings_exactly_what_the_rules_let_each_person_see(world: World, name: str) -> None:
    assert fetched(world, name) == rightful(world, name)


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
@pytest.mark.parametrize("seed", range(10))
def test_whatever_happens_everybody_holds_exactly_what_the_rules_let_them_see(world: World, seed: int) -> None:
    chance = random.Random(seed)
    shelves = {name: shelf_of(world, name, rows_most=chance.choice((3, 20, 1_000))) for name in PEOPLE}
    for _ in range(40):
        chance.choice(HAPPENINGS)(world, chance)
        for shelf in chance.sample(list(shelves.values()), 2):
            shelf.turn()

    stored = everything(world)
    for name, shelf in shelves.items():
        shelf.sync()
        assert shelf.content() == rightful(world, name, stored), f"{name}, seed {seed}"


def _someone(world: World, chance: random.Random) -> RecordId:
    return world.ids[chance.choice(list(PEOPLE))]


def _place(world: World, chance: random.Random) -> dict[str, Any]:
    return {
        "store_id": chance.choice([None, world.ids["centro"], world.ids["puerto"]]),
        "team_id": chance.choice([None, world.ids["tills"], world.ids["stock"]]),
        "assignee_id": chance.choice([None, _someone(world, chance)]),
        "follower_ids": tuple(sorted({_someone(world, chance) for _ in range(chance.randrange(3))})),
    }


def _records(world: World, kind: type[Any]) -> list[Any]:
    with world.database.read(world.space_id) as session:
        return session.find(kind)


def _file(world: World, chance: random.Random) -> None:
    ticket = replace(world.ticket(), requester_id=_someone(world, chance), **_place(world, chance))
    world.put(ticket, *world.children(ticket)[: chance.randrange(5)])


def _move(world: World, chance: random.Random) -> None:
    world.put(replace(chance.choice(_records(world, Ticket)), **_place(world, chance)))


def _write(world: World, chance: random.Random) -> None:
    world.put(world.message(chance.choice(_records(world, Ticket)), chance.choice(list(Audience))))


def _delete(world: World, chance: random.Random) -> None:
    found = _records(world, chance.choice((Ticket, Message)))
    if len(found) > 2:
        world.delete(chance.choice(found))


def _rework_article(world: World, chance: random.Random) -> None:
    article = chance.choice(_records(world, Article))
    status, visibility = chance.choice(list(ArticleStatus)), chance.choice(list(Visibility))
    world.put(replace(article, status=status, visibility=visibility))


def _regrant(world: World, chance: random.Random) -> None:
    grant = chance.choice(_records(world, Grant))
    places = [f"store:{world.ids[name]}" for name in ("centro", "puerto")]
    places += [f"team:{world.ids[name]}" for name in ("tills", "stock")]
    world.put(replace(grant, scope=Scope(chance.choice(places)), generation=grant.generation + 1))


def _change_role(world: World, chance: random.Random) -> None:
    card = chance.choice(_records(world, UserCard))
    world.put(replace(card, role_id=chance.choice(_records(world, Role)).id, active=chance.random() > 0.2))


HAPPENINGS = (_file, _move, _move, _write, _write, _delete, _rework_article, _regrant, _change_role)
