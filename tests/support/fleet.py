"""A whole server for load and chaos: a database with a world in it, sessions without passwords, several processes."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import psycopg
from sqlalchemy import insert, make_url

from domain.ids import RecordId, new_id
from server.accounts.tables import AccessToken, Account, Device
from server.accounts.tokens import digest, new_refresh_token, new_secret
from server.db.database import Database, utc_now
from server.migrations.versioning import upgrade
from sync.protocol.accounts import Session
from tests.support.server import ServerProcess, free_port
from tests.support.world import World, build_world

TTL_S = 6 * 3600.0


@dataclass
class Site:
    """A server's database and folder, and the world in it."""

    folder: Path
    database_url: str
    redis_url: str
    database: Database
    world: World

    def process(self) -> ServerProcess:
        """One more process of this server, not started."""
        environment = {"MOSTRADOR_DATABASE_URL": self.database_url, "MOSTRADOR_REDIS_URL": self.redis_url}
        wanted = {name: value for name, value in environment.items() if value}
        return ServerProcess(self.folder, free_port(), environment={**os.environ, **wanted})

    def sessions(self, *names: str) -> list[Session]:
        """Open a session on a device of its own for each of the people named; nobody is asked for a password."""
        return open_sessions(self.database, self.world, names)


@contextmanager
def own_postgres(server_url: str) -> Iterator[str]:
    """Make an empty PostgreSQL database and drop it afterwards; the URL is as settings take it."""
    name = f"mostrador_lane_{secrets.token_hex(6)}"
    with psycopg.connect(server_url, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')  # the name is ours
    try:
        yield make_url(server_url).set(database=name).render_as_string(hide_password=False)
    finally:
        with psycopg.connect(server_url, autocommit=True) as connection:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@contextmanager
def site(folder: Path, database_url: str = "", redis_url: str = "") -> Iterator[Site]:
    """Set a server up in `folder`, on SQLite unless there is a URL; no process runs yet."""
    folder.mkdir(parents=True, exist_ok=True)
    database = Database.open(database_url or folder)
    try:
        upgrade(database)
        yield Site(folder, database_url, redis_url, database, build_world(database))
    finally:
        database.close()


def open_sessions(database: Database, world: World, names: Sequence[str]) -> list[Session]:
    """Open a session on a new device for each of `names`, which may repeat."""
    now = utc_now()
    sessions: list[Session] = []
    devices, tokens = [], []
    for name in names:
        device, access, refresh = new_id(now, secrets.token_bytes), new_secret(), new_refresh_token()
        user_id = world.ids[name]
        devices.append(
            {
                "user_id": user_id,
                "id": device,
                "name": f"{name}'s",
                "family_hash": digest(refresh.family),
                "refresh_hash": digest(refresh.secret),
                "previous_hash": "",
                "revoked_at": None,
                "created_at": now,
                "refreshed_at": now,
            }
        )
        expires_at = now + timedelta(seconds=TTL_S)
        tokens.append({"digest": digest(access), "user_id": user_id, "device_id": device, "expires_at": expires_at})
        sessions.append(
            Session(
                access_token=access,
                refresh_token=refresh.text(),
                access_ttl_s=TTL_S,
                user_id=user_id,
                space_id=world.space_id,
                user_name=name,
                locale="en",
                device=RecordId(device),
            )
        )
    with database.transaction() as connection:
        known = set(connection.scalars(Account.__table__.select().with_only_columns(Account.user_id)))
        accounts = [_account(world, name) for name in dict.fromkeys(names) if world.ids[name] not in known]
        if accounts:
            connection.execute(insert(Account), accounts)
        connection.execute(insert(Device), devices)
        connection.execute(insert(AccessToken), tokens)
    return sessions


def _account(world: World, name: str) -> dict[str, object]:
    return {
        "user_id": world.ids[name],
        "space_id": world.space_id,
        "name": f"{name}.{world.space_id}",
        "email": f"{name}@example.org",
        "password_hash": "none",
        "locked": False,
        "created_at": utc_now(),
        "signed_in_at": None,
    }
