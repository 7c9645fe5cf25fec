"""Every change of one ticket, the first first, and which of them came with an answer."""

from __future__ import annotations

from domain.plain import Plain
from sync.replica.reading.reader import Reader
from sync.replica.reading.rows import EventRow

HISTORY_SQL = """
SELECT e.id, coalesce(u.name, ''), e.at, e.field, e.before, e.after, e.via, e.reason, e.actor_id,
       EXISTS (SELECT 1 FROM message m WHERE m.ticket_id = e.ticket_id AND m.created_at = e.at
               AND m.author_id = e.actor_id AND m.audience = 'public')
FROM ticket_event e
LEFT JOIN user_card u ON u.id = e.actor_id
WHERE e.ticket_id = ?
ORDER BY e.at, e.id
"""


class Change(Plain):
    """A change, by whom, and whether it came with an answer of theirs."""

    event: EventRow
    actor_id: str
    answered: bool


def history(reader: Reader, ticket_id: str) -> list[Change]:
    """Return all changes in order; for the read thread, as there may be many."""
    return [Change(EventRow(*row[:8]), row[8], bool(row[9])) for row in reader.all(HISTORY_SQL, (ticket_id,))]


def message_near(reader: Reader, ticket_id: str, at: str) -> str | None:
    """Return the first message at a time or after it, else the last one before; None if there is none."""
    later = "SELECT id FROM message WHERE ticket_id = ? AND created_at >= ? ORDER BY created_at, id LIMIT 1"
    earlier = "SELECT id FROM message WHERE ticket_id = ? AND created_at < ? ORDER BY created_at DESC, id DESC LIMIT 1"
    found: str | None = reader.value(later, (ticket_id, at)) or reader.value(earlier, (ticket_id, at))
    return found


def asked_at(reader: Reader, ticket_id: str) -> str | None:
    """Return when whoever asked wrote first of what the desk has not answered yet; None if nothing is owed."""
    sql = (
        "SELECT min(m.created_at) FROM message m JOIN ticket t ON t.id = m.ticket_id"
        " WHERE m.ticket_id = ? AND m.audience = 'public' AND m.created_at > coalesce("
        "(SELECT max(d.created_at) FROM message d WHERE d.ticket_id = m.ticket_id AND d.audience = 'public'"
        " AND d.author_id <> t.requester_id), '')"
    )
    found: str | None = reader.value(sql, (ticket_id,))
    return found


def team_of_topic(reader: Reader, topic_id: str | None) -> str | None:
    """Return the team to which a topic leads, if there is one."""
    found: str | None = reader.value("SELECT team_id FROM topic WHERE id = ?", (topic_id,)) if topic_id else None
    return found
