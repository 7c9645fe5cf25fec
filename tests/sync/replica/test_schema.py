"""The tables, the statements of the hot path and the records say the same."""

from __future__ import annotations

from pathlib import Path

from domain.records import Article, Ticket, from_wire, to_wire
from sync.protocol.tables import JsonText
from sync.replica.columns import COLUMNS
from sync.replica.schema import RECORD_TABLES
from tests.support.franchise import NOON, named
from tests.sync.replica.model import ModelClient


def test_every_kind_has_its_columns_in_the_same_order_in_both() -> None:
    assert RECORD_TABLES.keys() == COLUMNS.keys()
    for kind, table in RECORD_TABLES.items():
        assert [column.name for column in table.columns] == ["row_id", *COLUMNS[kind].names, "rev", "extra"]
        json = {column.name for column in table.columns if isinstance(column.type, JsonText)} - {"extra"}
        assert {COLUMNS[kind].names[index] for index in COLUMNS[kind]._json} == json


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
