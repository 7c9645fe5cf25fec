"""Passwords: hashed with Argon2id, checked in the same time whether the account exists or not."""

from __future__ import annotations

import secrets
import threading
import unicodedata

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from server.accounts.errors import WeakPassword

SHORTEST = 8
LONGEST = 256
LEFT_LEAST = 6
"""Characters that must be left of a password without names and the commonest words."""
COMMONEST = (
    "1q2w3e4r", "1qaz2wsx", "abc123", "abcdef", "administrator", "admin", "asdfgh", "baseball", "changeme", "computer",
    "contrasena", "contraseña", "dragon", "football", "franchise", "iloveyou", "letmein", "login", "master", "monkey",
    "mostrador", "p@ssw0rd", "p@ssword", "passw0rd", "password", "pa$$word", "princess", "qwerty", "qwertz", "secret",
    "secreto", "sunshine", "superman", "teamo", "tequiero", "trustno1", "usuario", "welcome", "zaq12wsx", "zxcvbn",
    "0123456789", "1234567890", "9876543210", "87654321", "12345678", "1234567", "123456", "123123", "654321",
)  # fmt: skip
"""What is tried first; with digits or a name added they are tried second."""
AT_ONCE = 4
"""Each check takes 64 MiB: more at a time would let a crowd at the door fill the memory."""
_SYLLABLES = [c + v for c in "bdfgklmnprstvz" for v in "aeiou"]


class Passwords:
    """Hashes and checks passwords. For any thread."""

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        self._hasher = hasher or PasswordHasher()
        self._turn = threading.BoundedSemaphore(AT_ONCE)
        self._nobodys = self._hasher.hash(secrets.token_hex(16))

    def hash(self, password: str) -> str:
        """Return the hash to store."""
        with self._turn:
            return self._hasher.hash(_normal(password))

    def is_right(self, stored: str | None, password: str) -> bool:
        """Tell whether `password` fits; None is nobody's hash, and costs as much as any."""
        try:
            with self._turn:
                self._hasher.verify(stored or self._nobodys, _normal(password)[:LONGEST])
        except (VerificationError, InvalidHashError):
            return False
        return stored is not None

    def is_outdated(self, stored: str) -> bool:
        """Tell whether the hash was made with weaker parameters than those of today."""
        return self._hasher.check_needs_rehash(stored)


def check_password(name: str, password: str) -> None:
    """Raise `WeakPassword` if `password` is too easy to guess for the account `name`."""
    if len(password) < SHORTEST:
        raise WeakPassword(f"The password is too short: take at least {SHORTEST} characters.")
    if len(password) > LONGEST:
        raise WeakPassword(f"The password is too long: {LONGEST} characters are the most.")
    if len(set(password)) < 4 or len(_unguessed(name, password)) < LEFT_LEAST:
        raise WeakPassword(
            "The password is too easy to guess: take several words, and neither the account's name nor a common one."
        )


def _unguessed(name: str, password: str) -> str:
    """Return what is left of `password` without the account's name and the commonest words."""
    left = _normal(password).casefold()
    known = (_normal(name).strip().casefold(), *COMMONEST)
    for word in sorted(filter(None, known), key=len, reverse=True):
        left = left.replace(word, "")
    return left


def generated_password() -> str:
    """Return a password that can be read out over the phone: 60 bits."""
    words = ["".join(secrets.choice(_SYLLABLES) for _ in range(3)) for _ in range(3)]
    return "-".join([*words, f"{secrets.randbelow(1000):03}"])


def _normal(password: str) -> str:
    """Return the same text for the same keys on every keyboard (NFC and NFD differ by system)."""
    return unicodedata.normalize("NFC", password)
