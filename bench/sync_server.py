"""A server process in a folder of its own, furnished through the server's own order of writing."""

from __future__ import annotations

import contextlib
import json
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import requests
from sqlalchemy import insert

from bench import sync_data
from bench.sample_cache import named
from domain.access import store_scope, team_scope
from domain.ids import RecordId, SpaceId
from domain.records import Grant, Role, UserCard
from domain.words import Right
from server.accounts.passwords import Passwords
from server.accounts.tables import Account
from server.commands.init import First, initialise
from server.db.database import Database, utc_now
from server.db.engine import DATABASE_FILE
from server.migrations import versioning
from server.segments.sets import build
from server.settings import Settings

PASSWORD = "correct horse battery staple"  # noqa: S105 - of a server that lives for a minute
TICKETS_AT_ONCE = 500
STARTS_WITHIN_S = 30.0
AGENT, LEAD, SENDER = "agent", "lead", "sender"
"""Who signs in: an agent of one team; a lead of every team who also answers for every store; a second agent."""


@dataclass(frozen=True)
class Furnished:
    """A server's folder with data in it.

    Attributes:
        open_tickets: How many open tickets the agent's team has.
    """

    folder: Path
    space_id: SpaceId
    open_tickets: int

    def connection(self) -> sqlite3.Connection:
        """Return a connection to the server's database that only reads; the caller closes it."""
        return sqlite3.connect(f"file:{self.folder / DATABASE_FILE}?mode=ro", uri=True)

    def messages(self) -> int:
        """Return how many messages the server has."""
        with contextlib.closing(self.connection()) as connection:
            (count,) = connection.execute("SELECT count(*) FROM message").fetchone()
            return int(count)


def furnish(folder: Path, tickets: int, messages_each: int) -> Furnished:
    """Make a server with that many tickets."""
    space_id = initialise(Settings(data_path=folder), First(password=PASSWORD)).space_id
    assert space_id is not None  # noqa: S101 - the folder is new
    database = Database.open(folder)
    try:
        _people(database, space_id)
        open_tickets = 0
        conversations = sync_data.conversations(tickets, messages_each)
        while some := list(islice(conversations, TICKETS_AT_ONCE)):
            with database.write(space_id) as session:
                for ticket, messages in some:
                    session.store.put(ticket)
                    for message in messages:
                        session.store.put(message)
                    open_tickets += ticket.resolved_at is None and ticket.team_id == named("team/0")
    finally:
        database.close()
    return Furnished(folder, space_id, open_tickets)


def furnished_in(folder: Path) -> Furnished:
    """Return what stands in a folder that was furnished before, its tables brought up to date."""
    database = Database.open(folder)
    try:
        versioning.upgrade(database)
    finally:
        database.close()
    with contextlib.closing(sqlite3.connect(f"file:{folder / DATABASE_FILE}?mode=ro", uri=True)) as connection:
        (space_id,) = connection.execute("SELECT space_id FROM space_head").fetchone()
        mine = "SELECT count(*) FROM ticket WHERE team_id = ? AND resolved_at IS NULL"
        (open_tickets,) = connection.execute(mine, (named("team/0"),)).fetchone()
    return Furnished(folder, space_id, open_tickets)


def _people(database: Database, space_id: SpaceId) -> None:
    """Write the franchise, and whoever signs in."""
    now = utc_now()
    with database.write(space_id) as session:
        roles = {role.key: role.id for role in session.store.find(Role)}
        for record in sync_data.structure(roles["agent"], roles["store_owner"]):
            session.store.put(record)
    every_team = tuple(named(f"team/{place}") for place in range(sync_data.TEAMS))
    every_store = tuple(named(f"store/{place}") for place in range(sync_data.STORES))
    people = ((AGENT, "agent", every_team[:1], ()), (LEAD, "team_lead", every_team, every_store),
              (SENDER, "agent", every_team[:1], ()))  # fmt: skip
    password_hash = Passwords().hash(PASSWORD)
    with database.write(space_id) as session:
        for name, role, teams, stores in people:
            user_id = user_of(name)
            session.store.put(
                UserCard(id=user_id, name=name.title(), role_id=roles[role], team_ids=tuple(sorted(teams)))
            )
            for scope in (*map(team_scope, teams), *map(store_scope, stores)):
                rights = (Right.FULL,) if scope.startswith("team:") else ()
                grant_id = named(f"grant/{name}/{scope}")
                session.store.put(Grant(id=grant_id, user_id=user_id, scope=scope, rights=rights))
            account = {"user_id": user_id, "space_id": space_id, "name": name, "password_hash": password_hash}
            session.connection.execute(insert(Account).values(**account, email="", locked=False, created_at=now))


def user_of(name: str) -> RecordId:
    """Return the id of somebody who signs in: the agent is the first of the 300, the sender the second."""
    return named({AGENT: "agent/0", SENDER: "agent/1"}.get(name, f"person/{name}"))


def build_segments(furnished: Furnished) -> None:
    """Build what a server in use has built ahead."""
    database = Database.open(furnished.folder)
    try:
        build(database, furnished.space_id, utc_now())
    finally:
        database.close()


def synced(url: str, account: str, furnished: Furnished, folder: Path, *, durable: bool = False) -> dict[str, float]:
    """Sync once in a process of its own, into a new folder; return what `bench.sync_client` prints.

    With `durable` what the server can send again is stored as safely as the user's own changes.

    Raises:
        RuntimeError: It did not come to an end.
    """
    folder.mkdir()
    command = [sys.executable, "-m", "bench.sync_client", url, account, str(folder), str(furnished.open_tickets)]
    command += ["durable"] if durable else []
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    if ended.returncode:
        raise RuntimeError(f"the client stopped: {ended.stderr[-800:]}")
    figures: dict[str, float] = json.loads(ended.stdout.splitlines()[-1])
    return figures


class Running(NamedTuple):
    """A server's process."""

    url: str
    pid: int


@contextlib.contextmanager
def running(folder: Path) -> Iterator[Running]:
    """Run `mostrador-server serve` on a furnished folder.

    Raises:
        RuntimeError: It did not start.
    """
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "server.command", "serve", "--data", str(folder), "--port", str(port)]
    with (folder / "server.log").open("ab") as log, subprocess.Popen(command, stdout=log, stderr=log) as process:
        try:
            give_up_at = time.monotonic() + STARTS_WITHIN_S
            while not _answers(url):
                if process.poll() is not None or time.monotonic() > give_up_at:
                    raise RuntimeError(f"the server did not start: {(folder / 'server.log').read_text()[-800:]}")
                time.sleep(0.05)
            yield Running(url, process.pid)
        finally:
            process.terminate()


def free_port() -> int:
    """Return a port of loopback on which nobody listens now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _answers(url: str) -> bool:
    try:
        return requests.get(f"{url}/healthz", timeout=1).ok
    except requests.RequestException:
        return False
