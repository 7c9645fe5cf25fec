"""Articles: their text, lists of them, and what the index reads."""

from __future__ import annotations

import json

from sync.replica.reading.reader import Reader
from sync.replica.reading.rows import ArticleRow, ArticleText

TEXT = """
SELECT a.id, a.slug, a.locale, a.translation_key, a.title, a.body, a.summary, a.category_id, a.visibility, a.status,
       a.tags, coalesce(u.name, ''), a.revision_id, a.updated_at, a.published_at, a.review_at, a.helpful_count,
       a.unhelpful_count
FROM article a LEFT JOIN user_card u ON u.id = a.owner_id
"""
ROW = "SELECT a.id, a.title, a.summary, a.locale, a.status, a.visibility, a.category_id, a.updated_at FROM article a"


def text(reader: Reader, article_id: str) -> ArticleText | None:
    """Return an article."""
    row = reader.first(TEXT + "WHERE a.id = ?", (article_id,))
    if row is None:
        return None
    values = list(row)
    values[10] = tuple(json.loads(str(row[10])))
    return ArticleText(*values)


def body(reader: Reader, article_id: str) -> str | None:
    """Return the Markdown of an article."""
    found: str | None = reader.value("SELECT body FROM article WHERE id = ?", (article_id,))
    return found


def listed(reader: Reader, locale: str, *, drafts: bool, most: int = 200) -> list[ArticleRow]:
    """Return articles in a language, the latest first; with `drafts` also those nobody else can read yet."""
    where = "a.status <> 'archived'" if drafts else "a.status = 'published'"
    sql = f"{ROW} WHERE a.locale = ? AND {where} ORDER BY a.status = 'published', a.updated_at DESC LIMIT ?"
    return [ArticleRow(*row) for row in reader.all(sql, (locale, most))]


def row(reader: Reader, article_id: str) -> ArticleRow | None:
    """Return one line of a list."""
    found = reader.first(ROW + " WHERE a.id = ?", (article_id,))
    return ArticleRow(*found) if found else None


def count(reader: Reader, locale: str) -> int:
    """Return how many articles can be read in a language."""
    return int(reader.value("SELECT count(*) FROM article WHERE status = 'published' AND locale = ?", (locale,)))


def my_feedback(reader: Reader, feedback_id: str) -> bool | None:
    """Return whether an article was found helpful, or None if nothing was said."""
    found = reader.value("SELECT helpful FROM article_feedback WHERE id = ?", (feedback_id,))
    return None if found is None else bool(found)
