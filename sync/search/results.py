"""What a search gives back: hits, snippets, and how the index itself is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from domain.ids import RecordId
from domain.text.snippet import Snippet

__all__ = ["Hit", "IndexProgress", "IndexState", "SearchResult", "Snippet"]


class IndexState(StrEnum):
    """Whether answers are complete. `rebuilding` is shown beside the search box; a search never fails because of it."""

    READY = "ready"
    STALE = "stale"
    """Answers are complete but made by an older version; `follow` builds the new index while this one answers."""
    REBUILDING = "rebuilding"
    """Empty, or being filled: `follow` must run, and answers grow as it does."""


@dataclass(frozen=True, slots=True)
class Hit:
    """An article that answers the query. `section_anchor` is None where the beginning fits best."""

    article_id: RecordId
    score: float
    title: str
    locale: str
    section_anchor: str | None = None
    section_heading: str | None = None


@dataclass(frozen=True, slots=True)
class SearchResult:
    """The best hits of a query, and what to say beside them.

    `did_you_mean` is the query with its unknown words put right, or None; the hits are then those of the corrected
    words. `cancelled` results are empty and not to be shown.
    """

    hits: tuple[Hit, ...] = ()
    total: int = 0
    did_you_mean: str | None = None
    state: IndexState = IndexState.READY
    cancelled: bool = False


@dataclass(frozen=True, slots=True)
class IndexProgress:
    """How far `follow` has come."""

    done: int
    total: int
