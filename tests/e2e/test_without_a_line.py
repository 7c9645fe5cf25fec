"""Without a line, and without power: nothing is lost, and everything arrives once."""

from __future__ import annotations

from desktop.shell import names
from tests.e2e.house import (
    NO_LINE,
    NO_NUMBER,
    RECONNECT_S,
    SAVED,
    SOON_S,
    House,
    file_ticket,
    open_ticket,
    reply,
    wait_until_sent,
)

TITLE = "Receipt printer cuts in the middle"
BODY = "Every receipt longer than a hand is cut in two. The roll is new."
REPLIES = ("I put in another roll: the same.", "It began after the update of last night.")
DRAFT = "One more thing: the printer at the terrace"


def test_what_was_written_without_a_line_survives_a_kill_and_arrives_exactly_once(house: House) -> None:
    store = house.owner()
    house.server.kill()
    store.see(NO_LINE, names.OFFLINE_STRIP, within_s=SOON_S)
    file_ticket(store, TITLE, BODY)
    store.see(NO_NUMBER, names.CONVERSATION)
    for text in REPLIES:
        reply(store, text)
    store.see(SAVED, names.CONVERSATION_LIST)
    store.type(names.COMPOSER_TEXT, DRAFT)
    store.see("Draft saved here", names.COMPOSER_STATE)
    store.kill()

    store = house.owner(online=False)
    open_ticket(store, TITLE)
    for text in (BODY, *REPLIES, SAVED):
        store.see(text, names.CONVERSATION_LIST)
    store.see(NO_NUMBER, names.CONVERSATION)
    store.see(DRAFT, names.COMPOSER_TEXT)
    assert house.tickets(TITLE) == 0

    house.server.start()
    store.see("#", names.CONVERSATION, within_s=RECONNECT_S)
    store.see_gone(SAVED, names.CONVERSATION_LIST, within_s=SOON_S)
    store.see("Sent", names.CONVERSATION_LIST)
    store.see_gone(NO_LINE)
    wait_until_sent(store)
    store.see(DRAFT, names.COMPOSER_TEXT)
    assert house.rows("SELECT count(*), count(number) FROM ticket WHERE subject = ?", TITLE) == [(1, 1)]
    assert [house.messages(text) for text in (BODY, *REPLIES)] == [1, 1, 1]
    assert house.messages(DRAFT) == 0


def test_a_client_killed_while_it_sends_sends_nothing_twice(house: House) -> None:
    store = house.owner()
    file_ticket(store, TITLE, BODY)
    wait_until_sent(store)
    texts = [f"Reply {number} of a hurried afternoon." for number in range(4)]
    for text in texts[:2]:
        reply(store, text)
    store.kill()
    store = house.owner()
    open_ticket(store, TITLE)
    for text in texts[2:]:
        reply(store, text)
    wait_until_sent(store)
    assert [house.messages(text) for text in texts] == [1, 1, 1, 1]
