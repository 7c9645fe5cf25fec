"""The GUI thread while much goes on: a first sync with a whole knowledge base, and a search of it at every key."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.shell import names
from tests.e2e.house import OWNER, OWNER_NAME, SOON_S, Furnished, House, administer

KNOWLEDGE = Path(__file__).parents[3] / "shared" / "data" / "kb"
INDEXED_S = 180.0
QUERY = "create purchase order"


@pytest.fixture
def well_read(furnished: Furnished, tmp_path: Path) -> Furnished:
    """The furnished server with the articles of a whole product beside its own."""
    if not KNOWLEDGE.is_dir():
        pytest.skip(f"there is no knowledge base at {KNOWLEDGE.parent.parent.name}/data/kb beside the project")
    shutil.copytree(furnished.folder / "server", tmp_path / "read" / "server")
    said = administer(tmp_path / "read" / "server", ("import", "kb", str(KNOWLEDGE)))
    assert "articles" in said
    return Furnished(tmp_path / "read", furnished.port)


def test_a_first_sync_and_a_search_at_every_key_end_with_the_answer(
    well_read: Furnished, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    house = House(well_read, tmp_path / "house")
    try:
        house.server.start()
        store = house.sit_down("new-computer")
        house.sign_in(store, OWNER)
        store.see(OWNER_NAME, names.RAIL_USER, within_s=SOON_S)
        store.click(names.RAIL_KNOWLEDGE)
        store.type(names.KNOWLEDGE_FIELD, QUERY)
        store.see("urchase order", names.KNOWLEDGE_HITS, within_s=INDEXED_S)
        record_property("first_sync_longest_stall_ms", store.longest_stall_ms)
        store.longest_stall_ms = 0.0
        for words in (QUERY, "inventory adjustment", "retail channel"):
            store.type(names.KNOWLEDGE_FIELD, words, clear=True)
            store.see(words.split()[0][1:], names.KNOWLEDGE_HITS, within_s=SOON_S)
        record_property("search_longest_stall_ms", store.longest_stall_ms)
        print(f"longest stretch without an event while searching: {store.longest_stall_ms} ms")
    finally:
        house.close()
        house.show_logs()
