"""An article made ready for the index: terms with weights and positions, words for the lexicon, sections to jump to."""

from __future__ import annotations

from array import array
from collections import defaultdict
from dataclasses import dataclass

import msgspec

from domain.text import markdown
from domain.text.analysis import primary_language, words
from sync.search.articles import IndexedArticle
from sync.search.schema import LAST_POSITION, TAG_WEIGHT, exact_term, lengths_to_factors
from sync.search.stemming import analyser

_GAP = 8
"""Positions left free between streams, so that no phrase runs from one section into the next."""

SectionStart = tuple[int, str | None, str]
"""Position of a section's first word, its anchor, its heading."""


@dataclass(frozen=True, slots=True)
class Document:
    """What a segment stores of one article."""

    article: IndexedArticle
    language: str
    terms: dict[str, tuple[float, bytes]]
    forms: frozenset[str]
    sections: bytes


def pack_sections(starts: list[SectionStart]) -> bytes:
    """Return section starts as bytes for `unpack_sections`."""
    return msgspec.msgpack.encode(starts)


def unpack_sections(data: bytes) -> list[SectionStart]:
    """Return the section starts of an article."""
    return msgspec.msgpack.decode(data, type=list[SectionStart])


class _Streams:
    """The words of an article with their positions, and which of them stand in title, headings and tags."""

    def __init__(self) -> None:
        self.at: defaultdict[str, list[int]] = defaultdict(list)
        self.position = 0

    def take(self, text: str) -> list[str]:
        """Add a piece of text; return its words."""
        found = words(text)
        at = self.at
        for position, word in enumerate(found, self.position):
            at[word].append(position)
        self.position += len(found)
        return found

    def leave_gap(self) -> None:
        self.position += _GAP


def prepare(article: IndexedArticle) -> Document:
    """Analyse an article in its own language."""
    language = primary_language(article.locale)
    streams = _Streams()
    title = streams.take(article.title)
    headings: list[str] = []
    body_words = 0
    starts: list[SectionStart] = []
    for section in markdown.sections(article.body_markdown):
        streams.leave_gap()
        starts.append((streams.position, section.anchor, section.heading))
        headings += streams.take(section.heading)
        body_words += len(streams.take(section.text))
    tags: list[str] = []
    for tag in article.tags:
        streams.leave_gap()
        tags += streams.take(tag)
    factors = lengths_to_factors(len(title), len(headings), body_words)
    extra = _extra_weights(title, headings, tags, factors)
    terms, forms = _weighed(streams, language, extra, factors[2])
    return Document(article, language, terms, forms, pack_sections(starts))


def _extra_weights(
    title: list[str], headings: list[str], tags: list[str], factors: tuple[float, float, float]
) -> dict[str, float]:
    """Return what words weigh more than in the body for standing in title, headings and tags."""
    extra: defaultdict[str, float] = defaultdict(float)
    in_title, in_heading, in_body = factors
    for word in title:
        extra[word] += in_title - in_body
    for word in headings:
        extra[word] += in_heading - in_body
    for word in tags:
        extra[word] += TAG_WEIGHT - in_body
    return extra


def _weighed(
    streams: _Streams, language: str, extra: dict[str, float], in_body: float
) -> tuple[dict[str, tuple[float, bytes]], frozenset[str]]:
    """Return term → (weight, positions) and the forms of the words, stop words left out."""
    analysed = analyser(language).analysed
    weights: defaultdict[str, float] = defaultdict(float)
    places: dict[str, list[int]] = {}
    forms: set[str] = set()
    for word, at in streams.at.items():
        form, term = analysed[word]
        if not term:
            continue
        forms.add(form)
        weights[term] += len(at) * in_body + extra.get(word, 0.0)
        places[term] = sorted(places[term] + at) if term in places else at
        if word in extra:
            exact = exact_term(form)
            weights[exact] += extra[word]
            places[exact] = sorted(places[exact] + at) if exact in places else at
    terms = {term: (weights[term], _positions(at)) for term, at in places.items()}
    return terms, frozenset(forms)


def _positions(at: list[int]) -> bytes:
    """Return sorted positions as 16-bit numbers; at least one, for Whoosh forgets empty values."""
    if at[-1] > LAST_POSITION:
        at = [p for p in at if p < LAST_POSITION] or [LAST_POSITION]
    packed = array("H", at)
    return packed.tobytes()
