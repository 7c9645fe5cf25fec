"""Words to search terms: lower case, no accents, no stop words, stemmed by language.

An analyser works word by word and remembers every word it has seen, because a collection of articles repeats a few
tens of thousands of words millions of times: analysing a text is one `findall` and a dictionary look-up a word.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import Final

from domain.text.stopwords import BY_LANGUAGE

Stem = Callable[[str], str]
"""Reduces a lower-case word to its stem; a Snowball stemmer, handed in by whoever has one."""

LANGUAGES: Final = tuple(BY_LANGUAGE)
WORD: Final = re.compile(r"[^\W_]+")
MAX_WORD_LENGTH: Final = 40
"""Longer runs (hashes, base64) are cut: nobody types them, and each would be a term of its own."""

_CACHE_LIMIT: Final = 400_000
_SPANISH_ACCENTS: Final = (
    ("cion", "ción"),
    ("sion", "sión"),
    ("logia", "logía"),
    ("logias", "logías"),
    ("ria", "ría"),
    ("rias", "rías"),
)
"""Endings that the Spanish stemmer knows only with their accent, which people leave out when they type."""


def fold(text: str) -> str:
    """Return `text` in lower case without accents: `Impresión` and `IMPRESION` are `impresion`."""
    lowered = text.lower()
    if lowered.isascii():
        return lowered
    decomposed = unicodedata.normalize("NFKD", lowered)
    # Lower case once more: some letters decompose to capitals.
    return "".join(c for c in decomposed if not unicodedata.combining(c)).lower()


def words(text: str) -> list[str]:
    """Return the words of `text` in lower case, in order, accents kept."""
    return WORD.findall(text.lower())


def primary_language(locale: str) -> str:
    """Return the language whose analysis fits `locale` (`es-MX` is `es`); English where there is none."""
    language = locale[:2].lower()
    return language if language in BY_LANGUAGE else "en"


class _Memory(dict[str, tuple[str, str]]):
    """Word → (form, term), filled on first sight."""

    def __init__(self, analyse: Callable[[str], tuple[str, str]]) -> None:
        super().__init__()
        self._analyse = analyse

    def __missing__(self, word: str) -> tuple[str, str]:
        if len(self) >= _CACHE_LIMIT:
            self.clear()
        result = self[word] = self._analyse(word)
        return result


class Analyser:
    """Turns words of one language into forms (folded, what people type) and terms (stemmed, what is indexed).

    Attributes:
        analysed: word in lower case → `(form, term)`; the term of a stop word is empty.
    """

    def __init__(self, language: str, stem: Stem) -> None:
        self.language = language
        self.analysed = _Memory(self._analyse)
        self._stem = stem
        self._stop_words = BY_LANGUAGE[language]

    def form(self, word: str) -> str:
        """Return the folded form of a word in any case."""
        return self.analysed[word.lower()][0]

    def term(self, word: str) -> str:
        """Return the indexed term of a word in any case, empty for a stop word."""
        return self.analysed[word.lower()][1]

    def terms(self, text: str) -> list[str]:
        """Return a term for every word of `text`, empty ones for stop words: the index is the word's position."""
        analysed = self.analysed
        return [analysed[word][1] for word in words(text)]

    def _analyse(self, word: str) -> tuple[str, str]:
        form = fold(word)[:MAX_WORD_LENGTH]
        if form in self._stop_words:
            return form, ""
        return form, self._stem_form(form)

    def _stem_form(self, form: str) -> str:
        if len(form) < 3 or not form.isalpha():
            return form
        if self.language == "es":
            form = _with_accent(form)
        return fold(self._stem(form)) or form


def _with_accent(form: str) -> str:
    """Return a folded Spanish word with the accent its ending needs for the stemmer."""
    for plain, accented in _SPANISH_ACCENTS:
        if form.endswith(plain):
            return form[: -len(plain)] + accented
    return form
