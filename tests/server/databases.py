"""Databases for tests of the server: the same tests on SQLite and on PostgreSQL."""

import secrets
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

import server.search.tables  # noqa: F401  # each adds its tables to the metadata
from server.db.database import Database
from tests.support.services import require


def _administer(url: str, statement: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(statement)  # names are ours


@pytest.fixture(scope="session")
def postgres_template() -> Iterator[tuple[str, str]]:
    """A PostgreSQL server's URL and the name of a database on it that has every table."""
    url = require("postgres")
    name = f"mostrador_t_{secrets.token_hex(6)}"
    _administer(url, f"CREATE DATABASE {name}")
    try:
        made = Database.open(_at(url, name))
        made.create_tables()
        made.close()
        yield url, name
    finally:
        _administer(url, f"DROP DATABASE {name} WITH (FORCE)")


def _at(url: str, name: str) -> str:
    return url.rpartition("/")[0] + f"/{name}"


@pytest.fixture(params=["sqlite", "postgres"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """What `Database.open` is given: a folder, or the URL of an empty PostgreSQL database with every table."""
    if request.param == "sqlite":
        made = Database.open(tmp_path)
        made.create_tables()
        made.close()
        yield str(tmp_path)
        return
    url, template = request.getfixturevalue("postgres_template")
    name = f"{template}_{secrets.token_hex(4)}"
    _administer(url, f"CREATE DATABASE {name} TEMPLATE {template}")
    try:
        yield _at(url, name)
    finally:
        _administer(url, f"DROP DATABASE {name} WITH (FORCE)")


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
