"""Links in mails: each for one person, one ticket and one purpose, signed, and over after some weeks.

A link names the solution it is about by how often the ticket had been opened again: what was said of an earlier one
counts for nothing later.
"""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from domain.ids import RecordId, SpaceId
from domain.records import Ticket
from server.signing import Signer

LINK_PATH = "/answer/{purpose}/{token}"
GOOD_FOR = timedelta(days=30)
PARTS = 4


class Purpose(StrEnum):
    """What a link is for, and nothing else."""

    WORKS = "works"
    NOT_SOLVED = "not-solved"
    RATE = "rate"
    CHECK_BACK = "check-back"
    REPLY = "reply"


class Asked(NamedTuple):
    """Who was asked, about which ticket of which space, and after how many reopenings."""

    space_id: SpaceId
    ticket_id: RecordId
    user_id: RecordId
    reopenings: int


class Links:
    """Makes and opens links. For any thread.

    Args:
        signer: Signs them.
        base: Where people reach this server, without a slash at its end.
    """

    def __init__(self, signer: Signer, base: str) -> None:
        self._signer = signer
        self._base = base

    def url(self, purpose: Purpose, space_id: SpaceId, ticket: Ticket, user_id: RecordId, since: datetime) -> str:
        """Return a link that is good for some weeks from `since` on: the same whenever it is asked for."""
        ids = (uuid.UUID(one).hex for one in (space_id, ticket.id, user_id))
        token = self._signer.seal(f"answer/{purpose}", "~".join((*ids, str(ticket.reopened_count))), since + GOOD_FOR)
        return self._base + LINK_PATH.format(purpose=purpose, token=token)

    def opened(self, purpose: Purpose, token: str, now: datetime) -> Asked | None:
        """Return what a link is about; None for one that is none, is for something else, or is over."""
        found = self._signer.open(f"answer/{purpose}", token, now)
        parts = found.subject.split("~") if found is not None else []
        if len(parts) != PARTS:
            return None
        space_id, ticket_id, user_id = (str(uuid.UUID(one)) for one in parts[:3])
        return Asked(SpaceId(space_id), RecordId(ticket_id), RecordId(user_id), int(parts[3]))
