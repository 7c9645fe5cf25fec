"""What the desk asks of the server with an answer: a code by mail, whether it was right, a temporary password."""

from __future__ import annotations

from typing import Any, TypeVar

from domain.ids import RecordId
from sync.engine.events import Failed, Refused
from sync.engine.http import HttpTransport
from sync.engine.sign_in import broken
from sync.errors import NotAllowedNow, NotVerified, ServerUnreachable, TooManyAttempts, TriedTooOften
from sync.protocol.identity import (
    CHECK_PATH,
    CODE_PATH,
    PASSWORD_PATH,
    AskCode,
    AskPassword,
    CheckCode,
    CodeChecked,
    CodeSent,
    TemporaryPassword,
)
from sync.protocol.push import RefusalCode

T = TypeVar("T")


def send_code(server_url: str, token: str, ticket_id: str) -> CodeSent:
    """Have a code sent to whoever a ticket is about.

    Raises:
        TriedTooOften: It has to wait.
        NotAllowedNow: Not this ticket, not this account, or not as it stands.
        SignInError: The server was not reached, or wants a pause.
    """
    return _asked(server_url, token, CODE_PATH, AskCode(ticket_id=RecordId(ticket_id)), CodeSent)


def check_code(server_url: str, token: str, ticket_id: str, code: str) -> CodeChecked:
    """Have a code compared; raises as `send_code`."""
    return _asked(server_url, token, CHECK_PATH, CheckCode(ticket_id=RecordId(ticket_id), code=code), CodeChecked)


def temporary_password(server_url: str, token: str, ticket_id: str) -> TemporaryPassword:
    """Have a temporary password set.

    Raises:
        NotVerified: Nobody has made sure who it is, or that is over.
        NotAllowedNow: As `send_code`, and so do the others.
    """
    return _asked(server_url, token, PASSWORD_PATH, AskPassword(ticket_id=RecordId(ticket_id)), TemporaryPassword)


def _asked(server_url: str, token: str, path: str, message: Any, reply_type: type[T]) -> T:
    transport = HttpTransport(server_url)
    try:
        match transport.ask_as(path, message, reply_type, token):
            case Refused(refusal=refusal, retry_after_s=retry_after_s):
                if refusal.code == RefusalCode.TOO_MANY_REQUESTS:
                    raise TooManyAttempts(max(retry_after_s, 1.0))
                if refusal.code == RefusalCode.UNVERIFIED:
                    raise NotVerified(refusal.message)
                if refusal.code == RefusalCode.TOO_MANY_TRIES:
                    raise TriedTooOften(refusal.message)
                if refusal.code in {RefusalCode.UNAVAILABLE, RefusalCode.UNAUTHORIZED}:
                    raise ServerUnreachable(refusal.message)
                raise NotAllowedNow(refusal.message)
            case Failed(reason):
                raise broken(reason)
            case reply:
                return reply
    finally:
        transport.close()
