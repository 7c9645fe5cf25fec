"""The databases that storage tests run on: SQLite in a file, and PostgreSQL where one runs."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import make_url

from server.db.database import Database
from tests.support.services import require
from tests.support.world import World, build_world

BACKENDS = ("sqlite", "postgres")


@pytest.fixture(scope="session")
def postgres_database() -> Iterator[str]:
    """The URL of an empty database of this run's own."""
    server = require("postgres")
    name = f"mostrador_test_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    url = make_url(server).set(drivername="postgresql+psycopg", database=name)
    database = Database.open(url.render_as_string(hide_password=False))
    database.create_tables()
    database.close()
    yield url.render_as_string(hide_password=False)
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture(params=BACKENDS)
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A database with all its tables; every test that takes it runs once on each kind."""
    if request.param == "postgres":
        database = Database.open(request.getfixturevalue("postgres_database"))
    else:
        database = Database.open(tmp_path)
        database.create_tables()
    yield database
    database.close()


@pytest.fixture
def world(database: Database) -> World:
    """A franchise in a space of its own."""
    return build_world(database)
