"""How the line stands, as the client shows it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sync.errors import ReplicaError


class Line(StrEnum):
    """State of the line to the server."""

    CONNECTING = "connecting"
    ONLINE = "online"
    SYNCING = "syncing"
    OFFLINE = "offline"
    SIGN_IN = "sign_in"
    """The session is over: data and outbox are kept until the user signs in again."""
    REVOKED = "revoked"
    UPGRADE = "upgrade"
    """The server no longer speaks this version's language."""
    SERVER_OLD = "server_old"
    """The server does not speak this version's language yet."""


@dataclass(frozen=True, slots=True)
class Status:
    """State of the line and of the queue.

    Attributes:
        done, total: While syncing: steps of the first sync that are complete, and all of them.
        offline_since: While offline: since when, by this machine's clock.
        unsent: Changes the server has not taken yet.
        refused: Changes that wait for the user's decision.
        trouble: What keeps the cache from being written, if anything does.
    """

    line: Line = Line.CONNECTING
    done: int = 0
    total: int = 0
    offline_since: datetime | None = None
    unsent: int = 0
    refused: int = 0
    trouble: ReplicaError | None = None
