"""What somebody may be told of while they look elsewhere, and how many tickets have something new for them."""

from __future__ import annotations

from domain.telling import EVENT_OF, Event, News
from domain.words import NotificationKind
from sync.replica.reading.reader import Reader
from sync.replica.reading.waiting import REFUSED

MOST = 200
"""Older news than these wait in the program: nobody reads two hundred notices."""
TEXT_MOST = 240


def unread_count(reader: Reader, user_id: str) -> int:
    """Return in how many tickets something happened that the user has not seen on any device."""
    sql = (
        "SELECT count(DISTINCT n.ticket_id) FROM notification n JOIN ticket t ON t.id = n.ticket_id"
        " LEFT JOIN read_mark m ON m.ticket_id = n.ticket_id"
        " WHERE n.user_id = ? AND n.read_at IS NULL AND n.about <> 'overwritten' AND n.at > coalesce(m.at, '')"
    )
    return int(reader.value(sql, (user_id,)))


def notifications(reader: Reader, user_id: str, since: str) -> list[News]:
    """Return what the server had to tell the user since then and they have not seen, the newest last, `MOST` at most.

    What belongs to a ticket, or a message, that is not here any more is left out.
    """
    sql = (
        "SELECT n.id, n.about, n.ticket_id, n.at, coalesce(u.name, ''), t.subject,"
        " coalesce(substr(x.body, 1, ?), '') FROM notification n"
        " JOIN ticket t ON t.id = n.ticket_id LEFT JOIN user_card u ON u.id = n.actor_id"
        " LEFT JOIN message x ON x.id = n.message_id LEFT JOIN read_mark m ON m.ticket_id = n.ticket_id"
        " WHERE n.user_id = ? AND n.read_at IS NULL AND n.at >= ? AND (n.message_id IS NULL OR x.id IS NOT NULL)"
        " AND (n.about = 'overwritten' OR n.at > coalesce(m.at, '')) ORDER BY n.at DESC, n.id DESC LIMIT ?"
    )
    rows = reader.all(sql, (TEXT_MOST, user_id, since, MOST))
    return [
        News(id_, EVENT_OF[NotificationKind(about)], ticket_id, at, actor, subject, text, about)
        for id_, about, ticket_id, at, actor, subject, text in reversed(rows)
        if about in EVENT_OF
    ]


def near_deadlines(reader: Reader, user_id: str, after: str, until: str, told_at: str) -> list[News]:
    """Return the user's own tickets that are due between two stored times; `told_at` becomes the news' time."""
    sql = (
        "SELECT id, due_at, subject FROM ticket WHERE assignee_id = ? AND due_at > ? AND due_at <= ?"
        " AND status NOT IN ('resolved', 'closed', 'pending', 'on_hold') ORDER BY due_at LIMIT ?"
    )
    return [
        News(f"deadline:{id_}:{due_at}", Event.DEADLINE, id_, told_at, "", subject, due_at, "deadline")
        for id_, due_at, subject in reader.all(sql, (user_id, after, until, MOST))
    ]


def refused(reader: Reader) -> list[News]:
    """Return the user's own changes that the server refused."""
    sql = f"SELECT id, at, name FROM outbox WHERE state IN {REFUSED} ORDER BY n DESC LIMIT ?"  # noqa: S608 - no input in it
    return [News(f"refused:{id_}", Event.ATTENTION, "", at, text=name) for id_, at, name in reader.all(sql, (MOST,))]


def unseen_of(reader: Reader, user_id: str, ticket_id: str) -> list[str]:
    """Return the notifications about a ticket that no device has marked as seen; what was overwritten stays."""
    sql = (
        "SELECT id FROM notification WHERE user_id = ? AND ticket_id = ? AND read_at IS NULL"
        " AND about <> 'overwritten' ORDER BY at LIMIT ?"
    )
    return [row[0] for row in reader.all(sql, (user_id, ticket_id, MOST))]
