"""Every mutation, as every role, at a record of Centro's: the server lets in whom the table names, and nobody else."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import requests
from msgspec.structs import replace

from domain.errors import RejectCode
from domain.mutations import mutation_names
from domain.records import Escalation, Notification, Task, Team, TicketDesk, to_wire
from domain.words import ArticleStatus, AttachmentState, NotificationKind, TicketType, Visibility
from sync.protocol.codec import decode, encode
from sync.protocol.push import MutationResult, Outcome, PushReply
from tests.support.server import served
from tests.support.world import PEOPLE, World

TIMEOUT_S = 20
DESK = {"ana", "tina", "ada"}
"""Those who work on the tickets of the team; Bruno is an agent of another one."""
EDITORS = {"tina", "ada"}

LET_IN: dict[str, set[str]] = {
    "absence.end": DESK,
    "absence.set": DESK,
    "article.archive": EDITORS,
    "article.create": EDITORS,
    "article.drop_draft": EDITORS,
    "article.edit": EDITORS,
    "article.feedback": {"lars", "ana", "bruno", "tina", "ada"},
    "article.publish": EDITORS,
    "macro.create": DESK,
    "macro.delete": DESK,
    "macro.edit": DESK,
    "notification.read": {"simon"},
    "saved_reply.create": DESK,
    "saved_reply.delete": DESK,
    "saved_reply.edit": DESK,
    "structure.save": {"ada"},
    "ticket.answer_back": {"simon", "olga"},
    "ticket.ask_back": set(),
    "ticket.ask_for_help": set(),
    "team.set_line": EDITORS,
    "ticket.add_tasks": DESK,
    "ticket.add_step": {"simon", "olga", *DESK},
    "ticket.answer": {"simon", "olga", *DESK},
    "ticket.attach_again": {"simon"},
    "ticket.create": {"ana", "bruno", "tina", "ada"},
    "ticket.drop_task": DESK,
    "ticket.escalate": DESK,
    "ticket.follow": {"simon", "olga", "lars", *DESK},
    "ticket.help_account": DESK,
    "ticket.lapse": set(),
    "ticket.hand_back": DESK,
    "ticket.link": DESK,
    "ticket.merge": DESK,
    "ticket.not_solved": {"simon", "olga"},
    "ticket.note": {"lars", *DESK},
    "ticket.rate": {"simon"},
    "ticket.pass_on": {"simon", "olga"},
    "ticket.promise": DESK,
    "ticket.remind": DESK,
    "ticket.remind_desk": DESK,
    "ticket.reply": {"simon", "olga", *DESK},
    "ticket.run_macro": DESK,
    "ticket.set_assignee": DESK,
    "ticket.set_person": DESK,
    "ticket.set_priority": DESK,
    "ticket.set_status": {"simon", "olga", *DESK},
    "ticket.set_task": DESK,
    "ticket.set_team": DESK,
    "ticket.set_topic": DESK,
    "ticket.set_type": DESK,
    "ticket.snooze": DESK,
    "ticket.solve_all": DESK,
    "ticket.split": DESK,
    "ticket.tag": DESK,
    "ticket.unmerge": DESK,
    "ticket.verify": DESK,
    "ticket.wake": DESK,
    "view.create": DESK,
    "view.delete": DESK,
    "view.edit": DESK,
}
"""Mutation to those who may do it: to a ticket of Simon's in Centro with the team for tills, or filing one for Carla in
Puerto; to an article for the desk; to a notification of Simon's; to a team; to what the team for tills keeps: a saved
reply, a macro, a view; that Ana is away, and the line of her team."""


def on_ticket(**args: Any) -> Callable[[World], dict[str, Any]]:
    """Arguments for a new ticket of Simon's."""

    def make(world: World) -> dict[str, Any]:
        ticket = world.ticket(store_id="centro", team_id="tills", requester_id="simon")
        world.put(ticket, *world.children(ticket))
        named = {key: world.ids.get(value, value) if key.endswith("_id") else value for key, value in args.items()}
        return {"ticket_id": ticket.id, **named}

    return make


def on_two(field: str, **args: Any) -> Callable[[World], dict[str, Any]]:
    """Arguments for two new tickets of Simon's."""

    def make(world: World) -> dict[str, Any]:
        other = on_ticket()(world)["ticket_id"]
        return on_ticket(**args)(world) | {field: other}

    return make


def problem(world: World) -> dict[str, Any]:
    """Arguments that solve a new problem of Simon's without incidents."""
    ticket = world.ticket(store_id="centro", team_id="tills", requester_id="simon", type=TicketType.PROBLEM)
    world.put(ticket, *world.children(ticket))
    return {"ticket_id": ticket.id, "answers": []}


def on_words(**args: Any) -> Callable[[World], dict[str, Any]]:
    """Arguments of something that is written to a new ticket of Simon's."""
    return lambda world: on_ticket(body="Look at this", message_id=world.new_id(), **args)(world)


message = on_words()


def on_task(**args: Any) -> Callable[[World], dict[str, Any]]:
    """Arguments for an item of the checklist of a new ticket of Simon's."""

    def make(world: World) -> dict[str, Any]:
        given = on_ticket(**args)(world)
        task = Task(id=world.new_id(), title="Call the store")
        world.put(replace(world.get(TicketDesk, given["ticket_id"]), tasks=(task,)))
        return given | {"task_id": task.id}

    return make


def split(world: World) -> dict[str, Any]:
    """Arguments that make a ticket of a message of a new ticket of Simon's."""
    source = world.ticket(store_id="centro", team_id="tills", requester_id="simon")
    said = world.message(source)
    world.put(source, said, TicketDesk(id=source.id, ticket_id=source.id))
    return {"ticket_id": world.new_id(), "from_id": source.id, "title": "Paper", "message_ids": [said.id]}


def passed_on(world: World) -> dict[str, Any]:
    """Arguments that ask the desk about what Carla asks the store of Simon."""
    source = world.ticket(store_id="centro", requester_id="carla", at_store=True)
    world.put(source, TicketDesk(id=source.id, ticket_id=source.id))
    ids = {"ticket_id": world.new_id(), "message_id": world.new_id(), "space_id": world.space_id}
    return {**ids, "from_id": source.id, "title": "Points", "body": "Forty are gone"}


def escalated(world: World) -> dict[str, Any]:
    """Arguments that hand down what the team for boxes has sent up to the team for tills."""
    args = on_words()(world)
    step = Escalation(team_id=world.ids["stock"], by_id=world.ids["bruno"], reason="Till")
    world.put(replace(world.get(TicketDesk, args["ticket_id"]), escalations=(step,)))
    return args


def refused_file(world: World) -> dict[str, Any]:
    """Arguments that offer a file of Simon's again, which the server did not take."""
    ticket = world.ticket(store_id="centro", team_id="tills", requester_id="simon")
    said = world.message(ticket)
    file = world.attachment(said, "film.mp4", b"film", state=AttachmentState.REFUSED, refusal="too_large")
    world.put(ticket, said, file)
    return {"ticket_id": ticket.id, "attachment_id": file.id}


def new_ticket(world: World) -> dict[str, Any]:
    """Arguments of a ticket that is filed for Carla and a store that is not hers."""
    ids = {"ticket_id": world.new_id(), "message_id": world.new_id(), "space_id": world.space_id}
    place = {"requester_id": world.ids["carla"], "store_id": world.ids["puerto"]}
    return {**ids, **place, "title": "Paper", "body": "None left"}


def guests_ticket(world: World) -> dict[str, Any]:
    """Arguments of a ticket of somebody without a session, which only the server files."""
    ids = {"ticket_id": world.new_id(), "message_id": world.new_id(), "space_id": world.space_id}
    guest = {"id": world.new_id(), "name": "Guest", "role_id": world.ids["customer"]}
    return {**ids, "guest": guest, "title": "Locked out", "body": "It does not take my password"}


def on_article(**args: Any) -> Callable[[World], dict[str, Any]]:
    """Arguments for a new article that the desk reads."""

    def make(world: World) -> dict[str, Any]:
        records = world.article("secret", visibility=Visibility.INTERNAL, status=ArticleStatus.PUBLISHED)
        world.put(*records)
        base = {"base_revision_id": records[1].id} if "title" in args else {}
        draft = {"revision_id": records[1].id} if "revision_id" in args else {}
        return {"article_id": records[0].id, **args, **base, **draft}

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


def new_saved_reply(world: World) -> dict[str, Any]:
    """Arguments that give the team for tills another text."""
    text = {"titles": {"en": "New"}, "texts": {"en": "Words"}}
    return {"saved_reply_id": world.new_id(), "team_id": world.ids["tills"], **text}


def on_saved_reply(**args: Any) -> Callable[[World], dict[str, Any]]:
    """Arguments for a text of the team for tills."""
    return lambda world: {"saved_reply_id": world.ids["saved reply tills"], **args}


STEPS = [{"name": "ticket.set_priority", "args": {"priority": "urgent"}}]


def new_macro(world: World) -> dict[str, Any]:
    """Arguments that give the team for tills another macro."""
    return {"macro_id": world.new_id(), "titles": {"en": "New"}, "steps": STEPS, "team_id": world.ids["tills"]}


def on_macro(**args: Any) -> Callable[[World], dict[str, Any]]:
    """Arguments for a macro of the team for tills."""
    return lambda world: {"macro_id": world.ids["macro Tills"], **args}


def macro_run(world: World) -> dict[str, Any]:
    """Arguments that run the whole desk's macro on a ticket of the team for tills."""
    return on_ticket(macro_id="macro Desk", steps=STEPS)(world)


def new_view(world: World) -> dict[str, Any]:
    """Arguments that give the team for tills another view."""
    return {"view_id": world.new_id(), "names": {"en": "New"}, "conditions": {}, "team_id": world.ids["tills"]}


def on_view(**args: Any) -> Callable[[World], dict[str, Any]]:
    """Arguments for a view of the team for tills."""
    return lambda world: {"view_id": world.ids["view Tills"], **args}


def team(world: World) -> dict[str, Any]:
    """Arguments that rename a team."""
    return {"team": to_wire(Team(id=world.ids["tills"], name="Mine"))}


def line(world: World) -> dict[str, Any]:
    """Arguments that order the line of the team for tills."""
    return {"team_id": world.ids["tills"], "user_ids": [world.ids["ana"]]}


ARGS: dict[str, Callable[[World], dict[str, Any]]] = {
    "absence.end": lambda world: {"user_id": world.ids["ana"]},
    "absence.set": lambda world: {"user_id": world.ids["ana"]},
    "article.archive": on_article(),
    "article.create": new_article,
    "article.drop_draft": on_article(revision_id=""),
    "article.edit": on_article(title="Mine", body="Mine"),
    "article.feedback": on_article(helpful=False),
    "article.publish": on_article(),
    "macro.create": new_macro,
    "macro.delete": on_macro(),
    "macro.edit": on_macro(sensitive=True),
    "notification.read": notification,
    "saved_reply.create": new_saved_reply,
    "saved_reply.delete": on_saved_reply(),
    "saved_reply.edit": on_saved_reply(shortcut="mine"),
    "structure.save": team,
    "ticket.answer_back": on_ticket(works=True),
    "ticket.ask_back": on_ticket(),
    "ticket.ask_for_help": guests_ticket,
    "team.set_line": line,
    "ticket.add_tasks": on_ticket(titles=["Call the store"]),
    "ticket.add_step": on_ticket(text="Switched it off and on"),
    "ticket.answer": on_ticket(answers={"serial": ["T-1"]}),
    "ticket.attach_again": refused_file,
    "ticket.create": new_ticket,
    "ticket.drop_task": on_task(),
    "ticket.escalate": on_words(reason="Hardware", team_id="stock"),
    "ticket.follow": on_ticket(following=True),
    "ticket.help_account": on_ticket(step="lock"),
    "ticket.lapse": on_ticket(),
    "ticket.hand_back": escalated,
    "ticket.link": on_two("to_id", kind="parent"),
    "ticket.merge": on_two("into_id"),
    "ticket.not_solved": message,
    "ticket.note": message,
    "ticket.rate": on_ticket(score=4),
    "ticket.pass_on": passed_on,
    "ticket.promise": on_words(update_every_h=24),
    "ticket.remind": on_ticket(),
    "ticket.remind_desk": on_ticket(),
    "ticket.reply": message,
    "ticket.run_macro": macro_run,
    "ticket.set_assignee": on_ticket(assignee_id="ana"),
    "ticket.set_person": on_ticket(person_id="carla"),
    "ticket.set_priority": on_ticket(priority="urgent"),
    "ticket.set_status": on_ticket(status="resolved"),
    "ticket.set_task": on_task(done=True),
    "ticket.set_team": on_ticket(team_id="stock"),
    "ticket.set_topic": on_ticket(topic_id="boxes"),
    "ticket.set_type": on_ticket(type="problem"),
    "ticket.snooze": on_ticket(),
    "ticket.solve_all": problem,
    "ticket.split": split,
    "ticket.tag": on_ticket(add=["mine"]),
    "ticket.unmerge": on_ticket(),
    "ticket.verify": on_ticket(method="call_back", passed=True),
    "ticket.wake": on_ticket(),
    "view.create": new_view,
    "view.delete": on_view(),
    "view.edit": on_view(descending=True),
}


def test_the_table_names_every_mutation() -> None:
    assert set(LET_IN) == set(ARGS) == set(mutation_names())


@pytest.mark.parametrize("name", LET_IN)
def test_a_mutation_lets_in_whom_the_table_names_and_nobody_else(world: World, name: str) -> None:
    let_in = {who for who in PEOPLE if is_in(world.client(who).does(name, **ARGS[name](world)))}
    assert let_in == LET_IN[name]


def test_the_route_lets_in_whom_the_table_names_and_nobody_else(tmp_path: Path) -> None:
    let_in: dict[str, set[str]] = {name: set() for name in LET_IN}
    # Last, as it locks Simon out for good, which the mutation alone does not.
    in_turn = sorted(LET_IN, key=lambda name: name == "ticket.help_account")
    with served(tmp_path) as server, requests.Session() as line:
        for name in in_turn:
            for who in PEOPLE:
                client = server.world.client(who)
                body = encode(client.request(client.envelope(name, **ARGS[name](server.world))))
                answer = line.post(
                    f"{server.url}/sync/v1/push", data=body, headers=server.headers(who), timeout=TIMEOUT_S
                )
                if is_in(decode(answer.content, PushReply).results[0]):
                    let_in[name].add(who)
    assert let_in == LET_IN


def is_in(result: MutationResult) -> bool:
    """Whether somebody was let in; whoever was not must have been told so, and nothing else."""
    # A store may take a step in its ticket's life, though not this one.
    if result.outcome is Outcome.OK or result.code == RejectCode.ILLEGAL_TRANSITION:
        return True
    assert result.code in {RejectCode.FORBIDDEN, RejectCode.GONE}, result
    return False
