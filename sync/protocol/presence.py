"""Who looks at a ticket right now: told beside the stream's changes, kept in memory only, gone by itself.

Nothing of it is a record: it has no place in the order of the space, and losing a word of it costs a mark on a screen.
"""

from __future__ import annotations

from enum import StrEnum

import msgspec

from domain.ids import RecordId

PRESENT_S = 45.0
"""How long somebody is there after they last said so."""
REPEAT_S = 20.0
"""How often whoever is there says so again."""


class Doing(StrEnum):
    """What somebody does at a ticket."""

    VIEWING = "viewing"
    REPLYING = "replying"


class Attend(msgspec.Struct, frozen=True, kw_only=True):
    """Said by a client: what its user does at a ticket; None when they have left it."""

    ticket_id: RecordId
    doing: Doing | None = None


class Present(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody at a ticket."""

    user_id: RecordId
    doing: Doing


class Presence(msgspec.Struct, frozen=True, kw_only=True, tag_field="t", tag="presence"):
    """Everybody at a ticket, whoever is told included; nobody when the last one has left.

    Sent only through streams opened with `presence` in their query: older clients do not know it.
    """

    ticket_id: RecordId
    people: tuple[Present, ...] = ()
