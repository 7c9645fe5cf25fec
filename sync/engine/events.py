"""What can happen to the engine."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sync.protocol.accounts import Session
from sync.protocol.live import LiveEvent
from sync.protocol.presence import Attend
from sync.protocol.pull import Frame
from sync.protocol.push import PushReply, Refusal
from sync.protocol.segments import SegmentList
from sync.replica.segment_rows import Segment


@dataclass(frozen=True, slots=True)
class Refused:
    """The server's answer is a no.

    Attributes:
        status: The HTTP status.
        retry_after_s: How long to leave the server alone, at least.
    """

    status: int
    refusal: Refusal
    retry_after_s: float = 0.0


@dataclass(frozen=True, slots=True)
class Failed:
    """There is no answer of the server: no line, a time-out, a torn body, somebody else's page.

    Attributes:
        reason: What broke, for a log.
        begun: Whether something had come: the line was there, and what came through it is torn or makes no sense.
        moved: Whether what came is kept and was more than before: the next attempt goes on behind it.
    """

    reason: str
    begun: bool = False
    moved: bool = False


@dataclass(frozen=True, slots=True)
class Started:
    """The client has started."""


@dataclass(frozen=True, slots=True)
class Woke:
    """The delay the engine last asked for is over; harmless at any other time."""


@dataclass(frozen=True, slots=True)
class LocalMutation:
    """The user has changed something."""


@dataclass(frozen=True, slots=True)
class Attends:
    """The user has come to a ticket, does something else at it, or has left it."""

    message: Attend


@dataclass(frozen=True, slots=True)
class NetworkBack:
    """The system says that there is a network again, or the machine has woken up."""


@dataclass(frozen=True, slots=True)
class SignedIn:
    """The user has signed in (again)."""

    session: Session


@dataclass(frozen=True, slots=True)
class PushAnswered:
    """What came of a `SendPush`."""

    number: int
    answer: PushReply | Refused | Failed


@dataclass(frozen=True, slots=True)
class PullAnswered:
    """What came of a `SendPull`: the frames of a whole page, or none."""

    number: int
    answer: Sequence[Frame] | Refused | Failed


@dataclass(frozen=True, slots=True)
class SegmentsListed:
    """What came of a `SendSegmentList`."""

    number: int
    answer: SegmentList | Refused | Failed


@dataclass(frozen=True, slots=True)
class SegmentAnswered:
    """What came of a `SendSegment`."""

    number: int
    answer: Segment | Refused | Failed


@dataclass(frozen=True, slots=True)
class RefreshAnswered:
    """What came of a `SendRefresh`."""

    number: int
    answer: Session | Refused | Failed


@dataclass(frozen=True, slots=True)
class StreamSpoke:
    """An event came through the stream."""

    number: int
    event: LiveEvent


@dataclass(frozen=True, slots=True)
class StreamEnded:
    """The stream is over, or could not be opened."""

    number: int
    answer: Refused | Failed


Event = (
    Started
    | Woke
    | LocalMutation
    | Attends
    | NetworkBack
    | SignedIn
    | PushAnswered
    | PullAnswered
    | SegmentsListed
    | SegmentAnswered
    | RefreshAnswered
    | StreamSpoke
    | StreamEnded
)
