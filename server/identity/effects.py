"""What a step on an account does to it: read off the history that a transaction has written, done in that transaction.

As mails do (decision 25), it follows what has really changed: what a rule refuses or a macro takes back has no effect,
and what is pushed twice has one. Everything is written down in the audit log.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from datetime import datetime

from sqlalchemy import Connection
from sqlalchemy.orm import Session as OrmSession

from domain.identity import person_of
from domain.ids import RecordId, SpaceId
from domain.mutations.identity import FAILED
from domain.records import Ticket, TicketDesk, TicketEvent
from domain.words import AccountStep
from server.accounts import letters, queries
from server.accounts.tables import Account, LetterKind
from server.audit import log as audit
from server.audit.log import Entry
from server.audit.tables import Act
from server.db.database import Database
from server.db.reading import RecordReader
from server.db.store import Touched

ACTS = {
    AccountStep.LOCK: Act.ACCOUNT_LOCKED,
    AccountStep.UNLOCK: Act.ACCOUNT_UNLOCKED,
    AccountStep.END_SESSIONS: Act.SESSIONS_ENDED,
    AccountStep.VOID_PASSWORD: Act.PASSWORD_VOID,
    AccountStep.SEND_RESET: Act.RESET_SENT,
    AccountStep.TEMPORARY_PASSWORD: Act.PASSWORD_TEMPORARY,
}
ENDS_SESSIONS = frozenset(ACTS) - {AccountStep.UNLOCK, AccountStep.SEND_RESET}
TOLD = frozenset({AccountStep.LOCK, AccountStep.VOID_PASSWORD})
"""After these the account's owner gets a mail that says why they cannot get in, and what to do."""
NO_PASSWORD = ""
"""Stored in place of a hash: no password fits it."""


def follow(database: Database, on_ended: Callable[[RecordId], None] = lambda _user_id: None) -> None:
    """Have every transaction of this process do what its history says; `on_ended` is told after the commit."""
    pending = threading.local()

    def written(connection: Connection, space_id: SpaceId, touched: Sequence[Touched]) -> None:
        pending.users = _done(connection, space_id, touched)

    def published(_space_id: SpaceId, _head: int) -> None:
        users, pending.users = getattr(pending, "users", ()), ()
        for user_id in users:
            on_ended(user_id)

    database.on_written(written)
    database.on_published(published)


def _done(connection: Connection, space_id: SpaceId, touched: Sequence[Touched]) -> tuple[RecordId, ...]:
    """Do what new events say; return whose sessions have ended."""
    events = [
        change.after
        for change in touched
        if change.before is None and isinstance(change.after, TicketEvent) and change.after.field in _BY_FIELD
    ]
    if not events:
        return ()
    reader = RecordReader(connection, space_id)
    entries: list[Entry] = []
    ended: set[RecordId] = set()
    told: set[RecordId] = set()
    with queries.session_on(connection) as session:
        for event in events:
            person_id = _person(reader, touched, event.ticket_id)
            if person_id is None:
                continue
            if event.field == "identity":
                entries.append(_of_identity(event, person_id))
                continue
            step = AccountStep(event.after)
            _take(session, connection, space_id, step, person_id, event)
            entries.append(Entry(ACTS[step], event.at, event.actor_id, person_id, event.ticket_id))
            ended |= {person_id} if step in ENDS_SESSIONS else set()
            told |= {person_id} if step in TOLD else set()
        session.flush()
    audit.write(connection, space_id, *entries)
    for user_id in sorted(told):
        letters.put(connection, space_id, LetterKind.SECURED, events[-1].at, user_id=user_id)
    return tuple(sorted(ended))


_BY_FIELD = frozenset({"account", "identity"})


def _of_identity(event: TicketEvent, person_id: RecordId) -> Entry:
    failed, _, method = event.after.rpartition("/")
    act = Act.IDENTITY_FAILED if failed == FAILED else Act.IDENTITY_VERIFIED
    return Entry(act, event.at, event.actor_id, person_id, event.ticket_id, {"method": method})


def _take(
    session: OrmSession,
    connection: Connection,
    space_id: SpaceId,
    step: AccountStep,
    person_id: RecordId,
    event: TicketEvent,
) -> None:
    """Take a step on somebody's account; who has none, such as a customer of a store, has nothing to be done to."""
    account = queries.account_of(session, person_id, lock=True)
    if account is None:
        return
    match step:
        case AccountStep.LOCK:
            account.locked = True
            queries.drop_tokens(session, person_id)
        case AccountStep.UNLOCK:
            account.locked = False
        case AccountStep.END_SESSIONS:
            queries.end_sessions(session, person_id)
        case AccountStep.VOID_PASSWORD:
            _void(session, account, event.at)
        case AccountStep.SEND_RESET:
            letters.put(
                connection, space_id, LetterKind.RESET, event.at, user_id=person_id, ticket_id=event.ticket_id,
                by_id=event.actor_id,
            )  # fmt: skip
        case AccountStep.TEMPORARY_PASSWORD:
            # Whoever says so has set it in this transaction (`server.identity.desk`): here it is written down.
            queries.end_sessions(session, person_id)


def _void(session: OrmSession, account: Account, now: datetime) -> None:
    account.password_hash, account.password_at, account.temporary_until = NO_PASSWORD, now, None
    queries.end_sessions(session, account.user_id)


def _person(reader: RecordReader, touched: Sequence[Touched], ticket_id: RecordId) -> RecordId | None:
    """Return whose account a ticket is about, as this transaction leaves it."""
    desk = next(
        (change.after for change in touched if isinstance(change.after, TicketDesk) and change.after.id == ticket_id),
        None,
    ) or reader.get(TicketDesk, ticket_id)
    ticket = reader.get(Ticket, ticket_id)
    return person_of(ticket, desk) if ticket is not None else None
