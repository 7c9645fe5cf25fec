"""The state law: what a replica held plus the page after a mutation is what a first sync would bring now."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from domain.closing import POLICY_ID
from domain.ids import Scope
from domain.mutations import mutation_names
from domain.records import (
    Article,
    ArticleRevision,
    ClosingPolicy,
    Grant,
    Notification,
    Role,
    Space,
    Task,
    Team,
    Ticket,
    TicketDesk,
    TopicDesk,
    UserCard,
    to_wire,
)
from domain.words import AttachmentState, Audience, Permission, RevisionState, Visibility
from sync.protocol.push import Outcome
from tests.server.replica import everything, fetched, first_synced, rightful, shelf_of
from tests.support.world import DESK_FORM, PEOPLE, World

Deed = tuple[str, str, dict[str, Any]]
"""Who, which mutation, its arguments."""


def _save(world: World, kind: str, record: Any) -> Deed:
    return "ada", "structure.save", {kind: to_wire(record)}


def _message(world: World, who: str, name: str, ticket: str, **more: Any) -> Deed:
    args = {"ticket_id": world.ids[ticket], "message_id": world.new_id(), "body": "Have you tried again?"}
    return who, name, args | more


def _ticket(world: World, who: str, name: str, ticket: str, **more: Any) -> Deed:
    return who, name, {"ticket_id": world.ids[ticket]} | more


def _article(world: World, who: str, name: str, article: str, **more: Any) -> Deed:
    return who, name, {"article_id": world.ids[article]} | more


def _create(world: World, who: str, **more: Any) -> Deed:
    ids = {"ticket_id": world.new_id(), "message_id": world.new_id(), "space_id": world.space_id}
    return who, "ticket.create", {**ids, "title": "No paper", "body": "The printer is out of paper", **more}


def _edit(world: World, **more: Any) -> Deed:
    article = world.ids["article public"]
    with world.database.read(world.space_id) as session:
        base = session.get(Article, article)
    assert base is not None
    text = {"title": "New title", "body": "New body", "base_revision_id": base.revision_id}
    return "tina", "article.edit", {"article_id": article, **text, **more}


def _edit_behind(world: World, body: str) -> Deed:
    who, name, args = _edit(world, title=world.get(Article, "article public").title)
    world.client("tina").does(name, **args | {"body": "Restart the till.\n\nOld end"})
    base = world.get(Article, "article public").revision_id
    world.client("ada").does(name, **args | {"body": "Restart it.\n\nOld end", "base_revision_id": base})
    return who, name, args | {"body": body, "base_revision_id": base}


def _drop(world: World) -> Deed:
    who, name, args = _edit_behind(world, "Another beginning")
    world.client(who).does(name, **args)
    with world.database.read(world.space_id) as session:
        [draft] = session.find(ArticleRevision, state=RevisionState.CONFLICT)
    return "ada", "article.drop_draft", {"article_id": args["article_id"], "revision_id": draft.id}


def _overwrite(world: World) -> Deed:
    world.client("tina").does("ticket.set_priority", ticket_id=world.ids["till"], priority="urgent")
    return _ticket(world, "ana", "ticket.set_priority", "till", priority="low", expected="normal")


def _notification(world: World) -> Deed:
    world.client("ana").does(
        *_message(world, "ana", "ticket.reply", "till")[1:2], **_message(world, "ana", "", "till")[2]
    )
    with world.database.read(world.space_id) as session:
        mine = session.find(Notification, user_id=world.ids["simon"])
    return "simon", "notification.read", {"notification_id": mine[0].id}


def _snoozed(world: World) -> str:
    world.client("ana").does("ticket.snooze", ticket_id=world.ids["taken"])
    return "taken"


def _asked_for(world: World, key: str = "serial") -> str:
    args = {"ticket_id": world.ids["till"], "message_id": world.new_id(), "body": "Which one is it?"}
    world.client("ana").does("ticket.reply", **args, asks=[key])
    return "till"


def _about_cards(world: World) -> str:
    world.client("ana").does("ticket.set_topic", ticket_id=world.ids["till"], topic_id=world.ids["card"])
    return "till"


def _wake(world: World) -> Deed:
    return _ticket(world, "tina", "ticket.wake", _snoozed(world))


def _merge(world: World) -> Deed:
    world.client("tina").does("ticket.follow", ticket_id=world.ids["till"], following=True, user_id=world.ids["nadia"])
    return _ticket(world, "ana", "ticket.merge", "till", into_id=world.ids["taken"])


def _merged(world: World) -> str:
    who, name, args = _merge(world)
    world.client(who).does(name, **args)
    return "till"


def _unmerge(world: World) -> Deed:
    return _ticket(world, "tina", "ticket.unmerge", _merged(world))


def _solve_all(world: World) -> Deed:
    tina = world.client("tina")
    tina.does("ticket.set_type", ticket_id=world.ids["refund"], type="problem")
    incidents = [world.ids[name] for name in ("till", "boxes late")]
    for incident in incidents:
        tina.does("ticket.link", ticket_id=incident, kind="problem", to_id=world.ids["refund"])
    answers = [{"ticket_id": one, "message_id": world.new_id(), "body": "It works again"} for one in incidents]
    return _ticket(world, "tina", "ticket.solve_all", "refund", answers=answers)


def _up(world: World) -> None:
    world.put(replace(world.get(Team, "tills"), escalates_to_id=world.ids["stock"]))


def _escalate(world: World) -> Deed:
    _up(world)
    return _message(world, "ana", "ticket.escalate", "taken", reason="Hardware")


def _to_vendor(world: World) -> Deed:
    vendor = {"reason": "The maker", "vendor": "Redwire", "follow_up_at": world.now + timedelta(days=1)}
    return _message(world, "ana", "ticket.escalate", "till", **vendor)


def _escalated(world: World) -> str:
    who, name, args = _escalate(world)
    world.client(who).does(name, **args)
    return "taken"


def _task(world: World, kind: str, **args: Any) -> Deed:
    ticket = world.ticket("listed", store_id="centro", team_id="tills", requester_id="simon")
    task = Task(id=world.new_id(), title="Call the store")
    world.put(ticket, TicketDesk(id=ticket.id, ticket_id=ticket.id, tasks=(task,)))
    return _ticket(world, "tina", f"ticket.{kind}_task", "listed", task_id=task.id, **args)


def _split(world: World) -> Deed:
    source = world.get_ticket("taken")
    said, note = world.message(source), world.message(source, Audience.INTERNAL, "Another story")
    file = world.attachment(said, "receipt.png", b"png", state=AttachmentState.READY)
    world.put(said, note, file)
    chosen = {"message_ids": [said.id, note.id], "file_ids": [file.id]}
    return "ana", "ticket.split", {"ticket_id": world.new_id(), "from_id": source.id, "title": "The printer", **chosen}


def _away(world: World) -> Deed:
    return "tina", "absence.set", {"user_id": world.ids["ana"], "backup_id": world.ids["tina"], "word": "Ill"}


def _missed(world: World) -> str:
    who, name, args = _away(world)
    world.client(who).does(name, **args)
    return "taken"


def _back(world: World) -> Deed:
    _missed(world)
    return "ana", "absence.end", {"user_id": world.ids["ana"]}


def _asked(world: World) -> str:
    source = world.ticket("asked", store_id="centro", requester_id="carla", at_store=True)
    world.put(source, TicketDesk(id=source.id, ticket_id=source.id), world.message(source))
    return "asked"


def _pass_on(world: World) -> Deed:
    who, name, args = _create(world, "olga", from_id=world.ids[_asked(world)])
    return who, "ticket.pass_on", args


def _reminded(world: World) -> str:
    args = {"message_id": world.new_id(), "body": "It takes longer", "next_update_at": world.now - timedelta(days=1)}
    world.client("ana").does("ticket.promise", ticket_id=world.ids["till"], **args)
    return "till"


TEXT = {"titles": {"en": "On it"}, "texts": {"en": "Hi {{requester.name}}"}}


def _saved_reply(world: World, who: str, kind: str, name: str, **args: Any) -> Deed:
    return who, f"saved_reply.{kind}", {"saved_reply_id": world.ids.get(f"saved reply {name}", name), **args}


OLD = {"match": "all", "tests": [{"field": "updated", "op": "before", "values": ["2", "days"]}]}
STEPS = [
    {"name": "ticket.set_priority", "args": {"priority": "urgent"}},
    {"name": "ticket.tag", "args": {"add": ["macro"]}},
    {"name": "ticket.set_status", "args": {"status": "pending"}},
]


def _macro(world: World, who: str, kind: str, name: str, **args: Any) -> Deed:
    return who, f"macro.{kind}", {"macro_id": world.ids.get(f"macro {name}", name), **args}


def _view(world: World, who: str, kind: str, name: str, **args: Any) -> Deed:
    return who, f"view.{kind}", {"view_id": world.ids.get(f"view {name}", name), **args}


def _resolved(world: World, **args: Any) -> str:
    world.client("ana").does("ticket.set_status", ticket_id=world.ids["taken"], status="resolved", **args)
    return "taken"


def _remind(world: World) -> Deed:
    world.client("ana").does("ticket.set_status", ticket_id=world.ids["taken"], status="pending")
    return _ticket(world, "ana", "ticket.remind", "taken")


def _file(**more: Any) -> dict[str, Any]:
    """A file as a message announces it."""
    return {"name": "till.png", "media_type": "image/png", "size_bytes": 3, "sha256": "ab" * 32, **more}


def _attach_again(world: World) -> Deed:
    said = world.message(world.get_ticket("till"))
    file = world.attachment(said, "film.mp4", b"film", state=AttachmentState.REFUSED, refusal="too_large")
    world.put(said, file)
    return "simon", "ticket.attach_again", {"ticket_id": file.ticket_id, "attachment_id": file.id}


DEEDS: dict[str, Callable[[World], Deed]] = {
    "a store files a ticket": lambda w: _create(w, "simon", store_id=w.ids["centro"], topic_id=w.ids["card"]),
    "a store files a ticket with its details": lambda w: _create(
        w, "simon", store_id=w.ids["centro"], topic_id=w.ids["card"], answers={"serial": ["T-4411"]}
    ),
    "an agent files one with what only the desk knows": lambda w: _create(
        w, "ana", requester_id=w.ids["simon"], topic_id=w.ids["card"], answers={"serial": ["T-1"], "contract": ["C-9"]}
    ),
    "a store files one with what it has tried": lambda w: _create(
        w, "simon", store_id=w.ids["centro"], steps=[{"text": "Restarted it", "helped": False}]
    ),
    "a store notes what it has tried": lambda w: _ticket(w, "simon", "ticket.add_step", "taken", text="Another cable"),
    "a store sends what the desk asked of its computer": lambda w: _message(
        w,
        "simon",
        "ticket.reply",
        _asked_for(w, "@diagnostics"),
        body="",
        files=[_file(id=w.new_id(), name="diagnostics.json", media_type="application/vnd.mostrador.diagnostics+json")],
    ),  # fmt: skip
    "an agent asks for details": lambda w: _message(w, "ana", "ticket.reply", "till", asks=["serial"]),
    "a store answers what it was asked": lambda w: _message(
        w, "simon", "ticket.reply", _asked_for(w), answers={"serial": ["T-4411"]}
    ),
    "an agent corrects details": lambda w: _ticket(
        w, "ana", "ticket.answer", _about_cards(w), answers={"serial": ["T-4412"], "contract": ["C-10"]}
    ),
    "a customer files a ticket": lambda w: _create(w, "carla"),
    "an agent files a ticket for a store": lambda w: _create(
        w, "ana", requester_id=w.ids["simon"], store_id=w.ids["centro"]
    ),
    "an agent replies and takes the ticket": lambda w: _message(w, "ana", "ticket.reply", "till"),
    "a store replies": lambda w: _message(w, "simon", "ticket.reply", "taken"),
    "an agent notes and mentions": lambda w: _message(w, "ana", "ticket.note", "till", mention_ids=[w.ids["tina"]]),
    "a store replies with a picture": lambda w: _message(
        w, "simon", "ticket.reply", "taken", files=[_file(id=w.new_id())]
    ),
    "an agent notes with two files and no words": lambda w: _message(
        w, "ana", "ticket.note", "till", body="", files=[_file(id=w.new_id()), _file(id=w.new_id(), name="log.txt")]
    ),
    "a store files a ticket with a picture": lambda w: _create(w, "simon", files=[_file(id=w.new_id())]),
    "a store offers a refused file again": _attach_again,
    "an agent resolves": lambda w: _ticket(w, "ana", "ticket.set_status", "till", status="resolved"),
    "a store closes": lambda w: _ticket(
        w, "simon", "ticket.set_status", "taken", status="closed", close_reason="confirmed"
    ),
    "an agent raises the priority": lambda w: _ticket(w, "ana", "ticket.set_priority", "till", priority="urgent"),
    "a lead assigns across teams": lambda w: _ticket(
        w, "tina", "ticket.set_assignee", "till", assignee_id=w.ids["bruno"]
    ),
    "a lead takes an agent off": lambda w: _ticket(w, "tina", "ticket.set_assignee", "across", assignee_id=None),
    "an agent moves a ticket to a team that is not theirs": lambda w: _ticket(
        w, "ana", "ticket.set_team", "till", team_id=w.ids["stock"]
    ),
    "a ticket moves away from its assignee": lambda w: _ticket(
        w, "ana", "ticket.set_team", "taken", team_id=w.ids["stock"]
    ),
    "an agent sets the topic": lambda w: _ticket(w, "ana", "ticket.set_topic", "till", topic_id=w.ids["boxes"]),
    "an agent sets the type": lambda w: _ticket(w, "ana", "ticket.set_type", "till", type="incident"),
    "an agent merges two tickets": lambda w: _merge(w),
    "an agent takes a merge back": lambda w: _unmerge(w),
    "a store answers what was merged": lambda w: _message(w, "simon", "ticket.reply", _merged(w)),
    "a lead links a part to its whole": lambda w: _ticket(
        w, "tina", "ticket.link", "till", kind="parent", to_id=w.ids["boxes late"]
    ),
    "a lead solves a problem with its incidents": lambda w: _solve_all(w),
    "an agent verifies who it is": lambda w: _ticket(
        w, "ana", "ticket.verify", "till", method="call_back", passed=True
    ),
    "an agent could not verify it": lambda w: _ticket(
        w, "ana", "ticket.verify", "till", method="questions", passed=False
    ),
    "an agent says whose account it is about": lambda w: _ticket(
        w, "ana", "ticket.set_person", "till", person_id=w.ids["nadia"]
    ),
    "an agent locks an account": lambda w: _ticket(w, "ana", "ticket.help_account", "till", step="lock"),
    "an agent escalates to the team above": _escalate,
    "an agent escalates to a third party": _to_vendor,
    "a lead hands back": lambda w: _message(w, "tina", "ticket.hand_back", _escalated(w)),
    "an agent writes a checklist": lambda w: _ticket(
        w, "ana", "ticket.add_tasks", "till", titles=["Call", "Send"], assignee_id=w.ids["bruno"]
    ),
    "a lead ticks an item": lambda w: _task(w, "set", done=True),
    "a lead drops an item": lambda w: _task(w, "drop"),
    "an agent splits a ticket": _split,
    "a lead says that an agent is away": _away,
    "an owner is away": lambda w: ("olga", "absence.set", {"user_id": w.ids["olga"]}),
    "an agent is back": _back,
    "a store answers somebody who is away": lambda w: _message(w, "simon", "ticket.reply", _missed(w)),
    "a lead gives a ticket to somebody who is away": lambda w: _ticket(
        w, "tina", "ticket.set_assignee", _missed(w), assignee_id=w.ids["ana"]
    ),
    "a lead orders the line": lambda w: (
        "tina",
        "team.set_line",
        {"team_id": w.ids["tills"], "user_ids": [w.ids["ana"], w.ids["tina"]]},
    ),
    "an owner answers a customer": lambda w: _message(w, "olga", "ticket.reply", _asked(w)),
    "an owner passes on what a customer asks": _pass_on,
    "an agent promises a word": lambda w: _message(w, "ana", "ticket.promise", "till", update_every_h=24),
    "what is owed is due": lambda w: _ticket(w, "ana", "ticket.remind_desk", _reminded(w)),
    "an agent snoozes": lambda w: _ticket(w, "ana", "ticket.snooze", "taken", reason="The part comes on Monday"),
    "a lead wakes": lambda w: _wake(w),
    "a store answers what is snoozed": lambda w: _message(w, "simon", "ticket.reply", _snoozed(w)),
    "a store says that it is not solved, and is dissatisfied": lambda w: _message(
        w, "simon", "ticket.not_solved", _resolved(w), dissatisfied=True
    ),
    "a store rates what was solved": lambda w: _ticket(
        w, "simon", "ticket.rate", _resolved(w), score=2, reasons=["slow"], comment="A week"
    ),
    "a store can work again": lambda w: _ticket(
        w, "simon", "ticket.answer_back", _resolved(w, check_back_days=2), works=True
    ),
    "a store cannot work again": lambda w: _ticket(
        w, "simon", "ticket.answer_back", _resolved(w, check_back_days=2), works=False
    ),
    "an agent reminds a store": lambda w: _remind(w),
    "an agent tags": lambda w: _ticket(w, "ana", "ticket.tag", "till", add=["printer"], remove=["till"]),
    "a light agent follows": lambda w: _ticket(w, "lars", "ticket.follow", "till", following=True),
    "a lead adds a follower from another store": lambda w: _ticket(
        w, "tina", "ticket.follow", "till", following=True, user_id=w.ids["nadia"]
    ),
    "a lead drafts an article": lambda w: (
        "tina",
        "article.create",
        {"article_id": w.new_id(), "slug": "paper", "locale": "en", "title": "Paper", "body": "Change the paper."},
    ),
    "a lead edits an article": lambda w: _edit(w),
    "a lead edits what somebody else edited meanwhile": lambda w: _edit_behind(w, "Restart the till.\n\nNew end"),
    "a lead edits the line somebody else edited meanwhile": lambda w: _edit_behind(w, "Another beginning"),
    "a lead drops a text in conflict": lambda w: _drop(w),
    "an agent overwrites what a lead has set": lambda w: _overwrite(w),
    "a lead hides an article from stores": lambda w: _edit(w, visibility=Visibility.INTERNAL.value),
    "a lead publishes": lambda w: _article(w, "tina", "article.publish", "draft"),
    "a lead archives": lambda w: _article(w, "tina", "article.archive", "article franchise"),
    "a customer found it helpful": lambda w: _article(w, "carla", "article.feedback", "article public", helpful=True),
    "an agent keeps a text": lambda w: _saved_reply(w, "ana", "create", w.new_id(), **TEXT),
    "a lead shares a text with the desk": lambda w: _saved_reply(w, "tina", "create", w.new_id(), **TEXT, shared=True),
    "an agent hands a text to the team": lambda w: _saved_reply(w, "ana", "edit", "mine", team_id=w.ids["tills"]),
    "a lead takes a text from the desk for themselves": lambda w: _saved_reply(w, "tina", "edit", "desk", shared=False),
    "an agent deletes a text of the team": lambda w: _saved_reply(w, "ana", "delete", "tills"),
    "a lead shares a macro": lambda w: _macro(
        w, "tina", "create", w.new_id(), titles={"en": "Up"}, steps=STEPS, shared=True
    ),
    "an agent hands a macro to the team": lambda w: _macro(w, "ana", "edit", "Mine", team_id=w.ids["tills"]),
    "an agent deletes a macro of the team": lambda w: _macro(w, "ana", "delete", "Tills"),
    "an agent runs a macro": lambda w: _ticket(
        w, "ana", "ticket.run_macro", "till", macro_id=w.ids["macro Tills"], steps=STEPS
    ),
    "an agent keeps a view": lambda w: _view(w, "ana", "create", w.new_id(), names={"en": "Old"}, conditions=OLD),
    "a lead shares a view with the desk": lambda w: _view(
        w, "tina", "create", w.new_id(), names={"en": "Old"}, conditions=OLD, shared=True
    ),
    "an agent hands a view to the team": lambda w: _view(w, "ana", "edit", "Mine", team_id=w.ids["tills"]),
    "a lead takes a view from everybody for themselves": lambda w: _view(w, "tina", "edit", "All", shared=False),
    "an agent deletes a view of the team": lambda w: _view(w, "ana", "delete", "Tills"),
    "a store reads a notification": _notification,
    "an administrator says when tickets close by themselves": lambda w: _save(
        w, "closing_policy", ClosingPolicy(id=POLICY_ID, reminder_days=(1,), close_days=2)
    ),
    "the desk is asked something under a topic": lambda w: _save(
        w, "topic_desk", TopicDesk(id=w.ids["boxes"], form=DESK_FORM)
    ),
    "the desk is asked nothing more": lambda w: _save(w, "topic_desk", TopicDesk(id=w.ids["card"])),
    "the space gets a new name": lambda w: _save(w, "space", replace(w.get(Space, "space"), name="Panes y más")),
    "a team is made": lambda w: _save(w, "team", Team(id=w.new_id(), name="Network")),
    "stores may read what the desk reads": lambda w: _save(
        w,
        "role",
        replace(
            w.get(Role, "store_staff"),
            permissions=tuple(sorted({*w.get(Role, "store_staff").permissions, Permission.DESK_READ})),
        ),
    ),
    "agents may no longer read for the desk": lambda w: _save(
        w, "role", replace(w.get(Role, "agent"), permissions=("ticket.create", "ticket.reply"))
    ),
    "a store gets another store's scope": lambda w: _save(
        w, "grant", Grant(id=w.new_id(), user_id=w.ids["simon"], scope=Scope(f"store:{w.ids['puerto']}"))
    ),
    "a store gets a team's scope": lambda w: _save(
        w, "grant", Grant(id=w.new_id(), user_id=w.ids["simon"], scope=Scope(f"team:{w.ids['tills']}"))
    ),
    "a grant gets a new generation": lambda w: _save(w, "grant", replace(w.get(Grant, "simon/store"), generation=2)),
    "an agent's team is taken away": lambda w: _save(
        w, "grant", replace(w.get(Grant, "ana/team"), scope=Scope(f"team:{w.ids['stock']}"), generation=2)
    ),
    "a person leaves": lambda w: _save(w, "user_card", replace(w.get(UserCard, "simon"), active=False)),
    "a person becomes an administrator": lambda w: _save(
        w, "user_card", replace(w.get(UserCard, "bruno"), role_id=w.ids["admin"])
    ),
}


ONLY_BY_ITSELF = {"ticket.lapse", "ticket.ask_back"}
"""What nobody may do but a timer, which is no replica's."""
SOME = ("simon", "ana", "tina")
"""A store, an agent, a lead."""


@pytest.mark.parametrize("deed", DEEDS)
def test_base_and_page_are_what_a_first_sync_brings(world: World, deed: str) -> None:
    who, name, args = DEEDS[deed](world)
    everybody = world.database.engine.dialect.name == "sqlite"  # the same feed, read more slowly, on PostgreSQL
    shelves = {person: first_synced(world, person) for person in (PEOPLE if everybody else {who, *SOME})}

    result = world.client(who).does(name, **args)

    assert result.outcome is Outcome.OK
    stored = everything(world)
    for person, shelf in shelves.items():
        shelf.sync()
        assert shelf.content() == rightful(world, person, stored), f"{person} after: {deed}"
    assert shelves[who].content() == fetched(world, who)


def test_every_mutation_has_a_deed(world: World) -> None:
    # Done without a session by the server itself, or by a timer: tests/server/help, tests/server/tickets.
    alone = {"ticket.ask_for_help"} | ONLY_BY_ITSELF
    assert {DEEDS[deed](world)[1] for deed in DEEDS} == set(mutation_names()) - alone


def test_whoever_loses_a_team_but_not_the_store_keeps_the_ticket_without_its_notes(world: World) -> None:
    grant = Grant(id=world.new_id(), user_id=world.ids["simon"], scope=Scope(f"team:{world.ids['tills']}"))
    world.put(grant)
    shelf = shelf_of(world, "simon")
    shelf.sync()
    assert "ticket_desk" in shelf.kinds()

    world.put(replace(grant, scope=Scope(f"store:{world.ids['puerto']}"), generation=2))
    shelf.sync()

    assert "ticket_desk" not in shelf.kinds()
    assert shelf.content() == rightful(world, "simon")


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)  # what a page is cut by is the same on both
@pytest.mark.parametrize("deed", DEEDS)
def test_the_law_holds_for_pages_of_one_row_too(world: World, deed: str) -> None:
    who, name, args = DEEDS[deed](world)
    shelves = {person: first_synced(world, person, rows_most=1) for person in SOME}

    world.client(who).does(name, **args)
    world.client("tina").does("ticket.tag", ticket_id=world.ids["till"], add=["later"])
    world.put(replace(world.get(Ticket, "till"), subject="Changed since"))

    stored = everything(world)
    for person, shelf in shelves.items():
        shelf.sync()
        assert shelf.content() == rightful(world, person, stored), f"{person} after: {deed}"
