"""What a typed word may mean in tickets and messages: itself if it occurs, else words one slip of the finger away."""

from __future__ import annotations

import json

from domain.text.analysis import fold
from domain.text.typos import MIN_LENGTH, neighbours, one_edit
from sync.replica.reading.reader import Reader

TEXTS = ("ticket_text", "message_text")
MEANINGS_MOST = 12
INDEXED = 3
"""The full text lists beginnings of up to so many letters (`sync.replica.schema`)."""
TERMS_MOST = 60
"""So many words with a beginning are asked for by name; of more, each occurs rarely, and the beginning is asked for."""
SAME = 3
"""So many letters: with fewer, more words are listed, with more, more slips are asked for."""
KNOWN_MOST = 300
"""Words with the same first letters that are compared; if there are more, such slips are asked for as well."""
LAST = "\U0010ffff"
FIRST = "0"
"""No word has a sign before it."""
NEXT = f"""
WITH RECURSIVE word(term) AS (
    SELECT (SELECT term FROM {{text}} WHERE term >= ?1 AND term < ?2 ORDER BY term LIMIT 1)
    UNION ALL
    SELECT (SELECT term FROM {{text}} WHERE term >= word.term || '{FIRST}' AND term < ?2 ORDER BY term LIMIT 1)
    FROM word WHERE word.term IS NOT NULL LIMIT ?3
)
SELECT term FROM word WHERE term IS NOT NULL
"""  # noqa: S608 - no input in it
"""Goes from each word right to the next one, past all its occurrences."""


def meanings(reader: Reader, word: str) -> tuple[str, ...]:
    """Return the beginnings of words to look for: `word` alone if it occurs or nothing like it does."""
    form = fold(word)
    if len(form) < MIN_LENGTH or not form.isalpha() or _occurring(reader, [form]):
        return (word,)
    slips = sorted(set(one_edit(form)))
    beginning = form[:SAME]
    known = _words(reader, beginning, KNOWN_MOST)
    found: set[str] = set()
    if known is not None:
        found = set(neighbours(form, known, unfinished=True))
        slips = [slip for slip in slips if not slip.startswith(beginning)]
    found |= set(_occurring(reader, slips))
    # Of two beginnings where one begins the other, the shorter finds all.
    shortest = [one for one in found if not any(one != other and one.startswith(other) for other in found)]
    return tuple(sorted(shortest)[:MEANINGS_MOST]) or (word,)


def terms(reader: Reader, beginning: str) -> list[str]:
    """Return what to ask the full text for to find words with this beginning, as terms of an FTS5 expression.

    A beginning that it does not list has it put all places of all its words together, even where only the latest are
    wanted; of words asked for by name it reads the latest.
    """
    form = fold(beginning)
    if INDEXED < len(form) == len(beginning) and form.isascii() and form.isalnum():
        words = _words(reader, form, TERMS_MOST)
        if words:
            return [f'"{word}"' for word in words]
    return [f'"{beginning}"*']


def _words(reader: Reader, beginning: str, most: int) -> list[str] | None:
    """Return the words with this beginning, in order; None if a text has more than `most`."""
    found: set[str] = set()
    for text in TEXTS:
        sql = NEXT.format(text=reader.occurrences(text))
        words = [term for (term,) in reader.all(sql, (beginning, beginning + LAST, most + 1))]
        if len(words) > most:
            return None
        found.update(words)
    return sorted(found)


def _occurring(reader: Reader, beginnings: list[str]) -> list[str]:
    """Return those with which a word begins."""
    any_text = " OR ".join(
        f"EXISTS (SELECT 1 FROM {reader.occurrences(text)} v WHERE v.term >= c.value AND v.term < c.value || ?2)"  # noqa: S608 - names of ours
        for text in TEXTS
    )
    sql = f"SELECT c.value FROM json_each(?1) c WHERE {any_text}"  # noqa: S608 - names of ours
    return [form for (form,) in reader.all(sql, (json.dumps(beginnings), LAST))]
