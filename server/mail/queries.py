"""Every statement over the outbox."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, delete, func, select, update
from sqlalchemy.dialects import postgresql, sqlite

from domain.ids import RecordId, SpaceId, derived_id
from server.accounts.tables import Account
from server.mail.tables import Cause, Mail, MailState
from sync.protocol.tables import UtcDateTime


class Wanted(NamedTuple):
    """A mail to be: why, of which record it follows, about what, to whom, since when."""

    cause: Cause
    origin_id: RecordId
    ticket_id: RecordId
    message_id: RecordId | None
    user_id: RecordId
    at: datetime

    @property
    def id(self) -> RecordId:
        """The same for the same cause, however often it comes."""
        return derived_id(self.origin_id, f"mail/{self.cause}/{self.user_id}")


class Claimed(NamedTuple):
    """A mail that this process sends now, and nobody else."""

    space_id: SpaceId
    id: RecordId
    cause: str
    ticket_id: RecordId | None
    letter_id: RecordId | None
    message_id: RecordId | None
    user_id: RecordId | None
    created_at: datetime
    attempts: int
    """This one included."""


class Parked(NamedTuple):
    """A mail that was given up, without anything of its text."""

    id: RecordId
    cause: str
    ticket_id: RecordId | None
    at: datetime
    error: str


COLUMNS = (
    Mail.space_id,
    Mail.id,
    Mail.cause,
    Mail.ticket_id,
    Mail.letter_id,
    Mail.message_id,
    Mail.user_id,
    Mail.created_at,
    Mail.attempts,
)
WAITING = Mail.state == MailState.WAITING
DUE = (
    select(*COLUMNS)
    .where(WAITING, Mail.due_at <= bindparam("now"))
    .order_by(Mail.due_at, Mail.id)
    .limit(1)
    # Another process may be at it; on SQLite there is one writer, and it knows no such words.
    .with_for_update(skip_locked=True)
)


def with_address(connection: Connection, space_id: SpaceId, user_ids: Collection[RecordId]) -> set[RecordId]:
    """Return those who have an address and may sign in."""
    found = select(Account.user_id).where(
        Account.space_id == space_id, Account.user_id.in_(user_ids), Account.email != "", Account.locked.is_(False)
    )
    return set(connection.scalars(found))


def address_of(connection: Connection, space_id: SpaceId, user_id: RecordId) -> str:
    """Return the address of somebody who may sign in; empty if there is none."""
    found = select(Account.email).where(
        Account.space_id == space_id, Account.user_id == user_id, Account.locked.is_(False)
    )
    return (connection.scalar(found) or "").strip()


def write_down(connection: Connection, space_id: SpaceId, wanted: Iterable[Wanted]) -> None:
    """Add mails that are not there yet, due at once."""
    _write(
        connection,
        [
            _waiting(space_id, one.id, str(one.cause), one.at)
            | {"ticket_id": one.ticket_id, "message_id": one.message_id, "user_id": one.user_id}
            for one in wanted
        ],
    )


def write_letter_down(
    connection: Connection, space_id: SpaceId, letter_id: RecordId, cause: str, now: datetime
) -> None:
    """Add the mail that brings a letter about an account, due at once."""
    _write(connection, [_waiting(space_id, letter_id, cause, now) | {"letter_id": letter_id}])


def _waiting(space_id: SpaceId, mail_id: RecordId, cause: str, now: datetime) -> dict[str, object]:
    """Return the row of a mail that is about nothing yet."""
    return {
        "space_id": space_id,
        "id": mail_id,
        "cause": cause,
        "ticket_id": None,
        "letter_id": None,
        "message_id": None,
        "user_id": None,
        "created_at": now,
        "due_at": now,
        "attempts": 0,
        "state": str(MailState.WAITING),
        "error": "",
        "settled_at": None,
    }


def _write(connection: Connection, rows: list[dict[str, object]]) -> None:
    if rows:
        dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
        connection.execute(dialect.insert(Mail).on_conflict_do_nothing(), rows)


def next_due(connection: Connection) -> datetime | None:
    """Return when the next mail is due, if any waits."""
    due: datetime | None = connection.scalar(select(Mail.due_at).where(WAITING).order_by(Mail.due_at).limit(1))
    return due


def claim(connection: Connection, now: datetime, lease: timedelta) -> Claimed | None:
    """Take the mail that has been due for longest: until `lease` is over nobody else takes it."""
    row = connection.execute(DUE, {"now": now}).first()
    if row is None:
        return None
    found = Claimed(*row)
    claimed = found._replace(attempts=found.attempts + 1)
    _change(connection, claimed, attempts=claimed.attempts, due_at=now + lease)
    return claimed


def settle(connection: Connection, one: Claimed, state: MailState, now: datetime, error: str = "") -> None:
    """Note what became of a mail for good."""
    _change(connection, one, state=str(state), settled_at=now, error=error)


def put_off(connection: Connection, one: Claimed, due_at: datetime, error: str) -> None:
    """Note a failure, and when to try again."""
    _change(connection, one, due_at=due_at, error=error)


def _change(connection: Connection, one: Claimed, **values: object) -> None:
    connection.execute(update(Mail).where(Mail.space_id == one.space_id, Mail.id == one.id).values(**values))


def counts(connection: Connection) -> Counter[str]:
    """Return how many mails there are in each state that somebody may have to look at."""
    looked_at = select(Mail.state, func.count()).where(Mail.state.in_([MailState.WAITING, MailState.PARKED]))
    return Counter({state: count for state, count in connection.execute(looked_at.group_by(Mail.state))})


def parked(connection: Connection, space_id: SpaceId) -> Sequence[Parked]:
    """Return what was given up, the newest first."""
    since = func.coalesce(Mail.settled_at, Mail.created_at, type_=UtcDateTime())
    columns = select(Mail.id, Mail.cause, Mail.ticket_id, since, Mail.error)
    here = columns.where(Mail.space_id == space_id, Mail.state == MailState.PARKED)
    return [Parked(*row) for row in connection.execute(here.order_by(Mail.settled_at.desc(), Mail.id))]


def release(connection: Connection, now: datetime) -> int:
    """Have what was given up tried again; return how many that are."""
    again = {"state": str(MailState.WAITING), "due_at": now, "attempts": 0, "settled_at": None}
    return connection.execute(update(Mail).where(Mail.state == MailState.PARKED).values(**again)).rowcount


def forget(connection: Connection, space_id: SpaceId, before: datetime) -> None:
    """Forget mails that were sent or dropped before that time; what is parked stays until somebody has looked."""
    done = Mail.state.in_([MailState.SENT, MailState.DROPPED])
    connection.execute(delete(Mail).where(Mail.space_id == space_id, done, Mail.settled_at < before))
