"""Every statement of the help without a session."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, or_, select

from domain.ids import RecordId
from domain.records import Message, Ticket, Topic
from domain.words import Audience
from server.accounts.queries import folded
from server.accounts.tables import Account
from server.db.database import WriteSession
from server.db.reading import RecordReader
from server.db.tables import RECORDS, feed_child
from sync.protocol.tables import record_of

__all__ = ["folded", "help_topic", "person_meant", "public_messages"]

TOPIC_KEYS = ("sign_in", "account_access", "accounts")
"""Which topic a help without a session has: the first of these that there is."""


def person_meant(session: WriteSession, claimed: str) -> RecordId | None:
    """Return whose account somebody names, by its name or mail address, if it can only be one."""
    account = Account.__table__.c
    meant = or_(account.name == folded(claimed), func.lower(account.email) == folded(claimed))
    wanted = select(account.user_id).where(account.space_id == session.space_id, account.name != "", meant).limit(2)
    found = list(session.connection.scalars(wanted)) if claimed.strip() else []
    return RecordId(found[0]) if len(found) == 1 else None


def help_topic(session: WriteSession) -> RecordId | None:
    """Return the topic of such tickets; None leaves them to the team that takes the rest."""
    topics = {topic.key: topic.id for topic in session.store.find(Topic)}
    return next((topics[key] for key in TOPIC_KEYS if key in topics), None)


def public_messages(reader: RecordReader, ticket_id: RecordId, most: int) -> Sequence[Message]:
    """Return the newest public messages of a ticket, oldest first."""
    message = RECORDS[Message.KIND]
    wanted = (
        select(message)
        .join(feed_child, (feed_child.c.space_id == message.c.space_id) & (feed_child.c.id == message.c.id))
        .where(
            feed_child.c.space_id == reader.space_id,
            feed_child.c.parent_kind == Ticket.KIND,
            feed_child.c.parent_id == ticket_id,
            feed_child.c.kind == Message.KIND,
            feed_child.c.audience == Audience.PUBLIC.value,
            feed_child.c.gone.is_(False),
        )
        .order_by(message.c.created_at.desc(), message.c.id.desc())
        .limit(most)
    )
    return [record_of(Message, row._mapping) for row in reader.connection.execute(wanted)][::-1]  # type: ignore[arg-type]
