"""The tables, the statements of the hot path and the records say the same."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from domain.records import Article, Ticket, Topic, from_wire, to_wire
from sync.protocol.tables import JsonText
from sync.replica.columns import COLUMNS
from sync.replica.migrations import ROOTS_OF_9, STEPS
from sync.replica.schema import RECORD_TABLES
from sync.replica.side_indexes import SideIndexes
from sync.replica.text_index import FULL_TEXT
from tests.support.franchise import DESK_FORM, FORM, NOON, named
from tests.support.members import members
from tests.sync.replica.model import ModelClient

SIGHTS = 9
"""The version that gave every kind its `sight_id`."""
KINDS_ADDED = (
    *(("saved_reply", 7), ("macro", 12), ("rating", 19), ("closing_policy", 20), ("absence", 24), ("topic_desk", 28)),
)
FIELDS_OF_FORMS = (
    *(("topic", "form"), ("ticket", "answers"), ("ticket", "asked"), ("ticket", "steps"), ("ticket_desk", "answers")),
)
"""Fields that came with version 27."""


def test_every_kind_has_its_columns_in_the_same_order_in_both() -> None:
    assert RECORD_TABLES.keys() == COLUMNS.keys()
    for kind, table in RECORD_TABLES.items():
        assert [column.name for column in table.columns] == [
            *("row_id", *COLUMNS[kind].names, "rev", "extra"),
            *(["sight_id"] if COLUMNS[kind].parent is None else []),
        ]
        json = {column.name for column in table.columns if isinstance(column.type, JsonText)} - {"extra"}
        assert {COLUMNS[kind].names[index] for index in COLUMNS[kind]._json} == json


@pytest.mark.parametrize(("kind", "version"), KINDS_ADDED)
def test_a_kind_that_an_update_adds_lies_as_in_a_new_cache(ana: ModelClient, kind: str, version: int) -> None:
    def shape() -> list[Any]:
        columns = ana.replica.cache.all(f"PRAGMA table_info({kind})")
        if version < SIGHTS:
            columns = [column for column in columns if column[1] != "sight_id"]
        indexes = ana.replica.cache.all("SELECT name FROM sqlite_master WHERE tbl_name = ? AND type = 'index'", (kind,))
        return [*columns, sorted(indexes)]

    new = shape()
    ana.replica.cache.execute(f"DROP TABLE {kind}")
    STEPS[version](ana.replica.cache.connection)
    assert shape() == new


def test_what_counts_views_lies_after_an_update_as_in_a_new_cache(ana: ModelClient) -> None:
    cache, tables = ana.replica.cache, ("view_slot", "view_mark", "view_turn")

    def shape() -> list[Any]:
        columns = [cache.all(f"PRAGMA table_info({table})") for table in tables]
        indexes = [cache.all(f"PRAGMA index_list({table})") for table in tables]
        return [columns, indexes, sorted(column[1:4] for column in cache.all('PRAGMA table_info("view")'))]

    new = shape()
    for table in tables:
        cache.execute(f"DROP TABLE {table}")
    for column in ("descending", "grouping", "columns", "active"):
        cache.execute(f'ALTER TABLE "view" DROP COLUMN {column}')
    STEPS[17](cache.connection)
    assert shape() == new


def test_memberships_of_an_older_cache_become_sights(ana: ModelClient) -> None:
    cache = ana.replica.cache
    # Of the kinds that came later there was nothing yet.
    cache.execute("DELETE FROM topic_desk")
    before = set(members(cache))
    roots = [columns for columns in COLUMNS.values() if columns.parent is None and columns.kind in ROOTS_OF_9]
    cache.execute("CREATE TABLE member (kind TEXT, id TEXT, scope TEXT, PRIMARY KEY (kind, id, scope)) WITHOUT ROWID")
    cache.connection.executemany("INSERT INTO member VALUES (?, ?, ?)", list(before))
    for columns in roots:
        cache.execute(f"ALTER TABLE {columns.table} DROP COLUMN sight_id")
    cache.execute("DROP TABLE sight")
    STEPS[SIGHTS](cache.connection)
    assert len(before) > len(roots)
    assert set(members(cache)) == before


def test_an_update_keeps_with_a_topic_only_what_everybody_is_asked(ana: ModelClient) -> None:
    cache, till = ana.replica.cache, named("till")
    forms = "SELECT id, form FROM topic ORDER BY id"
    before = {one: json.loads(form) for one, form in cache.all(forms)}
    mixed = to_wire(Topic(id=till, key="till", names={"en": "Till"}, form=(*FORM[:1], *DESK_FORM, *FORM[1:])))
    cache.execute("UPDATE topic SET form = ? WHERE id = ?", (json.dumps(mixed["form"]), till))
    cache.execute("DROP TABLE topic_desk")
    STEPS[28](cache.connection)
    assert {one: json.loads(form) for one, form in cache.all(forms)} == before
    assert [line["key"] for line in before[till]] == [line.key for line in FORM]


@pytest.mark.parametrize("first_sync", [False, True])
def test_an_update_makes_the_stores_index_anew_even_while_a_first_sync_does_without(
    ana: ModelClient, *, first_sync: bool
) -> None:
    cache, indexes = ana.replica.cache, SideIndexes(ana.replica.cache)
    made = "SELECT sql FROM sqlite_master WHERE name = 'ticket_store'"
    new = cache.value(made)
    cache.execute("DROP INDEX ticket_store")
    cache.execute("CREATE INDEX ticket_store ON ticket (store_id, updated_at)")
    if first_sync:
        indexes.drop()
    STEPS[10](cache.connection)
    assert bool(cache.value(made)) is not first_sync
    if first_sync:
        # As after an update: the cache is opened by a build that finds what the step has kept.
        ana.close()
        cache = ana.open().cache
        SideIndexes(cache).restore()
    assert cache.value(made) == new


def test_an_update_makes_the_full_text_anew_as_far_as_it_went(ana: ModelClient) -> None:
    cache = ana.replica.cache
    known = [cache.value("SELECT sql FROM sqlite_master WHERE name = ?", (f"{kind}_text",)) for kind in FULL_TEXT]
    triggers = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name"
    made = cache.all(triggers)
    cache.execute("UPDATE text_index SET upto = 0 WHERE kind = 'ticket'")
    STEPS[11](cache.connection)
    # What later versions put into it is put into it anew as well.
    for event in ("insert", "delete", "update"):
        cache.execute(f"DROP TRIGGER ticket_text_{event}")
    for kind, name in FIELDS_OF_FORMS:
        cache.execute(f"ALTER TABLE {kind} DROP COLUMN {name}")
    for event in ("insert", "delete", "update"):
        cache.execute(f"CREATE TRIGGER ticket_text_{event} AFTER INSERT ON topic BEGIN SELECT 1; END")
    STEPS[27](cache.connection)
    assert [
        cache.value("SELECT sql FROM sqlite_master WHERE name = ?", (f"{kind}_text",)) for kind in FULL_TEXT
    ] == known
    assert cache.all(triggers) == made
    assert cache.value("SELECT count(*) FROM ticket_text_docsize") == 0
    assert cache.value("SELECT count(*) FROM message_text_docsize") == cache.value("SELECT count(*) FROM message") > 0


def test_a_record_comes_back_from_its_row_as_it_went_in() -> None:
    article = Article(
        id=named("a"), slug="s", locale="es", translation_key="k", title="T", body="B", tags=("x", "y"),
        created_at=NOON, updated_at=NOON,
    )  # fmt: skip
    columns = COLUMNS["article"]
    data, rev = columns.data(columns.row(to_wire(article), 7))
    assert (from_wire(Article, data), rev) == (article, 7)


def test_fields_of_a_newer_server_are_kept_through_a_local_change(ana: ModelClient) -> None:
    ticket = next(r for r in ana.server.rows.values() if isinstance(r, Ticket))
    columns = COLUMNS["ticket"]
    row = columns.row(to_wire(ticket) | {"mood": "calm"}, 99)
    with ana.replica.cache.transaction(durable=False):
        ana.replica.cache.execute(columns.upsert, row)
    ana.replica.mutate("ticket.follow", {"ticket_id": ticket.id, "following": True})
    kept = ana.replica.cache.execute(columns.select, (ticket.id,)).fetchone()
    assert columns.data(kept)[0]["mood"] == "calm"
    assert columns.data(kept)[1] == 99


def test_opening_a_cache_that_is_there_does_not_import_sqlalchemy(ana: ModelClient) -> None:
    import subprocess
    import sys

    code = (
        "import sys; from pathlib import Path; from sync.replica.writer import Replica;"
        f"Replica.open(Path({str(ana.path)!r}), b'k' * 32, {named('ana')!r}).close();"
        "assert 'sqlalchemy' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=Path(__file__).parents[3])
