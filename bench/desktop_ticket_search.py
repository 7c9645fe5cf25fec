"""Searching 100,000 tickets and 400,000 messages while typing, in the field above the list of all tickets.

Typed are one or two neighbouring words of a message, key by key, so that every prefix is asked for; every other pair
of queries has one slip of the finger (seed 42).
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from bench.desktop_data import Prepared, prepared
from bench.figures import of_p95
from bench.groups import Tell
from bench.knowledge_base import misspelt
from bench.measured import lines
from bench.sample_cache import SEED

if TYPE_CHECKING:
    from bench.gestures import Scenario
    from desktop.shell.client import Client

QUERIES = 24
IN_SIGHT = 12
LISTED_MOST = 350
"""The client looks at the latest few hundred matches: so many or fewer must all be listed."""


class WrongHits(Exception):
    """What was listed is not what the texts hold: the figure does not count."""


class Query(NamedTuple):
    """What is typed, and the words that are meant."""

    typed: str
    meant: str


def measure(tell: Tell) -> None:
    """Measure and tell."""
    with prepared() as copy:
        queries = _queries(copy)
        typed = json.dumps([query.typed for query in queries])
        said = lines(["bench.desktop_client", "bench.desktop_ticket_search", copy.profile.name, typed], copy.home)
        _check(copy, queries, [each for each in said if "answer" in each])
    keys = [each["key_ms"] for each in said if "key_ms" in each]
    tell(of_p95("desktop", "ticket_search_keystroke_p95", "ms", keys))


def scenario(client: Client, queries: str) -> Scenario:
    """Type into the field above the list."""
    from PySide6.QtWidgets import QWidget

    from bench.gestures import all_tickets, child
    from bench.opening import ID_ROLE
    from bench.typing import type_all
    from desktop.shell import names

    window, rows = yield from all_tickets(client)
    model = rows.model()

    def in_sight() -> list[str]:
        return [model.index(row, 0).data(ID_ROLE) for row in range(min(model.rowCount(), IN_SIGHT))]

    field = child(window, QWidget, names.QUEUE_FILTER)
    yield from type_all(field, rows, json.loads(queries), in_sight, lambda: (model.rowCount(), in_sight()))


def _queries(copy: Prepared) -> list[Query]:
    """Return words of messages, in turn one and two of them, in turn right and with a slip."""
    from bench.typing import some

    chance = random.Random(SEED)
    with copy.reader() as reader:
        last = reader.value("SELECT max(row_id) FROM message")
        places = [chance.randrange(last) for _ in range(QUERIES * 4)]
        bodies = [reader.value("SELECT body FROM message WHERE row_id >= ? LIMIT 1", (place,)) for place in places]
    meant = [some(chance, bodies, 1 + number % 2) for number in range(QUERIES)]
    return [Query(misspelt(words, chance) if number // 2 % 2 else words, words) for number, words in enumerate(meant)]


def _check(copy: Prepared, queries: list[Query], answers: list[dict[str, Any]]) -> None:
    """Compare what was listed with what a plain look through all texts finds."""
    if [answer["query"] for answer in answers] != [query.typed for query in queries]:
        raise WrongHits(f"{len(answers)} of {len(queries)} queries were answered")
    wanted = _matching(copy, {query.meant for query in queries} | {query.typed for query in queries})
    for query, answer in zip(queries, answers, strict=True):
        count, ids = answer["answer"]
        right = wanted[query.typed] or wanted[query.meant]
        if query.typed == query.meant and not right.issuperset(ids):
            raise WrongHits(f"{query.typed!r} brought tickets without it: {set(ids) - right}")
        if len(right) <= LISTED_MOST and count < len(right) or not count:
            raise WrongHits(f"{query.typed!r} brought {count} of {len(right)} tickets")


def _matching(copy: Prepared, queries: set[str]) -> dict[str, set[str]]:
    """Return the tickets where one text has every word of a query, each at least as the beginning of one."""
    found: dict[str, set[str]] = {}
    with copy.reader() as reader:
        texts = list(_texts(reader))
    for query in queries:
        words = query.split()
        longest, patterns = max(words, key=len), [re.compile(rf"\b{word}") for word in words]
        # Most texts do not have the letters at all, which is told much sooner.
        near = [(ticket_id, text) for ticket_id, text in texts if longest in text]
        found[query] = {ticket_id for ticket_id, text in near if all(word.search(text) for word in patterns)}
    return found


def _texts(reader: Any) -> Iterator[tuple[str, str]]:
    yield from ((row[0], row[1].lower()) for row in reader.all("SELECT id, subject FROM ticket"))
    yield from ((row[0], row[1].lower()) for row in reader.all("SELECT ticket_id, body FROM message"))
