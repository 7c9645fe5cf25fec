"""The server of a simulated world: the real handlers over SQLite in memory, with its streams, backups and deaths."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any
from unittest.mock import patch

from msgspec.structs import replace
from sqlalchemy import Connection, select, update

from domain.ids import RecordId, SpaceId
from server.authentication import AuthenticatedUser
from server.db.database import Database
from server.db.errors import StorageError
from server.db.points import Point
from server.db.store import Touched
from server.db.tables import applied_mutation, dead_letter, space_head
from server.errors import Refused, refusal_of
from server.feed.live import Hub
from server.replication import push as push_module
from server.replication.pull import pull
from server.replication.push import push
from server.tickets.policies import notify
from sync.engine import events
from sync.protocol.accounts import Refresh
from sync.protocol.codec import decode, encode
from sync.protocol.pull import PullRequest
from sync.protocol.push import PushRequest
from tests.simulation.tokens import TokenOffice
from tests.simulation.truth import Truth

Answer = bytes | events.Refused
BACKUPS_MOST = 3


class ServerDied(BaseException):
    """The process of the server ended here. No handler of ours may catch it."""


class Backend:
    """One server process after another over one database.

    Attributes:
        up: Whether there is a process at all.
        streams: Told of every commit, until they are cut.
        poison: Ids of mutations over which the server stumbles.
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
    ) -> None:
        self.space_id = space_id
        self.truth = truth
        self.tokens = TokenOffice(space_id, token_ttl_s)
        self.up = True
        self.pushes = 0
        self.poison: set[RecordId] = set()
        self.streams: list[Any] = []
        self.backups: list[tuple[bytes, Truth]] = []
        self._clock = clock
        self._page_rows = page_rows
        self._noise = noise
        self._dies_at: tuple[Point, int] | None = None
        self.database = Database.open("sqlite://", reach=self._reach)
        self._raw().deserialize(image)
        self.database.on_written(self._written)
        self.database.on_published(self._published)
        self.hub = Hub(self.database, poll_ms=1000)

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

    def push(self, body: bytes, token: str) -> Answer:
        """Answer a push."""
        return self._answer(lambda user, now: encode(push(self.database, decode(body, PushRequest), user, now)), token)

    def pull(self, body: bytes, token: str) -> Answer:
        """Answer a pull."""

        def page(user: AuthenticatedUser, now: datetime) -> bytes:
            request = replace(decode(body, PullRequest), rows_most=self._page_rows)
            return pull(self.database, request, user, now).body

        return self._answer(page, token)

    def refresh(self, body: bytes, token: str) -> Answer:
        """Answer a refresh."""
        now_s, _ = self._clock()
        try:
            return encode(self.tokens.refresh(decode(body, Refresh), now_s))
        except Refused as error:
            return refused(error)

    def _answer(self, handle: Callable[[Any, datetime], bytes], token: str) -> Answer:
        now_s, now = self._clock()
        try:
            # The server's policies run inside each mutation: where one of them stumbles, the mutation does.
            with patch.object(push_module, "notify", self._notify):
                return handle(self.tokens.user(token, now_s), now)
        except Refused as error:
            return refused(error)
        except StorageError as error:
            return refused(refusal_of(error))

    def _notify(self, store: Any, context: Any, changes: Any) -> None:
        if context.mutation_id in self.poison:
            raise RuntimeError("poison")
        notify(store, context, changes)

    # Its death and return

    def die_at(self, point: Point, times: int) -> None:
        """Let the process end when it comes to `point` for the nth time from now on."""
        self._dies_at = (point, times)

    def live_on(self) -> None:
        """Take a death that was planned back."""
        self._dies_at = None

    def _reach(self, point: Point) -> None:
        if self._dies_at is None or self._dies_at[0] is not point:
            return
        times = self._dies_at[1] - 1
        self._dies_at = (point, times)
        if times <= 0:
            self._dies_at = None
            raise ServerDied(str(point))

    def went_down(self) -> None:
        """The process is gone: so are its streams."""
        self.up = False
        for stream in list(self.streams):
            stream.cut()
        self.streams.clear()

    def back_up(self) -> None:
        """Keep a copy to come back to."""
        self.backups.append((self._raw().serialize(), self.truth.copied()))
        del self.backups[:-BACKUPS_MOST]

    def restore(self, epoch: str) -> None:
        """Go back to a copy, as an operator does: under a new epoch, in a new process."""
        image, truth = self._noise.choice(self.backups)
        self.backups = [(kept, known) for kept, known in self.backups if known.seq <= truth.seq]
        self._raw().deserialize(image)
        self.truth = truth.copied()
        with self.database.transaction() as connection:
            connection.execute(update(space_head).values(epoch=epoch))
        self.hub = Hub(self.database, poll_ms=1000)

    # What it has written

    def _written(self, _connection: Connection, _space_id: SpaceId, touched: Sequence[Touched]) -> None:
        self.truth.stage(touched)

    def _published(self, _space_id: SpaceId, head: int) -> None:
        self.truth.commit(head)
        for stream in list(self.streams):
            stream.news()

    def taken(self) -> list[Any]:
        """Return what the server remembers of every mutation, in the order of its effects."""
        order = (applied_mutation.c.seq, applied_mutation.c.client_id, applied_mutation.c.n)
        with self.database.snapshot() as connection:
            return list(connection.execute(select(applied_mutation).order_by(*order)))

    def parked(self) -> set[RecordId]:
        """Return the ids of the mutations that were given up."""
        with self.database.snapshot() as connection:
            return set(connection.scalars(select(dead_letter.c.mutation_id).where(dead_letter.c.parked)))


def refused(error: Refused) -> events.Refused:
    """Return a refusal as the client's HTTP transport does."""
    return events.Refused(int(error.status), error.refusal, error.refusal.retry_after_s)
