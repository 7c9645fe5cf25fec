"""Tombstones are told for as long as they are kept; whoever was away for longer compares, and sends nothing before."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, func, insert, select

from domain.records import Message, Ticket
from server.db.tables import feed, feed_child, tombstone_age
from server.errors import Refused
from server.feed.tombstones import collect_tombstones, floor_of
from server.replication.pull import pull
from server.replication.push import push
from sync.protocol.cursor import Cursor
from sync.protocol.pull import PullRequest, Rows
from sync.protocol.push import PushRequest, RefusalCode
from tests.server.replica import rightful
from tests.support.device import Device, Handlers
from tests.support.world import World
from tests.sync.replica import law

DAYS = 90
one_database = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


def tombstones(world: World) -> int:
    """How many there are in the world's space."""
    with world.database.snapshot() as connection:
        return sum(
            connection.scalar(select(func.count()).where(table.c.space_id == world.space_id, table.c.gone)) or 0
            for table in (feed, feed_child)
        )


def collect(world: World, *, after_days: float) -> int:
    """Let a server's upkeep run some days after the world began."""
    return collect_tombstones(world.database, world.space_id, world.now + timedelta(days=after_days), DAYS)


def floor(world: World) -> int:
    """The lowest cursor that has missed nothing."""
    with world.database.snapshot() as connection:
        return floor_of(connection, world.space_id)


def code_of(refusing: pytest.ExceptionInfo[Refused]) -> str:
    """The code of a refusal."""
    return refusing.value.refusal.code


def test_a_tombstone_is_forgotten_when_it_is_old_enough_and_no_earlier(world: World) -> None:
    world.delete(world.get_ticket("till"))
    there = tombstones(world)
    assert there > 0
    assert collect(world, after_days=0) == 0
    world.delete(world.get_ticket("refund"))
    assert collect(world, after_days=DAYS - 1) == 0
    assert tombstones(world) > there
    assert collect(world, after_days=DAYS) == there
    assert collect(world, after_days=DAYS) == 0
    left = tombstones(world)
    assert left > 0
    assert collect(world, after_days=DAYS * 2) == left
    assert tombstones(world) == 0


def test_the_floor_never_sinks_and_is_where_the_forgotten_end(world: World) -> None:
    assert floor(world) == 0
    collect(world, after_days=0)
    noted = world.database.heads()[world.space_id]
    world.delete(world.get_ticket("till"))
    collect(world, after_days=1)
    collect(world, after_days=DAYS)
    assert floor(world) == noted
    collect(world, after_days=DAYS + 1)
    assert floor(world) == noted + 1
    collect(world, after_days=DAYS + 2)
    assert floor(world) == noted + 1


@pytest.mark.parametrize("noted", [False, True], ids=["the head", "the first floor"])
def test_two_processes_that_note_the_same_at_once_do_no_harm(world: World, *, noted: bool) -> None:
    engine = world.database.engine
    # SQLite lets the second begin when the first is done.
    together = threading.Barrier(2 if engine.dialect.name == "postgresql" else 1)
    met: set[int] = set()

    def meet(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if statement.startswith("INSERT INTO tombstone_age") and threading.get_ident() not in met:
            met.add(threading.get_ident())
            together.wait(20)

    if noted:
        with world.database.transaction() as connection:
            seq = world.database.heads()[world.space_id]
            connection.execute(
                insert(tombstone_age).values(space_id=world.space_id, seq=seq, at=world.now, collected=False)
            )
    event.listen(engine, "before_cursor_execute", meet)
    try:
        with ThreadPoolExecutor(2) as processes:
            counts = list(processes.map(lambda _: collect(world, after_days=0), range(2)))
    finally:
        event.remove(engine, "before_cursor_execute", meet)
    assert counts == [0, 0]
    assert len(met) == together.parties
    with world.database.snapshot() as connection:
        here = tombstone_age.c.space_id == world.space_id
        notes = connection.execute(select(tombstone_age.c.seq, tombstone_age.c.collected).where(here)).all()
    assert sorted(notes) == [(0, True), (world.database.heads()[world.space_id], False)]


def test_what_was_cut_off_is_finished_the_next_time(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    collect(world, after_days=0)
    world.delete(world.get_ticket("till"))
    there = tombstones(world)
    collect(world, after_days=1)

    def die(*_: object) -> int:
        raise KeyboardInterrupt

    with monkeypatch.context() as patching:
        patching.setattr("server.feed.tombstones._forget", die)
        with pytest.raises(KeyboardInterrupt):
            collect(world, after_days=DAYS + 1)
    assert tombstones(world) == there
    assert collect(world, after_days=DAYS + 1) == there


def test_a_cursor_below_the_floor_is_told_to_compare_and_may_not_push(world: World) -> None:
    world.delete(world.get_ticket("till"))
    collect(world, after_days=0)
    collect(world, after_days=DAYS)
    client = world.client("ana")
    old, new = (Cursor("e1", seq) for seq in (floor(world) - 1, floor(world)))
    with pytest.raises(Refused) as refusing:
        pull(world.database, PullRequest(client=client.client_id, schema=1, cursor=old.text()), client.user, world.now)
    assert code_of(refusing) == RefusalCode.RECONCILE
    pull(world.database, PullRequest(client=client.client_id, schema=1, cursor=new.text()), client.user, world.now)
    world.put(world.ticket("later"))
    envelope = client.envelope("ticket.tag", ticket_id=world.ids["taken"], add=["x"])
    for seq, refused in ((old.seq, True), (new.seq, False)):
        request = PushRequest(client=client.client_id, epoch="e1", schema=1, mutations=(envelope,), seq=seq)
        if refused:
            with pytest.raises(Refused) as refusing:
                push(world.database, request, client.user, world.now)
            assert code_of(refusing) == RefusalCode.RECONCILE
        else:
            push(world.database, request, client.user, world.now)


@one_database
def test_who_was_away_too_long_loses_only_what_is_gone_and_sends_what_was_written(world: World, tmp_path: Path) -> None:
    device = Device(tmp_path / "ana.db", world.ids["ana"], "ana", Handlers(world, "ana"), now=world.now)
    device.settle()
    away = world.new_id()
    device.do("ticket.reply", ticket_id=world.ids["taken"], message_id=away, body="Written far away.")
    device.do("ticket.reply", ticket_id=world.ids["till"], message_id=world.new_id(), body="To a ticket that goes.")
    world.delete(world.get_ticket("till"))
    tickets = [world.ticket(store_id="centro", team_id="tills", requester_id="simon") for _ in range(200)]
    world.put(*tickets[:100], *(world.message(ticket) for ticket in tickets[:100]))
    collect(world, after_days=0)
    collect(world, after_days=DAYS)
    world.put(*tickets[100:])
    pages = len(device.pages)
    device.settle()
    assert device.content() == rightful(world, "ana")
    assert ("ticket", world.ids["till"]) not in device.content()
    with world.database.read(world.space_id) as session:
        assert session.get(Message, away)
        assert session.get(Ticket, world.ids["till"]) is None
    [(name, code)] = device.replica.cache.all("SELECT name, code FROM outbox WHERE state = 'refused'")
    assert (name, code) == ("ticket.reply", "gone")
    # It compared: nothing was sent before the last revision was told.
    told = [place for place, page in enumerate(device.pages) if any(isinstance(frame, Rows) for frame in page)]
    assert told
    assert min(told) >= pages
    law.check(device.replica)
    device.close()
