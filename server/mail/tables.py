"""The outbox: which mails are to leave, and what became of them. Nothing in it is anybody's text or address."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from domain.ids import RecordId, SpaceId
from server.accounts.tables import Moment, Private
from server.db.tables import Name
from sync.protocol.tables import RecordIdType, UtcDateTime


class Cause(StrEnum):
    """Why a mail is written; its template has the same name."""

    ACKNOWLEDGEMENT = "acknowledgement"
    REPLY = "reply"
    REMINDER = "reminder"
    RESOLVED = "resolved"
    CLOSED = "closed"
    CHECK_BACK = "check_back"


class MailState(StrEnum):
    """What became of a mail."""

    WAITING = "waiting"
    SENT = "sent"
    PARKED = "parked"
    """Refused for good, or given up after a long time: somebody has to look."""
    DROPPED = "dropped"
    """There is nobody to get it any more, or it is no longer true."""


class Mail(Private):
    """One mail to one person, written down in the transaction of what causes it."""

    __tablename__ = "mail"
    __table_args__ = (Index(None, "state", "due_at"),)

    space_id: Mapped[SpaceId] = mapped_column(RecordIdType(), primary_key=True)
    id: Mapped[RecordId] = mapped_column(RecordIdType(), primary_key=True)
    """Follows from the cause: what comes twice is one mail, and every try of it bears one Message-ID."""
    cause: Mapped[str] = mapped_column(Name)
    ticket_id: Mapped[RecordId | None] = mapped_column(RecordIdType())
    letter_id: Mapped[RecordId | None] = mapped_column(RecordIdType())
    """In place of a ticket: the letter about an account (`server.accounts.tables`)."""
    message_id: Mapped[RecordId | None] = mapped_column(RecordIdType())
    """With a reply: which one; with a solution: the one that explains it, if there is one."""
    user_id: Mapped[RecordId | None] = mapped_column(RecordIdType())
    """Who gets it; None where that is known when it is written. The address is looked up when it is sent."""
    created_at: Mapped[Moment]
    due_at: Mapped[Moment]
    """When it is tried next; while it is being sent, until when nobody else may take it."""
    attempts: Mapped[int]
    state: Mapped[str] = mapped_column(Name)
    error: Mapped[str] = mapped_column(Text)
    """What went wrong at the last try: a kind and a code, none of the words of the other server."""
    settled_at: Mapped[datetime | None] = mapped_column(UtcDateTime())
    """Since when it waits no more."""
