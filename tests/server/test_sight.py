"""Who sees what: a table of every record of a small franchise and every person in it, written by hand.

`+` is seen, `P` seen with its public children, `I` with the internal ones too, `.` not at all. Whatever tells of
records is held against it: pull, live, segments, search.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from domain.access import card_scopes
from domain.ids import RecordId
from domain.records import Absence, Notification, Record, UserCard
from domain.words import Audience, NotificationKind
from server.segments.sets import build
from sync.protocol.codec import decode_event, decode_page
from sync.protocol.live import Changes, Heartbeat
from sync.protocol.pull import Put
from sync.protocol.segments import segment_lines
from tests.server.replica import everything, fetched
from tests.support.server import Served
from tests.support.server import served as run_served
from tests.support.world import PEOPLE, World

TABLE = """
                         carla simon olga nadia lars ana bruno tina ada
space                      .     +     +    +     +   +    +     +   +
region north               .     +     +    +     +   +    +     +   +
store centro               .     +     +    +     +   +    +     +   +
store puerto               .     +     +    +     +   +    +     +   +
team tills                 .     +     +    +     +   +    +     +   +
team stock                 .     +     +    +     +   +    +     +   +
topic card                 .     +     +    +     +   +    +     +   +
topic boxes                .     +     +    +     +   +    +     +   +
topic card for the desk    .     .     .    .     +   +    +     +   +
roles                      .     +     +    +     +   +    +     +   +
card of carla              +     .     .    .     +   +    +     +   +
card of simon              .     +     +    .     +   +    +     +   +
card of olga               .     +     +    +     +   +    +     +   +
card of nadia              .     .     +    +     +   +    +     +   +
card of lars               .     +     +    +     +   +    +     +   +
card of ana                .     +     +    +     +   +    +     +   +
card of bruno              .     +     +    +     +   +    +     +   +
card of tina               .     +     +    +     +   +    +     +   +
card of ada                .     .     .    .     +   +    +     +   +
absence of ana             .     +     +    +     +   +    +     +   +
grants of simon            .     +     .    .     .   .    .     .   .
grants of olga             .     .     +    .     .   .    .     .   .
grants of nadia            .     .     .    +     .   .    .     .   .
grants of lars             .     .     .    .     +   .    .     .   .
grants of ana              .     .     .    .     .   +    .     .   .
grants of bruno            .     .     .    .     .   .    +     .   .
grants of tina             .     .     .    .     .   .    .     +   .
ticket till                .     P     P    .     I   I    .     I   I
ticket boxes late          .     .     P    P     .   .    I     I   I
ticket refund              P     .     .    .     I   I    .     I   I
ticket taken               .     P     P    .     I   I    .     I   I
ticket across              .     .     P    P     .   I    I     I   I
ticket followed            .     P     P    P     I   I    .     I   I
ticket of an agent         .     .     .    .     .   .    I     I   I
shelf public               +     +     +    +     +   +    +     +   +
shelf franchise            .     +     +    +     +   +    +     +   +
shelf internal             .     .     .    .     +   +    +     +   +
article public             P     P     P    P     P   P    P     I   I
article franchise          .     P     P    P     P   P    P     I   I
article internal           .     .     .    .     P   P    P     I   I
article draft              .     .     .    .     .   .    .     I   I
view of ana                .     .     .    .     .   +    .     .   .
view of tills              .     .     .    .     +   +    .     +   +
view of the desk           .     .     .    .     +   +    +     +   +
view of everybody          .     +     +    +     +   +    +     +   +
saved reply of ana         .     .     .    .     .   +    .     .   .
saved reply of tills       .     .     .    .     +   +    .     +   +
saved reply of the desk    .     .     .    .     +   +    +     +   +
macro of ana               .     .     .    .     .   +    .     .   .
macro of tills             .     .     .    .     +   +    .     +   +
macro of the desk          .     .     .    .     +   +    +     +   +
notification of simon      .     +     .    .     .   .    .     .   .
closing policy             .     +     +    +     +   +    +     +   +
"""
"""Carla is a customer, Simon works in Centro, Nadia in Puerto, Olga owns both; Lars (who only notes) and Ana belong to
the team for tills, Bruno to that for stock, Tina leads both, Ada administers and belongs to none. `followed` is filed
by Centro with the tills' team, and followed by Nadia; `of an agent` is Bruno's own, with the team for stock.
"""

INTERNAL = {"ticket_desk", "article_revision", "article_feedback"}
Key = tuple[str, RecordId]


def rows() -> dict[str, dict[str, str]]:
    """What the table says of each name, by person."""
    head, *lines = TABLE.strip("\n").splitlines()
    people = head.split()
    return {line[:26].strip(): dict(zip(people, line[26:].split(), strict=True)) for line in lines}


ROWS = rows()


def name_of(world: World, record: Record) -> str:
    """The table's name of a record that is no child."""
    named = {record_id: name for name, record_id in world.ids.items()}
    match record.KIND:
        case "space":
            return "space"
        case "region" | "store" | "team" | "topic" | "ticket":
            return f"{record.KIND} {named[record.id]}"
        case "topic_desk":
            return f"topic {named[record.id]} for the desk"
        case "role":
            return "roles"
        case "user_card":
            return f"card of {named[record.id]}"
        case "absence":
            return f"absence of {named[record.id]}"
        case "grant" | "notification":
            return f"{record.KIND}{'s' * (record.KIND == 'grant')} of {named[getattr(record, 'user_id')]}"  # noqa: B009
        case "category":
            return named[record.id]
        case "article":
            return f"article {named[record.id].removeprefix('article ')}"
        case "view":
            whose = {"Mine": "ana", "Tills": "tills", "Desk": "the desk", "All": "everybody"}
            return f"view of {whose[getattr(record, 'names')['en']]}"  # noqa: B009
        case "saved_reply":
            whose = {"mine": "ana", "tills": "tills", "desk": "the desk"}
            return f"saved reply of {whose[getattr(record, 'shortcut')]}"  # noqa: B009
        case "macro":
            whose = {"Mine": "ana", "Tills": "tills", "Desk": "the desk"}
            return f"macro of {whose[getattr(record, 'titles')['es']]}"  # noqa: B009
        case "closing_policy":
            return "closing policy"
        case kind:
            raise AssertionError(f"the table does not know {kind}")


def expected(world: World, who: str) -> set[Key]:
    """Every record that the table lets the person see."""
    stored = {key: record for key, (record, _) in everything(world).items()}
    marks = {key: ROWS[name_of(world, record)][who] for key, record in stored.items() if record.PARENT is None}
    seen = {key for key, mark in marks.items() if mark != "."}
    for key, record in stored.items():
        if record.PARENT is not None:
            mark = marks[record.PARENT[1], getattr(record, record.PARENT[0])]
            internal = record.KIND in INTERNAL or getattr(record, "audience") is Audience.INTERNAL  # noqa: B009
            if mark == "I" or (mark == "P" and not internal):
                seen.add(key)
    return seen


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    """A running server with every row of the table in its world."""
    with run_served(tmp_path) as running:
        world = running.world
        followed = world.ticket(
            "followed", store_id="centro", team_id="tills", requester_id="simon", follower_ids=(world.ids["nadia"],)
        )
        own = world.ticket("of an agent", team_id="stock", requester_id="bruno")
        simon, ana = world.ids["simon"], world.ids["ana"]
        told = Notification(id=world.new_id(), at=world.now, about=NotificationKind.REPLY, user_id=simon, actor_id=ana)
        away = Absence(
            id=ana,
            user_id=ana,
            since=world.now,
            known_to=tuple(sorted(card_scopes(world.get(UserCard, "ana")))),
            set_by_id=ana,
        )
        world.put(followed, *world.children(followed), own, *world.children(own), told, away)
        yield running


def listened(served: Served, who: str) -> set[Key]:
    """What a stream brings that begins before the last transaction."""
    told: set[Key] = set()
    with served.world.database.read(served.world.space_id) as session:
        before = session.head().seq - 1
    url = f"{served.url}/sync/v1/live?cursor=e1.{before}"
    with requests.get(url, headers=served.headers(who), stream=True, timeout=20) as answer:
        for line in answer.iter_lines(chunk_size=1):
            event = decode_event(line.removeprefix(b"data: ")) if line.startswith(b"data: ") else None
            if isinstance(event, Changes):
                told |= {(f.e, f.id) for f in decode_page(event.page.encode()) if isinstance(f, Put)}
            elif isinstance(event, Heartbeat):
                break
    return told


def begun_with(served: Served, who: str) -> set[Key]:
    """What the segments bring that the person is offered."""
    world = served.world
    build(world.database, world.space_id, world.now, rows_least=1)
    headers, told = served.headers(who), set()
    listed = requests.get(f"{served.url}/sync/v1/segments", headers=headers, timeout=20).json()
    for part in listed["parts"]:
        body = requests.get(f"{served.url}/sync/v1/segments/{part['name']}", headers=headers, timeout=20).content
        for table in segment_lines(body)[1]:
            told |= {(table.e, record_id) for record_id in json.loads(bytes(table.columns))[table.names.index("id")]}
    return told


def found(served: Served, who: str) -> set[Key]:
    """What search finds by the words of all tickets, messages and articles."""
    told: set[Key] = set()
    for word in ("ticket", "till", "vendor", "green"):
        url = f"{served.url}/api/v1/search?q={word}&limit=100"
        for hit in requests.get(url, headers=served.headers(who), timeout=20).json()["results"]:
            told.add((hit["kind"], hit["id"]))
    return told


def test_the_table_names_everything_and_everybody(served: Served) -> None:
    world = served.world
    names = {name_of(world, record) for record, _ in everything(world).values() if record.PARENT is None}
    assert names == set(ROWS)
    assert all(set(row) == set(PEOPLE) for row in ROWS.values())


def test_pull_brings_everybody_what_the_table_says_and_nothing_else(served: Served) -> None:
    stored = everything(served.world)
    for who in PEOPLE:
        told, wanted = set(fetched(served.world, who)), expected(served.world, who)
        assert not {key: stored[key][1] for key in told - wanted}, f"{who} is told too much"
        assert not {key: stored[key][1] for key in wanted - told}, f"{who} is told too little"


def test_live_brings_everybody_what_the_table_says_and_nothing_else(served: Served) -> None:
    stored = everything(served.world)
    news = {key for key, (record, _) in stored.items() if record.id > served.world.ids["followed"]}
    news.add(("ticket", served.world.ids["followed"]))
    assert {kind for kind, _ in news} == {
        "ticket",
        "ticket_desk",
        "message",
        "ticket_event",
        "attachment",
        "rating",
        "notification",
    }
    for who in PEOPLE:
        told = listened(served, who) & news
        assert told == expected(served.world, who) & news, who


def test_segments_bring_nobody_what_the_table_does_not_say(served: Served) -> None:
    brought: set[str] = set()
    for who in PEOPLE:
        told = begun_with(served, who)
        assert told <= expected(served.world, who), who
        brought |= {kind for kind, _ in told}
    assert brought >= {"user_card", "ticket", "ticket_desk", "message", "article", "article_revision"}


def test_search_finds_for_everybody_what_the_table_says_and_nothing_else(served: Served) -> None:
    for who in PEOPLE:
        wanted = {key for key in expected(served.world, who) if key[0] in {"ticket", "message", "article"}}
        assert found(served, who) == wanted, who
