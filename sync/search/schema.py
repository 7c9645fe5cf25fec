"""What is indexed and how much it weighs: one Whoosh field per language, BM25F weights put in when indexing.

Title, headings, body and tags are streams of one field. A posting's weight is their length-normalised, weighted sum of
frequencies (the inner half of BM25F), beside it stand the positions. So a query word costs one posting list a language
instead of four, and nothing about field lengths has to be read to score it. Words of title, headings and tags stand
there once more as they are, unstemmed: an article that says what was typed comes before one that says it otherwise.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from whoosh.codec.whoosh3 import W3Codec
from whoosh.fields import FieldType, Schema
from whoosh.formats import Format

from domain.text.analysis import LANGUAGES

INDEX_VERSION: Final = 1
"""Analysis and weights. Raise it with any change of them: indexes are then built anew, and answer meanwhile."""

SATURATION: Final = 5.0
"""BM25's k1, in units of body occurrences: high, because one word in a title already weighs fourteen of them."""

TITLE_WEIGHT: Final = 14.0
HEADING_WEIGHT: Final = 9.0
BODY_WEIGHT: Final = 1.0
TAG_WEIGHT: Final = 6.0

_TITLE_WORDS: Final = 6.0
_HEADING_WORDS: Final = 25.0
_BODY_WORDS: Final = 450.0
"""Average lengths. Constants, not those of the collection: a weight must not change when other articles do."""
_TITLE_B: Final = 0.7
_HEADING_B: Final = 0.4
_BODY_B: Final = 0.6

LAST_POSITION: Final = 65_535
"""Positions are 16 bits; words beyond are found, but not as part of a phrase."""


class WeightedPositions(Format):  # type: ignore[misc]  # Whoosh has no types
    """One posting a term, whose value is the whole list (`sync.search.segments`) in the byte order of this machine."""


class ArticleText(FieldType):  # type: ignore[misc]  # Whoosh has no types
    """A field that takes an analysed article: term → (weight, positions)."""

    def __init__(self) -> None:
        super().__init__(WeightedPositions(), None)

    def index(self, value: Mapping[str, tuple[float, bytes]], **_: Any) -> Any:
        return ((term.encode(), len(at) // 2, weight, at) for term, (weight, at) in value.items())


def field_name(language: str) -> str:
    """Return the name of the field that holds the articles in `language`."""
    return f"text_{language}"


def exact_term(form: str) -> str:
    """Return the term of a word just as it stands in titles, headings and tags; no stem begins so."""
    return f"={form}"


def whoosh_schema() -> Schema:
    """Return the schema: a field per language."""
    return Schema(**{field_name(language): ArticleText() for language in LANGUAGES})


def codec() -> W3Codec:
    """Return Whoosh's codec, set for lists that are always read whole."""
    return W3Codec(blocklimit=1024, compression=1)


def lengths_to_factors(title: int, headings: int, body: int) -> tuple[float, float, float]:
    """Return what one occurrence in the title, a heading and the body weighs in an article of these lengths."""
    return (
        TITLE_WEIGHT / (1 - _TITLE_B + _TITLE_B * title / _TITLE_WORDS),
        HEADING_WEIGHT / (1 - _HEADING_B + _HEADING_B * headings / _HEADING_WORDS),
        BODY_WEIGHT / (1 - _BODY_B + _BODY_B * body / _BODY_WORDS),
    )
