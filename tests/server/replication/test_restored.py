"""A server that was put back from a copy, over real HTTP: what devices had sent since arrives again, once, in order."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import update

from domain.ids import RecordId
from domain.records import Message
from server.app import create_app
from server.commands.restored import restored
from server.db.database import Database
from server.db.tables import space_head
from server.feed.epochs import begin_epoch, shared_with
from server.settings import Settings
from sync.engine.http import HttpTransport
from tests.server.replica import rightful
from tests.support.device import Device
from tests.support.server import ByName, running, served
from tests.support.world import World, build_world

FILE = "mostrador.sqlite"


@contextmanager
def serving_again(data_path: Path, world: World) -> Iterator[str]:
    """Run the app on what lies in the folder; yield its address."""
    people = ByName()
    people.world = world
    app = create_app(Settings(data_path=data_path), authenticate=people)
    world.database = app.state.parts.database
    with running(app) as server:
        yield server.address()


def copy(source: Path, target: Path) -> None:
    """Copy a database as a backup program does, while it is in use."""
    with closing(sqlite3.connect(source)) as reading, closing(sqlite3.connect(target)) as writing:
        reading.backup(writing)


def put_back(copied: Path, data_path: Path) -> None:
    """Put a copy in the place of the database, and say so as an administrator does."""
    put_back_in_silence(copied, data_path)
    database = Database.open(data_path)
    assert restored(database) == 1
    database.close()


def put_back_in_silence(copied: Path, data_path: Path) -> None:
    """Put a copy in the place of the database."""
    for suffix in ("", "-wal", "-shm"):
        data_path.joinpath(FILE + suffix).unlink(missing_ok=True)
    copy(copied, data_path / FILE)


def said(world: World, ticket: str) -> list[str]:
    """What was said in a ticket, in its order."""
    with world.database.read(world.space_id) as session:
        messages = session.find(Message, ticket_id=world.ids[ticket])
    return [message.body for message in sorted(messages, key=lambda message: (message.created_at, message.id))]


def reply(device: Device, world: World, body: str) -> RecordId:
    """Answer a ticket."""
    message_id = world.new_id()
    device.do("ticket.reply", ticket_id=world.ids["till"], message_id=message_id, body=body)
    return message_id


def test_what_was_confirmed_and_lost_arrives_again_once_and_before_what_is_newer(tmp_path: Path) -> None:
    data_path = tmp_path / "data"
    data_path.mkdir()
    devices: dict[str, Device] = {}
    with served(data_path) as place:
        world = place.world
        for name in ("ana", "simon"):
            way = HttpTransport(place.url)
            devices[name] = Device(tmp_path / f"{name}.db", world.ids[name], name, way, now=world.now)
            devices[name].settle()
        before = len(said(world, "till"))
        reply(devices["ana"], world, "kept")
        devices["ana"].settle()
        copy(data_path / FILE, tmp_path / "copy.sqlite")
        for name in ("ana", "simon", "ana"):
            reply(devices[name], world, f"lost, by {name}")
            devices[name].settle()
        for device in devices.values():
            device.settle()
            device.way.close()  # type: ignore[attr-defined]  # the transport's
        assert len(said(world, "till")) == before + 4
    reply(devices["ana"], world, "written without a line")
    put_back(tmp_path / "copy.sqlite", data_path)
    with serving_again(data_path, world) as url:
        assert said(world, "till")[before:] == ["kept"]
        for device in (*devices.values(), devices["ana"]):
            device.way = HttpTransport(url)
            device.settle()
        assert said(world, "till")[before:] == [
            "kept", "lost, by ana", "lost, by ana", "written without a line", "lost, by simon",
        ]  # fmt: skip
        for name, device in devices.items():
            device.settle()
            assert device.content() == rightful(world, name)
            assert device.replica.waiting().refused == 0
            device.close()


def test_a_copy_that_nobody_spoke_of_gets_again_what_it_lacks_though_it_has_moved_on(tmp_path: Path) -> None:
    data_path = tmp_path / "data"
    data_path.mkdir()
    with served(data_path) as place:
        world = place.world
        ana = Device(tmp_path / "ana.db", world.ids["ana"], "ana", HttpTransport(place.url), now=world.now)
        ana.settle()
        before = len(said(world, "till"))
        copy(data_path / FILE, tmp_path / "copy.sqlite")
        for text in ("lost 1", "lost 2"):
            reply(ana, world, text)
            ana.settle()
        ana.way.close()  # type: ignore[attr-defined]  # the transport's
        assert len(said(world, "till")) == before + 2
    put_back_in_silence(tmp_path / "copy.sqlite", data_path)
    with serving_again(data_path, world) as url:
        while world.database.heads()[world.space_id] <= ana.replica.cursor().seq:
            world.put(world.ticket(team_id="tills"))
        assert len(said(world, "till")) == before
        ana.way = HttpTransport(url)
        ana.settle()
        assert said(world, "till")[before:] == ["lost 1", "lost 2"]
        assert ana.content() == rightful(world, "ana")
        ana.close()


def test_a_history_remembers_how_much_of_the_ones_before_it_has_kept(database: Database) -> None:
    world = build_world(database)
    first = world.database.heads()[world.space_id]
    begin_epoch(database, world.space_id, "second")
    world.put(world.ticket("later"))
    begin_epoch(database, world.space_id, "third")
    with database.read(world.space_id) as session:
        shared = {
            epoch: shared_with(session.connection, world.space_id, epoch) for epoch in ("e1", "second", "nobody's")
        }
        assert session.head() == ("third", first + 1)
    assert shared == {"e1": first, "second": first + 1, "nobody's": 0}


def test_a_second_copy_that_is_older_than_the_first_has_kept_less_of_both(database: Database) -> None:
    world = build_world(database)
    first = database.heads()[world.space_id]
    world.put(world.ticket("one"))
    begin_epoch(database, world.space_id, "second")
    with database.transaction() as connection:
        connection.execute(update(space_head).values(seq=first))
    begin_epoch(database, world.space_id, "third")
    with database.read(world.space_id) as session:
        assert [shared_with(session.connection, world.space_id, epoch) for epoch in ("e1", "second")] == [first, first]
