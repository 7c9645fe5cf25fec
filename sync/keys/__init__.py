"""Where the key of a profile's cache is kept: the system's keyring, wrapped by a password, or in memory."""

from __future__ import annotations

import secrets
from typing import Protocol

KEY_BYTES = 32


class KeyStore(Protocol):
    """Keeps one key per profile."""

    def load(self, profile: str) -> bytes | None:
        """Return the profile's key, or None if none is kept.

        Raises:
            NoKeyring: The system keeps no secrets.
            KeyPasswordWrong: The password does not open it.
        """

    def save(self, profile: str, key: bytes) -> None:
        """Keep a key, in place of any other. Raises as `load`."""

    def forget(self, profile: str) -> None:
        """Keep it no longer; harmless if none is kept."""


def new_key() -> bytes:
    """Return a random key."""
    return secrets.token_bytes(KEY_BYTES)


class MemoryKeyStore:
    """Keeps keys while the process lives: for tests and benches."""

    def __init__(self) -> None:
        self._keys: dict[str, bytes] = {}

    def load(self, profile: str) -> bytes | None:
        """Return the key, or None."""
        return self._keys.get(profile)

    def save(self, profile: str, key: bytes) -> None:
        """Keep a key."""
        self._keys[profile] = key

    def forget(self, profile: str) -> None:
        """Keep it no longer."""
        self._keys.pop(profile, None)
