"""A new password without the old one: by a link that goes to the account's own mail address, and works once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

import structlog
from sqlalchemy import Connection

from domain.ids import RecordId
from domain.records import Space, UserCard
from server.accounts import letters, queries
from server.accounts.errors import LinkOver
from server.accounts.links import AccountLinks, ResetLink
from server.accounts.passwords import Passwords, check_password
from server.accounts.tables import Account, AccountLetter, LetterKind
from server.accounts.throttle import Throttle
from server.audit import log as audit
from server.audit.log import Entry
from server.audit.tables import Act
from server.db.database import Database
from server.errors import malformed

ASKED_LONGEST = 200
log = structlog.get_logger("server.accounts")


class Invitation(NamedTuple):
    """Whom a link lets choose a password, and in which language they are spoken to."""

    account: str
    locale: str
    brand: str
    phone: str


class Resets:
    """Sends links and takes passwords. For any thread.

    Args:
        database: Where the accounts are.
        links: Opens the links.
        passwords: Hashes them.
        throttle: Counts the wishes.
        clock: Tells the time.
        on_ended: Told of the user after their sessions have ended.
    """

    def __init__(
        self,
        database: Database,
        links: AccountLinks,
        throttle: Throttle,
        clock: Callable[[], datetime],
        *,
        passwords: Passwords | None = None,
        on_ended: Callable[[RecordId], None] = lambda _user_id: None,
    ) -> None:
        self._database = database
        self._links = links
        self._throttle = throttle
        self._clock = clock
        self._passwords = passwords or Passwords()
        self._on_ended = on_ended

    def ask(self, asked: str, address: str) -> None:
        """Have a link sent to the account of that name or mail address, if there is one.

        Nobody looks whether there is before the letter is written: to ask takes the same steps for everybody.

        Raises:
            Refused: 400 without a name, or 429.
        """
        name = queries.folded(asked.replace("\0", ""))
        if not name or len(name) > ASKED_LONGEST:
            raise malformed(f"`account` is empty or has more than {ASKED_LONGEST} characters")
        self._throttle.check(name, address)
        self._throttle.failed(address)
        now = self._clock()
        spaces = sorted(self._database.heads())
        with self._database.transaction() as connection:
            for space_id in spaces:
                letters.put(connection, space_id, LetterKind.RESET, now, asked=name)

    def look(self, token: str) -> Invitation | None:
        """Return whom a link is for; None if it does not work (any more). Changes nothing."""
        link = self._links.opened(token, self._clock())
        if link is None:
            return None
        with self._database.snapshot() as connection:
            found = self._usable(connection, link)
        if found is None:
            return None
        with self._database.read(link.space_id) as reader:
            card, space = reader.get(UserCard, link.user_id), reader.get(Space, RecordId(link.space_id))
        return Invitation(
            account=found[1].name,
            locale=card.locale if card else "en",
            brand=space.name if space else "",
            phone=space.phone if space else "",
        )

    def set_password(self, token: str, password: str) -> None:
        """Set a new password and end every session: whoever knew the old one is out, and devices keep what they hold.

        Raises:
            LinkOver: The link does not work, or was used before.
            WeakPassword: Too easy to guess; the link still works.
        """
        now = self._clock()
        link = self._links.opened(token, now)
        with self._database.snapshot() as connection:
            found = self._usable(connection, link) if link is not None else None
        if link is None or found is None:
            raise LinkOver
        letter, account = found
        check_password(account.name, password)
        password_hash = self._passwords.hash(password)
        with self._database.transaction() as connection, queries.session_on(connection) as session:
            present = queries.account_of(session, link.user_id, lock=True)
            again = self._usable(connection, link)
            if present is None or again is None or not letters.use(connection, letter, now):
                raise LinkOver
            present.password_hash, present.password_at, present.temporary_until = password_hash, now, None
            ended = queries.end_sessions(session, present.user_id)
            session.flush()
            entry = Entry(Act.PASSWORD_RESET, now, None, present.user_id, letter.ticket_id, {"ended": ended})
            audit.write(connection, present.space_id, entry)
            letters.put(connection, present.space_id, LetterKind.CHANGED, now, user_id=present.user_id)
        self._on_ended(link.user_id)
        log.info("password reset", user=link.user_id, ended=ended)

    def _usable(self, connection: Connection, link: ResetLink) -> tuple[AccountLetter, Account] | None:
        """Return the letter and the account of a link that works."""
        letter = letters.find(connection, link.space_id, link.letter_id)
        with queries.session_on(connection) as session:
            account = queries.account_of(session, link.user_id)
        if letter is None or letter.kind != LetterKind.RESET or letter.used_at is not None:
            return None
        if account is None or account.locked or account.space_id != link.space_id:
            return None
        # Set since, by whatever way: the link of before is worth nothing.
        if account.password_at is not None and account.password_at > letter.created_at:
            return None
        return letter, account
