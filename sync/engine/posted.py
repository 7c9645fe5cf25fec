"""The replica as the engine has it at work: every call is posted to the store thread, behind the user's own changes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import CancelledError
from typing import Any, TypeVar

import msgspec

from domain.ids import RecordId
from sync.protocol.accounts import Session
from sync.protocol.cursor import Cursor
from sync.protocol.pull import Frame, PullRequest
from sync.protocol.push import PushReply, PushRequest
from sync.protocol.segments import SegmentList
from sync.replica.changes import Changes
from sync.replica.exchange import Waiting
from sync.replica.segment_rows import Segment
from sync.replica.store_thread import StoreThread, Urgency
from sync.replica.writer import Replica

T = TypeVar("T")


class Stopped(Exception):
    """The store was closed while the engine was at work."""


class PostedSegments:
    """The engine's segments over the store thread."""

    def __init__(self, call: Callable[[Callable[[Replica], Any]], Any]) -> None:
        self._call = call

    def names(self) -> list[str]:
        """Return the names of the segments still to come."""
        names: list[str] = self._call(lambda replica: replica.segments.names())
        return names

    def unindexed(self) -> bool:
        """Tell whether there are rows that no search finds yet."""
        return bool(self._call(lambda replica: replica.segments.unindexed()))

    def begin(self, listed: SegmentList) -> Changes:
        """Begin with what is listed."""
        return self._changes(lambda replica: replica.segments.begin(listed))

    def apply(self, segment: Segment) -> Changes:
        """Put a segment in."""
        return self._changes(lambda replica: replica.segments.apply(segment))

    def settle(self) -> None:
        """Store what has been put in so far."""
        self._call(lambda replica: replica.segments.settle())

    def abandon(self) -> Changes:
        """Give up the segments still to come."""
        return self._changes(lambda replica: replica.segments.abandon())

    def index_more(self) -> bool:
        """Make some more searchable."""
        return bool(self._call(lambda replica: replica.segments.index_more()))

    def _changes(self, call: Callable[[Replica], Changes]) -> Changes:
        changes: Changes = self._call(call)
        return changes


class PostedStore:
    """The engine's store over the store thread: each call waits for its turn behind the user's own changes."""

    def __init__(self, store: StoreThread) -> None:
        self._store = store
        self.segments = PostedSegments(self._call)

    def cursor(self) -> Cursor:
        """Return how far the replica has come."""
        return self._call(Replica.cursor)

    def waiting(self) -> Waiting:
        """Return what is still to be done."""
        return self._call(Replica.waiting)

    def pull_request(self) -> PullRequest:
        """Return the question for the next page."""
        return self._call(Replica.pull_request)

    def taken(self) -> int:
        """Return the last number of this client's that the server has said it took."""
        return self._call(Replica.taken)

    def push_request(self, most: int) -> PushRequest | None:
        """Return the next mutations to send."""
        return self._call(lambda replica: replica.push_request(most))

    def push_failed(self) -> Changes:
        """Note that nothing is on its way any more."""
        return self._call(lambda replica: replica.push_failed())

    def store_push_reply(self, client: RecordId, reply: PushReply) -> Changes:
        """Take over the server's word."""
        return self._call(lambda replica: replica.store_push_reply(client, reply))

    def give_up_unsent(self, mutation_id: RecordId, code: str, detail: Mapping[str, Any]) -> Changes:
        """Hand a mutation that cannot be sent back to the user."""
        return self._call(lambda replica: replica.give_up_unsent(mutation_id, code, detail))

    def apply_page(self, frames: Sequence[Frame]) -> Changes:
        """Apply a page."""
        return self._call(lambda replica: replica.apply_page(frames))

    def begin_new_client(self) -> Changes:
        """Take a new client id."""
        return self._call(Replica.begin_new_client)

    def resend(self) -> Changes:
        """Offer all that no page has confirmed again."""
        return self._call(Replica.resend)

    def begin_new_epoch(self, since: int = 0, epoch: str = "") -> Changes:
        """Start over with the server."""
        return self._call(lambda replica: replica.begin_new_epoch(since, epoch))

    def begin_reconcile(self) -> Changes:
        """Come to the head by comparing."""
        return self._call(Replica.begin_reconcile)

    def compare(self) -> bool:
        """Go on comparing; each call waits for its turn behind the user's own changes."""
        return self._call(Replica.compare)

    def keep_session(self, session: Session | None) -> None:
        """Keep the session."""
        self._call(lambda replica: replica.keep_session(session))

    def session(self) -> Session | None:
        """Return the kept session."""
        kept = self._call(Replica.session)
        return None if kept is None else msgspec.json.decode(kept, type=Session)

    def _call(self, call: Callable[[Replica], T]) -> T:
        try:
            return self._store.submit(call, Urgency.REMOTE).result()
        except CancelledError as error:
            raise Stopped from error
