"""What waits here: changes to be sent, refused ones, drafts, and how far tickets were read."""

from __future__ import annotations

import json

from sync.replica.reading.reader import Reader
from sync.replica.reading.rows import DraftRow, RefusedRow

UNSENT = "('saved', 'sending')"
REFUSED = "('refused')"


def unsent_count(reader: Reader) -> int:
    """Return how many changes, and files of messages, the server has not taken yet."""
    files = "SELECT count(*) FROM upload u JOIN attachment a ON a.id = u.attachment_id"
    return int(reader.value(f"SELECT (SELECT count(*) FROM outbox WHERE state IN {UNSENT}) + ({files})"))  # noqa: S608 - no input in it


def held_count(reader: Reader) -> int:
    """Return how many messages are about to be sent and can still be taken back."""
    return int(reader.value("SELECT count(*) FROM draft WHERE steps IS NOT NULL"))


def refused(reader: Reader) -> list[RefusedRow]:
    """Return the changes that need attention, in the order in which they were made."""
    sql = f"SELECT n, name, at, args, code, detail, subject FROM outbox WHERE state IN {REFUSED} ORDER BY n"  # noqa: S608 - no input in it
    return [
        RefusedRow(n, name, at, json.loads(args), code, json.loads(detail), subject)
        for n, name, at, args, code, detail, subject in reader.all(sql)
    ]


def held_key(draft_key: str) -> str:
    """Return under which key a draft is kept while it waits to be sent."""
    return f"held:{draft_key}"


def draft(reader: Reader, key: str) -> DraftRow | None:
    """Return what was typed and not yet sent."""
    row = reader.first("SELECT key, body, seen_message_id, updated_at FROM draft WHERE key = ?", (key,))
    return DraftRow(*row) if row else None


def draft_count(reader: Reader) -> int:
    """Return how many texts were begun and not sent."""
    return int(reader.value("SELECT count(*) FROM draft WHERE steps IS NULL"))


def read_until(reader: Reader, ticket_id: str) -> str | None:
    """Return up to which time the user has read a ticket."""
    found: str | None = reader.value("SELECT at FROM read_mark WHERE ticket_id = ?", (ticket_id,))
    return found
