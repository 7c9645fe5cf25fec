"""What waits here: changes to be sent, refused ones, drafts, and how far tickets were read."""

from __future__ import annotations

import json

from sync.replica.reading.reader import Reader
from sync.replica.reading.rows import DraftRow, RefusedRow

UNSENT = "('saved', 'sending')"
REFUSED = "('refused')"


def unsent_count(reader: Reader) -> int:
    """Return how many changes the server has not taken yet."""
    return int(reader.value(f"SELECT count(*) FROM outbox WHERE state IN {UNSENT}"))  # noqa: S608 - no input in it


def refused_count(reader: Reader) -> int:
    """Return how many changes need attention."""
    return int(reader.value(f"SELECT count(*) FROM outbox WHERE state IN {REFUSED}"))  # noqa: S608 - no input in it


def refused(reader: Reader) -> list[RefusedRow]:
    """Return the changes that need attention, in the order in which they were made."""
    sql = f"SELECT n, name, at, args, code, detail, subject FROM outbox WHERE state IN {REFUSED} ORDER BY n"  # noqa: S608 - no input in it
    return [
        RefusedRow(n, name, at, json.loads(args), code, json.loads(detail), subject)
        for n, name, at, args, code, detail, subject in reader.all(sql)
    ]


def draft(reader: Reader, key: str) -> DraftRow | None:
    """Return what was typed and not yet sent."""
    row = reader.first("SELECT key, body, seen_message_id, updated_at FROM draft WHERE key = ?", (key,))
    return DraftRow(*row) if row else None


def draft_count(reader: Reader) -> int:
    """Return how many drafts there are."""
    return int(reader.value("SELECT count(*) FROM draft WHERE body <> ''"))


def read_until(reader: Reader, ticket_id: str) -> str | None:
    """Return up to which time the user has read a ticket."""
    found: str | None = reader.value("SELECT at FROM read_mark WHERE ticket_id = ?", (ticket_id,))
    return found
