"""A key comes back as it was kept, only to whoever may have it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import keyring
import keyring.backend
import keyring.errors
import pytest

from sync.errors import KeyPasswordWrong, NoKeyring
from sync.keys import KEY_BYTES, KeyStore, MemoryKeyStore, new_key
from sync.keys.keyring_store import SERVICE, KeyringStore, keyring_works
from sync.keys.password_store import PasswordKeyStore


class Shelf(keyring.backend.KeyringBackend):
    """A keyring in memory."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if (service, username) not in self.kept:
            raise keyring.errors.PasswordDeleteError("not there")
        del self.kept[service, username]


@pytest.fixture
def shelf() -> Iterator[Shelf]:
    """The system's keyring for the length of a test."""
    before = keyring.get_keyring()
    shelf = Shelf()
    keyring.set_keyring(shelf)
    yield shelf
    keyring.set_keyring(before)


@pytest.fixture(params=["memory", "password", "keyring"])
def store(request: pytest.FixtureRequest, tmp_path: Path, shelf: Shelf) -> KeyStore:
    """Each kind of store."""
    match request.param:
        case "memory":
            return MemoryKeyStore()
        case "password":
            return PasswordKeyStore(tmp_path, "café 1")
        case _:
            return KeyringStore()


def test_a_key_is_kept_per_profile_and_can_be_forgotten(store: KeyStore) -> None:
    one, two = new_key(), new_key()
    assert store.load("one") is None
    store.save("one", one)
    store.save("two", two)
    assert (store.load("one"), store.load("two")) == (one, two)
    store.save("one", two)
    assert store.load("one") == two
    store.forget("one")
    store.forget("one")
    assert store.load("one") is None


def test_two_keys_are_never_the_same() -> None:
    assert len({new_key() for _ in range(100)}) == 100
    assert len(new_key()) == KEY_BYTES


def test_another_password_does_not_open_a_wrapped_key(tmp_path: Path) -> None:
    key = new_key()
    PasswordKeyStore(tmp_path, "right").save("one", key)
    with pytest.raises(KeyPasswordWrong):
        PasswordKeyStore(tmp_path, "wrong").load("one")
    [file] = tmp_path.iterdir()
    assert key not in file.read_bytes()


@pytest.mark.parametrize("content", [b"", b"{}", b"\xff", b'{"salt":"!","nonce":"AA==","sealed":"AA=="}'])
def test_a_damaged_file_asks_for_the_password_again(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "one.key").write_bytes(content)
    with pytest.raises(KeyPasswordWrong):
        PasswordKeyStore(tmp_path, "right").load("one")


def test_a_key_cannot_be_passed_off_as_another_profiles(tmp_path: Path) -> None:
    store = PasswordKeyStore(tmp_path, "right")
    store.save("one", new_key())
    (tmp_path / "one.key").rename(tmp_path / "two.key")
    with pytest.raises(KeyPasswordWrong):
        store.load("two")


def test_without_a_keyring_the_system_says_so() -> None:
    assert not keyring_works()
    with pytest.raises(NoKeyring):
        KeyringStore().load("one")
    with pytest.raises(NoKeyring):
        KeyringStore().save("one", new_key())


def test_a_keyring_that_holds_something_else_holds_no_key(shelf: Shelf) -> None:
    assert keyring_works()
    shelf.set_password(SERVICE, "one", "not a key")
    assert KeyringStore().load("one") is None
    shelf.set_password(SERVICE, "one", "AAAA")
    assert KeyringStore().load("one") is None
