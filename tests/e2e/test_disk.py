"""A full disk: a sentence says so, what was typed stays, and it goes out once there is room."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.shell import names
from tests.e2e.disk import SmallDisk, small_disk
from tests.e2e.house import OWNER, SOON_S, House, file_ticket, wait_until_sent

TITLE = "Freezer two is warm"
LONG_REPLY = "The display shows minus four, and the alarm is quiet. " * 6


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[SmallDisk]:
    """Where the store's computer keeps its files."""
    with small_disk(tmp_path / "small") as small:
        yield small


def test_a_reply_on_a_full_disk_stays_in_the_composer_and_goes_out_once_there_is_room(
    disk: SmallDisk, house: House
) -> None:
    house.move_in("store", OWNER, disk.folder / "home")
    store = house.owner()
    file_ticket(store, TITLE, "Since six o'clock.")
    wait_until_sent(store)
    disk.fill(store)
    try:
        store.type(names.COMPOSER_TEXT, LONG_REPLY)
        store.press("Ctrl+Return", names.COMPOSER_TEXT)
        store.see("try again", names.TOAST, within_s=SOON_S)
        store.see(LONG_REPLY.strip(), names.COMPOSER_TEXT)
        assert house.messages(LONG_REPLY.strip()) == 0
    finally:
        disk.free(store)
    store.press("Ctrl+Return", names.COMPOSER_TEXT)
    store.see(LONG_REPLY[:50], names.CONVERSATION_LIST, within_s=SOON_S)
    wait_until_sent(store)
    assert house.messages(LONG_REPLY.strip()) == 1
