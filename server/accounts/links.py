"""Links and codes that are mailed to an account: made anew from the letter's id whenever it is written."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from domain.ids import RecordId, SpaceId
from server.signing import Signer

RESET_PATH = "/reset/{token}"
PURPOSE, CODE_PURPOSE = "reset", "code"
DIGITS = 6
PARTS = 3


class ResetLink(NamedTuple):
    """Which letter a link is out of, and whose account it is for."""

    space_id: SpaceId
    letter_id: RecordId
    user_id: RecordId


class AccountLinks:
    """Makes and opens them. For any thread.

    Args:
        signer: Signs them.
        base: Where people reach this server, without a slash at its end.
    """

    def __init__(self, signer: Signer, base: str) -> None:
        self._signer = signer
        self._base = base

    def reset_url(self, link: ResetLink, expires_at: datetime) -> str:
        """Return where a new password is set."""
        token = self._signer.seal(PURPOSE, "_".join(link), expires_at)
        return self._base + RESET_PATH.format(token=token)

    def opened(self, token: str, now: datetime) -> ResetLink | None:
        """Return what a link is for; None for one that is none, or is over."""
        found = self._signer.open(PURPOSE, token, now)
        parts = found.subject.split("_") if found is not None else []
        if len(parts) != PARTS:
            return None
        return ResetLink(SpaceId(parts[0]), RecordId(parts[1]), RecordId(parts[2]))

    def code(self, letter_id: RecordId) -> str:
        """Return the code of a letter: six digits that can be read out."""
        number = int.from_bytes(self._signer.secret(CODE_PURPOSE, letter_id)[:8], "big")
        return f"{number % 10**DIGITS:0{DIGITS}}"
