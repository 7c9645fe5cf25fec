"""The article index as the rest of the client sees it: open, search, follow the replica."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from domain.ids import RecordId
from domain.text import query as queries
from domain.text.analysis import primary_language
from domain.text.synonyms import Synonyms
from domain.words import Visibility
from sync.search.articles import ArticleChanges, ArticleSource, Cancelled, never
from sync.search.errors import IndexDamaged, IndexNotWritten
from sync.search.results import Hit, IndexProgress, IndexState, SearchResult, Snippet

if TYPE_CHECKING:
    from sync.search.opened import OpenIndex

IN_PROCESS: Final = 100
"""Up to so many changed articles are indexed here, about 5 ms each; starting a process takes half a second."""

_AT_ONCE: Final = 20
_PASSES: Final = 5
"""How often `follow` looks again for what changed while it worked."""


class ArticleIndex:
    """An encrypted full-text index of articles beside the cache: derived, deletable, rebuilt when damaged.

    Two threads may use it at the same time: one for `search` and `snippets`, one for `follow` and `rebuild`; `apply`
    may be called on any. It starts no thread of its own; bulk work happens in a child process that `follow` and
    `rebuild` wait for.
    """

    def __init__(self, opened: OpenIndex) -> None:
        """Use `ArticleIndex.open`."""
        self._opened = opened
        self._reading = threading.Lock()
        self._writing = threading.Lock()
        self._damage: str | None = None
        self._on_damage: Callable[[], object] = lambda: None

    @classmethod
    def open(cls, path: Path, key: bytes, *, synonyms: Iterable[Iterable[str]] = ()) -> ArticleIndex:
        """Open or create the index at `path` with a raw 256-bit key.

        A damaged file, another key or an unreadable older format is deleted and begun anew: look at `state` and call
        `follow`. `synonyms` are groups of words that mean the same. Loads Whoosh, numpy and SQLCipher (about 150 ms):
        not for the thread that paints. Raises OSError where the folder cannot be written.
        """
        from sync.search.opened import OpenIndex  # loads what the first paint must not wait for

        return cls(OpenIndex(path, key, Synonyms(synonyms)))

    @property
    def state(self) -> IndexState:
        """Whether answers are complete; cheap, any thread."""
        return IndexState.REBUILDING if self._damage is not None else self._opened.state

    def tell_of_damage(self, on_damage: Callable[[], object]) -> None:
        """Call `on_damage`, on the thread that found it, where anything but `follow` finds the file broken."""
        self._on_damage = on_damage

    def _note(self, damage: IndexDamaged) -> None:
        self._damage = str(damage)
        self._on_damage()

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
        parsed = queries.parse(query)
        if parsed.is_empty or self._damage is not None:
            return SearchResult(state=self.state)
        with self._reading:
            try:
                return self._opened.search(
                    parsed,
                    language=primary_language(language),
                    limit=limit,
                    visibilities=visibilities,
                    categories=categories,
                    cancelled=cancelled,
                )
            except IndexDamaged as damage:
                self._note(damage)
        return SearchResult(state=self.state)

    def snippets(
        self, hits: Sequence[Hit], query: str, *, language: str, read_body: Callable[[RecordId], str | None]
    ) -> Mapping[RecordId, Snippet]:
        """Return an excerpt for each of `hits` (pass the visible rows only), reading Markdown through `read_body`.

        `read_body` returns None for an article that is gone; it then has no snippet.
        """
        parsed = queries.parse(query)
        beginnings: set[str] = set()
        if self._damage is None:
            with self._reading:
                try:
                    beginnings = self._opened.beginnings(parsed, primary_language(language))
                except IndexDamaged as damage:
                    self._note(damage)
        found = {}
        for hit in hits:
            body = read_body(hit.article_id)
            if body is not None:
                found[hit.article_id] = self._opened.snippet(body, beginnings, hit.section_anchor)
        return found

    def apply(self, changes: ArticleChanges) -> None:
        """Take in a few changed articles now: searchable when this returns, about 20 ms for one.

        On a damaged index it does nothing: `follow` will find what is missing. Raises IndexNotWritten (disk full).
        """
        if self._damage is not None:
            return
        with self._writing:
            try:
                self._opened.put(changes.upserted, changes.deleted)
            except IndexDamaged as damage:
                self._note(damage)
            except OSError as error:
                raise IndexNotWritten(str(error)) from error

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
        it stopped. Searches go on meanwhile. Raises IndexNotWritten (disk full, child killed).
        """
        try:
            return self._follow(source, cancelled, on_progress)
        except IndexDamaged as damage:
            self._damage = str(damage)
            return self._follow(source, cancelled, on_progress)
        except OSError as error:
            raise IndexNotWritten(str(error)) from error

    def rebuild(
        self,
        source: ArticleSource,
        *,
        cancelled: Cancelled = never,
        on_progress: Callable[[IndexProgress], None] | None = None,
    ) -> int:
        """Build everything again from `source` while the present index answers; return how many articles it has."""
        with self._writing:
            self._opened.begin_another_build()
        return self.follow(source, cancelled=cancelled, on_progress=on_progress)

    def differences(self, source: ArticleSource) -> int:
        """Return how many articles are missing, of another revision, or gone in `source`; all, if it is damaged."""
        want = dict(source.revisions())
        try:
            with self._writing:
                _, have = self._opened.what_is_indexed()
        except IndexDamaged as damage:
            self._note(damage)
            return len(want)
        return sum(have.get(article) != rev for article, rev in want.items()) + len(have.keys() - want.keys())

    def close(self) -> None:
        """Close the file. Neither thread may be inside a call."""
        with self._reading, self._writing:
            self._opened.close()

    def forget_decoded(self) -> None:
        """Drop what searching has decoded, as in a program just started (for measuring)."""
        with self._reading:
            self._opened.forget_decoded()

    def _follow(
        self, source: ArticleSource, cancelled: Cancelled, on_progress: Callable[[IndexProgress], None] | None
    ) -> int:
        if self._damage is not None:
            with self._reading, self._writing:
                self._opened.begin_anew()
                self._damage = None
        done = 0
        for _ in range(_PASSES):
            with self._writing:
                build, have = self._opened.what_is_indexed()
            want = dict(source.revisions())
            changed = [article for article, rev in want.items() if have.get(article) != rev]
            gone = [article for article in have if article not in want]
            if cancelled() or not changed and not gone:
                break
            done += self._catch_up(source, build, have, changed, gone, cancelled, on_progress)
        if not cancelled():
            with self._writing:
                self._opened.complete(build)
        return done

    def _catch_up(
        self,
        source: ArticleSource,
        build: int,
        have: Mapping[RecordId, int],
        changed: Sequence[RecordId],
        gone: Sequence[RecordId],
        cancelled: Cancelled,
        on_progress: Callable[[IndexProgress], None] | None,
    ) -> int:
        def tell(done: int) -> None:
            if on_progress:
                on_progress(IndexProgress(done, len(changed)))

        if gone:
            with self._writing:
                self._opened.put_into(build, (), gone)
        if len(changed) > IN_PROCESS:
            with self._writing:
                self._opened.expect_many(build)
            return len(gone) + self._opened.index_in_child(build, source, changed, have, cancelled, tell)
        done = 0
        for start in range(0, len(changed), _AT_ONCE):
            if cancelled():
                break
            articles = list(source.articles(changed[start : start + _AT_ONCE]))
            with self._writing:
                done += self._opened.put_into(build, articles, (), have)
            tell(done)
        return len(gone) + done
