"""What the desk asks of the server, with an answer, to verify somebody's identity and to let them in."""

from __future__ import annotations

from datetime import datetime

import msgspec

from domain.ids import RecordId

CODE_PATH, CHECK_PATH = "/desk/v1/identity/code", "/desk/v1/identity/check"
PASSWORD_PATH = "/desk/v1/temporary-password"  # noqa: S105 - a path


class AskCode(msgspec.Struct, frozen=True, kw_only=True):
    """Have a code sent to the mail address of whoever a ticket is about."""

    ticket_id: RecordId


class CodeSent(msgspec.Struct, frozen=True, kw_only=True):
    """Where the code went, as far as the desk may know; empty if the account has no address."""

    sent_to: str
    good_until: datetime


class CheckCode(msgspec.Struct, frozen=True, kw_only=True):
    """Compare the code that was read out; what comes of it is written down either way."""

    ticket_id: RecordId
    code: str


class CodeChecked(msgspec.Struct, frozen=True, kw_only=True):
    """Whether it was right."""

    right: bool


class AskPassword(msgspec.Struct, frozen=True, kw_only=True):
    """Set a temporary password for whoever a ticket is about; their identity is verified on it."""

    ticket_id: RecordId


class TemporaryPassword(msgspec.Struct, frozen=True, kw_only=True):
    """The password, this once. It opens nothing but the choice of another one."""

    password: str
    good_until: datetime
