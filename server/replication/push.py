"""Push: takes a client's mutations in order, each at most once, and says what became of every one.

One request is one transaction. Each mutation runs against the transaction's overlay, which is taken back if a rule
says no; what is left is written under one sequence at the end.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from http import HTTPStatus

import structlog
from msgspec.structs import replace
from sqlalchemy.exc import DBAPIError, StatementError

from domain.access import Actor, sees
from domain.errors import MutationRejected, RejectCode, UnknownMutation
from domain.ids import RecordId, is_record_id
from domain.mutations import Args, Context, mutation_named
from domain.records import Article, Message, Notification, Record, Ticket, TicketDesk, in_utc, time_text, to_wire
from server.acting import carry_out
from server.authentication import AuthenticatedUser
from server.db.database import Database, WriteSession
from server.db.errors import StorageBusy, StorageError, TransactionTooLarge
from server.db.points import Point
from server.errors import Refused, forbidden, malformed, unavailable
from server.replication.memory import (
    ClientMemory,
    Fresh,
    check_history,
    count_failure,
    gap,
    remember,
    rewound,
    trace_of,
)
from sync.protocol.cursor import Cursor
from sync.protocol.push import (
    PUSH_MUTATIONS_MOST,
    MutationEnvelope,
    MutationResult,
    Outcome,
    PushReply,
    PushRequest,
    Refusal,
    RefusalCode,
)

TRIES = 3
UNSTORABLE = (StatementError, TransactionTooLarge, OverflowError)
"""What writing rows may end in that is the rows' fault; the database's own troubles have been translated by then."""

NAMED: dict[str, tuple[type[Record], ...]] = {
    "ticket_id": (Ticket, TicketDesk),
    "message_id": (Message,),
    "article_id": (Article,),
    "notification_id": (Notification,),
}
"""What the arguments of that name are about: read at once for all that come in one transaction."""

log = structlog.get_logger("server.push")


class Stumble(Exception):
    """A mutation failed in a way no rule foresees: a bug of the server. `__cause__` is it."""

    def __init__(self, envelope: MutationEnvelope, cause: BaseException) -> None:
        super().__init__(f"{envelope.name}: {trace_of(cause)}")
        self.envelope = envelope
        self.__cause__ = cause


@dataclass
class Batch:
    """What one run over a request's mutations came to."""

    results: list[MutationResult] = field(default_factory=list)
    fresh: list[MutationEnvelope] = field(default_factory=list)
    """Those of `results`, its last ones, that were not known before."""
    stumble: Stumble | None = None

    def settle(self, seq: int) -> list[Fresh]:
        """Give every fresh result the sequence of the transaction; return them with their mutations."""
        start = len(self.results) - len(self.fresh)
        self.results[start:] = [result if result.seq else replace(result, seq=seq) for result in self.results[start:]]
        return list(zip(self.fresh, self.results[start:], strict=True))

    def reply(self, memory: ClientMemory, head: Cursor, now: datetime) -> PushReply:
        """Return the answer, once everything is settled and remembered."""
        return PushReply(
            client=memory.client_id,
            epoch=head.epoch,
            head=head.seq,
            last_n=memory.last_n,
            server_time=time_text(now),
            results=tuple(self.results),
        )


def push(database: Database, request: PushRequest, user: AuthenticatedUser, now: datetime) -> PushReply:
    """Apply the request's mutations and return the results, possibly only of a prefix.

    Raises:
        Refused: 400 malformed, 403 unknown user, 409 gap, client_rewound, epoch_changed or reconcile, 413, 503.
        StorageError: Busy or full; nothing was kept.
    """
    check_request(request)
    mutations = request.mutations
    for _ in range(TRIES):
        reply: PushReply | None = None
        try:
            reply, stumble = _push_once(database, request, mutations, user, now)
        except UNSTORABLE as error:
            if len(mutations) > 1:
                # Which one is to blame shows when they come one by one; the client sends the rest again.
                mutations = mutations[:1]
                continue
            stumble = Stumble(mutations[0], error)
        parked = stumble is not None and count_stumble(database, request, user, stumble, now)
        if reply is not None:
            database.reach(Point.RESPONSE)
            return reply
        if not parked:
            raise unavailable("a mutation could not be applied; send it again")
    raise StorageBusy()


def check_request(request: PushRequest) -> None:
    """Refuse what no client of ours sends."""
    if not is_record_id(request.client):
        raise malformed("`client` is not an id")
    if len(request.mutations) > PUSH_MUTATIONS_MOST:
        message = f"{len(request.mutations)} mutations, {PUSH_MUTATIONS_MOST} at most"
        raise Refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, Refusal(code=RefusalCode.TOO_LARGE, message=message))
    for place, envelope in enumerate(request.mutations):
        if envelope.n != request.mutations[0].n + place or envelope.n < 1:
            raise malformed("mutations are numbered from 1, ascending and without gaps")
        if not is_record_id(envelope.id):
            raise malformed(f"the id of mutation {envelope.n} is not an id")


def count_stumble(
    database: Database, request: PushRequest, user: AuthenticatedUser, stumble: Stumble, now: datetime
) -> bool:
    """Remember the stumble; tell whether the mutation is given up now."""
    envelope = stumble.envelope
    cause = stumble.__cause__ or stumble
    parked = count_failure(database, user, request.client, envelope, cause, now)
    log.error("mutation stumbled", name=envelope.name, id=envelope.id, parked=parked, trace=trace_of(cause))
    return parked


def _push_once(
    database: Database,
    request: PushRequest,
    mutations: Sequence[MutationEnvelope],
    user: AuthenticatedUser,
    now: datetime,
) -> tuple[PushReply | None, Stumble | None]:
    """Run one transaction over `mutations`; no reply if already the first of them stumbled."""
    single = len(mutations) == 1
    with database.write(user.space_id, head_last=single) as session:
        epoch = session.head().epoch
        check_history(session, request)
        memory = ClientMemory.hold(session, request.client, user.user_id)
        if not single:
            read_ahead(session, mutations)
        batch = run_batch(session, memory, mutations, user, now)
        if batch.fresh and not session.reads_hold():
            batch = run_batch(session, memory, mutations, user, now)
        if batch.stumble is not None and not batch.results:
            return None, batch.stumble
        seq = session.flush()
        database.reach(Point.DEDUP_INSERT)
        remember(session, [(memory, batch.settle(seq))], now)
        reply = batch.reply(memory, Cursor(epoch, seq), now)
    return reply, batch.stumble


def read_ahead(session: WriteSession, mutations: Sequence[MutationEnvelope]) -> None:
    """Read what the arguments name, a query a kind in place of one a mutation.

    The session holds the space's head from its beginning: nothing of it changes until the mutations run.
    """
    wanted: dict[type[Record], dict[RecordId, None]] = defaultdict(dict)
    for envelope in mutations:
        for name, kinds in NAMED.items():
            value = envelope.args.get(name)
            if isinstance(value, str) and is_record_id(value):
                for kind in kinds:
                    wanted[kind][RecordId(value)] = None
    for kind, ids in wanted.items():
        session.store.prefetch(kind, list(ids))


def run_batch(
    session: WriteSession,
    memory: ClientMemory,
    mutations: Sequence[MutationEnvelope],
    user: AuthenticatedUser,
    now: datetime,
) -> Batch:
    """Run what is new, look up what is not; stop at the first stumble.

    Raises:
        Refused: 409, if the numbers do not fit what is known; 403, if there is no such user any more.
    """
    batch = Batch()
    known = memory.known(mutations)
    for envelope in mutations:
        if envelope.n > memory.last_n:
            break
        earlier = known.get(envelope.n)
        if earlier is not None and earlier.mutation_id != envelope.id:
            raise rewound()
        batch.results.append(
            earlier.result(envelope.n)
            if earlier
            else MutationResult(n=envelope.n, outcome=Outcome.DUPLICATE, seq=session.head().seq)
        )
    fresh = mutations[len(batch.results) :]
    if fresh and fresh[0].n != memory.last_n + 1:
        raise gap(memory.last_n + 1)
    _run_fresh(session, memory, fresh, user, now, batch)
    answered = zip(batch.results, mutations, strict=False)  # a stumble leaves the rest without an answer
    batch.results = [replace(result, id=envelope.id) for result, envelope in answered]
    return batch


def _run_fresh(
    session: WriteSession,
    memory: ClientMemory,
    mutations: Sequence[MutationEnvelope],
    user: AuthenticatedUser,
    now: datetime,
    batch: Batch,
) -> None:
    """Run mutations that continue the client's numbers."""
    if not mutations:
        return
    elsewhere = memory.known_elsewhere(mutations)
    parked = memory.parked(mutations)
    for place, envelope in enumerate(mutations):
        if envelope.id in elsewhere:
            result = elsewhere[envelope.id].result(envelope.n)
        elif envelope.id in parked:
            result = MutationResult(n=envelope.n, outcome=Outcome.PARKED)
        else:
            try:
                # A microsecond apart, so that a conversation keeps the order it was written in.
                result = _run_one(session, envelope, user, now + timedelta(microseconds=place))
            except Stumble as stumble:
                batch.stumble = stumble
                return
        batch.results.append(result)
        batch.fresh.append(envelope)


def _run_one(
    session: WriteSession, envelope: MutationEnvelope, user: AuthenticatedUser, now: datetime
) -> MutationResult:
    """Run one mutation with the server's policies, or take it back.

    Raises:
        Stumble: It failed without a rule saying no.
    """
    actor = session.store.actor(user.user_id)
    if actor is None:
        raise forbidden("there is no such user in this space any more")
    mark = session.store.mark()
    try:
        _apply(session, envelope, actor, now)
    except MutationRejected as rejection:
        session.store.restore(mark)
        return _rejected(session, envelope, actor, rejection)
    except UnknownMutation:
        return MutationResult(n=envelope.n, outcome=Outcome.REJECTED, code=RejectCode.UNKNOWN_MUTATION)
    except (StorageError, DBAPIError, Refused):
        raise
    except Exception as error:  # one client's poison must not stop everybody; it is logged, counted and parked
        session.store.restore(mark)
        raise Stumble(envelope, error) from error
    return MutationResult(n=envelope.n, outcome=Outcome.OK)


def _apply(session: WriteSession, envelope: MutationEnvelope, actor: Actor, now: datetime) -> None:
    mutation = mutation_named(envelope.name, envelope.v)
    args = mutation.decode(envelope.args, envelope.v)
    context = Context(
        actor=actor,
        now=now,
        written_at=_moment(envelope.at, now),
        mutation_id=envelope.id,
        next_ticket_number=session.next_ticket_number,
    )
    carry_out(session, mutation, context, args)


def _rejected(
    session: WriteSession, envelope: MutationEnvelope, actor: Actor, rejection: MutationRejected
) -> MutationResult:
    """Return the rule's no, with the subject as it is if the actor may see it."""
    record = session.store.seen(_subject(envelope))
    visible = record is not None and sees(actor, record)
    return MutationResult(
        n=envelope.n,
        outcome=Outcome.REJECTED,
        code=rejection.code,
        detail=rejection.detail,
        current=to_wire(record) if record is not None and visible else None,
    )


def _subject(envelope: MutationEnvelope) -> RecordId:
    """Return the id of what the mutation is about; empty if its arguments do not even say that."""
    try:
        args: Args = mutation_named(envelope.name, envelope.v).decode(envelope.args, envelope.v)
        return args.subject()
    except MutationRejected:
        return RecordId("")


def _moment(text: str, now: datetime) -> datetime:
    """Return the author's clock, which is only ever shown; the server's where it is not readable."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return now
    return in_utc(moment) if moment.tzinfo is not None else now
