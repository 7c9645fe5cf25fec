"""Who makes a request: the port that routes ask, implemented by `server.accounts`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from starlette.requests import HTTPConnection

from domain.ids import RecordId, SpaceId
from server.errors import Refused


@dataclass(frozen=True)
class AuthenticatedUser:
    """The user and device of a valid access token.

    Attributes:
        token_ttl_s: How long the token is still valid.
    """

    user_id: RecordId
    space_id: SpaceId
    device_id: RecordId
    token_ttl_s: float = 3600.0


Admission = AuthenticatedUser | Refused
"""Who makes a request, or why nobody does."""


class Authenticate(Protocol):
    """Finds out who makes a request. Called on a thread of the pool; may ask the database."""

    def __call__(self, request: HTTPConnection) -> AuthenticatedUser:
        """Return the user.

        Raises:
            Refused: 401 without a valid token, 403 `device_revoked`.
        """
