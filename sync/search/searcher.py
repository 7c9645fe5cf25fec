"""Evaluates queries over Whoosh's posting lists with arrays: BM25F, every word asked for, phrases by position.

Whoosh's own searcher visits postings one by one in Python: 40 to 400 ms for a prefix over 10,000 articles. Here a
posting list becomes an array when it is first used, and a query is a few additions of arrays.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Collection, Sequence
from functools import cached_property
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from domain.ids import RecordId
from domain.text.analysis import LANGUAGES, fold
from domain.text.query import Query
from domain.text.synonyms import Synonyms
from domain.words import Visibility
from sync.search.articles import Cancelled
from sync.search.catalogue import Catalogue
from sync.search.documents import SectionStart
from sync.search.interpretation import Alternative, Interpreter, Meaning
from sync.search.results import Hit, SearchResult
from sync.search.schema import SATURATION, exact_term, field_name
from sync.search.segments import Postings
from sync.search.stemming import analyser

Scores = npt.NDArray[np.float32]

_COVERAGE: Final = 0.75
"""Power of the share of words found. Low: rarity already says which of the words matters."""

_OTHER_LANGUAGE: Final = 0.15
"""What an article in another language than the reader's is worth."""

_PHRASE: Final = 1.5
_AS_TYPED: Final = 0.25
"""What a word adds for standing in a title or heading just as it was typed."""

_TERMS_KEPT: Final = 20_000
_SECTION_TERMS: Final = 3
_SECTION_PLACES: Final = 32
_IN_HEADING: Final = 1.5


class _Term:
    """A term's documents in all segments, ascending, with saturated weights; positions are joined when asked for."""

    def __init__(self, parts: Sequence[tuple[int, Postings]]) -> None:
        self._parts = parts
        self.docs: npt.NDArray[np.int64] = _joined([postings.docs + np.int64(first) for first, postings in parts])
        weights = _joined([postings.weights for _, postings in parts])
        saturated = weights * (SATURATION + 1) / (weights + SATURATION)
        self.saturated: Scores = saturated.astype(np.float32, copy=False)

    @cached_property
    def lengths(self) -> npt.NDArray[np.int32]:
        """How often the term stands in each document."""
        return _joined([np.diff(postings.offsets) for _, postings in self._parts])

    @cached_property
    def ends(self) -> npt.NDArray[np.int64]:
        """Where each document's positions end."""
        return np.cumsum(self.lengths, dtype=np.int64)

    @cached_property
    def positions(self) -> npt.NDArray[np.uint16]:
        """The positions in all documents, one after the other."""
        return _joined([postings.positions for _, postings in self._parts])

    def spots(self) -> npt.NDArray[np.int64]:
        """Return `document << 17 | position + 256` of each occurrence; the 256 keep offsets from borrowing."""
        return (np.repeat(self.docs, self.lengths) << 17) + self.positions + 256


class Searcher:
    """Answers queries over one catalogue. Belongs to one thread."""

    def __init__(self, catalogue: Catalogue, synonyms: Synonyms) -> None:
        self._catalogue = catalogue
        self._synonyms = synonyms
        self._version = -1
        self._terms: dict[tuple[str, str], _Term] = {}
        self._live: dict[str, int] = {}
        self._preferences: dict[object, Scores] = {}
        # Rows of a list ask one by one for the same query.
        self._beginnings: tuple[tuple[Query, str, int] | None, set[str]] = None, set()

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
        """Return the best articles for `query`; an empty, cancelled result once `cancelled` says so."""
        self._catch_up()
        meanings = Interpreter(self._catalogue.lexicons, self._synonyms).meanings(query, language)
        scores = self._evaluate(query, meanings, cancelled)
        if scores is None:
            return SearchResult(cancelled=True)
        scores *= self._preference(language, visibilities, categories)
        found = (scores > 0).nonzero()[0]  # four times as fast as asking the numbers themselves
        best = _best(scores, found, limit)
        corrections = {m.word: m.correction for m in meanings if m.correction}
        return SearchResult(
            hits=tuple(self._hits(best, scores, meanings)),
            total=len(found),
            did_you_mean=query.replaced(corrections) if corrections and len(found) else None,
        )

    def beginnings(self, query: Query, language: str) -> set[str]:
        """Return how words that answer the query begin: what a snippet marks."""
        self._catch_up()
        if self._beginnings[0] != (query, language, self._version):
            found = Interpreter(self._catalogue.lexicons, self._synonyms).beginnings(query, language)
            self._beginnings = (query, language, self._version), found
        return self._beginnings[1]

    def forget(self) -> None:
        """Drop decoded postings, as in a process that has not searched yet (for measuring)."""
        self._terms.clear()
        for part in self._catalogue.parts.values():
            part.reader.forget()

    def _catch_up(self) -> None:
        if self._catalogue.refresh() or self._version != self._catalogue.version:
            self._version = self._catalogue.version
            self._terms.clear()
            self._preferences.clear()
            self._live = {language: self._catalogue.live(language) for language in LANGUAGES}

    def _preference(
        self, language: str, visibilities: Collection[Visibility] | None, categories: Collection[RecordId] | None
    ) -> Scores:
        """Return what each document is worth to this reader: 1, less in another language, 0 if it is filtered out."""
        key = (
            language,
            None if visibilities is None else frozenset(visibilities),
            None if categories is None else frozenset(categories),
        )
        known = self._preferences.get(key)
        if known is None:
            own = np.where(self._catalogue.in_language(language), np.float32(1), np.float32(_OTHER_LANGUAGE))
            known = self._preferences[key] = own * self._catalogue.mask(visibilities, categories)
        return known

    def _evaluate(self, query: Query, meanings: Sequence[Meaning], cancelled: Cancelled) -> Scores | None:
        """Return a score for every document, 0 for what does not match, or None when cancelled."""
        size = self._catalogue.size
        total = np.zeros(size, np.float32)
        matched = np.zeros(size, np.uint8)
        required = 0
        for meaning in meanings:
            scores = self._word_scores(meaning, cancelled)
            if scores is None:
                return None
            self._add_as_typed(scores, meaning)
            total += scores
            if not meaning.optional:
                required += 1
                matched += scores > 0
        if required:
            worth = [(count / required) ** _COVERAGE for count in range(required + 1)]
            total *= np.array(worth, np.float32)[matched]
        for phrase in query.phrases:
            if cancelled():
                return None
            total = self._with_phrase(total, phrase, only=not required)
        for word in query.excluded:
            for language in LANGUAGES:
                if term := analyser(language).term(word):
                    total[self._term(language, term).docs] = 0
        return total

    def _word_scores(self, meaning: Meaning, cancelled: Cancelled) -> Scores | None:
        """Return for each document the score of the alternative that fits it best."""
        scores = np.zeros(self._catalogue.size, np.float32)
        fitting: list[tuple[Alternative, _Term]] = []
        for alternative in meaning.alternatives:
            if cancelled():
                return None
            term = self._term(alternative.language, alternative.term)
            if len(term.docs):
                fitting.append((alternative, term))
        shared = {
            language: sum(len(term.docs) for alternative, term in fitting if alternative.language == language)
            for language in LANGUAGES
        }
        for alternative, term in fitting:
            language = alternative.language
            frequency = shared[language] if meaning.shared else len(term.docs)
            weight = alternative.factor * self._rarity(language, frequency)
            there = scores[term.docs]
            np.maximum(there, term.saturated * weight, out=there)
            scores[term.docs] = there
        return scores

    def _add_as_typed(self, scores: Scores, meaning: Meaning) -> None:
        """Raise the documents with this very form of the word in title, headings or tags."""
        form = fold(meaning.word.text)
        for language in LANGUAGES:
            if self._catalogue.lexicons[language].count(form):  # spares a look-up in each segment for most prefixes
                term = self._term(language, exact_term(form))
                scores[term.docs] += term.saturated * np.float32(_AS_TYPED * self._rarity(language, len(term.docs)))

    def _with_phrase(self, total: Scores, phrase: Sequence[str], *, only: bool) -> Scores:
        """Return `total` for the documents with `phrase` alone, raised by what the phrase is worth."""
        found = np.zeros(self._catalogue.size, np.float32)
        if not any(analyser(language).term(word) for language in LANGUAGES for word in phrase):
            return total  # nothing but stop words: they are not in the index
        for language in LANGUAGES:
            terms = [(offset, analyser(language).term(word)) for offset, word in enumerate(phrase)]
            wanted = [(offset, self._term(language, term)) for offset, term in terms if term]
            if wanted:
                rarity = sum(self._rarity(language, len(term.docs)) for _, term in wanted)
                found[_documents_with_phrase(wanted)] = rarity * _PHRASE
        return found if only else np.where(found > 0, total + found, np.float32(0))

    def _rarity(self, language: str, frequency: int) -> float:
        live = max(self._live[language], frequency)
        return math.log1p((live - frequency + 0.5) / (frequency + 0.5))

    def _term(self, language: str, term: str) -> _Term:
        known = self._terms.get((language, term))
        if known is None:
            if len(self._terms) >= _TERMS_KEPT:
                self._terms.clear()
            field = field_name(language)
            parts = ((part.first, part.reader.postings(field, term)) for part in self._catalogue.parts.values())
            known = self._terms[language, term] = _Term([(first, p) for first, p in parts if len(p.docs)])
        return known

    def _hits(self, best: Sequence[int], scores: Scores, meanings: Sequence[Meaning]) -> list[Hit]:
        places = [self._places(best, meaning) for meaning in meanings]
        hits = []
        for i, doc in enumerate(best):
            row = self._catalogue.article(doc)
            title, starts = self._catalogue.display(doc)
            _, anchor, heading = _best_section(starts, [place[i] for place in places])
            hits.append(Hit(RecordId(row.id), float(scores[doc]), title, row.locale or "", anchor, heading or None))
        return hits

    def _places(self, docs: Sequence[int], meaning: Meaning) -> list[list[int]]:
        """Return for each of `docs` where the first few alternatives of a word stand in it."""
        found: list[list[int]] = [[] for _ in docs]
        terms = [0] * len(docs)
        wanted = np.array(docs, np.int64)
        for alternative in meaning.alternatives:
            term = self._term(alternative.language, alternative.term)
            if not len(term.docs):
                continue
            at = term.docs.searchsorted(wanted)
            at[at == len(term.docs)] = 0
            for i in (term.docs[at] == wanted).nonzero()[0].tolist():
                if terms[i] < _SECTION_TERMS:
                    end = int(term.ends[at[i]])
                    start = end - int(term.lengths[at[i]])
                    found[i] += term.positions[start : min(end, start + _SECTION_PLACES)].tolist()
                    terms[i] += 1
        return found


def _best(scores: Scores, found: npt.NDArray[np.intp], limit: int) -> list[int]:
    """Return the documents of `found` with the highest scores, best first, equal ones in order of number."""
    values = scores[found]
    if len(found) > limit * 4:
        chosen = np.argpartition(values, -limit)[-limit:]
        found, values = found[chosen], values[chosen]
    order = np.lexsort((found, -values))[:limit]
    return [int(doc) for doc in found[order]]


def _best_section(starts: list[SectionStart], places: Sequence[Sequence[int]]) -> SectionStart:
    """Return the section with most of the words, the first of equals; the beginning where none has any.

    `places` are the positions of each word; one in a section's heading is worth half as much again.
    """
    if not starts:
        return 0, None, ""
    firsts = [start for start, _, _ in starts]
    tally = [0.0] * len(starts)
    for positions in places:
        seen: dict[int, float] = {}
        for position in positions:
            section = bisect_right(firsts, position) - 1
            if section >= 0 and seen.get(section, 0) < _IN_HEADING:
                in_heading = position < firsts[section] + len(starts[section][2].split())
                seen[section] = _IN_HEADING if in_heading else 1.0
        for section, worth in seen.items():
            tally[section] += worth
    return starts[tally.index(max(tally))]


def _documents_with_phrase(wanted: Sequence[tuple[int, _Term]]) -> npt.NDArray[np.int64]:
    """Return the documents where each term stands at its offset from the first.

    A position and its document are one number, so that a phrase is an intersection of sorted arrays.
    """
    common: npt.NDArray[np.int64] | None = None
    for offset, term in sorted(wanted, key=lambda pair: len(pair[1].docs)):
        spots = term.spots() - offset
        common = spots if common is None else common[np.isin(common, spots, assume_unique=True, kind="sort")]
        if not len(common):
            break
    assert common is not None  # noqa: S101  # the caller asks for one term at least
    return np.unique(common >> 17)


def _joined(arrays: Sequence[npt.NDArray[Any]]) -> npt.NDArray[Any]:
    """Return the arrays as one; an empty one for none."""
    if len(arrays) == 1:
        return arrays[0]
    return np.concatenate(arrays) if arrays else np.zeros(0, np.int32)
