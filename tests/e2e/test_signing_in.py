"""Signing in with bad input: a sentence that says what to do, and what was typed stays."""

from __future__ import annotations

import pytest

from demo.server_process import free_port
from desktop.shell import names
from tests.e2e.house import OWNER, OWNER_NAME, SOON_S, House
from tests.e2e.proxy import Foreign, Welcoming, web_server

CHECK_BOTH = "Check both and try again; your administrator can set a new password."
CHECK_NETWORK = "Check the address and your network, then try again."
ACCEPT_TERMS = "Check the address. In a hotel or shop network, open a web page first and accept its terms."
LAST_PASSWORD = "Type the password you last signed in with on this computer."


def test_a_wrong_password_says_what_to_check_and_the_right_one_still_works(house: House) -> None:
    store = house.sit_down("new-computer")
    house.sign_in(store, OWNER, "no-such-word")
    store.see(CHECK_BOTH, names.SIGN_IN_ERROR, within_s=SOON_S)
    store.see(OWNER, names.SIGN_IN_ACCOUNT)
    house.sign_in(store, OWNER)
    store.see(OWNER_NAME, names.RAIL_USER, within_s=SOON_S)


def test_an_account_that_does_not_exist_is_told_no_more_than_a_wrong_password(house: House) -> None:
    store = house.sit_down("new-computer")
    house.sign_in(store, "nobody.here")
    store.see(CHECK_BOTH, names.SIGN_IN_ERROR, within_s=SOON_S)


def test_a_wrong_password_without_a_line_asks_for_the_last_one_and_opens_nothing(house: House) -> None:
    house.server.kill()
    store = house.sit_down("store", account=OWNER)
    house.unlock(store, "no-such-word")
    store.see(LAST_PASSWORD, names.SIGN_IN_ERROR, within_s=SOON_S)
    store.see("", names.SIGN_IN)
    house.unlock(store)
    store.see(OWNER_NAME, names.RAIL_USER, within_s=SOON_S)


def test_a_server_that_does_not_answer_can_be_tried_again(house: House) -> None:
    house.server.kill()
    store = house.sit_down("new-computer")
    house.sign_in(store, OWNER)
    store.see(CHECK_NETWORK, names.SIGN_IN_ERROR, within_s=SOON_S)
    house.server.start()
    house.sign_in(store, OWNER)
    store.see(OWNER_NAME, names.RAIL_USER, within_s=SOON_S)


@pytest.mark.parametrize("handler", [Foreign, Welcoming])
def test_an_address_of_somebody_else_is_named_as_such_and_can_be_corrected(
    house: House, handler: type[Foreign]
) -> None:
    with web_server(handler) as address:
        store = house.sit_down("new-computer", server=address)
        house.sign_in(store, OWNER)
        store.see(ACCEPT_TERMS, names.SIGN_IN_ERROR, within_s=SOON_S)
    store.type(names.SIGN_IN_SERVER, house.address, clear=True)
    house.sign_in(store, OWNER)
    store.see(OWNER_NAME, names.RAIL_USER, within_s=SOON_S)


@pytest.mark.parametrize("address", ["not an address", "http://127.0.0.1:99999", "ftp://127.0.0.1"])
def test_an_address_that_is_none_is_answered_with_a_sentence(house: House, address: str) -> None:
    store = house.sit_down("new-computer")
    store.type(names.SIGN_IN_SERVER, address, clear=True)
    house.sign_in(store, OWNER)
    store.see("Check the address", names.SIGN_IN_ERROR, within_s=SOON_S)


def test_nobody_listens_and_nothing_is_made_on_the_computer(house: House) -> None:
    store = house.sit_down("new-computer", server=f"http://127.0.0.1:{free_port()}")
    house.sign_in(store, OWNER)
    store.see(CHECK_NETWORK, names.SIGN_IN_ERROR, within_s=SOON_S)
    assert not list(house.home("new-computer").glob("data/profiles/*"))
