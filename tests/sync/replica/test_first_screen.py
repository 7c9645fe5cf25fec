"""The first paint: the right rows, read without importing half the program."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from domain.ids import RecordId
from sync.replica.first_screen import read_first_screen
from sync.replica.reading.tickets import ViewKey
from sync.replica.writer import Replica
from tests.support.franchise import NOON, named
from tests.sync.replica.conftest import file_ticket
from tests.sync.replica.model import KEY, ModelClient


def test_an_agent_sees_the_queue_with_names_counts_and_what_waits(ana: ModelClient, ticket_id: RecordId) -> None:
    file_ticket(ana.server, "sue", store_id=named("rathmines"))
    ana.catch_up()
    args = {"ticket_id": ticket_id, "message_id": ana.server.franchise.id(), "body": "On it."}
    ana.replica.mutate("ticket.reply", args)
    screen = read_first_screen(ana.path, KEY, NOON)
    assert screen.me is not None
    assert (screen.me.name, screen.view, screen.synced, screen.filling) == ("Ana", ViewKey.TEAM, True, False)
    assert {(row.store, row.requester) for row in screen.rows} == {
        ("Sevilla, Triana", "Sam"),
        ("Dublin, Rathmines", "Sue"),
    }
    assert screen.counts[ViewKey.TEAM] == 2
    assert screen.counts[ViewKey.MINE] == 1
    assert (screen.unsent, screen.refused) == (1, 0)


def test_a_franchisee_sees_the_stores_tickets(client_of: Callable[[str], ModelClient], ticket_id: RecordId) -> None:
    sam = client_of("sam")
    screen = read_first_screen(sam.path, KEY, NOON)
    assert screen.view is ViewKey.STORE_OPEN
    assert [row.id for row in screen.rows] == [ticket_id]


def test_before_the_first_page_there_is_nobody_and_nothing(tmp_path: Path) -> None:
    Replica.open(tmp_path / "cache.db", KEY, named("ana")).close()
    screen = read_first_screen(tmp_path / "cache.db", KEY, NOON)
    assert (screen.me, screen.rows, screen.synced, screen.locale) == (None, (), False, "en")


def test_it_imports_neither_the_rules_nor_the_wire(ana: ModelClient) -> None:
    code = (
        "import sys, sync.replica.first_screen;"
        "rules = {'domain.records', 'domain.text'};"
        "wire = {'msgspec', 'sqlalchemy', 'requests', 'PySide6', 'json.tool'};"
        "heavy = (rules | wire) & set(sys.modules);"
        "assert not heavy, heavy"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=Path(__file__).parents[3])
