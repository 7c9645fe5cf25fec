"""A small sealed file of this computer's, for what belongs to no account: its key lies in the system's keyring.

Without a keyring there is no place for a key that whoever takes the disk would not have, too: then nothing is written,
and what is noted lives as long as the process.
"""

from __future__ import annotations

import contextlib
import secrets
from pathlib import Path

from sync.durable import write_whole
from sync.errors import CacheUnwritable, NoKeyring
from sync.keys import KeyStore, new_key

NONCE_BYTES = 12


class SealedNote:
    """One note. For one thread at a time.

    Attributes:
        lasts: Whether what was noted last is on the disk.
    """

    def __init__(self, place: Path, keys: KeyStore) -> None:
        """Nothing is asked yet.

        Args:
            place: The file; its name without an ending is the key's.
            keys: Where the key is.
        """
        self._place = place
        self._keys = keys
        self.lasts = False

    def read(self) -> bytes | None:
        """Return what was noted; None if nothing was, or if its key is gone."""
        from cryptography.exceptions import InvalidTag
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        try:
            sealed = self._place.read_bytes()
            key = self._keys.load(self._name)
        except (FileNotFoundError, NoKeyring):
            return None
        except OSError as error:
            raise CacheUnwritable(str(error)) from error
        if key is None:
            return None
        with contextlib.suppress(InvalidTag, ValueError):
            note = AESGCM(key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], self._name.encode())
            self.lasts = True
            return note
        return None

    def write(self, note: bytes) -> None:
        """Note something in place of what was there; `lasts` tells whether it is on the disk.

        Raises:
            CacheUnwritable: The disk refuses.
        """
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        self.lasts = False
        try:
            key = self._keys.load(self._name)
            if key is None:
                key = new_key()
                self._keys.save(self._name, key)
        except NoKeyring:
            return
        nonce = secrets.token_bytes(NONCE_BYTES)
        try:
            self._place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            write_whole(self._place, nonce + AESGCM(key).encrypt(nonce, note, self._name.encode()))
        except OSError as error:
            raise CacheUnwritable(str(error)) from error
        self.lasts = True

    def forget(self) -> None:
        """Delete the file and its key."""
        self._place.unlink(missing_ok=True)
        with contextlib.suppress(NoKeyring):
            self._keys.forget(self._name)
        self.lasts = False

    @property
    def _name(self) -> str:
        return self._place.stem
