"""Links that need no session: signed by a key of the server's own, good until a moment that stands in them.

Nothing is stored for one: whoever may read the database finds no link in it that works. The key lies in the database,
so that all processes of a server have the same, and a copy that is put back knows the links that are out.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from datetime import UTC, datetime
from typing import NamedTuple

from sqlalchemy import Text, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, mapped_column

from server.accounts.tables import Private
from server.db.database import Database
from server.db.tables import Name

KEY_NAME = "links"
KEY_BYTES = 32
LONGEST = 400


class ServerKey(Private):
    """A key of the server's own, in hexadecimal digits."""

    __tablename__ = "server_key"

    name: Mapped[str] = mapped_column(Name, primary_key=True)
    key: Mapped[str] = mapped_column(Text)


class Opened(NamedTuple):
    """What a link is about, and until when it is good."""

    subject: str
    expires_at: datetime


class Signer:
    """Makes and opens signed texts. For any thread; asks the database once."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._key = b""

    def seal(self, purpose: str, subject: str, expires_at: datetime) -> str:
        """Return a text to go into a link: about `subject`, which has no dot, for one purpose alone."""
        moment = f"{int(expires_at.timestamp()):x}"
        return f"{subject}.{moment}.{self._mark(purpose, subject, moment)}"

    def open(self, purpose: str, text: str, now: datetime) -> Opened | None:
        """Return what `seal` was given for that purpose; None for whatever else, and once it is over."""
        subject, _, rest = text[:LONGEST].partition(".")
        moment, _, mark = rest.partition(".")
        if not hmac.compare_digest(self._mark(purpose, subject, moment).encode(), mark.encode("utf-8", "replace")):
            return None
        expires_at = datetime.fromtimestamp(int(moment, 16), UTC)
        return Opened(subject, expires_at) if now < expires_at else None

    def secret(self, purpose: str, subject: str) -> bytes:
        """Return 32 bytes that are always the same for that purpose and subject, and that nobody else can tell."""
        return hmac.digest(self._secret(), f"{purpose}\0{subject}".encode("utf-8", "replace"), hashlib.sha256)

    def _mark(self, purpose: str, subject: str, moment: str) -> str:
        mark = self.secret(f"link/{purpose}", f"{subject}.{moment}")
        return base64.urlsafe_b64encode(mark).decode().rstrip("=")

    def _secret(self) -> bytes:
        if not self._key:
            self._key = bytes.fromhex(self._kept() or self._made())
        return self._key

    def _kept(self) -> str:
        with self._database.snapshot() as connection:
            return connection.scalar(select(ServerKey.key).where(ServerKey.name == KEY_NAME)) or ""

    def _made(self) -> str:
        """Make the key, unless another process was faster; return the one that counts."""
        with self._database.transaction() as connection:
            dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
            fresh = {"name": KEY_NAME, "key": secrets.token_hex(KEY_BYTES)}
            connection.execute(dialect.insert(ServerKey).values(fresh).on_conflict_do_nothing())
        return self._kept()
