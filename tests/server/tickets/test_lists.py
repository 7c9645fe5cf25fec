"""Lists of tickets: every order, page by page, every condition, and only what whoever asks may see."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from domain.access import audience_of, sees
from domain.ids import RecordId
from domain.records import Message, Ticket, TicketDesk, View
from domain.views import Condition, Op, Query
from domain.words import Audience, Channel, CloseReason, Priority, Status, TicketType
from server.db.database import Database
from server.errors import Refused
from server.search.following import follow
from server.search.index import SearchIndex
from server.tickets import queries, reading
from server.tickets.conditions import is_known
from server.tickets.listing import Order, Sorting, place_of, wanted_of
from server.tickets.reading import asker_of, conversation, list_tickets, teams_seen
from server.tickets.wire import TicketPage
from tests.support.views import Asker, any_query
from tests.support.world import PEOPLE, World, build_world

HOUR = timedelta(hours=1)
MANY = 60


@dataclass
class Desk:
    """A world with an index that follows it."""

    world: World
    index: SearchIndex

    def page(self, who: str, *parameters: tuple[str, str]) -> TicketPage:
        world = self.world
        return list_tickets(world.database, self.index, world.user(who), wanted_of(parameters), world.now)

    def ids(self, who: str, *parameters: tuple[str, str]) -> list[RecordId]:
        """All pages, one after the other."""
        found: list[RecordId] = []
        page = self.page(who, *parameters)
        while True:
            found += [ticket.id for ticket in page.tickets]
            if not page.next:
                return found
            page = self.page(who, *(one for one in parameters if one[0] != "after"), ("after", page.next))

    def seen(self, who: str) -> dict[RecordId, Ticket]:
        actor = self.world.actor(who)
        with self.world.database.read(self.world.space_id) as session:
            return {ticket.id: ticket for ticket in session.find(Ticket) if sees(actor, ticket)}


@pytest.fixture
def desk(database: Database) -> Desk:
    index = follow(database)
    desk = Desk(build_world(database), index)
    noise, world, ids = random.Random(5), desk.world, desk.world.ids
    people = [ids[name] for name in PEOPLE]
    for _ in range(MANY):
        ticket = world.ticket(
            subject=noise.choice(["Till", "apple", "Zebra", "Ñandú"]),
            requester_id=noise.choice(people),
            assignee_id=noise.choice([None, *people]),
            store_id=noise.choice([None, ids["centro"], ids["puerto"]]),
            team_id=noise.choice([None, ids["tills"], ids["stock"]]),
            topic_id=noise.choice([None, ids["card"], ids["boxes"]]),
            follower_ids=tuple(sorted(noise.sample(people, noise.randrange(3)))),
            number=noise.choice([None, noise.randrange(100)]),
            status=noise.choice(list(Status)),
            priority=noise.choice(list(Priority)),
            type=noise.choice(list(TicketType)),
            channel=noise.choice(list(Channel)),
            close_reason=noise.choice([None, *CloseReason]),
            message_count=noise.randrange(3),
            reopened_count=noise.randrange(2),
            due_at=noise.choice([None, world.now + noise.randrange(-30, 30) * HOUR]),
            resolved_at=noise.choice([None, world.now - noise.randrange(60) * HOUR]),
            first_response_at=noise.choice([None, world.now]),
            first_response_due_at=noise.choice([None, world.now - HOUR, world.now + HOUR]),
            last_message_at=noise.choice([None, world.now - noise.randrange(90) * HOUR]),
            waiting_since=noise.choice([None, world.now - noise.randrange(90) * HOUR]),
            closed_at=noise.choice([None, world.now - noise.randrange(90) * HOUR]),
            merged_into_id=noise.choice([None, None, ids["till"]]),
            next_response_due_at=noise.choice([None, world.now]),
        )
        side = TicketDesk(
            id=ticket.id,
            ticket_id=ticket.id,
            tags=tuple(sorted(noise.sample(["red", "blue"], noise.randrange(3)))),
            snoozed_at=noise.choice([None, world.now]),
            snoozed_until=noise.choice([None, world.now + noise.randrange(-9, 9) * HOUR]),
            vendor=noise.choice(["", "Zebra"]),
            vendor_expected_at=noise.choice([None, world.now + noise.randrange(-60, 60) * HOUR]),
            parent_id=noise.choice([None, ids["till"]]),
            problem_id=noise.choice([None, ids["till"]]),
            note_count=noise.randrange(4),
        )
        world.put(ticket, side)
    return desk


QUESTIONS = 150


def test_what_the_database_finds_is_what_a_plain_reader_would(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    world, noise = desk.world, random.Random(9)
    known = {"user_card": ["@me", "", *(world.ids[name] for name in PEOPLE)], "team": ["@mine", "", world.ids["tills"]],
             "store": ["", world.ids["centro"]], "topic": ["", world.ids["card"]]}  # fmt: skip
    words = ["red", "blue", "till", "zebra", "nandu"]
    asked = [Query(), *(any_query(noise, known, words) for _ in range(QUESTIONS))]
    with world.database.read(world.space_id) as session:
        tickets, desks = session.find(Ticket), {one.id: one for one in session.find(TicketDesk)}
        for merged_most in (0, queries.MERGED_MOST):
            monkeypatch.setattr(queries, "MERGED_MOST", merged_most)
            for who in PEOPLE:
                asker = asker_of(session, world.user(who))
                plain = Asker(world.ids[who], set(teams_seen(asker.actor)), world.now)
                for query in asked:
                    shown = {
                        ticket.id
                        for ticket in tickets
                        if (audience := audience_of(ticket, asker.actor)) is not None
                        and plain.holds(query, ticket, desks[ticket.id] if audience is Audience.INTERNAL else None)
                    }
                    found = [
                        place.id
                        for place in queries.places(
                            session.connection, world.space_id, asker.actor, [query], asker.looker, world.now,
                            Sorting(), None, 999,
                        )
                    ]  # fmt: skip
                    assert len(found) == len(set(found)), "nothing comes twice"
                    assert set(found) == shown if is_known(query) else set(found) >= shown, f"{query} for {who}"


def test_words_within_texts_are_looked_for_in_each_ticket(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    conditions = {"tests": [{"field": "subject", "op": "contains", "values": ["nandu"]}]}
    wanted = {ticket.id for ticket in desk.seen("ada").values() if ticket.subject == "Ñandú"}
    asked = ("conditions", json.dumps(conditions))
    assert set(desk.ids("ada", asked)) == wanted
    monkeypatch.setattr(reading, "LOOKED_AT", 5)
    monkeypatch.setattr(reading, "LOOKED_AT_MOST", 10)
    assert set(desk.ids("ada", asked, ("limit", "2"))) == wanted


@pytest.mark.parametrize("order", [sign + order for order in Order for sign in ("", "-")])
def test_every_order_page_by_page_is_that_order_at_once(desk: Desk, order: str) -> None:
    for who in ("ana", "olga", "ada"):
        whole = desk.ids(who, ("order", order), ("limit", "100"))
        assert sorted(whole) == sorted(desk.seen(who)), f"for {who}"
        assert desk.ids(who, ("order", order), ("limit", "7")) == whole, f"for {who}"


def test_orders_are_what_they_say(desk: Desk) -> None:
    seen = desk.seen("ada")

    def values(order: str, name: str) -> list[Any]:
        return [getattr(seen[ticket_id], name) for ticket_id in desk.ids("ada", ("order", order))]

    urgencies = values("priority", "priority")
    assert urgencies == sorted(urgencies, key=("urgent", "high", "normal", "low").index)
    due = values("-due", "due_at")
    there = [at for at in due if at is not None]
    assert there == sorted(there, reverse=True)
    assert due[len(there) :] == [None] * (len(due) - len(there)), "what has none stands last"
    subjects = [subject.lower() for subject in values("subject", "subject") if subject.isascii()]
    assert subjects == sorted(subjects)


def test_a_view_narrows_and_orders_as_it_says(desk: Desk) -> None:
    world = desk.world
    breached = Query(tests=(Condition(field="sla", op=Op.ANY, values=("breached",)),)).kept()
    view = View(id=world.new_id(), names={"en": "Due"}, conditions=breached, order="due")
    world.put(view)
    found = desk.page("ada", ("view", view.id), ("limit", "100")).tickets
    assert found
    assert [ticket.due_at for ticket in found] == sorted(ticket.due_at for ticket in found if ticket.due_at)
    both = desk.page("ada", ("view", view.id), ("priority", "urgent"), ("limit", "100")).tickets
    assert [ticket.id for ticket in both] == [t.id for t in found if t.priority is Priority.URGENT]
    world.put(replace(view, active=False))
    with pytest.raises(Refused):
        desk.page("ada", ("view", view.id))


def test_a_page_goes_on_where_it_ended_though_others_came_before_it(desk: Desk) -> None:
    world = desk.world
    first = desk.page("ana", ("limit", "5"))
    world.put(world.ticket("newest", team_id="tills", store_id="centro"))
    second = desk.page("ana", ("limit", "5"), ("after", first.next))
    assert not {ticket.id for ticket in first.tickets} & {ticket.id for ticket in second.tickets}
    assert world.ids["newest"] not in {ticket.id for ticket in second.tickets}


def test_names_are_told_to_whoever_sees_them(desk: Desk) -> None:
    world = desk.world
    names = desk.page("ana", ("limit", "100")).names
    assert names[world.ids["centro"]] == "Centro"
    assert names[world.ids["card"]] == "Card terminal"
    told = desk.page("carla", ("limit", "100")).names
    assert world.ids["carla"] in told
    assert not {world.ids[name] for name in ("centro", "puerto", "tills", "stock", "card")} & told.keys()


def test_words_find_tickets_by_what_was_written_in_them(desk: Desk) -> None:
    world = desk.world
    ticket = world.get_ticket("till")
    world.put(world.message(ticket, body="The quokka sits on the printer"))
    note = world.message(world.get_ticket("boxes late"), Audience.INTERNAL, "Ask the quokka")
    world.put(note)
    assert desk.ids("simon", ("q", "quokka ")) == [ticket.id]
    assert desk.ids("nadia", ("q", "quokka ")) == [], "an internal note is no hit for whoever may not read it"
    assert set(desk.ids("ada", ("q", "quokka "))) == {ticket.id, note.ticket_id}
    assert desk.ids("ada", ("q", "quokka "), ("status", "closed")) == []
    assert desk.ids("ada", ("q", "quokka "), ("status", "new"), ("tag", "till")) == desk.ids("ada", ("q", "quokka "))


WRONG = [
    (("colour", "red"), "colour"), (("status", "gone"), "status"), (("order", "colour"), "order"),
    (("limit", "0"), "limit"), (("limit", "1e3"), "limit"), (("after", "????"), "after"), (("after", "WzFd"), "after"),
    (("view", "mine"), "view"), (("snoozed", "maybe"), "snoozed"), (("assignee", "ana"), "assignee"),
    (("conditions", "{"), "conditions"), (("conditions", '{"colour": "red"}'), "conditions"),
    (("conditions", '{"tests": [{"field": "due", "op": "on", "values": ["soon"]}]}'), "conditions"),
    (("tag", "a\0b"), "tag"),
]  # fmt: skip


@pytest.mark.parametrize(("parameter", "named"), WRONG)
def test_what_cannot_be_asked_is_refused_by_name(desk: Desk, parameter: tuple[str, str], named: str) -> None:
    with pytest.raises(Refused) as refused:
        desk.page("ana", parameter)
    assert refused.value.status == 400
    assert f"`{named}`" in refused.value.refusal.message


def test_what_does_not_fit_together_is_refused(desk: Desk) -> None:
    page = desk.page("ana", ("limit", "3"), ("order", "created"))
    for parameters in (
        [("after", page.next), ("order", "-created")],
        [("q", "till"), ("order", "created")],
        [("limit", "3"), ("limit", "4")],
    ):
        with pytest.raises(Refused) as refused:
            desk.page("ana", *parameters)
        assert refused.value.status == 400
    with pytest.raises(Refused):
        desk.page("carla", ("order", "team"))


def test_a_foreign_view_is_none(desk: Desk) -> None:
    world = desk.world
    own = View(id=world.new_id(), names={}, conditions={}, owner_id=world.ids["bruno"])
    world.put(own)
    for view_id in (own.id, world.new_id()):
        with pytest.raises(Refused) as refused:
            desk.page("ana", ("view", view_id))
        assert refused.value.status == 404


def test_a_conversation_comes_latest_first_page_by_page(desk: Desk) -> None:
    world = desk.world
    ticket = world.get_ticket("till")
    messages: list[Message] = []
    for n in range(12):
        messages.append(world.message(ticket, Audience.INTERNAL if n % 3 == 0 else Audience.PUBLIC, f"word {n}"))
        world.put(messages[-1])
    told: list[str] = []
    before = None
    while True:
        page = conversation(world.database, world.user("ana"), ticket.id, before, 5)
        told = [message.id for message in page.messages] + told
        if not page.earlier:
            break
        before = place_of(page.earlier, "before", "earlier")[1]
    assert told[-12:] == [message.id for message in messages]
    assert len(told) == len(set(told)) == 14
    outside = conversation(world.database, world.user("simon"), ticket.id, None, 50)
    assert {message.audience for message in outside.messages} == {Audience.PUBLIC}
    assert outside.desk is None
    assert not outside.events
    inside = conversation(world.database, world.user("ana"), ticket.id, None, 50)
    assert inside.desk is not None
    assert inside.events
    assert {file.message_id for file in inside.attachments} <= set(told)


def test_a_foreign_ticket_is_none(desk: Desk) -> None:
    world = desk.world
    for ticket_id in (world.ids["boxes late"], world.new_id()):
        with pytest.raises(Refused) as refused:
            conversation(world.database, world.user("simon"), ticket_id, None, 50)
        assert refused.value.status == 404
