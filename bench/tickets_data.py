"""The desk that both helpdesks are measured with: 50 teams, 300 agents, 100 views; seed 42.

Of every ticket the first message is its description, two more are answers. Each description has a word of its own that
few others have: what is searched for.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import NamedTuple

from msgspec.structs import replace

from bench import sync_data
from bench.sample_cache import SEED, named
from domain.records import Message, Record, Team, Ticket, View
from domain.views import READY_FOR_DESKS, Condition, Op, Query
from domain.words import Priority, Status, TicketType

TEAMS = 50
VIEWS = 100
MESSAGES_EACH = 3
SHARED_BY = 4
"""So many tickets have the same word."""
UNSOLVED = Condition(field="status", op=Op.NONE, values=(Status.RESOLVED.value, Status.CLOSED.value))


class Case(NamedTuple):
    """One ticket with its messages, the description first."""

    ticket: Ticket
    messages: list[Message]


def teams() -> Iterator[Record]:
    """Return the teams that `sync_data.structure` does not have."""
    for place in range(sync_data.TEAMS, TEAMS):
        yield Team(id=named(f"team/{place}"), name=f"Team {place:02}")


def word_of(number: int, count: int) -> str:
    """Return the word that the ticket of that number shares with few others; all are of one length."""
    return f"ref{number % max(1, count // SHARED_BY):07}"


def cases(count: int) -> Iterator[Case]:
    """Return that many tickets, the oldest first."""
    noise = random.Random(SEED)
    for ticket, messages in sync_data.conversations(count, MESSAGES_EACH):
        assert ticket.number is not None  # noqa: S101 - they all have one
        first = replace(messages[0], body=f"{messages[0].body} {word_of(ticket.number, count)}")
        moved = replace(ticket, team_id=named(f"team/{noise.randrange(TEAMS)}"))
        yield Case(moved, [first, *messages[1:]])


def views() -> Iterator[View]:
    """Return the views of the whole desk that are kept counted."""
    asked = {**READY_FOR_DESKS, "open": Query(tests=(UNSOLVED,))}
    asked |= {f"status {status.value}": _open(("status", status.value)) for status in Status}
    asked |= {f"priority {priority.value}": _open(("priority", priority.value)) for priority in Priority}
    asked |= {f"type {kind.value}": _open(("type", kind.value)) for kind in TicketType}
    asked |= {f"of team {place}": _open(("team", named(f"team/{place}"))) for place in range(TEAMS)}
    for place in range(VIEWS - len(asked)):
        store = named(f"store/{place % sync_data.STORES}")
        asked[f"late in store {place}"] = _open(("store", store), ("sla", "breached"))
    for place, (name, query) in enumerate(asked.items()):
        yield View(id=named(f"view/{place}"), names={"en": name}, conditions=query.kept(), position=place)


def _open(*wanted: tuple[str, str]) -> Query:
    tests = [Condition(field=field, op=Op.ANY, values=(value,)) for field, value in wanted]
    return Query(tests=(UNSOLVED, *tests))
