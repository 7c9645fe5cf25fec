"""One computer and its people: a second start, a second account, another language."""

from __future__ import annotations

from desktop.shell import names
from tests.e2e.house import (
    AGENT,
    AGENT_NAME,
    ONLINE,
    OWNER,
    OWNER_NAME,
    RECONNECT_S,
    SOON_S,
    House,
    file_ticket,
)


def test_a_second_start_hands_over_to_the_window_that_is_open(house: House) -> None:
    first = house.owner()
    second = house.sit_down("store", account=OWNER)
    assert second.process.wait(SOON_S) == 0
    first.see(OWNER_NAME, names.RAIL_USER)
    file_ticket(first, "The first window still works", "After a second start.")


def test_a_second_account_on_the_same_computer_sees_its_own_work_only(house: House) -> None:
    title = "Only the store should see the draft of this"
    computer = house.owner()
    file_ticket(computer, title, "It is about the till.")
    computer.type(names.COMPOSER_TEXT, "A draft of the owner's")
    computer.click(names.RAIL_USER)
    computer.choose("Someone else")
    computer.click(names.SIGN_IN_OTHER)
    computer.see("first time needs a connection", names.SIGN_IN, within_s=SOON_S)
    house.sign_in(computer, AGENT)
    computer.see(AGENT_NAME, names.RAIL_USER, within_s=SOON_S)
    computer.see(ONLINE, names.RAIL_LINE, within_s=RECONNECT_S)
    computer.see(title, names.QUEUE_LIST, within_s=RECONNECT_S)
    computer.click(names.QUEUE_LIST, title)
    computer.see_gone("A draft of the owner's", names.COMPOSER_TEXT)

    computer.click(names.RAIL_USER)
    computer.choose(OWNER_NAME)
    house.unlock(computer)
    computer.see(OWNER_NAME, names.RAIL_USER, within_s=SOON_S)
    computer.click(names.RAIL_TICKETS)
    computer.click(names.QUEUE_LIST, title)
    computer.see("A draft of the owner's", names.COMPOSER_TEXT)
    profiles = list(house.home("store").glob("data/profiles/*/cache.db"))
    assert len(profiles) == 2


def test_the_language_changes_at_once_and_is_kept(house: House) -> None:
    store = house.sit_down("store", account=OWNER, language="")
    house.unlock(store)
    store.see("Home", names.RAIL, within_s=SOON_S)
    store.click(names.RAIL_SETTINGS)
    store.click(f"{names.SETTINGS_LANGUAGE}.es")
    store.see("Inicio", names.RAIL)
    store.see("Idioma", names.SETTINGS_PAGE)
    store.close()

    store = house.sit_down("store", account=OWNER, language="")
    house.unlock(store)
    store.see("Inicio", names.RAIL, within_s=SOON_S)
    store.click(names.RAIL_SETTINGS)
    store.click(f"{names.SETTINGS_LANGUAGE}.en")
    store.see("Home", names.RAIL)
