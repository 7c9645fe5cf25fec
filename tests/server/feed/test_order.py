"""Order: with many writers at once, a reader that only ever goes forward misses nothing."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import func, select

from domain.ids import RecordId
from domain.records import Message, Ticket
from server.db.database import Database
from server.db.errors import StorageBusy, TransactionTooLarge
from server.db.tables import feed, feed_child
from server.errors import Refused
from sync.protocol.codec import decode_page
from sync.protocol.pull import PullRequest, Put
from sync.protocol.push import Outcome
from tests.server.replica import rightful, shelf_of
from tests.support.world import Client, World

WRITERS = 8
PUSHES = 12


def write(client: Client, ids: list[list[RecordId]], barrier: threading.Barrier) -> list[RecordId]:
    """Push replies one or several at a time; returns the ids of the messages taken."""
    barrier.wait()
    taken: list[RecordId] = []
    for group in ids:
        batch = [
            client.envelope("ticket.reply", ticket_id=client.world.ids["till"], message_id=message_id, body="Again")
            for message_id in group
        ]
        reply = None
        while reply is None:
            try:
                reply = client.push(*batch)
            except (StorageBusy, Refused):
                reply = None
        assert all(result.outcome is Outcome.OK for result in reply.results)
        taken += group
    return taken


def test_a_polling_reader_misses_nothing_of_concurrent_writers(world: World) -> None:
    clients = [world.client(name) for name in ("ana", "tina", "ada", "ana", "tina", "ada", "ana", "tina")]
    plans = [
        [[world.new_id() for _ in range(1 + (writer + push) % 3)] for push in range(PUSHES)]
        for writer in range(WRITERS)
    ]
    seen: list[RecordId] = []
    shelf = shelf_of(world, "simon")
    shelf.sync()
    barrier = threading.Barrier(WRITERS)
    with ThreadPoolExecutor(WRITERS) as pool:
        running = [pool.submit(write, client, plan, barrier) for client, plan in zip(clients, plans, strict=True)]
        while not all(one.done() for one in running):
            shelf.turn()
        written = [message_id for one in running for message_id in one.result()]
    shelf.sync()

    seen = [frame.id for frame in shelf.frames if isinstance(frame, Put) and frame.e == "message"]
    assert set(written) <= set(seen)
    assert shelf.content() == rightful(world, "simon")
    with world.database.read(world.space_id) as session:
        ticket = session.get(Ticket, world.ids["till"])
        public = [m for m in session.find(Message, ticket_id=world.ids["till"]) if m.audience == "public"]
    assert ticket is not None
    assert ticket.message_count == len(written)
    assert len(public) == len(written) + 1


def test_sequences_have_no_holes_and_every_row_bears_its_records_last(world: World) -> None:
    client = world.client("tina")
    for number in range(5):
        client.does("ticket.tag", ticket_id=world.ids["till"], add=[f"t{number}"])
        client.does("ticket.set_team", ticket_id=world.ids["till"], team_id=world.ids[("stock", "tills")[number % 2]])
    with world.database.read(world.space_id) as session:
        head = session.head().seq
        live = select(feed.c.kind, feed.c.id, func.count(feed.c.seq.distinct())).where(
            feed.c.space_id == world.space_id, feed.c.gone.is_(False)
        )
        for _, _, sequences in session.connection.execute(live.group_by(feed.c.kind, feed.c.id)):
            assert sequences == 1
        highest = [
            session.connection.scalar(select(func.max(table.c.seq)).where(table.c.space_id == world.space_id)) or 0
            for table in (feed, feed_child)
        ]
    assert max(highest) == head == 2 + 10


def test_a_transaction_that_no_page_could_hold_is_refused_and_leaves_nothing(world: World) -> None:
    till = world.get_ticket("till")
    with pytest.raises(TransactionTooLarge):
        world.put(*(world.message(till) for _ in range(5_001)))
    with world.database.read(world.space_id) as session:
        assert session.head().seq == 2


def test_spaces_do_not_see_each_other(world: World, database: Database) -> None:
    from tests.support.world import build_world

    other = build_world(database)
    other.put(other.ticket(team_id="tills"))
    shelf = shelf_of(world, "tina")
    shelf.sync()
    assert shelf.content() == rightful(world, "tina")
    request = PullRequest(client=world.new_id(), schema=1, cursor="e1.0")
    from server.replication.pull import pull

    frames = decode_page(pull(database, request, world.user("ada"), world.now).body)
    assert not {frame.id for frame in frames if isinstance(frame, Put)} & set(other.ids.values())
