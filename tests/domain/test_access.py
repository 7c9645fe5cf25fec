"""One function decides who sees what; its answers are written out here as tables."""

import pytest

from domain.access import KB_EDIT, SPACE, audience_of, scopes_hash, scopes_of, sees, side_of, user_scope
from domain.records import Message, Ticket, TicketDesk, UserCard
from domain.tickets import Side
from domain.words import Audience
from tests.support.franchise import PEOPLE, Franchise, named

SEES_TRIANAS_TICKET = {
    "olga": Audience.PUBLIC,
    "sam": Audience.PUBLIC,
    "sue": None,
    "cora": None,
    "ana": Audience.INTERNAL,
    "alex": Audience.INTERNAL,
    "tim": None,
    "liz": Audience.INTERNAL,
    "leo": Audience.INTERNAL,
    "ada": Audience.INTERNAL,
}


@pytest.fixture
def franchise() -> Franchise:
    return Franchise()


@pytest.fixture
def ticket(franchise: Franchise) -> Ticket:
    found = franchise.store.get(Ticket, franchise.file_ticket())
    assert found is not None
    return found


@pytest.mark.parametrize("who", [name for name, *_ in PEOPLE])
def test_who_sees_a_stores_ticket_and_which_of_its_children(franchise: Franchise, ticket: Ticket, who: str) -> None:
    actor = franchise.actor(who)
    assert audience_of(ticket, actor) is SEES_TRIANAS_TICKET[who]
    assert sees(actor, ticket) == (SEES_TRIANAS_TICKET[who] is not None)
    message = franchise.store.all(Message)[0]
    desk = franchise.store.all(TicketDesk)[0]
    assert sees(actor, message, ticket) == (SEES_TRIANAS_TICKET[who] is not None)
    assert sees(actor, desk, ticket) == (SEES_TRIANAS_TICKET[who] is Audience.INTERNAL)


def test_an_assignee_of_another_team_sees_the_ticket_with_its_notes(franchise: Franchise, ticket: Ticket) -> None:
    franchise.act("ana", "ticket.set_assignee", ticket_id=ticket.id, assignee_id=named("tim"))
    after = franchise.store.get(Ticket, ticket.id)
    assert after is not None
    assert audience_of(after, franchise.actor("tim")) is Audience.INTERNAL
    assert side_of(franchise.actor("tim"), after) is Side.DESK


def test_a_child_without_its_parent_is_not_seen(franchise: Franchise, ticket: Ticket) -> None:
    assert ticket.message_count == 1
    assert not sees(franchise.actor("ada"), franchise.store.all(Message)[0])


def test_an_agent_who_asks_for_help_stands_on_the_requesters_side(franchise: Franchise) -> None:
    ticket_id = franchise.file_ticket("ana", store_id=None)
    found = franchise.store.get(Ticket, ticket_id)
    assert found is not None
    assert side_of(franchise.actor("ana"), found) is Side.REQUESTER
    franchise.act("ana", "ticket.reply", ticket_id=ticket_id, message_id=franchise.id(), body="Anybody?")


def test_somebody_inactive_sees_nothing(franchise: Franchise) -> None:
    card = franchise.store.get(UserCard, named("ada"))
    assert card is not None
    franchise.store.put(UserCard(id=card.id, name=card.name, role_id=card.role_id, active=False))
    assert franchise.actor("ada").scopes == {}


def test_a_customer_reads_only_what_is_public(franchise: Franchise) -> None:
    scopes = set(franchise.actor("cora").scopes)
    assert scopes == {user_scope(named("cora")), "kb:public"}
    assert SPACE in franchise.actor("sam").scopes
    assert KB_EDIT not in franchise.actor("ana").scopes
    assert KB_EDIT in franchise.actor("leo").scopes


def test_the_hash_of_scopes_notices_a_new_generation(franchise: Franchise) -> None:
    scopes = dict(franchise.actor("sam").scopes)
    assert scopes_hash(scopes) == scopes_hash(dict(reversed(scopes.items())))
    assert scopes_hash(scopes) != scopes_hash(scopes | {SPACE: 2})


def test_every_record_that_is_no_child_belongs_to_a_scope(franchise: Franchise) -> None:
    franchise.file_ticket()
    for record in franchise.store.rows.values():
        assert bool(scopes_of(record)) == (type(record).PARENT is None)
