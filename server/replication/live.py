"""Live: one stream of server-sent events per client, that tells changes as they are committed.

Between two events nothing of the database is held. What an event needs is read once for all streams that need the
same, on a thread; the events themselves are then made without waiting for anything.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator, Awaitable, Callable, Hashable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import NamedTuple

from domain.access import scopes_hash, user_scope
from domain.ids import RecordId, Scope
from server.authentication import AuthenticatedUser
from server.db.database import Database
from server.db.errors import StorageError
from server.errors import Refused
from server.feed.live import Hub, Subscription
from server.feed.recent import EpochChanged, Range, Read, Said
from server.feed.sight import Sight
from server.replication.memory import epoch_changed
from server.replication.pull import known_actor
from sync.protocol.codec import encode_event
from sync.protocol.cursor import Cursor
from sync.protocol.live import HEARTBEAT_S, Bye, Heartbeat, Hello, LiveEvent, Poke
from sync.protocol.presence import Presence

PADDING = b":" + b" " * 2048 + b"\n\n"
"""Proxies that hold back the first kilobytes let the first event through."""
COME_BACK_MS_MOST = 30_000
SILENT_SEQUENCES_MOST = 1_000
"""After so many transactions that do not concern the user the replica's cursor is moved all the same."""
SPACE_SCOPE = Scope("space")


class Need(NamedTuple):
    """What must be read before a stream can go on; the same for everybody with the same key. `read` blocks."""

    key: Hashable
    read: Callable[[], Read | None]


@dataclass
class Stream:
    """The state of one stream.

    Attributes:
        told: The sequence that the client has if it has applied every event.
        checked: The sequence up to which nothing else concerns the user.
        sight: What the user saw at the head `looked_at`.
        opened_at: The head when it was opened.
        follows: Whether the place that the client named, if it did, is one of this history.
    """

    database: Database
    hub: Hub
    user: AuthenticatedUser
    client_id: RecordId
    epoch: str
    told: int
    checked: int
    sight: Sight
    scopes_hash: str
    opened_at: int
    looked_at: int
    follows: bool = True
    _sees_otherwise: bool = False

    def news(self, head: int, now: datetime) -> LiveEvent | None:
        """Return what to send, now that the space has moved to `head`; None if it is none of the user's business.

        Raises:
            Refused: The user is gone, or the server went back in time.
            StorageError: Busy.
        """
        found: Read | None = None
        while isinstance(step := self._step(head, now, found), Need):
            found = _translated(step.read)
        return None if step is None else step.event

    async def said(self, head: int, now: datetime) -> Said | None:
        """Return the same without blocking the event loop."""
        found: Read | None = None
        while isinstance(step := self._step(head, now, found), Need):
            found = await self.hub.once(step.key, partial(_translated, step.read))
        return step

    def hello(self) -> Hello:
        """Return the greeting: it names the history, and where the stream begins."""
        return Hello(epoch=self.epoch, head=self.told, token_ttl_s=self.user.token_ttl_s)

    def heartbeat(self, ttl_s: float) -> Heartbeat:
        """Return the beat: it names the head only as far as it concerns the user, or everybody would pull for it."""
        return Heartbeat(head=self.told, token_ttl_s=ttl_s)

    def _step(self, head: int, now: datetime, found: Read | None) -> Said | Need | None:
        """Go on with what is known; `found` is what the need of the step before brought."""
        if head <= self.checked:
            return None
        space_id, recent = self.user.space_id, self.hub.recent
        changed = found.changed if found else recent.range(space_id, self.epoch, self.checked, head)
        if changed is None:
            start = self.checked
            key = ("range", space_id, self.epoch, start)
            return Need(key, lambda: recent.read_range(space_id, self.epoch, start))
        if changed.head < head:
            raise epoch_changed(self.epoch)
        if changed.structure and self.looked_at < changed.head:
            return Need(("actor", id(self)), self._look_again)
        if self._sees_otherwise or (changed.structure and changed.start < self.opened_at):
            # Pages of a stream name no scopes: the client pulls, and learns what it may see now.
            self._sees_otherwise = False
            self.told = self.checked = changed.head
            return Said.of(Poke(head=changed.head))
        if changed.forgotten:
            # The client pulls, and is told to compare.
            self.told = self.checked = changed.head
            return Said.of(Poke(head=changed.head))
        if not self._concerned(changed):
            self.checked = changed.head
            return None
        page_key = changed.seen_with(self.sight)
        page = found.page if found and found.key == page_key else recent.page(page_key)
        if page is None:
            start, sight = self.checked, self.sight
            return Need(page_key, lambda: recent.read_page(space_id, self.epoch, start, sight, now))
        said = page.said(self.told)
        self.told = self.checked = page.head
        return said

    def _look_again(self) -> None:
        """See what the user sees now."""
        with self.database.read(self.user.space_id) as session:
            actor = known_actor(session, self.user.user_id)
            self.looked_at = session.head().seq
        known_hash, self.scopes_hash = self.scopes_hash, scopes_hash(actor.scopes)
        self.sight = Sight.of(actor, self.user.space_id)
        self._sees_otherwise = self._sees_otherwise or known_hash != self.scopes_hash

    def _concerned(self, changed: Range) -> bool:
        # Also what decides who sees what, for those who do not see it: their card, their role.
        mine = self.sight.scopes | {user_scope(self.user.user_id), SPACE_SCOPE}
        return not mine.isdisjoint(changed.touched) or changed.head - self.told >= SILENT_SEQUENCES_MOST


def _translated(read: Callable[[], Read | None]) -> Read | None:
    try:
        return read()
    except EpochChanged as error:
        raise epoch_changed(error.epoch) from error


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
    follows = known is None or (known.epoch == head.epoch and known.seq <= head.seq)
    start = known.seq if known and follows else head.seq
    return Stream(
        database=database,
        hub=hub,
        user=user,
        client_id=client_id,
        epoch=head.epoch,
        told=start,
        checked=start,
        sight=Sight.of(actor, user.space_id),
        scopes_hash=scopes_hash(actor.scopes),
        opened_at=head.seq,
        looked_at=head.seq,
        follows=follows,
    )


@dataclass(frozen=True)
class Pace:
    """How a stream keeps time; tests take a faster one."""

    heartbeat_s: float = HEARTBEAT_S
    come_back_ms_most: int = COME_BACK_MS_MOST

    def bye(self) -> Bye:
        """Return a goodbye that spreads those who come back."""
        return Bye(after_ms=random.randint(0, self.come_back_ms_most))  # noqa: S311  # nobody is harmed who guesses it


Again = Callable[[], Awaitable[AuthenticatedUser]]
"""Asks once more who the caller is: a token runs out, a device is revoked."""


class Watch:
    """When a stream beats next, and when it asks again whose it is: neither depends on news."""

    def __init__(self, pace: Pace, user: AuthenticatedUser, again: Again) -> None:
        self._pace = pace
        self._again = again
        self._now = asyncio.get_running_loop().time
        self._beat_at = self._expires_at = 0.0
        self._set(user)

    @property
    def left_s(self) -> float:
        """How long until something is due; at most 0 if something is."""
        return min(self._beat_at, self._expires_at) - self._now()

    def is_due(self, subscription: Subscription) -> bool:
        """Tell whether it is to be asked before anything else is told."""
        return subscription.doubted or self.left_s <= 0

    async def ask(self, subscription: Subscription) -> AuthenticatedUser:
        """Ask whose the stream is, and start anew.

        Raises:
            Refused: Nobody's any more.
            StorageError: Nobody knows.
        """
        doubted, subscription.doubted = subscription.doubted, False
        # A session that ends meanwhile is asked about once more.
        try:
            user = await self._again()
        except StorageError:
            subscription.doubted = subscription.doubted or doubted
            raise
        self._set(user)
        return user

    def _set(self, user: AuthenticatedUser) -> None:
        self._beat_at = self._now() + self._pace.heartbeat_s
        self._expires_at = self._now() + user.token_ttl_s


async def events(
    stream: Stream, subscription: Subscription, again: Again, clock: Callable[[], datetime], pace: Pace
) -> AsyncIterator[bytes]:
    """Yield the stream's events, encoded, until the server stops or the caller may not listen any more."""
    yield PADDING
    # From the client's own place on: what it has missed comes next.
    yield encode_event(stream.hello())
    watch = Watch(pace, stream.user, again)
    while not subscription.closing:
        said: Said | None = None
        # Somebody whose session has just ended is told nothing more.
        for presence in () if watch.is_due(subscription) else presences(stream, subscription):
            yield encode_event(presence)
        try:
            if watch.is_due(subscription):
                user = await watch.ask(subscription)
                said = Said.of(stream.heartbeat(user.token_ttl_s))
            elif subscription.head > stream.checked or await subscription.wait(watch.left_s):
                # Somebody whose session has just ended is told nothing more.
                said = None if watch.is_due(subscription) else await stream.said(subscription.head, clock())
        except Refused:
            return
        except StorageError:
            if watch.is_due(subscription):
                # Nobody knows whose it is: the client comes again, and is asked for its token.
                break
            # The client pulls, and is told there when to come again.
            stream.told = stream.checked = subscription.head
            said = Said.of(Poke(head=subscription.head))
        if said is not None and not subscription.closing:
            yield said.data
    yield encode_event(pace.bye())


def presences(stream: Stream, subscription: Subscription) -> Iterator[Presence]:
    """Yield who is at tickets that the listener sees for the desk, where somebody has come or gone."""
    while subscription.attended:
        ticket_id = subscription.attended.pop()
        told = stream.hub.presences.told(stream.user.space_id, ticket_id, stream.sight.internal)
        if told is not None:
            yield told


async def next_event(
    stream: Stream, subscription: Subscription, again: Again, clock: Callable[[], datetime], pace: Pace
) -> LiveEvent:
    """Return one event for somebody whom no stream reaches: news, a goodbye, or a beat when there is no news in time.

    No other event names the history: who comes from another one is greeted as a stream greets them.

    Raises:
        Refused: The user is gone, their session has ended, or the server went back in time.
        StorageError: Busy.
    """
    if not stream.follows and not subscription.closing:
        return stream.hello()
    watch = Watch(pace, stream.user, again)
    while not subscription.closing:
        if watch.is_due(subscription):
            return stream.heartbeat((await watch.ask(subscription)).token_ttl_s)
        if subscription.head > stream.checked or await subscription.wait(watch.left_s):
            said = None if watch.is_due(subscription) else await stream.said(subscription.head, clock())
            if said is not None:
                return said.event
    return pace.bye()
