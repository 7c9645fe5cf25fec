"""Letters about accounts, written down in the transaction of what causes them; they leave like every other mail."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Connection, insert, select, update

from domain.ids import RecordId, SpaceId
from server.accounts.tables import AccountLetter, LetterKind
from server.acting import fresh_id
from server.mail import queries as mails

GOOD_FOR = {
    LetterKind.RESET: timedelta(hours=1),
    LetterKind.CODE: timedelta(minutes=20),
    LetterKind.CHANGED: timedelta(days=7),
    LetterKind.SECURED: timedelta(days=7),
}
"""How long a link or code works, and how long a notice is worth sending."""
SENT_BY_DESK = timedelta(hours=24)
"""A link that somebody of the desk has sent: its receiver may not be at their mail."""


def put(
    connection: Connection,
    space_id: SpaceId,
    kind: LetterKind,
    now: datetime,
    *,
    asked: str = "",
    user_id: RecordId | None = None,
    ticket_id: RecordId | None = None,
    by_id: RecordId | None = None,
) -> RecordId:
    """Write a letter down, and the mail that brings it; return its id.

    Args:
        connection: The transaction.
        space_id: Of the account.
        kind: What it says.
        now: When it is caused.
        asked: What somebody typed who has no session, in place of `user_id`.
        user_id: To whom.
        ticket_id: On which ticket somebody of the desk had it sent.
        by_id: Who did.
    """
    letter_id = fresh_id(now)
    good_for = SENT_BY_DESK if by_id is not None and kind is LetterKind.RESET else GOOD_FOR[kind]
    row = {
        "space_id": space_id, "id": letter_id, "kind": str(kind), "asked": asked, "user_id": user_id,
        "ticket_id": ticket_id, "by_id": by_id, "created_at": now, "expires_at": now + good_for, "used_at": None,
        "tries": 0,
    }  # fmt: skip
    connection.execute(insert(AccountLetter), [row])
    mails.write_letter_down(connection, space_id, letter_id, str(kind), now)
    return letter_id


def find(connection: Connection, space_id: SpaceId, letter_id: RecordId) -> AccountLetter | None:
    """Return a letter; only to look at."""
    row = connection.execute(
        select(AccountLetter.__table__).where(AccountLetter.space_id == space_id, AccountLetter.id == letter_id)
    ).first()
    return AccountLetter(**row._mapping) if row is not None else None


def use(connection: Connection, letter: AccountLetter, now: datetime) -> bool:
    """Note that a letter was used; False if it was before, or by somebody else at the same moment."""
    mine = (AccountLetter.space_id == letter.space_id, AccountLetter.id == letter.id, AccountLetter.used_at.is_(None))
    return connection.execute(update(AccountLetter).where(*mine).values(used_at=now)).rowcount == 1
