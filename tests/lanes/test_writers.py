"""PostgreSQL under sixteen writers at four server processes, a reader that polls, and processes that are killed."""

from __future__ import annotations

import itertools
import random
import threading
import time
from pathlib import Path

import pytest
import requests
from sqlalchemy import func, select

from server.db.tables import RECORDS, feed, feed_child
from sync.protocol.accounts import Session
from sync.protocol.codec import encode
from sync.protocol.pull import PullRequest
from tests.lanes.conftest import ClosingLine
from tests.lanes.writer import Writer
from tests.support.fleet import Site, own_postgres, site
from tests.support.server import ServerProcess
from tests.support.services import redis_url, require
from tests.support.shelf import Shelf

pytestmark = [pytest.mark.lane, pytest.mark.needs("postgres")]

WRITERS = 16
PROCESSES = 4
"""Each has one transaction of a space under way: of so many, several meet."""
ROWS_PER_TICKET = 5.4
"""Of the feed: a ticket in three scopes, its desk, one or two messages; a notification now and then."""
KILLS = 4


class PollingReader:
    """Somebody who sees everything and pulls as fast as the servers answer, at each in turn."""

    def __init__(self, servers: list[ServerProcess], session: Session) -> None:
        self._servers = itertools.cycle(servers)
        self._session = session
        self._connection = requests.Session()
        self.shelf = Shelf(self._pull, session.device)
        self.pulls = 0
        self.cursors: list[str] = []

    def _pull(self, request: PullRequest) -> bytes:
        headers = {"authorization": f"Bearer {self._session.access_token}", "accept-encoding": "identity"}
        give_up_s = time.monotonic() + 120
        while True:
            try:
                url = f"{next(self._servers).url}/sync/v1/pull"
                answer = self._connection.post(url, data=encode(request), headers=headers, timeout=30)
                if answer.ok:
                    return answer.content
            except requests.RequestException:
                pass
            assert time.monotonic() < give_up_s, "no page for two minutes"
            time.sleep(0.05)

    def read(self, done: threading.Event) -> None:
        """Poll until the writers are done, then once more to the end; on a thread of its own."""
        while not done.is_set():
            self.shelf.turn()
            self.shelf.frames.clear()
            self.pulls += 1
        self.shelf.sync()


def killing(servers: list[ServerProcess], noise: random.Random, done: threading.Event, kills: list[float]) -> None:
    """Kill a server without a word, and start it again, a few times while they are at work."""
    while not done.wait(noise.uniform(3.0, 8.0)) and len(kills) < KILLS:
        server = noise.choice(servers)
        server.kill()
        time.sleep(noise.uniform(0.0, 1.0))
        server.start()
        kills.append(time.monotonic())


def test_sixteen_writers_and_a_polling_reader(
    request: pytest.FixtureRequest, tmp_path: Path, first_seed: int, closing: ClosingLine
) -> None:
    rows = int(request.config.getoption("--lane-rows"))
    noise = random.Random(first_seed)
    with own_postgres(require("postgres")) as url, site(tmp_path / "server", url, redis_url() or "") as place:
        servers = [place.process() for _ in range(PROCESSES)]
        try:
            for server in servers:
                server.start()
            run(place, servers, rows, noise, closing)
        finally:
            for server in servers:
                if server.process is not None:
                    server.kill()


def run(place: Site, servers: list[ServerProcess], rows: int, noise: random.Random, closing: ClosingLine) -> None:
    """Let everybody loose, and compare what was written with what was read."""
    world = place.world
    reader = PollingReader(servers, place.sessions("ada")[0])
    reader.shelf.sync()
    sessions = place.sessions(*(["simon", "olga"] * (WRITERS // 2)))
    writers = [
        Writer(server.url, each, world, random.Random(noise.random()))
        for server, each in zip(itertools.cycle(servers), sessions, strict=False)
    ]
    share = int(rows / ROWS_PER_TICKET / WRITERS) + 1
    stop, done, kills = threading.Event(), threading.Event(), list[float]()
    writing = [threading.Thread(target=writer.work, args=(share, stop)) for writer in writers]
    others = [
        threading.Thread(target=reader.read, args=(done,)),
        threading.Thread(target=killing, args=(servers, noise, done, kills)),
    ]
    began_s = time.monotonic()
    for thread in [*writing, *others]:
        thread.start()
    for thread in writing:
        thread.join()
    wrote_s = time.monotonic() - began_s
    done.set()
    for thread in others:
        thread.join()

    assert not [writer.failure for writer in writers if writer.failure]
    assert len(kills) >= 1, "the server was never killed: the lane was too short"
    expected = {ticket: ids for writer in writers for ticket, ids in writer.messages.items()}
    read_tickets = {key[1]: held.data for key, held in reader.shelf.records.items() if key[0] == "ticket"}
    read_messages = {key[1] for key in reader.shelf.records if key[0] == "message"}
    missed = [ticket for ticket in expected if ticket not in read_tickets]
    missed += [message for ids in expected.values() for message in ids if message not in read_messages]
    doubled = [ticket for ticket, ids in expected.items() if read_tickets[ticket]["message_count"] != len(ids)]
    assert (len(missed), len(doubled)) == (0, 0)
    numbers = [data["number"] for ticket, data in read_tickets.items() if ticket in expected]
    assert len(set(numbers)) == len(numbers) == len(expected)
    stamped = check_stored(place, reader)
    assert stamped >= rows
    resent = sum(writer.resent for writer in writers)
    closing.say(
        f"{stamped:,} rows of the feed, {len(expected):,} tickets by {WRITERS} writers at {PROCESSES} "
        f"processes in {wrote_s:.0f} s, {reader.pulls:,} pulls beside them, processes killed {len(kills)} times, "
        f"{resent} pushes sent again, {len(missed)} missed, {len(doubled)} doubled"
    )


def check_stored(place: Site, reader: PollingReader) -> int:
    """Compare what the reader holds with the tables, record for record; return the rows of the feed."""
    space = place.world.space_id
    with place.database.snapshot() as connection:
        for kind in ("ticket", "ticket_desk", "message"):
            table = RECORDS[kind]
            stored = dict(connection.execute(select(table.c.id, table.c.rev).where(table.c.space_id == space)).all())
            held = {key[1]: one.rev for key, one in reader.shelf.records.items() if key[0] == kind}
            assert held == stored, f"{kind}: {len(held)} read, {len(stored)} stored"
        counts = [
            connection.scalar(select(func.count()).select_from(table).where(table.c.space_id == space)) or 0
            for table in (feed, feed_child)
        ]
    return sum(counts)
