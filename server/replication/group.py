"""Pushes of several clients of one space in one transaction: one lock, one commit, one sequence for all of them.

Each client is answered as if it had come alone. A mutation that a rule refuses is taken back from the overlay; one
that makes the server stumble ends its own client's run only; one that the database cannot store undoes the
transaction, and everybody's mutations are then run for themselves.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import select

from domain.ids import RecordId
from server.authentication import AuthenticatedUser
from server.db.database import Database, WriteSession
from server.db.errors import StorageError
from server.db.points import Point
from server.db.tables import applied_mutation, client_state, dead_letter
from server.errors import Refused, unavailable
from server.replication.memory import ClientMemory, Fresh, Known, check_history, known_of, remember, rewound
from server.replication.push import UNSTORABLE, Batch, check_request, count_stumble, push, read_ahead, run_batch
from sync.protocol.push import MutationEnvelope, Outcome, PushReply, PushRequest

GROUP_MUTATIONS_MOST = 200
"""Far below the rows that one page can hold, and some 0.1 s of the space's lock."""


class Ask(NamedTuple):
    """One push, of whom."""

    request: PushRequest
    user: AuthenticatedUser


Answer = PushReply | Refused | StorageError


def push_group(database: Database, asks: Sequence[Ask], now: datetime) -> list[Answer]:
    """Apply pushes of one space, none of a client twice, and return the answer to each."""
    if len(asks) == 1:
        return [_alone(database, asks[0], now)]
    try:
        batches = _together(database, asks, now)
    except UNSTORABLE:
        return [_alone(database, ask, now) for ask in asks]
    except StorageError as error:
        return [error] * len(asks)
    answers = [_answer(database, ask, batch, now) for ask, batch in zip(asks, batches, strict=True)]
    database.reach(Point.RESPONSE)
    return answers


class Ran(NamedTuple):
    """What became of one push in the group's transaction."""

    batch: Batch
    reply: PushReply


def _alone(database: Database, ask: Ask, now: datetime) -> Answer:
    try:
        return push(database, ask.request, ask.user, now)
    except (Refused, StorageError) as error:
        return error


def _answer(database: Database, ask: Ask, ran: Ran | Refused, now: datetime) -> Answer:
    """Return the answer, after the stumble, if there was one, has been counted in a transaction of its own."""
    if isinstance(ran, Refused) or ran.batch.stumble is None:
        return ran if isinstance(ran, Refused) else ran.reply
    try:
        parked = count_stumble(database, ask.request, ask.user, ran.batch.stumble, now)
    except StorageError as error:
        return ran.reply if ran.batch.results else error
    if ran.batch.results:
        return ran.reply
    return _alone(database, ask, now) if parked else unavailable("a mutation could not be applied; send it again")


def _together(database: Database, asks: Sequence[Ask], now: datetime) -> list[Ran | Refused]:
    """Run everything in one transaction that holds the space's head from its beginning."""
    user = asks[0].user
    with database.write(user.space_id) as session:
        memories = _memories(session, asks)
        read_ahead(session, [envelope for ask in asks for envelope in ask.request.mutations])
        outcomes: list[Batch | Refused] = []
        place = 0
        for ask, memory in zip(asks, memories, strict=True):
            # Each mutation of the group a microsecond after the one before, as within one request.
            moment = now + timedelta(microseconds=place)
            place += len(ask.request.mutations)
            outcomes.append(_run(session, ask, memory, moment))
        seq = session.flush()
        database.reach(Point.DEDUP_INSERT)
        taken: list[tuple[ClientMemory, list[Fresh]]] = [
            (memory, outcome.settle(seq))
            for memory, outcome in zip(memories, outcomes, strict=True)
            if isinstance(outcome, Batch)
        ]
        remember(session, taken, now)
        head = session.head()._replace(seq=seq)
        return [
            outcome if isinstance(outcome, Refused) else Ran(outcome, outcome.reply(memory, head, now))
            for memory, outcome in zip(memories, outcomes, strict=True)
        ]


def _run(session: WriteSession, ask: Ask, memory: ClientMemory, now: datetime) -> Batch | Refused:
    """Run one client's mutations; whatever a refused request has written is taken back."""
    mark = session.store.mark()
    try:
        check_request(ask.request)
        check_history(session, ask.request)
        if memory.user_id != ask.user.user_id:
            raise rewound()
        return run_batch(session, memory, ask.request.mutations, ask.user, now)
    except Refused as refused:
        session.store.restore(mark)
        return refused


class GroupMemory(ClientMemory):
    """One client's past, read together with that of the others."""

    def __init__(
        self,
        session: WriteSession,
        client_id: RecordId,
        user_id: RecordId,
        last_n: int,
        elsewhere: dict[tuple[RecordId, RecordId], Known],
        parked: set[tuple[RecordId, RecordId]],
    ) -> None:
        super().__init__(session, client_id, user_id, last_n)
        self._known_ids = elsewhere
        self._parked = parked

    def known_elsewhere(self, mutations: Sequence[MutationEnvelope]) -> dict[RecordId, Known]:
        """Return those of the user's that came before under another client or number, by id."""
        ids = (envelope.id for envelope in mutations)
        found = {each: self._known_ids[self.user_id, each] for each in ids if (self.user_id, each) in self._known_ids}
        self._elsewhere |= found
        return found

    def parked(self, mutations: Sequence[MutationEnvelope]) -> set[RecordId]:
        """Return the ids of those that were given up."""
        return {envelope.id for envelope in mutations if (self.client_id, envelope.id) in self._parked}


def _memories(session: WriteSession, asks: Sequence[Ask]) -> list[GroupMemory]:
    """Read every client's past, a query a table."""
    connection, space_id = session.connection, session.space_id
    clients = [ask.request.client for ask in asks]
    ids = [envelope.id for ask in asks for envelope in ask.request.mutations]
    states = select(client_state).where(client_state.c.space_id == space_id, client_state.c.client_id.in_(clients))
    past = {row.client_id: row for row in connection.execute(states)}
    taken = select(applied_mutation).where(
        applied_mutation.c.space_id == space_id,
        applied_mutation.c.user_id.in_({ask.user.user_id for ask in asks}),
        applied_mutation.c.mutation_id.in_(ids),
        applied_mutation.c.outcome != Outcome.DUPLICATE.value,
    )
    elsewhere = {(row.user_id, row.mutation_id): known_of(row) for row in connection.execute(taken)}
    given_up = select(dead_letter.c.client_id, dead_letter.c.mutation_id).where(
        dead_letter.c.space_id == space_id, dead_letter.c.client_id.in_(clients), dead_letter.c.parked
    )
    parked = {(row.client_id, row.mutation_id) for row in connection.execute(given_up)}
    return [
        GroupMemory(
            session,
            ask.request.client,
            past[ask.request.client].user_id if ask.request.client in past else ask.user.user_id,
            past[ask.request.client].last_n if ask.request.client in past else 0,
            elsewhere,
            parked,
        )
        for ask in asks
    ]
