"""Worlds to begin with, made once per process and copied: a server with a franchise in it, and caches that know it."""

from __future__ import annotations

import atexit
import functools
import random
import shutil
import sqlite3
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from msgspec.structs import replace

from domain.ids import RecordId, SpaceId, new_id
from domain.mutations.structure import Save
from domain.records import Record, UserCard, time_text
from server.acting import act, operator
from server.authentication import AuthenticatedUser
from server.db.database import Database
from server.replication.pull import pull
from server.replication.push import push
from sync.protocol.codec import decode_page
from sync.protocol.push import MutationEnvelope, PushRequest
from sync.replica.writer import Replica
from tests.simulation.doors import open_accounts
from tests.simulation.truth import Truth
from tests.support.franchise import PEOPLE, named, structure

BEGAN_AT = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
EPOCH = "e0"
KEY = b"k" * 32
SPACE = SpaceId(named("space"))
SHM = Path("/dev/shm")  # noqa: S108 - fsync is cheap there, and the folder under it is of this process alone


class Made(NamedTuple):
    """A change that somebody made."""

    name: str
    args: dict[str, Any]
    user_id: RecordId


class Template(NamedTuple):
    """A server's database and what is true in it.

    Attributes:
        made: By mutation id what was done to get there.
    """

    image: bytes
    truth: Truth
    made: dict[RecordId, Made]


OLD_TICKETS = (
    ("sam", "triana", "till"),
    ("sue", "rathmines", "other"),
    ("olga", "triana", "other"),
    ("sam", "triana", "other"),
    ("sue", "rathmines", "till"),
    ("olga", "rathmines", "till"),
    ("cora", "triana", "other"),
)
"""Who filed them, of which store, about what."""


@functools.cache
def scratch() -> Path:
    """Return a folder of this process's own where fsync costs nothing; deleted at its end."""
    folder = Path(tempfile.mkdtemp(prefix="mostrador-simulation-", dir=SHM if SHM.is_dir() else None))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


@functools.cache
def server_template() -> Template:
    """Return the franchise with a few tickets and articles, everything written by mutations."""
    database = Database.open("sqlite://")
    database.create_tables()
    truth = Truth()
    database.on_written(lambda _connection, _space, touched: truth.stage(touched))
    database.on_published(lambda _space, head: truth.commit(head))
    database.create_space(SPACE, EPOCH)
    with database.write(SPACE) as session:
        for record in structure():
            act(session, operator(named("ada")), "structure.save", saving(record), BEGAN_AT - timedelta(days=9))
    with database.write(SPACE) as session:
        # Two people who write articles, so that two write one.
        alex = session.store.get(UserCard, named("alex"))
        assert alex is not None
        editor = replace(alex, role_id=named("role/team_lead"))
        act(session, operator(named("ada")), "structure.save", saving(editor), BEGAN_AT - timedelta(days=8))
        # A customer asks a store, and sees nothing of it.
        cora = session.store.get(UserCard, named("cora"))
        assert cora is not None
        customer = replace(cora, store_ids=(named("triana"),))
        act(session, operator(named("ada")), "structure.save", saving(customer), BEGAN_AT - timedelta(days=8))
    made: dict[RecordId, Made] = {}
    _fill(database, made)
    open_accounts(database, SPACE, [name for name, *_ in PEOPLE], BEGAN_AT)
    connection = database.engine.raw_connection()
    driver = connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)
    image = driver.serialize()
    connection.close()
    database.close()
    return Template(image, truth, made)


def saving(record: Record) -> Save:
    """Return the arguments that save a record of the structure."""
    fields: dict[str, Any] = {record.KIND: record}
    return Save(**fields)


def _fill(database: Database, made: dict[RecordId, Made]) -> None:
    noise = random.Random(11)
    counts: dict[str, int] = {}
    at = BEGAN_AT - timedelta(days=3)

    def fresh() -> RecordId:
        return new_id(at, noise.randbytes)

    def does(who: str, name: str, **args: Any) -> None:
        counts[who] = counts.get(who, 0) + 1
        mutation_id = fresh()
        made[mutation_id] = Made(name, args, named(who))
        envelope = MutationEnvelope(n=counts[who], id=mutation_id, name=name, v=1, at=time_text(at), args=args)
        request = PushRequest(client=named(f"desk/{who}"), epoch=EPOCH, schema=1, mutations=(envelope,))
        user = AuthenticatedUser(user_id=named(who), space_id=SPACE, device_id=named(who))
        result = push(database, request, user, at).results[0]
        assert result.outcome == "ok", (who, name, result)

    for place, (who, store, topic) in enumerate(OLD_TICKETS):
        at += timedelta(hours=1)
        ticket_id = fresh()
        does(
            who, "ticket.create", ticket_id=ticket_id, message_id=fresh(), title=f"Old ticket {place}",
            body=f"old body {place}", space_id=SPACE, store_id=named(store), topic_id=named(topic),
        )  # fmt: skip
        agent = "tim" if topic == "till" else "ana"
        if place % 2:
            does(agent, "ticket.reply", ticket_id=ticket_id, message_id=fresh(), body=f"old answer {place}")
            does(agent, "ticket.note", ticket_id=ticket_id, message_id=fresh(), body=f"old note {place}")
            does(agent, "ticket.tag", ticket_id=ticket_id, add=("old",))
    for place in range(3):
        at += timedelta(hours=1)
        article_id = fresh()
        does(
            "leo", "article.create", article_id=article_id, slug=f"old-{place}", locale="en", title=f"Old {place}",
            body="\n".join(f"paragraph {number} of {place}" for number in range(6)),
            visibility=("public", "franchise", "internal")[place],
        )  # fmt: skip
        does("leo", "article.publish", article_id=article_id)


@functools.cache
def cache_template(name: str, *, fresh: bool) -> Path:
    """Return the closed cache of a person, empty or come to the head of the server's template."""
    path = scratch() / f"template-{name}-{fresh}.db"
    noise = random.Random(f"template/{name}/{fresh}")
    replica = Replica.open(path, KEY, named(name), clock=lambda: BEGAN_AT, entropy=noise.randbytes)
    if not fresh:
        template = server_template()
        database = Database.open("sqlite://")
        connection = database.engine.raw_connection()
        driver = connection.driver_connection
        assert isinstance(driver, sqlite3.Connection)
        driver.deserialize(template.image)
        connection.close()
        user = AuthenticatedUser(user_id=named(name), space_id=SPACE, device_id=named(name))
        while replica.cursor().seq == 0 or replica.waiting().fills:
            replica.apply_page(decode_page(pull(database, replica.pull_request(), user, BEGAN_AT).body))
        database.close()
    replica.close()
    return path
