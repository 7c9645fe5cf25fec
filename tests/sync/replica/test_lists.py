"""Lists out of the lines in memory: every order and filter says what a plain sorted list would, after every change."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bench.sample_cache import AGENT_ID, make_cache
from domain.records import TicketDesk, time_text
from domain.text.analysis import fold
from sync.replica.columns import COLUMNS
from sync.replica.connection import open_writer
from sync.replica.reading import directory, lists, tickets
from sync.replica.reading.lines import PRIORITIES, STATUSES, TicketLines
from sync.replica.reading.list_query import Column, Field, Filter, Grouping, Listed, ListQuery
from sync.replica.reading.reader import Reader
from sync.replica.reading.rows import Me, TicketRow
from sync.replica.reading.tickets import BY_DEADLINE, DESK_VIEWS, STORE_VIEWS, ViewKey
from sync.replica.writer import Replica

KEY = bytes(range(32))
COUNT = 240
NOW = datetime.now(UTC)


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("lists") / "cache.db"
    make_cache(path, KEY, COUNT, 2)
    _snooze_some(path)
    return path


def _snooze_some(path: Path) -> None:
    """Snooze every fifth ticket: until an answer, until tomorrow, or until a time that has passed."""
    connection = open_writer(path, KEY)
    columns = COLUMNS["ticket_desk"]
    for place, (ticket_id,) in enumerate(connection.execute("SELECT id FROM ticket ORDER BY id").fetchall()[::5]):
        until = (None, NOW + timedelta(days=1), NOW - timedelta(minutes=1))[place % 3]
        desk = TicketDesk(id=ticket_id, ticket_id=ticket_id, snoozed_at=NOW, snoozed_until=until)
        connection.execute(columns.insert, columns.row_of(desk))
    connection.close()


class World:
    """A cache with its reader, the lines, and everything in it as plain rows."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.reader = Reader(path, KEY)
        me = directory.me(self.reader, AGENT_ID)
        assert me is not None
        self.me: Me = me
        self.lines = TicketLines(AGENT_ID, "en")

    def listed(self, query: ListQuery, most: int = -1) -> Listed:
        return lists.listed(self.reader, self.lines, query, self.me, NOW, most)

    def ids(self, query: ListQuery, most: int = -1) -> list[str]:
        found = self.listed(query, most).rows
        rows = tickets.rows_at(self.reader, self.me.id, found)
        return [rows[number].id for number in found]

    def rows(self) -> list[TicketRow]:
        found = self.reader.all("SELECT row_id FROM ticket")
        return list(tickets.rows_at(self.reader, self.me.id, [row_id for (row_id,) in found]).values())

    def names(self, kind: str) -> dict[str, str]:
        if kind == "topic":
            return {topic.id: topic.names["en"] for topic in directory.topics(self.reader)}
        return dict(directory.teams(self.reader))


@pytest.fixture(scope="module")
def world(cache: Path) -> Iterator[World]:
    made = World(cache)
    yield made
    made.reader.close()


def value_of(world: World, column: str) -> Callable[[TicketRow], Any]:
    """What a plain list would be ordered by; None for what has no value."""
    teams, topics = world.names("team"), world.names("topic")
    return {
        "number": lambda row: row.number,
        "subject": lambda row: fold(row.subject),
        "status": lambda row: STATUSES.index(row.status),
        "priority": lambda row: PRIORITIES.index(row.priority),
        "store": lambda row: fold(row.store) if row.store else None,
        "requester": lambda row: fold(row.requester),
        "assignee": lambda row: fold(row.assignee) if row.assignee_id else None,
        "team": lambda row: fold(teams[row.team_id]) if row.team_id else None,
        "topic": lambda row: fold(topics[row.topic_id]) if row.topic_id else None,
        "created": lambda row: row.created_at,
        "updated": lambda row: row.updated_at,
        "due": lambda row: row.due_at,
        "messages": lambda row: row.messages,
    }[column]


def plainly(rows: list[TicketRow], value: Callable[[TicketRow], Any], *, descending: bool) -> list[TicketRow]:
    """The rows ordered by Python: what has no value last, the latest first among equals."""
    latest = sorted(rows, key=lambda row: (row.updated_at, row.row), reverse=True)
    valued = [row for row in latest if value(row) is not None]
    return (
        sorted(valued, key=value, reverse=descending)
        if not descending
        else _down(valued, value) + [row for row in latest if value(row) is None]
    )


def _down(rows: list[TicketRow], value: Callable[[TicketRow], Any]) -> list[TicketRow]:
    found: list[TicketRow] = []
    for each in sorted({value(row) for row in rows}, reverse=True):
        found += [row for row in rows if value(row) == each]
    return found


@given(
    st.sampled_from(Column), st.booleans(),
    st.sets(st.sampled_from(STATUSES)), st.sets(st.sampled_from(PRIORITIES)), st.integers(1, COUNT),
)  # fmt: skip
@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_order_with_every_filter_is_that_of_a_plain_sorted_list(
    world: World, column: Column, descending: bool, statuses: set[str], priorities: set[str], most: int
) -> None:
    filters = []
    if statuses:
        filters.append(Filter(Field.STATUS, tuple(sorted(statuses))))
    if priorities:
        filters.append(Filter(Field.PRIORITY, tuple(sorted(priorities))))
    wanted = [
        row for row in world.rows()
        if (not statuses or row.status in statuses) and (not priorities or row.priority in priorities)
    ]  # fmt: skip
    value = value_of(world, column)
    expected = plainly(wanted, value, descending=descending)
    if not descending:
        expected += [row for row in plainly(wanted, lambda row: row.updated_at, descending=True) if value(row) is None]

    query = ListQuery(ViewKey.ALL, column, descending, filters=tuple(filters))
    whole, first = world.listed(query), world.listed(query, most)

    assert list(whole.rows) == [row.row for row in expected]
    assert list(first.rows) == list(whole.rows)[:most]
    assert first.count == whole.count == len(expected)


@pytest.mark.parametrize("grouping", list(Grouping))
def test_groups_are_those_of_the_rows_in_their_order(world: World, grouping: Grouping) -> None:
    query = ListQuery(ViewKey.ALL, group=grouping)

    listed = world.listed(query)

    assert sum(group.count for group in listed.groups) == listed.count == COUNT
    if grouping is Grouping.DEADLINE:
        return
    rows = tickets.rows_at(world.reader, world.me.id, listed.rows)
    value, start = value_of(world, grouping), 0
    seen: list[Any] = []
    for group in listed.groups:
        members = [rows[number] for number in listed.rows[start : start + group.count]]
        values = {value(row) for row in members}
        assert len(values) == 1, f"{group} holds {values}"
        seen += values
        start += group.count
    valued = [each for each in seen if each is not None]
    assert valued == sorted(valued)
    assert None not in seen[:-1]


@pytest.mark.parametrize("view", [*DESK_VIEWS, *STORE_VIEWS])
def test_a_view_holds_what_its_index_says_and_in_its_order(world: World, view: ViewKey) -> None:
    week_ago = (NOW - timedelta(days=lists.SOLVED_DAYS)).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    grouping = Grouping.DEADLINE if view in BY_DEADLINE else None

    assert world.ids(ListQuery(view, group=grouping)) == [
        key.id for key in tickets.keys(world.reader, view, world.me, week_ago, time_text(NOW))
    ]


def test_the_choices_of_a_field_say_how_many_there_would_be(world: World) -> None:
    rows = world.rows()
    for field in (Field.STATUS, Field.PRIORITY, Field.STORE, Field.REQUESTER, Field.ASSIGNEE, Field.TEAM, Field.TOPIC):
        found = lists.choices(world.reader, world.lines, ListQuery(ViewKey.ALL), field, world.me, NOW)
        assert sum(choice.count for choice in found) == len(rows)
        for choice in found[:3]:
            narrowed = world.listed(ListQuery(ViewKey.ALL, filters=(Filter(field, (choice.value,)),)))
            assert narrowed.count == choice.count


@pytest.mark.parametrize(
    ("field", "value", "holds"),
    [
        (Field.DUE, "overdue", lambda row, now: row.due_at is not None and row.due_at < now),
        (Field.DUE, "none", lambda row, now: row.due_at is None),
        (Field.MESSAGES, "few", lambda row, now: 1 <= row.messages <= 5),
        (Field.MESSAGES, "many", lambda row, now: row.messages > 5),
    ],
)
def test_a_filter_on_times_and_numbers_holds_what_it_says(
    world: World, field: Field, value: str, holds: Callable[[TicketRow, str], bool]
) -> None:
    now = NOW.strftime("%Y-%m-%dT%H:%M:%S.%fZ")

    found = world.listed(ListQuery(ViewKey.ALL, filters=(Filter(field, (value,)),)))

    assert sorted(found.rows) == sorted(row.row for row in world.rows() if holds(row, now))


def test_unread_and_read_part_the_list(world: World) -> None:
    unread, read = (
        world.listed(ListQuery(ViewKey.ALL, filters=(Filter(Field.READING, (value,)),))) for value in ("unread", "read")
    )

    assert unread.count
    assert not set(unread.rows) & set(read.rows)
    assert unread.count + read.count == COUNT


@pytest.fixture
def own(tmp_path: Path) -> Iterator[tuple[World, Replica]]:
    """A cache of a test's own, open for writing."""
    make_cache(tmp_path / "cache.db", KEY, 40, 1)
    replica, made = Replica.open(tmp_path / "cache.db", KEY, AGENT_ID), World(tmp_path / "cache.db")
    yield made, replica
    made.reader.close()
    replica.close()


def test_what_is_changed_here_is_there_with_the_next_question(own: tuple[World, Replica]) -> None:
    world, replica = own
    query = ListQuery(ViewKey.ALL, filters=(Filter(Field.TAG, ("oven",)),))
    assert world.listed(query).count == 0
    ticket_id = world.rows()[0].id

    changes = replica.mutate("ticket.tag", {"ticket_id": ticket_id, "add": ["oven"]})
    touched = [record_id for _, record_id in changes.records]
    world.lines.note(touched, (), everything=False)

    assert world.ids(query) == [ticket_id]
    found = lists.choices(world.reader, world.lines, ListQuery(ViewKey.ALL), Field.TAG, world.me, NOW)
    assert [(choice.value, choice.count) for choice in found] == [("oven", 1)]


def test_a_ticket_that_leaves_the_cache_leaves_the_lists(own: tuple[World, Replica]) -> None:
    world, replica = own
    query = ListQuery(ViewKey.ALL)
    gone = world.ids(query)[0]

    with replica.cache.transaction(durable=False):
        replica.cache.execute("DELETE FROM ticket WHERE id = ?", (gone,))
    world.lines.note((gone,), (), everything=False)

    assert gone not in world.ids(query)
    assert world.listed(query).count == 39


def test_another_name_orders_the_list_anew(own: tuple[World, Replica]) -> None:
    world, replica = own
    query = ListQuery(ViewKey.ALL, Column.REQUESTER)
    last = tickets.rows_at(world.reader, world.me.id, world.listed(query).rows[-1:]).popitem()[1]

    with replica.cache.transaction(durable=False):
        replica.cache.execute("UPDATE user_card SET name = 'Álvaro' WHERE id = ?", (last.requester_id,))
    world.lines.note((), (last.requester_id,), everything=False)

    first = tickets.rows_at(world.reader, world.me.id, world.listed(query).rows[:1]).popitem()[1]
    assert first.requester == "Álvaro"


def test_a_change_that_could_not_be_taken_in_is_taken_in_later(own: tuple[World, Replica]) -> None:
    world, _ = own
    query = ListQuery(ViewKey.ALL)
    world.listed(query)
    world.lines.note(("nobody's",), (), everything=False)
    broken = Reader(world.path, KEY)
    broken.close()

    with pytest.raises(Exception, match="closed"):
        world.lines.bring_up(broken)

    assert world.listed(query).count == 40
    assert world.lines.behind_s == 0 or world.lines.behind_s < 60
