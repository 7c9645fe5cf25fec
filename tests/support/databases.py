"""The databases that storage tests run on: SQLite in a file, and PostgreSQL where one runs."""

from __future__ import annotations

import shutil
import uuid
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random

import psycopg
import pytest
from sqlalchemy import Engine, make_url

import server.schema  # noqa: F401  # brings every table
from server.db.database import Database
from server.db.engine import open_engine
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


class Files:
    """One SQLite file after another in the same place, each a copy of one that was made once.

    An engine knows the statements it has compiled: one for all tests spares them a quarter of their time.
    """

    def __init__(self, folder: Path) -> None:
        self.engine = open_engine(folder)
        self._path = Path(str(self.engine.url.database))
        self._bare, self._furnished = folder / "bare", folder / "furnished"
        database = Database(self.engine)
        database.create_tables()
        self._keep(self._bare)
        self.world = build_world(database)
        self._keep(self._furnished)

    def _keep(self, copy: Path) -> None:
        self.engine.dispose()
        shutil.copyfile(self._path, copy)

    def lay(self, *, furnished: bool) -> None:
        """Have the next connection find every table, and in them nothing or the world."""
        self.engine.dispose()
        for rest in ("-wal", "-shm"):
            self._path.with_name(self._path.name + rest).unlink(missing_ok=True)
        shutil.copyfile(self._furnished if furnished else self._bare, self._path)

    def furnish(self, database: Database) -> World:
        """Lay the world out; the test may do with it what it likes."""
        self.lay(furnished=True)
        chance = Random()
        chance.setstate(self.world.random.getstate())
        return replace(self.world, database=database, ids=dict(self.world.ids), random=chance)


@pytest.fixture(scope="session")
def sqlite_files(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Files]:
    """The SQLite files of this process."""
    files = Files(tmp_path_factory.mktemp("sqlite"))
    yield files
    files.engine.dispose()


@pytest.fixture(scope="session")
def postgres_engine(postgres_database: str) -> Iterator[Engine]:
    """An engine on this run's own database."""
    engine = open_engine(postgres_database)
    yield engine
    engine.dispose()


@pytest.fixture(params=BACKENDS)
def database(request: pytest.FixtureRequest) -> Iterator[Database]:
    """A database with all its tables; every test that takes it runs once on each kind."""
    if request.param == "postgres":
        database = Database(request.getfixturevalue("postgres_engine"))
    else:
        files: Files = request.getfixturevalue("sqlite_files")
        files.lay(furnished=False)
        database = Database(files.engine)
    yield database
    database.close()


@pytest.fixture
def world(request: pytest.FixtureRequest, database: Database) -> World:
    """A franchise in a space of its own."""
    if database.engine.dialect.name != "sqlite":
        return build_world(database)
    files: Files = request.getfixturevalue("sqlite_files")
    return files.furnish(database)
