"""A first sync of 100,000 tickets with 400,000 messages: until the first screen is useful, and until all is searchable.

Beside it, in turn, the floor: the same rows with the same keys, indexes and full text put into SQLCipher from memory,
in transactions of 25,000 rows, the full text built at the end; no network, no scopes, no cursor.
"""

from __future__ import annotations

import sqlite3
import tempfile
import time
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import Any

from bench import sync_server
from bench.figures import of_runs
from bench.groups import Tell
from bench.sync_checks import check_same
from bench.sync_client import KEY
from bench.sync_server import AGENT, LEAD, Furnished
from domain.records import Message, Ticket
from sync.replica.columns import COLUMNS
from sync.replica.connection import open_writer
from sync.replica.text_index import FULL_TEXT

TICKETS = 100_000
MESSAGES_EACH = 4
RUNS = 5
ROWS_AT_ONCE = 25_000


def measure(tell: Tell) -> None:
    """Measure and tell."""
    with tempfile.TemporaryDirectory(prefix="mostrador-bench-") as place:
        folder = Path(place)
        furnished = sync_server.furnish(folder / "server", TICKETS, MESSAGES_EACH)
        sync_server.build_segments(furnished)
        searchable, grown, floor, received, requests = [], [], [], [], []
        with sync_server.running(furnished.folder) as server:
            useful = [_useful_ms(server.url, furnished, folder / f"agent{turn}") for turn in range(RUNS)]
            tell(of_runs("sync", "first_useful_screen", "ms", useful))
            for turn in range(RUNS):
                run = sync_server.synced(server.url, LEAD, furnished, folder / f"lead{turn}")
                check_same(furnished, folder / f"lead{turn}", scopes_each=2)
                searchable.append(run["searchable_s"])
                grown.append(run["growth_mb"])
                received.append(run["received_bytes"])
                requests.append(run["requests"])
                floor.append(_raw_insert_s(furnished, folder / f"raw{turn}.db"))
        name = "raw insert into SQLCipher"
        tell(of_runs("sync", "first_sync_full_vs_raw_insert", "s", searchable, peer=floor, peer_name=name))
        tell(of_runs("sync", "client_memory_growth", "MB", grown))
        tell(of_runs("sync", "first_sync_full_bytes", "B", received))
        tell(of_runs("sync", "first_sync_full_requests", "requests", requests))


def _useful_ms(url: str, furnished: Furnished, folder: Path) -> float:
    """Sign in as an agent of one team; return when the own open tickets and the team's queue were in the cache."""
    run = sync_server.synced(url, AGENT, furnished, folder)
    return run["useful_s"] * 1000


def _raw_insert_s(furnished: Furnished, path: Path) -> float:
    """Put the server's rows into an empty cache as fast as statements go."""
    with closing(furnished.connection()) as server:
        rows = {kind: _rows(server, kind) for kind in (Ticket.KIND, Message.KIND)}
    cache = open_writer(path, KEY)
    cache.execute("PRAGMA synchronous = NORMAL")
    for kind in FULL_TEXT:
        for event in ("insert", "delete", "update"):
            cache.execute(f"DROP TRIGGER {kind}_text_{event}")
    began_s = time.perf_counter()
    for kind, of_kind in rows.items():
        left = iter(of_kind)
        while some := list(islice(left, ROWS_AT_ONCE)):
            cache.execute("BEGIN IMMEDIATE")
            cache.executemany(COLUMNS[kind].insert, some)
            cache.execute("COMMIT")
    for kind in FULL_TEXT:
        cache.execute(f"INSERT INTO {kind}_text ({kind}_text) VALUES ('rebuild')")  # noqa: S608 - names of ours
    took_s = time.perf_counter() - began_s
    cache.close()
    return took_s


def _rows(server: sqlite3.Connection, kind: str) -> list[Any]:
    names = ", ".join(f'"{name}"' for name in COLUMNS[kind].names)
    return server.execute(f'SELECT {names}, rev, NULL FROM "{kind}" ORDER BY id').fetchall()  # noqa: S608 - names of ours
