"""What goes wrong in a database is told in words that say what to do, and nothing half done is kept."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import text

from domain.ids import RecordId, SpaceId
from domain.records import Space
from server.db.database import Database
from server.db.errors import SpaceUnknown, StorageBusy, StorageFull
from server.errors import refusal_of
from tests.support.world import World, build_world


@pytest.fixture
def here(tmp_path: Path) -> Database:
    """A SQLite database in a folder."""
    database = Database.open(tmp_path)
    database.create_tables()
    return database


def test_a_full_disk_keeps_nothing_of_the_transaction_and_says_so(here: Database) -> None:
    world = build_world(here)
    with here.engine.connect() as connection:
        pages = connection.scalar(text("PRAGMA page_count"))
    before = world.get_ticket("till")

    def limit(connection: sqlite3.Connection, _: object) -> None:
        connection.execute(f"PRAGMA max_page_count = {pages}")

    from sqlalchemy import event

    here.engine.dispose()
    event.listen(here.engine, "connect", limit)
    with pytest.raises(StorageFull) as full:
        world.put(*(world.message(before, body="x" * 2_000) for _ in range(500)))

    assert world.get_ticket("till") == before
    assert "Make room" in refusal_of(full.value).refusal.message
    assert refusal_of(full.value).refusal.retry_after_s > 0
    here.close()


def test_a_lock_that_another_program_holds_is_busy_not_a_bug(here: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    world = build_world(here)
    here.engine.dispose()
    monkeypatch.setattr("server.db.engine.BUSY_TIMEOUT_MS", 50)
    other = sqlite3.connect(here.engine.url.database or "", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StorageBusy):
        world.put(world.ticket())
    other.execute("ROLLBACK")
    other.close()
    world.put(world.ticket(team_id="tills"))
    here.close()


def test_an_unknown_space_is_named(world: World) -> None:
    with pytest.raises(SpaceUnknown), world.database.write(SpaceId(world.new_id())):
        pass


def test_a_reader_sees_one_moment(world: World) -> None:
    with world.database.read(world.space_id) as session:
        before = session.head()
        world.put(Space(id=RecordId(world.space_id), name="Meanwhile"))
        assert session.head() == before
        space = session.get(Space, RecordId(world.space_id))
    assert space is not None
    assert space.name == "Panes"
