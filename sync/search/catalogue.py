"""The searcher's picture of the index: which document is which article, who may see it, the lexicon; kept up to date.

Documents of all segments are numbered through. A segment added later gets the next numbers; one that is merged away
leaves its numbers dead until the picture is drawn anew, so that following an edit costs what the edit changed.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from domain.ids import RecordId
from domain.text.analysis import LANGUAGES, primary_language
from domain.words import Visibility
from sync.search.documents import SectionStart, unpack_sections
from sync.search.lexicon import Lexicon, WordList, merged
from sync.search.queries import ArticleRow, Manifest
from sync.search.segments import SegmentReader
from sync.search.storage import BlobStorage

Mask = npt.NDArray[np.bool_]

_VISIBILITIES: Final = {visibility.value: code for code, visibility in enumerate(Visibility, 1)}
_DISPLAYS_KEPT: Final = 2_000
_SMALL_LIST: Final = 4_000
_LANGUAGE_CODES: Final = {language: code for code, language in enumerate(LANGUAGES, 1)}


class Part(NamedTuple):
    """A segment and the number of its first document."""

    first: int
    docs: int
    reader: SegmentReader


class Catalogue:
    """What can be found, as arrays by document number. Belongs to one thread.

    Attributes:
        parts: the segments.
        lexicons: the words by language.
        version: grows whenever anything changed; what was computed for an older one is void.
    """

    def __init__(self, manifest: Manifest) -> None:
        self._manifest = manifest
        self._storage = BlobStorage(manifest)
        self._data_version = -1
        self._build = 0
        self._change = -1
        self.version = 0
        self._clear()

    def _clear(self) -> None:
        self.parts: dict[int, Part] = {}
        self.lexicons = {language: Lexicon() for language in LANGUAGES}
        self._next = 0
        self._change = -1
        self._row_of: dict[str, int] = {}
        self._articles: list[ArticleRow | None] = []
        self._language = np.zeros(0, np.uint8)
        self._visibility = np.zeros(0, np.uint8)
        self._category = np.zeros(0, np.int32)
        self._category_codes: dict[str | None, int] = {}
        self._displays: dict[int, tuple[str, list[SectionStart]]] = {}
        self._word_lists: dict[tuple[int, str, frozenset[int]], WordList] = {}

    @property
    def size(self) -> int:
        """Number of document numbers in use, dead ones included."""
        return self._next

    def live(self, language: str) -> int:
        """Return how many articles there are in `language`."""
        return int(np.count_nonzero(self._language == _LANGUAGE_CODES[language]))

    def article(self, doc: int) -> ArticleRow:
        """Return the article that document `doc` is."""
        row = self._articles[doc]
        assert row is not None  # noqa: S101  # only documents that pass `mask` are asked for
        return row

    def display(self, doc: int) -> tuple[str, list[SectionStart]]:
        """Return the title and the sections of document `doc`."""
        known = self._displays.get(doc)
        if known is None:
            row = self.article(doc)
            assert row.segment is not None  # noqa: S101  # articles taken out have no document
            assert row.docnum is not None  # noqa: S101
            title, packed = self._manifest.display(row.segment, row.docnum) or ("", b"\x90")
            if len(self._displays) >= _DISPLAYS_KEPT:
                self._displays.clear()
            known = self._displays[doc] = title, unpack_sections(packed)
        return known

    def in_language(self, language: str) -> Mask:
        """Return which documents are articles in `language`."""
        return np.equal(self._language, _LANGUAGE_CODES[language])

    def mask(self, visibilities: Collection[Visibility] | None, categories: Collection[RecordId] | None) -> Mask:
        """Return which documents are articles of these visibilities and categories; all for None."""
        mask: Mask = self._language > 0
        if visibilities is not None:
            mask &= np.isin(self._visibility, [_VISIBILITIES[v.value] for v in visibilities])
        if categories is not None:
            mask &= np.isin(self._category, [self._category_codes.get(c, -1) for c in categories])
        return mask

    def refresh(self) -> bool:
        """Catch up with what other connections have written; return whether anything changed."""
        data_version = self._manifest.data_version()
        if data_version == self._data_version:
            return False
        build = next((b.id for b in self._manifest.builds() if b.active), 0)
        segments = dict(self._manifest.segments(build))
        dead = sum(part.docs for segment, part in self.parts.items() if segment not in segments)
        if build != self._build or dead * 4 > self._next:
            self._clear()
            self._build = build
        self._follow_segments(segments)
        self._follow_articles()
        self._follow_lexicons(segments)
        self._displays.clear()
        self._data_version = data_version
        self.version += 1
        return True

    def _follow_segments(self, segments: dict[int, int]) -> None:
        for gone in [segment for segment in self.parts if segment not in segments]:
            del self.parts[gone]
        for segment, docs in segments.items():
            if segment not in self.parts:
                self.parts[segment] = Part(self._next, docs, SegmentReader(self._storage, segment))
                self._next += docs
        more = self._next - len(self._language)
        if more:
            self._language = np.concatenate([self._language, np.zeros(more, np.uint8)])
            self._visibility = np.concatenate([self._visibility, np.zeros(more, np.uint8)])
            self._category = np.concatenate([self._category, np.zeros(more, np.int32)])
            self._articles += [None] * more

    def _follow_articles(self) -> None:
        """Take in the rows that changed: in columns, because the first time it is all of them."""
        rows = list(self._manifest.articles_since(self._build, self._change))
        for row in rows:
            old = self._row_of.pop(row.id, None)
            if old is not None:
                self._language[old] = 0
                self._articles[old] = None
        firsts = {segment: part.first for segment, part in self.parts.items()}
        placed = [row for row in rows if row.segment in firsts]
        docs = [firsts[row.segment] + row.docnum for row in placed]  # type: ignore[index, operator]
        self._row_of.update(zip((row.id for row in placed), docs, strict=True))
        for doc, row in zip(docs, placed, strict=True):
            self._articles[doc] = row
        languages = {locale: _LANGUAGE_CODES[primary_language(locale or "")] for locale in {r.locale for r in placed}}
        self._language[docs] = [languages[row.locale] for row in placed]
        self._visibility[docs] = [_VISIBILITIES.get(row.visibility or "", 0) for row in placed]
        codes = self._category_codes
        for category in {row.category for row in placed} - {None}:
            codes.setdefault(category, len(codes) + 1)
        self._category[docs] = [codes.get(row.category, 0) for row in placed]
        self._change = max([self._change, 0, *(row.change for row in rows)])

    def _follow_lexicons(self, segments: dict[int, int]) -> None:
        stored = self._manifest.lexicon_keys(self._build)
        covered = {language: covers for segment, language, covers in stored if segment == 0}
        wanted = [
            key
            for key in stored
            if key[0] == 0 or (key[0] in segments and key[0] not in covered.get(key[1], frozenset()))
        ]
        self._word_lists = {
            key: self._word_lists.get(key) or WordList.unpack(self._manifest.lexicon(self._build, key[0], key[1]))
            for key in wanted
        }
        self.lexicons = {
            language: Lexicon(_few([words for key, words in self._word_lists.items() if key[1] == language]))
            for language in LANGUAGES
        }


def _few(lists: list[WordList]) -> list[WordList]:
    """Return the large lists and one of all words of the small ones: each list is looked at for each guess."""
    small = [words for words in lists if len(words.forms) < _SMALL_LIST]
    large = [words for words in lists if len(words.forms) >= _SMALL_LIST]
    return [*large, merged(small)] if len(small) > 1 else lists
