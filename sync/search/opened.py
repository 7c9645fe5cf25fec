"""An index file that is open: its two connections, its builds, the searcher. Everything heavy is imported from here."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from domain.ids import RecordId
from domain.text import markdown
from domain.text import snippet as excerpts
from domain.text.query import Query
from domain.text.synonyms import Synonyms
from domain.words import Visibility
from sync.search import storage
from sync.search.articles import ArticleSource, Cancelled, IndexedArticle
from sync.search.bulk import index_in_child
from sync.search.catalogue import Catalogue
from sync.search.errors import IndexDamaged
from sync.search.queries import Build, Manifest
from sync.search.results import IndexState, SearchResult, Snippet
from sync.search.schema import INDEX_VERSION
from sync.search.searcher import Searcher
from sync.search.writer import IndexWriter

_BODIES_KEPT: Final = 64
"""Articles kept as sections: those on the screen are asked for again at every keystroke."""


class OpenIndex:
    """One file with a connection to read and one to write; each is used by one thread at a time (see ArticleIndex)."""

    def __init__(self, path: Path, key: bytes, synonyms: Synonyms) -> None:
        self._path = path
        self._key = key
        self._synonyms = synonyms
        self._bodies: OrderedDict[str, list[markdown.Section]] = OrderedDict()
        try:
            self._open()
        except IndexDamaged:
            storage.delete(path)
            try:
                self._open()
            except IndexDamaged as still:
                raise OSError(f"{path} cannot be used: {still}") from still

    def _open(self) -> None:
        self._writer: Manifest = storage.connect(self._path, self._key)
        try:
            with storage.transaction(self._writer):
                self._drop_what_cannot_answer()
            self._look_at_state()
            self._reader: Manifest = storage.connect(self._path, self._key)
        except BaseException:
            self._writer.connection.close()  # else the file cannot be deleted on Windows
            raise
        self._searcher = Searcher(Catalogue(self._reader), self._synonyms)

    def _drop_what_cannot_answer(self) -> None:
        """Leave an active build, and at most one beside it that is being filled with today's version."""
        for build in self._writer.builds():
            if build.version != INDEX_VERSION and not (build.active and build.complete):
                self._writer.drop_build(build.id)
        if not any(build.active for build in self._writer.builds()):
            self._writer.add_build(INDEX_VERSION, active=True)

    def _look_at_state(self) -> None:
        active = self._active()
        if not active.complete:
            self.state = IndexState.REBUILDING
        else:
            self.state = IndexState.READY if active.version == INDEX_VERSION else IndexState.STALE

    def _active(self) -> Build:
        return next(build for build in self._writer.builds() if build.active)

    def close(self) -> None:
        """Close both connections."""
        self._reader.connection.close()
        self._writer.connection.close()

    def begin_anew(self) -> None:
        """Throw the file away and start with an empty one."""
        self.close()
        storage.delete(self._path)
        self._open()

    def search(
        self,
        query: Query,
        *,
        language: str,
        limit: int,
        visibilities: Collection[Visibility] | None,
        categories: Collection[RecordId] | None,
        cancelled: Cancelled,
    ) -> SearchResult:
        """Return the best hits, with the state. Raises IndexDamaged."""

        def ask() -> SearchResult:
            with storage.damage_noticed():
                return self._searcher.search(
                    query,
                    language=language,
                    limit=limit,
                    visibilities=visibilities,
                    categories=categories,
                    cancelled=cancelled,
                )

        version = self._reader.data_version()
        try:
            result = ask()
        except IndexDamaged:
            if self._reader.data_version() == version:
                raise
            result = ask()  # a merge had taken the segment away while it was being read
        return replace(result, state=self.state)

    def beginnings(self, query: Query, language: str) -> set[str]:
        """Return how the words begin that a snippet marks. Raises IndexDamaged."""
        with storage.damage_noticed():
            return self._searcher.beginnings(query, language)

    def snippet(self, body_markdown: str, beginnings: set[str], anchor: str | None) -> Snippet:
        """Return the excerpt of an article."""
        sections = self._bodies.get(body_markdown)
        if sections is None:
            sections = self._bodies[body_markdown] = markdown.sections(body_markdown)
            if len(self._bodies) > _BODIES_KEPT:
                self._bodies.popitem(last=False)
        self._bodies.move_to_end(body_markdown)
        return excerpts.cut(sections, beginnings, prefer=anchor)

    def forget_decoded(self) -> None:
        """Drop decoded postings and sections."""
        self._searcher.forget()
        self._bodies.clear()

    def put(self, articles: Sequence[IndexedArticle], deleted: Sequence[RecordId]) -> None:
        """Put articles into the build that answers, take others out, merge small segments once there are many."""
        with storage.damage_noticed():
            self.put_into(self._active().id, articles, deleted)

    def put_into(
        self,
        build: int,
        articles: Sequence[IndexedArticle],
        deleted: Sequence[RecordId],
        expected: Mapping[RecordId, int] | None = None,
    ) -> int:
        """Put articles into `build`, unless their revision there is no more the `expected` one; return how many."""
        writer = IndexWriter(self._writer, build)
        known: dict[str, int | None] | None = None
        if expected is not None:
            known = {article.id: expected.get(article.id) for article in articles}
        count = writer.put(articles, deleted=deleted, expected=known)
        writer.merge_small()
        return count

    def begin_another_build(self) -> None:
        """Start a build beside the one that answers, unless that is empty or one has been started."""
        with storage.transaction(self._writer):
            builds = self._writer.builds()
            if len(builds) == 1 and builds[0].complete:
                self._writer.add_build(INDEX_VERSION, active=False)

    def what_is_indexed(self) -> tuple[int, dict[RecordId, int]]:
        """Return the build to fill and the revision of each article in it."""
        if self.state is IndexState.STALE:
            self.begin_another_build()
        with storage.damage_noticed():
            build = self._writer.builds()[-1].id
            return build, {RecordId(i): rev for i, rev in self._writer.revisions(build).items()}

    def expect_many(self, build: int) -> None:
        """Note that much of `build` is still to come: if it answers, what is not found may well be there."""
        with storage.damage_noticed():
            if build == self._active().id:
                self.state = IndexState.REBUILDING

    def complete(self, build: int) -> None:
        """Let `build` answer, and drop what it replaces."""
        with storage.transaction(self._writer):
            if not all(b.complete for b in self._writer.builds()):
                self._writer.complete_build(build)
        self._writer.give_back_space(20_000)
        self._look_at_state()

    def index_in_child(
        self,
        build: int,
        source: ArticleSource,
        changed: Sequence[RecordId],
        have: Mapping[RecordId, int],
        cancelled: Cancelled,
        on_committed: Callable[[int], None],
    ) -> int:
        """Index `changed` into `build` in a child process; return how many were committed."""
        return index_in_child(
            self._path,
            self._key,
            build,
            source,
            changed,
            have,
            cancelled=cancelled,
            on_committed=on_committed,
        )
