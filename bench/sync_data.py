"""The franchise both ends are measured with: seed 42, 20 stores, 300 agents, 12 teams, one ticket in 20 open."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from bench.sample_cache import SEED, WORDS, named
from domain.ids import RecordId, new_id
from domain.records import Message, Record, Region, Store, Team, Ticket, Topic, UserCard
from domain.words import Audience, Channel, Priority, Status, TicketType

STORES = 20
AGENTS = 300
TEAMS = 12
TWO_YEARS = timedelta(days=730)
RECENT_SHARE = 0.05
"""Of the tickets: the newest, of which most are still open; of the others one in a hundred is."""
OPEN = (Status.NEW, Status.OPEN, Status.OPEN, Status.PENDING, Status.ON_HOLD)


def structure(agent_role: RecordId, owner_role: RecordId) -> Iterator[Record]:
    """Return stores, teams, topics and people."""
    yield Region(id=named("region"), name="All")
    for place in range(STORES):
        yield Store(id=named(f"store/{place}"), name=f"Store {place:02}", code=f"{place:03}", region_id=named("region"))
    for place in range(TEAMS):
        yield Team(id=named(f"team/{place}"), name=f"Team {place:02}")
        yield Topic(id=named(f"topic/{place}"), key=f"t{place}", names={"en": f"Topic {place}"})
    for place in range(AGENTS):
        yield UserCard(id=named(f"agent/{place}"), name=f"Agent {place:03} Smith", role_id=agent_role)
    for place in range(STORES):
        yield UserCard(id=named(f"owner/{place}"), name=f"Owner {place:02} Brown", role_id=owner_role)


def conversations(count: int, messages_each: int) -> Iterator[tuple[Ticket, list[Message]]]:
    """Return that many tickets with their messages, the oldest first."""
    noise = random.Random(SEED)
    now = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    for place in range(count):
        created_at = now - TWO_YEARS * ((count - place) / count)
        store = noise.randrange(STORES)
        ticket_id = new_id(created_at, noise.randbytes)
        messages = [
            _message(ticket_id, created_at + timedelta(minutes=turn), store, noise, asks=turn % 2 == 0)
            for turn in range(messages_each)
        ]
        recent = place >= count * (1 - RECENT_SHARE)
        is_open = noise.random() < (0.8 if recent else 0.01)
        yield _ticket(ticket_id, place + 1, created_at, store, messages, noise, is_open=is_open), messages


def _message(ticket_id: RecordId, at: datetime, store: int, noise: random.Random, *, asks: bool) -> Message:
    return Message(
        id=new_id(at, noise.randbytes),
        ticket_id=ticket_id,
        audience=Audience.PUBLIC,
        author_id=named(f"owner/{store}") if asks else named(f"agent/{noise.randrange(AGENTS)}"),
        body=" ".join(noise.choices(WORDS, k=noise.randint(12, 60))),
        created_at=at,
        written_at=at,
    )


def _ticket(
    ticket_id: RecordId,
    number: int,
    created_at: datetime,
    store: int,
    messages: list[Message],
    noise: random.Random,
    *,
    is_open: bool,
) -> Ticket:
    updated_at = created_at + timedelta(hours=noise.randint(1, 200))
    status = noise.choice(OPEN) if is_open else Status.CLOSED
    last = messages[-1] if messages else None
    return Ticket(
        id=ticket_id,
        subject=" ".join(noise.choices(WORDS, k=8)).capitalize(),
        requester_id=named(f"owner/{store}"),
        store_id=named(f"store/{store}"),
        team_id=named(f"team/{noise.randrange(TEAMS)}"),
        assignee_id=None if status is Status.NEW else named(f"agent/{noise.randrange(AGENTS)}"),
        topic_id=named(f"topic/{noise.randrange(TEAMS)}"),
        number=number,
        status=status,
        type=noise.choice(tuple(TicketType)),
        priority=noise.choice(tuple(Priority)),
        channel=noise.choice(tuple(Channel)),
        created_at=created_at,
        updated_at=updated_at,
        message_count=len(messages),
        last_message_id=last.id if last else None,
        last_message_at=last.created_at if last else None,
        last_message_by=last.author_id if last else None,
        first_response_due_at=created_at + timedelta(hours=24),
        first_response_at=None if status is Status.NEW else created_at + timedelta(minutes=9),
        due_at=updated_at + timedelta(hours=8) if is_open else None,
        resolved_at=None if is_open else updated_at,
        closed_at=None if is_open else updated_at + timedelta(days=3),
    )
