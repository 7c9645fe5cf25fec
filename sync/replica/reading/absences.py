"""Who is away: until when, and who stands in."""

from __future__ import annotations

import json

from domain.plain import Plain
from sync.replica.reading.reader import Reader


class AwayRow(Plain):
    """Somebody who is away; `until` is None until they say so, `backup` empty for the next in line.

    Attributes:
        open_count: how many unsolved tickets are still theirs, as far as one sees them.
    """

    user_id: str
    name: str
    until: str | None
    backup_id: str | None
    backup: str
    word: str
    open_count: int = 0


SQL = """
SELECT a.user_id, coalesce(u.name, ''), a.until, a.backup_id, coalesce(b.name, ''), a.word,
       (SELECT count(*) FROM ticket t WHERE t.assignee_id = a.user_id AND t.status NOT IN ('resolved', 'closed'))
FROM absence a
LEFT JOIN user_card u ON u.id = a.user_id
LEFT JOIN user_card b ON b.id = a.backup_id
WHERE a.active AND a.since <= ? AND coalesce(a.until, '9999') > ?
"""


def away(reader: Reader, now: str) -> dict[str, AwayRow]:
    """Return who is away at a stored time, by id, in the order of their names."""
    rows = (AwayRow(*row) for row in reader.all(f"{SQL} ORDER BY u.name", (now, now)))
    return {row.user_id: row for row in rows}


def of(reader: Reader, user_id: str, now: str) -> AwayRow | None:
    """Return that somebody is away at a stored time, or None."""
    row = reader.first(f"{SQL} AND a.user_id = ?", (now, now, user_id))
    return AwayRow(*row) if row else None


def open_of(reader: Reader, user_id: str) -> list[str]:
    """Return the unsolved tickets of a person that one sees, the most urgent first."""
    sql = (
        "SELECT id FROM ticket WHERE assignee_id = ? AND status NOT IN ('resolved', 'closed')"
        " ORDER BY coalesce(due_at, '9999'), id"
    )
    return [ticket_id for (ticket_id,) in reader.all(sql, (user_id,))]


def line(reader: Reader, team_id: str) -> list[str]:
    """Return the people of a team in the order in which they stand in for each other."""
    found = reader.value("SELECT line_ids FROM team WHERE id = ?", (team_id,))
    return list(json.loads(found)) if found else []
