"""What the server remembers of each client's mutations: the last number, each outcome, each stumble."""

from __future__ import annotations

import traceback
from collections.abc import Sequence
from datetime import datetime
from http import HTTPStatus
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import Row, bindparam, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from domain.ids import RecordId
from server.authentication import AuthenticatedUser
from server.db.database import Database, WriteSession
from server.db.tables import applied_mutation, client_state, dead_letter
from server.errors import Refused
from server.feed.tombstones import floor_of
from sync.protocol.push import MutationEnvelope, MutationResult, Outcome, PushRequest, Refusal, RefusalCode

ATTEMPTS_MOST = 8
"""After so many stumbles over one mutation it is parked, so that the queue behind it moves."""

Fresh = tuple[MutationEnvelope, MutationResult]


STATES: dict[str, Any] = {"postgresql": postgresql.insert(client_state), "sqlite": sqlite.insert(client_state)}
FIRST = {name: insert_.on_conflict_do_nothing() for name, insert_ in STATES.items()}
KEEPING = {
    name: insert_.on_conflict_do_update(
        index_elements=[client_state.c.space_id, client_state.c.client_id], set_={"last_n": insert_.excluded.last_n}
    )
    for name, insert_ in STATES.items()
}
HELD = (
    select(client_state.c.user_id, client_state.c.last_n)
    .where(client_state.c.space_id == bindparam("space"), client_state.c.client_id == bindparam("client"))
    .with_for_update()
)
"""Composed once, as every push asks them."""


class Known(NamedTuple):
    """A mutation that the server has taken before."""

    mutation_id: RecordId
    outcome: Outcome
    seq: int
    code: str
    detail: dict[str, Any]

    def result(self, n: int) -> MutationResult:
        """Return the answer to its repetition: what was said then; what went well is called a duplicate."""
        outcome = Outcome.DUPLICATE if self.outcome in {Outcome.OK, Outcome.DUPLICATE} else self.outcome
        return MutationResult(n=n, outcome=outcome, seq=self.seq, code=self.code, detail=self.detail)


class ClientMemory:
    """One client's past, for the length of a push."""

    def __init__(self, session: WriteSession, client_id: RecordId, user_id: RecordId, last_n: int) -> None:
        self._session = session
        self.client_id = client_id
        self.user_id = user_id
        self.last_n = last_n
        self._elsewhere: dict[RecordId, Known] = {}

    @classmethod
    def hold(cls, session: WriteSession, client_id: RecordId, user_id: RecordId) -> ClientMemory:
        """Return the client's past; a second push of the same client waits until the transaction is over.

        Raises:
            Refused: 409 `client_rewound`, if the client belongs to another user: its cache was copied.
        """
        key = {"space_id": session.space_id, "client_id": client_id}
        first = {**key, "user_id": user_id, "last_n": 0}
        session.connection.execute(FIRST[session.connection.dialect.name], first)
        row = session.connection.execute(HELD, {"space": session.space_id, "client": client_id}).one()
        if row.user_id != user_id:
            raise rewound()
        return cls(session, client_id, user_id, row.last_n)

    def known(self, mutations: Sequence[MutationEnvelope]) -> dict[int, Known]:
        """Return those that this client has brought before under these numbers, by number."""
        if not mutations or mutations[0].n > self.last_n:
            return {}
        numbers = applied_mutation.c.n.between(mutations[0].n, mutations[-1].n)
        rows = self._session.connection.execute(select(applied_mutation).where(*self._here(applied_mutation), numbers))
        known = {row.n: known_of(row) for row in rows}
        repeated = [m for m in mutations if m.n in known and known[m.n].outcome is Outcome.DUPLICATE]
        first = self.known_elsewhere(repeated) if repeated else {}
        return {n: first.get(earlier.mutation_id, earlier) for n, earlier in known.items()}

    def known_elsewhere(self, mutations: Sequence[MutationEnvelope]) -> dict[RecordId, Known]:
        """Return those of the user's that came before under another client or number, by id.

        A rewound client offers them again. What another user brought under the same id is nobody else's business.
        """
        ids = [envelope.id for envelope in mutations]
        statement = select(applied_mutation).where(
            applied_mutation.c.space_id == self._session.space_id,
            applied_mutation.c.user_id == self.user_id,
            applied_mutation.c.mutation_id.in_(ids),
            applied_mutation.c.outcome != Outcome.DUPLICATE.value,
        )
        found = {row.mutation_id: known_of(row) for row in self._session.connection.execute(statement)}
        self._elsewhere |= found
        return found

    def parked(self, mutations: Sequence[MutationEnvelope]) -> set[RecordId]:
        """Return the ids of those that were given up; there must be at least one to ask for."""
        numbers = dead_letter.c.n.between(mutations[0].n, mutations[-1].n)
        statement = select(dead_letter.c.mutation_id).where(*self._here(dead_letter), numbers, dead_letter.c.parked)
        return set(self._session.connection.scalars(statement))

    def rows(self, fresh: Sequence[Fresh], now: datetime) -> list[dict[str, Any]]:
        """Return what is kept of mutations taken now.

        What came before under another client is kept as a duplicate, whatever became of it: its outcome stays there.
        """
        return [
            {
                "space_id": self._session.space_id,
                "client_id": self.client_id,
                "n": envelope.n,
                "user_id": self.user_id,
                "mutation_id": envelope.id,
                "outcome": str(Outcome.DUPLICATE if envelope.id in self._elsewhere else result.outcome),
                "code": result.code,
                "detail": result.detail,
                "seq": result.seq,
                "at": now,
            }
            for envelope, result in fresh
        ]

    def _here(self, table: Any) -> tuple[Any, Any]:
        return table.c.space_id == self._session.space_id, table.c.client_id == self.client_id


def remember(session: WriteSession, taken: Sequence[tuple[ClientMemory, list[Fresh]]], now: datetime) -> None:
    """Keep the outcomes of what was taken now; the last number of each client is its last."""
    rows = [row for memory, fresh in taken for row in memory.rows(fresh, now)]
    if not rows:
        return
    session.connection.execute(insert(applied_mutation), rows)
    for memory, fresh in taken:
        memory.last_n = fresh[-1][0].n if fresh else memory.last_n
    session.connection.execute(
        KEEPING[session.connection.dialect.name],
        [
            {
                "space_id": session.space_id,
                "client_id": memory.client_id,
                "user_id": memory.user_id,
                "last_n": memory.last_n,
            }
            for memory, fresh in taken
            if fresh
        ],
    )


def rewound() -> Refused:
    """Return the refusal of a client whose cache was copied or restored."""
    message = "these numbers belong to other mutations; take a new client id and number what is pending anew"
    return Refused(HTTPStatus.CONFLICT, Refusal(code=RefusalCode.CLIENT_REWOUND, message=message))


def gap(expected: int) -> Refused:
    """Return the refusal of numbers that do not go on from the last."""
    message = f"the next mutation is number {expected}"
    return Refused(HTTPStatus.CONFLICT, Refusal(code=RefusalCode.GAP, message=message, expected=expected))


def epoch_changed(epoch: str, shared: int = 0) -> Refused:
    """Return the refusal of a client that knows another history, which has all up to `shared` in common with this."""
    message = "the server went back in time; offer again what it does not have"
    refusal = Refusal(code=RefusalCode.EPOCH_CHANGED, message=message, epoch=epoch, shared=shared)
    return Refused(HTTPStatus.CONFLICT, refusal)


def check_history(session: WriteSession, request: PushRequest) -> None:
    """Refuse a push from another history, or from so far back that the client may hold what was deleted long ago.

    Raises:
        Refused: 409 epoch_changed or reconcile.
    """
    head = session.head()
    if request.epoch and request.epoch != head.epoch:
        raise epoch_changed(head.epoch)
    if 0 < request.seq < head.seq and request.seq < floor_of(session.connection, session.space_id):
        raise reconcile()


def reconcile() -> Refused:
    """Return the refusal of a client that was away for so long that deletions it has not seen are forgotten."""
    message = "this cursor is older than the tombstones; come without one, compare, and push afterwards"
    return Refused(HTTPStatus.CONFLICT, Refusal(code=RefusalCode.RECONCILE, message=message))


def count_failure(
    database: Database,
    user: AuthenticatedUser,
    client_id: RecordId,
    envelope: MutationEnvelope,
    cause: BaseException,
    now: datetime,
) -> bool:
    """Count one more stumble over `envelope`, in a transaction of its own; tell whether it is parked now."""
    key = {"space_id": user.space_id, "client_id": client_id, "n": envelope.n}
    with database.transaction() as connection:
        here = [dead_letter.c[name] == value for name, value in key.items()]
        earlier = connection.execute(select(dead_letter).where(*here)).first()
        attempts = earlier.attempts + 1 if earlier and earlier.mutation_id == envelope.id else 1
        values = {
            "mutation_id": envelope.id,
            "user_id": user.user_id,
            "name": envelope.name,
            "v": envelope.v,
            "args": envelope.args,
            "error": trace_of(cause),
            "attempts": attempts,
            "last_at": now,
            "parked": attempts >= ATTEMPTS_MOST,
        }
        if earlier is None:
            connection.execute(insert(dead_letter).values(**key, first_at=now, **values))
        else:
            connection.execute(update(dead_letter).where(*here).values(**values))
    return attempts >= ATTEMPTS_MOST


def trace_of(error: BaseException) -> str:
    """Return where `error` came from, without its message: that may quote what customers wrote."""
    frames = traceback.extract_tb(error.__traceback__)[-4:]
    places = " < ".join(f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in reversed(frames))
    return f"{type(error).__name__} in {places}"


def known_of(row: Row[Any]) -> Known:
    """Return what a row of `applied_mutation` says."""
    return Known(row.mutation_id, Outcome(row.outcome), row.seq, row.code, row.detail)
