"""Databases for tests of the server: the same tests on SQLite and on PostgreSQL."""

import secrets
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

import server.search.tables  # noqa: F401  # each adds its tables to the metadata
from server.db.database import Database
from server.schema import metadata
from tests.support.services import require


def _administer(url: str, statement: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(statement)  # names are ours


@pytest.fixture(scope="session")
def own_postgres() -> Iterator[str]:
    """The URL of a PostgreSQL database of this run's own that has every table."""
    url, name = require("postgres"), f"mostrador_t_{secrets.token_hex(6)}"
    _administer(url, f"CREATE DATABASE {name}")
    try:
        made = Database.open(_at(url, name))
        made.create_tables()
        made.close()
        yield _at(url, name)
    finally:
        _administer(url, f"DROP DATABASE {name} WITH (FORCE)")


def _at(url: str, name: str) -> str:
    return url.rpartition("/")[0] + f"/{name}"


@pytest.fixture(params=["sqlite", "postgres"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """What `Database.open` is given: a folder or a URL; the database there has every table and nothing in them."""
    is_file = request.param == "sqlite"
    where = str(tmp_path) if is_file else request.getfixturevalue("own_postgres")
    database = Database.open(where)
    if is_file:
        database.create_tables()
    yield where
    if not is_file:
        # Names of accounts are unique on a server, not in a space: what a test made must go.
        with database.transaction() as connection:
            for table in reversed(metadata.sorted_tables):
                connection.execute(table.delete())
    database.close()


@pytest.fixture
def empty_place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """As `place`, without tables; parametrise indirectly with `sqlite` or `postgres`."""
    if request.param == "sqlite":
        yield str(tmp_path)
        return
    url, name = require("postgres"), f"mostrador_t_{secrets.token_hex(6)}"
    _administer(url, f"CREATE DATABASE {name}")
    try:
        yield _at(url, name)
    finally:
        _administer(url, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def database(place: str) -> Iterator[Database]:
    """An open database with every table and no space."""
    opened = Database.open(place)
    yield opened
    opened.close()
