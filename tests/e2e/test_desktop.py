"""The program among others: killed and started again, reached by links, on a real screen with a bus beside it."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from demo.drive.handle import DrivenClient
from desktop.shell import names
from tests.e2e.house import (
    ONLINE,
    OWNER,
    OWNER_NAME,
    RECONNECT_S,
    SOON_S,
    House,
    file_ticket,
    open_ticket,
    reply,
    wait_until_sent,
)
from tests.support.bus import NotificationServer, session_bus
from tests.support.display import press, x_display

KEPT_S = 2.0
"""By then everything that is kept with a delay is written."""


def second_start(home: Path, *arguments: str) -> int:
    """Start the program again beside the one that runs, and return how it ended."""
    variables = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "MOSTRADOR_HOME": str(home)}
    command = [sys.executable, "-m", "desktop.command", *arguments]
    return subprocess.run(command, env=variables, check=False, timeout=SOON_S).returncode


def test_after_a_kill_one_is_where_one_was_with_what_one_had_typed(house: House) -> None:
    title, draft = "The oven stays cold after a cut", "It has been cold since ten"
    store = house.owner()
    file_ticket(store, title, "The line went down, then the power.")
    store.type(names.COMPOSER_TEXT, draft)
    store.see("Draft saved here", names.COMPOSER_STATE)
    time.sleep(KEPT_S)
    store.kill()

    store = house.sit_down("store", account=OWNER)
    house.unlock(store)

    store.see(title, names.CONVERSATION_TITLE, within_s=SOON_S)
    store.see(draft, names.COMPOSER_TEXT)


def test_a_link_from_outside_opens_in_the_program_that_runs(house: House) -> None:
    title = "Found by its link"
    store = house.owner()
    file_ticket(store, title, "Somebody mailed the link.")
    wait_until_sent(store)
    [(ticket_id,)] = house.rows("SELECT id FROM ticket WHERE subject = ?", title)
    store.click(names.RAIL_HOME)

    assert second_start(house.home("store"), f"mostrador://ticket/{ticket_id}") == 0
    store.see(title, names.CONVERSATION_TITLE, within_s=SOON_S)

    assert second_start(house.home("store"), "mostrador://ticket/01900000-0000-7000-8000-00000000dead") == 0
    store.see("This ticket is not here", names.TOAST, within_s=SOON_S)
    assert second_start(house.home("store"), "--new-ticket") == 0
    store.see("", names.FILING_TITLE, within_s=SOON_S)
    assert second_start(house.home("store"), "--lock") == 0
    store.see("Welcome back", names.SIGN_IN, within_s=SOON_S)
    house.unlock(store)
    store.see("", names.FILING_TITLE, within_s=SOON_S)


@pytest.mark.needs("bus", "x11")
def test_an_answer_is_told_and_answered_outside_the_window_and_a_key_brings_it_forward(
    house: House, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    title, answer = "The till prints nothing", "Switch it off and on"
    earlier = house.owner()
    earlier.click(names.RAIL_TICKETS)
    earlier.click(names.QUEUE_NEW)
    earlier.type(names.FILING_TITLE, title)
    earlier.click(f"{names.FILING_TOPIC}.card_terminal")
    earlier.type(f"{names.FILING_DETAILS}.terminal.field", "TID 4411")
    earlier.click(f"{names.FILING_DETAILS}.refuses.contactless")
    earlier.type(names.FILING_BODY, "Not a word.")
    earlier.click(names.FILING_SEND)
    earlier.see(title, names.CONVERSATION_TITLE, within_s=SOON_S)
    wait_until_sent(earlier)
    earlier.click(names.RAIL_HOME)
    time.sleep(KEPT_S)
    earlier.close()
    with session_bus(monkeypatch) as address, x_display(monkeypatch) as display:
        desktop = NotificationServer(address)
        on_screen = {"QT_QPA_PLATFORM": "xcb", "DISPLAY": display, "DBUS_SESSION_BUS_ADDRESS": address}
        arguments = ["--server", house.address, "--lang", "en"]
        store = DrivenClient(house.home("store", OWNER), arguments, tmp_path / "screen.log", on_screen)
        try:
            house.unlock(store)
            store.see(OWNER_NAME, names.RAIL_USER, within_s=SOON_S)
            store.see(ONLINE, names.RAIL_LINE, within_s=RECONNECT_S)
            agent = house.agent()
            open_ticket(agent, title)
            agent.see("Not a word.", names.CONVERSATION_LIST)
            reply(agent, answer)

            notice = desktop.wait_for(1)
            assert answer in notice.body
            assert title in notice.body
            desktop.reply(notice, "It prints again, thank you")
            agent.see("It prints again, thank you", names.CONVERSATION_LIST, within_s=RECONNECT_S)
            assert house.messages("It prints again, thank you") == 1

            press(display, "ctrl+alt+m")
            store.see("", names.PALETTE_FIELD, within_s=SOON_S)
        finally:
            store.close()
            desktop.close()
