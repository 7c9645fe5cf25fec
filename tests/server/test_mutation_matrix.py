"""Every mutation, as every role, at a record of Centro's: the server lets in whom the table names, and nobody else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from domain.errors import RejectCode
from domain.mutations import mutation_names
from domain.records import Notification, Team, to_wire
from domain.words import ArticleStatus, NotificationKind, Visibility
from sync.protocol.push import Outcome
from tests.support.world import PEOPLE, World

DESK = {"ana", "tina", "ada"}
"""Those who work on the tickets of the team; Bruno is an agent of another one."""
EDITORS = {"tina", "ada"}

LET_IN: dict[str, set[str]] = {
    "article.archive": EDITORS,
    "article.create": EDITORS,
    "article.edit": EDITORS,
    "article.feedback": {"lars", "ana", "bruno", "tina", "ada"},
    "article.publish": EDITORS,
    "notification.read": {"simon"},
    "structure.save": {"ada"},
    "ticket.create": {"ana", "bruno", "tina", "ada"},
    "ticket.follow": {"simon", "olga", "lars", *DESK},
    "ticket.note": {"lars", *DESK},
    "ticket.reply": {"simon", "olga", *DESK},
    "ticket.set_assignee": DESK,
    "ticket.set_priority": DESK,
    "ticket.set_status": {"simon", "olga", *DESK},
    "ticket.set_team": DESK,
    "ticket.set_topic": DESK,
    "ticket.set_type": DESK,
    "ticket.tag": DESK,
}
"""Mutation to those who may do it: to a ticket of Simon's in Centro with the team for tills, or filing one for Carla in
Puerto; to an article for the desk; to a notification of Simon's; to a team."""


def on_ticket(**args: Any) -> Callable[[World], dict[str, Any]]:
    """Arguments for a new ticket of Simon's."""

    def make(world: World) -> dict[str, Any]:
        ticket = world.ticket(store_id="centro", team_id="tills", requester_id="simon")
        world.put(ticket, *world.children(ticket))
        named = {key: world.ids.get(value, value) if key.endswith("_id") else value for key, value in args.items()}
        return {"ticket_id": ticket.id, **named}

    return make


def message(world: World) -> dict[str, Any]:
    """Arguments of something that is written to a ticket."""
    return on_ticket(body="Look at this", message_id=world.new_id())(world)


def new_ticket(world: World) -> dict[str, Any]:
    """Arguments of a ticket that is filed for Carla and a store that is not hers."""
    ids = {"ticket_id": world.new_id(), "message_id": world.new_id(), "space_id": world.space_id}
    place = {"requester_id": world.ids["carla"], "store_id": world.ids["puerto"]}
    return {**ids, **place, "title": "Paper", "body": "None left"}


def on_article(**args: Any) -> Callable[[World], dict[str, Any]]:
    """Arguments for a new article that the desk reads."""

    def make(world: World) -> dict[str, Any]:
        records = world.article("secret", visibility=Visibility.INTERNAL, status=ArticleStatus.PUBLISHED)
        world.put(*records)
        base = {"base_revision_id": records[1].id} if "title" in args else {}
        return {"article_id": records[0].id, **base, **args}

    return make


def new_article(world: World) -> dict[str, Any]:
    """Arguments of a new draft."""
    return {"article_id": world.new_id(), "slug": "new", "locale": "en", "title": "New", "body": "Words"}


def notification(world: World) -> dict[str, Any]:
    """Arguments for a new notification of Simon's."""
    about = {"user_id": world.ids["simon"], "actor_id": world.ids["ana"], "about": NotificationKind.REPLY}
    told = Notification(id=world.new_id(), at=world.now, **about)  # type: ignore[arg-type]
    world.put(told)
    return {"notification_id": told.id}


def team(world: World) -> dict[str, Any]:
    """Arguments that rename a team."""
    return {"team": to_wire(Team(id=world.ids["tills"], name="Mine"))}


ARGS: dict[str, Callable[[World], dict[str, Any]]] = {
    "article.archive": on_article(),
    "article.create": new_article,
    "article.edit": on_article(title="Mine", body="Mine"),
    "article.feedback": on_article(helpful=False),
    "article.publish": on_article(),
    "notification.read": notification,
    "structure.save": team,
    "ticket.create": new_ticket,
    "ticket.follow": on_ticket(following=True),
    "ticket.note": message,
    "ticket.reply": message,
    "ticket.set_assignee": on_ticket(assignee_id="ana"),
    "ticket.set_priority": on_ticket(priority="urgent"),
    "ticket.set_status": on_ticket(status="resolved"),
    "ticket.set_team": on_ticket(team_id="stock"),
    "ticket.set_topic": on_ticket(topic_id="boxes"),
    "ticket.set_type": on_ticket(type="problem"),
    "ticket.tag": on_ticket(add=["mine"]),
}


def test_the_table_names_every_mutation() -> None:
    assert set(LET_IN) == set(ARGS) == set(mutation_names())


@pytest.mark.parametrize("name", LET_IN)
def test_a_mutation_lets_in_whom_the_table_names_and_nobody_else(world: World, name: str) -> None:
    let_in = set()
    for who in PEOPLE:
        result = world.client(who).does(name, **ARGS[name](world))
        # A store may take a step in its ticket's life, though not this one.
        if result.outcome is Outcome.OK or result.code == RejectCode.ILLEGAL_TRANSITION:
            let_in.add(who)
        else:
            assert result.code in {RejectCode.FORBIDDEN, RejectCode.GONE}, f"{who}: {result}"

    assert let_in == LET_IN[name]
