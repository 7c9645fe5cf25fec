"""Live: one stream of server-sent events per client, that tells changes as they are committed.

Between two events nothing of the database is held: each page is read on a thread of the pool in a session of its own.
"""

from __future__ import annotations

import random
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from datetime import datetime

from starlette.concurrency import run_in_threadpool

from domain.access import scopes_hash, user_scope
from domain.ids import RecordId, Scope
from server.authentication import AuthenticatedUser
from server.db.database import Database
from server.db.errors import StorageError
from server.errors import Refused
from server.feed.live import Hub, Subscription
from server.replication.pull import known_actor, pull
from sync.protocol.codec import encode_event
from sync.protocol.cursor import Cursor
from sync.protocol.live import HEARTBEAT_S, LIVE_ROWS_MOST_BYTES, Bye, Changes, Heartbeat, Hello, LiveEvent, Poke
from sync.protocol.pull import SCHEMA_VERSION, PullRequest

PADDING = b":" + b" " * 2048 + b"\n\n"
"""Proxies that hold back the first kilobytes let the first event through."""
COME_BACK_MS_MOST = 30_000
SILENT_SEQUENCES_MOST = 1_000
"""After so many transactions that do not concern the user the replica's cursor is moved all the same."""
SPACE_SCOPE = Scope("space")


@dataclass
class Stream:
    """The state of one stream.

    Attributes:
        told: The sequence that the client has if it has applied every event.
        checked: The sequence up to which nothing else concerns the user.
    """

    database: Database
    hub: Hub
    user: AuthenticatedUser
    client_id: RecordId
    epoch: str
    told: int
    checked: int
    scopes: frozenset[Scope]
    scopes_hash: str

    def news(self, head: int, now: datetime) -> LiveEvent | None:
        """Return what to send, now that the space has moved to `head`; None if it is none of the user's business.

        Raises:
            Refused: The user is gone, or the server went back in time.
            StorageError: Busy.
        """
        if head <= self.checked:
            return None
        if not self._concerns(head) and head - self.told < SILENT_SEQUENCES_MOST:
            self.checked = head
            return None
        with self.database.read(self.user.space_id) as session:
            actor = known_actor(session, self.user.user_id)
        self.scopes = frozenset(actor.scopes)
        known_hash, self.scopes_hash = self.scopes_hash, scopes_hash(actor.scopes)
        start = self.told
        if known_hash != self.scopes_hash:
            self.told = self.checked = head
            return Poke(head=head)
        page = pull(self.database, self._request(), self.user, now)
        self.told = self.checked = page.head
        if page.more or len(page.body) > LIVE_ROWS_MOST_BYTES:
            return Poke(head=page.head)
        return Changes(start=start, head=page.head, page=page.body.decode())

    def _concerns(self, head: int) -> bool:
        # Also what decides who sees what, for those who do not see it: their card, their role.
        mine = self.scopes | {user_scope(self.user.user_id), SPACE_SCOPE}
        return bool(mine & self.hub.touched(self.user.space_id, self.checked, head))

    def _request(self) -> PullRequest:
        return PullRequest(
            client=self.client_id,
            schema=SCHEMA_VERSION,
            cursor=Cursor(self.epoch, self.told).text(),
            scopes_hash=self.scopes_hash,
        )


def open_stream(
    database: Database, hub: Hub, user: AuthenticatedUser, client_id: RecordId, known: Cursor | None
) -> Stream:
    """Return a stream that begins at the head, or at `known` if the client says how far it has come.

    Raises:
        Refused: 403, there is no such user any more.
    """
    with database.read(user.space_id) as session:
        head = session.head()
        actor = known_actor(session, user.user_id)
    start = known.seq if known and known.epoch == head.epoch and known.seq <= head.seq else head.seq
    scopes = frozenset(actor.scopes)
    return Stream(database, hub, user, client_id, head.epoch, start, start, scopes, scopes_hash(actor.scopes))


@dataclass(frozen=True)
class Pace:
    """How a stream keeps time; tests take a faster one."""

    heartbeat_s: float = HEARTBEAT_S
    come_back_ms_most: int = COME_BACK_MS_MOST


Again = Callable[[], AuthenticatedUser]
"""Asks once more who the caller is: a token runs out, a device is revoked."""


async def events(
    stream: Stream, subscription: Subscription, again: Again, clock: Callable[[], datetime], pace: Pace
) -> AsyncIterator[bytes]:
    """Yield the stream's events, encoded, until the server stops or the caller may not listen any more."""
    yield PADDING
    hello = Hello(epoch=stream.epoch, head=subscription.head, token_ttl_s=stream.user.token_ttl_s)
    yield encode_event(hello)
    # From the client's own place on: what it has missed is news too.
    fresh = stream.told < subscription.head
    while not subscription.closing:
        event: LiveEvent | None = None
        try:
            if fresh or await subscription.wait(pace.heartbeat_s):
                event = await run_in_threadpool(stream.news, subscription.head, clock())
            else:
                user = await run_in_threadpool(again)
                event = Heartbeat(head=subscription.head, token_ttl_s=user.token_ttl_s)
        except Refused:
            return
        except StorageError:
            # The client pulls, and is told there when to come again.
            event = Poke(head=subscription.head)
        fresh = False
        if event is not None and not subscription.closing:
            yield encode_event(event)
    yield encode_event(Bye(after_ms=random.randint(0, pace.come_back_ms_most)))  # noqa: S311  # spreads a herd
