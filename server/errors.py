"""Errors of the server as a whole.

ServerError
└── Refused     a request that is answered with a `Refusal`; see also `server.db.errors.StorageError`
"""

from __future__ import annotations

from http import HTTPStatus

from server.db.errors import StorageError
from sync.protocol.push import Refusal, RefusalCode

RETRY_AFTER_S = 2.0


class ServerError(Exception):
    """Base of the errors of the server."""


class Refused(ServerError):
    """The request as a whole is refused: with this status and this body."""

    def __init__(self, status: HTTPStatus, refusal: Refusal) -> None:
        super().__init__(f"{status.value} {refusal.code}: {refusal.message}")
        self.status = status
        self.refusal = refusal


def malformed(message: str) -> Refused:
    """Return the refusal of a request that is not what the protocol says."""
    return Refused(HTTPStatus.BAD_REQUEST, Refusal(code=RefusalCode.MALFORMED, message=message))


def unauthorized(message: str = "sign in") -> Refused:
    """Return the refusal of a request without a valid access token."""
    return Refused(HTTPStatus.UNAUTHORIZED, Refusal(code=RefusalCode.UNAUTHORIZED, message=message))


def forbidden(message: str, code: RefusalCode = RefusalCode.FORBIDDEN) -> Refused:
    """Return the refusal of something the caller may not do."""
    return Refused(HTTPStatus.FORBIDDEN, Refusal(code=code, message=message))


def not_found(message: str) -> Refused:
    """Return the refusal of a request for something that is not there, or not for the caller to see."""
    return Refused(HTTPStatus.NOT_FOUND, Refusal(code=RefusalCode.NOT_FOUND, message=message))


def too_large(most_bytes: int) -> Refused:
    """Return the refusal of a body beyond the limit."""
    message = f"the body is larger than {most_bytes} bytes"
    refusal = Refusal(code=RefusalCode.TOO_LARGE, message=message, limit_bytes=most_bytes)
    return Refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, refusal)


def unavailable(message: str, retry_after_s: float = RETRY_AFTER_S) -> Refused:
    """Return the refusal of a request that may succeed a little later."""
    refusal = Refusal(code=RefusalCode.UNAVAILABLE, message=message, retry_after_s=retry_after_s)
    return Refused(HTTPStatus.SERVICE_UNAVAILABLE, refusal)


def refusal_of(error: StorageError) -> Refused:
    """Return what a client is told when the storage fails: come back, nothing was kept."""
    return unavailable(f"{error.title}. {error.message}")
