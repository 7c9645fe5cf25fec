"""Puts articles into the index and takes them out, segment by segment, each in one transaction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import numpy as np

from sync.search import lexicon, segments
from sync.search.articles import IndexedArticle
from sync.search.documents import Document, prepare
from sync.search.queries import ArticleRow, Manifest
from sync.search.storage import BlobStorage, snapshot, transaction

SMALL_SEGMENTS: Final = ((1, 7), (8, 63))
"""Sizes in documents of segments that edits have made, and of those that merging them has made."""

MERGE_SMALL_AT: Final = 8
"""So many segments of one size are merged at once: each costs every first use of a term a look-up, about 20 µs."""

MERGE_ALL_AT: Final = 10
MERGE_ALL_SHARE: Final = 4
"""So many segments in all are merged into one in the child process, or those beside the largest with a quarter of its
documents: what many batches have made is one list a term, and the first use of a word one look-up."""

_FREED_PAGES: Final = 2_000


class IndexWriter:
    """Writes one build of the index through one connection. One thread at a time."""

    def __init__(self, manifest: Manifest, build: int) -> None:
        self._manifest = manifest
        self._storage = BlobStorage(manifest)
        self.build = build

    def put(
        self,
        articles: Iterable[IndexedArticle],
        *,
        deleted: Sequence[str] = (),
        expected: Mapping[str, int | None] | None = None,
    ) -> int:
        """Index `articles` and take `deleted` out in one transaction; return how many were put in.

        With `expected` (article → revision that was in the index when the work was planned), an article that somebody
        else has put in since is left alone: theirs is newer.
        """
        documents = [prepare(article) for article in articles]
        return self.put_documents(documents, deleted=deleted, expected=expected)

    def put_documents(
        self,
        documents: Sequence[Document],
        *,
        deleted: Sequence[str] = (),
        expected: Mapping[str, int | None] | None = None,
    ) -> int:
        """Do as `put` for articles already analysed."""
        manifest = self._manifest
        with transaction(manifest):
            if expected is not None:
                documents = [
                    d for d in documents if manifest.revision(self.build, d.article.id) == expected.get(d.article.id)
                ]
            change = manifest.tick()
            if deleted:
                manifest.take_out(self.build, deleted, change)
            if documents:
                self._add_segment(documents, change)
        return len(documents)

    def _add_segment(self, documents: Sequence[Document], change: int) -> None:
        manifest = self._manifest
        segment = manifest.add_segment(self.build, len(documents))
        segments.write(self._storage, documents)
        self._storage.flush_to(segment)
        manifest.put_displays(segment, ((n, d.article.title, d.sections) for n, d in enumerate(documents)))
        manifest.put_articles(self.build, (_row(d.article, change, segment, n) for n, d in enumerate(documents)))
        for language, words in segments.word_lists(documents).items():
            manifest.put_lexicon(self.build, segment, language, [segment], words.pack())

    def merge_small(self) -> None:
        """Merge the segments that edits have made once there are many: about 100 ms at every eighth edit."""
        for least, most in SMALL_SEGMENTS:
            alike = [segment for segment, docs in self._manifest.segments(self.build) if least <= docs <= most]
            if len(alike) >= MERGE_SMALL_AT:
                self._merge(alike)

    def merge_all(self) -> None:
        """Merge all segments into one if they are many, or much of all lies beside the largest; seconds.

        For the child process only.
        """
        sizes = dict(self._manifest.segments(self.build))
        largest = max(sizes.values(), default=1)
        if len(sizes) >= MERGE_ALL_AT or (sum(sizes.values()) - largest) * MERGE_ALL_SHARE >= largest:
            self._merge(list(sizes))

    def merge_lexicons(self) -> None:
        """Make one list of words of those of all segments, so that opening the index reads one."""
        every = [segment for segment, _ in self._manifest.segments(self.build)]
        by_language: defaultdict[str, list[lexicon.WordList]] = defaultdict(list)
        for segment, language, _ in self._manifest.lexicon_keys(self.build):
            if segment:
                by_language[language].append(self._word_list(segment, language))
        with transaction(self._manifest):
            for language, lists in by_language.items():
                self._manifest.put_lexicon(self.build, 0, language, every, lexicon.merged(lists).pack())

    def _merge(self, old: Sequence[int]) -> None:
        manifest = self._manifest
        # Seconds, for many: nobody who has an article to put in waits for them. What is put in meanwhile, or merged, no
        # longer stands in the old segments when the new one takes their place.
        with snapshot(manifest):
            rows = manifest.documents_of(self.build, old)
            sizes = dict(manifest.segments(self.build))
            stay = {segment: np.zeros(sizes[segment], np.bool_) for segment in old}
            for segment, docnum in map(_place_of, rows):
                stay[segment][docnum] = True
            segments.merge(self._storage, list(stay.items()))
        with transaction(manifest):
            still = set(manifest.documents_of(self.build, old))
            change = manifest.tick()
            new = manifest.add_segment(self.build, len(rows))
            self._storage.flush_to(new)
            self._merge_word_lists(old, new)
            moved = [(docnum, row) for docnum, row in enumerate(rows) if row in still]
            manifest.move_displays(new, ((*_place_of(row), docnum) for docnum, row in moved))
            manifest.put_articles(
                self.build, (row._replace(change=change, segment=new, docnum=docnum) for docnum, row in moved)
            )
            for segment in old:
                manifest.drop_segment(segment)
        manifest.give_back_space(_FREED_PAGES)

    def _merge_word_lists(self, old: Sequence[int], new: int) -> None:
        merging = set(old)
        by_language: defaultdict[str, list[lexicon.WordList]] = defaultdict(list)
        for segment, language, covers in self._manifest.lexicon_keys(self.build):
            if segment in merging:
                by_language[language].append(self._word_list(segment, language))
            elif not segment and covers & merging:
                self._uncover(language, covers - merging)
        for language, lists in by_language.items():
            self._manifest.put_lexicon(self.build, new, language, [new], lexicon.merged(lists).pack())

    def _uncover(self, language: str, left: frozenset[int]) -> None:
        """Let the merged list answer for the segments `left` only; words of others in it do no harm."""
        data = self._manifest.lexicon(self.build, 0, language)
        if left:
            self._manifest.put_lexicon(self.build, 0, language, sorted(left), data)
        else:
            self._manifest.drop_lexicon(self.build, 0, language)

    def _word_list(self, segment: int, language: str) -> lexicon.WordList:
        return lexicon.WordList.unpack(self._manifest.lexicon(self.build, segment, language))


def _row(article: IndexedArticle, change: int, segment: int, docnum: int) -> ArticleRow:
    return ArticleRow(
        article.id,
        article.rev,
        change,
        segment,
        docnum,
        article.locale,
        article.visibility.value,
        article.category,
    )


def _place_of(row: ArticleRow) -> tuple[int, int]:
    assert row.segment is not None  # noqa: S101  # `documents_of` leaves out what is not in a segment
    assert row.docnum is not None  # noqa: S101
    return row.segment, row.docnum
