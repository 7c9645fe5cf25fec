"""Our server with 100,000 tickets of 50 teams and 100 views that are kept counted, and one who sees all of them."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any
from uuid import uuid4

from msgspec.structs import replace
from sqlalchemy import func, insert, select

from bench import sync_data, tickets_data
from bench.kept_postgres import copy_of
from bench.sample_cache import named
from bench.scratch import made_once
from bench.sync_server import PASSWORD, free_port
from bench.tickets_client import Caller, Refused
from domain.access import team_scope
from domain.ids import RecordId, SpaceId
from domain.records import Grant, Role, Topic, UserCard
from domain.tickets import DONE
from domain.words import Right
from server.accounts.passwords import Passwords
from server.accounts.tables import Account
from server.commands.init import First, initialise
from server.db.database import Database, utc_now
from server.db.tables import RECORDS
from server.migrations import versioning
from server.search.following import follow
from server.settings import Settings
from server.views.counting import Counts, differing

TICKETS_VARIABLE = "MOSTRADOR_BENCH_TICKETS"
"""Fewer tickets, to try the bench out: what it prints then are no figures."""
TICKETS = int(os.environ.get(TICKETS_VARIABLE) or 100_000)
AT_ONCE = 250
LEAD, AGENT = "lead", "agent"
"""Who signs in: a lead of every team, who sees all; an agent of one team."""
STARTS_WITHIN_S = 30.0
SOURCES = (sync_data, tickets_data)
TICKET = RECORDS["ticket"].c


@dataclass
class Desk:
    """A running server, and what it holds as its database says."""

    database: Database
    space_id: SpaceId
    tickets: int
    open_tickets: int
    lead: Caller
    agent: Caller

    def listed(self, query: str) -> bytes:
        """Ask for a list, as whoever sees all."""
        return self.lead.ask("GET", f"/api/v1/tickets?{query}")

    def listed_of_team(self, query: str) -> bytes:
        """Ask for a list, as an agent of one team."""
        return self.agent.ask("GET", f"/api/v1/tickets?{query}")

    def numbers_in_order(self, query: str) -> list[int]:
        """Return the numbers of the tickets of a list."""
        return [ticket["number"] for ticket in json.loads(self.listed(query))["tickets"]]

    def numbers(self, query: str) -> set[int]:
        """Return the numbers of the tickets of a list, in no order."""
        return set(self.numbers_in_order(query))

    def numbers_with(self, word: str) -> set[int]:
        """Return the numbers of the tickets that were given a word."""
        return {number for number in range(1, self.tickets + 1) if tickets_data.word_of(number, self.tickets) == word}

    def ids_of(self, numbers: Sequence[int]) -> list[RecordId]:
        """Return the ids of tickets by their numbers."""
        which = (TICKET.space_id == self.space_id, TICKET.number.in_(numbers))
        with self.database.snapshot() as connection:
            found = {row.number: row.id for row in connection.execute(select(TICKET.number, TICKET.id).where(*which))}
        return [found[number] for number in numbers]

    def ticket(self, ticket_id: RecordId) -> bytes:
        """Ask for a ticket with its messages."""
        return self.lead.ask("GET", f"/api/v1/tickets/{ticket_id}")

    def create(self) -> bytes:
        """File a ticket."""
        body = {
            "title": "The card terminal is offline",
            "body": "It says that there is no line, since this morning, at both tills.",
            "store_id": named("store/3"),
            "topic_id": named("topic/5"),
        }
        return self.lead.ask("POST", "/api/v1/tickets", json.dumps(body).encode(), **{"Idempotency-Key": str(uuid4())})

    def views(self) -> bytes:
        """Ask for the counts of all views."""
        return self.lead.ask("GET", "/api/v1/views")

    def counted(self, name: str) -> int | None:
        """Return what a view counts."""
        told: list[dict[str, Any]] = json.loads(self.views())["views"]
        count: int | None = next(view["count"] for view in told if view["names"]["en"] == name)
        return count

    def differing(self) -> dict[RecordId, int]:
        """Return the views whose counts are not those of the tickets."""
        return differing(self.database, self.space_id)


@contextlib.contextmanager
def desk(postgres: str | None) -> Iterator[Desk]:
    """Run a server on a copy of the prepared data: in a PostgreSQL database, or on SQLite in a folder."""
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="mostrador-bench-"))) / "server"
        url = ""
        if postgres is None:
            kept = made_once(f"desk-of-{TICKETS}", SOURCES, lambda place: furnish(place, ""))
            shutil.copytree(kept, folder)
        else:
            folder.mkdir(mode=0o700)
            url = stack.enter_context(copy_of(postgres, f"desk_of_{TICKETS}", SOURCES, _filled))
        database = stack.enter_context(contextlib.closing(Database.open(url or folder)))
        versioning.upgrade(database)
        (space_id,) = database.heads()
        _count(database, space_id)
        port = stack.enter_context(_running(folder, url))
        callers = [stack.enter_context(contextlib.closing(_signed_in(port, name))) for name in (LEAD, AGENT)]
        yield Desk(database, space_id, *_sizes(database, space_id), *callers)


def _filled(url: str) -> None:
    with tempfile.TemporaryDirectory(prefix="mostrador-bench-") as place:
        furnish(Path(place) / "server", url)


def furnish(folder: Path, url: str) -> None:
    """Make a server with all of it; its views are counted."""
    space_id = initialise(Settings(data_path=folder, database_url=url), First(password=PASSWORD)).space_id
    assert space_id is not None  # noqa: S101 - the folder is new
    with contextlib.closing(Database.open(url or folder)) as database:
        follow(database)
        _people(database, space_id)
        cases = tickets_data.cases(TICKETS)
        while some := list(islice(cases, AT_ONCE)):
            with database.write(space_id) as session:
                for ticket, messages in some:
                    session.store.put(ticket)
                    for message in messages:
                        session.store.put(message)
        with database.write(space_id) as session:
            for view in tickets_data.views():
                session.store.put(view)
            session.store.ticket_number = TICKETS
        _count(database, space_id)
        if database.engine.dialect.name == "postgresql":
            # As the server's own housekeeping has done by the time anybody asks.
            with database.transaction() as connection:
                connection.exec_driver_sql("ANALYZE")


def _count(database: Database, space_id: SpaceId) -> None:
    """Have every view counted."""
    counts = Counts(database, utc_now)
    while counts.count_on(space_id):
        pass


def _people(database: Database, space_id: SpaceId) -> None:
    """Write the franchise, and whoever signs in."""
    with database.write(space_id) as session:
        roles = {role.key: role.id for role in session.store.find(Role)}
        for record in (*sync_data.structure(roles["agent"], roles["store_owner"]), *tickets_data.teams()):
            routed = replace(record, team_id=named(f"team/{record.key[1:]}")) if isinstance(record, Topic) else record
            session.store.put(routed)
    every_team = tuple(named(f"team/{place}") for place in range(tickets_data.TEAMS))
    password_hash = Passwords().hash(PASSWORD)
    with database.write(space_id) as session:
        for name, role, teams in ((LEAD, "team_lead", every_team), (AGENT, "agent", every_team[:1])):
            user_id = named(f"person/{name}")
            card = UserCard(id=user_id, name=name.title(), role_id=roles[role], team_ids=tuple(sorted(teams)))
            session.store.put(card)
            for scope in map(team_scope, teams):
                grant_id = named(f"grant/{name}/{scope}")
                session.store.put(Grant(id=grant_id, user_id=user_id, scope=scope, rights=(Right.FULL,)))
            account = {"user_id": user_id, "space_id": space_id, "name": name, "password_hash": password_hash}
            session.connection.execute(
                insert(Account).values(**account, email="", locked=False, created_at=utc_now(), signed_in_at=None)
            )


def _sizes(database: Database, space_id: SpaceId) -> tuple[int, int]:
    counting = select(func.count()).where(TICKET.space_id == space_id)
    with database.snapshot() as connection:
        whole = connection.scalar(counting) or 0
        unsolved = TICKET.status.not_in([status.value for status in DONE])
        return whole, connection.scalar(counting.where(unsolved)) or 0


@contextlib.contextmanager
def _running(folder: Path, url: str) -> Iterator[int]:
    """Run `mostrador-server serve`; yield its port."""
    port = free_port()
    own = {"MOSTRADOR_API_PER_MINUTE": "0", "MOSTRADOR_API_CHANGES_PER_MINUTE": "0", "MOSTRADOR_ACCESS_TTL_S": "36000"}
    environment = {**os.environ, **own, **({"MOSTRADOR_DATABASE_URL": url} if url else {})}
    command = [sys.executable, "-m", "server.command", "serve", "--data", str(folder), "--port", str(port)]
    with (
        (folder / "server.log").open("ab") as log,
        subprocess.Popen(command, stdout=log, stderr=log, env=environment) as process,
    ):
        try:
            wait_for(port, process, folder / "server.log", "/healthz")
            yield port
        finally:
            process.terminate()


def wait_for(port: int, process: subprocess.Popen[bytes], log: Path, path: str) -> None:
    """Wait until a server answers.

    Raises:
        RuntimeError: It did not start.
    """
    give_up_at = time.monotonic() + STARTS_WITHIN_S
    while process.poll() is None and time.monotonic() < give_up_at:
        with contextlib.suppress(OSError, Refused), contextlib.closing(Caller(port, {})) as caller:
            caller.ask("GET", path)
            return
        time.sleep(0.05)
    raise RuntimeError(f"the server did not start: {log.read_text()[-800:]}")


def _signed_in(port: int, name: str) -> Caller:
    with contextlib.closing(Caller(port, {})) as door:
        body = {"account": name, "password": PASSWORD, "device": str(uuid4()), "device_name": "bench"}
        session = json.loads(door.ask("POST", "/auth/v1/sign-in", json.dumps(body).encode()))
    headers = {"Authorization": f"Bearer {session['access_token']}", "Content-Type": "application/json"}
    return Caller(port, headers)
