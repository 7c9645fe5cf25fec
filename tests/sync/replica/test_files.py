"""A cache that cannot be opened or written says why in a sentence, and loses nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from domain.ids import RecordId
from domain.records import Message
from sync.errors import (
    CacheBusy,
    CacheDamaged,
    CacheFromNewerVersion,
    CacheUnwritable,
    DiskFull,
    WrongKey,
)
from sync.replica import migrations
from sync.replica.connection import open_reader, open_writer
from sync.replica.failures import BY_CODE, known_failures
from sync.replica.migrations import VERSION, bring_up
from sync.replica.writer import Replica
from tests.support.franchise import named
from tests.sync.replica import law
from tests.sync.replica.model import KEY, ModelClient


def test_the_file_shows_nothing_to_whoever_has_no_key(ana: ModelClient) -> None:
    content = b"".join(place.read_bytes() for place in ana.path.parent.iterdir())
    assert b"SQLite format 3" not in content
    assert b"Caja 2" not in content


def test_another_key_is_refused_and_the_right_one_still_opens(ana: ModelClient) -> None:
    ana.close()
    with pytest.raises(WrongKey):
        open_writer(ana.path, b"x" * 32)
    with pytest.raises(WrongKey):
        open_reader(ana.path, b"x" * 32)
    law.check(ana.open())


def test_a_power_cut_that_emptied_the_digest_of_the_key_locks_nobody_out(ana: ModelClient) -> None:
    ana.close()
    check = ana.path.with_name(f"{ana.path.name}.key-check")
    assert check.read_bytes()
    check.write_bytes(b"")
    law.check(ana.open())


def test_a_damaged_file_is_called_damaged_and_left_as_it_is(ana: ModelClient) -> None:
    ana.close()
    size = ana.path.stat().st_size
    with ana.path.open("r+b") as file:
        file.write(b"\x00" * 4096)
    with pytest.raises(CacheDamaged):
        ana.open()
    assert ana.path.stat().st_size == size
    ana.path.unlink()
    ana.open()


def test_damage_that_shows_later_is_a_known_error_too(ana: ModelClient) -> None:
    ana.replica.cache.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    ana.close()
    content = bytearray(ana.path.read_bytes())
    content[4096 * 3 :] = b"\x07" * (len(content) - 4096 * 3)
    ana.path.write_bytes(content)
    with pytest.raises(CacheDamaged):  # noqa: PT012 - where it shows depends on the page
        ana.open()
        ana.catch_up()
    ana.path.unlink()
    ana.open()


def test_a_cache_of_a_newer_version_is_not_touched(ana: ModelClient) -> None:
    ana.replica.cache.execute(f"PRAGMA user_version = {VERSION + 1}")
    ana.close()
    with pytest.raises(CacheFromNewerVersion):
        ana.open()
    connection = dbapi2.connect(str(ana.path), isolation_level=None)
    connection.execute(f"PRAGMA key = \"x'{KEY.hex()}'\"")
    connection.execute(f"PRAGMA user_version = {VERSION}")
    connection.close()
    law.check(ana.open())


def test_a_migration_keeps_a_copy_and_all_or_nothing_of_it_happens(ana: ModelClient, tmp_path: Path) -> None:
    cache = ana.replica.cache

    def half(connection: object) -> None:
        cache.execute("ALTER TABLE ticket ADD COLUMN mood TEXT")
        raise RuntimeError("power cut")

    with pytest.raises(RuntimeError):
        bring_up(cache.connection, ana.path, version=VERSION + 1, steps={VERSION + 1: half})
    assert cache.value("PRAGMA user_version") == VERSION
    assert "mood" not in {row[1] for row in cache.all("PRAGMA table_info(ticket)")}

    bring_up(
        cache.connection,
        ana.path,
        version=VERSION + 1,
        steps={VERSION + 1: lambda connection: connection.execute("ALTER TABLE ticket ADD COLUMN mood TEXT")},
    )
    assert "mood" in {row[1] for row in cache.all("PRAGMA table_info(ticket)")}
    copy = ana.path.with_name(f"{ana.path.name}.v{VERSION}")
    replica = Replica.open(copy, KEY, named("ana"))
    law.check(replica)
    replica.close()
    assert set(migrations.STEPS) == set(range(2, VERSION + 1))


def test_fields_that_a_newer_server_had_sent_already_are_known_after_the_upgrade(ana: ModelClient) -> None:
    cache = ana.replica.cache
    for index in ("article_revision_conflict", "notification_overwritten"):
        cache.execute(f"DROP INDEX {index}")
    for kind, names in (
        ("ticket_event", ("expected",)), ("article_revision", ("merged_id", "state")),
        ("notification", ("field", "before", "after")),
    ):  # fmt: skip
        for name in names:
            cache.execute(f"ALTER TABLE {kind} DROP COLUMN {name}")
    fields = "(id, user_id, about, actor_id, at, rev, extra)"
    sent = '{"field": "priority", "before": "urgent", "mood": 1}'
    rows = (("a", None), ("b", sent), ("c", '{"after": "low"}'))
    for record_id, extra in rows:
        values = (record_id, "ana", "overwritten", "leo", "now", extra)
        cache.execute(f"INSERT INTO notification {fields} VALUES (?, ?, ?, ?, ?, 1, ?)", values)  # noqa: S608 - names of ours

    migrations.STEPS[3](cache)

    found = cache.all("SELECT id, field, before, after, extra FROM notification ORDER BY id")
    assert found == [
        ("a", "", "", "", None), ("b", "priority", "urgent", "", '{"mood":1}'), ("c", "", "", "low", None),
    ]  # fmt: skip


def test_a_full_disk_refuses_the_change_and_keeps_everything_before_it(ana: ModelClient, ticket_id: RecordId) -> None:
    before = ana.server.franchise.id()
    ana.replica.mutate("ticket.reply", {"ticket_id": ticket_id, "message_id": before, "body": "Saved."})
    pages = ana.replica.cache.value("PRAGMA page_count")
    ana.replica.cache.execute(f"PRAGMA max_page_count = {pages + 1}").fetchall()
    with pytest.raises(DiskFull):  # noqa: PT012 - which of them finds no room depends on the pages
        for _ in range(40):
            message_id = ana.server.franchise.id()
            args = {"ticket_id": ticket_id, "message_id": message_id, "body": "word " * 5000}
            ana.replica.mutate("ticket.reply", args)
    law.check(ana.replica)
    assert ana.replica.cache.record(Message, before)
    ana.replica.cache.execute("PRAGMA max_page_count = 1000000").fetchall()
    ana.catch_up()
    assert ("message", before) in ana.server.rows


def test_a_page_that_finds_the_disk_full_is_fetched_again(ana: ModelClient, ticket_id: RecordId) -> None:
    for _ in range(30):
        args = {"ticket_id": ticket_id, "message_id": ana.server.franchise.id(), "body": "word " * 3000}
        ana.server.act("sam", "ticket.reply", **args)
    cursor = ana.replica.cursor()
    pages = ana.replica.cache.value("PRAGMA page_count")
    ana.replica.cache.execute(f"PRAGMA max_page_count = {pages + 1}").fetchall()
    with pytest.raises(DiskFull):
        ana.pull()
    assert ana.replica.cursor() == cursor
    law.check(ana.replica)
    ana.replica.cache.execute("PRAGMA max_page_count = 1000000").fetchall()
    ana.catch_up()
    assert law.records(law.shown(ana.replica)) == ana.server.seen_by("ana")


def test_a_file_that_another_program_holds_is_called_busy(ana: ModelClient, ticket_id: RecordId) -> None:
    holder = open_writer(ana.path, KEY)
    holder.execute("BEGIN IMMEDIATE")
    ana.replica.cache.execute("PRAGMA busy_timeout = 10").fetchall()
    with pytest.raises(CacheBusy):
        ana.replica.mutate("ticket.follow", {"ticket_id": ticket_id, "following": True})
    holder.execute("ROLLBACK")
    holder.close()
    ana.replica.mutate("ticket.follow", {"ticket_id": ticket_id, "following": True})


def test_a_place_that_cannot_be_used_is_called_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(CacheUnwritable):
        open_writer(tmp_path / "file" / "cache.db", KEY)
    with pytest.raises(CacheUnwritable):
        open_reader(tmp_path / "nowhere.db", KEY)


def test_a_reader_cannot_write(ana: ModelClient) -> None:
    reader = open_reader(ana.path, KEY)
    with pytest.raises(CacheUnwritable), known_failures():
        reader.execute("DELETE FROM ticket")
    reader.close()


def test_every_trouble_of_disk_lock_and_damage_has_a_known_error_and_our_bugs_have_none() -> None:
    for code, known in BY_CODE.items():
        foreign = dbapi2.OperationalError("so says SQLite")
        foreign.sqlite_errorcode = code | 0x100
        with pytest.raises(known), known_failures():
            raise foreign
    ours = dbapi2.OperationalError("near SELEKT")
    ours.sqlite_errorcode = 1
    with pytest.raises(dbapi2.OperationalError), known_failures():
        raise ours
