"""How well words fit a text: beginnings first, then parts, then the first letters of its words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from domain.plain import Plain

Mark = tuple[int, int]
BEGINS, BEGINS_WORD, OCCURS, INITIALS = 0, 1, 2, 3
INITIALS_LEAST = 2
"""One letter begins a word of nearly every text."""


class Fit(Plain):
    """A text that fits: `rank` is smaller the better it does; `marks` is where the words stand in it."""

    rank: int
    marks: tuple[Mark, ...]


@lru_cache(maxsize=4096)
def folded(text: str) -> str:
    """The text without accents and capitals, letter by letter: a place in it is the same place in the text."""
    from domain.text.analysis import fold

    plain = fold(text)
    if len(plain) == len(text):
        return plain
    return "".join((fold(letter) or letter)[0] for letter in text)


def fit(words: Sequence[str], text: str) -> Fit | None:
    """How folded `words` fit a text that is shown; None if one of them does not."""
    plain = folded(text)
    rank, marks = 0, []
    for word in words:
        found = _fit_word(word, plain)
        if found is None:
            return None
        rank += found[0]
        marks += found[1]
    return Fit(rank, tuple(sorted(marks)))


def _fit_word(word: str, plain: str) -> tuple[int, list[Mark]] | None:
    if plain.startswith(word):
        return BEGINS, [(0, len(word))]
    at = plain.find(word)
    if at < 0:
        return _initials(word, plain)
    beginning = at
    while beginning > 0 and plain[beginning - 1].isalnum():
        beginning = plain.find(word, beginning + 1)
    if beginning >= 0:
        return BEGINS_WORD, [(beginning, beginning + len(word))]
    return OCCURS, [(at, at + len(word))]


def _initials(word: str, plain: str) -> tuple[int, list[Mark]] | None:
    """The letters at the beginnings of words, one after the other: `gts` for *go to settings*."""
    if len(word) < INITIALS_LEAST:
        return None
    marks: list[Mark] = []
    for at, letter in enumerate(plain):
        if len(marks) < len(word) and letter == word[len(marks)] and (at == 0 or not plain[at - 1].isalnum()):
            marks.append((at, at + 1))
    return (INITIALS, marks) if len(marks) == len(word) else None


class Lexicon:
    """The words of many texts: what a word may mean that begins none of them."""

    def __init__(self, words: Iterable[str]) -> None:
        """Takes folded words in any order."""
        self._words = sorted(set(words))
        # With every further key, the words before are asked for again.
        self._meant = lru_cache(maxsize=64)(self._look_up)

    @classmethod
    def of_texts(cls, texts: Iterable[str]) -> Lexicon:
        """The words of texts as they are shown."""
        return _of_texts(tuple(texts))

    def meant(self, word: str) -> Sequence[str]:
        """The folded word alone if it begins a known one, else those one slip of the finger away, else nothing."""
        return self._meant(word)

    def _look_up(self, word: str) -> Sequence[str]:
        from bisect import bisect_left

        from domain.text.typos import neighbours

        at = bisect_left(self._words, word)
        if at < len(self._words) and self._words[at].startswith(word):
            return (word,)
        return tuple(neighbours(word, self._words, unfinished=True))


@lru_cache(maxsize=8)
def _of_texts(texts: tuple[str, ...]) -> Lexicon:
    return Lexicon(word for text in texts for word in folded(text).split())
