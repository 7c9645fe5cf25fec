"""Tickets like one that is being written: solved ones that read alike, and open ones about the same in its store.

For the search thread: every word is looked up by itself.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable

from domain.plain import Plain
from sync.replica.reading.reader import Reader, marks

WORDS_MOST = 10
LETTERS_LEAST = 4
"""Shorter words say little, and occur everywhere."""
CANDIDATES = 300
"""The latest tickets and messages with a word that are looked at."""
SUBJECT_COUNTS = 2.0
SAME_TOPIC_COUNTS = 1.5
UNHEARD = ("no_response", "withdrawn", "duplicate", "merged", "not_reproducible", "spam")
"""Closed for these reasons, a ticket tells nobody what to do."""
WITH_WORD = """
SELECT t.id, t.topic_id, {counts} FROM
    (SELECT rowid AS row_id FROM {text} WHERE {text} MATCH ? ORDER BY rowid DESC LIMIT {most}) found
    {joined}
WHERE t.status IN ('resolved', 'closed') AND coalesce(t.close_reason, '') NOT IN {unheard}
"""
TEXTS = (
    ("ticket_text", SUBJECT_COUNTS, "JOIN ticket t ON t.row_id = found.row_id"),
    (
        "message_text",
        1.0,
        "JOIN message m ON m.row_id = found.row_id AND m.audience = 'public' JOIN ticket t ON t.id = m.ticket_id",
    ),
)


class SolvedRow(Plain):
    """A ticket that was solved, and the last thing that was answered to whoever asked."""

    id: str
    number: int | None
    subject: str
    store: str
    solved_at: str
    answer: str


class ReportedRow(Plain):
    """A ticket that is not solved yet. `follows` says whether the reader does, or has asked it."""

    id: str
    number: int | None
    subject: str
    status: str
    requester: str
    created_at: str
    follows: bool


def solved(
    reader: Reader, typed: str, language: str, topic_id: str, most: int, cancelled: Callable[[], bool]
) -> list[SolvedRow]:
    """Return solved tickets that read like what was typed, the likest first."""
    words = _telling(typed, language)
    scores: dict[str, float] = defaultdict(float)
    hits: dict[str, set[str]] = defaultdict(set)
    for word in words:
        for text, counts, joined in TEXTS:
            if cancelled():
                return []
            sql = WITH_WORD.format(
                counts=counts, text=text, most=CANDIDATES, joined=joined, unheard=f"({marks(UNHEARD)})"
            )
            found = reader.all(sql, (f'"{_beginning(word)}"*', *UNHEARD))
            # A word that stands in many tells little of each.
            weight = counts / math.sqrt(1 + len(found))
            for ticket_id, topic, _ in found:
                if word not in hits[ticket_id] or counts > 1:
                    scores[ticket_id] += weight * (SAME_TOPIC_COUNTS if topic_id and topic == topic_id else 1)
                hits[ticket_id].add(word)
    least = 1 if len(words) < 3 else 2
    likest = sorted((one for one in scores if len(hits[one]) >= least), key=lambda one: (-scores[one], one))[:most]
    rows = {row.id: row for row in _rows(reader, likest)}
    return [rows[one] for one in likest if one in rows]


def reported(reader: Reader, store_id: str, topic_id: str, user_id: str, most: int) -> list[ReportedRow]:
    """Return the unsolved tickets of a store about a topic, the latest first."""
    if not store_id or not topic_id:
        return []
    sql = (
        "SELECT t.id, t.number, t.subject, t.status, coalesce(u.name, ''), t.created_at, t.requester_id = ?1"
        " OR EXISTS (SELECT 1 FROM json_each(t.follower_ids) f WHERE f.value = ?1)"
        " FROM ticket t LEFT JOIN user_card u ON u.id = t.requester_id"
        " WHERE t.store_id = ?2 AND t.status NOT IN ('resolved', 'closed') AND t.topic_id = ?3"
        " ORDER BY t.created_at DESC LIMIT ?4"
    )
    found = reader.all(sql, (user_id, store_id, topic_id, most))
    return [
        ReportedRow(key, number, subject, status, requester, at, bool(follows))
        for key, number, subject, status, requester, at, follows in found
    ]


def _rows(reader: Reader, ids: list[str]) -> list[SolvedRow]:
    sql = (
        "SELECT t.id, t.number, t.subject, coalesce(s.name, ''), coalesce(t.resolved_at, t.updated_at), coalesce("  # noqa: S608 - no input in it
        "(SELECT m.body FROM message m WHERE m.ticket_id = t.id AND m.audience = 'public'"
        " AND m.author_id <> t.requester_id ORDER BY m.created_at DESC, m.id DESC LIMIT 1), '')"
        f" FROM ticket t LEFT JOIN store s ON s.id = t.store_id WHERE t.id IN ({marks(ids)})"
    )
    # A ticket that nobody answered tells nobody what to do.
    return [row for values in reader.all(sql, ids) if (row := SolvedRow(*values)).answer] if ids else []


def _telling(typed: str, language: str) -> list[str]:
    """Return the words that say what it is about, in the order in which they were typed."""
    from domain.text.analysis import fold, primary_language, words
    from domain.text.stopwords import BY_LANGUAGE

    common = BY_LANGUAGE[primary_language(language)]
    folded = (fold(word) for word in words(typed))
    telling = (word for word in folded if len(word) >= LETTERS_LEAST and word not in common)
    return list(dict.fromkeys(telling))[:WORDS_MOST]


def _beginning(word: str) -> str:
    """Return what other forms of a word begin with, too: `printers` and `printed` as `printe` and `print`."""
    return word[:-2] if len(word) > LETTERS_LEAST + 2 else word
