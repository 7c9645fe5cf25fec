"""The messages and events of one ticket, the newest page first."""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import Any

from domain.plain import Plain
from sync.replica.reading.reader import Reader, marks
from sync.replica.reading.rows import EventRow, MessageRow

PAGE = 30

MESSAGE_SQL = """
SELECT m.id, m.audience = 'internal', m.author_id, coalesce(u.name, ''), coalesce(u.title, ''), coalesce(r.key, ''),
       m.body, m.channel, m.created_at, m.written_at,
       CASE m.mention_ids WHEN '[]' THEN '[]' ELSE
           (SELECT json_group_array(p.name) FROM json_each(m.mention_ids) j JOIN user_card p ON p.id = j.value) END
FROM message m
LEFT JOIN user_card u ON u.id = m.author_id
LEFT JOIN role r ON r.id = u.role_id
WHERE m.ticket_id = ? {further}
ORDER BY m.created_at {order}, m.id {order}
LIMIT ?
"""

EVENT_SQL = """
SELECT e.id, coalesce(u.name, ''), e.at, e.field, e.before, e.after, e.via, e.reason
FROM ticket_event e
LEFT JOIN user_card u ON u.id = e.actor_id
WHERE e.ticket_id = ? AND e.at >= ? AND e.at < ?
ORDER BY e.at, e.id
"""

LAST = "9999"
"""Later than any time in its stored form."""

Place = tuple[str, str]
"""Where a message stands in its conversation: `(created_at, id)`."""


class ConversationPage(Plain):
    """Messages in order of arrival with the events among them. `more` and `later` say that there are others around."""

    messages: tuple[MessageRow, ...]
    events: tuple[EventRow, ...]
    more: bool
    later: bool = False


class NewMark(Plain):
    """The first message that others wrote since a time, and how many they wrote."""

    message_id: str
    count: int


def page(reader: Reader, ticket_id: str, before: Place | None = None, size: int = PAGE) -> ConversationPage:
    """Return the newest `size` messages, or those before a place."""
    further = "AND (m.created_at, m.id) < (?, ?)" if before else ""
    sql = MESSAGE_SQL.format(further=further, order="DESC")
    found = reader.all(sql, (ticket_id, *(before or ()), size + 1))
    messages = tuple(map(_message, reversed(found[:size])))
    more = len(found) > size
    since = messages[0].created_at if more else ""
    events = _events(reader, ticket_id, since, before[0] if before else LAST)
    return ConversationPage(messages, events, more, before is not None)


def page_from(reader: Reader, ticket_id: str, start: Place, size: int = PAGE) -> ConversationPage:
    """Return `size` messages from the one at a place on, that one included."""
    sql = MESSAGE_SQL.format(further="AND (m.created_at, m.id) >= (?, ?)", order="ASC")
    found = reader.all(sql, (ticket_id, *start, size + 1))
    messages = tuple(map(_message, found[:size]))
    later = len(found) > size
    earlier = "SELECT EXISTS (SELECT 1 FROM message WHERE ticket_id = ? AND (created_at, id) < (?, ?))"
    more = bool(reader.value(earlier, (ticket_id, *start)))
    events = _events(reader, ticket_id, start[0] if more else "", found[size][8] if later else LAST)
    return ConversationPage(messages, events, more, later)


def page_around(
    reader: Reader, ticket_id: str, message_id: str, above: int, size: int = PAGE
) -> ConversationPage | None:
    """Return `size` messages with `above` of them before the named one; None if that is not here."""
    place = place_of(reader, message_id)
    if place is None:
        return None
    earlier = page(reader, ticket_id, place, above)
    start = (earlier.messages[0].created_at, earlier.messages[0].id) if earlier.messages else place
    return page_from(reader, ticket_id, start, size)


def place_of(reader: Reader, message_id: str) -> Place | None:
    """Return where a message stands."""
    row = reader.first("SELECT created_at, id FROM message WHERE id = ?", (message_id,))
    return (row[0], row[1]) if row else None


def first_message_id(reader: Reader, ticket_id: str) -> str | None:
    """Return the oldest message or note that is held."""
    sql = "SELECT id FROM message WHERE ticket_id = ? ORDER BY created_at, id LIMIT 1"
    found: str | None = reader.value(sql, (ticket_id,))
    return found


def new_since(reader: Reader, ticket_id: str, at: str, user_id: str) -> NewMark | None:
    """Return what others wrote after a time; None for nothing, and where nothing is older: then all is new."""
    newer = "ticket_id = ? AND created_at > ? AND author_id <> ?"
    count = reader.value(f"SELECT count(*) FROM message WHERE {newer}", (ticket_id, at, user_id))  # noqa: S608 - no input in it
    older = "SELECT EXISTS (SELECT 1 FROM message WHERE ticket_id = ? AND created_at <= ?)"
    if not count or not reader.value(older, (ticket_id, at)):
        return None
    first = reader.value(
        f"SELECT id FROM message WHERE {newer} ORDER BY created_at, id LIMIT 1",  # noqa: S608 - no input in it
        (ticket_id, at, user_id),
    )
    return NewMark(str(first), int(count))


def are_elsewhere(reader: Reader, kind: str, ids: Collection[str], ticket_id: str) -> bool:
    """Tell whether all these children are there and of other tickets; one that is gone may have been of this one."""
    sql = f"SELECT count(*) FROM {kind} WHERE ticket_id <> ? AND id IN ({marks(ids)})"  # noqa: S608 - a name of ours
    return int(reader.value(sql, (ticket_id, *ids))) == len(ids)


def every(reader: Reader, ticket_id: str) -> tuple[MessageRow, ...]:
    """Return every message in order of arrival; for the read thread, as there may be many."""
    return tuple(map(_message, reader.all(MESSAGE_SQL.format(further="", order="ASC"), (ticket_id, -1))))


def bodies(reader: Reader, ticket_id: str) -> list[tuple[str, str]]:
    """Return id and body of every message in order of arrival; for the read thread, as there may be many."""
    sql = "SELECT id, body FROM message WHERE ticket_id = ? ORDER BY created_at, id"
    return [(row[0], row[1]) for row in reader.all(sql, (ticket_id,))]


def _message(row: tuple[Any, ...]) -> MessageRow:
    message_id, internal, *further, mentions = row
    called = tuple(json.loads(mentions)) if mentions != "[]" else ()
    return MessageRow(*(message_id, bool(internal), *further, called))


def _events(reader: Reader, ticket_id: str, since: str, until: str) -> tuple[EventRow, ...]:
    """Return the events from a time on, up to another one."""
    return tuple(EventRow(*row) for row in reader.all(EVENT_SQL, (ticket_id, since, until)))


def message_states(reader: Reader, ticket_id: str) -> dict[str, str]:
    """Return message id to state in the outbox (`saved`, `sending`, `refused`, …) for messages not yet confirmed."""
    own = "json_extract(o.args, '$.message_id')"
    of_step = "json_extract(step.value, '$.args.message_id')"
    sql = (
        f"SELECT {own}, o.state FROM outbox o WHERE o.subject = ?1 AND {own} IS NOT NULL"  # noqa: S608 - texts of ours
        f" UNION ALL SELECT {of_step}, o.state FROM outbox o, json_each(o.args, '$.steps') step"
        f" WHERE o.subject = ?1 AND o.name = 'ticket.run_macro' AND {of_step} IS NOT NULL"
    )
    return dict(reader.all(sql, (ticket_id,)))


NEWER_SQL = (
    "SELECT count(*) FROM message WHERE ticket_id = ? AND author_id <> ?"
    " AND created_at > coalesce((SELECT created_at FROM message WHERE id = ?), '')"
)
"""Counts what others than an author wrote in a ticket after a message."""


def newer_than(reader: Reader, ticket_id: str, message_id: str | None, author_id: str) -> int:
    """Return how many messages others wrote after `message_id`; None stands for before the first one."""
    return int(reader.value(NEWER_SQL, (ticket_id, author_id, message_id)))


def last_message_id(reader: Reader, ticket_id: str) -> str | None:
    """Return the newest message or note that is held."""
    sql = "SELECT id FROM message WHERE ticket_id = ? ORDER BY created_at DESC, id DESC LIMIT 1"
    found: str | None = reader.value(sql, (ticket_id,))
    return found
