"""Analysers for the languages of the index, with the Snowball stemmers that come with Whoosh."""

from __future__ import annotations

from functools import cache
from typing import Final

from domain.text.analysis import Analyser

_SNOWBALL: Final = {"en": "EnglishStemmer", "es": "SpanishStemmer"}


@cache
def analyser(language: str) -> Analyser:
    """Return the analyser of `language`, one for the process: it remembers the words it has seen.

    A thread that loses a race in its memory analyses a word twice; nothing worse can happen.
    """
    from whoosh.lang import snowball  # 20 ms of import, paid with the first search and not at start-up

    stemmer = getattr(snowball, _SNOWBALL[language])()
    return Analyser(language, stemmer.stem)
