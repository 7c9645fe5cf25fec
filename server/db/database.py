"""The database: the edge where transactions begin and end. Nothing else in the server commits."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection, Engine, func, insert, select
from sqlalchemy.dialects import postgresql, sqlite

from domain.access import Actor
from domain.ids import RecordId, SpaceId
from server.db.actors import KnownActors
from server.db.engine import WRITES, open_engine
from server.db.errors import storage_errors
from server.db.points import Point, Reach, go_on
from server.db.reading import STRUCTURE, RecordReader, head_of
from server.db.store import ServerStore, Touched
from server.db.tables import feed, feed_child, metadata, space_head, ticket_counter
from server.feed.order import write_touched
from sync.protocol.cursor import Cursor

Written = Callable[[Connection, SpaceId, Sequence[Touched]], None]
"""Called inside a transaction after its records are written, with what it changed: for what is derived from them."""

Published = Callable[[SpaceId, int], None]
"""Called after a commit that moved a space's head, with the new head; on the committing thread."""


class WriteSession:
    """One write transaction of one space: reads, writes into an overlay, flushes under one sequence.

    Attributes:
        store: The records; what a mutation runs against.
        connection: For the server's private tables.
    """

    def __init__(
        self,
        connection: Connection,
        space_id: SpaceId,
        reach: Reach,
        written: Sequence[Written] = (),
        actors: KnownActors | None = None,
    ) -> None:
        self.connection = connection
        self.space_id = space_id
        self.store = ServerStore(connection, space_id)
        self.seq: int | None = None
        """The sequence this transaction was stamped with; None as long as it changed nothing."""
        self._reach = reach
        self._written = written
        self._held: Cursor | None = None
        self._actors = actors or KnownActors()
        self._began = head_of(connection, space_id)
        self._share_actors()

    def head(self) -> Cursor:
        """Return the head as far as this transaction knows it."""
        return self._held or self._began

    def take_head(self) -> None:
        """Lock the head: from here to the end of the transaction nobody else writes to the space."""
        if self._held is None:
            self._held = head_of(self.connection, self.space_id, lock=True)
            if self.store.asked_nothing():
                self._began = self._held
                self._share_actors()

    def reads_hold(self) -> bool:
        """Take the head, and tell whether what was read before is still so.

        If not, the store has forgotten everything and the caller runs again, now under the lock. This is what makes
        taking the head last safe without row locks: no two transactions ever wait for each other.
        """
        self.take_head()
        assert self._held is not None  # noqa: S101  # take_head sets it
        if self._held.seq == self._began.seq or not self._changed_since(self._began.seq):
            return True
        self.store.forget()
        self._share_actors()
        return False

    def flush(self) -> int:
        """Write what the store holds under the transaction's sequence; return the head after it."""
        touched = self.store.touched()
        if touched:
            self.take_head()
            if self.seq is None:
                self.seq = self.head().seq + 1
                write_touched(self.connection, self.space_id, touched, self.seq, self._reach)
                for listener in self._written:
                    listener(self.connection, self.space_id, touched)
            else:
                raise RuntimeError("a transaction is stamped once; write no record after the flush")
        self._write_ticket_number()
        self.store.flushed()
        return self.seq if self.seq is not None else self.head().seq

    def next_ticket_number(self) -> int:
        """Return the next human ticket number; given back if the mutation is taken back."""
        if self.store.ticket_number is None:
            self.take_head()
            statement = select(ticket_counter.c.last).where(ticket_counter.c.space_id == self.space_id)
            self.store.ticket_number = self.connection.scalar(statement) or 0
        self.store.ticket_number += 1
        return self.store.ticket_number

    def keep_ticket_number(self, number: int) -> None:
        """Have the next human ticket numbers come after `number`, which a ticket brought with it."""
        self.store.ticket_number = max(number, self.next_ticket_number() - 1)

    def _share_actors(self) -> None:
        # Without the lock others may commit between two statements: what is read then is nobody else's truth.
        known = self._actors.at(self.connection, self.space_id, self.head())
        self.store.share_actors(known, adding=self._held is not None)

    def _write_ticket_number(self) -> None:
        if self.store.ticket_number is None:
            return
        dialect = postgresql if self.connection.dialect.name == "postgresql" else sqlite
        statement = dialect.insert(ticket_counter).values(space_id=self.space_id, last=self.store.ticket_number)
        counting = statement.on_conflict_do_update(
            index_elements=[ticket_counter.c.space_id], set_={"last": statement.excluded.last}
        )
        self.connection.execute(counting)

    def _changed_since(self, seq: int) -> bool:
        """Tell whether others have changed something this transaction has read, or anybody's rights."""
        keys = self.store.keys_read()
        for table in (feed, feed_child):
            newer = select(table.c.kind, table.c.id).where(table.c.space_id == self.space_id, table.c.seq > seq)
            for kind, record_id in self.connection.execute(newer):
                if (kind, record_id) in keys or kind in STRUCTURE:
                    return True
        return False


class ReadSession(RecordReader):
    """One read transaction of one space: every statement sees the same moment."""

    def __init__(self, connection: Connection, space_id: SpaceId, actors: KnownActors) -> None:
        super().__init__(connection, space_id)
        self._actors = actors
        self._head: Cursor | None = None

    def head(self) -> Cursor:
        """Return the space's place in its history at the moment of this transaction."""
        if self._head is None:
            self._head = super().head()
        return self._head

    def actor(self, user_id: RecordId) -> Actor | None:
        """Return what the user may see and do; read once for all who ask, until the space's structure changes."""
        known = self._actors.at(self.connection, self.space_id, self.head())
        if user_id not in known:
            known[user_id] = super().actor(user_id)
        return known[user_id]


class Database:
    """Opens transactions and ends them.

    Args:
        engine: See `server.db.engine.open_engine`.
        reach: Called at each named point of a write; a simulation raises there.
    """

    def __init__(self, engine: Engine, reach: Reach = go_on) -> None:
        self.engine = engine
        self.reach = reach
        self.actors = KnownActors()
        self._listeners: list[Published] = []
        self._written: list[Written] = []

    @classmethod
    def open(cls, place: str | Path, reach: Reach = go_on) -> Database:
        """Return the database at a URL or in a folder; it must have its tables (`mostrador-server init`)."""
        return cls(open_engine(place), reach)

    def close(self) -> None:
        """Give every connection back."""
        self.engine.dispose()

    def create_tables(self) -> None:
        """Create every table that is not there; a deployed server's are made by migrations instead."""
        with storage_errors():
            metadata.create_all(self.engine)

    def on_published(self, listener: Published) -> None:
        """Have `listener` called after each commit that moved a head."""
        self._listeners.append(listener)

    def on_written(self, listener: Written) -> None:
        """Have `listener` called inside each transaction that changes records; it writes nothing but private tables."""
        self._written.append(listener)

    def create_space(self, space_id: SpaceId, epoch: str) -> None:
        """Begin the history of a space; its records are written afterwards."""
        with self.transaction() as connection:
            connection.execute(insert(space_head).values(space_id=space_id, epoch=epoch, seq=0))

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """Open a write transaction over the server's private tables; committed at the end of the block.

        Raises:
            StorageError: Busy or full; nothing was kept.
        """
        with storage_errors(), self._connect(**{WRITES: True}) as connection, connection.begin():
            yield connection

    @contextmanager
    def snapshot(self) -> Iterator[Connection]:
        """Open a read transaction over every table, at one moment."""
        with storage_errors(), self._connect(**self._read_options()) as connection, connection.begin():
            yield connection

    @contextmanager
    def write(self, space_id: SpaceId, *, head_last: bool = False) -> Iterator[WriteSession]:
        """Open a write transaction of one space; stamped, committed and published at the end of the block.

        Args:
            space_id: Whose records may be written.
            head_last: Leave the head's lock to the flush. The caller then asks `reads_hold` after its reads.

        Raises:
            SpaceUnknown: There is no such space.
            StorageError: Busy or full; nothing was kept.
        """
        with self.transaction() as connection:
            session = WriteSession(connection, space_id, self.reach, self._written, self.actors)
            if not head_last:
                session.take_head()
            yield session
            session.flush()
            self.reach(Point.COMMIT)
        if session.seq is not None:
            for listener in self._listeners:
                listener(space_id, session.seq)
            self.reach(Point.PUBLISHED)

    @contextmanager
    def read(self, space_id: SpaceId) -> Iterator[ReadSession]:
        """Open a read transaction of one space. Never hold one while waiting for anything else."""
        with self.snapshot() as connection:
            yield ReadSession(connection, space_id, self.actors)

    def heads(self) -> dict[SpaceId, int]:
        """Return the head of every space."""
        with self.snapshot() as connection:
            rows = connection.execute(select(space_head.c.space_id, space_head.c.seq))
            return {SpaceId(row.space_id): row.seq for row in rows}

    def is_ready(self) -> bool:
        """Tell whether the database answers and has its tables."""
        with self.snapshot() as connection:
            return connection.scalar(select(func.count()).select_from(space_head)) is not None

    @contextmanager
    def _connect(self, **options: object) -> Iterator[Connection]:
        with self.engine.connect() as connection:
            yield connection.execution_options(**options)

    def _read_options(self) -> dict[str, object]:
        if self.engine.dialect.name != "postgresql":
            return {}
        return {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}


def utc_now() -> datetime:
    """Return the time; handlers are handed it, so that a simulation can hand another."""
    return datetime.now(UTC)
