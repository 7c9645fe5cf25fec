"""What the engine wants done. Each request carries a number, and its answer must: late ones are left aside."""

from __future__ import annotations

from dataclasses import dataclass

from sync.engine.status import Status
from sync.protocol.accounts import Refresh
from sync.protocol.presence import Attend, Presence
from sync.protocol.pull import PullRequest
from sync.protocol.push import PushRequest
from sync.replica.changes import Changes


@dataclass(frozen=True, slots=True)
class SendPush:
    """Send mutations."""

    number: int
    token: str
    request: PushRequest


@dataclass(frozen=True, slots=True)
class SendPull:
    """Ask for a page."""

    number: int
    token: str
    request: PullRequest


@dataclass(frozen=True, slots=True)
class SendSegmentList:
    """Ask which segments there are."""

    number: int
    token: str


@dataclass(frozen=True, slots=True)
class SendSegment:
    """Ask for a segment."""

    number: int
    token: str
    name: str


@dataclass(frozen=True, slots=True)
class SendRefresh:
    """Change the refresh token for a new pair."""

    number: int
    request: Refresh


@dataclass(frozen=True, slots=True)
class OpenStream:
    """Open the live stream.

    Attributes:
        cursor: How far the replica has come: the server goes on from there.
        wait: Ask for one event and wait for it, since something in between lets no stream through.
    """

    number: int
    token: str
    cursor: str = ""
    wait: bool = False


@dataclass(frozen=True, slots=True)
class SendAttend:
    """Say what the user does at a ticket; nobody waits for the answer."""

    token: str
    message: Attend


@dataclass(frozen=True, slots=True)
class TellPresence:
    """Tell who is at a ticket; None: what was told before holds no more."""

    presence: Presence | None


@dataclass(frozen=True, slots=True)
class CloseStream:
    """Close the stream; what it still says is left aside."""

    number: int


@dataclass(frozen=True, slots=True)
class WakeIn:
    """Send `Woke` after this delay; replaces the delay asked for before."""

    delay_s: float


@dataclass(frozen=True, slots=True)
class Announce:
    """Tell everybody who shows data."""

    changes: Changes


@dataclass(frozen=True, slots=True)
class Report:
    """Tell how the line stands."""

    status: Status


@dataclass(frozen=True, slots=True)
class Wipe:
    """The device was revoked: close the profile and delete its cache."""


Effect = (
    SendPush
    | SendPull
    | SendSegmentList
    | SendSegment
    | SendRefresh
    | OpenStream
    | CloseStream
    | SendAttend
    | TellPresence
    | WakeIn
    | Announce
    | Report
    | Wipe
)
