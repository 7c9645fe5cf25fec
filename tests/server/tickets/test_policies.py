"""Who is told what: everybody concerned, once, never the one who acts, only what they may see."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from domain.records import Notification, UserCard
from domain.words import NotificationKind as N
from sync.protocol.push import Outcome
from tests.support.world import PEOPLE, World


def told(world: World) -> dict[str, N]:
    """Person to what the newest notifications tell them."""
    names = {world.ids[name]: name for name in PEOPLE}
    with world.database.read(world.space_id) as session:
        found = session.find(Notification)
    return {names[one.user_id]: one.about for one in found}


def does(world: World, who: str, name: str, **args: Any) -> None:
    """Somebody does something to a ticket."""
    if name in {"ticket.reply", "ticket.note"}:
        args |= {"message_id": world.new_id(), "body": "Look at this"}
    args["ticket_id"] = world.ids[args.pop("ticket")]
    assert world.client(who).does(name, **args).outcome is Outcome.OK


@pytest.mark.parametrize(
    ("who", "name", "args", "expected"),
    [
        ("ana", "ticket.reply", {"ticket": "taken"}, {"simon": N.REPLY}),
        ("simon", "ticket.reply", {"ticket": "taken"}, {"ana": N.REPLY}),
        ("tina", "ticket.reply", {"ticket": "taken"}, {"simon": N.REPLY, "ana": N.REPLY}),
        ("tina", "ticket.note", {"ticket": "taken"}, {"ana": N.NOTE}),
        ("ana", "ticket.set_status", {"ticket": "taken", "status": "resolved"}, {"simon": N.STATUS}),
        (
            "tina",
            "ticket.set_assignee",
            {"ticket": "till", "assignee_id": "bruno"},
            {"bruno": N.ASSIGNED, "simon": N.STATUS},
        ),
        ("tina", "ticket.set_assignee", {"ticket": "taken", "assignee_id": None}, {}),
        ("ana", "ticket.set_priority", {"ticket": "taken", "priority": "urgent"}, {}),
    ],
)  # fmt: skip
def test_those_concerned_are_told(
    world: World, who: str, name: str, args: dict[str, Any], expected: dict[str, N]
) -> None:
    does(world, who, name, **{key: world.ids.get(value, value) if key == "assignee_id" else value
                              for key, value in args.items()})  # fmt: skip
    assert told(world) == expected


def test_a_mention_calls_colleagues_in_and_nobody_else(world: World) -> None:
    mentioned = [world.ids[name] for name in ("lars", "simon", "bruno", "tina")]
    does(world, "ana", "ticket.note", ticket="till", mention_ids=mentioned)
    assert told(world) == {"lars": N.MENTION, "bruno": N.MENTION, "tina": N.MENTION}
    followers = {name for name in PEOPLE if world.ids[name] in world.get_ticket("till").follower_ids}
    assert followers == {"lars", "bruno", "tina"}


def test_a_mention_by_somebody_who_may_not_work_the_ticket_adds_no_follower(world: World) -> None:
    does(world, "lars", "ticket.note", ticket="till", mention_ids=[world.ids["bruno"], world.ids["tina"]])
    assert told(world) == {"tina": N.MENTION}
    assert world.get_ticket("till").follower_ids == ()


def test_a_mention_in_an_answer_calls_people_in_for_the_desk_only(world: World) -> None:
    does(world, "simon", "ticket.reply", ticket="taken", mention_ids=[world.ids["bruno"]])
    assert "bruno" not in told(world)
    does(world, "ana", "ticket.reply", ticket="taken", mention_ids=[world.ids["bruno"]])
    assert told(world)["bruno"] is N.MENTION


def test_whoever_is_mentioned_and_assigned_is_told_the_more_urgent_thing_only(world: World) -> None:
    does(world, "tina", "ticket.note", ticket="taken", mention_ids=[world.ids["ana"]])
    assert told(world) == {"ana": N.MENTION}


def test_followers_are_told_and_those_who_left_are_not(world: World) -> None:
    world.put(replace(world.get_ticket("taken"), follower_ids=tuple(sorted((world.ids["lars"], world.ids["olga"])))))
    world.put(replace(world.get(UserCard, "olga"), active=False))
    does(world, "simon", "ticket.reply", ticket="taken")
    assert told(world) == {"ana": N.REPLY, "lars": N.REPLY}


def overwritten(world: World) -> list[tuple[str, str, str, str, str]]:
    """Who is told that which field of theirs was overwritten, from what, to what, by whom."""
    names = {world.ids[name]: name for name in PEOPLE}
    with world.database.read(world.space_id) as session:
        found = [one for one in session.find(Notification) if one.about is N.OVERWRITTEN]
    return [(names[one.user_id], one.field, one.before, one.after, names[one.actor_id]) for one in found]


def test_whoever_had_set_a_field_is_told_by_whom_it_was_overwritten_unseen(world: World) -> None:
    does(world, "tina", "ticket.set_priority", ticket="taken", priority="urgent", expected="normal")
    assert overwritten(world) == []
    does(world, "ana", "ticket.set_priority", ticket="taken", priority="low", expected="normal")
    assert overwritten(world) == [("tina", "priority", "urgent", "low", "ana")]


def test_who_changed_what_they_saw_tells_nobody(world: World) -> None:
    does(world, "tina", "ticket.set_priority", ticket="taken", priority="urgent", expected="normal")
    does(world, "ana", "ticket.set_priority", ticket="taken", priority="low", expected="urgent")
    does(world, "ana", "ticket.set_type", ticket="taken", type="task")
    assert overwritten(world) == []


def test_ones_own_other_computer_is_nobody_to_be_told(world: World) -> None:
    does(world, "ana", "ticket.set_priority", ticket="taken", priority="urgent", expected="normal")
    does(world, "ana", "ticket.set_priority", ticket="taken", priority="low", expected="normal")
    assert overwritten(world) == []


def test_whoever_may_not_see_the_ticket_any_more_is_told_nothing(world: World) -> None:
    does(world, "ana", "ticket.set_topic", ticket="till", topic_id=world.ids["boxes"])
    world.put(replace(world.get(UserCard, "ana"), active=False))
    does(world, "tina", "ticket.set_topic", ticket="till", topic_id=world.ids["card"], expected="somewhere")
    assert overwritten(world) == []


def test_whoever_had_escalated_is_told_that_their_team_was_overwritten(world: World) -> None:
    tills, stock = world.ids["tills"], world.ids["stock"]
    handing = {"message_id": world.new_id(), "body": "Theirs", "reason": "Not ours", "team_id": stock}
    does(world, "ada", "ticket.set_team", ticket="taken", team_id=stock)
    does(world, "tina", "ticket.set_team", ticket="taken", team_id=tills)
    does(world, "ana", "ticket.escalate", ticket="taken", **handing)
    does(world, "tina", "ticket.set_team", ticket="taken", team_id=tills, expected="")
    assert overwritten(world) == [("ana", "team", stock, tills, "tina")]


def test_a_store_has_not_set_who_stands_in_for_whom_it_answers(world: World) -> None:
    ana = world.ids["ana"]
    assert world.client("ana").does("absence.set", user_id=ana, backup_id=world.ids["tina"]).outcome is Outcome.OK
    does(world, "simon", "ticket.reply", ticket="taken")
    assert world.get_ticket("taken").assignee_id == world.ids["tina"]
    does(world, "tina", "ticket.set_assignee", ticket="taken", assignee_id=None, expected=ana)
    assert overwritten(world) == []


def test_a_new_assignee_is_told_besides_that_their_word_was_overwritten(world: World) -> None:
    does(world, "ana", "ticket.set_assignee", ticket="till", assignee_id=world.ids["tina"], expected="")
    does(world, "ada", "ticket.set_assignee", ticket="till", assignee_id=world.ids["ana"], expected="")
    with world.database.read(world.space_id) as session:
        mine = {one.about for one in session.find(Notification, user_id=world.ids["ana"])}
    assert {N.ASSIGNED, N.OVERWRITTEN} <= mine


def test_a_new_ticket_is_news_to_a_queue_and_to_nobody_in_person(world: World) -> None:
    ids = {"ticket_id": world.new_id(), "message_id": world.new_id(), "space_id": world.space_id}
    world.client("simon").does("ticket.create", **ids, title="Paper", body="None left", store_id=world.ids["centro"])
    assert told(world) == {}


def test_a_notification_is_its_receivers_alone(world: World) -> None:
    does(world, "ana", "ticket.reply", ticket="till")
    with world.database.read(world.space_id) as session:
        (mine,) = session.find(Notification, user_id=world.ids["simon"])
    assert world.client("nadia").does("notification.read", notification_id=mine.id).outcome is Outcome.REJECTED
    assert world.client("simon").does("notification.read", notification_id=mine.id).outcome is Outcome.OK
