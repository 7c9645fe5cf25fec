"""Proofs that somebody knows a secret, without the secret: Argon2id. They belong inside an encrypted cache only."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argon2 import PasswordHasher


def proof_of(secret: str) -> str:
    """Return a proof; about a tenth of a second, by design."""
    return _hasher().hash(secret)


def proves(proof: str, secret: str) -> bool:
    """Whether this is the secret that a proof was made of; as slow as making one. An empty proof proves nothing."""
    from argon2.exceptions import InvalidHashError, VerificationError

    if not proof:
        return False
    try:
        return _hasher().verify(proof, secret)
    except (VerificationError, InvalidHashError):
        return False


def _hasher() -> PasswordHasher:
    from argon2 import PasswordHasher

    return PasswordHasher(time_cost=3, memory_cost=64 * 1024, parallelism=2)
