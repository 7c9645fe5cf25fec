"""What all errors that people are told of have in common, and the errors of the rules.

KnownError

DomainError
├── MutationRejected    a rule says no to a mutation: permanent, shown to its author
└── UnknownMutation     a name or version this end does not know
"""

from __future__ import annotations

from enum import StrEnum
from typing import Any


class RejectCode(StrEnum):
    """Why a mutation was rejected; machine-readable, translated by whoever shows it."""

    FORBIDDEN = "forbidden"
    GONE = "gone"
    EXISTS = "exists"
    INVALID = "invalid"
    ILLEGAL_TRANSITION = "illegal_transition"
    STALE_GUARD = "stale_guard"
    CONFLICT = "conflict"
    DEPENDS_ON = "depends_on"
    TOO_LATE = "too_late"
    """Others have gone on from there: it cannot be taken back."""
    TOO_LARGE = "too_large"
    """Said by the client itself: no server takes a request of that size."""
    UNVERIFIED = "unverified"
    """First somebody has to make sure that it is who they say."""
    TOO_MANY_TRIES = "too_many_tries"
    """Whoever it is could not show it too often: it waits."""
    UNKNOWN_MUTATION = "unknown_mutation"


class KnownError(Exception):
    """Something that a person can do something about (disk, network, a refusal); any other error is a bug.

    The client has words for each in its user's language.
    """


class DomainError(Exception):
    """Base of the errors of the rules."""


class MutationRejected(DomainError):
    """A rule says no to a mutation.

    Attributes:
        code: Why.
        detail: JSON values that help to explain it (`field`, `limit`, …).
    """

    def __init__(self, code: RejectCode, **detail: Any) -> None:
        super().__init__(f"{code}: {detail}")
        self.code = code
        self.detail = detail


class UnknownMutation(DomainError):
    """The mutation's name or version is not known to this end."""

    def __init__(self, name: str, version: int) -> None:
        super().__init__(f"{name} v{version}")
        self.name = name
        self.version = version
