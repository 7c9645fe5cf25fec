"""Keys wrapped by the account's password, for systems without a keyring."""

from __future__ import annotations

import base64
import secrets
from pathlib import Path

import msgspec

from sync.durable import write_whole
from sync.errors import CacheUnwritable, KeyPasswordWrong

SALT_BYTES = 16
NONCE_BYTES = 12


class Wrapped(msgspec.Struct, frozen=True, kw_only=True):
    """A key under a password, as it lies in its file: AES-256-GCM under Argon2id."""

    salt: str
    nonce: str
    sealed: str
    time_cost: int = 3
    memory_kib: int = 64 * 1024
    lanes: int = 2


class PasswordKeyStore:
    """A `KeyStore` of one file per profile; opening takes about a tenth of a second, by design."""

    def __init__(self, folder: Path, password: str) -> None:
        self._folder = folder
        self._password = password

    def load(self, profile: str) -> bytes | None:
        """Return the key, or None if none is kept.

        Raises:
            KeyPasswordWrong: The password does not open it, or the file is damaged.
        """
        from argon2.exceptions import HashingError
        from cryptography.exceptions import InvalidTag
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        place = self._place(profile)
        if not place.exists():
            return None
        try:
            wrapped = msgspec.json.decode(place.read_bytes(), type=Wrapped)
            salt, nonce, sealed = (base64.b64decode(text) for text in (wrapped.salt, wrapped.nonce, wrapped.sealed))
            return AESGCM(self._stretch(salt, wrapped)).decrypt(nonce, sealed, profile.encode())
        except (InvalidTag, HashingError, ValueError, msgspec.DecodeError) as error:
            raise KeyPasswordWrong(place.name) from error
        except OSError as error:
            raise CacheUnwritable(str(error)) from error

    def save(self, profile: str, key: bytes) -> None:
        """Wrap a key by the password; the file is written whole or not at all."""
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        salt, nonce = secrets.token_bytes(SALT_BYTES), secrets.token_bytes(NONCE_BYTES)
        empty = Wrapped(salt=_text(salt), nonce=_text(nonce), sealed="")
        sealed = AESGCM(self._stretch(salt, empty)).encrypt(nonce, key, profile.encode())
        place = self._place(profile)
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            write_whole(place, msgspec.json.encode(msgspec.structs.replace(empty, sealed=_text(sealed))))
        except OSError as error:
            raise CacheUnwritable(str(error)) from error

    def forget(self, profile: str) -> None:
        """Delete the file."""
        self._place(profile).unlink(missing_ok=True)

    def _place(self, profile: str) -> Path:
        return self._folder / f"{profile}.key"

    def _stretch(self, salt: bytes, wrapped: Wrapped) -> bytes:
        from argon2.low_level import Type, hash_secret_raw

        return hash_secret_raw(
            self._password.encode(),
            salt,
            time_cost=wrapped.time_cost,
            memory_cost=wrapped.memory_kib,
            parallelism=wrapped.lanes,
            hash_len=32,
            type=Type.ID,
        )


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()
