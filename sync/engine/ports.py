"""What is handed to the engine."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from domain.ids import RecordId
from sync.engine.effects import Effect
from sync.protocol.accounts import Session
from sync.protocol.cursor import Cursor
from sync.protocol.pull import Frame, PullRequest
from sync.protocol.push import PushReply, PushRequest
from sync.protocol.segments import SegmentList
from sync.replica.changes import Changes
from sync.replica.exchange import Waiting
from sync.replica.segment_rows import Segment


class SegmentStore(Protocol):
    """A replica's first sync in bulk (`sync.replica.segments.Segments`); every call may raise `ReplicaError`."""

    def names(self) -> list[str]:
        """Return the names of the segments still to come, in the order in which they are asked for."""

    def unindexed(self) -> bool:
        """Tell whether there are rows that no search finds yet."""

    def begin(self, listed: SegmentList) -> Changes:
        """Begin with what is listed, if the replica holds nothing yet."""

    def apply(self, segment: Segment) -> Changes:
        """Put a segment in."""

    def settle(self) -> None:
        """Store what has been put in so far."""

    def abandon(self) -> Changes:
        """Give up the segments still to come."""

    def index_more(self) -> bool:
        """Make some more searchable; tell whether there is more to do."""


class EngineStore(Protocol):
    """The replica as the engine needs it (`sync.replica.writer.Replica`); every call may raise `ReplicaError`."""

    @property
    def segments(self) -> SegmentStore:
        """Its first sync in bulk."""

    def cursor(self) -> Cursor:
        """Return how far the replica has come."""

    def waiting(self) -> Waiting:
        """Return what is still to be done."""

    def pull_request(self) -> PullRequest:
        """Return the question for the next page."""

    def taken(self) -> int:
        """Return the last number of this client's that the server has said it took."""

    def push_request(self, most: int) -> PushRequest | None:
        """Return the next mutations to send."""

    def push_failed(self) -> Changes:
        """Note that nothing is on its way any more."""

    def store_push_reply(self, client: RecordId, reply: PushReply) -> Changes:
        """Take over the server's word."""

    def give_up_unsent(self, mutation_id: RecordId, code: str, detail: Mapping[str, Any]) -> Changes:
        """Hand a mutation that cannot be sent back to the user."""

    def apply_page(self, frames: Sequence[Frame]) -> Changes:
        """Apply a page, or raise PageOutOfPlace."""

    def begin_new_client(self) -> Changes:
        """Take a new client id and renumber what is unsent."""

    def resend(self) -> Changes:
        """Offer all that no page has confirmed again."""

    def begin_new_epoch(self, since: int = 0, epoch: str = "") -> Changes:
        """Follow a server that lost what came after `since` into `epoch`, keeping records, outbox and journal."""

    def begin_reconcile(self) -> Changes:
        """Come to the head by comparing."""

    def compare(self) -> bool:
        """Go on comparing a page's digests with what is held; tell whether there is more to do."""

    def keep_session(self, session: Session | None) -> None:
        """Keep the session."""


@dataclass
class Surroundings:
    """What all phases share.

    Attributes:
        clock_s: Monotonic seconds.
        wall: The machine's clock, only shown.
        numbers: Of requests; none comes twice, however many engines take from it.
        effects: What the step under way wants done.
    """

    store: EngineStore
    clock_s: Callable[[], float]
    wall: Callable[[], datetime]
    noise: random.Random
    numbers: Iterator[int]
    effects: list[Effect] = field(default_factory=list)

    def number(self) -> int:
        """Return the next number of a request."""
        return next(self.numbers)
