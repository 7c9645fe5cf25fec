"""Identifiers: UUIDv7 text, made by whoever creates the record, and the ids that follow from a mutation."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Callable
from datetime import datetime
from typing import NewType

RecordId = NewType("RecordId", str)
"""Canonical lower-case text of a UUID, 36 characters."""

SpaceId = NewType("SpaceId", str)
Scope = NewType("Scope", str)
"""A set of records somebody may see: `store:X`, `team:Y`, `user:Z`, `kb:public`, `space`, …"""

Entropy = Callable[[int], bytes]
"""Returns that many random bytes (`secrets.token_bytes`, or a seeded source in simulation)."""


def new_id(now: datetime, entropy: Entropy) -> RecordId:
    """Return a UUIDv7 (RFC 9562) whose 48-bit prefix is `now` in Unix milliseconds."""
    milliseconds = int(now.timestamp() * 1000) & 0xFFFF_FFFF_FFFF
    noise = int.from_bytes(entropy(10), "big")
    value = milliseconds << 80 | 0x7 << 76 | (noise >> 64 & 0xFFF) << 64 | 0b10 << 62 | noise & 0x3FFF_FFFF_FFFF_FFFF
    return RecordId(str(uuid.UUID(int=value)))


def derived_id(origin: str, label: str) -> RecordId:
    """Return the id of a record that follows from `origin`, the same on every end.

    A mutation that makes further records (an event, a revision) names them this way, so that the optimistic row
    on the client and the authoritative one on the server are one record. Keeps the time prefix of `origin`.
    """
    prefix = uuid.UUID(origin).bytes[:8]
    tail = bytearray(hashlib.sha256(f"{origin}/{label}".encode()).digest()[:8])
    tail[0] = tail[0] & 0x3F | 0x80
    return RecordId(str(uuid.UUID(bytes=prefix + bytes(tail))))


def is_record_id(text: str) -> bool:
    """Tell whether `text` is the canonical form of a UUID."""
    try:
        return str(uuid.UUID(text)) == text
    except ValueError:
        return False
