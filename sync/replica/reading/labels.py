"""What people put on a ticket for themselves and their team: its tags, and who follows it."""

from __future__ import annotations

import json
from collections.abc import Sequence

from sync.replica.reading.directory import person
from sync.replica.reading.reader import Reader
from sync.replica.reading.rows import PersonRow

LATEST = 2_000
"""Tags are known by the tickets that changed last: what nobody has used for so long, nobody looks for in a list."""


def tags(reader: Reader, ticket_id: str) -> tuple[str, ...]:
    """Return a ticket's tags in their order; none for whoever may not see them."""
    found = reader.value("SELECT tags FROM ticket_desk WHERE ticket_id = ?", (ticket_id,))
    return tuple(json.loads(found)) if found else ()


def tags_of(reader: Reader, ticket_ids: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Return the tags of several tickets, by id; those that have none are left out."""
    sql = "SELECT ticket_id, tags FROM ticket_desk WHERE ticket_id IN (SELECT value FROM json_each(?))"
    found = reader.all(sql, (json.dumps(list(ticket_ids)),))
    return {ticket_id: tuple(json.loads(held)) for ticket_id, held in found if held != "[]"}


def known_tags(reader: Reader) -> list[str]:
    """Return the tags in use, the most used first."""
    sql = (
        "SELECT t.value FROM (SELECT tags FROM ticket_desk ORDER BY row_id DESC LIMIT ?) d, json_each(d.tags) t"
        " GROUP BY t.value ORDER BY count(*) DESC, t.value"
    )
    return [tag for (tag,) in reader.all(sql, (LATEST,))]


def followers(reader: Reader, ticket_id: str) -> list[PersonRow]:
    """Return who follows a ticket, by name; whose card is not here is left out."""
    found = reader.value("SELECT follower_ids FROM ticket WHERE id = ?", (ticket_id,))
    people = [person(reader, user_id) for user_id in json.loads(found or "[]")]
    return sorted((one for one in people if one is not None), key=lambda one: one.name)


def follows(reader: Reader, ticket_id: str, user_id: str) -> bool:
    """Tell whether somebody follows a ticket."""
    found = reader.value("SELECT follower_ids FROM ticket WHERE id = ?", (ticket_id,))
    return bool(found) and user_id in json.loads(found)


def last_of_others(reader: Reader, ticket_id: str, user_id: str) -> str | None:
    """Return when somebody else wrote last, or None."""
    sql = "SELECT created_at FROM message WHERE ticket_id = ? AND author_id <> ? ORDER BY created_at DESC LIMIT 1"
    found: str | None = reader.value(sql, (ticket_id, user_id))
    return found
