"""A file attached without a line, then a kill: the other side has it whole once the line is back."""

from __future__ import annotations

import os
from pathlib import Path

from desktop.shell import names
from tests.e2e.house import OWNER, RECONNECT_S, SOON_S, House, file_ticket, open_ticket, wait_until_sent

TITLE = "Freezer shows minus four"


def test_a_file_attached_without_a_line_reaches_the_agent_after_a_kill(house: House, tmp_path: Path) -> None:
    content = os.urandom(6 * 1024 * 1024)
    original = tmp_path / "freezer.mp4"
    original.write_bytes(content)
    store = house.owner()
    file_ticket(store, TITLE, "Since six.")
    wait_until_sent(store)
    house.server.kill()

    store.drop(names.COMPOSER_TEXT, original)
    store.see("freezer.mp4", names.FILES_CHIPS)
    store.press("Ctrl+Return", names.COMPOSER_TEXT)
    store.see("freezer.mp4, 6.0 MB, saved here", names.CONVERSATION_LIST)
    store.kill()
    original.unlink()

    house.server.start()
    store = house.owner()
    agent = house.agent()
    open_ticket(agent, TITLE)
    agent.see("freezer.mp4, 6.0 MB, not on this computer", names.CONVERSATION_LIST, within_s=RECONNECT_S)
    open_ticket(store, TITLE)
    store.see_gone("saved here", names.CONVERSATION_LIST, within_s=SOON_S)
    [(sha256,)] = house.rows("SELECT sha256 FROM attachment WHERE name = 'freezer.mp4' AND state = 'ready'")
    [kept] = house.contents(sha256)
    assert kept == content
    assert content[:1000] not in b"".join(
        place.read_bytes() for place in house.home("store", OWNER).rglob("*") if place.is_file()
    )
