"""A look at the whole cache tells what is wrong with it, and what is wrong is mended."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from pathlib import Path

import pytest

from domain.ids import RecordId
from domain.records import Ticket
from sync.errors import CacheDamaged
from sync.replica.reading.health import Health, examine, sync_state
from sync.replica.reading.reader import Reader
from tests.sync.replica.model import KEY, ModelClient, ModelServer


def looked_at(client: ModelClient) -> Health:
    reader = Reader(client.path, KEY)
    try:
        return examine(reader, lambda: False)
    finally:
        reader.close()


def test_a_cache_in_order_is_found_whole(ana: ModelClient) -> None:
    health = looked_at(ana)

    assert (health.broken, health.text_differs) == ((), 0)
    assert health.rows > 0


def test_missing_and_left_over_full_text_is_counted_and_made_again(ana: ModelClient) -> None:
    cache = ana.replica.cache
    [(row, body)] = cache.all("SELECT row_id, body FROM message LIMIT 1")
    cache.execute("INSERT INTO message_text (message_text, rowid, body) VALUES ('delete', ?, ?)", (row, body))
    cache.execute("INSERT INTO message_text (rowid, body) VALUES (?, 'nobody wrote this')", (row + 1000,))
    assert looked_at(ana).text_differs == 2

    ana.replica.segments.begin_text_anew()
    while ana.replica.segments.index_more():
        pass

    assert looked_at(ana).text_differs == 0
    assert cache.value("SELECT count(*) FROM message_text WHERE message_text MATCH 'reloj'") == 1
    cache.execute("INSERT INTO message_text (message_text, rank) VALUES ('integrity-check', 1)")


@pytest.mark.parametrize("share", [0.3, 0.6, 0.9])
def test_a_broken_page_is_found_wherever_it_is(ana: ModelClient, tmp_path: Path, share: float) -> None:
    ana.replica.cache.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    path = tmp_path / "copy.db"
    content = bytearray(ana.path.read_bytes())
    place = int(len(content) * share)
    content[place : place + 16] = bytes(16)
    path.write_bytes(bytes(content))

    try:
        # Where the tables are described, it does not even open.
        with contextlib.closing(Reader(path, KEY)) as reader:
            assert examine(reader, lambda: False).broken
    except CacheDamaged:
        pass


def test_a_long_look_ends_when_nobody_waits_for_it(ana: ModelClient) -> None:
    reader = Reader(ana.path, KEY)
    try:
        reader.give_up_when(lambda: True)
        with pytest.raises(Exception, match="interrupted"):
            reader.value("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n")
    finally:
        reader.close()


def test_a_check_that_was_asked_for_finds_what_differs_from_the_server(
    ana: ModelClient, ticket_id: RecordId, server: ModelServer
) -> None:
    cache = ana.replica.cache
    cache.execute("UPDATE ticket SET subject = 'Bit rot', rev = rev - 1 WHERE id = ?", (ticket_id,))

    ana.replica.begin_check()
    ana.catch_up()

    ticket = cache.record(Ticket, ticket_id)
    assert ticket is not None
    assert ticket.subject == "Caja 2 bloqueada"
    assert not ana.replica.waiting().fills


def test_the_state_says_where_the_replica_stands(client_of: Callable[[str], ModelClient]) -> None:
    sam = client_of("sam")
    reader = Reader(sam.path, KEY)
    try:
        state = sync_state(reader)
    finally:
        reader.close()

    cursor = sam.replica.cursor()
    assert (state.epoch, state.seq) == (cursor.epoch, cursor.seq)
    assert (state.unsent, state.refused, state.fills, state.segments, state.unknown) == (0, 0, 0, 0, 0)
    assert (state.repairing, state.unindexed) == (False, False)
    assert state.heard_at
    assert state.records["ticket"] == 1
