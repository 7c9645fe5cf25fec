"""Somebody else answers in the middle of a session: that is no connection, not an error, and all arrives later."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from demo.server_process import free_port
from desktop.shell import names
from tests.e2e.house import (
    NO_LINE,
    SAVED,
    SOON_S,
    Furnished,
    House,
    file_ticket,
    reply,
    wait_until_sent,
)
from tests.e2e.proxy import Answers, Proxy, proxy

TITLE = "Scales lose their zero"
REPLIES = ("They were level this morning.", "It happens after every restart.")


@pytest.fixture
def behind(furnished: Furnished, tmp_path: Path) -> Iterator[tuple[House, Proxy]]:
    """A house whose clients reach their server through a proxy."""
    port = free_port()
    place = House(furnished, tmp_path / "house", port=port)
    with proxy(furnished.port, port) as between:
        place.server.start()
        try:
            yield place, between
        finally:
            place.close()
            place.show_logs()


@pytest.mark.parametrize("answers", [Answers.PORTAL, Answers.BROKEN])
def test_what_is_written_while_somebody_else_answers_arrives_once_later(
    behind: tuple[House, Proxy], answers: Answers
) -> None:
    house, between = behind
    store = house.owner()
    file_ticket(store, TITLE, "Every morning.")
    wait_until_sent(store)
    between.switch(answers)
    for text in REPLIES:
        reply(store, text)
    store.see(NO_LINE, names.OFFLINE_STRIP, within_s=SOON_S)
    store.see(SAVED, names.CONVERSATION_LIST)
    assert between.intercepted > 0
    assert [house.messages(text) for text in REPLIES] == [0, 0]

    between.switch(Answers.SERVER)
    wait_until_sent(store)
    store.see_gone(NO_LINE)
    assert "Sign in" not in store.read(names.RAIL_LINE)
    assert [house.messages(text) for text in REPLIES] == [1, 1]
