"""What the lists of tickets hold, and in which order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest

from bench.sample_cache import AGENT_ID, make_cache
from domain.ids import RecordId
from domain.records import time_text
from sync.replica.reading import directory, tickets
from sync.replica.reading.reader import Reader
from sync.replica.reading.tickets import DESK_VIEWS, OF_TEAMS, ViewKey
from tests.support.franchise import named
from tests.sync.replica.conftest import file_ticket
from tests.sync.replica.model import KEY, ModelClient

WEEK_AGO = "2026-11-13T00:00:00.000000Z"
NOW = "2026-11-22T12:00:00.000000Z"


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    """An agent's cache of 400 tickets, with and without deadlines, of four teams."""
    path = tmp_path_factory.mktemp("lists") / "cache.db"
    make_cache(path, KEY, 400, 1, ())
    reader = Reader(path, KEY)
    yield reader
    reader.close()


def read(client: ModelClient) -> Reader:
    return Reader(client.path, KEY)


def test_an_agent_sees_the_queue_with_names_counts_and_what_waits(ana: ModelClient, ticket_id: RecordId) -> None:
    file_ticket(ana.server, "sue", store_id=named("rathmines"))
    ana.catch_up()
    args = {"ticket_id": ticket_id, "message_id": ana.server.franchise.id(), "body": "On it."}
    ana.replica.mutate("ticket.reply", args)
    reader = read(ana)
    me = directory.me(reader, named("ana"))
    assert me is not None

    ids = [key.id for key in tickets.keys(reader, ViewKey.TEAM, me, WEEK_AGO, NOW)]
    rows = tickets.rows(reader, me.id, ids)

    assert {(row.store, row.requester) for row in rows.values()} == {
        ("Sevilla, Triana", "Sam"),
        ("Dublin, Rathmines", "Sue"),
    }
    assert [row.waits for row in rows.values() if row.id == ticket_id] == [1]
    assert tickets.count(reader, ViewKey.TEAM, me, WEEK_AGO, NOW) == 2
    assert tickets.count(reader, ViewKey.MINE, me, WEEK_AGO, NOW) == 1
    reader.close()


def test_a_franchisee_sees_the_tickets_of_the_store(
    client_of: Callable[[str], ModelClient], ticket_id: RecordId
) -> None:
    reader = read(client_of("sam"))
    me = directory.me(reader, named("sam"))
    assert me is not None
    assert [key.id for key in tickets.keys(reader, ViewKey.STORE_OPEN, me, WEEK_AGO, NOW)] == [ticket_id]
    reader.close()


def test_what_one_wrote_oneself_is_not_counted_as_new(
    client_of: Callable[[str], ModelClient], ticket_id: RecordId
) -> None:
    sam = client_of("sam")
    franchise = sam.server.franchise
    sam.replica.mark_read(ticket_id, franchise.now)
    for name in ("sam", "ana", "sam"):
        sam.server.act(name, "ticket.reply", ticket_id=ticket_id, message_id=franchise.id(), body=f"From {name}.")
    sam.catch_up()
    reader = read(sam)

    assert tickets.rows(reader, named("sam"), [ticket_id])[ticket_id].new_messages == 1
    reader.close()


@pytest.mark.parametrize("view", ViewKey)
@pytest.mark.parametrize("most", [0, 1, 60, 1_000])
def test_the_beginning_of_a_list_is_the_beginning_of_the_whole_list(full: Reader, view: ViewKey, most: int) -> None:
    me = directory.me(full, AGENT_ID)
    assert me is not None
    whole = tickets.keys(full, view, me, WEEK_AGO, NOW)

    assert tickets.keys(full, view, me, WEEK_AGO, NOW, most) == whole[:most]
    assert len(whole) == tickets.count(full, view, me, WEEK_AGO, NOW)


@pytest.mark.parametrize("view", sorted(OF_TEAMS))
def test_by_deadline_the_next_one_comes_first_and_what_is_paused_last(full: Reader, view: ViewKey) -> None:
    me = directory.me(full, AGENT_ID)
    assert me is not None
    keys = tickets.keys(full, view, me, WEEK_AGO, NOW)

    due = [key.due_at for key in keys if key.due_at is not None]
    assert due
    assert due == sorted(due)
    assert [key.due_at for key in keys[: len(due)]] == due
    paused = [key.paused for key in keys]
    assert paused == sorted(paused)


def test_a_snoozed_ticket_is_in_its_own_view_until_its_time_comes_also_without_a_line(
    ana: ModelClient, ticket_id: RecordId
) -> None:
    until = ana.server.franchise.now + timedelta(hours=2)
    ana.replica.mutate("ticket.snooze", {"ticket_id": ticket_id, "until": until, "reason": "The part comes"})
    reader = read(ana)
    me = directory.me(reader, named("ana"))
    assert me is not None

    def where(now: datetime) -> set[ViewKey]:
        return {view for view in DESK_VIEWS if tickets.count(reader, view, me, WEEK_AGO, time_text(now))}

    before, after = until - timedelta(minutes=1), until + timedelta(minutes=1)
    assert where(before) == {ViewKey.SNOOZED, ViewKey.ALL}
    assert where(after) == {ViewKey.TEAM, ViewKey.UNASSIGNED, ViewKey.ALL}
    snooze = tickets.snoozed(reader, ticket_id, time_text(before))
    assert snooze is not None
    assert (snooze.by, snooze.until, snooze.reason) == ("Ana", time_text(until), "The part comes")
    assert tickets.snoozed(reader, ticket_id, time_text(after)) is None
    reader.close()
