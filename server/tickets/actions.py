"""What is done to tickets over the API: mutations like everybody's, each request carried out at most once.

The key of a request names its mutations, so the table that keeps synchronised mutations from being applied twice keeps
these too. All of a request's mutations are applied, or none.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import select

from domain.access import sees
from domain.errors import MutationRejected, RejectCode
from domain.ids import RecordId, derived_id
from domain.mutations import Context, mutation_named
from domain.records import Message, Ticket, time_text
from domain.words import Origin
from server.acting import carry_out
from server.authentication import AuthenticatedUser
from server.db.database import Database, WriteSession
from server.db.store import ServerStore
from server.db.tables import applied_mutation
from server.errors import forbidden, malformed
from server.replication.memory import ClientMemory, remember
from server.tickets.refusals import refused_by
from server.tickets.wire import Filing, Setting, Writing, Written
from sync.protocol.push import MutationEnvelope, MutationResult, Outcome

OWN_FIELDS = ("priority", "type", "topic_id")
PLACES = ("team_id", "assignee_id")
"""Fields of `Setting` with a mutation of their own, in the order in which they are set: the place comes last, since it
may be one where the caller does not work."""


class Step(NamedTuple):
    """One mutation of a request."""

    name: str
    args: dict[str, Any]


class Done(NamedTuple):
    """What a request came to: `repeated` if it had come before."""

    repeated: bool
    rejection: MutationRejected | None = None


def file(database: Database, user: AuthenticatedUser, key: RecordId, filing: Filing, now: datetime) -> Written:
    """File a ticket.

    Raises:
        Refused: A rule says no, or the account is not active.
        StorageError: Busy or full; nothing was kept.
    """
    ticket_id, message_id = derived_id(key, "ticket"), derived_id(key, "message")
    given: dict[str, Any] = msgspec.to_builtins(filing)
    args = {"ticket_id": ticket_id, "message_id": message_id, "space_id": user.space_id, **given}
    return _written(database, user, key, [Step("ticket.create", args)], now, ticket_id, message_id)


def write(
    database: Database,
    user: AuthenticatedUser,
    key: RecordId,
    ticket_id: RecordId,
    name: str,
    writing: Writing,
    now: datetime,
) -> Written:
    """Write a reply (`ticket.reply`) or a note (`ticket.note`).

    Raises:
        Refused: A rule says no, there is no such ticket for the user, or the account is not active.
        StorageError: Busy or full; nothing was kept.
    """
    message_id = derived_id(key, f"{name} {ticket_id}")
    args = {"ticket_id": ticket_id, "message_id": message_id, **msgspec.to_builtins(writing)}
    return _written(database, user, key, [Step(name, args)], now, ticket_id, message_id)


def set_fields(
    database: Database, user: AuthenticatedUser, key: RecordId, ticket_id: RecordId, setting: Setting, now: datetime
) -> Written:
    """Set fields of a ticket, all that are given or none.

    Raises:
        Refused: Nothing is given, a rule says no, there is no such ticket for the user, or the account is not active.
        StorageError: Busy or full; nothing was kept.
    """
    steps = _steps(ticket_id, setting)
    if not steps:
        raise malformed("nothing is to be set: give at least one field")
    return _written(database, user, key, steps, now, ticket_id)


def _steps(ticket_id: RecordId, setting: Setting) -> list[Step]:
    """Return the mutations that set what is given."""
    given: dict[str, Any] = msgspec.to_builtins(setting)
    on = {"ticket_id": ticket_id}

    def of_fields(names: Sequence[str]) -> list[Step]:
        there = [name for name in names if name in given]
        return [Step(f"ticket.set_{name.removesuffix('_id')}", {**on, name: given[name]}) for name in there]

    steps = of_fields(OWN_FIELDS)
    if setting.add_tags or setting.remove_tags:
        steps.append(Step("ticket.tag", {**on, "add": given["add_tags"], "remove": given["remove_tags"]}))
    if "following" in given:
        steps.append(Step("ticket.follow", {**on, "following": given["following"]}))
    guards: dict[str, Any] = {name: given[name] for name in ("close_reason", "seen_message_id") if name in given}
    if "status" in given:
        steps.append(Step("ticket.set_status", {**on, "status": given["status"], **guards}))
    elif guards:
        raise malformed(f"`{min(guards)}` goes with `status`: give that too")
    return steps + of_fields(PLACES)


def _written(
    database: Database,
    user: AuthenticatedUser,
    key: RecordId,
    steps: Sequence[Step],
    now: datetime,
    ticket_id: RecordId,
    message_id: RecordId | None = None,
) -> Written:
    """Carry a request out and return what it came to, as the user sees it."""
    with database.write(user.space_id, head_last=True) as session:
        done = _carried_out(session, user, key, steps, now)
        written = _as_seen(session.store, user, ticket_id, message_id, repeated=done.repeated)
    if done.rejection is not None:
        raise refused_by(done.rejection)
    return written


def _as_seen(
    store: ServerStore, user: AuthenticatedUser, ticket_id: RecordId, message_id: RecordId | None, *, repeated: bool
) -> Written:
    """Return what there is now of what was written, as far as the user sees it."""
    actor, ticket = store.actor(user.user_id), store.get(Ticket, ticket_id)
    if actor is None or ticket is None or not sees(actor, ticket):
        return Written(ticket_id=ticket_id, repeated=repeated)
    message = store.get(Message, message_id) if message_id else None
    shown = message if message is not None and sees(actor, message, ticket) else None
    return Written(ticket_id=ticket_id, ticket=ticket, message=shown, repeated=repeated)


def _carried_out(
    session: WriteSession, user: AuthenticatedUser, key: RecordId, steps: Sequence[Step], now: datetime
) -> Done:
    """Carry the mutations of a request out, or say what became of them the first time.

    Raises:
        Refused: 403, the account is not active.
    """
    # Two tries of one request at the same time wait for each other here.
    memory = ClientMemory.hold(session, derived_id(user.user_id, "api"), user.user_id)
    envelopes = [
        MutationEnvelope(
            n=memory.last_n + place,
            id=derived_id(key, f"{step.name} {step.args['ticket_id']}"),
            name=step.name,
            v=mutation_named(step.name, 1).version,
            at=time_text(now),
            args=step.args,
        )
        for place, step in enumerate(steps, start=1)
    ]
    if (earlier := _earlier(session, user, envelopes)) is not None:
        return earlier
    rejection = _run(session, user, envelopes, now)
    if not session.reads_hold():
        rejection = _run(session, user, envelopes, now)
    seq = session.flush()
    results = [_result(envelope, rejection, seq) for envelope in envelopes]
    remember(session, [(memory, list(zip(envelopes, results, strict=True)))], now)
    return Done(repeated=False, rejection=rejection)


def _earlier(session: WriteSession, user: AuthenticatedUser, envelopes: Sequence[MutationEnvelope]) -> Done | None:
    """Return what became of the request if it was carried out before."""
    statement = select(applied_mutation).where(
        applied_mutation.c.space_id == session.space_id,
        applied_mutation.c.user_id == user.user_id,
        applied_mutation.c.mutation_id.in_([envelope.id for envelope in envelopes]),
    )
    rows = session.connection.execute(statement).all()
    if not rows:
        return None
    if len(rows) < len(envelopes):
        return Done(False, MutationRejected(RejectCode.EXISTS))
    code, detail = RejectCode(rows[0].code) if rows[0].outcome == Outcome.REJECTED.value else None, rows[0].detail
    return Done(True, MutationRejected(code, **detail) if code else None)


def _run(
    session: WriteSession, user: AuthenticatedUser, envelopes: Sequence[MutationEnvelope], now: datetime
) -> MutationRejected | None:
    """Run the mutations; if a rule refuses one, take all of them back and return its no."""
    mark = session.store.mark()
    try:
        for place, envelope in enumerate(envelopes):
            actor = session.store.actor(user.user_id)
            if actor is None:
                raise forbidden("there is no such user in this space any more")
            moment = now + timedelta(microseconds=place)
            mutation = mutation_named(envelope.name, envelope.v)
            context = Context(
                actor=actor,
                now=moment,
                written_at=moment,
                mutation_id=envelope.id,
                next_ticket_number=session.next_ticket_number,
                origin=Origin.API,
            )
            carry_out(session, mutation, context, mutation.decode(envelope.args, envelope.v))
    except MutationRejected as rejection:
        session.store.restore(mark)
        return rejection
    return None


def _result(envelope: MutationEnvelope, rejection: MutationRejected | None, seq: int) -> MutationResult:
    if rejection is None:
        return MutationResult(n=envelope.n, id=envelope.id, outcome=Outcome.OK, seq=seq)
    return MutationResult(
        n=envelope.n, id=envelope.id, outcome=Outcome.REJECTED, seq=seq, code=rejection.code, detail=rejection.detail
    )
