"""A computer's own data that cannot be used as it is: a sentence says what to do, and nothing is thrown away."""

from __future__ import annotations

from pathlib import Path

import pytest

from demo.embedded import PASSWORD
from desktop.shell import names
from sync.keys.password_store import PasswordKeyStore
from sync.replica.connection import open_writer
from tests.e2e.house import ONLINE, OWNER, OWNER_NAME, RECONNECT_S, SOON_S, House

NEWER = "Start the newer version that was used here, or update this one. Nothing was changed."
KEEP_A_COPY = "Type your password and begin anew"
ARTICLE = "Contactless declined, code 05"


def profile_of(house: House) -> Path:
    """The folder of the owner's profile on the store's computer."""
    (folder,) = house.home("store", OWNER).glob("data/profiles/*")
    return folder


def test_a_cache_from_a_newer_version_is_left_as_it_is(house: House) -> None:
    folder = profile_of(house)
    key = PasswordKeyStore(house.home("store") / "data" / "keys", PASSWORD).load(folder.name)
    assert key is not None
    cache = open_writer(folder / "cache.db", key)
    cache.execute("PRAGMA user_version = 4000")
    cache.close()
    before = (folder / "cache.db").read_bytes()

    store = house.sit_down("store", account=OWNER)
    house.unlock(store)
    store.see(NEWER, names.SIGN_IN_ERROR, within_s=SOON_S)
    store.close()
    assert (folder / "cache.db").read_bytes() == before


@pytest.mark.parametrize("damage", ["first page", "cut off"])
def test_a_damaged_cache_is_named_kept_and_replaced_by_what_the_server_has(house: House, damage: str) -> None:
    folder = profile_of(house)
    place = folder / "cache.db"
    whole = place.read_bytes()
    broken = b"\x55" * 4096 + whole[4096:] if damage == "first page" else whole[: len(whole) // 3]
    place.write_bytes(broken)

    store = house.sit_down("store", account=OWNER)
    house.unlock(store)
    store.see(KEEP_A_COPY, names.SIGN_IN_ERROR, within_s=SOON_S)
    assert place.read_bytes() == broken
    store.type(names.SIGN_IN_PASSWORD, PASSWORD, clear=True)
    store.click(names.SIGN_IN_ANEW)
    store.see(OWNER_NAME, names.RAIL_USER, within_s=SOON_S)
    store.see(ONLINE, names.RAIL_LINE, within_s=RECONNECT_S)
    kept = [one for one in folder.glob("cache.db.kept-*") if one.read_bytes() == broken]
    assert len(kept) == 1


def test_a_damaged_index_of_articles_is_built_anew_by_itself(house: House) -> None:
    index = profile_of(house) / "articles.idx"
    whole = index.read_bytes()
    index.write_bytes(b"\x55" * (len(whole) // 2) + whole[len(whole) // 2 :])
    house.server.kill()
    store = house.owner(online=False)
    store.click(names.RAIL_KNOWLEDGE)
    store.type(names.KNOWLEDGE_FIELD, "contactless declined")
    store.see(ARTICLE, names.KNOWLEDGE_HITS, within_s=SOON_S)
    store.click(names.KNOWLEDGE_HITS, ARTICLE)
    store.see(ARTICLE, names.KNOWLEDGE_ARTICLE)
