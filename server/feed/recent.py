"""What changed between two heads, read once for all who listen: its scopes, and its page for each distinct sight.

Of a user's scopes only those matter that the changes touch, so a thousand listeners need a handful of pages. A page
is read in the snapshot whose head it ends at; what it leaves out can therefore not come up in it under another sight.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Generic, NamedTuple, TypeVar

from sqlalchemy import Connection, bindparam, select, union

from domain.ids import Scope, SpaceId
from domain.records import time_text
from server.db.actors import structure_changed
from server.db.database import Database
from server.db.tables import feed, feed_child
from server.feed.pages import Limits, write_changes
from server.feed.sight import Sight
from server.feed.tombstones import floor_of
from server.feed.wire import PageLines
from sync.protocol.codec import encode, encode_event
from sync.protocol.cursor import Cursor
from sync.protocol.live import LIVE_ROWS_MOST_BYTES, Changes, LiveEvent, Poke
from sync.protocol.pull import Begin, End

RANGES_MOST = 256
PAGES_MOST = 512
"""At most 32 KB each: what is larger is kept as a poke."""

_parent = feed.alias("parent")
TOUCHED = union(
    select(feed.c.scope).where(
        feed.c.space_id == bindparam("space"), feed.c.seq > bindparam("start"), feed.c.seq <= bindparam("head")
    ),
    select(_parent.c.scope)
    .select_from(feed_child)
    .join(
        _parent,
        (_parent.c.space_id == feed_child.c.space_id)
        & (_parent.c.kind == feed_child.c.parent_kind)
        & (_parent.c.id == feed_child.c.parent_id),
    )
    .where(
        feed_child.c.space_id == bindparam("space"),
        feed_child.c.seq > bindparam("start"),
        feed_child.c.seq <= bindparam("head"),
    ),
)


class EpochChanged(Exception):
    """The server went back in time while somebody listened; `epoch` is the new one."""

    def __init__(self, epoch: str) -> None:
        super().__init__(epoch)
        self.epoch = epoch


def touched_scopes(connection: Connection, space_id: SpaceId, start: int, head: int) -> frozenset[Scope]:
    """Return every scope in which something changed after `start`, up to `head`."""
    rows = connection.execute(TOUCHED, {"space": space_id, "start": start, "head": head})
    return frozenset(Scope(row[0]) for row in rows)


@dataclass(frozen=True)
class Range:
    """The changes after `start`, up to `head`.

    Attributes:
        touched: Every scope in which something changed.
        structure: Whether that includes who sees what.
        forgotten: Whether deletions among them are remembered no more, so that no page can tell of all.
    """

    space_id: SpaceId
    epoch: str
    start: int
    head: int
    touched: frozenset[Scope]
    structure: bool
    forgotten: bool = False

    def seen_with(self, sight: Sight) -> PageKey:
        """Return what decides the page of somebody with this sight."""
        scopes, internal = sight.scopes & self.touched, sight.internal & self.touched
        return PageKey(self.space_id, self.epoch, self.start, self.head, scopes, internal)


@dataclass(frozen=True)
class PageKey:
    """A range as one sight shows it; only the scopes that the range touches are named."""

    space_id: SpaceId
    epoch: str
    start: int
    head: int
    scopes: frozenset[Scope]
    internal: frozenset[Scope]


class Said(NamedTuple):
    """An event of a stream, and as it travels."""

    event: LiveEvent
    data: bytes

    @classmethod
    def of(cls, event: LiveEvent) -> Said:
        """Return an event with its bytes."""
        return cls(event, encode_event(event))


@dataclass
class Page:
    """The page of a range for one sight.

    Attributes:
        lines: Its rows, encoded; None if it is too large for a stream.
        at: When it was read.
    """

    head: int
    epoch: str
    lines: bytes | None
    at: datetime
    _said: dict[int, Said] = field(default_factory=dict)

    def said(self, start: int) -> Said:
        """Return the event that brings it to a replica at `start`; nothing between there and the page concerns it."""
        found = self._said.get(start)
        if found is None:
            found = self._said[start] = Said.of(self._event(start))
        return found

    def _event(self, start: int) -> LiveEvent:
        if self.lines is None:
            return Poke(head=self.head)
        # One page for many clients: it cannot say which mutation of each was the last.
        begin = Begin(epoch=self.epoch, start=start, head=self.head, last_n=0, server_time=time_text(self.at))
        end = End(cursor=Cursor(self.epoch, self.head).text(), more=False)
        body = encode(begin) + b"\n" + self.lines + encode(end) + b"\n"
        return Changes(start=start, head=self.head, page=body.decode())


class Read(NamedTuple):
    """What one look at the database brought; `key` and `page` if a page was asked for."""

    changed: Range
    key: PageKey | None = None
    page: Page | None = None


K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Kept(Generic[K, V]):
    """The newest of something, by key. For any thread."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._guard = threading.Lock()
        self._values: OrderedDict[K, V] = OrderedDict()

    def get(self, key: K) -> V | None:
        """Return what is kept."""
        return self._values.get(key)

    def keep(self, key: K, value: V) -> None:
        """Keep it, and forget the oldest of too many."""
        with self._guard:
            self._values[key] = value
            while len(self._values) > self._most:
                self._values.popitem(last=False)


class Recent:
    """One process's memory of what has just changed. For any thread; two who read the same do no harm."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._ranges: Kept[tuple[SpaceId, str, int], Range] = Kept(RANGES_MOST)
        self._pages: Kept[PageKey, Page] = Kept(PAGES_MOST)

    def range(self, space_id: SpaceId, epoch: str, start: int, head: int) -> Range | None:
        """Return what is known of the changes after `start`, at least up to `head`."""
        known = self._ranges.get((space_id, epoch, start))
        return known if known is not None and known.head >= head else None

    def page(self, key: PageKey) -> Page | None:
        """Return a page that was read before."""
        return self._pages.get(key)

    def read_range(self, space_id: SpaceId, epoch: str, start: int) -> Read:
        """Read what changed after `start`, up to the head of now.

        Raises:
            EpochChanged: The server went back in time.
            StorageError: Busy.
        """
        with self._database.read(space_id) as session:
            return Read(self._range_in(session.connection, space_id, epoch, start, session.head()))

    def read_page(self, space_id: SpaceId, epoch: str, start: int, sight: Sight, now: datetime) -> Read:
        """Read the page after `start` for a sight, up to the head of now.

        Raises:
            EpochChanged: The server went back in time.
            StorageError: Busy.
        """
        with self._database.read(space_id) as session:
            head = session.head()
            changed = self._range_in(session.connection, space_id, epoch, start, head)
            lines = PageLines()
            end = write_changes(session.connection, sight, start, head.seq, lines, Limits())
        fits = end == head.seq and lines.size_bytes <= LIVE_ROWS_MOST_BYTES
        page = Page(head.seq, epoch, lines.body() if fits else None, now)
        key = changed.seen_with(sight)
        self._pages.keep(key, page)
        return Read(changed, key, page)

    def _range_in(self, connection: Connection, space_id: SpaceId, epoch: str, start: int, head: Cursor) -> Range:
        if head.epoch != epoch or head.seq < start:
            raise EpochChanged(head.epoch)
        touched = touched_scopes(connection, space_id, start, head.seq)
        structure = structure_changed(connection, space_id, start, head.seq)
        forgotten = start < min(head.seq, floor_of(connection, space_id))
        found = Range(space_id, epoch, start, head.seq, touched, structure, forgotten)
        self._ranges.keep((space_id, epoch, start), found)
        return found
