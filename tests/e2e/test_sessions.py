"""A session that ends from the server's side: a revoked device forgets everything, a disabled account nothing."""

from __future__ import annotations

from desktop.shell import names
from tests.e2e.house import OWNER, OWNER_NAME, RECONNECT_S, SAVED, SOON_S, House, file_ticket, reply, wait_until_sent

TITLE = "Card reader asks for a signature"
LATE = "Written after the session was over."


def test_a_revoked_device_wipes_its_cache_and_starts_anew_from_the_server(house: House) -> None:
    store = house.owner()
    (cache,) = house.home("store").glob("data/profiles/*/cache.db")
    house.administer("user", "revoke-devices", OWNER)
    store.see("Welcome back", names.SIGN_IN, within_s=RECONNECT_S)
    left = [one.name for one in cache.parent.iterdir() if one.name not in ("profile.json", "lock")]
    assert left == []
    assert not list(house.home("store").glob("data/keys/*"))
    house.server.kill()
    house.unlock(store)
    store.see("Check the address and your network", names.SIGN_IN_ERROR, within_s=SOON_S)
    house.server.start()
    house.unlock(store)
    store.see(OWNER_NAME, names.RAIL_USER, within_s=SOON_S)


def test_a_disabled_account_keeps_its_outbox_and_sends_it_once_after_the_next_sign_in(house: House) -> None:
    store = house.owner()
    file_ticket(store, TITLE, "It wants one for every payment.")
    wait_until_sent(store)
    house.administer("user", "disable", OWNER)
    store.see("Sign in again", names.RAIL_LINE, within_s=RECONNECT_S)
    reply(store, LATE)
    store.see(SAVED, names.CONVERSATION_LIST)
    store.see("everything saved here is kept", names.OFFLINE_STRIP)
    assert house.messages(LATE) == 0
    store.kill()

    store = house.owner(online=False)
    store.see("Sign in again", names.RAIL_LINE, within_s=SOON_S)
    house.administer("user", "enable", OWNER)
    store.click(names.RAIL_LINE)
    store.see("Welcome back", names.SIGN_IN)
    house.unlock(store)
    wait_until_sent(store)
    assert house.messages(LATE) == 1
