"""The replica as the source of the article index: what is published here, and what a commit changed of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Any, Final
from zlib import crc32

import msgspec

from domain.ids import RecordId
from domain.words import ArticleStatus, Visibility
from sync.replica.changes import Changes
from sync.replica.reading.reader import Reader, marks
from sync.search.articles import ArticleChanges, IndexedArticle

_STAMP: Final = "id, rev, revision_id, updated_at, title, visibility, category_id, tags, locale"
_PUBLISHED: Final = f"status = '{ArticleStatus.PUBLISHED.value}'"
_REVISIONS: Final = f"SELECT {_STAMP} FROM article WHERE {_PUBLISHED}"  # noqa: S608  # no input in it
_ARTICLES: Final = f"SELECT {_STAMP}, body FROM article WHERE {_PUBLISHED} AND id IN "  # noqa: S608  # no input in it


class ReplicaArticles:
    """Reads the published articles of a profile's cache. Belongs to the thread that opened the reader."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def revisions(self) -> Iterable[tuple[RecordId, int]]:
        """Yield `(id, revision)` of every article that ought to be found."""
        return ((row[0], _revision(row)) for row in self._reader.all(_REVISIONS))

    def articles(self, ids: Sequence[RecordId]) -> Iterator[IndexedArticle]:
        """Yield those of `ids` that are published."""
        rows = self._reader.all(f"{_ARTICLES}({marks(ids)})", ids)
        return (_article(row) for row in rows)

    def changed_by(self, changes: Changes) -> ArticleChanges | None:
        """Return what `changes` means for the index, or None where only `ArticleIndex.follow` can tell."""
        if changes.everything:
            return None
        touched = [record_id for kind, record_id in changes.records if kind == "article"]
        upserted = list(self.articles(touched)) if touched else []
        found = {article.id for article in upserted}
        return ArticleChanges(upserted, [record_id for record_id in touched if record_id not in found])


def _article(row: tuple[Any, ...]) -> IndexedArticle:
    record_id, _, _, updated_at, title, visibility, category, tags, locale, body = row
    moment = datetime.fromisoformat(updated_at)
    return IndexedArticle(
        id=record_id,
        rev=_revision(row),
        locale=locale,
        title=title,
        body_markdown=body,
        tags=msgspec.json.decode(tags, type=tuple[str, ...]) if tags else (),
        category=category,
        visibility=Visibility(visibility),
        updated_at=moment if moment.tzinfo else moment.replace(tzinfo=UTC),
    )


def _revision(row: tuple[Any, ...]) -> int:
    """Return a number that changes whenever the article does.

    The server's sequence alone would not: an edit that waits to be sent, and its refusal, leave it as it was.
    """
    return int(row[1]) << 32 | crc32("\x1f".join(map(str, row[2:9])).encode())
