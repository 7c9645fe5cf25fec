"""Fills a database with the sample franchise: every record by a mutation, at the time it would have happened."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, time, timedelta
from itertools import islice
from typing import Any

from demo.acts import ORIGIN, SPACE_ID, Act, person_id, sample_id
from demo.content.articles import SampleArticle, all_articles
from demo.content.forms import DESK_FORMS, FORMS, sample_answers
from demo.content.macros import MACROS
from demo.content.people import BRAND, PEOPLE, REGIONS, STORES, TEAMS, SamplePerson, desk
from demo.content.saved_replies import SAVED_REPLIES
from demo.content.steps import Step, StepKind, TicketScript
from demo.content.tickets import generate
from demo.content.topics import CATEGORIES, TOPICS
from demo.content.views import VIEWS
from demo.customers import customer_acts
from demo.related import related_acts
from domain.access import Actor, store_scope, team_scope
from domain.ids import RecordId, new_id
from domain.mutations import Context, mutation_named
from domain.records import (
    Category,
    Grant,
    Record,
    Region,
    Role,
    Space,
    Store,
    Team,
    Topic,
    TopicDesk,
    UserCard,
    to_wire,
)
from domain.roles import BUILT_IN
from domain.words import Channel, Permission, Right, Status, Visibility
from server.acting import carry_out
from server.db.database import Database, WriteSession
from server.jobs.running import run_due
from server.jobs.timers import catch_up, follow, next_due
from server.tickets.timers import TICKET_TIMERS

MUTATIONS_AT_ONCE = 200
"""How many go into one transaction: far below the rows a page may hold."""
DONE_TOGETHER = timedelta(hours=1)
"""What is due within it is done in one go."""
ROOT = "marta.soler"
"""Who has set all of this up."""


def load_sample(database: Database, now: datetime, ticket_count: int = 420) -> None:
    """Write the franchise, its guides and its tickets of the last 120 days, as they stand at `now`.

    Args:
        database: With the space `SPACE_ID` begun and nothing in it.
        now: The present; what would happen after it does not happen.
        ticket_count: How many tickets.
    """
    began = now - timedelta(days=200)
    _run(database, (Act(began, "", "structure.save", {r.KIND: to_wire(r)}) for r in structure()))
    _run(database, article_acts(now))
    _run(database, saved_reply_acts(began))
    _run(database, macro_acts(began))
    _run(database, view_acts(began))
    acts = [act for ticket in generate(now, ticket_count) for act in ticket_acts(ticket.until(now))]
    acts += related_acts(now)
    acts += customer_acts(now)
    _run(database, sorted(acts, key=lambda act: act.at))
    _let_time_pass(database, now)


def _let_time_pass(database: Database, now: datetime) -> None:
    """Do what was due by itself until `now`, each at about its time."""
    follow(database, TICKET_TIMERS)
    catch_up(database, TICKET_TIMERS)
    while (due := _next_due(database)) is not None and due <= now:
        run_due(database, TICKET_TIMERS, min(due + DONE_TOGETHER, now))


def _next_due(database: Database) -> datetime | None:
    with database.snapshot() as connection:
        return next_due(connection)


def structure() -> Iterator[Record]:
    """Return the space, its regions, stores, teams, topics, roles, people and their grants, and the shelves."""
    yield Space(
        id=RecordId(SPACE_ID), name=BRAND, default_team_id=sample_id("team/support"), phone="900 000 031", locale="es"
    )
    for region in REGIONS:
        yield Region(id=sample_id(f"region/{region.key}"), name=region.name)
    for store in STORES:
        yield Store(
            id=sample_id(f"store/{store.key}"),
            name=store.name,
            code=store.code,
            region_id=sample_id(f"region/{store.region}"),
            city=store.city,
            country=store.country,
            phone=store.phone,
            locale=store.locale,
            time_zone=store.time_zone,
            opens=store.opens,
        )
    for team in TEAMS:
        above = sample_id(f"team/{team.escalates_to}") if team.escalates_to else None
        line = tuple(person_id(one.handle) for one in desk(team.key) if one.role in {"agent", "team_lead"})
        yield Team(
            id=sample_id(f"team/{team.key}"),
            name=team.en,
            escalates_to_id=above,
            lead_id=person_id(team.lead),
            line_ids=line,
        )
    for place, topic in enumerate(TOPICS):
        yield Topic(
            id=sample_id(f"topic/{topic.key}"),
            key=topic.key,
            names=topic.names,
            team_id=sample_id(f"team/{topic.team}"),
            position=place,
            protected=topic.protected,
            check_back_days=topic.check_back_days,
            form=FORMS.get(topic.key, ()),
        )
        if topic.key in DESK_FORMS:
            yield TopicDesk(id=sample_id(f"topic/{topic.key}"), form=DESK_FORMS[topic.key])
    for key, (name, permissions) in BUILT_IN.items():
        yield Role(id=sample_id(f"role/{key}"), key=key, name=name, permissions=tuple(sorted(permissions)))
    for person in PEOPLE:
        yield from _person(person)
    yield from _categories()


def _person(person: SamplePerson) -> Iterator[Record]:
    yield UserCard(
        id=person_id(person.handle),
        name=person.name,
        role_id=sample_id(f"role/{person.role}"),
        title=person.title,
        locale=person.locale,
        phone=person.phone,
        store_ids=tuple(sorted(sample_id(f"store/{key}") for key in person.stores)),
        team_ids=tuple(sorted(sample_id(f"team/{key}") for key in person.teams)),
    )
    # A customer asks a store, and sees nothing of it.
    scopes = [store_scope(sample_id(f"store/{key}")) for key in person.stores if person.role != "customer"]
    scopes += [team_scope(sample_id(f"team/{key}")) for key in person.teams]
    for scope in scopes:
        rights = (str(Right.FULL),) if scope.startswith("team:") else ()
        yield Grant(
            id=sample_id(f"grant/{person.handle}/{scope}"),
            user_id=person_id(person.handle),
            scope=scope,
            rights=rights,
        )


def _categories() -> Iterator[Category]:
    for place, category in enumerate(CATEGORIES):
        yield Category(
            id=sample_id(f"category/{category.key}"),
            key=category.key,
            names=category.names,
            visibility=Visibility.INTERNAL if category.key == "desk" else Visibility.PUBLIC,
            position=place,
        )


def article_acts(now: datetime) -> Iterator[Act]:
    """Write and publish every guide on the day it says."""
    for article in all_articles():
        article_id = sample_id(f"article/{article.locale}/{article.slug}")
        at = min(datetime.combine(article.updated_at, time(9), UTC), now)
        yield Act(at, ROOT, "article.create", _article_args(article, article_id))
        yield Act(at, ROOT, "article.publish", {"article_id": article_id})


def _article_args(article: SampleArticle, article_id: RecordId) -> dict[str, Any]:
    return {
        "article_id": article_id,
        "slug": article.slug,
        "locale": article.locale,
        "translation_key": article.slug,
        "title": article.title,
        "body": article.body,
        "category_id": sample_id(f"category/{article.category}"),
        "visibility": str(article.visibility),
        "tags": list(article.tags),
        "owner_id": person_id(article.owner),
        "review_at": datetime.combine(article.review_at, time(9), UTC).isoformat(),
    }


def saved_reply_acts(at: datetime) -> Iterator[Act]:
    """Keep what the desk sends often: each team's people the team's, the rest whoever set everything up."""
    for reply in SAVED_REPLIES:
        args = {
            "saved_reply_id": sample_id(f"saved_reply/{reply.shortcut}"),
            "titles": {"en": reply.title_en, "es": reply.title_es},
            "texts": {"en": reply.en, "es": reply.es},
            "shortcut": reply.shortcut,
            "team_id": sample_id(f"team/{reply.team}") if reply.team else None,
            "shared": not reply.owner,
        }
        yield Act(at, reply.owner or ROOT, "saved_reply.create", args)


def view_acts(at: datetime) -> Iterator[Act]:
    """Yield what shares the desk's views."""
    for view in VIEWS:
        tests = [{"field": field, "op": op, "values": list(values)} for field, op, values in view.tests]
        args: dict[str, Any] = {
            "view_id": sample_id(f"view/{view.key}"),
            "names": {"en": view.en, "es": view.es},
            "conditions": {"match": "all", "tests": tests},
            "order": view.order,
            "grouping": view.grouping,
            "team_id": sample_id(f"team/{view.team}") if view.team else None,
            "shared": not view.team,
        }
        yield Act(at, ROOT, "view.create", args)


def macro_acts(at: datetime) -> Iterator[Act]:
    """Keep what the desk does with one gesture."""
    for macro in MACROS:
        steps = [{"name": f"ticket.{name}", "args": _with_ids(args)} for name, args in macro.steps]
        args = {
            "macro_id": sample_id(f"macro/{macro.key}"),
            "titles": {"en": macro.en, "es": macro.es},
            "steps": steps,
            "sensitive": macro.sensitive,
            "team_id": sample_id(f"team/{macro.team}") if macro.team else None,
            "shared": True,
        }
        yield Act(at, ROOT, "macro.create", args)


def _with_ids(args: dict[str, Any]) -> dict[str, Any]:
    """Return a step's arguments with the id of the team that they name."""
    team = {"team_id": sample_id(f"team/{args['team']}")} if "team" in args else {}
    return {name: value for name, value in args.items() if name != "team"} | team


def ticket_acts(ticket: TicketScript) -> Iterator[Act]:
    """Return a ticket's filing and all that was done on it, in order."""
    label = f"ticket/{ticket.script}/{ticket.store}/{ticket.created_at.isoformat()}"
    noise = random.Random(label)
    ticket_id = new_id(ticket.created_at, noise.randbytes)
    yield Act(
        ticket.created_at,
        ticket.requester,
        "ticket.create",
        {
            "ticket_id": ticket_id,
            "message_id": new_id(ticket.created_at, noise.randbytes),
            "title": ticket.subject,
            "body": ticket.opening,
            "space_id": SPACE_ID,
            "store_id": sample_id(f"store/{ticket.store}"),
            "topic_id": sample_id(f"topic/{ticket.topic}"),
            "type": str(ticket.type),
            "priority": str(ticket.priority),
            "channel": str(Channel.DESKTOP),
            "answers": sample_answers(
                ticket.topic, f"{ticket.subject} {ticket.opening}", ticket.created_at.date(), label
            ),
        },
    )
    if ticket.tags:
        yield Act(ticket.created_at, ROOT, "ticket.tag", {"ticket_id": ticket_id, "add": list(ticket.tags)})
    for step in ticket.steps:
        mutation, args = _step_args(step, noise)
        yield Act(step.at, step.actor, mutation, {"ticket_id": ticket_id} | args)


def _step_args(step: Step, noise: random.Random) -> tuple[str, dict[str, Any]]:
    match step.kind:
        case StepKind.REPLY | StepKind.NOTE:
            mentions = [person_id(handle) for handle in step.mentions]
            message = {"message_id": new_id(step.at, noise.randbytes), "body": step.text, "mention_ids": mentions}
            return f"ticket.{step.kind}", message
        case StepKind.STATUS:
            hold = {"vendor": step.vendor, "vendor_reference": step.vendor_reference}
            expected = {"vendor_expected_at": step.expected_at.isoformat()} if step.expected_at else {}
            reason = {"close_reason": str(step.close_reason)} if step.close_reason else {}
            waits = hold | expected if step.value == Status.ON_HOLD else {}
            return "ticket.set_status", {"status": step.value} | reason | waits
        case StepKind.ASSIGN:
            return "ticket.set_assignee", {"assignee_id": person_id(step.value)}
        case StepKind.PRIORITY:
            return "ticket.set_priority", {"priority": step.value}
        case StepKind.TAG:
            return "ticket.tag", {"add": [step.value]}
        case StepKind.TEAM:
            return "ticket.set_team", {"team_id": sample_id(f"team/{step.value}")}


def _run(database: Database, acts: Iterable[Act]) -> None:
    """Run acts in order, many to a transaction."""
    noise = random.Random(ORIGIN)
    remaining = iter(acts)
    while batch := list(islice(remaining, MUTATIONS_AT_ONCE)):
        with database.write(SPACE_ID) as session:
            for act in batch:
                _act(session, act, new_id(act.at, noise.randbytes))


def _act(session: WriteSession, act: Act, mutation_id: RecordId) -> None:
    mutation = mutation_named(act.mutation, 1)
    actor = session.store.actor(person_id(act.who)) if act.who else None
    context = Context(
        actor=actor or _founder(),
        now=act.at,
        written_at=act.at,
        mutation_id=mutation_id,
        next_ticket_number=session.next_ticket_number,
    )
    carry_out(session, mutation, context, mutation.decode(act.args))


def _founder() -> Actor:
    """Return who sets up what nobody has set up yet."""
    return Actor(user_id=person_id(ROOT), permissions=frozenset(Permission), scopes={})
