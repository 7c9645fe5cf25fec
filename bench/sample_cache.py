"""An encrypted cache of any size, made of pages as a server would send them: seed 42, 20 stores, 300 agents."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import chain
from pathlib import Path
from typing import Protocol

from domain.access import Actor, actor_of, scopes_of, team_scope
from domain.ids import RecordId, derived_id, new_id
from domain.records import (
    Grant,
    Message,
    Record,
    Region,
    Role,
    Space,
    Store,
    Team,
    Ticket,
    Topic,
    UserCard,
    time_text,
    to_wire,
)
from domain.roles import BUILT_IN
from domain.tickets import DONE, with_deadline
from domain.words import Audience, Priority, Right, Status
from sync.protocol.cursor import Cursor
from sync.protocol.pull import Begin, End, Frame, Put, Scopes
from sync.replica.writer import Replica

SEED = 42
STORES = 20
AGENTS = 300
TEAMS = 4
PAGE_RECORDS = 1_000
ORIGIN = "01900000-0000-7000-8000-0000000be4c4"
NOW = datetime.now(UTC)
WORDS = (
    "till card terminal printer paper receipt stock delivery oven loyalty refund invoice menu price update network "
    "queue customer counter drawer screen order kitchen code error frozen slow missing wrong again since morning"
).split()


def named(label: str) -> RecordId:
    """Return the same id for the same label."""
    return derived_id(ORIGIN, label)


AGENT_ID = named("agent/0")
"""Who the cache belongs to: an agent of every team."""


def structure() -> Iterator[Record]:
    """Return the franchise."""
    yield Space(id=named("space"), name="Bench", default_team_id=named("team/0"))
    yield Region(id=named("region"), name="All")
    for place in range(STORES):
        yield Store(id=named(f"store/{place}"), name=f"Store {place:02}", code=f"{place:03}", region_id=named("region"))
    for place in range(TEAMS):
        yield Team(id=named(f"team/{place}"), name=f"Team {place}")
        yield Topic(id=named(f"topic/{place}"), key=f"t{place}", names={"en": f"Topic {place}"})
    for key, (name, permissions) in BUILT_IN.items():
        yield Role(id=named(f"role/{key}"), key=key, name=name, permissions=tuple(sorted(permissions)))
    for place in range(AGENTS):
        yield UserCard(id=named(f"agent/{place}"), name=f"Agent {place:03} Smith", role_id=named("role/agent"))
    for place in range(STORES):
        yield UserCard(id=named(f"owner/{place}"), name=f"Owner {place:02} Brown", role_id=named("role/store_owner"))
    for place in range(TEAMS):
        scope = team_scope(named(f"team/{place}"))
        yield Grant(id=named(f"grant/{place}"), user_id=AGENT_ID, scope=scope, rights=(str(Right.FULL),))


class Texts(Protocol):
    """What people write."""

    def subject(self, noise: random.Random) -> str:
        """Return a ticket's subject."""

    def body(self, noise: random.Random) -> str:
        """Return a message."""


class FewWords:
    """Texts of thirty words: as long as real ones, and all alike."""

    def subject(self, noise: random.Random) -> str:
        """Override Texts.subject."""
        return " ".join(noise.choices(WORDS, k=6)).capitalize()

    def body(self, noise: random.Random) -> str:
        """Override Texts.body."""
        return " ".join(noise.choices(WORDS, k=noise.randint(12, 60)))


FEW_WORDS = FewWords()


def tickets(count: int, messages_each: int, texts: Texts = FEW_WORDS) -> Iterator[Record]:
    """Return tickets with their messages, the oldest first."""
    noise = random.Random(SEED)
    for place in range(count):
        yield from conversation(NOW - timedelta(minutes=3 * (count - place)), messages_each, noise, texts)


def conversation(created_at: datetime, messages_each: int, noise: random.Random, texts: Texts) -> Iterator[Record]:
    """Return one ticket with its messages, one a minute."""
    store = noise.randrange(STORES)
    ticket_id = new_id(created_at, noise.randbytes)
    messages = [
        Message(
            id=new_id(created_at + timedelta(minutes=turn), noise.randbytes),
            ticket_id=ticket_id,
            audience=Audience.PUBLIC,
            author_id=named(f"owner/{store}") if turn % 2 == 0 else named(f"agent/{noise.randrange(AGENTS)}"),
            body=texts.body(noise),
            created_at=created_at + timedelta(minutes=turn),
            written_at=created_at + timedelta(minutes=turn),
        )
        for turn in range(messages_each)
    ]
    yield _ticket(ticket_id, texts.subject(noise), created_at, store, messages, noise)
    yield from messages


def _ticket(
    ticket_id: RecordId, subject: str, created_at: datetime, store: int, messages: list[Message], noise: random.Random
) -> Ticket:
    status = noise.choices(tuple(Status), weights=(2, 6, 3, 2, 5, 12))[0]
    last = messages[-1]
    return with_deadline(
        Ticket(
            id=ticket_id,
            subject=subject,
            requester_id=named(f"owner/{store}"),
            store_id=named(f"store/{store}"),
            team_id=named(f"team/{noise.randrange(TEAMS)}"),
            assignee_id=None if status is Status.NEW else named(f"agent/{noise.randrange(AGENTS)}"),
            topic_id=named(f"topic/{noise.randrange(TEAMS)}"),
            number=1 + int((created_at.timestamp() // 180) % 1_000_000),
            status=status,
            priority=noise.choice(tuple(Priority)),
            created_at=created_at,
            updated_at=last.created_at,
            message_count=len(messages),
            last_message_id=last.id,
            last_message_at=last.created_at,
            last_message_by=last.author_id,
            first_response_due_at=created_at + timedelta(hours=24),
            first_response_at=None if status is Status.NEW else created_at + timedelta(minutes=9),
            next_response_due_at=None if status in DONE else NOW + timedelta(minutes=noise.randint(-300, 3000)),
        )
    )


def make_cache(
    path: Path,
    key: bytes,
    ticket_count: int,
    messages_each: int = 4,
    further: Iterable[Record] = (),
    texts: Texts = FEW_WORDS,
) -> None:
    """Write a cache of that many tickets and the `further` records, whole and up to date."""
    replica = Replica.open(path, key, AGENT_ID)
    franchise = list(structure())
    actor = _actor(franchise)
    seq = 1
    head = 1 + (ticket_count * (1 + messages_each)) // PAGE_RECORDS + 2
    first = True
    for batch in _batches(franchise, chain(tickets(ticket_count, messages_each, texts), further)):
        frames: list[Frame] = [
            Begin(epoch="bench", start=head if first else head + seq - 1, head=head if first else head + seq,
                  last_n=0, server_time=time_text(NOW))
        ]  # fmt: skip
        if first:
            frames.append(Scopes(scopes=dict(actor.scopes)))
        frames += [_put(record, actor, seq) for record in batch]
        after = head if first else head + seq
        frames.append(End(cursor=Cursor("bench", after).text(), more=False))
        replica.apply_page(frames)
        seq += 0 if first else 1
        first = False
    with replica.cache.transaction(durable=True):
        replica.cache.execute("DELETE FROM fill")
    # As the engine does it, once all is there.
    while replica.segments.index_more():
        pass
    replica.close()


def _batches(structure_records: list[Record], rest: Iterator[Record]) -> Iterator[list[Record]]:
    yield structure_records
    batch: list[Record] = []
    for record in rest:
        batch.append(record)
        if len(batch) >= PAGE_RECORDS and not isinstance(record, Ticket):
            yield batch
            batch = []
    if batch:
        yield batch


def _put(record: Record, actor: Actor, rev: int) -> Put:
    shared = () if record.PARENT else tuple(sorted(scopes_of(record) & actor.scopes.keys()))
    return Put(e=record.KIND, id=record.id, rev=rev, s=shared, d=to_wire(record))


def _actor(franchise: list[Record]) -> Actor:
    card = next(r for r in franchise if isinstance(r, UserCard) and r.id == AGENT_ID)
    role = next(r for r in franchise if isinstance(r, Role) and r.id == card.role_id)
    grants = [r for r in franchise if isinstance(r, Grant)]
    return actor_of(card, role, grants, [r.id for r in franchise if isinstance(r, Team)])
