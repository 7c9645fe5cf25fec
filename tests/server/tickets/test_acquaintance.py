"""Whoever sees a ticket sees the names in it; a store's people and customers are nobody else's business."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from domain.ids import RecordId
from domain.records import Role, UserCard, to_wire
from server.accounts.administration import Administration, Change, NewUser
from server.acting import operator
from sync.protocol.push import Outcome
from tests.server.replica import fetched, rightful, shelf_of
from tests.support.world import PEOPLE, World

DESK = ("lars", "ana", "bruno", "tina")


def cards(world: World, who: str) -> set[str]:
    """The names on the cards that a first sync brings somebody."""
    return {str(data["name"]) for (kind, _), (data, _) in fetched(world, who).items() if kind == "user_card"}


def names(*people: str) -> set[str]:
    """As they stand on the cards."""
    return {person.title() for person in people}


@pytest.mark.parametrize(
    ("who", "seen"),
    {
        "carla": ("carla",),
        "simon": ("simon", "olga", *DESK),
        "olga": ("simon", "olga", "nadia", *DESK),
        "nadia": ("nadia", "olga", *DESK),
        **dict.fromkeys((*DESK, "ada"), tuple(PEOPLE)),
    }.items(),
)
def test_whose_cards_somebody_has(world: World, who: str, seen: tuple[str, ...]) -> None:
    assert cards(world, who) == names(*seen)


def file(world: World, who: str, store: str, **more: object) -> RecordId:
    """A ticket of that person's in a store; its id."""
    ticket_id = world.new_id()
    ids = {"ticket_id": ticket_id, "message_id": world.new_id(), "space_id": world.space_id}
    place = {"store_id": world.ids[store], "title": "Paper", "body": "None left"}
    world.client(who).does("ticket.create", **ids, **place, **more)
    return ticket_id


def test_a_store_knows_the_customer_whose_ticket_it_sees_and_no_other_store_does(world: World) -> None:
    file(world, "ana", "centro", requester_id=world.ids["carla"])
    assert "Carla" in cards(world, "simon")
    assert "Carla" not in cards(world, "nadia")


def test_who_follows_a_ticket_of_another_store_knows_its_people_and_is_known_there(world: World) -> None:
    simon, nadia = shelf_of(world, "simon"), shelf_of(world, "nadia")
    simon.sync()
    nadia.sync()

    world.client("tina").does("ticket.follow", ticket_id=world.ids["till"], following=True, user_id=world.ids["nadia"])

    for who, shelf in (("simon", simon), ("nadia", nadia)):
        shelf.sync()
        assert shelf.content() == rightful(world, who)
        assert names("simon", "nadia") <= cards(world, who)


def test_an_administrator_without_a_team_who_answers_has_a_name(world: World) -> None:
    assert "Ada" not in cards(world, "simon")
    reply = {"ticket_id": world.ids["till"], "message_id": world.new_id(), "body": "On its way"}
    world.client("ada").does("ticket.reply", **reply)
    assert "Ada" in cards(world, "simon")
    assert "Carla" not in cards(world, "simon")


def test_the_author_of_an_internal_note_is_no_stores_business(world: World) -> None:
    note = {"ticket_id": world.ids["till"], "message_id": world.new_id(), "body": "Mind the vendor"}
    world.client("ada").does("ticket.note", **note)
    assert "Ada" not in cards(world, "simon")


@pytest.fixture
def pia(world: World) -> str:
    """Somebody of Centro's with a ticket there; the name of their account."""
    role = world.get(Role, "store_staff")
    account = f"pia-{world.space_id}"
    user = NewUser(name=account, password="", role=role, full_name="Pia", store_ids=(world.ids["centro"],))
    administration = Administration(world.database, clock=lambda: world.now)
    with world.database.write(world.space_id) as session:
        world.ids["pia"] = administration.add_in(session, operator(world.ids["ada"]), user, "never asked")
    file(world, "pia", "centro")
    return account


def change(world: World, name: str, wanted: Change) -> None:
    """Change an account as an administrator does."""
    Administration(world.database, clock=lambda: world.now).change(operator(world.ids["ada"]), name, wanted)


def test_who_moves_to_another_store_is_known_there_and_keeps_their_name_in_the_first(world: World, pia: str) -> None:
    shelves = {who: shelf_of(world, who) for who in ("simon", "nadia", "pia")}
    for shelf in shelves.values():
        shelf.sync()
    assert "Pia" not in cards(world, "nadia")

    change(world, pia, Change(store_ids=(world.ids["puerto"],)))

    assert "Pia" in cards(world, "nadia")
    assert "Pia" in cards(world, "simon")
    assert "Simon" not in cards(world, "pia")
    for who, shelf in shelves.items():
        shelf.sync()
        assert shelf.content() == rightful(world, who), who


def test_who_has_left_keeps_their_name(world: World, pia: str) -> None:
    Administration(world.database, clock=lambda: world.now).set_locked(operator(world.ids["ada"]), pia, locked=True)
    assert "Pia" in cards(world, "simon")


def test_an_agent_who_leaves_their_team_keeps_their_name_at_the_stores(world: World) -> None:
    card = world.get(UserCard, "bruno")
    world.client("ada").does("structure.save", user_card=to_wire(replace(card, team_ids=())))
    assert "Bruno" in cards(world, "simon")


def test_a_card_saved_by_who_does_not_know_whom_it_has_met_stays_known(world: World) -> None:
    file(world, "ana", "centro", requester_id=world.ids["carla"])
    data = to_wire(world.get(UserCard, "carla"))
    del data["known_to"]
    assert world.client("ada").does("structure.save", user_card=data | {"title": "Baker"}).outcome is Outcome.OK
    assert "Carla" in cards(world, "simon")
