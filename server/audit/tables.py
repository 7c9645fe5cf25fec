"""The audit log's tables. Nothing in them is anybody's text, password or code."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, Index, Integer, Text
from sqlalchemy.orm import Mapped, mapped_column

from domain.ids import RecordId, SpaceId
from server.accounts.tables import Digest, Moment, Private
from server.db.tables import Name
from sync.protocol.tables import JsonText, RecordIdType

Number = BigInteger().with_variant(Integer(), "sqlite")


class Act(StrEnum):
    """What is written down."""

    ACCOUNT_ADDED = "account.added"
    ACCOUNT_CHANGED = "account.changed"
    ACCOUNT_LOCKED = "account.locked"
    ACCOUNT_UNLOCKED = "account.unlocked"
    ADDRESS_SET = "address.set"
    DEVICES_REVOKED = "devices.revoked"
    SESSIONS_ENDED = "sessions.ended"
    PASSWORD_SET = "password.set"  # noqa: S105 - what was done
    """By an administrator at the console."""
    PASSWORD_RESET = "password.reset"  # noqa: S105 - what was done
    """By the account's owner, through a link."""
    PASSWORD_CHANGED = "password.changed"  # noqa: S105 - what was done
    """By the account's owner, in place of a temporary one."""
    PASSWORD_TEMPORARY = "password.temporary"  # noqa: S105 - what was done
    PASSWORD_VOID = "password.void"  # noqa: S105 - what was done
    """Nobody signs in with the old one any more; a link brings a new one."""
    RESET_SENT = "reset.sent"
    """A link was sent by somebody of the desk."""
    CODE_SENT = "code.sent"
    IDENTITY_VERIFIED = "identity.verified"
    IDENTITY_FAILED = "identity.failed"
    TICKETS_IMPORTED = "tickets.imported"
    """Begun: another desk's tickets; the detail names the source."""
    DATA_EXPORTED = "data.exported"
    """Begun: everything leaves the server, as an export or as a copy (the detail says which)."""
    COPY_PUT_BACK = "copy.put_back"
    """The database is one of before."""


class AuditRow(Private):
    """One act. `n` counts from 1 without a gap in each space."""

    __tablename__ = "audit"
    __table_args__ = (Index(None, "space_id", "user_id"),)

    space_id: Mapped[SpaceId] = mapped_column(RecordIdType(), primary_key=True)
    n: Mapped[int] = mapped_column(Number, primary_key=True, autoincrement=False)
    at: Mapped[Moment]
    act: Mapped[str] = mapped_column(Name)
    actor_id: Mapped[RecordId | None] = mapped_column(RecordIdType())
    """Who did it; None at the console, or by the owner of the account without a session."""
    user_id: Mapped[RecordId | None] = mapped_column(RecordIdType())
    """To whose account."""
    ticket_id: Mapped[RecordId | None] = mapped_column(RecordIdType())
    detail: Mapped[dict[str, Any]] = mapped_column(JsonText())
    hash: Mapped[Digest]
    """Of the row before and of this one."""


class AuditHead(Private):
    """How far a space's log goes: also what was cut off at its end shows."""

    __tablename__ = "audit_head"

    space_id: Mapped[SpaceId] = mapped_column(RecordIdType(), primary_key=True)
    n: Mapped[int] = mapped_column(Number)
    hash: Mapped[str] = mapped_column(Text)
