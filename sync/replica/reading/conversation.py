"""The messages and events of one ticket, the newest page first."""

from __future__ import annotations

from domain.plain import Plain
from sync.replica.reading.reader import Reader
from sync.replica.reading.rows import EventRow, MessageRow

PAGE = 30

MESSAGE_SQL = """
SELECT m.id, m.audience = 'internal', m.author_id, coalesce(u.name, ''), coalesce(u.title, ''), coalesce(r.key, ''),
       m.body, m.channel, m.created_at, m.written_at
FROM message m
LEFT JOIN user_card u ON u.id = m.author_id
LEFT JOIN role r ON r.id = u.role_id
WHERE m.ticket_id = ? {further}
ORDER BY m.created_at DESC, m.id DESC
LIMIT ?
"""

EVENT_SQL = """
SELECT e.id, coalesce(u.name, ''), e.at, e.field, e.before, e.after
FROM ticket_event e
LEFT JOIN user_card u ON u.id = e.actor_id
WHERE e.ticket_id = ? AND e.at >= ? AND e.at < ?
ORDER BY e.at, e.id
"""

LAST = "9999"
"""Later than any time in its stored form."""


class ConversationPage(Plain):
    """Messages in order of arrival with the events among them. `more` says that there are earlier ones."""

    messages: tuple[MessageRow, ...]
    events: tuple[EventRow, ...]
    more: bool


def page(reader: Reader, ticket_id: str, before: tuple[str, str] | None = None, size: int = PAGE) -> ConversationPage:
    """Return the newest `size` messages, or those before the one at `(created_at, id)`."""
    further = "AND (m.created_at, m.id) < (?, ?)" if before else ""
    found = reader.all(MESSAGE_SQL.format(further=further), (ticket_id, *(before or ()), size + 1))
    messages = tuple(MessageRow(row[0], bool(row[1]), *row[2:]) for row in reversed(found[:size]))
    more = len(found) > size
    since = messages[0].created_at if more else ""
    events = reader.all(EVENT_SQL, (ticket_id, since, before[0] if before else LAST))
    return ConversationPage(messages, tuple(EventRow(*row) for row in events), more)


def message_states(reader: Reader, ticket_id: str) -> dict[str, str]:
    """Return message id to state in the outbox (`saved`, `sending`, `refused`, …) for messages not yet confirmed."""
    sql = (
        "SELECT json_extract(args, '$.message_id'), state FROM outbox"
        " WHERE subject = ? AND json_extract(args, '$.message_id') IS NOT NULL"
    )
    return dict(reader.all(sql, (ticket_id,)))


def newer_than(reader: Reader, ticket_id: str, message_id: str | None, author_id: str) -> int:
    """Return how many messages others wrote after `message_id`; None stands for before the first one."""
    seen = "(SELECT created_at FROM message WHERE id = ?)"
    sql = (
        "SELECT count(*) FROM message WHERE ticket_id = ? AND author_id <> ?"  # noqa: S608 - no input in it
        f" AND created_at > coalesce({seen}, '')"
    )
    return int(reader.value(sql, (ticket_id, author_id, message_id)))


def last_message_id(reader: Reader, ticket_id: str) -> str | None:
    """Return the newest message or note that is held."""
    sql = "SELECT id FROM message WHERE ticket_id = ? ORDER BY created_at DESC, id DESC LIMIT 1"
    found: str | None = reader.value(sql, (ticket_id,))
    return found
