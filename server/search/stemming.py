"""Analysers with the Snowball stemmers that come with Whoosh; `sync.search` has the same for the client."""

from __future__ import annotations

from functools import cache
from typing import Final

from domain.text.analysis import LANGUAGES, Analyser, fold, words
from domain.text.stopwords import BY_LANGUAGE

_SNOWBALL: Final = {"en": "EnglishStemmer", "es": "SpanishStemmer"}
_LOOK_AT: Final = 400
"""Words that are enough to tell a language by its little words."""


@cache
def analyser(language: str) -> Analyser:
    """Return the analyser of `language`, one for the process."""
    from whoosh.lang import snowball  # 20 ms of import, paid by the first document

    return Analyser(language, getattr(snowball, _SNOWBALL[language])().stem)


def language_of(text: str, default: str = "en") -> str:
    """Return the language whose stop words are most frequent in `text`; `default` if none is."""
    found = [fold(word) for word in words(text[: _LOOK_AT * 10])[:_LOOK_AT]]
    counts = {language: sum(word in BY_LANGUAGE[language] for word in found) for language in LANGUAGES}
    best = max(counts, key=lambda language: (counts[language], language == default))
    return best if counts[best] else default
