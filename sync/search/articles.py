"""What the index knows about articles: the little it needs, and the port it reads them through."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

import msgspec

from domain.ids import RecordId
from domain.words import Visibility

Cancelled = Callable[[], bool]
"""Asked between steps of long work; true means that nobody waits for the answer any more."""


def never() -> bool:
    """Return False: work that nobody cancels."""
    return False


class IndexedArticle(msgspec.Struct, frozen=True, kw_only=True):
    """A published article as the index takes it in. `rev` is the sequence that last changed the record."""

    id: RecordId
    rev: int
    locale: str
    title: str
    body_markdown: str
    tags: tuple[str, ...] = ()
    category: RecordId | None = None
    visibility: Visibility = Visibility.FRANCHISE
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class ArticleChanges:
    """What one committed page or mutation did to the readable articles."""

    upserted: Sequence[IndexedArticle] = ()
    deleted: Sequence[RecordId] = field(default=())


class ArticleSource(Protocol):
    """Where the index reads articles, in practice the replica. Called on the thread of `ArticleIndex.follow`."""

    def revisions(self) -> Iterable[tuple[RecordId, int]]:
        """Yield `(id, rev)` of every article that ought to be found, in any order."""

    def articles(self, ids: Sequence[RecordId]) -> Iterator[IndexedArticle]:
        """Yield those of `ids` that still exist, in any order. Asked for at most 200 at a time."""
