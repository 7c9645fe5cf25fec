"""A note of this computer's lies sealed or not at all; a key that the server keeps opens only with the server."""

from __future__ import annotations

from pathlib import Path

import pytest

from sync.errors import NoKeyring
from sync.keys import MemoryKeyStore, new_key
from sync.keys.recovery_store import RecoveryKeyStore
from sync.keys.sealed_note import SealedNote

SECRET, OTHER = "5a" * 32, "6b" * 32


class NoStore(MemoryKeyStore):
    """A system without a keyring."""

    def load(self, profile: str) -> bytes | None:
        raise NoKeyring(profile)


def test_a_note_comes_back_and_is_not_read_without_its_key(tmp_path: Path) -> None:
    place, keys = tmp_path / "deep" / "help.sealed", MemoryKeyStore()
    note = SealedNote(place, keys)
    assert note.read() is None
    note.write(b"a plain word")
    assert note.lasts
    assert b"plain" not in place.read_bytes()
    assert SealedNote(place, keys).read() == b"a plain word"
    assert SealedNote(place, MemoryKeyStore()).read() is None
    note.forget()
    assert not place.exists()


def test_a_note_that_was_changed_is_none(tmp_path: Path) -> None:
    place, keys = tmp_path / "help.sealed", MemoryKeyStore()
    SealedNote(place, keys).write(b"a plain word")
    sealed = place.read_bytes()
    for broken in (b"", sealed[:5], sealed[:-1], sealed[:-1] + bytes([sealed[-1] ^ 1])):
        place.write_bytes(broken)
        assert SealedNote(place, keys).read() is None


def test_without_a_keyring_nothing_is_written(tmp_path: Path) -> None:
    note = SealedNote(tmp_path / "help.sealed", NoStore())
    note.write(b"a plain word")
    assert not note.lasts
    assert list(tmp_path.iterdir()) == []
    assert note.read() is None


def test_a_key_comes_back_with_the_servers_secret_alone(tmp_path: Path) -> None:
    key = new_key()
    RecoveryKeyStore(tmp_path, SECRET).save("profile", key)
    assert RecoveryKeyStore(tmp_path, SECRET).load("profile") == key
    assert RecoveryKeyStore(tmp_path, OTHER).load("profile") is None
    assert RecoveryKeyStore(tmp_path, SECRET).load("another") is None
    (place,) = tmp_path.iterdir()
    place.rename(tmp_path / "another.recovery")
    assert RecoveryKeyStore(tmp_path, SECRET).load("another") is None


@pytest.mark.parametrize("secret", ["", "5a", "not hexadecimal", "zz" * 32])
def test_a_secret_that_is_none_keeps_nothing(tmp_path: Path, secret: str) -> None:
    RecoveryKeyStore(tmp_path, secret).save("profile", new_key())
    assert list(tmp_path.iterdir()) == []
    assert RecoveryKeyStore(tmp_path, secret).load("profile") is None
