"""The server of a simulated world: the real handlers over SQLite in memory, with its streams, backups and deaths."""

from __future__ import annotations

import contextlib
import functools
import random
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from unittest.mock import patch

from msgspec.structs import replace
from sqlalchemy import ColumnElement, Connection, Engine, delete, literal_column, select
from starlette.responses import Response

from domain.ids import RecordId, SpaceId
from server import acting
from server.authentication import AuthenticatedUser
from server.db.actors import KnownActors
from server.db.database import Database
from server.db.engine import open_engine
from server.db.errors import StorageBusy, StorageError
from server.db.points import Point
from server.db.store import Touched
from server.db.tables import applied_mutation, dead_letter
from server.errors import Refused, refusal_of
from server.feed.epochs import begin_epoch
from server.feed.live import Hub
from server.feed.tombstones import collect_tombstones
from server.jobs.running import run_due
from server.jobs.timers import follow as follow_timers
from server.replication.group import Ask, push_group
from server.replication.pull import pull
from server.segments.routes import given, list_segments, one_segment
from server.segments.sets import build
from server.segments.tables import segment, segment_set
from server.tickets.policies import notify
from server.tickets.timers import TICKET_TIMERS
from sync.engine import events
from sync.protocol.accounts import Refresh
from sync.protocol.codec import decode, decode_page, encode
from sync.protocol.cursor import Cursor, parse_cursor
from sync.protocol.pull import Check, PullRequest, Sums
from sync.protocol.push import PushReply, PushRequest, Refusal, RefusalCode
from tests.simulation.doors import Doors
from tests.simulation.leaks import Leaks
from tests.simulation.places import Plan
from tests.simulation.trace import Violation
from tests.simulation.truth import Truth

Answer = bytes | events.Refused
BACKUPS_MOST = 3
PARTS_OF_A_PAGE = 3
"""Changes, a piece of a fill, what a comparison asks for: each as much as a page holds; a transaction goes in whole."""


@functools.cache
def _engine() -> Engine:
    """Return the engine of all worlds of this process, of which one stands at a time: they share compiled statements.

    Each has a database of its own: it goes when the world before is closed.
    """
    return open_engine("sqlite://")


class ServerDied(BaseException):
    """The process of the server ended here. No handler of ours may catch it."""


class Node:
    """One process of the server, with what it remembers beside the database.

    Attributes:
        hub: What its streams share.
    """

    def __init__(self, database: Database) -> None:
        self.database = database
        self.hub = Hub(database, poll_ms=1000)

    def forget(self) -> None:
        """Another process takes its place, which knows nothing but the database."""
        self.database.actors = KnownActors()
        self.hub = Hub(self.database, poll_ms=1000)


class Backend:
    """The server's processes over one database: they come and go together, and each remembers things of its own.

    Attributes:
        up: Whether there is a process at all.
        nodes: The processes; each request and each stream comes to any of them.
        streams: Told of every commit, until they are cut.
        poison: Ids of mutations over which the server stumbles.
        unknown: Ids of mutations that only a newer server would know.
    """

    def __init__(
        self,
        image: bytes,
        truth: Truth,
        space_id: SpaceId,
        *,
        clock: Callable[[], tuple[float, datetime]],
        token_ttl_s: float,
        page_rows: int,
        noise: random.Random,
        plan: Plan,
        nodes: int,
        turns: random.Random,
        leaks: Leaks,
    ) -> None:
        self.space_id = space_id
        self.truth = truth
        self.up = True
        self.poison: set[RecordId] = set()
        self.unknown: set[RecordId] = set()
        self.streams: list[Any] = []
        self.backups: list[tuple[bytes, Truth]] = []
        self._clock = clock
        self._page_rows = page_rows
        self._noise = noise
        self._leaks = leaks
        self._plan = plan
        self._forgotten = 0
        self._dies_at: tuple[Point, int] | None = None
        self._aborts_at: tuple[Point, int] | None = None
        engine = _engine().execution_options()
        self.nodes = [Node(Database(engine, reach=self._reach)) for _ in range(nodes)]
        self._turns = turns
        for node in self.nodes:
            follow_timers(node.database, TICKET_TIMERS)
            node.database.on_written(self._written)
            node.database.on_published(self._published)
        self._raw().deserialize(image)
        self.doors = Doors(self.database, token_ttl_s, clock)

    @property
    def database(self) -> Database:
        """The database, as the first process has it open."""
        return self.nodes[0].database

    def node(self) -> Node:
        """Return the process that whatever stands before them chooses."""
        return self._turns.choice(self.nodes) if len(self.nodes) > 1 else self.nodes[0]

    def close(self) -> None:
        """Forget everything."""
        self.database.close()

    def _raw(self) -> sqlite3.Connection:
        connection = self.database.engine.raw_connection()
        driver = connection.driver_connection
        assert isinstance(driver, sqlite3.Connection)
        connection.close()
        return driver

    # What clients ask

    def asked(self, body: bytes, token: str) -> Ask | events.Refused:
        """Return a push as it enters the queue, and whose it is."""
        try:
            user = self.doors.user(token)
        except Refused as error:
            return refused(error)
        request = decode(body, PushRequest)
        newer = [replace(m, name="ticket.levitate") if m.id in self.unknown else m for m in request.mutations]
        return Ask(replace(request, mutations=tuple(newer)), user)

    def push(self, asks: Sequence[Ask]) -> list[Answer]:
        """Answer pushes that one transaction takes."""
        with self._stumbling():
            answers = push_group(self.node().database, asks, self._clock()[1])
        return [encode(answer) if isinstance(answer, PushReply) else refused_by(answer) for answer in answers]

    def pull(self, body: bytes, token: str) -> Answer:
        """Answer a pull."""

        def page(user: AuthenticatedUser, now: datetime) -> bytes:
            request = replace(decode(body, PullRequest), rows_most=self._page_rows)
            answer = pull(self.node().database, request, user, now)
            start = parse_cursor(request.cursor).seq if request.cursor else answer.cursor.seq
            most = PARTS_OF_A_PAGE * self._page_rows + self.truth.widest(start, answer.cursor.seq)
            if answer.rows > most:
                raise Violation("S17", f"a page of {answer.rows} rows, {most} at most")
            if answer.rows:
                self._leaks.page(user.user_id, decode_page(answer.body), self.truth.seq)
            return answer.body

        answer = self._answer(page, token)
        if isinstance(answer, events.Refused) and answer.refusal.code == RefusalCode.EPOCH_CHANGED:
            self._check_history(decode(body, PullRequest), answer.refusal)
        return answer

    def _check_history(self, asked: PullRequest, refusal: Refusal) -> None:
        """Raise S6 if somebody is told that the server went back since they were here, which it has not."""
        cursor = parse_cursor(asked.cursor) if asked.cursor else None
        if cursor is not None and cursor.epoch == refusal.epoch and cursor.seq <= self.truth.seq:
            raise Violation("S6", f"{asked.client} knows of {asked.taken} changes taken, and the server of fewer")

    def sums(self, user_id: RecordId, asked: PullRequest) -> list[Sums]:
        """Return the digests of all that a user sees now."""
        user = AuthenticatedUser(user_id=user_id, space_id=self.space_id, device_id=user_id)
        # Asked at the head: a cursor behind changes that are none of this user's may be older than the tombstones.
        at = Cursor(parse_cursor(asked.cursor).epoch, self.database.heads()[self.space_id]).text()
        asked = replace(asked, cursor=at, fill=None, wants=(), check=Check())
        page = pull(self.database, asked, user, self._clock()[1])
        return [frame for frame in decode_page(page.body) if isinstance(frame, Sums)]

    def segment_list(self, _body: bytes, token: str) -> Answer:
        """Answer what a first sync may take in bulk."""
        return self._answer(lambda user, now: encode(list_segments(self.node().database, user, now)), token)

    def segment(self, name: str, asks: Mapping[str, str], token: str) -> Response | events.Refused:
        """Answer with a segment, or with the rest of it to whoever has the beginning."""
        try:
            user = self.doors.user(token)
            served = one_segment(self.node().database, user, name)
        except (Refused, StorageError) as error:
            return refused_by(error)
        self._leaks.segment(user.user_id, served.body, self.truth.seq)
        return given(served, asks.get("Range", ""), asks.get("If-Range", ""))

    def build_segments(self) -> None:
        """Build what first syncs take in bulk, as it is now; every scope is worth one here."""
        build(self.database, self.space_id, self._clock()[1], rows_least=1)

    def run_timers(self) -> None:
        """Do what is due."""
        with contextlib.suppress(StorageError):
            run_due(self.database, TICKET_TIMERS, self._clock()[1])

    def forget_tombstones(self) -> None:
        """Forget all that left or was deleted until now, as if it were long ago."""
        self._forgotten += 1
        long_hence = self._clock()[1] + timedelta(days=2 * self._forgotten)
        collect_tombstones(self.database, self.space_id, long_hence, days=0)
        for node in self.nodes:
            # No process believes for so long what it has read.
            node.database.actors = KnownActors()

    def drop_segments(self) -> None:
        """Let all that was built be outdated: another set takes its place, twice."""
        with self.database.transaction() as connection:
            connection.execute(delete(segment_set))
            connection.execute(delete(segment))

    def refresh(self, body: bytes, token: str) -> Answer:
        """Answer a refresh."""
        try:
            return encode(self.doors.refresh(decode(body, Refresh)))
        except Refused as error:
            return refused(error)

    def _answer(self, handle: Callable[[Any, datetime], bytes], token: str) -> Answer:
        _, now = self._clock()
        try:
            return handle(self.doors.user(token), now)
        except (Refused, StorageError) as error:
            return refused_by(error)

    def _stumbling(self) -> contextlib.AbstractContextManager[Any]:
        # The server's policies run inside each mutation: where one of them stumbles, the mutation does.
        return patch.object(acting, "notify", self._notify)

    def _notify(self, store: Any, context: Any, changes: Any) -> None:
        if context.mutation_id in self.poison:
            raise RuntimeError("poison")
        notify(store, context, changes)

    # Its death and return

    def die_at(self, point: Point, times: int) -> None:
        """Let the process end when it comes to `point` for the nth time from now on."""
        self._dies_at = (point, times)

    def abort_at(self, point: Point, times: int) -> None:
        """Let the database abort the transaction that comes to `point` for the nth time from now on."""
        self._aborts_at = (point, times)

    def live_on(self) -> None:
        """Take back what was planned."""
        self._dies_at = self._aborts_at = None

    def _reach(self, point: Point) -> None:
        if self._plan.strikes(point):
            raise ServerDied(str(point))
        self._maybe_abort(point)
        if self._dies_at is None or self._dies_at[0] is not point:
            return
        times = self._dies_at[1] - 1
        self._dies_at = (point, times)
        if times <= 0:
            self._dies_at = None
            raise ServerDied(str(point))

    def _maybe_abort(self, point: Point) -> None:
        if self._aborts_at is None or self._aborts_at[0] is not point:
            return
        times = self._aborts_at[1] - 1
        self._aborts_at = (point, times) if times > 0 else None
        if times <= 0:
            raise StorageBusy("simulated: deadlock detected")

    def went_down(self) -> None:
        """The process is gone: so are its streams."""
        self.up = False
        for stream in list(self.streams):
            stream.cut()
        self.streams.clear()

    def restart(self) -> None:
        """Start another process, which knows nothing but the database."""
        if not self.up:
            for node in self.nodes:
                node.forget()
            self.up = True

    def back_up(self) -> None:
        """Keep a copy to come back to."""
        self.backups.append((self._raw().serialize(), self.truth.copied()))
        del self.backups[:-BACKUPS_MOST]

    def restore(self, epoch: str, *, newest: bool) -> None:
        """Go back to a copy, as an operator does, and say so: the history that follows is another one."""
        image, truth = self.backups[-1] if newest else self._noise.choice(self.backups)
        self.backups = [(kept, known) for kept, known in self.backups if known.seq <= truth.seq]
        self._raw().deserialize(image)
        self.truth = truth.copied()
        begin_epoch(self.database, self.space_id, epoch)

    # What it has written

    def _written(self, _connection: Connection, _space_id: SpaceId, touched: Sequence[Touched]) -> None:
        self.truth.stage(touched)

    def _published(self, _space_id: SpaceId, head: int) -> None:
        self.truth.commit(head)
        for stream in list(self.streams):
            stream.news()

    def taken(self) -> list[Any]:
        """Return what the server remembers of every mutation, in the order of its effects."""
        # Of one transaction in the order in which they were kept: several clients may share it.
        order: tuple[ColumnElement[int], ...] = (applied_mutation.c.seq, literal_column("rowid"))
        with self.database.snapshot() as connection:
            return list(connection.execute(select(applied_mutation).order_by(*order)))

    def parked(self) -> set[RecordId]:
        """Return the ids of the mutations that were given up."""
        with self.database.snapshot() as connection:
            return set(connection.scalars(select(dead_letter.c.mutation_id).where(dead_letter.c.parked)))


def refused_by(error: Refused | StorageError) -> events.Refused:
    """Return the answer that an error of the server becomes."""
    return refused(error if isinstance(error, Refused) else refusal_of(error))


def refused(error: Refused) -> events.Refused:
    """Return a refusal as the client's HTTP transport does."""
    return events.Refused(int(error.status), error.refusal, error.refusal.retry_after_s)
