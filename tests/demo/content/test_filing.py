"""Every sample ticket can be filed and worked by the real mutations, by exactly the people it names."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from demo.content.people import PEOPLE, STORES, TEAMS
from demo.content.steps import Step, StepKind, TicketScript
from demo.content.tickets import generate
from demo.content.topics import TOPICS
from domain.access import Actor, actor_of
from domain.ids import RecordId, new_id
from domain.mutations import Context, mutation_named
from domain.records import Grant, Record, Role, Space, Store, Team, Ticket, TicketDesk, Topic, UserCard
from domain.roles import BUILT_IN
from tests.support.franchise import MemoryStore, named, person

NOW = datetime(2026, 11, 20, 9, 24, tzinfo=UTC)


class Desk:
    """Molino Azul in memory."""

    def __init__(self) -> None:
        self.store = MemoryStore()
        self._entropy = random.Random(7)
        for record in _structure():
            self.store.put(record)
        teams = [named(team.key) for team in TEAMS]
        self._actors = {who.handle: self._actor(who.handle, teams) for who in PEOPLE}

    def file(self, ticket: TicketScript) -> RecordId:
        ticket_id = self._id(ticket.created_at)
        self._act(
            ticket.requester,
            "ticket.create",
            ticket.created_at,
            ticket_id=ticket_id,
            message_id=self._id(ticket.created_at),
            title=ticket.subject,
            body=ticket.opening,
            space_id=named("space"),
            store_id=named(ticket.store),
            topic_id=named(f"topic/{ticket.topic}"),
            type=ticket.type,
            priority=ticket.priority,
        )
        for step in ticket.steps:
            name, arguments = self._mutation(step)
            self._act(step.actor, name, step.at, ticket_id=ticket_id, **arguments)
        return ticket_id

    def _mutation(self, step: Step) -> tuple[str, dict[str, Any]]:
        match step.kind:
            case StepKind.REPLY:
                return "ticket.reply", {"message_id": self._id(step.at), "body": step.text}
            case StepKind.NOTE:
                mentions = tuple(named(handle) for handle in step.mentions)
                return "ticket.note", {"message_id": self._id(step.at), "body": step.text, "mention_ids": mentions}
            case StepKind.ASSIGN:
                return "ticket.set_assignee", {"assignee_id": named(step.value)}
            case StepKind.TEAM:
                return "ticket.set_team", {"team_id": named(step.value)}
            case StepKind.PRIORITY:
                return "ticket.set_priority", {"priority": step.value}
            case StepKind.TAG:
                return "ticket.tag", {"add": (step.value,)}
            case StepKind.STATUS:
                waits = {"vendor": step.vendor, "vendor_reference": step.vendor_reference} if step.vendor else {}
                return "ticket.set_status", {"status": step.value, "close_reason": step.close_reason, **waits}

    def _act(self, handle: str, name: str, at: datetime, **arguments: Any) -> None:
        found = mutation_named(name, 1)
        context = Context(actor=self._actors[handle], now=at, written_at=at, mutation_id=self._id(at))
        found.run(self.store, context, found.decode(arguments))

    def _actor(self, handle: str, teams: list[RecordId]) -> Actor:
        card = self.store.get(UserCard, named(handle))
        assert card
        role = self.store.get(Role, card.role_id)
        assert role
        return actor_of(card, role, [grant for grant in self.store.all(Grant) if grant.user_id == card.id], teams)

    def _id(self, at: datetime) -> RecordId:
        return new_id(at, self._entropy.randbytes)


def _structure() -> Iterator[Record]:
    yield Space(id=named("space"), name="Molino Azul")
    for key, (name, permissions) in BUILT_IN.items():
        yield Role(id=named(f"role/{key}"), key=key, name=name, permissions=tuple(sorted(permissions)))
    for store in STORES:
        yield Store(id=named(store.key), name=store.name, code=store.code, region_id=named(store.region))
    for team in TEAMS:
        yield Team(id=named(team.key), name=team.en)
    for topic in TOPICS:
        yield Topic(id=named(f"topic/{topic.key}"), key=topic.key, names=topic.names, team_id=named(topic.team))
    for who in PEOPLE:
        yield from person(who.handle, who.role, who.stores, who.teams)


@pytest.fixture(scope="module")
def filed() -> list[tuple[TicketScript, Ticket, TicketDesk]]:
    desk = Desk()
    found = []
    for script in generate(NOW):
        ticket_id = desk.file(script)
        ticket, inside = desk.store.get(Ticket, ticket_id), desk.store.get(TicketDesk, ticket_id)
        assert ticket
        assert inside
        found.append((script, ticket, inside))
    return found


def test_tickets_end_as_their_scripts_say(filed: list[tuple[TicketScript, Ticket, TicketDesk]]) -> None:
    for script, ticket, _ in filed:
        outcome = script.outcome
        assert (ticket.status, ticket.close_reason, ticket.priority) == (
            outcome.status,
            outcome.close_reason,
            outcome.priority,
        )
        assert ticket.team_id == named(outcome.team)
        assert ticket.assignee_id == (named(outcome.assignee) if outcome.assignee else None)
        assert ticket.reopened_count == outcome.reopened
        assert ticket.first_response_at == outcome.first_response_at


def test_the_queue_has_something_overdue_and_something_due_within_the_hour(
    filed: list[tuple[TicketScript, Ticket, TicketDesk]],
) -> None:
    minutes = [(ticket.due_at - NOW).total_seconds() / 60 for _, ticket, _ in filed if ticket.due_at]
    assert sum(-120 < due < 0 for due in minutes) >= 3
    assert sum(0 < due <= 60 for due in minutes) >= 4
    assert sum(60 < due for due in minutes) >= 10


def test_tickets_on_hold_say_who_is_waited_for(filed: list[tuple[TicketScript, Ticket, TicketDesk]]) -> None:
    waiting = [inside for _, ticket, inside in filed if ticket.status == "on_hold"]
    assert len(waiting) >= 4
    assert all(inside.vendor and inside.vendor_reference for inside in waiting)
