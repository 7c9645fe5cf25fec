"""Keys wrapped once more, by a secret that only the server keeps: for whoever has lost the password and is let in.

The file alone opens nothing, and the server has no file: it takes both, and the server gives the secret out with a
session only.
"""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import TYPE_CHECKING

from sync.durable import write_whole
from sync.errors import CacheUnwritable

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

NONCE_BYTES = 12
SECRET_BYTES = 32
INFO = b"mostrador/recovery"


class RecoveryKeyStore:
    """A `KeyStore` of one file per profile."""

    def __init__(self, folder: Path, secret: str) -> None:
        """Nothing is read yet.

        Args:
            folder: Where keys lie.
            secret: The server's, in hexadecimal digits; whatever else opens and keeps nothing.
        """
        self._folder = folder
        self._secret = secret

    def load(self, profile: str) -> bytes | None:
        """Return the key; None if none is kept, or this secret does not open it.

        Raises:
            CacheUnwritable: The file cannot be read.
        """
        from cryptography.exceptions import InvalidTag

        cipher = self._cipher()
        try:
            sealed = self._place(profile).read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise CacheUnwritable(str(error)) from error
        if cipher is None:
            return None
        try:
            return cipher.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], profile.encode())
        except (InvalidTag, ValueError):
            return None

    def save(self, profile: str, key: bytes) -> None:
        """Wrap a key; the file is written whole or not at all.

        Raises:
            CacheUnwritable: The disk refuses.
        """
        cipher = self._cipher()
        if cipher is None or self.load(profile) == key:
            return
        nonce = secrets.token_bytes(NONCE_BYTES)
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            write_whole(self._place(profile), nonce + cipher.encrypt(nonce, key, profile.encode()))
        except OSError as error:
            raise CacheUnwritable(str(error)) from error

    def forget(self, profile: str) -> None:
        """Delete the file."""
        self._place(profile).unlink(missing_ok=True)

    def _place(self, profile: str) -> Path:
        return self._folder / f"{profile}.recovery"

    def _cipher(self) -> AESGCM | None:
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM
        from cryptography.hazmat.primitives.hashes import SHA256
        from cryptography.hazmat.primitives.kdf.hkdf import HKDF

        try:
            secret = bytes.fromhex(self._secret)
        except ValueError:
            return None
        if len(secret) != SECRET_BYTES:
            return None
        return AESGCM(HKDF(SHA256(), SECRET_BYTES, None, INFO).derive(secret))
