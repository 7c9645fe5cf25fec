"""Tokens: random, and stored only as digests.

A refresh token is `family.secret`. The family stays with a device's session, the secret changes with each refresh: a
token of the right family with a secret that is neither the present nor the previous one was used before, so somebody
has a copy, and the device is revoked.
"""

from __future__ import annotations

import hashlib
import secrets
from typing import NamedTuple

SECRET_BYTES = 32


class RefreshToken(NamedTuple):
    """The two parts of a refresh token."""

    family: str
    secret: str

    def text(self) -> str:
        """Return the form that travels."""
        return f"{self.family}.{self.secret}"

    def next(self) -> RefreshToken:
        """Return the token that follows this one."""
        return RefreshToken(self.family, new_secret())


def new_secret() -> str:
    """Return a new random text of 256 bits."""
    return secrets.token_urlsafe(SECRET_BYTES)


def new_refresh_token() -> RefreshToken:
    """Return the first token of a new family."""
    return RefreshToken(new_secret(), new_secret())


def parse_refresh_token(text: str) -> RefreshToken:
    """Return the parts of `text`; whatever it is, it has two."""
    family, _, secret = text.partition(".")
    return RefreshToken(family, secret)


def digest(token: str) -> str:
    """Return what is stored of a token. It is random, so a plain hash is as good as a slow one."""
    return hashlib.sha256(token.encode()).hexdigest()
