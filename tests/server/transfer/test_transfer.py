"""A server goes out and comes in again whole: as an export, and as a copy to fall back on."""

import json
import shutil
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import delete, insert

from domain.ids import RecordId
from domain.records import Attachment, Space, Ticket
from domain.words import AttachmentState
from server.accounts.tables import Account
from server.blobs.folder import FolderStore
from server.blobs.store import ContentKey, UploadKey
from server.commands.check import check
from server.db.database import Database
from server.db.engine import DATABASE_FILE
from server.db.points import Point
from server.migrations import versioning
from server.search.following import follow
from server.transfer.backups import back_up, put_back
from server.transfer.errors import TransferRefused
from server.transfer.exporting import export
from server.transfer.form import records_file
from server.transfer.loading import load
from tests.server.databases import empty_place, own_postgres
from tests.support.world import PEOPLE, World

__all__ = ["empty_place", "own_postgres"]


@pytest.fixture
def filled(world: World, tmp_path: Path) -> tuple[World, FolderStore]:
    """A world with a file that has arrived, and an account."""
    store = FolderStore(tmp_path / "files")
    with world.database.transaction() as connection:
        connection.execute(delete(Account))
        connection.execute(
            insert(Account).values(
                user_id=world.ids["ada"], space_id=world.space_id, name="ada", email="ada@panes.example",
                password_hash="secret hash", locked=False, created_at=world.now, signed_in_at=None,
            )
        )  # fmt: skip
    ticket = world.ticket("with file", team_id="tills", number=77)
    message = world.message(ticket)
    attachment = world.attachment(message, "a.png", b"bytes", state=AttachmentState.READY)
    store.put_chunk(UploadKey(world.space_id, attachment.id), 0, b"bytes")
    store.keep(UploadKey(world.space_id, attachment.id), ContentKey(world.space_id, attachment.sha256))
    store.drop_upload(UploadKey(world.space_id, attachment.id))
    world.put(ticket, message, attachment)
    with world.database.write(world.space_id) as session:
        session.keep_ticket_number(500)
    # The world's other files have never arrived anywhere.
    with world.database.write(world.space_id) as session:
        for one in session.store.find(Attachment, state=AttachmentState.READY):
            if one.id != attachment.id:
                session.store.delete(one)
    return world, store


@pytest.fixture
def new_server(empty_place: str) -> Iterator[Database]:
    """A database with today's schema, and nothing in it."""
    database = Database.open(empty_place)
    versioning.upgrade(database)
    yield database
    database.close()


def texts(folder: Path) -> dict[str, bytes]:
    """Every file of an export but its manifest, which bears the time."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != "manifest.json"
    }


@pytest.mark.parametrize("empty_place", ["sqlite", "postgres"], indirect=True)
def test_what_goes_out_comes_in_the_same(
    filled: tuple[World, FolderStore], new_server: Database, tmp_path: Path
) -> None:
    world, store = filled
    counts = export(world.database, store, world.space_id, tmp_path / "out", world.now)
    assert counts["file"] == 1
    assert counts["account"] == 1
    assert b"secret hash" not in b"".join(texts(tmp_path / "out").values())
    other = FolderStore(tmp_path / "other files")
    follow(new_server)
    load(new_server, other, tmp_path / "out")
    export(new_server, other, world.space_id, tmp_path / "again", world.now)
    assert texts(tmp_path / "again") == texts(tmp_path / "out")
    problems = [one.sentence for one in check(new_server, other, read_files=True) if one.is_problem]
    assert [one for one in problems if "chmod" not in one] == []
    with new_server.read(world.space_id) as there, world.database.read(world.space_id) as here:
        for name in PEOPLE:
            assert there.actor(world.ids[name]) == here.actor(world.ids[name])
    with new_server.write(world.space_id) as session:
        assert session.next_ticket_number() == 501


@pytest.mark.parametrize("empty_place", ["sqlite"], indirect=True)
def test_a_load_that_was_killed_goes_on(
    filled: tuple[World, FolderStore], new_server: Database, tmp_path: Path
) -> None:
    world, store = filled
    export(world.database, store, world.space_id, tmp_path / "out", world.now)
    other, commits = FolderStore(tmp_path / "other files"), 0

    class Killed(Exception):
        pass

    for stop in range(1, 40):
        commits = 0

        def reach(point: Point, stop: int = stop) -> None:
            nonlocal commits
            commits += point is Point.COMMIT
            if commits == stop and point is Point.COMMIT:
                raise Killed

        new_server.reach = reach
        try:
            load(new_server, other, tmp_path / "out")
            break
        except Killed:
            with new_server.read(world.space_id) as reader:
                assert reader.find(Space) == []
    new_server.reach = lambda point: None
    export(new_server, other, world.space_id, tmp_path / "again", world.now)
    assert texts(tmp_path / "again") == texts(tmp_path / "out")


@pytest.mark.parametrize("empty_place", ["sqlite"], indirect=True)
def test_an_export_that_is_not_whole_is_refused(
    filled: tuple[World, FolderStore], new_server: Database, tmp_path: Path
) -> None:
    world, store = filled
    out = tmp_path / "out"
    with pytest.raises(TransferRefused, match="no finished export"):
        load(new_server, store, tmp_path)
    export(world.database, store, world.space_id, out, world.now)
    whole = shutil.copytree(out, tmp_path / "whole")
    messages = records_file(out, "message")
    messages.write_bytes(messages.read_bytes()[:-20])
    with pytest.raises(TransferRefused, match="message.jsonl, line"):
        load(new_server, FolderStore(tmp_path / "x"), out)
    shutil.rmtree(out)
    shutil.copytree(whole, out)
    (content,) = (out / "files").glob("*/*")
    content.write_bytes(b"other")
    with pytest.raises(TransferRefused, match="is not what its name says"):
        load(new_server, FolderStore(tmp_path / "y"), out)
    manifest = json.loads((out / "manifest.json").read_bytes())
    (out / "manifest.json").write_text(json.dumps(manifest | {"format": 99}))
    with pytest.raises(TransferRefused, match="update it"):
        load(new_server, store, out)
    with pytest.raises(TransferRefused, match="holds something else"):
        export(world.database, store, world.space_id, tmp_path, world.now)


def test_an_export_does_not_go_into_a_franchise(filled: tuple[World, FolderStore], tmp_path: Path) -> None:
    world, store = filled
    export(world.database, store, world.space_id, tmp_path / "out", world.now)
    with pytest.raises(TransferRefused, match="a franchise here already"):
        load(world.database, store, tmp_path / "out")


def test_a_copy_is_put_back_as_it_was_and_begins_a_new_history(tmp_path: Path) -> None:
    data, copy = tmp_path / "data", tmp_path / "copy"
    (data / "files" / "s" / "content" / "ab").mkdir(parents=True)
    (data / "files" / "s" / "content" / "ab" / "abc").write_bytes(b"bytes")
    (data / "files" / "s" / "uploads").mkdir()
    with sqlite3.connect(data / DATABASE_FILE) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("CREATE TABLE t (x)")
        connection.execute("INSERT INTO t VALUES (1)")
    # Still open, as a running server's, with what it wrote in the log beside the file.
    now = datetime(2026, 6, 1, tzinfo=UTC)
    assert back_up(data, data / "files", copy, now) == 1
    assert (copy / DATABASE_FILE).stat().st_mode & 0o077 == 0
    connection.execute("INSERT INTO t VALUES (2)")
    connection.commit()
    connection.close()
    shutil.rmtree(data / "files")
    renewed: list[Path] = []
    kept = put_back(copy, data, now, renewed.append)
    assert kept is not None
    with sqlite3.connect(data / DATABASE_FILE) as back, sqlite3.connect(kept) as before:
        assert back.execute("SELECT x FROM t").fetchall() == [(1,)]
        assert before.execute("SELECT x FROM t").fetchall() == [(1,), (2,)]
    back.close()
    before.close()
    assert (data / "files" / "s" / "content" / "ab" / "abc").read_bytes() == b"bytes"
    assert len(renewed) == 1
    (copy / DATABASE_FILE).write_bytes(b"x" * 4_096)
    with pytest.raises(TransferRefused, match="damaged"):
        put_back(copy, data, now, renewed.append)
    assert len(renewed) == 1


def test_ids_of_records_are_those_of_the_export(filled: tuple[World, FolderStore], tmp_path: Path) -> None:
    world, store = filled
    export(world.database, store, world.space_id, tmp_path / "out", world.now)
    lines = records_file(tmp_path / "out", Ticket.KIND).read_text().splitlines()
    assert RecordId(world.ids["with file"]) in {json.loads(line)["id"] for line in lines}
