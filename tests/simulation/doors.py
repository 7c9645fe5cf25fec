"""The server's doors in a simulated world: its real accounts, with passwords that cost next to nothing to check."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from argon2 import PasswordHasher
from sqlalchemy import delete, select, update
from starlette.requests import Request

from domain.ids import RecordId, SpaceId
from server.accounts import queries
from server.accounts.accounts import Accounts
from server.accounts.administration import Administration
from server.accounts.passwords import Passwords
from server.accounts.tables import AccessToken, Account, Device
from server.accounts.tokens import digest
from server.authentication import AuthenticatedUser
from server.db.database import Database
from sync.protocol.accounts import Refresh, Session, SignIn
from tests.support.franchise import named

PASSWORD = "three quiet herons"  # noqa: S105 - of people who do not exist
CHEAP = Passwords(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
"""Argon2id as the server uses it, at the least it can cost: it is not the hash that is under test here."""
ADDRESS = "192.0.2.1"


def open_accounts(database: Database, space_id: SpaceId, people: list[str], at: datetime) -> None:
    """Give everybody an account, under their name."""
    password_hash = CHEAP.hash(PASSWORD)
    with database.transaction() as connection, queries.session_on(connection) as session:
        for name in people:
            account = Account(
                user_id=named(name),
                space_id=space_id,
                name=name,
                email="",
                password_hash=password_hash,
                locked=False,
                created_at=at,
            )
            session.add(account)
        session.flush()


class Doors:
    """Signing in, refreshing and being recognised; and what happens to tokens on the server's side."""

    def __init__(self, database: Database, ttl_s: float, clock: Callable[[], tuple[float, datetime]]) -> None:
        self._database = database
        self._clock = clock
        self._accounts = Accounts(database, access_ttl_s=ttl_s, passwords=CHEAP, clock=self._now)
        self._administration = Administration(database, CHEAP, self._now)

    def _now(self) -> datetime:
        return self._clock()[1]

    def sign_in(self, person: str, device: RecordId) -> Session:
        """Open a session by the password.

        Raises:
            Refused: 401.
        """
        return self._accounts.sign_in(SignIn(account=person, password=PASSWORD, device=device), ADDRESS)

    def refresh(self, request: Refresh) -> Session:
        """Change a refresh token.

        Raises:
            Refused: 401, or 403 for a revoked device.
        """
        return self._accounts.refresh(request)

    def user(self, token: str) -> AuthenticatedUser:
        """Return whom an access token belongs to.

        Raises:
            Refused: 401, or 403 for a revoked device.
        """
        headers = [(b"authorization", f"Bearer {token}".encode())]
        return self._accounts.authenticate(Request({"type": "http", "headers": headers}))

    def expire(self, token: str) -> None:
        """Let an access token run out at once."""
        mine = AccessToken.digest == digest(token)
        with self._database.transaction() as connection:
            connection.execute(update(AccessToken).where(mine).values(expires_at=self._now()))

    def forget_all(self) -> None:
        """Make every access token worthless, as a change of keys does."""
        with self._database.transaction() as connection:
            connection.execute(delete(AccessToken))

    def is_revoked(self, user_id: RecordId, device: RecordId) -> bool:
        """Tell whether a device is revoked and has not signed in since."""
        statement = select(Device.revoked_at).where(Device.user_id == user_id, Device.id == device)
        with self._database.snapshot() as connection:
            return connection.scalar(statement) is not None

    def revoke(self, person: str) -> int:
        """Revoke all devices of a person: each wipes what it holds at its next contact. Return how many."""
        return self._administration.revoke_devices(person)
