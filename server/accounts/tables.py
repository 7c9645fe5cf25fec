"""The tables of the accounts: private to the server, never replicated."""

from __future__ import annotations

from datetime import datetime
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
