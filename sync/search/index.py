"""The article index as the rest of the client sees it: open, search, follow the replica."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path

from domain.ids import RecordId
from domain.words import Visibility
from sync.search.articles import ArticleChanges, ArticleSource, Cancelled, never
from sync.search.results import Hit, IndexProgress, IndexState, SearchResult, Snippet


class ArticleIndex:
    """An encrypted full-text index of articles beside the cache: derived, deletable, rebuilt when damaged.

    Two threads may use it at the same time: one for `search` and `snippets`, one for `apply`, `follow` and `rebuild`.
    It starts no thread of its own; bulk work happens in a child process that `follow` and `rebuild` wait for.
    """

    @classmethod
    def open(cls, path: Path, key: bytes) -> ArticleIndex:
        """Open or create the index at `path` with a raw 256-bit key.

        A damaged file, another key or an unreadable older format is deleted and begun anew: look at `state` and call
        `follow`. Raises OSError where the folder cannot be written.
        """
        raise NotImplementedError

    @property
    def state(self) -> IndexState:
        """Whether answers are complete; cheap, any thread."""
        raise NotImplementedError

    def search(
        self,
        query: str,
        *,
        language: str,
        limit: int = 20,
        visibilities: Collection[Visibility] | None = None,
        categories: Collection[RecordId] | None = None,
        cancelled: Cancelled = never,
    ) -> SearchResult:
        """Return the best `limit` articles for what was typed so far; articles in `language` come first.

        Never raises for what the user typed nor for a damaged index (empty result, state `rebuilding`).
        """
        raise NotImplementedError

    def snippets(
        self, hits: Sequence[Hit], query: str, *, language: str, read_body: Callable[[RecordId], str | None]
    ) -> Mapping[RecordId, Snippet]:
        """Return an excerpt for each of `hits` (pass the visible rows only), reading Markdown through `read_body`."""
        raise NotImplementedError

    def apply(self, changes: ArticleChanges) -> None:
        """Take in a few changed articles now: searchable when this returns, about 20 ms for one."""
        raise NotImplementedError

    def follow(
        self,
        source: ArticleSource,
        *,
        cancelled: Cancelled = never,
        on_progress: Callable[[IndexProgress], None] | None = None,
    ) -> int:
        """Index whatever differs from `source` by `(id, rev)`; return how many articles were taken in or out.

        Call it after opening (that is how the index catches up after a crash) and whenever `state` is not `ready`.
        Many articles are indexed in a child process at low priority, in batches: an interrupted run continues where
        it stopped. Searches go on meanwhile.
        """
        raise NotImplementedError

    def rebuild(
        self,
        source: ArticleSource,
        *,
        cancelled: Cancelled = never,
        on_progress: Callable[[IndexProgress], None] | None = None,
    ) -> int:
        """Build everything again from `source` while the present index answers; return how many articles it has."""
        raise NotImplementedError

    def close(self) -> None:
        """Close the file. Neither thread may be inside a call."""
        raise NotImplementedError
