"""Tickets by the words in them, through the full-text tables. For the read thread: a common word is slow."""

from __future__ import annotations

from domain.plain import Plain
from sync.replica.reading.reader import Reader

CANDIDATES = 400
"""The latest matches that are looked at; nobody scrolls further."""


class FoundTicket(Plain):
    """A ticket in which the words occur."""

    id: str
    number: int | None
    subject: str
    status: str
    store: str
    updated_at: str


def match_of(reader: Reader, typed: str) -> str:
    """Return the FTS5 expression for what was typed: every word as the beginning of one; empty for nothing.

    A word that occurs nowhere stands for those one slip of the finger away.
    """
    # Imported late: lists that nobody searches do without the rules of words.
    from domain.text.query import parse
    from sync.replica.reading.spelling import meanings, terms

    query = parse(typed)
    parts = [
        " OR ".join(term for form in meanings(reader, word.text) for term in terms(reader, form))
        for word in query.words
    ]
    parts += [f'"{" ".join(phrase)}"' for phrase in query.phrases]
    return " AND ".join(f"({part})" for part in parts).replace("\\0", "")


ROWS = """
SELECT row_id FROM
    (SELECT rowid AS row_id FROM ticket_text WHERE ticket_text MATCH ? ORDER BY rowid DESC LIMIT {most})
UNION
SELECT t.row_id FROM
    (SELECT DISTINCT m.ticket_id FROM
        (SELECT rowid AS row_id FROM message_text WHERE message_text MATCH ? ORDER BY rowid DESC LIMIT {most})
        CROSS JOIN message m USING (row_id))
    JOIN ticket t ON t.id = ticket_id
"""
"""The tickets by the numbers of their rows: by their ids, each would be looked up once more."""


def ticket_rows(reader: Reader, typed: str) -> list[int]:
    """Return the numbers of the tickets' rows whose subject, number or messages have all the words."""
    match = match_of(reader, typed)
    if not match:
        return []
    return [row_id for (row_id,) in reader.all(ROWS.format(most=CANDIDATES), (match, match))]


def tickets(reader: Reader, typed: str, most: int = 8) -> list[FoundTicket]:
    """Return tickets whose subject or number has all the words, those whose messages have them after, latest first."""
    match = match_of(reader, typed)
    if not match:
        return []
    found = reader.all(
        "SELECT t.id, t.number, t.subject, t.status, coalesce(s.name, ''), t.updated_at,"  # noqa: S608 - no input in it
        " t.row_id IN (SELECT rowid FROM ticket_text WHERE ticket_text MATCH ?) AS by_subject"
        f" FROM ticket t LEFT JOIN store s ON s.id = t.store_id WHERE t.row_id IN ({ROWS.format(most=CANDIDATES)})"
        " ORDER BY by_subject DESC, t.updated_at DESC LIMIT ?",
        (match, match, match, most),
    )
    return [FoundTicket(*row[:6]) for row in found]
