"""The tables of the accounts: private to the server, never replicated."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Annotated

from sqlalchemy import ForeignKeyConstraint, Index, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from domain.ids import RecordId, SpaceId
from server.db.tables import Name, metadata
from sync.protocol.tables import RecordIdType, UtcDateTime

Id = Annotated[RecordId, mapped_column(RecordIdType())]
Key = Annotated[RecordId, mapped_column(RecordIdType(), primary_key=True)]
Digest = Annotated[str, mapped_column(Name)]
Moment = Annotated[datetime, mapped_column(UtcDateTime())]


class Private(DeclarativeBase):
    """Base of the tables that stay on the server."""

    metadata = metadata


class Account(Private):
    """What somebody signs in with."""

    __tablename__ = "account"

    user_id: Mapped[Key]
    space_id: Mapped[SpaceId] = mapped_column(RecordIdType())
    name: Mapped[str] = mapped_column(Name, unique=True)
    """Sign-in name, folded: `Marta.Soler` and `marta.soler` are one."""
    email: Mapped[str] = mapped_column(Text)
    password_hash: Mapped[str] = mapped_column(Text)
    """Argon2id with its parameters."""
    locked: Mapped[bool]
    created_at: Mapped[Moment]
    signed_in_at: Mapped[datetime | None] = mapped_column(UtcDateTime())
    password_at: Mapped[datetime | None] = mapped_column(UtcDateTime())
    """When the password was set last; links of before are worth nothing. None: never since the account was added."""
    temporary_until: Mapped[datetime | None] = mapped_column(UtcDateTime())
    """Of a password that somebody of the desk has set: so long it lets its owner choose another one, and do nothing
    else."""


class Device(Private):
    """One profile on one computer. Its refresh tokens rotate; all of them share a secret family."""

    __tablename__ = "device"
    __table_args__ = (
        ForeignKeyConstraint(["user_id"], ["account.user_id"], ondelete="CASCADE"),
        Index(None, "family_hash", unique=True),
    )

    user_id: Mapped[Key]
    id: Mapped[Key]
    name: Mapped[str] = mapped_column(Text)
    family_hash: Mapped[Digest]
    refresh_hash: Mapped[Digest]
    previous_hash: Mapped[Digest]
    """The token before: still good, since the answer that brought the new one may be lost. Empty if there is none."""
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime())
    created_at: Mapped[Moment]
    refreshed_at: Mapped[Moment]


class AccessToken(Private):
    """A short-lived token by its digest."""

    __tablename__ = "access_token"
    __table_args__ = (
        ForeignKeyConstraint(["user_id", "device_id"], ["device.user_id", "device.id"], ondelete="CASCADE"),
        Index(None, "user_id", "device_id"),
    )

    digest: Mapped[str] = mapped_column(Name, primary_key=True)
    user_id: Mapped[Id]
    device_id: Mapped[Id]
    expires_at: Mapped[Moment]


class LetterKind(StrEnum):
    """What is mailed about an account itself; its template has the same name."""

    RESET = "reset"
    """A link that sets a new password."""
    CODE = "code"
    """A number that shows who reads the account's mail."""
    CHANGED = "changed"
    """That the password was changed."""
    SECURED = "secured"
    """That the account was locked, or its password made void, and why to call."""


class AccountLetter(Private):
    """One letter to an account. The link or code in it is made when it leaves, and stored nowhere."""

    __tablename__ = "account_letter"
    __table_args__ = (Index(None, "space_id", "user_id"),)

    space_id: Mapped[SpaceId] = mapped_column(RecordIdType(), primary_key=True)
    id: Mapped[RecordId] = mapped_column(RecordIdType(), primary_key=True)
    kind: Mapped[str] = mapped_column(Name)
    asked: Mapped[str] = mapped_column(Text)
    """What somebody without a session typed, folded; empty if it is to `user_id`. Nobody looks whether there is such an
    account before the letter is written."""
    user_id: Mapped[RecordId | None] = mapped_column(RecordIdType())
    ticket_id: Mapped[RecordId | None] = mapped_column(RecordIdType())
    by_id: Mapped[RecordId | None] = mapped_column(RecordIdType())
    """Who of the desk had it sent."""
    created_at: Mapped[Moment]
    expires_at: Mapped[Moment]
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime())
    tries: Mapped[int]
    """How often a code was guessed."""
