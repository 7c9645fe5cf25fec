"""The schema that migrations make is the schema the code uses."""

from collections.abc import Iterator

import pytest
from sqlalchemy import inspect, text

from server.db.database import Database
from server.migrations.errors import DatabaseEmpty, DatabaseNewer, DatabaseOlder
from server.migrations.versioning import check, differences, upgrade

both = pytest.mark.parametrize("empty_place", ["sqlite", "postgres"], indirect=True)


@pytest.fixture
def empty(empty_place: str) -> Iterator[Database]:
    opened = Database.open(empty_place)
    yield opened
    opened.close()


@both
def test_the_migrated_schema_is_the_metadatas(empty: Database) -> None:
    version = upgrade(empty)
    assert check(empty) == version
    with empty.snapshot() as connection:
        assert differences(connection) == []


@both
def test_migrated_tables_have_the_options_the_code_relies_on(empty: Database) -> None:
    upgrade(empty)
    with empty.snapshot() as connection:
        if connection.dialect.name == "sqlite":
            feed = connection.scalar(text("SELECT sql FROM sqlite_master WHERE name = 'feed'"))
            assert "WITHOUT ROWID" in str(feed)
            assert inspect(connection).has_table("search_terms")
        else:
            order = text(
                "SELECT collation_name FROM information_schema.columns WHERE table_name='feed' AND column_name='id'"
            )
            assert connection.scalar(order) == "C"


@both
def test_upgrading_twice_changes_nothing(empty: Database) -> None:
    assert upgrade(empty) == upgrade(empty)


@both
def test_an_empty_database_says_how_to_fill_it(empty: Database) -> None:
    with pytest.raises(DatabaseEmpty, match="mostrador-server init"):
        check(empty)


@both
def test_a_database_of_a_newer_server_is_left_alone(empty: Database) -> None:
    upgrade(empty)
    with empty.transaction() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(DatabaseNewer, match="newer server"):
        check(empty)
    with pytest.raises(DatabaseNewer, match="Install that version"):
        upgrade(empty)


def test_an_older_database_says_what_to_do() -> None:
    assert "copy" in str(DatabaseOlder("0001", "0002"))
