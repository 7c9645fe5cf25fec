"""A forgotten password costs nothing that waited on the computer, however its key was kept."""

from __future__ import annotations

import re
import time
from email import message_from_bytes
from email.policy import SMTP

import pytest
import requests

from desktop.shell import names
from tests.e2e.house import (
    OFFLINE,
    OWNER,
    OWNER_NAME,
    RECONNECT_S,
    SAVED,
    SOON_S,
    House,
    file_ticket,
    open_ticket,
    wait_until_sent,
)

NEW = "three blue umbrellas"


def link_of(house: House) -> str:
    """Where the mail leads that came last, once it has come."""
    give_up_at = time.monotonic() + SOON_S
    while time.monotonic() < give_up_at:
        for file in sorted((house.folder / "server" / "mail").glob("*.eml")):
            letter = message_from_bytes(file.read_bytes(), policy=SMTP)
            body = letter.get_body(("plain",))
            found = re.search(r"(http://\S+/reset/\S+)", str(body.get_content())) if body is not None else None
            if found:
                return found[1]
        time.sleep(0.1)
    pytest.fail("no mail with a link came")


def test_a_forgotten_password_loses_nothing_that_waited(house: House) -> None:
    title = "Written before the password was forgotten"
    store = house.owner()
    house.server.stop()
    store.see(OFFLINE, names.RAIL_LINE, within_s=RECONNECT_S)
    file_ticket(store, title, "The till at the door.")
    store.see(SAVED, names.CONVERSATION_LIST)
    store.close()

    house.server.start()
    store = house.sit_down("store", account=OWNER)
    store.click(names.SIGN_IN_RESET)
    store.click(names.RESET_SEND)
    store.see("a link is on its way", names.RESET_SAID, within_s=SOON_S)
    answer = requests.post(link_of(house), data={"password": NEW, "again": NEW}, timeout=SOON_S)
    assert answer.status_code == 200
    assert house.tickets(title) == 0

    store.click(names.RESET_BACK)
    house.unlock(store, NEW)
    store.see(OWNER_NAME, names.RAIL_USER, within_s=SOON_S)
    open_ticket(store, title)
    wait_until_sent(store)
    assert house.tickets(title) == 1

    store.close()
    store = house.sit_down("store", account=OWNER)
    house.unlock(store, NEW)
    store.see(OWNER_NAME, names.RAIL_USER, within_s=SOON_S)
